package learn

import (
	"kizami/core"
	"kizami/core/stepsize"
)

// pushPull is Push-Pull (Pu, Shi, Xu, Nedić 2021): iterates are pulled with the row-stochastic weights R of shares
// 1/(1+in-degree), tracked gradients pushed with the column-stochastic weights C of shares 1/(1+out-degree).
//
//	x ← R(x − αy),  y ← Cy + ∇f(x) − ∇f(x before),  y = ∇f(x) at first
//
// The sum of all y is that of all gradients, always. A node sends x − αy and y.
type pushPull struct {
	peers
	x, y, gradient          [][]float64
	nextX, nextY, nextSlope [][]float64
}

func newPushPull(losses []stepsize.Loss, g *core.Digraph, start []float64, step float64) *pushPull {
	n, d := g.Nodes(), len(start)
	m := &pushPull{peers: newPeers(losses, g, step, 2*d)}
	m.x, m.y, m.gradient = vectors(n, d, start), vectors(n, d, nil), vectors(n, d, nil)
	m.nextX, m.nextY, m.nextSlope = vectors(n, d, nil), vectors(n, d, nil), vectors(n, d, nil)
	m.gradients(m.x, m.gradient)
	for j := range m.y {
		copy(m.y[j], m.gradient[j])
	}
	return m
}

func (m *pushPull) Step() error {
	subtract(m.x, m.step, m.y)
	mixRows(m.digraph, m.x, m.nextX)
	mixColumns(m.digraph, m.y, m.nextY)
	m.sent()
	m.gradients(m.nextX, m.nextSlope)
	track(m.nextY, m.nextSlope, m.gradient)
	m.x, m.nextX = m.nextX, m.x
	m.y, m.nextY = m.nextY, m.y
	m.gradient, m.nextSlope = m.nextSlope, m.gradient
	return nil
}

func (m *pushPull) Iterates() [][]float64 { return m.x }
