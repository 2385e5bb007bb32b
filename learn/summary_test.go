package learn

import (
	"fmt"
	"testing"
)

func TestQuantilesAreOfTheNearestRank(t *testing.T) {
	for _, c := range []struct {
		count             int
		low, median, high float64
	}{{1, 1, 1, 1}, {2, 1, 1, 2}, {3, 1, 2, 3}, {10, 1, 5, 9}, {11, 2, 6, 10}, {20, 2, 10, 18}, {100, 10, 50, 90}} {
		values := make([]float64, c.count)
		for i := range values {
			values[i] = float64(c.count - i) // in the wrong order
		}
		if got := bandOf(values); got != (Band{c.low, c.median, c.high}) {
			t.Errorf("of 1…%d: %v, want %v", c.count, got, c)
		}
	}
}

func TestASummaryIsOverTheRunsThatConverged(t *testing.T) {
	runs := []Run{
		{End: Converged, Epochs: 10, Rounds: 100, Messages: 1000, Bytes: 1e4, Gradients: 11},
		{End: Diverged, Epochs: 1}, {End: Unfinished, Epochs: 9999}, {End: Diverged, Epochs: 2},
		{End: Converged, Epochs: 30, Rounds: 300, Messages: 3000, Bytes: 3e4, Gradients: 31},
	}
	s := summarise(runs)
	got := fmt.Sprint(s.Converged, s.Diverged, s.Unfinished, *s.Epochs, *s.Rounds, *s.Messages, *s.Bytes, *s.Gradients)
	if want := "2 2 1 {10 10 30} {100 100 300} {1000 1000 3000} {10000 10000 30000} {11 11 31}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if s := summarise(runs[1:4]); s.Epochs != nil || s.Bytes != nil || s.Diverged != 2 {
		t.Errorf("of runs none of which converged: %+v", s)
	}
}

// outcomeOf returns a run whose error in epoch k is 1/(k+1), or what at makes of it.
func outcomeOf(epochs, roundsEach int) outcome {
	o := outcome{run: Run{Epochs: epochs, Rounds: epochs * roundsEach, Error: 1 / float64(epochs+1)}}
	for k := range epochs + 1 {
		o.history.add(k, 1/float64(k+1), k*roundsEach)
	}
	return o
}

func TestCurvesKeepBothEnds(t *testing.T) {
	for _, epochs := range []int{0, 1, 5, 63, 64, 65, 68, 200, 1023, 9000, MaxEpochs} {
		points := curve([]outcome{outcomeOf(epochs, 7)})
		last := points[len(points)-1]
		if len(points) > 200 || len(points) < min(epochs+1, 65) {
			t.Errorf("%d epochs: %d points", epochs, len(points))
		}
		wrong := last.Epoch != epochs || last.Median != 1/float64(epochs+1) || last.Rounds != float64(7*epochs)
		if points[0].Epoch != 0 || points[0].Median != 1 || wrong {
			t.Errorf("%d epochs: the curve goes from %+v to %+v", epochs, points[0], last)
		}
		for i := 1; i < len(points); i++ {
			p, exact, apart := points[i], 1/float64(points[i].Epoch+1), points[i].Epoch-points[i-1].Epoch
			if apart < 1 || apart > 1+p.Epoch/16 || p.Median != exact || p.Rounds != float64(7*p.Epoch) {
				t.Fatalf("%d epochs: point %d is %+v, the error then is %v", epochs, i, p, exact)
			}
		}
	}
}

func TestCurvesHoldTheLastErrorOfRunsThatEnded(t *testing.T) {
	points := curve([]outcome{outcomeOf(2, 1), outcomeOf(4, 1), outcomeOf(9, 1)})
	if len(points) != 10 {
		t.Fatalf("%d points", len(points))
	}
	if got, want := points[9], (Point{9, 4, Band{0.1, 0.2, 1. / 3}}); got != want {
		t.Errorf("at the end %+v, want %+v", got, want)
	}
}
