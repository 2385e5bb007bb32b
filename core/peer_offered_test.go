package core_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// tags writes what a peer offers as epoch.round, with a bar for a mark.
func tags(p *core.Peer) string {
	var list []string
	for _, m := range p.Offered() {
		tag := fmt.Sprintf("%d.%d", m.Epoch, m.Round)
		if m.IsMark() {
			tag += "|"
		}
		list = append(list, tag)
	}
	return strings.Join(list, " ")
}

// What node 0 of a cycle of three, of order 2, offers after each of its actions, in two epochs. It does not depend on the
// links. The second epoch shows the end of the first until node 0 decides again.
func TestWhatIsOnOffer(t *testing.T) {
	const probe = `5.0
Advance: 5.0 5.1
Advance: 5.0 5.1 5.2
Advance: 5.0 5.1 5.2 5.3
Advance: 5.0 5.1 5.2 5.3 5.4
Advance: 5.0 5.1 5.2 5.3 5.4 5.5
Decide: 5.3 5.4 5.5
Advance: 5.4 5.5 5.6
Advance: 5.5 5.6 5.7
Advance: 5.6 5.7
Stop: 5.6 5.7 5.8|
Begin: 5.6 5.7 5.8| 6.0
Advance: 5.6 5.7 5.8| 6.0 6.1
Advance: 5.6 5.7 5.8| 6.0 6.1 6.2
Advance: 5.6 5.7 5.8| 6.0 6.1 6.2 6.3
Advance: 5.6 5.7 5.8| 6.0 6.1 6.2 6.3 6.4
Advance: 5.6 5.7 5.8| 6.0 6.1 6.2 6.3 6.4 6.5
Decide: 6.3 6.4 6.5
Advance: 6.4 6.5 6.6
Advance: 6.5 6.6 6.7
Advance: 6.6 6.7
Stop: 6.6 6.7 6.8|
`
	const bound = `5.0
Advance: 5.0 5.1
Advance: 5.0 5.1 5.2
Advance: 5.1 5.2 5.3
Advance: 5.2 5.3
Decide: 5.2 5.3
Stop: 5.2 5.3
Begin: 5.2 5.3 6.0
Advance: 5.2 5.3 6.0 6.1
Advance: 5.2 5.3 6.0 6.1 6.2
Advance: 5.2 5.3 6.1 6.2 6.3
Advance: 5.2 5.3 6.2 6.3
Decide: 6.2 6.3
Stop: 6.2 6.3
`
	for want, ending := range map[string]core.Ending{probe: core.Probe(), bound: coretest.Must(core.Bound(3))(t)} {
		random := rand.New(rand.NewPCG(51, 0))
		c := coretest.RandomCase(coretest.Must(family.Cycle(3))(t), ending, random)
		links := c.Links(t, coretest.Ill, 51)
		p := links.Peers()[0]
		got, stops := tags(p)+"\n", 0
		coretest.RunLinks(t, links, func() bool { return stops == 6 }, func(e simulate.LinkEvent) {
			if e.Node == 0 && strings.Contains("Advance Decide Stop", e.Action) && e.Action != "" {
				got += e.Action + ": " + tags(p) + "\n"
			}
			if e.Action != core.ActionStop {
				return
			}
			if stops++; links.Peers()[e.Node].Epoch() == 6 {
				return
			}
			if begun, err := links.Peers()[e.Node].Begin(c.Values[e.Node], c.Starts[e.Node]+1); !begun || err != nil {
				t.Fatalf("Begin: %t, %v", begun, err)
			}
			if e.Node == 0 {
				got += "Begin: " + tags(p) + "\n"
			}
		})
		if got != want {
			t.Errorf("offered\n%swant\n%s", got, want)
		}
	}
}

// A bound of 1 and a node that is alone: the first message is on offer all the same, and nothing follows it.
func TestANodeAlone(t *testing.T) {
	for want, ending := range map[string]core.Ending{
		"0.0, then 0.0, in round 0, then 0.0 1.0":         coretest.Must(core.Bound(1))(t),
		"0.0, then 0.1, in round 2, then 0.1 1.0":         coretest.Must(core.Bound(2))(t),
		"0.0, then 0.2|, in round 2, then 0.2| 1.0":       core.Probe(),
		"0.0, then 0.2 0.3, in round 4, then 0.2 0.3 1.0": coretest.Must(core.Bound(3))(t),
	} {
		p := coretest.Must(core.NewPeer(core.Config{Field: core.Exact, Ending: ending, Capacity: 1}, 0, nil, []int64{7}, 12345))(t)
		got := tags(p)
		for range 20 {
			_ = p.Decide() || p.Stop() || p.Advance()
		}
		got += fmt.Sprintf(", then %s, in round %d", tags(p), p.Round())
		if last := p.Offered()[len(p.Offered())-1]; last.IsMark() && last.Horizon != 1 {
			t.Errorf("the mark has horizon %d, want the decision round 1", last.Horizon)
		}
		if average := p.Average(); !p.Stopped() || len(average) != 1 || average[0].Numerator != 7 {
			t.Errorf("stopped %t, average %v", p.Stopped(), average)
		}
		if begun, err := p.Begin([]int64{8}, 1); !begun || err != nil {
			t.Errorf("Begin: %t, %v", begun, err)
		}
		if got += ", then " + tags(p); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestBeginErrors(t *testing.T) {
	config := core.Config{Field: core.Exact, Ending: coretest.Must(core.Bound(1))(t), Capacity: 1, Epoch: math.MaxUint32 - 1}
	p := coretest.Must(core.NewPeer(config, 0, nil, []int64{7}, 0))(t)
	if begun, err := p.Begin([]int64{7}, 0); begun || err != nil {
		t.Errorf("began before it stopped: %t, %v", begun, err)
	}
	refuses := func(value []int64, text string) {
		t.Helper()
		before := fmt.Sprint(p.State())
		if begun, err := p.Begin(value, 0); begun || err == nil || !strings.Contains(err.Error(), text) || fmt.Sprint(p.State()) != before {
			t.Errorf("%t, %v, want %q and no change", begun, err, text)
		}
	}
	if !p.Decide() || !p.Stop() {
		t.Fatal("did not stop")
	}
	refuses([]int64{1, 2}, "a value of 2 coordinates follows one of 1")
	refuses([]int64{math.MaxInt64}, "coordinate 0 is")
	if begun, err := p.Begin([]int64{8}, 0); !begun || err != nil || p.Epoch() != math.MaxUint32 || p.Decided() {
		t.Fatalf("%t, %v, epoch %d", begun, err, p.Epoch())
	}
	if !p.Decide() || !p.Stop() {
		t.Fatal("did not stop")
	}
	refuses([]int64{9}, "epoch 4294967295 is the last")
}
