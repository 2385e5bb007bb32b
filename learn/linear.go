package learn

// table is what one node knows: rows of features, each with a target. It is the input of its loss.
type table struct {
	columns  int
	features []float64 // by rows
	targets  []float64
}

func (t *table) row(i int) []float64 { return t.features[i*t.columns : (i+1)*t.columns] }

func (t *table) add(features []float64, target float64) {
	t.features, t.targets = append(t.features, features...), append(t.targets, target)
}

// ones counts the targets that are the label 1.
func (t *table) ones() (count int) {
	for _, target := range t.targets {
		if target == 1 {
			count++
		}
	}
	return count
}

// penalty is λ/2·‖x‖², without the last coordinate if that is free of it.
type penalty struct {
	ridge float64 // λ
	free  bool
}

// on returns λ as it weighs on a coordinate of so many.
func (p penalty) on(c, columns int) float64 {
	if p.free && c == columns-1 {
		return 0
	}
	return p.ridge
}

func (p penalty) value(x []float64) float64 {
	if p.free {
		x = x[:len(x)-1]
	}
	return float64(p.ridge / 2 * dot(x, x))
}

// linear is the loss 1/(2m)·‖A·x − b‖² + penalty, m the number of rows, or what stands for it when nodes weigh as many rows
// as they have. Its gradient is H·x − c with H = AᵀA/m + λ and c = Aᵀb/m, so
// that a step costs the same however many rows there are.
type linear struct {
	data    *table
	ridge   penalty
	rows    float64 // m
	hessian matrix
	offset  []float64
}

func newLinear(data *table, ridge penalty, rows float64) *linear {
	l := &linear{data, ridge, rows, newMatrix(data.columns), make([]float64, data.columns)}
	for i, b := range data.targets {
		row := data.row(i)
		l.hessian.addOuter(1, row)
		for c, v := range row {
			l.offset[c] += float64(b * v)
		}
	}
	for c, row := range l.hessian {
		for k := range row {
			row[k] /= rows
		}
		row[c] += ridge.on(c, data.columns)
		l.offset[c] /= rows
	}
	return l
}

func (l *linear) Dimension() int { return l.data.columns }

func (l *linear) Value(x []float64) float64 {
	sum := 0.0
	for i, b := range l.data.targets {
		residual := dot(l.data.row(i), x) - b
		sum += float64(residual * residual)
	}
	return sum/(2*l.rows) + l.ridge.value(x)
}

func (l *linear) Gradient(x, gradient []float64) {
	for c, row := range l.hessian {
		gradient[c] = dot(row, x) - l.offset[c]
	}
}

func (l *linear) addHessian(sum matrix, weight float64, _ []float64) { sum.add(weight, l.hessian) }

func (l *linear) steepest() matrix { return l.hessian }
