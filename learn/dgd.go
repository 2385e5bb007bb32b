package learn

import (
	"kizami/core"
	"kizami/core/stepsize"
)

// dgd is decentralised gradient descent, x ← Wx − α∇f(x) (Nedić, Ozdaglar 2009; Yuan, Ling, Yin 2016), with the
// row-stochastic weights 1/(1+in-degree). A node sends its iterate.
//
// Where W is doubly stochastic the limit is off the optimum by O(α). On other digraphs it is off that far from the
// minimiser of Σ π_j f_j, π the stationary distribution of W, and so away from the optimum whatever the step.
type dgd struct {
	peers
	x, mixed, gradient [][]float64
}

func newDGD(losses []stepsize.Loss, g *core.Digraph, start []float64, step float64) *dgd {
	n, d := g.Nodes(), len(start)
	return &dgd{newPeers(losses, g, step, d), vectors(n, d, start), vectors(n, d, nil), vectors(n, d, nil)}
}

func (m *dgd) Step() error {
	m.gradients(m.x, m.gradient)
	mixRows(m.digraph, m.x, m.mixed)
	subtract(m.mixed, m.step, m.gradient)
	m.x, m.mixed = m.mixed, m.x
	m.sent()
	return nil
}

func (m *dgd) Iterates() [][]float64 { return m.x }
