package core_test

import (
	"bytes"
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/coretest"
)

const wireExample = "0000000700000002000000010000000300000000000000050000000000000006" + "1ffffffffffffffe"

var messageExample = core.Message{Epoch: 7, Round: 2, Horizon: 1, Words: []core.Element{5, 6, core.MersennePrime - 1}}

func TestMessageRoundTrip(t *testing.T) {
	data, err := messageExample.AppendBinary([]byte("before"))
	if err != nil || hex.EncodeToString(data[6:]) != wireExample || string(data[:6]) != "before" {
		t.Fatalf("%x, %v, want %s", data, err, wireExample)
	}
	if messageExample.Size() != len(data)-6 {
		t.Errorf("size %d of %d bytes", messageExample.Size(), len(data)-6)
	}
	parsed, err := core.ParseMessage(core.Exact, data[6:])
	if err != nil || !reflect.DeepEqual(parsed, messageExample) {
		t.Errorf("%+v, %v, want %+v", parsed, err, messageExample)
	}
	clear(data)
	if !reflect.DeepEqual(parsed, messageExample) {
		t.Error("the message keeps the data")
	}
}

func TestMessageErrors(t *testing.T) {
	wire, _ := hex.DecodeString(wireExample)
	patched := func(at int, b byte) []byte {
		data := bytes.Clone(wire)
		data[at] = b
		return data
	}
	for _, test := range []struct {
		data []byte
		text string
	}{
		{nil, "0 bytes: the header alone has 16"},
		{wire[:15], "15 bytes: the header alone has 16"},
		{wire[:39], "39 bytes: with 3 words it has 40"},
		{append(bytes.Clone(wire), 0), "41 bytes: with 3 words it has 40"},
		{patched(15, 2), "40 bytes: with 2 words it has 32"},
		{patched(13, 1), "announces 65539 words: at most 65536"},
		{patched(12, 0xff), "announces 4278190083 words"},
		{patched(39, 0xff), "a message: word 2: 2305843009213693951 is not below the prime"},
		{patched(16, 0x80), "a message: word 0: 9223372036854775813 is not below"},
	} {
		m, err := core.ParseMessage(core.Exact, test.data)
		if err == nil || !strings.Contains(err.Error(), test.text) || m.Words != nil {
			t.Errorf("%x: %+v, %v, want %q", test.data, m, err, test.text)
		}
	}
	if _, err := core.ParseMessage(coretest.Field(t, 5), wire); err == nil || !strings.Contains(err.Error(), "a message: word 0: 5 is not below the prime 5") {
		t.Errorf("5 in GF(5): %v", err)
	}
	huge := core.Message{Words: make([]core.Element, core.MaxWords+1)}
	if data, err := huge.AppendBinary([]byte{1}); err == nil || len(data) != 1 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	largest := core.Message{Words: make([]core.Element, core.MaxWords)}
	data, err := largest.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := core.ParseMessage(core.Exact, data); err != nil {
		t.Error(err)
	}
}

// What parses is written back byte for byte; nothing panics.
func FuzzParseMessage(f *testing.F) {
	wire, _ := hex.DecodeString(wireExample)
	f.Add(wire)
	f.Add(wire[:16])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := core.ParseMessage(core.Exact, data)
		if err != nil {
			return
		}
		for _, w := range m.Words {
			if w >= core.MersennePrime {
				t.Errorf("word %d is not reduced", w)
			}
		}
		if back, err := m.AppendBinary(nil); err != nil || !bytes.Equal(back, data) {
			t.Errorf("%x came back as %x, %v", data, back, err)
		}
	})
}
