package learn

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"

	"kizami/core/stepsize"
)

// drawn are small problems of all kinds and scales, by name.
func drawn(t *testing.T) map[string]*learning {
	all := map[string]*learning{}
	for _, kind := range []string{KindLeastSquares, KindRidge, KindLogistic} {
		for seed, scales := range Scales() {
			g := Generated{Kind: kind, Nodes: 4, Dimension: 5, Rows: 12, Condition: 100, Spread: 0.5, Scales: scales, Ridge: 0.01}
			if kind == KindLeastSquares {
				g.Ridge = 0
			}
			p, err := g.Make(uint64(seed))
			if err != nil {
				t.Fatalf("%s, %s: %v", kind, scales, err)
			}
			all[kind+", "+scales] = p.(*learning)
		}
	}
	p, err := NewQuadratic([]float64{1, 100, 0.5, 3}, []float64{0, 1, -7, 0.1})
	if err != nil {
		t.Fatal(err)
	}
	all["quadratic"] = p.(*learning)
	return all
}

func randomPoint(random *rand.Rand, size int, scale float64) []float64 {
	x := make([]float64, size)
	for c := range x {
		x[c] = scale * random.NormFloat64()
	}
	return x
}

func TestGradientsAreThoseOfTheValues(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 1))
	for name, p := range drawn(t) {
		for j, f := range p.losses {
			x, gradient := randomPoint(random, p.Dimension(), 2), make([]float64, p.Dimension())
			f.Gradient(x, gradient)
			for c := range x {
				kept, width := x[c], 1e-5
				x[c] = kept + width
				up := f.Value(x)
				x[c] = kept - width
				slope := (up - f.Value(x)) / (2 * width)
				x[c] = kept
				if !(math.Abs(slope-gradient[c]) <= 1e-7*(1+p.lipschitz[j])*(1+norm(x))) {
					t.Errorf("%s, node %d, coordinate %d: gradient %v, slope %v", name, j, c, gradient[c], slope)
				}
			}
		}
	}
}

func TestNoGradientChangesFasterThanItsConstantAndSomeDoAsFast(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	for name, p := range drawn(t) {
		for j, f := range p.losses {
			most := 0.0
			for range 300 { // from 0, where logistic losses bend most, in the steepest direction that turns up
				step := randomPoint(random, p.Dimension(), 1e-3)
				for range 10 {
					step = bend(f, step)
					for c, length := 0, norm(step); c < len(step); c++ {
						step[c] *= 1e-3 / length
					}
				}
				most = max(most, norm(bend(f, step))/norm(step))
			}
			if !(most <= p.lipschitz[j]*(1+1e-9) && most >= p.lipschitz[j]*0.999) {
				t.Errorf("%s, node %d: a slope of %v with the constant %v", name, j, most, p.lipschitz[j])
			}
		}
		x, y := randomPoint(random, p.Dimension(), 3), randomPoint(random, p.Dimension(), 3)
		change := distance(meanGradient(p.losses, x), meanGradient(p.losses, y)) / distance(x, y)
		if !(change >= p.strong*(1-1e-9) && change <= p.smooth*(1+1e-9)) {
			t.Errorf("%s: a slope of %v, not between %v and %v", name, change, p.strong, p.smooth)
		}
	}
}

// bend returns ∇f(step) − ∇f(0).
func bend(f stepsize.Loss, step []float64) []float64 {
	there, here := make([]float64, len(step)), make([]float64, len(step))
	f.Gradient(step, there)
	f.Gradient(make([]float64, len(step)), here)
	for c := range there {
		there[c] -= here[c]
	}
	return there
}

func TestOptimaAreThoseOfGonum(t *testing.T) {
	for name, p := range drawn(t) {
		var want []float64
		switch p.losses[0].(type) {
		case *linear:
			want = leastSquares(t, p)
		case *logistic:
			want = minimised(t, p)
		default:
			want = []float64{(100 - 3.5 + 0.3) / 104.5}
		}
		point, loss := p.Optimum()
		if far := distance(point, want) / norm(want); !(far <= 1e-9) {
			t.Errorf("%s: %v, want %v, %v away", name, point, want, far)
		}
		if loss != meanLoss(p.losses, point) {
			t.Errorf("%s: loss %v", name, loss)
		}
	}
}

// leastSquares solves the rows of all nodes at once by gonum's QR; a ridge is d more rows √λ·e_c with the target 0.
func leastSquares(t *testing.T, p *learning) []float64 {
	d := p.Dimension()
	var cells, targets []float64
	add := func(row []float64, target, weight float64) {
		for _, v := range row {
			cells = append(cells, v*math.Sqrt(weight))
		}
		targets = append(targets, target*math.Sqrt(weight))
	}
	for _, f := range p.losses {
		l := f.(*linear)
		for i, b := range l.data.targets {
			add(l.data.row(i), b, 1/float64(len(l.data.targets)))
		}
		for c := range d {
			unit := make([]float64, d)
			unit[c] = 1
			add(unit, 0, l.ridge.ridge)
		}
	}
	var x mat.VecDense
	if err := x.SolveVec(mat.NewDense(len(targets), d, cells), mat.NewVecDense(len(targets), targets)); err != nil {
		t.Fatal(err)
	}
	return x.RawVector().Data
}

// minimised runs gonum's Newton method on the mean loss.
func minimised(t *testing.T, p *learning) []float64 {
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return meanLoss(p.losses, x) },
		Grad: func(gradient, x []float64) { copy(gradient, meanGradient(p.losses, x)) },
		Hess: func(hessian *mat.SymDense, x []float64) {
			h := newMatrix(len(x))
			for _, f := range p.losses {
				f.(hessianLoss).addHessian(h, 1/float64(len(p.losses)), x)
			}
			hessian.CopySym(dense(h))
		},
	}
	settings := &optimize.Settings{GradientThreshold: 1e-13, Converger: optimize.NeverTerminate{}, MajorIterations: 60}
	result, err := optimize.Minimize(problem, make([]float64, p.Dimension()), settings, &optimize.Newton{})
	if result == nil {
		t.Fatal(err)
	}
	return result.X
}

func TestHessiansAreThoseOfTheGradients(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 1))
	for name, p := range drawn(t) {
		f, ok := p.losses[0].(hessianLoss)
		if !ok {
			continue
		}
		x := randomPoint(random, p.Dimension(), 1)
		h := newMatrix(len(x))
		f.addHessian(h, 1, x)
		measured := differences([]stepsize.Loss{f}, x)
		for c := range h {
			if !(distance(h[c], measured[c]) <= 1e-6*(1+p.lipschitz[0])) {
				t.Errorf("%s: row %d is %v, measured %v", name, c, h[c], measured[c])
			}
		}
	}
}

func TestAFlatProblemIsRefused(t *testing.T) {
	for name, rows := range map[string][][]float64{
		"a feature twice": {{1, 2, 2}, {1, 3, 3}, {1, 4, 4}, {1, 5, 5}}, "nearly": {{1, 2, 2 + 1e-9}, {1, 3, 3}, {1, 4, 4}, {1, 5, 5}}, "none": {{0}}, "a tiny one": {{1, 0}, {0, 1e-7}},
	} {
		data := &table{columns: len(rows[0])}
		for i, row := range rows {
			data.add(row, float64(i))
		}
		_, err := complete([]hessianLoss{newLinear(data, penalty{}, 4)}, KindLeastSquares, penalty{})
		isFault(t, err, "flat")
		if x, found := newton([]hessianLoss{newLinear(data, penalty{ridge: -1}, 4)}, make([]float64, len(rows[0]))); found {
			t.Errorf("%s: a saddle has the minimiser %v", name, x)
		}
		if _, err := complete([]hessianLoss{newLinear(data, penalty{ridge: 0.1}, 4)}, KindRidge, penalty{ridge: 0.1}); err != nil {
			t.Errorf("%s, with a ridge: %v", name, err)
		}
	}
}

func TestTheOptimumOfAHardLogisticProblem(t *testing.T) {
	data := &table{columns: 2}
	for i := range 40 { // separable with a wide margin: Newton's full steps would leave for infinity
		label := float64(2*(i%2) - 1)
		data.add([]float64{100 * label, float64(i)}, label)
	}
	p, err := complete([]hessianLoss{newLogistic(data, penalty{ridge: 1e-6}, 40)}, KindLogistic, penalty{ridge: 1e-6})
	if err != nil {
		t.Fatal(err)
	}
	if left := norm(meanGradient(p.losses, p.point)); !(left <= 1e-12) {
		t.Errorf("a gradient of %v is left at %v", left, p.point)
	}
}
