package core_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// bracketLinks drives peers on links that lose, double, delay and reorder, and restores a node from what it has written,
// without its inbox, after each of its steps when chance says so.
type bracketLinks struct {
	t       *testing.T
	g       *core.Digraph
	c       core.BracketConfig
	random  *rand.Rand
	peers   []*core.BracketPeer
	flight  map[core.Arc][][]byte
	epochs  [][][]core.BracketState // of lock step: by epoch, round, node
	values  [][][]int64             // by epoch, node
	reached []int                   // by epoch: how many have decided it
}

func newBracketLinks(t *testing.T, g *core.Digraph, epochs int, random *rand.Rand) *bracketLinks {
	w := &bracketLinks{t: t, g: g, random: random, flight: map[core.Arc][][]byte{}, reached: make([]int, epochs)}
	for range epochs {
		values := make([][]int64, g.Nodes())
		for j := range values {
			values[j] = []int64{random.Int64N(9) - 4, random.Int64N(2_000_001) - 1_000_000}
		}
		w.values = append(w.values, values)
	}
	w.c = coretest.BracketConfig(g, w.values[0])
	w.c.Most, w.c.Epoch = 1_000_000, 7
	for _, values := range w.values {
		nodes := coretest.BracketNodes(t, w.c, g, values)
		var rounds [][]core.BracketState
		see := func() {
			var states []core.BracketState
			for _, n := range nodes {
				states = append(states, n.State())
			}
			rounds = append(rounds, states)
		}
		coretest.RunBracket(t, g, nodes, see)
		see()
		w.epochs = append(w.epochs, rounds)
	}
	for j := range g.Nodes() {
		w.peers = append(w.peers, coretest.Must(core.NewBracketPeer(w.c, g.OutDegree(j), g.In(j), w.values[0][j]))(t))
	}
	return w
}

func (w *bracketLinks) step() {
	j := w.random.IntN(len(w.peers))
	p := w.peers[j]
	switch w.random.IntN(3) {
	case 0:
		w.act(j, p)
	case 1:
		for _, to := range w.g.Out(j) {
			for _, m := range p.Offered() {
				if a := (core.Arc{From: j, To: to}); w.random.IntN(3) > 0 && len(w.flight[a]) < 40 {
					w.flight[a] = append(w.flight[a], coretest.Must(m.AppendBinary(nil))(w.t))
				}
			}
		}
	default:
		for _, from := range w.g.In(j) {
			w.deliver(core.Arc{From: from, To: j}, p)
		}
	}
	if w.random.IntN(4) == 0 {
		s := p.State()
		s.Inbox = nil
		w.peers[j] = coretest.Must(core.RestoreBracketPeer(w.c, w.g.OutDegree(j), w.g.In(j), s))(w.t)
	}
	w.check(j, w.peers[j])
}

func (w *bracketLinks) act(j int, p *core.BracketPeer) {
	if advanced, err := p.Advance(); err != nil || advanced {
		if err != nil {
			w.t.Fatal(err)
		}
		return
	}
	if p.Decide() {
		w.reached[p.Epoch()-w.c.Epoch]++
		return
	}
	if next := int(p.Epoch()-w.c.Epoch) + 1; p.Decided() && next < len(w.values) {
		if began, err := p.Begin(w.values[next][j]); !began || err != nil {
			w.t.Fatalf("began %t, %v", began, err)
		}
	}
}

func (w *bracketLinks) deliver(a core.Arc, p *core.BracketPeer) {
	for range min(4, len(w.flight[a])) {
		place := w.random.IntN(len(w.flight[a]))
		m := coretest.Must(core.ParseBracketMessage(w.flight[a][place]))(w.t)
		if w.random.IntN(4) > 0 {
			w.flight[a] = append(w.flight[a][:place:place], w.flight[a][place+1:]...)
		}
		if _, err := p.Receive(a.From, m); err != nil {
			w.t.Fatalf("node %d in round %d: %v", a.To, p.Round(), err)
		}
	}
}

// check holds a node against lock step, and what it holds and offers against the bounds.
func (w *bracketLinks) check(j int, p *core.BracketPeer) {
	s := p.State()
	rounds := w.epochs[s.Epoch-w.c.Epoch]
	want := rounds[s.Round][j]
	if s.Decided != core.None {
		want = rounds[len(rounds)-1][j]
	}
	if !reflect.DeepEqual(s.BracketState, want) {
		w.t.Fatalf("epoch %d, round %d, node %d: %+v, in lock step %+v", s.Epoch, s.Round, j, s.BracketState, want)
	}
	held := map[int]int{}
	for _, m := range s.Inbox {
		if held[m.From]++; held[m.From] > w.c.Span+1 || int(m.Round) > s.Round+w.c.Span {
			w.t.Fatalf("round %d, node %d holds %d messages of node %d, one of round %d", s.Round, j, held[m.From], m.From, m.Round)
		}
	}
	if len(s.Offered) > 2*(w.c.Span+1) {
		w.t.Fatalf("node %d offers %d messages", j, len(s.Offered))
	}
}

func TestBracketPeersAreLockStep(t *testing.T) {
	t.Log("seed 181")
	random := rand.New(rand.NewPCG(181, 0))
	run := func(g *core.Digraph) {
		w := newBracketLinks(t, g, 2, random)
		for steps := 0; w.reached[1] < g.Nodes(); steps++ {
			if w.step(); steps > 4_000_000 {
				t.Fatalf("%v of %d nodes have decided, arcs %v", w.reached, g.Nodes(), g.Arcs())
			}
		}
	}
	for n := 1; n <= 3; n++ {
		coretest.StronglyConnected(n, run)
	}
	for range 2 {
		n := 4 + random.IntN(3)
		run(coretest.Must(family.Random(n, 1+random.IntN(3), random.Uint64()))(t))
	}
	run(coretest.Must(family.Cycle(4))(t))
}

func TestBracketPeerErrors(t *testing.T) {
	c := core.BracketConfig{Bound: 3, Span: 2, Most: 10}
	p := coretest.Must(core.NewBracketPeer(c, 1, []int{1, 2}, []int64{5}))(t)
	good := coretest.Must(core.NewBracketNode(c, 1, []int64{-4}))(t).Share()
	if taken, err := p.Receive(1, good); !taken || err != nil {
		t.Fatal(taken, err)
	}
	with := func(change func(*core.BracketMessage)) core.BracketMessage {
		m := good
		m.Words = append([]int64(nil), m.Words...)
		change(&m)
		return m
	}
	before := p.State()
	for _, c := range []struct {
		from int
		m    core.BracketMessage
		want string
	}{
		{0, good, "a message from node 0, which is no in-neighbour"},
		{1, good, "<nil>"},
		{1, with(func(m *core.BracketMessage) { m.Epoch++ }), "<nil>"},
		{1, with(func(m *core.BracketMessage) { m.Words[0]++ }), "a message from node 1: another of round 0 came before"},
		{2, with(func(m *core.BracketMessage) { m.Round = 3 }), "a message from node 2: round 3 is too far ahead of a node in round 0 with a diameter of 2"},
		{2, with(func(m *core.BracketMessage) { m.Words[1] = -1 }), "a message from node 2: a message with the share -1 of a denominator: must be between 0 and 576460752303423487"},
	} {
		if taken, err := p.Receive(c.from, c.m); taken || fmt.Sprint(err) != c.want || !reflect.DeepEqual(before, p.State()) {
			t.Errorf("%+v: taken %t, %v, want %s", c.m, taken, err, c.want)
		}
	}
	if taken, err := p.Receive(2, with(func(m *core.BracketMessage) { m.Frame++ })); !taken || err != nil {
		t.Fatal(taken, err)
	}
	before = p.State()
	if advanced, err := p.Advance(); advanced || fmt.Sprint(err) != "a message of round 0 comes from a node that holds another bracket: the diameter 2 is too small, or not all agree" ||
		!reflect.DeepEqual(before, p.State()) {
		t.Errorf("advanced %t, %v", advanced, err)
	}
	for want, in := range map[string][]int{
		"3 in-neighbours: there are at most 2, one less than the bound": {0, 1, 2},
		"in-neighbour -1: must not be negative":                         {-1},
		"in-neighbour 4 is listed twice":                                {4, 4},
	} {
		if _, err := core.NewBracketPeer(c, 1, in, []int64{5}); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	for want, change := range map[string]func(*core.BracketPeerState){
		"the inbox of a state: the message of epoch 1, round 0 from node 1 cannot be there": func(s *core.BracketPeerState) { s.Inbox[0].Epoch = 1 },
		"what a state offers: two messages of round 0":                                      func(s *core.BracketPeerState) { s.Offered = append(s.Offered, s.Offered...) },
		"what a state offers: the message of round 0 is not the node's share":               func(s *core.BracketPeerState) { s.Offered[0].Words[0]++ },
		"what a state offers: a message of epoch 0, round 1 in round 0 of epoch 0":          func(s *core.BracketPeerState) { s.Offered[0].Round = 1 },
	} {
		s := p.State()
		change(&s)
		if _, err := core.RestoreBracketPeer(c, 1, []int{1, 2}, s); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Whatever arrives in whatever state, nothing panics, and nothing changes unless the message is taken. The node that was
// lied to can be written down and restored, and an Advance that fails changes nothing.
func FuzzBracketReceive(f *testing.F) {
	f.Add(uint16(0), []byte("12345678"))
	f.Add(uint16(9), []byte{0, 0, 0, 0, 0, 1, 60, 1, 3, 1, 0, 0, 0, 2, 9, 9})
	f.Fuzz(func(t *testing.T, rounds uint16, data []byte) {
		g := coretest.Must(family.Cycle(4))(t)
		values := [][]int64{{5}, {-3}, {0}, {9}}
		c := coretest.BracketConfig(g, values)
		nodes := coretest.BracketNodes(t, c, g, values)
		for k := uint16(0); k < rounds%200 && !nodes[0].CanDecide(); k++ {
			coretest.AdvanceBracket(t, g, nodes)
		}
		state := core.BracketPeerState{BracketState: nodes[1].State()}
		p := coretest.Must(core.RestoreBracketPeer(c, 1, []int{0}, state))(t)
		for data = data[:min(len(data), 400)]; len(data) >= 8; data = data[8:] {
			m := nodes[0].Share()
			m.Epoch += uint32(data[0] / 200)
			m.Round += uint32(data[1] % 8)
			m.Frame += uint32(data[2] / 200)
			m.Words[data[3]%4] += int64(int8(data[4])) << (data[5] % 64)
			m.Words = m.Words[:4-data[6]/200]
			before := p.State()
			taken, err := p.Receive(int(data[7]/200), m)
			if after := p.State(); taken == reflect.DeepEqual(before, after) || taken && err != nil {
				t.Fatalf("taken %t, %v: %+v becomes %+v", taken, err, before, after)
			}
			before = p.State()
			if advanced, err := p.Advance(); !advanced && !reflect.DeepEqual(before, p.State()) || advanced && err != nil {
				t.Fatalf("advanced %t, %v", advanced, err)
			}
			if again := coretest.Must(core.RestoreBracketPeer(c, 1, []int{0}, p.State()))(t); !reflect.DeepEqual(again.State(), p.State()) {
				t.Fatalf("%+v, restored %+v", p.State(), again.State())
			}
			p.Decide()
		}
	})
}
