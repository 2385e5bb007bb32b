package learn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// ulps returns how many float64 lie between two positive numbers.
func ulps(a, b float64) uint64 {
	x, y := math.Float64bits(a), math.Float64bits(b)
	return max(x, y) - min(x, y)
}

func TestExpAndLogAreThoseOfTheLibrary(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, size := range []float64{1e-300, 1e-17, 1e-8, 0.1, 1, 10, 100, 708} {
		for range 20_000 {
			x := size * (2*random.Float64() - 1)
			if got, want := exp(x), math.Exp(x); ulps(got, want) > 2 {
				t.Fatalf("exp(%v) = %v, want %v", x, got, want)
			}
			y := math.Exp(x)
			if got, want := log(y), math.Log(y); ulps(math.Abs(got), math.Abs(want)) > 2 {
				t.Fatalf("log(%v) = %v, want %v", y, got, want)
			}
			if got, want := log1p(math.Abs(x)), math.Log1p(math.Abs(x)); ulps(got, want) > 3 {
				t.Fatalf("log1p(%v) = %v, want %v", math.Abs(x), got, want)
			}
		}
	}
}

func TestExpAndLogAtTheirEdges(t *testing.T) {
	for x, want := range map[float64]float64{ // in full, because math.Exp is infinite at 709.78 on some machines
		0: 1, 709.78: 1.7928227943945155e+308, 709.8: math.Inf(1), math.Inf(1): math.Inf(1), -746: 0, math.Inf(-1): 0, -740: 4.2e-322,
	} {
		if got := exp(x); ulps(got, want) > 2 {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if got := exp(math.NaN()); got == got {
		t.Errorf("exp(NaN) = %v", got)
	}
	if log(1) != 0 || log1p(0) != 0 || power(5, 0) != 1 {
		t.Error("the logarithm of 1 is 0")
	}
	for x, want := range map[float64]float64{ // and math.Log(5e-324) wrong
		math.SmallestNonzeroFloat64: -744.4400719213812, 0x1p-1022: -708.3964185322641, math.MaxFloat64: 709.782712893384, 0.5: -math.Ln2,
		math.Nextafter(1, 0): -0x1p-53, math.Nextafter(1, 2): 0x1p-52,
	} {
		if got := log(x); ulps(math.Abs(got), math.Abs(want)) > 2 || got*want < 0 {
			t.Errorf("log(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestLogisticFunctionsStandLargeMargins(t *testing.T) {
	for _, c := range []struct{ t, softplus, sigmoid float64 }{
		{1e300, 1e300, 1}, {800, 800, 1}, {0, math.Ln2, 0.5}, {-40, math.Exp(-40), math.Exp(-40)}, {-1e300, 0, 0},
	} {
		if got := softplus(c.t); !(math.Abs(got-c.softplus) <= 1e-15*c.softplus) {
			t.Errorf("softplus(%v) = %v, want %v", c.t, got, c.softplus)
		}
		if got := sigmoid(c.t); !(math.Abs(got-c.sigmoid) <= 1e-15*c.sigmoid) {
			t.Errorf("sigmoid(%v) = %v, want %v", c.t, got, c.sigmoid)
		}
	}
}
