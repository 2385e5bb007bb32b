package graph

import (
	"slices"
	"strings"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
)

func spannedMaxima(t *testing.T) (spannedRun[state.Maximum], []state.Maximum) {
	t.Helper()
	start := onThreeNodes(t)
	initial, err := start.Maxima()
	if err != nil {
		t.Fatal(err)
	}
	return spanRuns(t, start, initial, state.CoreMaximum), initial
}

// plainMaximum is the protocol written down a second time, to be spoilt: what a node makes of what it has heard of and
// is told, how many rounds it does, and what it answers.
type plainMaximum struct {
	listen func(heard core.Element, inbox []core.Element) core.Element
	rounds func(rounds int) int
	answer func(heard core.Element) int
}

func rightMaximum() plainMaximum {
	return plainMaximum{greatest, func(rounds int) int { return rounds }, func(heard core.Element) int { return int(heard) }}
}

func greatest(heard core.Element, inbox []core.Element) core.Element {
	return max(heard, slices.Max(inbox))
}

func (p plainMaximum) live(_ core.Config, s state.Maximum) (func() (state.Step[state.Maximum], error), error) {
	g, err := core.NewDigraph(len(s.Heard), s.Digraph)
	return func() (state.Step[state.Maximum], error) {
		switch {
		case s.Round < p.rounds(s.Rounds):
			before := s.Heard
			s.Round, s.Heard = s.Round+1, nil
			for j, heard := range before {
				var inbox []core.Element
				for _, i := range g.In(j) {
					inbox = append(inbox, before[i])
				}
				s.Heard = append(s.Heard, p.listen(heard, inbox))
			}
			return state.Step[state.Maximum]{Action: core.ActionAdvance, State: s}, nil
		case s.Maximum[0] == core.None:
			s.Maximum = nil
			for _, heard := range s.Heard {
				s.Maximum = append(s.Maximum, p.answer(heard))
			}
			return state.Step[state.Maximum]{Action: state.ActionMaximum, State: s}, nil
		}
		return state.Step[state.Maximum]{Action: state.ActionFinished, State: s}, nil
	}, err
}

func TestEqualNoticesEveryMaximumMutant(t *testing.T) {
	run, initial := spannedMaxima(t)
	run.check(t, initial, state.CoreMaximum)
	run.check(t, initial, rightMaximum().live)
	const elsewhere = " leads to another state in the graph than in core"
	for _, m := range []struct {
		name, says, variable string
		spoil                func(*plainMaximum)
	}{
		{"forgets an in-neighbour", "Advance" + elsewhere, "heard", func(p *plainMaximum) {
			p.listen = func(heard core.Element, inbox []core.Element) core.Element {
				return greatest(heard, append(inbox[1:], 0))
			}
		}},
		{"forgets what it knew", "Advance" + elsewhere, "heard", func(p *plainMaximum) {
			p.listen = func(_ core.Element, inbox []core.Element) core.Element { return slices.Max(inbox) }
		}},
		{"keeps the last, not the greatest", "Advance" + elsewhere, "heard", func(p *plainMaximum) {
			p.listen = func(heard core.Element, inbox []core.Element) core.Element { return max(heard, inbox[len(inbox)-1]) }
		}},
		{"finds the least", "Advance" + elsewhere, "heard", func(p *plainMaximum) {
			p.listen = func(heard core.Element, inbox []core.Element) core.Element { return min(heard, slices.Min(inbox)) }
		}},
		{"stops a round early", "the graph says Advance, core does Maximum", "round", func(p *plainMaximum) {
			p.rounds = func(rounds int) int { return rounds - 1 }
		}},
		{"does a round too many", "the graph says Maximum, core does Advance", "round", func(p *plainMaximum) {
			p.rounds = func(rounds int) int { return rounds + 1 }
		}},
		{"answers something else", "Maximum" + elsewhere, "maximum", func(p *plainMaximum) {
			p.answer = func(heard core.Element) int { return int(heard) + 1 }
		}},
		{"does not answer", "Maximum" + elsewhere, "maximum", func(p *plainMaximum) {
			p.answer = func(core.Element) int { return core.None }
		}},
	} {
		p := rightMaximum()
		m.spoil(&p)
		d := run.parts(t, initial, p.live)
		if d == nil || d.Says != m.says || !slices.ContainsFunc(d.Differences, func(d state.Difference) bool { return d.Variable == m.variable }) {
			t.Errorf("%s: %v, want %s, with a difference of %s", m.name, d, m.says, m.variable)
		}
	}
	initial[0].Rounds = 0
	if d := run.parts(t, initial, state.CoreMaximum); d == nil || !strings.Contains(d.Says, "core can start in a state that is not initial") {
		t.Errorf("fewer rounds than the diameter: %v", d)
	}
}

func TestMaximumFromStrangeStates(t *testing.T) {
	run, initial := spannedMaxima(t)
	for _, c := range []struct {
		says  string
		spoil func(*state.Maximum)
	}{
		{"not strongly connected", func(s *state.Maximum) { s.Digraph = s.Digraph[:1] }},
		{"a maximum of -1 rounds", func(s *state.Maximum) { s.Rounds = -1 }},
		{"46337 is not below the prime", func(s *state.Maximum) { s.Heard = []core.Element{0, 0, 46337} }},
	} {
		s := initial[0]
		c.spoil(&s)
		if _, err := Runs(run.Config, []state.Maximum{s}, state.CoreMaximum); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v, want %q", err, c.says)
		}
	}
	if _, err := (state.Start{Config: run.Config, Digraphs: state.Digraphs(3), Values: [][]int64{{-1, 0, 0}}}).Maxima(); err == nil {
		t.Error("a negative value is taken")
	}
}
