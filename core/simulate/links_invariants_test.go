package simulate_test

import (
	"fmt"
	"slices"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

// invariants are those of tla/MessageInvariants.tla that are not about the average, checked after every step.
type invariants struct {
	coretest.LinksCase
	distance [][]int // from, to
}

func newInvariants(c coretest.LinksCase) *invariants {
	n := c.Digraph.Nodes()
	v := &invariants{c, make([][]int, n)}
	for i := range n {
		v.distance[i] = slices.Repeat([]int{n}, n)
		v.distance[i][i] = 0
	}
	for _, a := range c.Digraph.Arcs() {
		v.distance[a.From][a.To] = 1
	}
	for k := range n {
		for i := range n {
			for j := range n {
				v.distance[i][j] = min(v.distance[i][j], v.distance[i][k]+v.distance[k][j])
			}
		}
	}
	return v
}

// after checks what the event can have touched: the node, and everybody with it.
func (v *invariants) after(links *simulate.Links, e simulate.LinkEvent) error {
	if e.Action == "" || e.Action == simulate.ActionOffer || e.Action == core.ActionIgnore {
		return nil
	}
	states := make([]core.PeerState, len(links.Peers()))
	for j, p := range links.Peers() {
		states[j] = p.State()
	}
	for i := range states {
		if err := v.skew(i, e.Node, states); err != nil {
			return err
		}
		if err := v.skew(e.Node, i, states); err != nil {
			return err
		}
	}
	for _, a := range v.Digraph.Arcs() {
		sender, receiver := links.Peers()[a.From], links.Peers()[a.To]
		waits := !receiver.CanDecide() && !receiver.CanStop() && !receiver.Stopped()
		if waits && !needMet(sender, &states[a.From], &states[a.To], a.From) {
			return fmt.Errorf("node %d does not offer what node %d needs of it (NeededIsOffered)", a.From, a.To)
		}
	}
	return v.sizes(e.Node, &states[e.Node])
}

func roundOf(s *core.PeerState) int { return len(s.Denominator) - 1 }

func (v *invariants) skew(i, j int, states []core.PeerState) error {
	behind, ahead := &states[i], &states[j]
	if ahead.Epoch > behind.Epoch+1 {
		return fmt.Errorf("node %d is in epoch %d, node %d in %d (EpochSkew)", j, ahead.Epoch, i, behind.Epoch)
	}
	if ahead.Epoch != behind.Epoch {
		return nil
	}
	lead := v.distance[i][j]
	if v.Config.Ending.IsProbe() && ahead.Order != core.None {
		lead = ahead.Order
	}
	if roundOf(ahead)-roundOf(behind) > lead {
		return fmt.Errorf("node %d is in round %d, node %d in %d: at most %d ahead (SkewBounded)", j, roundOf(ahead), i, roundOf(behind), lead)
	}
	return nil
}

// needMet says that what j waits for from i either it holds, or i offers it, or i has not come so far.
func needMet(sender *core.Peer, i, j *core.PeerState, from int) bool {
	if i.Epoch < j.Epoch || i.Epoch == j.Epoch && roundOf(i) < roundOf(j) {
		return true
	}
	serves := func(m core.Message) bool {
		return m.Epoch == j.Epoch && (int(m.Round) == roundOf(j) || m.IsMark() && int(m.Round) < roundOf(j))
	}
	stopping := i.Epoch == j.Epoch && roundOf(i) == roundOf(j) && sender.CanStop()
	return stopping || slices.ContainsFunc(i.Offered, serves) ||
		slices.ContainsFunc(j.Inbox, func(m core.Received) bool { return m.From == from && serves(m.Message) })
}

// sizes checks inbox and offer of one node (InboxBounded, NoMixing, and the memory that Peer promises).
func (v *invariants) sizes(j int, s *core.PeerState) error {
	held := map[int]int{}
	for _, m := range s.Inbox {
		if held[m.From]++; held[m.From] > v.Config.Capacity {
			return fmt.Errorf("node %d holds more than %d messages of node %d", j, v.Config.Capacity, m.From)
		}
		if m.Epoch != s.Epoch || int(m.Round) < roundOf(s) && !m.IsMark() {
			return fmt.Errorf("node %d holds the old message %+v", j, m)
		}
	}
	n, now := v.Config.Capacity, 0
	for _, m := range s.Offered {
		if m.Epoch == s.Epoch {
			now++
		}
	}
	bound := v.Config.Ending.Bound()
	switch {
	case len(s.Offered) > 3*n+1 && bound == 0, now > bound && bound > 0, len(s.Offered) > 2*bound && bound > 0,
		bound == 0 && s.Order != core.None && now > s.Order+1, s.Order != core.None && now != len(s.Offered):
		return fmt.Errorf("node %d offers %d messages, %d of its epoch; order %d", j, len(s.Offered), now, s.Order)
	}
	return nil
}
