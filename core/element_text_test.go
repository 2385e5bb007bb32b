package core_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"kizami/core"
)

func TestElementText(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 0))
	for _, e := range elements(core.MersennePrime, random) {
		data, err := json.Marshal(e)
		if err != nil || data[0] != '"' {
			t.Fatalf("%s, %v", data, err)
		}
		var back core.Element
		if err := json.Unmarshal(data, &back); err != nil || back != e {
			t.Errorf("%d came back as %d, %v", e, back, err)
		}
	}
	for _, text := range []string{"", "-1", "+1", "1.5", "0x1", "1e3", " 1", "2305843009213693951", "18446744073709551616", strings.Repeat("9", 99)} {
		e := core.Element(42)
		if err := e.UnmarshalText([]byte(text)); err == nil || e != 42 || len(err.Error()) > 150 {
			t.Errorf("%q: element %d, error %v", text, e, err)
		}
	}
}
