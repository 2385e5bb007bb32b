package core_test

import (
	"math"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

func TestReceiveErrors(t *testing.T) {
	p := alone(t, core.Probe())
	next(t, p)
	long, big := words(p, 1, 0), words(p, 1, 0)
	long.Words = append(long.Words, 4)
	big.Words[2] = 101
	declines(t, p, 0, words(p, 1, 0), "a message from node 0, which is no in-neighbour")
	declines(t, p, 3, words(p, 1, 0), "a message from node 3, which is no in-neighbour")
	declines(t, p, 1, long, "a message from node 1: 4 words where there must be 3")
	declines(t, p, 1, big, "word 2: 101 is not below the prime 101")
	declines(t, p, 1, words(p, 1, 2), "round 1 has the later horizon 2")
	declines(t, p, 1, words(p, 4, 0), "round 4 is too far ahead of a node in round 1 with a capacity of 3")
	declines(t, p, 1, words(p, math.MaxUint32, 0), "too far ahead")
	declines(t, p, 1, mark(4), "too far ahead")
	takes(t, p, 1, words(p, 3, 0))

	other := words(p, 3, 0)
	other.Words[0] = 7
	declines(t, p, 1, other, "the words of round 3 cannot be true beside the words of round 3 that came before")
	declines(t, p, 1, words(p, 3, 1), "the words of round 3")
	declines(t, p, 1, mark(3), "the mark of round 3 cannot be true beside the words of round 3")
	declines(t, p, 1, mark(2), "the mark of round 2 cannot be true beside the words of round 3")
	declines(t, p, 1, mark(0), "the mark of round 0")
	takes(t, p, 2, mark(2))
	declines(t, p, 2, words(p, 2, 0), "the words of round 2 cannot be true beside the mark of round 2")
	declines(t, p, 2, words(p, 3, 0), "the words of round 3 cannot be true beside the mark of round 2")
	declines(t, p, 2, mark(1), "the mark of round 1 cannot be true beside the mark of round 2")
	declines(t, p, 2, mark(3), "the mark of round 3 cannot be true beside the mark of round 2")
	takes(t, p, 2, words(p, 1, 1)) // before the mark, all is well
	takes(t, p, 1, words(p, 1, 0)) // what one in-neighbour says binds no other

	p = alone(t, coretest.Must(core.Bound(3))(t))
	declines(t, p, 1, mark(1), "0 words where there must be 2") // with a bound there are no marks
}

func TestWhatIsOfNoUseIsIgnored(t *testing.T) {
	for _, ending := range []core.Ending{core.Probe(), coretest.Must(core.Bound(3))(t)} {
		p := alone(t, ending)
		next(t, p)
		nonsense := core.Message{Epoch: 7, Round: 0, Horizon: 9, Words: []core.Element{1, 2, 3, 4, 5}}
		declines(t, p, 1, words(p, 0, 0), "") // over
		declines(t, p, 1, nonsense, "")       // what is not used is not looked at
		for _, epoch := range []uint32{0, 6, 8, math.MaxUint32} {
			m := words(p, 1, 0)
			m.Epoch = epoch
			declines(t, p, 1, m, "")
			nonsense.Epoch = epoch
			declines(t, p, 1, nonsense, "")
		}
		takes(t, p, 1, words(p, 1, 0))
		declines(t, p, 1, words(p, 1, 0), "") // held
		for !p.Stopped() {
			if !p.Decide() && !p.Stop() {
				takes(t, p, 2, words(p, uint32(p.Round()), 0))
				p.Receive(1, words(p, uint32(p.Round()), 0))
				p.Advance()
			}
		}
		if p.State().Inbox != nil {
			t.Errorf("after it stopped the node holds %v", p.State().Inbox)
		}
		declines(t, p, 1, words(p, uint32(p.Round()), 0), "") // stopped
		declines(t, p, 1, mark(uint32(p.Round())), "")
	}
}

// A mark stands for all rounds from its own on, also for a node that is past them because it lost its inbox.
func TestMarks(t *testing.T) {
	p := alone(t, core.Probe())
	takes(t, p, 1, words(p, 0, 0))
	takes(t, p, 2, mark(1))
	if p.CanAdvance() {
		t.Error("the mark of round 1 does for the words of round 0")
	}
	takes(t, p, 2, words(p, 0, 0))
	for range 2 { // the second time in round 1, with a mark of that round
		if !p.Advance() {
			t.Fatalf("cannot advance in round %d", p.Round())
		}
		if p.Advance() {
			t.Error("advanced without the words of node 1")
		}
		takes(t, p, 1, words(p, uint32(p.Round()), 0))
	}
	want := []core.Received{{From: 1, Message: words(p, 2, 0)}, {From: 2, Message: mark(1)}}
	if got := p.State().Inbox; !reflect.DeepEqual(got, want) {
		t.Errorf("inbox %+v, want %+v", got, want)
	}
	p.Restart()
	if p.State().Inbox != nil || p.CanAdvance() {
		t.Errorf("after a restart the node holds %+v", p.State().Inbox)
	}
	takes(t, p, 2, mark(1))
	takes(t, p, 1, words(p, 2, 0))
	before := p.State()
	if !p.Advance() {
		t.Fatal("an old mark does not do")
	}
	// Node 2 adds nothing: own share 1/3 and the words of node 1.
	f, s := coretest.Field(t, 101), p.State()
	third := f.Inverse(3)
	if got, want := s.Numerator[0][3], f.Add(f.Mul(third, before.Numerator[0][2]), 1); got != want {
		t.Errorf("x = %d, want %d", got, want)
	}

	data := coretest.Must(mark(2).AppendBinary(nil))(t)
	parsed := coretest.Must(core.ParseMessage(core.Exact, data))(t)
	if len(data) != 16 || !parsed.IsMark() || parsed.Round != 2 || parsed.Epoch != 7 || words(p, 3, 0).IsMark() {
		t.Errorf("a mark is %d bytes on the wire and comes back as %+v", len(data), parsed)
	}
	takes(t, alone(t, core.Probe()), 2, parsed)
}
