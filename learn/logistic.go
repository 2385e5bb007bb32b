package learn

import "math"

// logistic is the sum of log(1 + exp(−u·x)) over rows, divided by m, plus the penalty; m as of linear. A row u is the features times their label,
// 1 or −1.
type logistic struct {
	columns int
	rows    [][]float64
	ridge   penalty
	count   float64 // m
}

func newLogistic(data *table, ridge penalty, rows float64) *logistic {
	l := &logistic{columns: data.columns, ridge: ridge, count: rows}
	for i, label := range data.targets {
		row := make([]float64, data.columns)
		for c, v := range data.row(i) {
			row[c] = float64(label * v)
		}
		l.rows = append(l.rows, row)
	}
	return l
}

func (l *logistic) Dimension() int { return l.columns }

func (l *logistic) Value(x []float64) float64 {
	sum := 0.0
	for _, u := range l.rows {
		sum += softplus(-dot(u, x))
	}
	return sum/l.count + l.ridge.value(x)
}

func (l *logistic) Gradient(x, gradient []float64) {
	clear(gradient)
	for _, u := range l.rows {
		weight := sigmoid(-dot(u, x)) / l.count
		for c, v := range u {
			gradient[c] -= float64(weight * v)
		}
	}
	for c, v := range x {
		gradient[c] += float64(l.ridge.on(c, l.columns) * v)
	}
}

func (l *logistic) addHessian(sum matrix, weight float64, x []float64) {
	for _, u := range l.rows {
		e := exp(-math.Abs(dot(u, x)))
		bend := e / float64((1+e)*(1+e)) // the slope of the sigmoid there
		sum.addOuter(float64(weight*bend)/l.count, u)
	}
	for c := range sum {
		sum[c][c] += float64(weight * l.ridge.on(c, l.columns))
	}
}

// steepest is the Hessian at 0, where every row bends most: all others are below it.
func (l *logistic) steepest() matrix {
	h := newMatrix(l.columns)
	l.addHessian(h, 1, make([]float64, l.columns))
	return h
}

// softplus returns log(1 + e^t) without overflow.
func softplus(t float64) float64 {
	if t > 0 {
		return t + log1p(exp(-t))
	}
	return log1p(exp(t))
}

// sigmoid returns 1/(1 + e^−t) without overflow and without cancellation.
func sigmoid(t float64) float64 {
	if t < 0 {
		e := exp(t)
		return e / (1 + e)
	}
	return 1 / (1 + exp(-t))
}
