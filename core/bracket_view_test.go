package core

import (
	"math/big"
	"slices"
	"testing"
)

// held returns what nodes hold when a window is over that found these quotients, in a measure of a whole quantum to 1024
// steps.
func held(t *testing.T, bound int, least, greatest int64) *BracketCommon {
	t.Helper()
	b, err := NewBracketCommon(BracketConfig{Bound: bound, Span: 1, Most: 9, Given: Measure{Units: 16, Grid: 1024}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	b.EndWindow(1, []int64{least}, []int64{greatest}, make([]Zoom, 1))
	return b
}

func TestBracketChoices(t *testing.T) {
	for _, c := range []struct {
		bound           int
		least, greatest int64
		want            []Fraction
	}{
		{4, 0, 1024, []Fraction{{0, 1}, {1, 4}, {1, 3}, {1, 2}, {2, 3}, {3, 4}, {1, 1}}},
		{4, -520, -500, []Fraction{{-1, 2}}},
		{5, 1025, 1300, []Fraction{{6, 5}, {5, 4}}},
		{3, 1, 340, nil}, // none
	} {
		b := held(t, c.bound, c.least, c.greatest)
		if got := b.Choices(0, 7); !slices.Equal(got, c.want) {
			t.Errorf("N = %d, %d to %d of 1024: %v, want %v", c.bound, c.least, c.greatest, got, c.want)
		}
		if got := b.Choices(0, len(c.want)-1); got != nil {
			t.Errorf("N = %d: %v, though at most %d were asked for", c.bound, got, len(c.want)-1)
		}
	}
}

// Nobody has time for all fractions with denominators up to a million.
func TestBracketChoicesEndWhenTheyAreMany(t *testing.T) {
	if got := held(t, 1_000_000, -9215, 9216).Choices(0, 480); got != nil {
		t.Errorf("%d choices", len(got))
	}
}

func TestBracketFrame(t *testing.T) {
	b := held(t, 4, -512, 256)
	if f := b.Frame(0); f.Lower != -512 || f.Upper != 256 || f.Centre.Sign() != 0 || f.Scale != 0 || b.Measure().Grid != 1024 {
		t.Errorf("%+v, %+v", f, b.Measure())
	}
	b.centre[0], b.scale[0] = big.NewInt(3), 2
	if got := b.Quanta(0, -5, 10); got.Cmp(big.NewRat(5, 8)) != 0 { // (3 − 1/2)/4
		t.Errorf("%v", got)
	}
}
