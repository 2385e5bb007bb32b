package stepsize

import "kizami/core"

// kernelFinder finds means by the kernels that epoch 0 teaches (FTC-30).
type kernelFinder struct {
	coordination *coordination
	bits         int
	most         int64 // of a start, in quanta
	dimension    int
	averages     [][]core.Fraction
	cost         Cost
}

func newKernelFinder(c Config, most limits, dimension int) *kernelFinder {
	f := &kernelFinder{bits: c.Grid.IterateBits, most: most.iterate, dimension: dimension}
	f.coordination = newCoordination(c, &f.cost)
	return f
}

func (f *kernelFinder) start(start [][]float64) ([][]float64, error) {
	words, points := table[int64](len(start), f.dimension), table[float64](len(start), f.dimension)
	if err := iterateWords(words, 0, start, f.bits, f.most); err != nil {
		return nil, err
	}
	averages, err := f.coordination.average(0, words)
	if err != nil {
		return nil, err
	}
	for j, average := range averages {
		for i, q := range average {
			points[j][i] = Float(q, f.bits)
		}
	}
	return points, samePoints(points)
}

// samePoints fails unless all nodes hold the same point before the first epoch (FTC-37).
func samePoints(points [][]float64) error {
	for i := range points[0] {
		held := make([]float64, len(points))
		for j, point := range points {
			held[j] = point[i]
		}
		if err := agree(0, i, held, 1); err != nil {
			return err
		}
	}
	return nil
}

func (f *kernelFinder) least(values [][]int64, most int64) error {
	return f.coordination.least(0, values, most)
}

func (f *kernelFinder) limit() int64 {
	return core.ValueRange(core.Exact, f.coordination.config.Capacity)
}

func (f *kernelFinder) mean(epoch int, words [][]int64, _ []*CertifiedLearner) (err error) {
	f.averages, err = f.coordination.average(epoch, words)
	return err
}

func (f *kernelFinder) take(j int, l *CertifiedLearner) (bool, error) { return l.Take(f.averages[j]) }

func (f *kernelFinder) spent() *Cost { return &f.cost }
