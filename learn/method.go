package learn

import (
	"fmt"

	"kizami/core/stepsize"
)

// firstStep is the first step of AdGD and BB, and of automated step sizes unless an experiment says otherwise.
const firstStep = 0.001

// machine returns a method at its start on an instance, and its fixed step, or 0 if it has none.
func (e *Experiment) machine(on eachEpoch, in *instance, spec MethodSpec) (m machine, step float64, err error) {
	switch spec.Method {
	case MethodCoordinated:
		m, err = e.coordinated(in, spec, stepsize.Mode(spec.Mode))
		return m, 0, err
	case MethodCertified:
		m, err = e.certified(in, spec)
		return m, 0, err
	case MethodOwn:
		m, err = e.coordinated(in, spec, stepsize.Own)
		return m, 0, err
	case MethodGradientDescent:
		strong, smooth := in.problem.Convexity()
		step = 2 / (strong + smooth)
		return newGradientDescent(in.losses, e.Start, step), step, nil
	case MethodAdGD:
		return newAdGD(in.losses, e.Start, firstStep), 0, nil
	case MethodBB:
		return newBB(in.losses, e.Start, firstStep), 0, nil
	}
	begin := e.fixedStep(in, spec.Method)
	if begin == nil {
		return nil, 0, fmt.Errorf("there is no method %q", spec.Method)
	}
	switch spec.Step {
	case StepTuned:
		step, err = e.tune(on, in, begin)
	case StepUntuned:
		step = 1 / in.steepest()
	default:
		step = spec.Value
	}
	return begin(step), step, err
}

// fixedStep returns what begins a method that has one fixed step, or nil if the method is none of them.
func (e *Experiment) fixedStep(in *instance, method string) func(step float64) machine {
	switch method {
	case MethodDGD:
		return func(step float64) machine { return newDGD(in.losses, in.digraph, e.Start, step) }
	case MethodPushDIGing:
		return func(step float64) machine { return newPushDIGing(in.losses, in.digraph, e.Start, step) }
	case MethodPushPull:
		return func(step float64) machine { return newPushPull(in.losses, in.digraph, e.Start, step) }
	}
	return nil
}

func (e *Experiment) coordinated(in *instance, spec MethodSpec, mode stepsize.Mode) (machine, error) {
	span := 0
	if spec.Ending == EndingBracket || spec.Ending == EndingRace {
		span = max(1, in.digraph.Diameter())
	}
	return newCoordinated(stepsize.Config{
		Span: span, Race: spec.Ending == EndingRace, Digraph: in.digraph, Ending: e.Ending, ProbeStarts: in.probes, Capacity: e.Capacity, Mode: mode,
		Rule:     stepsize.Rule{Alpha: spec.Alpha, Kappa: spec.Kappa, Start: spec.Start},
		Grid:     stepsize.Grid{IterateBits: e.IterateBits, StepsizeBits: e.StepsizeBits, Range: e.Range},
		Constant: spec.Constant,
	}, in.losses, e.Start)
}
