package experiment

// history remembers a run for its curve: every epoch of a short run, of a long one every second, fourth and so on.
type history struct {
	stride  int
	moments []moment
}

type moment struct {
	error  float64
	rounds int
}

// maxMoments is how many epochs a history holds before it forgets every other.
const maxMoments = 1024

func (h *history) add(epoch int, error float64, rounds int) {
	h.stride = max(h.stride, 1)
	if epoch%h.stride != 0 {
		return
	}
	if len(h.moments) == maxMoments {
		for i := range h.moments[:maxMoments/2] {
			h.moments[i] = h.moments[2*i]
		}
		h.moments = h.moments[:maxMoments/2]
		if h.stride *= 2; epoch%h.stride != 0 {
			return
		}
	}
	h.moments = append(h.moments, moment{error, rounds})
}

// at returns the last remembered moment that is not later than an epoch.
func (h *history) at(epoch int) moment {
	return h.moments[min(epoch/h.stride, len(h.moments)-1)]
}

// outcome is a run and what there is to draw of it.
type outcome struct {
	run     Run
	history history
}

func (o *outcome) at(epoch int) moment {
	if epoch >= o.run.Epochs {
		return moment{o.run.Error, o.run.Rounds}
	}
	return o.history.at(epoch)
}
