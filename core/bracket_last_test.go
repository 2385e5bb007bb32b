package core

import (
	"math/big"
	"reflect"
	"testing"
)

// The last window is judged like every other: what is settled then is decided, and nothing zooms any more, whether all refuse
// or decide.
func TestBracketInTheLastWindow(t *testing.T) {
	config := BracketConfig{Bound: 3, Span: 1, Most: 1 << 20, Rounds: 4}
	end := func(round int, half int64) (*BracketCommon, []Zoom) {
		b, err := NewBracketCommon(config, 1)
		if err != nil {
			t.Fatal(err)
		}
		zooms := make([]Zoom, 1)
		b.EndWindow(round, []int64{-half}, []int64{half}, zooms)
		return b, zooms
	}
	open := int64(1) << 50
	if b, zooms := end(3, open); b.CanDecide() || zooms[0] == (Zoom{}) {
		t.Fatalf("in the last window but one: %t, zooms %v", b.CanDecide(), zooms)
	}
	b, zooms := end(4, open)
	if _, refused := b.Verdict(); !b.CanDecide() || !refused || zooms[0] != (Zoom{}) {
		t.Errorf("in the last window, still open: %t, refused %t, zooms %v", b.CanDecide(), refused, zooms)
	}
	b, _ = end(4, 1)
	if average, refused := b.Verdict(); !b.CanDecide() || refused || !reflect.DeepEqual(average, []Fraction{{Numerator: 0, Denominator: 1}}) {
		t.Errorf("in the last window, settled: %v, refused %t", average, refused)
	}
}

// However a centre came to be 0, it is written down as the same 0.
func TestCentreOfZeroIsOneZero(t *testing.T) {
	for _, z := range []*big.Int{nil, new(big.Int), new(big.Int).Sub(big.NewInt(7), big.NewInt(7))} {
		if got := canonical(z); !reflect.DeepEqual(got, new(big.Int)) {
			t.Errorf("%#v became %#v", z, got)
		}
	}
}
