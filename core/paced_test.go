package core_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// pacedRun drives paced sides on links that lose, double, delay and reorder. A node writes down what it takes in and may be
// started again from that, or lose it all.
type pacedRun struct {
	t       *testing.T
	random  *rand.Rand
	g       *core.Digraph
	span    int
	make    func(node int, value []int64) *core.AverageSide
	values  [][]int64
	sides   []*core.AverageSide
	calls   []*core.RollCall
	peers   []*core.Paced
	journal [][]pacedMessage
	flight  map[core.Arc][]pacedMessage
	failed  []error
}

type pacedMessage struct {
	from    int
	round   uint32
	content []byte
}

func newPacedRun(t *testing.T, random *rand.Rand, race bool) *pacedRun {
	n := 4 + random.IntN(5)
	g := coretest.Must(family.Random(n, 1+random.IntN(3), random.Uint64()))(t)
	w := &pacedRun{t: t, random: random, g: g, span: max(1, g.Diameter()), flight: map[core.Arc][]pacedMessage{}, failed: make([]error, n)}
	coordinates := 1 + random.IntN(2)
	for range n {
		w.values = append(w.values, []int64{random.Int64N(1 << 30), random.Int64N(9) - 4}[:coordinates])
	}
	c := coretest.BracketConfig(g, w.values)
	c.Most = max(c.Most, 1<<30)
	w.make = func(node int, value []int64) *core.AverageSide {
		if !race {
			return coretest.Must(core.NewBracketSide(c, g.OutDegree(node), value))(t)
		}
		ending := coretest.Must(core.Bound(n))(t)
		config := core.RaceConfig{Config: core.Config{Field: core.Exact, Ending: ending, Capacity: n}, Span: c.Span, Most: c.Most}
		return coretest.Must(core.NewRaceSide(config, g.OutDegree(node), value))(t)
	}
	for j := range n {
		w.sides, w.calls, w.peers, w.journal = append(w.sides, nil), append(w.calls, nil), append(w.peers, nil), append(w.journal, nil)
		w.start(j, w.values[j], random.Uint64()|1)
	}
	return w
}

// start makes a node that has taken in nothing.
func (w *pacedRun) start(j int, value []int64, incarnation uint64) {
	w.sides[j] = w.make(j, value)
	w.calls[j] = coretest.Must(core.NewRollCall(w.sides[j], j, w.g.Nodes(), w.span, incarnation))(w.t)
	w.peers[j] = coretest.Must(core.NewPaced(w.calls[j], w.g.In(j), w.span))(w.t)
}

// restart brings a node back from what it has written down.
func (w *pacedRun) restart(j int) {
	before, offered := w.peers[j], w.offers(j)
	w.start(j, w.values[j], w.calls[j].Incarnation(j))
	for _, m := range w.journal[j] {
		w.receive(j, m)
		w.advance(j)
	}
	if w.peers[j].Round() != before.Round() || !slices.EqualFunc(offered, w.offers(j), func(a, b pacedMessage) bool {
		return a.round == b.round && string(a.content) == string(b.content)
	}) {
		w.t.Fatalf("node %d comes back in round %d, and was in round %d, or offers something else", j, w.peers[j].Round(), before.Round())
	}
}

func (w *pacedRun) offers(j int) (list []pacedMessage) {
	first, messages := w.peers[j].Offered()
	for i, m := range messages {
		list = append(list, pacedMessage{j, first + uint32(i), m})
	}
	return list
}

func (w *pacedRun) receive(j int, m pacedMessage) (taken bool) {
	taken, err := w.peers[j].Receive(m.from, m.round, m.content)
	w.fail(j, err)
	return taken
}

func (w *pacedRun) fail(j int, err error) {
	if err != nil && w.failed[j] == nil {
		w.failed[j] = err
	}
}

func (w *pacedRun) advance(j int) {
	for w.failed[j] == nil {
		stepped, err := w.peers[j].Step()
		if w.fail(j, err); !stepped {
			return
		}
	}
}

// step has a random node send, hear or crash.
func (w *pacedRun) step() {
	j := w.random.IntN(len(w.peers))
	if w.failed[j] != nil {
		return
	}
	switch chance := w.random.IntN(200); {
	case chance < 100:
		for _, m := range w.offers(j) {
			for _, to := range w.g.Out(j) {
				if a := (core.Arc{From: j, To: to}); w.random.IntN(3) > 0 {
					flight := append(w.flight[a], m)
					w.flight[a] = flight[max(0, len(flight)-2*w.span-2):]
				}
			}
		}
	case chance < 199:
		for _, from := range w.g.In(j) {
			flight := w.flight[core.Arc{From: from, To: j}]
			if len(flight) == 0 || w.failed[j] != nil {
				continue
			}
			if m := flight[w.random.IntN(len(flight))]; w.receive(j, m) {
				w.journal[j] = append(w.journal[j], m)
				w.advance(j)
			}
		}
	default:
		w.restart(j)
	}
}

func (w *pacedRun) over() bool {
	for j, p := range w.peers {
		if !p.Over() && w.failed[j] == nil {
			return false
		}
	}
	return true
}

// lockStep returns the average and the rounds in lock step.
func (w *pacedRun) lockStep() ([]core.Fraction, int) {
	var sides []*core.AverageSide
	for j, v := range w.values {
		sides = append(sides, w.make(j, v))
	}
	for !sides[0].Over() {
		var sent [][]byte
		for _, s := range sides {
			sent = append(sent, s.Share())
		}
		for j, s := range sides {
			var inbox [][]byte
			for _, i := range w.g.In(j) {
				inbox = append(inbox, sent[i])
			}
			if err := s.Advance(inbox); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	return sides[0].Average(), sides[0].Rounds()
}

func TestPacedSeesWhatLockStepSees(t *testing.T) {
	for seed := range uint64(60) {
		w := newPacedRun(t, rand.New(rand.NewPCG(seed, 59)), seed%2 == 1)
		average, rounds := w.lockStep()
		for steps := 0; !w.over(); steps++ {
			if w.step(); steps > 1_000_000 {
				t.Fatalf("seed %d: the run does not end", seed)
			}
		}
		for j, s := range w.sides {
			if w.failed[j] != nil || !slices.Equal(s.Average(), average) || s.Rounds() != rounds || w.peers[j].Round() != uint32(rounds+w.span) {
				t.Fatalf("seed %d, node %d: %v after %d rounds, error %v; in lock step %v after %d", seed, j, s.Average(), s.Rounds(), w.failed[j], average, rounds)
			}
			if first, messages := w.peers[j].Offered(); len(messages) != w.span || int(first) != rounds {
				t.Fatalf("seed %d, node %d offers %d messages from round %d on", seed, j, len(messages), first)
			}
		}
	}
}

// TestLostStateNeverGivesTwoAverages has up to n−1 nodes lose their state at any time and come back with other values.
func TestLostStateNeverGivesTwoAverages(t *testing.T) {
	decided, ended := 0, 0
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 61))
		w := newPacedRun(t, random, seed%2 == 1)
		losses, keeps := 1+random.IntN(3), random.IntN(len(w.peers))
		for j := range w.peers { // all values the same: a bracket shuts in its first window, when others may hardly have begun
			if seed%4 < 3 {
				w.values[j] = w.values[0]
				w.start(j, w.values[j], random.Uint64()|1)
			}
		}
		var averages [][]core.Fraction
		for range 150 * len(w.peers) * w.span {
			w.step()
			for _, s := range w.sides {
				if s.Over() && !s.Refused() {
					averages = append(averages, s.Average())
				}
			}
			if j := random.IntN(len(w.peers)); losses > 0 && j != keeps && random.IntN(30*len(w.peers)*w.span) == 0 {
				losses--
				w.values[j], w.journal[j], w.failed[j] = []int64{random.Int64N(1 << 30), 7}[:len(w.values[j])], nil, nil
				w.start(j, w.values[j], random.Uint64()|1)
			}
		}
		for _, a := range averages {
			if !slices.Equal(a, averages[0]) {
				t.Fatalf("seed %d: %v and %v are both averages of one run", seed, averages[0], a)
			}
		}
		if len(averages) > 0 {
			decided++
		}
		for _, err := range w.failed {
			var lost *core.LostStateError
			if errors.As(err, &lost) {
				ended++
				break
			}
		}
	}
	t.Logf("of 500 runs %d had decided nodes, %d were ended by a node that noticed", decided, ended)
	if decided < 50 || ended < 100 {
		t.Errorf("the runs show too little: %d decided, %d ended", decided, ended)
	}
}

func TestRollCallHearsOfAll(t *testing.T) {
	for seed := range uint64(20) {
		w := newPacedRun(t, rand.New(rand.NewPCG(seed, 60)), false)
		for !w.over() {
			w.step()
		}
		for j, c := range w.calls {
			for i := range w.calls {
				if c.Incarnation(i) != w.calls[i].Incarnation(i) || c.Incarnation(i) == 0 {
					t.Fatalf("seed %d: node %d has heard %x of node %d", seed, j, c.Incarnation(i), i)
				}
			}
			if c.World() != w.calls[0].World() || c.World() == 0 {
				t.Fatalf("seed %d: node %d is in the world %x, node 0 in %x", seed, j, c.World(), w.calls[0].World())
			}
		}
	}
}

func TestPacedRefusesWhatNoHonestNodeSends(t *testing.T) {
	w := newPacedRun(t, rand.New(rand.NewPCG(1, 62)), false)
	in, list := w.g.In(0)[0], w.calls[0].Share()
	p := w.peers[0]
	if taken, err := p.Receive(in, 0, list); !taken || err != nil {
		t.Fatal(taken, err)
	}
	for _, c := range []struct {
		from  int
		round uint32
		text  string
		want  bool
	}{{in, 0, string(list), false}, {in, 0, "other", true}, {99, 0, "x", true}, {in, uint32(w.span), "x", false}, {in, uint32(w.span) + 1, "x", true}, {in, 1<<32 - 1, "x", true}} {
		if _, err := p.Receive(c.from, c.round, []byte(c.text)); (err != nil) != c.want {
			t.Errorf("round %d from node %d: error %v", c.round, c.from, err)
		}
	}
}

func TestRollCallErrors(t *testing.T) {
	w := newPacedRun(t, rand.New(rand.NewPCG(3, 63)), false)
	side := w.sides[0]
	for _, c := range [][4]int{{0, 0, 1, 1}, {-1, 3, 1, 1}, {3, 3, 1, 1}, {0, 3, 0, 1}, {0, 3, 3, 1}, {0, 3, 1, 0}, {0, core.MaxNodes + 1, 1, 1}} {
		if _, err := core.NewRollCall(side, c[0], c[1], c[2], uint64(c[3])); err == nil {
			t.Errorf("node %d of %d, diameter %d, incarnation %d: no error", c[0], c[1], c[2], c[3])
		}
	}
	call := func() *core.RollCall { return coretest.Must(core.NewRollCall(side, 0, 2, 1, 5))(t) }
	number := func(a, b byte) []byte { return []byte{0, 0, 0, 0, 0, 0, 0, a, 0, 0, 0, 0, 0, 0, 0, b} }
	for _, c := range []struct {
		inbox []byte
		fails bool
	}{{number(0, 6), false}, {number(5, 6), false}, {number(4, 6), true}, {number(5, 0), true}, {number(5, 6)[1:], true}} {
		if err := call().Advance([][]byte{c.inbox}); (err != nil) != c.fails {
			t.Errorf("%v: error %v", c.inbox, err)
		}
	}
	r := call()
	if err := r.Advance([][]byte{number(5, 6)}); err != nil || r.Calling() {
		t.Fatal(err)
	}
	var lost *core.LostStateError
	if err := r.Advance([][]byte{{1, 2, 3, 4, 5, 6, 7, 8, 9}}); !errors.As(err, &lost) {
		t.Errorf("a message of another world: %v", err)
	}
	if err := r.Advance([][]byte{{1}}); err == nil {
		t.Error("a message without a world is taken")
	}
}
