package core_test

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// forge makes a message from what an honest node offers, or out of nothing, changed as the bytes say.
func forge(offered []core.Message, b []byte) core.Message {
	var m core.Message
	if b[0]&1 == 0 {
		m = offered[int(b[0]>>1)%len(offered)]
	} else {
		m = core.Message{Epoch: 5, Words: make([]core.Element, b[0]>>1%6)}
	}
	m.Epoch += uint32(int8(b[1]) / 64)
	m.Round += uint32(int8(b[2]) / 16)
	m.Horizon += uint32(int8(b[3]) / 16)
	if len(m.Words) > 0 {
		m.Words[int(b[4])%len(m.Words)] += core.Element(b[5]) << (b[4] / 4)
	}
	return m
}

// Whatever arrives in whatever state, nothing panics, and nothing changes unless the message is taken: then it is in the
// inbox, in its place, and nothing else has changed. The node that was lied to can still be written down, restored and run.
func FuzzReceive(f *testing.F) {
	f.Add(true, uint16(0), []byte("123456abcdef"))
	f.Add(true, uint16(300), []byte{0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0})
	f.Add(false, uint16(120), []byte{1, 0, 0, 0, 0, 1, 5, 64, 0, 0, 0, 0})
	random := rand.New(rand.NewPCG(71, 0))
	for range 40 {
		data := make([]byte, 6*20)
		for i := range data {
			data[i] = byte(random.Uint32())
		}
		f.Add(random.IntN(2) == 0, uint16(random.IntN(600)), data)
	}
	f.Fuzz(func(t *testing.T, probe bool, steps uint16, data []byte) {
		ending := core.Probe()
		if !probe {
			ending = coretest.Must(core.Bound(4))(t)
		}
		c := coretest.RandomCase(coretest.Must(family.Random(4, 2, 3))(t), ending, rand.New(rand.NewPCG(71, 1)))
		links := c.Links(t, coretest.Ill, uint64(steps))
		for range steps % 1000 {
			if _, err := links.Step(); err != nil {
				t.Fatal(err)
			}
		}
		p, in := links.Peers()[0], c.Digraph.In(0)
		for ; len(data) >= 6; data = data[6:] {
			from := int(data[5]) % 5
			m := forge(links.Peers()[from%4].Offered(), data)
			before := p.State()
			taken, err := p.Receive(from, m)
			want := before
			if taken {
				m.Words = append([]core.Element(nil), m.Words...)
				want.Inbox = append(want.Inbox, core.Received{From: from, Message: m})
				slices.SortFunc(want.Inbox, func(a, b core.Received) int {
					return cmp.Or(a.From-b.From, cmp.Compare(a.Round, b.Round))
				})
			}
			if got := p.State(); taken && err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%+v from %d: taken %t, %v, changed %+v to %+v", m, from, taken, err, before, got)
			}
			if _, err := core.RestorePeer(c.Config, c.Digraph.OutDegree(0), in, p.State()); err != nil {
				t.Fatalf("%v: %+v", err, p.State())
			}
			if len(p.State().Inbox) > len(in)*c.Config.Capacity {
				t.Fatalf("an inbox of %d messages", len(p.State().Inbox))
			}
			_ = p.Decide() || p.Stop() || p.Advance()
		}
	})
}
