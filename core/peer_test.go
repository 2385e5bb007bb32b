package core_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

func ExamplePeer() {
	bound, _ := core.Bound(2)
	config := core.Config{Field: core.Exact, Ending: bound, Capacity: 2}
	left, _ := core.NewPeer(config, 1, []int{1}, []int64{1}, 0)
	right, _ := core.NewPeer(config, 1, []int{0}, []int64{4}, 0)
	chance, sent, lost := rand.NewPCG(1, 2), 0, 0
	send := func(number int, from, to *core.Peer) {
		for _, m := range from.Offered() {
			if sent++; chance.Uint64()%2 == 0 {
				lost++ // nobody notices, and it is offered again
			} else if _, err := to.Receive(number, m); err != nil {
				fmt.Println(err)
			}
		}
	}
	for !left.Stopped() || !right.Stopped() {
		send(0, left, right)
		send(1, right, left)
		for _, peer := range []*core.Peer{left, right} {
			peer.Advance()
			peer.Decide()
			peer.Stop()
		}
	}
	fmt.Println(left.Average(), right.Average(), "after", left.Round(), "rounds,", lost, "of", sent, "messages lost")
	// Output: [5/2] [5/2] after 2 rounds, 11 of 18 messages lost
}

func TestNewPeerErrors(t *testing.T) {
	good := core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 5}
	for _, test := range []struct {
		config core.Config
		in     []int
		text   string
	}{
		{core.Config{}, []int{1}, "has no field"},
		{good, []int{1, 2, 1}, "in-neighbour 1 is listed twice"},
		{good, []int{-1}, "in-neighbour -1: must be between 0 and 9999"},
		{good, []int{core.MaxNodes}, "in-neighbour 10000"},
		{good, []int{1, 2, 3, 4, 5}, "5 in-neighbours: there are at most 4, one less than the capacity"},
	} {
		peer, err := core.NewPeer(test.config, 1, test.in, []int64{1}, 0)
		if peer != nil || err == nil || !strings.Contains(err.Error(), test.text) {
			t.Errorf("%v, %v, want %q", peer, err, test.text)
		}
	}
}

// alone is node 0 of a complete digraph of three, in epoch 7: its in-neighbours 1 and 2 are the test.
func alone(t testing.TB, ending core.Ending) *core.Peer {
	t.Helper()
	config := core.Config{Field: coretest.Field(t, 101), Ending: ending, Capacity: 3, Epoch: 7}
	return coretest.Must(core.NewPeer(config, 2, []int{2, 1}, []int64{5}, 10))(t)
}

// words is a message of epoch 7 as long as the ending wants.
func words(p *core.Peer, round, horizon uint32) core.Message {
	m := core.Message{Epoch: 7, Round: round, Horizon: horizon, Words: []core.Element{1, 2}}
	if len(p.State().Probe) > 0 {
		m.Words = append(m.Words, 3)
	}
	return m
}

func mark(round uint32) core.Message { return core.Message{Epoch: 7, Round: round} }

func takes(t testing.TB, p *core.Peer, from int, m core.Message) {
	t.Helper()
	if taken, err := p.Receive(from, m); !taken || err != nil {
		t.Fatalf("%+v from %d: taken %t, %v", m, from, taken, err)
	}
}

// declines checks that the message is ignored, or with a text refused, and that this changes nothing.
func declines(t testing.TB, p *core.Peer, from int, m core.Message, text string) {
	t.Helper()
	before := p.State()
	taken, err := p.Receive(from, m)
	if taken || (text == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), text) {
		t.Errorf("%+v from %d: taken %t, %v, want %q", m, from, taken, err, text)
	}
	if !reflect.DeepEqual(p.State(), before) {
		t.Errorf("%+v from %d changed %+v to %+v", m, from, before, p.State())
	}
}

// next hands in the words of the peer's round from both in-neighbours, and advances.
func next(t testing.TB, p *core.Peer) {
	t.Helper()
	for _, from := range []int{1, 2} {
		takes(t, p, from, words(p, uint32(p.Round()), 0))
	}
	if !p.Advance() {
		t.Fatalf("cannot advance in round %d", p.Round())
	}
}

var peerActions = []struct {
	name string
	can  func(*core.Peer) bool
	do   func(*core.Peer) bool
}{
	{core.ActionAdvance, (*core.Peer).CanAdvance, (*core.Peer).Advance},
	{core.ActionDecide, (*core.Peer).CanDecide, (*core.Peer).Decide},
	{core.ActionStop, (*core.Peer).CanStop, (*core.Peer).Stop},
}

// With all the words of its round a node can do exactly one thing, without them never advance, and after Stop nothing.
func TestOneActionAtATime(t *testing.T) {
	for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(3))(t)} {
		p, did := alone(t, ending), []string{}
		for !p.Stopped() {
			p.Receive(1, words(p, uint32(p.Round()), 0))
			if p.CanAdvance() && len(p.State().Inbox) < 2 {
				t.Errorf("can advance in round %d without node 2", p.Round())
			}
			p.Receive(2, words(p, uint32(p.Round()), 0))
			if begun, err := p.Begin([]int64{1}, 1); begun || err != nil {
				t.Errorf("began in round %d: %v", p.Round(), err)
			}
			enabled, act := 0, (*core.Peer).Stop
			for _, action := range peerActions {
				if !action.can(p) {
					early := p.State()
					if action.do(p) || !reflect.DeepEqual(p.State(), early) {
						t.Errorf("%s was done early, in round %d", action.name, p.Round())
					}
					continue
				}
				enabled++
				act = action.do
				did = append(did, action.name)
			}
			if enabled != 1 || !act(p) || len(did) > 100 {
				t.Fatalf("%d actions in round %d, the last %s", enabled, p.Round(), did)
			}
		}
		for _, action := range peerActions {
			if action.can(p) || action.do(p) {
				t.Errorf("%s after Stop", action.name)
			}
		}
		if end := did[len(did)-1]; end != core.ActionStop || !slices.Contains(did, core.ActionDecide) {
			t.Errorf("did %v", did)
		}
	}
}

func TestPeerSharesNoMemory(t *testing.T) {
	in := []int{2, 1}
	coretest.Must(core.NewPeer(core.Config{Field: core.Exact, Ending: core.Probe(), Capacity: 3}, 2, in, []int64{1}, 1))(t)
	if !slices.Equal(in, []int{2, 1}) {
		t.Errorf("the caller's in-neighbours became %v", in)
	}
	p := alone(t, core.Probe())
	m := words(p, 0, 0)
	takes(t, p, 1, m)
	want := fmt.Sprint(p.State())
	clear(m.Words)
	clear(p.Offered()[0].Words)
	s := p.State()
	restored := coretest.Must(core.RestorePeer(core.Config{Field: coretest.Field(t, 101), Ending: core.Probe(), Capacity: 3, Epoch: 7}, 2, []int{1, 2}, s))(t)
	clear(s.Inbox[0].Words)
	clear(s.Offered[0].Words)
	clear(s.Denominator)
	for name, got := range map[string]*core.Peer{"the node": p, "the restored node": restored} {
		if fmt.Sprint(got.State()) != want {
			t.Errorf("the caller changed %s to %v, want %s", name, got.State(), want)
		}
	}
}
