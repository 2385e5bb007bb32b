package core_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
	"kizami/core/simulate"
)

// After every step every node goes on as if it had been restored from its state, inbox included.
func TestPeersRestoreAfterEveryStep(t *testing.T) {
	coretest.IllRuns(t, 61, 1, func(c coretest.LinksCase, seed uint64) {
		if c.Digraph.Nodes() > 5 {
			return
		}
		links := c.Links(t, coretest.Ill, seed)
		coretest.RunLinks(t, links, links.Done, func(e simulate.LinkEvent) {
			if e.Action == "" || e.Action == simulate.ActionOffer || e.Action == core.ActionIgnore {
				return
			}
			j := e.Node
			peer, s := links.Peers()[j], links.Peers()[j].State()
			restored, err := core.RestorePeer(c.Config, c.Digraph.OutDegree(j), c.Digraph.In(j), s)
			if err != nil {
				t.Fatalf("%v: %+v", err, s)
			}
			if !reflect.DeepEqual(restored.State(), s) || !reflect.DeepEqual(restored.Average(), peer.Average()) {
				t.Fatalf("restored as %+v from %+v", restored.State(), s)
			}
			for _, action := range peerActions {
				if action.can(restored) != action.can(peer) {
					t.Fatalf("%s: %t after restoring, %t before", action.name, action.can(restored), action.can(peer))
				}
			}
			*peer = *restored
		})
		coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
	})
}

// A storm of restarts: every node starts anew from what it has written down, all the time, in two epochs.
func TestARestartStorm(t *testing.T) {
	const seed = 62
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for n := 2; n <= 7; n++ {
		for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(n))(t)} {
			c := coretest.RandomCase(coretest.Must(family.Random(n, min(2, n-1), random.Uint64()))(t), ending, random)
			links := c.Links(t, simulate.Faults{Loss: 0.2, Duplicate: 0.2, Reorder: 1}, random.Uint64())
			restarts, left := 0, n
			coretest.RunLinks(t, links, func() bool { return left == 0 }, func(e simulate.LinkEvent) {
				j := random.IntN(n)
				if random.IntN(5*n) == 0 {
					written := links.Peers()[j].State()
					written.Inbox = nil
					*links.Peers()[j] = *coretest.Must(core.RestorePeer(c.Config, c.Digraph.OutDegree(j), c.Digraph.In(j), written))(t)
					restarts++
				}
				if e.Action != core.ActionStop {
					return
				}
				if links.Peers()[e.Node].Epoch() > c.Config.Epoch {
					left--
				} else if begun, err := links.Peers()[e.Node].Begin(c.Values[e.Node], c.Starts[e.Node]); !begun || err != nil {
					t.Fatalf("Begin: %t, %v", begun, err)
				}
			})
			coretest.CheckAgainstLockStep(t, links, c.LockStep(t))
			if restarts == 0 {
				t.Error("nobody restarted")
			}
		}
	}
}

// middle returns a node in its second epoch that holds messages; with the probe ending it has decided.
func middle(t testing.TB, ending core.Ending) (core.Config, *core.Peer) {
	t.Helper()
	c := coretest.RandomCase(coretest.Must(family.Complete(3))(t), ending, rand.New(rand.NewPCG(63, 0)))
	links := c.Links(t, simulate.Faults{Reorder: 0.5}, 63)
	p := links.Peers()[0]
	done := func() bool {
		s := p.State()
		return s.Epoch == 6 && len(s.Inbox) > 1 && (s.Decided != core.None || !ending.IsProbe() && len(s.Denominator) > 2)
	}
	coretest.RunLinks(t, links, done, func(e simulate.LinkEvent) {
		if e.Action == core.ActionStop && links.Peers()[e.Node].Epoch() == 5 {
			links.Peers()[e.Node].Begin(c.Values[e.Node], c.Starts[e.Node])
		}
	})
	return c.Config, p
}

// nodeSpoils are what a node cannot be in.
var nodeSpoils = []struct {
	text string
	do   func(*core.NodeState)
}{
	{"0 coordinates", func(s *core.NodeState) { s.Numerator = nil }},
	{"0 observations of word 0", func(s *core.NodeState) { s.Numerator[0] = nil }},
	{"observations of word 1 and", func(s *core.NodeState) { s.Numerator[1] = s.Numerator[1][1:] }},
	{"and 0 of the denominator", func(s *core.NodeState) { s.Denominator = nil }},
	{"must be as many, at least 1", func(s *core.NodeState) {
		s.Numerator, s.Denominator, s.Probe = [][]core.Element{{}, {}}, nil, nil
	}},
	{"is not below the prime", func(s *core.NodeState) { s.Denominator[0] = core.MersennePrime }},
	{"horizon -1", func(s *core.NodeState) { s.Horizon = -1 }},
	{"horizon", func(s *core.NodeState) { s.Horizon = len(s.Denominator) }},
	{"decided -2", func(s *core.NodeState) { s.Decided = -2 }},
	{"decided 99", func(s *core.NodeState) { s.Decided, s.Order = 99, 1 }},
	{"with order -1", func(s *core.NodeState) { s.Decided, s.Order = 0, core.None }},
	{"with order 99", func(s *core.NodeState) { s.Decided, s.Order = 0, 99 }},
	{"stopped 0", func(s *core.NodeState) { s.Stopped = 0 }},
	{"stopped", func(s *core.NodeState) {
		s.Stopped, s.Decided, s.Order, s.Average = len(s.Denominator)-1, core.None, core.None, nil
	}},
	{"an average of 1 coordinates of a value of 2", func(s *core.NodeState) {
		s.Decided, s.Order, s.Average = 1, 1, []core.Element{1}
	}},
	{"an average of 0 coordinates", func(s *core.NodeState) { s.Decided, s.Order, s.Average, s.Refused = 1, 1, nil, false }},
	{"refused true", func(s *core.NodeState) { s.Decided, s.Order, s.Average, s.Refused = core.None, core.None, nil, true }},
	{"is not below the prime", func(s *core.NodeState) {
		s.Decided, s.Order, s.Average = 1, 1, []core.Element{1, core.MersennePrime + 1}
	}},
	{"no fraction", func(s *core.NodeState) {
		u := core.Element(1)
		for _, ok := core.Reconstruct(core.Exact, u, 3); ok; _, ok = core.Reconstruct(core.Exact, u, 3) {
			u = core.Exact.Mul(u, 1<<30+7)
		}
		s.Decided, s.Order, s.Average = 1, 1, []core.Element{1, u}
	}},
}

func TestRestoreErrors(t *testing.T) {
	type spoil struct {
		text string
		do   func(*core.PeerState)
	}
	both := []spoil{
		{"a state of epoch 4: the first is 5", func(s *core.PeerState) { s.Epoch = 4 }},
		{"the inbox of a state: a message from node 9", func(s *core.PeerState) { s.Inbox[0].From = 9 }},
		{"of epoch 5 from node", func(s *core.PeerState) { s.Inbox[0].Epoch = 5 }},
		{"cannot be there", func(s *core.PeerState) { s.Inbox = append(s.Inbox, s.Inbox[0]) }},
		{"words where there must be", func(s *core.PeerState) { s.Inbox[1].Words = make([]core.Element, 9) }},
		{"what a state offers: 9 words", func(s *core.PeerState) { s.Offered[0].Words = make([]core.Element, 9) }},
		{"what a state offers: the words of round 99", func(s *core.PeerState) { s.Offered[0].Epoch, s.Offered[0].Round = 6, 99 }},
		{"are not 1/3 of those that the node observed", func(s *core.PeerState) { s.Offered[len(s.Offered)-1].Words[2] ^= 1 }},
		{"of epoch 4 in round", func(s *core.PeerState) { s.Offered[0].Epoch = 4 }},
		{"of epoch 7 in round", func(s *core.PeerState) { s.Offered[0].Epoch = 7 }},
		{"what a state offers: two messages of one round", func(s *core.PeerState) { s.Offered = append(s.Offered, s.Offered[0]) }},
	}
	only := map[core.Ending][]spoil{
		core.Probe(): {
			{"word 3", func(s *core.PeerState) { s.Probe = nil }},
			{"what a state offers: the mark of round", func(s *core.PeerState) {
				s.Offered = append(s.Offered, core.Message{Epoch: s.Epoch, Round: uint32(len(s.Denominator))})
			}},
		},
		coretest.Must(core.Bound(3))(t): {
			{"observations of a probe with a bound", func(s *core.PeerState) { s.Probe = s.Denominator }},
			{"horizon 1", func(s *core.PeerState) { s.Horizon = 1 }},
			{"with a bound of 3 the last is 4", func(s *core.PeerState) {
				six := make([]core.Element, 6)
				s.Numerator, s.Denominator = [][]core.Element{six, six}, six
			}},
			{"0 words", func(s *core.PeerState) { s.Offered[0].Words = nil }},
		},
	}
	for ending, more := range only {
		config, p := middle(t, ending)
		if _, err := core.RestorePeer(config, 2, []int{1, 2}, p.State()); err != nil {
			t.Fatalf("%v: %+v", err, p.State())
		}
		for _, test := range slices.Concat(both, more) {
			s := p.State()
			test.do(&s)
			restored, err := core.RestorePeer(config, 2, []int{1, 2}, s)
			if restored != nil || err == nil || !strings.Contains(err.Error(), test.text) {
				t.Errorf("%v, want %q", err, test.text)
			}
		}
		for _, test := range nodeSpoils {
			s := p.State()
			test.do(&s.NodeState)
			peer, peerErr := core.RestorePeer(config, 2, []int{1, 2}, s)
			node, nodeErr := core.RestoreNode(config, 2, s.NodeState)
			for _, err := range []error{peerErr, nodeErr} {
				if peer != nil || node != nil || err == nil || !strings.Contains(err.Error(), test.text) {
					t.Errorf("%v, want %q", err, test.text)
				}
			}
		}
		for text, arguments := range map[string]struct {
			out int
			in  []int
		}{"out-degree -1": {-1, nil}, "in-neighbour 1 is listed twice": {2, []int{1, 1}}, "out-degree 3": {3, nil}, "3 in-neighbours": {2, []int{1, 2, 4}},
			"are not 1/2 of those that the node observed": {1, []int{1, 2}}, "node 2, which is no in-neighbour": {2, []int{1}}} {
			restored, err := core.RestorePeer(config, arguments.out, arguments.in, p.State())
			if restored != nil || err == nil || !strings.Contains(err.Error(), text) {
				t.Errorf("%v, want %q", err, text)
			}
		}
		if _, err := core.RestorePeer(core.Config{}, 2, []int{1, 2}, p.State()); err == nil {
			t.Error("restored without a field")
		}
		if node, err := core.RestoreNode(config, 2, core.NodeState{}); node != nil || err == nil {
			t.Errorf("the zero state is restored as %+v", node)
		}
	}
}
