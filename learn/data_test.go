package learn

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestGeneratedFeaturesHaveTheirCondition(t *testing.T) {
	for _, condition := range []float64{1, 100, 1e4} {
		p, err := Generated{KindLeastSquares, 1, 6, 10_000, condition, 0, "homogeneous", 0}.Make(1)
		if err != nil {
			t.Fatal(err)
		}
		strong, smooth := p.Convexity()
		if got := smooth / strong; !(got > 0.9*condition && got < 1.1*condition) {
			t.Errorf("condition %v came out as %v", condition, got)
		}
	}
}

func TestScalesMakeLossesSteeper(t *testing.T) {
	make := func(scales string, spread float64) Problem {
		p, err := Generated{KindLeastSquares, 6, 3, 20, 10, spread, scales, 0}.Make(7)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	plain := make("homogeneous", 0)
	for scales, factor := range map[string]float64{"one-steep": 100, "one-flat": 0.01} {
		p := make(scales, 0)
		for j := range 6 {
			want := plain.Lipschitz(j)
			if j == 0 {
				want *= factor
			}
			if !(math.Abs(p.Lipschitz(j)-want) <= 1e-9*want) {
				t.Errorf("%s, node %d: %v, want %v", scales, j, p.Lipschitz(j), want)
			}
		}
	}
	p, different := make("log-uniform", 0), 0
	for j := range 6 {
		factor := p.Lipschitz(j) / plain.Lipschitz(j)
		if !(factor >= 1 && factor <= 1000) {
			t.Errorf("log-uniform, node %d: %v times as steep", j, factor)
		}
		if factor > 10 {
			different++
		}
	}
	if different == 0 || make("homogeneous", 1).Lipschitz(2) == plain.Lipschitz(2) {
		t.Error("nothing is scaled or spread")
	}
}

func TestSeedsMakeProblems(t *testing.T) {
	g := Generated{KindLogistic, 3, 4, 8, 10, 0.5, "log-uniform", 0.1}
	optimum := func(seed uint64) float64 {
		p, err := g.Make(seed)
		if err != nil {
			t.Fatal(err)
		}
		_, loss := p.Optimum()
		return loss
	}
	if optimum(1) != optimum(1) || optimum(1) == optimum(2) {
		t.Error("the same seed must give the same problem, another seed another")
	}
}

func TestNormalNumbersHaveMeanNoughtAndVarianceOne(t *testing.T) {
	const count = 200_000
	draw, sum, squares := source{rand.New(rand.NewPCG(8, 1))}, 0.0, 0.0
	for range count {
		v := draw.normal()
		sum, squares = sum+v, squares+v*v
	}
	if mean, variance := sum/count, squares/count; math.Abs(mean) > 0.01 || math.Abs(variance-1) > 0.01 {
		t.Errorf("mean %v, variance %v", mean, variance)
	}
}

func TestImpossibleDataAreRefused(t *testing.T) {
	good := Generated{KindRidge, 3, 4, 8, 10, 0.5, "one-flat", 0.1}
	for code, spoil := range map[string]func(g *Generated){
		"node-count":   func(g *Generated) { g.Nodes = 0 },
		"out-of-range": func(g *Generated) { g.Condition = math.NaN() },
		"unknown-name": func(g *Generated) { g.Scales = "" },
		"data-size":    func(g *Generated) { g.Nodes, g.Rows, g.Dimension = 200, 1000, 11 },
		"too-few-rows": func(g *Generated) { g.Kind, g.Ridge, g.Rows = KindLeastSquares, 0, 1 },
		"field-with":   func(g *Generated) { g.Kind = KindLeastSquares },
	} {
		g := good
		spoil(&g)
		_, err := g.Make(1)
		isFault(t, err, code)
	}
	for _, spoil := range []func(g *Generated){
		func(g *Generated) { g.Kind = "quadratic" }, func(g *Generated) { g.Kind = "" }, func(g *Generated) { g.Nodes = MaxNodes + 1 },
		func(g *Generated) { g.Ridge = 0 }, func(g *Generated) { g.Dimension = 0 }, func(g *Generated) { g.Rows = MaxRows + 1 },
		func(g *Generated) { g.Spread = -1 }, func(g *Generated) { g.Kind, g.Ridge = KindLogistic, 0 },
	} {
		g := good
		spoil(&g)
		_, err := g.Make(1)
		isFault(t, err, "")
	}
	if _, err := good.Make(1); err != nil {
		t.Error(err)
	}
}
