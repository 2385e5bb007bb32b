package figure

import (
	"math"

	"kizami/learn"
)

func flat(x float64) learn.Band { return learn.Band{Low: x, Median: x, High: x} }

// method is one that goes from an error of 1 by a factor in each epoch, until 1e-6, 1e12 or the last epoch.
func method(name, kind string, factor, first, perEpoch float64, epochs int) learn.Method {
	m := learn.Method{Name: name, Method: kind}
	run := learn.Run{Seed: 1, End: learn.Unfinished}
	for e := 0; e <= epochs; e++ {
		at := math.Min(math.Pow(factor, float64(e)), 1e12)
		band := learn.Band{Low: at / 2, Median: at, High: math.Min(at*2, 1e12)}
		m.Curve = append(m.Curve, learn.Point{Epoch: e, Rounds: first + perEpoch*float64(e), Band: band})
		run.Epochs, run.Rounds, run.Gradients, run.Error = e, int(first+perEpoch*float64(e)), 2*e, at
		switch {
		case at <= 1e-6:
			run.End = learn.Converged
		case at >= 1e12:
			run.End = learn.Diverged
		default:
			continue
		}
		break
	}
	m.Runs = []learn.Run{run, run}
	switch run.End {
	case learn.Converged:
		m.Summary.Converged = 2
	case learn.Diverged:
		m.Summary.Diverged = 2
	default:
		m.Summary.Unfinished = 2
	}
	return m
}

func learnReport() *learn.Report {
	return &learn.Report{
		Kizami: 1, Task: learn.TaskLearn, Title: "Three ways & <one> more", Tolerance: 1e-6, Seeds: []uint64{1, 2},
		Nodes: 4, Dimension: 3, Epochs: 100,
		Methods: []learn.Method{
			method("coordinated harmonic", learn.MethodCoordinated, 0.5, 9, 8, 100),
			method("coordinated mean", learn.MethodCoordinated, 3, 9, 8, 100),
			method("own", learn.MethodOwn, 0.999, 9, 4, 100),
			method("adgd", learn.MethodAdGD, 0.3, 0, 0, 100),
		},
	}
}

func roundsReport() *learn.Report {
	family := func(name string, nodes int, first, repeated, ratio float64) learn.Family {
		return learn.Family{
			Family: name, Nodes: nodes, Diameter: flat(2), Probed: &learn.Probed{
				First: flat(first), Silent: flat(first + 2), Repeated: flat(repeated),
				Ratio: learn.Band{Low: ratio * 0.9, Median: ratio, High: ratio * 1.1}, Gain: ratio / first,
			},
		}
	}
	return &learn.Report{
		Kizami: 1, Task: learn.TaskRounds, Tolerance: 1e-9, Seeds: []uint64{1, 2, 3},
		Families: []learn.Family{
			family("complete", 10, 3, 1, 1), family("complete", 100, 3, 1, 1),
			family("barbell", 10, 9, 4, 306), family("barbell", 100, 9, 4, 20169),
		},
	}
}
