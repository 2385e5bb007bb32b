package graph

import (
	"slices"
	"strings"
	"testing"

	"kizami/conformance/state"
	"kizami/core"
)

func TestVectorsNoticeWhatIsWrong(t *testing.T) {
	g, start, _ := spannedMessages(t, core.Probe(), 2)
	vectors := Vectors(start.Config, g)
	longest := slices.MaxFunc(vectors, func(a, b Vector) int { return len(a.Steps) - len(b.Steps) })
	if wrong := longest.Replay(); wrong != "" {
		t.Fatal(wrong)
	}
	altered := func(change func(*Vector)) Vector {
		v := longest
		v.Steps = slices.Clone(v.Steps)
		change(&v)
		return v
	}
	first := func(v *Vector, action string) *state.MessageStep {
		return &v.Steps[slices.IndexFunc(v.Steps, func(s state.MessageStep) bool { return s.Action == action })]
	}
	for _, c := range []struct {
		name, says string
		change     func(*Vector)
	}{
		{"another start", "core starts in another state", func(v *Vector) {
			v.Start.Peers = slices.Clone(v.Start.Peers)
			v.Start.Peers[0].Horizon = 1
		}},
		{"a step left out", "core cannot", func(v *Vector) { v.Steps = v.Steps[1:] }},
		{"a step twice", "core cannot Receive at node", func(v *Vector) { v.Steps = append(v.Steps[:1:1], v.Steps...) }},
		{"another word", "numerator[", func(v *Vector) {
			step := first(v, core.ActionAdvance)
			step.Next.Peers = slices.Clone(step.Next.Peers)
			step.Next.Peers[step.Node].Numerator = [][]core.Element{{1, 2}}
		}},
		{"nothing on offer", "offered[", func(v *Vector) {
			step := first(v, core.ActionStop)
			step.Next.Peers = slices.Clone(step.Next.Peers)
			step.Next.Peers[step.Node].Offered = nil
		}},
		{"another network in the end", "network", func(v *Vector) {
			v.Steps[len(v.Steps)-1].Next.Network = v.Steps[len(v.Steps)-1].Next.Network[1:]
		}},
		{"nothing done", "changes nothing", func(v *Vector) { v.Steps[0].Node = -1 }},
	} {
		if wrong := altered(c.change).Replay(); !strings.Contains(wrong, c.says) {
			t.Errorf("%s: %q, want %q", c.name, wrong, c.says)
		}
	}
}
