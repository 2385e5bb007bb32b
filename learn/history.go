package learn

// history remembers a run for its curve, in the epochs in which curves have points.
type history struct {
	next    int // the epoch that is remembered next
	moments []moment
}

type moment struct {
	error  float64
	rounds int
}

// after returns the next epoch in which curves have a point: every epoch at first, then ever fewer, as figures are often on
// a log axis. Up to MaxEpochs they are fewer than 200.
func after(epoch int) int {
	const every = 64
	if epoch < every {
		return epoch + 1
	}
	return epoch + epoch/16
}

func (h *history) add(epoch int, error float64, rounds int) {
	if epoch == h.next {
		h.moments = append(h.moments, moment{error, rounds})
		h.next = after(epoch)
	}
}

// outcome is a run and what there is to draw of it.
type outcome struct {
	run     Run
	history history
}

// at returns the moment of an epoch, the point-th in which curves have one, or the last moment of a run that ended before.
func (o *outcome) at(point, epoch int) moment {
	if epoch >= o.run.Epochs {
		return moment{o.run.Error, o.run.Rounds}
	}
	return o.history.moments[point]
}
