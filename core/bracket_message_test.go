package core_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"reflect"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

const bracketWire = "0000000700000002deadbeef00000004" + "fffffffffffffffb" + "0000000000000006" + "8000000000000000" + "0000000000000001"

var bracketExample = core.BracketMessage{Epoch: 7, Round: 2, Frame: 0xdeadbeef, Words: []int64{-5, 6, -1 << 63, 1}}

func TestBracketMessageRoundTrip(t *testing.T) {
	data, err := bracketExample.AppendBinary([]byte("before"))
	if err != nil || hex.EncodeToString(data[6:]) != bracketWire || bracketExample.Size() != len(data)-6 {
		t.Fatalf("%x, %v, want %s", data, err, bracketWire)
	}
	parsed, err := core.ParseBracketMessage(data[6:])
	if clear(data); err != nil || !reflect.DeepEqual(parsed, bracketExample) {
		t.Errorf("%+v, %v, want %+v", parsed, err, bracketExample)
	}
	long := core.BracketMessage{Words: make([]int64, core.MaxWords+1)}
	if _, err := long.AppendBinary(nil); fmt.Sprint(err) != "a message of 65537 words: at most 65536 are allowed" {
		t.Error(err)
	}
}

func TestParseBracketMessageErrors(t *testing.T) {
	wire, _ := hex.DecodeString(bracketWire)
	patched := func(at int, b byte) []byte {
		data := bytes.Clone(wire)
		data[at] = b
		return data
	}
	for want, data := range map[string][]byte{
		"a message of 15 bytes: the header alone has 16":                                                     wire[:15],
		"a message of 16 bytes: with 4 words it has 48":                                                      wire[:16],
		"a message of 47 bytes: with 4 words it has 48":                                                      wire[:47],
		"a message of 49 bytes: with 4 words it has 48":                                                      append(bytes.Clone(wire), 0),
		"a message that announces 5 words: it has three for each coordinate and one more, at most 65536":     patched(15, 5),
		"a message that announces 1 words: it has three for each coordinate and one more, at most 65536":     patched(15, 1),
		"a message that announces 65539 words: it has three for each coordinate and one more, at most 65536": append(patched(13, 1)[:15], 3),
		"a message that announces 65540 words: it has three for each coordinate and one more, at most 65536": patched(13, 1),
	} {
		if _, err := core.ParseBracketMessage(data); fmt.Sprint(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Every message that can be read is written as it was, and whatever it says, a node takes it or refuses it whole.
func FuzzBracketMessage(f *testing.F) {
	wire, _ := hex.DecodeString(bracketWire)
	f.Add(wire, uint16(0))
	c := core.BracketConfig{Bound: 3, Span: 2, Most: 10}
	node := func(t testing.TB, value int64) *core.BracketNode {
		return coretest.Must(core.NewBracketNode(c, 1, []int64{value}))(t)
	}
	honest, _ := node(f, -4).Share().AppendBinary(nil)
	f.Add(honest, uint16(1))
	f.Fuzz(func(t *testing.T, data []byte, place uint16) {
		m, err := core.ParseBracketMessage(data)
		if err != nil {
			return
		}
		if again, err := m.AppendBinary(nil); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x is written as %x, %v", data, again, err)
		}
		n := node(t, 9)
		before := n.State()
		inbox := []core.BracketMessage{node(t, -4).Share()}
		if len(m.Words) == 4 { // most changes spoil the header: try the words alone
			words := m
			words.Epoch, words.Round, words.Frame = inbox[0].Epoch, inbox[0].Round, inbox[0].Frame
			inbox = append(inbox, words)
		}
		if place%2 == 0 {
			inbox = append(inbox, m)
		}
		if err := n.Advance(inbox); err != nil {
			if !reflect.DeepEqual(before, n.State()) {
				t.Fatalf("refused, and changed: %v", err)
			}
			return
		}
		if _, err := core.RestoreBracketNode(c, 1, n.State()); err != nil {
			t.Fatalf("what was taken leads to a state that is refused: %v", err)
		}
	})
}
