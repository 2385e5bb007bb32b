package learn

import "slices"

// quantile returns the nearest-rank quantile: the smallest value that is not below the given percentage of all. It is
// always one of the values. They are in order, and there is at least one.
func quantile(ordered []float64, percent int) float64 {
	return ordered[max((percent*len(ordered)+99)/100, 1)-1]
}

// bandOf returns the median and the 10 % and 90 % quantiles, by nearest rank, and orders the values.
func bandOf(values []float64) Band {
	slices.Sort(values)
	return Band{Low: quantile(values, 10), Median: quantile(values, 50), High: quantile(values, 90)}
}

func summarise(runs []Run) Summary {
	var s Summary
	var converged []Run
	for _, r := range runs {
		switch r.End {
		case Converged:
			converged = append(converged, r)
			s.Converged++
		case Diverged:
			s.Diverged++
		default:
			s.Unfinished++
		}
	}
	of := func(value func(Run) float64) *Band {
		if len(converged) == 0 {
			return nil
		}
		values := make([]float64, len(converged))
		for i, r := range converged {
			values[i] = value(r)
		}
		band := bandOf(values)
		return &band
	}
	s.Epochs = of(func(r Run) float64 { return float64(r.Epochs) })
	s.Rounds = of(func(r Run) float64 { return float64(r.Rounds) })
	s.Messages = of(func(r Run) float64 { return r.Messages })
	s.Bytes = of(func(r Run) float64 { return r.Bytes })
	s.Gradients = of(func(r Run) float64 { return float64(r.Gradients) })
	if len(converged) > 0 && converged[0].Seconds > 0 {
		s.Seconds = of(func(r Run) float64 { return r.Seconds })
	}
	return s
}

// curve returns the band of the error over all runs, from epoch 0 to the end of the longest run.
func curve(outcomes []outcome) []Point {
	last := 0
	for _, o := range outcomes {
		last = max(last, o.run.Epochs)
	}
	var points []Point
	for epoch := 0; epoch < last; epoch = after(epoch) {
		points = append(points, pointOf(outcomes, len(points), epoch))
	}
	return append(points, pointOf(outcomes, len(points), last))
}

func pointOf(outcomes []outcome, point, epoch int) Point {
	errors, rounds := make([]float64, len(outcomes)), make([]float64, len(outcomes))
	for i := range outcomes {
		m := outcomes[i].at(point, epoch)
		errors[i], rounds[i] = m.error, float64(m.rounds)
	}
	return Point{epoch, bandOf(rounds).Median, bandOf(errors)}
}
