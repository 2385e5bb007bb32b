package learn

import (
	"testing"

	"kizami/core"
)

// The formula of spec/pilot.md, by hand: node 0 sends to three of the six arcs.
func TestSecondsOfARun(t *testing.T) {
	g := must(core.NewDigraph(4, []core.Arc{{From: 0, To: 1}, {From: 0, To: 2}, {From: 0, To: 3}, {From: 1, To: 0}, {From: 2, To: 0}, {From: 3, To: 0}}))(t)
	run := &Run{Rounds: 100, Bytes: 600} // per node, 2400 in all, 400 along each arc, 1200 of node 0
	for _, c := range []struct {
		link Link
		want float64
	}{
		{Link{Latency: 0.02}, 2}, {Link{Latency: 0.02, Bandwidth: 9600}, 3}, {Link{Bandwidth: 96}, 100}, {Link{}, 0},
	} {
		if got := c.link.seconds(run, g); !near(got, c.want) {
			t.Errorf("%+v: %v s, want %v", c.link, got, c.want)
		}
	}
	one := must(core.NewDigraph(1, nil))(t)
	if got := (Link{1, 1}).seconds(&Run{Rounds: 3}, one); got != 3 {
		t.Errorf("one node: %v s", got)
	}
}
