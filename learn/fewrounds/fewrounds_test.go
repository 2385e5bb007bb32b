package fewrounds

import (
	"context"
	"testing"
)

// A short table has the cases that the goals are about, a long one all.
func TestCases(t *testing.T) {
	has := func(cases []Case, c Case) bool {
		for _, other := range cases {
			if other == c {
				return true
			}
		}
		return false
	}
	short, long := Cases(false), Cases(true)
	if len(long) != 4*5*4-5 { // wine has rows for 178 nodes at most
		t.Errorf("a long table of %d cases", len(long))
	}
	for _, c := range short {
		if !has(long, c) {
			t.Errorf("%v is in the short table only", c)
		}
	}
	if !has(short, Case{"diabetes", "random-3", 100}) || has(short, Case{"diabetes", "cycle", 200}) || len(short) != 29 {
		t.Errorf("a short table of %d cases", len(short))
	}
	for _, c := range long {
		if _, err := c.experiment(1, 10); err != nil {
			t.Errorf("%v: %v", c, err)
		}
	}
	if _, err := (Case{"iris", "cycle", 10}).experiment(1, 10); err == nil {
		t.Error("a problem that there is not is taken")
	}
}

// Words and bytes along an arc are those of the messages: of Push-Pull 2d words in each round, of mixing d+2 and of windows
// 3(d+1)+1; and flooding is as its formula says.
func TestMeasure(t *testing.T) {
	c := Case{"one-steep", "random-3", 10}
	rows, err := c.Measure(context.Background(), 1, 2000, nil)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]Row{}
	for _, r := range rows {
		by[r.Method] = r
		if r.Seeds != 1 || r.Case != c || r.Diameter < 2 {
			t.Errorf("%+v", r)
		}
	}
	const n, d = 10, 10
	for _, name := range []string{Bracket, Kernel, Harmonic, "push-pull, tuned", Flooding, Centralised} {
		if by[name].Converged != 1 {
			t.Errorf("%s does not converge: %s", name, by[name].Reason)
		}
	}
	if r := by["push-pull, tuned"]; r.Words != 2*d*r.Rounds || r.Bytes != (16+16*d)*r.Rounds {
		t.Errorf("%+v", r)
	}
	if r := by[Bracket]; r.Words < (d+2)*r.Rounds || r.Words > (3*(d+1)+1)*r.Rounds {
		t.Errorf("%+v", r)
	}
	flooding := by[Flooding]
	epochs := flooding.Rounds/float64(flooding.Diameter) - 1
	if want := n*(d+2)*epochs + n*(d+1); flooding.Words != want || flooding.Bytes != 8*want+16*flooding.Rounds {
		t.Errorf("%+v, want %v words", flooding, want)
	}
	if r := by[Centralised]; r.Rounds != 0 || r.Gradients != by[Kernel].Gradients || r.Gradients == 0 {
		t.Errorf("%+v", r)
	}
}

// The goals on diabetes: at most 450 rounds at n = 100, and 550 at n = 200, as the median of five seeds.
func TestFewRoundsOnDiabetes(t *testing.T) {
	for n, most := range map[int]int{100: 450, 200: 550} {
		e, err := Case{"diabetes", "random-3", n}.experiment(5, 1000)
		if err != nil {
			t.Fatal(err)
		}
		e.Methods = e.Methods[:1]
		report, err := e.Run(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if s := report.Methods[0].Summary; s.Converged != 5 || s.Rounds.Median > float64(most) {
			t.Errorf("n = %d: %d of 5 converged, %+v rounds, want %d", n, s.Converged, s.Rounds, most)
		} else {
			t.Logf("n = %d: %.0f rounds (%.0f to %.0f)", n, s.Rounds.Median, s.Rounds.Low, s.Rounds.High)
		}
	}
}
