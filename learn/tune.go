package learn

// The grid of tuned steps is 10^(k/8)/L_max, from gridFirst down to k = −40.
const (
	gridLast  = -40
	perDecade = 8
)

// gridFirst is k of a step ten times as long as n/L_max or longer: L of f̄ is at least L_max/n.
func gridFirst(n int) int {
	k := perDecade
	for power := 1; power < n; power *= 10 {
		k += perDecade
	}
	return k
}

// eighths[k] is 10^(k/8), written out so that all machines search the same grid.
var eighths = [perDecade]float64{
	1, 1.333521432163324, 1.7782794100389228, 2.371373705661655,
	3.1622776601683795, 4.216965034285822, 5.623413251903491, 7.498942093324558,
}

func gridStep(k int) float64 {
	step := 1.0
	for ; k >= perDecade; k -= perDecade {
		step *= 10
	}
	for ; k < 0; k += perDecade {
		step /= 10
	}
	return step * eighths[k]
}

// tune returns the step of the grid that needs the fewest epochs to the tolerance, of several the largest; if none gets
// there, the one with the smallest error in the end. It tries long steps first and gives up a decade below the best so
// far. A run ends when it has taken as many epochs as the best.
func (e *Experiment) tune(on eachEpoch, in *instance, begin func(step float64) machine) (float64, error) {
	best, bestRun := 0.0, Run{End: Diverged}
	last, epochs := gridLast, e.Epochs
	for k := gridFirst(len(in.losses)); k >= last; k-- {
		step := gridStep(k) / in.steepest()
		m := measurement{instance: in, machine: begin(step), tolerance: e.Tolerance, epochs: epochs, rounds: e.Rounds}
		run, err := m.run(on)
		if err != nil {
			return 0, err
		}
		if best > 0 && !better(run, bestRun) {
			continue
		}
		best, bestRun = step, run
		if run.End != Diverged {
			last = max(gridLast, k-perDecade)
		}
		if run.End == Converged {
			epochs = run.Epochs
		}
	}
	return best, nil
}

func better(a, b Run) bool {
	switch {
	case a.End == Converged && b.End == Converged:
		return a.Epochs < b.Epochs
	case a.End == Converged || b.End == Converged:
		return a.End == Converged
	case a.End == Diverged || b.End == Diverged:
		return a.End != Diverged
	}
	return a.Error < b.Error
}
