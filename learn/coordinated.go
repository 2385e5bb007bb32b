package learn

import "kizami/core/stepsize"

// coordinated is learning with automated step sizes, [stepsize.Run], as a machine. In mode own every node applies its own
// step size, and only iterates are coordinated.
type coordinated struct {
	run      *stepsize.Run
	epoch    stepsize.Epoch
	iterates [][]float64
}

func newCoordinated(c stepsize.Config, losses []stepsize.Loss, start []float64) (*coordinated, error) {
	starts := make([][]float64, len(losses))
	for j := range starts {
		starts[j] = start
	}
	run, err := stepsize.New(c, losses, starts)
	return &coordinated{run: run, iterates: starts}, err
}

func (m *coordinated) Step() (err error) {
	m.epoch, err = m.run.Next()
	return err
}

func (m *coordinated) Iterates() [][]float64 {
	for j := range m.iterates {
		m.iterates[j] = m.run.Iterate()
	}
	return m.iterates
}

func (m *coordinated) Steps() (proposed, applied []float64) {
	return m.epoch.Proposals, m.epoch.Applied
}

func (m *coordinated) Cost() stepsize.Cost { return m.run.Cost() }
