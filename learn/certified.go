package learn

import (
	"errors"

	"kizami/core/stepsize"
)

// certified is learning with certified steps on the common gradient, [stepsize.CertifiedRun], as a machine. An epoch is one
// trial step, accepted or not.
type certified struct {
	run      *stepsize.CertifiedRun
	iterates [][]float64
	end      error // what the next epoch will be refused with
}

func (e *Experiment) certified(in *instance, spec MethodSpec) (machine, error) {
	starts := make([][]float64, len(in.losses))
	for j := range starts {
		starts[j] = e.Start
	}
	rule := stepsize.CertifiedRule{Memory: spec.Memory, Accuracy: spec.Accuracy, Fresh: spec.Fresh}
	if span := max(1, in.digraph.Diameter()); spec.Ending == EndingBracket || spec.Ending == "" && bracketPays(in.digraph, span) {
		rule.Span = span
	}
	run, err := stepsize.NewCertified(stepsize.Config{
		Digraph: in.digraph, Ending: e.Ending, ProbeStarts: in.probes, Capacity: e.Capacity,
		Grid: stepsize.Grid{IterateBits: e.IterateBits, Range: e.Range},
	}, rule, in.losses, starts)
	return &certified{run: run, iterates: starts}, err
}

// Step counts the epoch in which nodes learn that no other can follow: its step may have been accepted, often the last that
// was missing.
func (m *certified) Step() error {
	if m.end != nil {
		return m.end
	}
	_, err := m.run.Next()
	var stalled *stepsize.StalledError
	if errors.As(err, &stalled) {
		m.end, err = err, nil
	}
	return err
}

func (m *certified) Iterates() [][]float64 {
	for j := range m.iterates {
		m.iterates[j] = m.run.Iterate()
	}
	return m.iterates
}

func (m *certified) Steps() (proposed, applied []float64) { return nil, nil }

// Trial returns what the last epoch has tried.
func (m *certified) Trial() *Trial {
	t := Trial(m.run.Learners()[0].Tried())
	return &t
}

func (m *certified) Cost() stepsize.Cost { return m.run.Cost() }
