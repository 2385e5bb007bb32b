package learn

import (
	"kizami/core"
	"kizami/core/stepsize"
)

// pushDIGing is Push-DIGing (Nedić, Olshevsky, Shi 2017): gradient tracking for digraphs with column-stochastic weights
// alone, C of shares 1/(1+out-degree).
//
//	u ← C(u − αy),  v ← Cv,  x = u/v,  y ← Cy + ∇f(x) − ∇f(x before),  u = x, v = 1 and y = ∇f(x) at first
//
// The sum of all y is that of all gradients, always. A node sends u − αy, v and y.
type pushDIGing struct {
	peers
	u, v, x, y, gradient           [][]float64
	nextU, nextV, nextY, nextSlope [][]float64
}

func newPushDIGing(losses []stepsize.Loss, g *core.Digraph, start []float64, step float64) *pushDIGing {
	n, d := g.Nodes(), len(start)
	m := &pushDIGing{peers: newPeers(losses, g, step, 2*d+1)}
	m.u, m.x, m.v = vectors(n, d, start), vectors(n, d, start), vectors(n, 1, []float64{1})
	m.y, m.gradient = vectors(n, d, nil), vectors(n, d, nil)
	m.nextU, m.nextV, m.nextY, m.nextSlope = vectors(n, d, nil), vectors(n, 1, nil), vectors(n, d, nil), vectors(n, d, nil)
	m.gradients(m.x, m.gradient)
	for j := range m.y {
		copy(m.y[j], m.gradient[j])
	}
	return m
}

func (m *pushDIGing) Step() error {
	subtract(m.u, m.step, m.y)
	mixColumns(m.digraph, m.u, m.nextU)
	mixColumns(m.digraph, m.v, m.nextV)
	mixColumns(m.digraph, m.y, m.nextY)
	m.sent()
	for j := range m.x {
		for c := range m.x[j] {
			m.x[j][c] = m.nextU[j][c] / m.nextV[j][0]
		}
	}
	m.gradients(m.x, m.nextSlope)
	track(m.nextY, m.nextSlope, m.gradient)
	m.u, m.nextU = m.nextU, m.u
	m.v, m.nextV = m.nextV, m.v
	m.y, m.nextY = m.nextY, m.y
	m.gradient, m.nextSlope = m.nextSlope, m.gradient
	return nil
}

func (m *pushDIGing) Iterates() [][]float64 { return m.x }

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
