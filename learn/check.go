package learn

import (
	"fmt"
	"math"
	"slices"

	"kizami/core"
	"kizami/core/stepsize"
	"kizami/core/strict"
)

// Check makes sure that all parts of an experiment go together; Parse has done it, and Run does it for experiments made in
// Go. Errors: [*Error].
func (e *Experiment) Check() error {
	if e.Seeds.First > MaxSeed {
		return inRange("seeds.first", e.Seeds.First, 0, MaxSeed)
	}
	if err := within(
		limit{"seeds.count", float64(e.Seeds.Count), 1, MaxSeeds},
		limit{"tolerance", e.Tolerance, minTolerance, maxTolerance},
	); err != nil {
		return err
	}
	if count := uint64(e.Seeds.Count); e.Seeds.First+count-1 > MaxSeed {
		return fault("seeds-end", "seeds", args{"count": count, "first": e.Seeds.First, "max": uint64(MaxSeed)})
	}
	switch e.Task {
	case TaskLearn:
		return e.checkLearn()
	case TaskRounds:
		return e.checkRounds()
	}
	return unknown("task", e.Task, []string{TaskLearn, TaskRounds})
}

// checkLearn compares the parts of an experiment of task "learn".
func (e *Experiment) checkLearn() error {
	if e.Problem == nil {
		return strict.Missing("", "problem")
	}
	nodes := e.Digraph.Size()
	if err := checkNodes("digraph.nodes", nodes); err != nil {
		return err
	}
	if _, err := e.Digraph.Make(e.Seeds.First); err != nil {
		return err
	}
	if bound := e.Ending.Bound(); bound > 0 && bound < nodes {
		return fault("bound-range", "ending.bound", args{"value": bound, "min": nodes, "max": core.MaxNodes})
	}
	if e.Capacity < nodes || e.Capacity > core.MaxNodes {
		return fault("capacity-range", "capacity", args{"value": e.Capacity, "min": nodes, "max": core.MaxNodes})
	}
	has, dimension := e.Problem.Size()
	if has != nodes {
		return fault("problem-nodes", "problem", args{"problem": has, "nodes": nodes})
	}
	if len(e.Start) != dimension {
		return fault("start-length", "start", args{"length": len(e.Start), "dimension": dimension})
	}
	for c, x := range e.Start {
		if err := inRange(fmt.Sprintf("start[%d]", c), x, -maxNumber, maxNumber); err != nil {
			return err
		}
	}
	limits := []limit{
		{"bits.iterate", float64(e.IterateBits), 0, MaxBits}, {"bits.stepsize", float64(e.StepsizeBits), 0, MaxBits},
		{"epochs", float64(e.Epochs), 1, MaxEpochs}, {"rounds", float64(e.Rounds), 0, MaxRounds},
	}
	if e.Range != 0 {
		bits := e.IterateBits
		if bits == 0 {
			bits = stepsize.DefaultBits(e.Capacity)
		}
		limits = append(limits, limit{"range", e.Range, math.Ldexp(1, -bits), maxNumber})
	}
	if err := within(limits...); err != nil {
		return err
	}
	if err := e.checkMethods(nodes); err != nil {
		return err
	}
	if numbers := e.traceSize(); e.Trace && numbers > maxTrace {
		return fault("trace-size", "trace", args{"numbers": numbers, "max": maxTrace})
	}
	return nil
}

func (e *Experiment) checkMethods(nodes int) error {
	if err := checkCount("methods", len(e.Methods), MaxMethods); err != nil {
		return err
	}
	for i, m := range e.Methods {
		path := fmt.Sprintf("methods[%d]", i)
		if err := m.check(path, nodes); err != nil {
			return err
		}
		if slices.ContainsFunc(e.Methods[:i], func(other MethodSpec) bool { return other.Name == m.Name }) {
			return fault("name-repeated", path, args{"name": m.Name})
		}
	}
	return nil
}

func (s *MethodSpec) check(path string, nodes int) error {
	if err := checkText(path+".name", s.Name, maxName); err != nil {
		return err
	}
	switch s.Method {
	case MethodGradientDescent, MethodAdGD, MethodBB:
		return nil
	case MethodCertified:
		return s.checkCertified(path)
	case MethodDGD, MethodPushDIGing, MethodPushPull:
		return s.checkStep(path + ".step")
	case MethodCoordinated:
		if !slices.Contains(modeNames, s.Mode) {
			return unknown(path+".mode", s.Mode, modeNames)
		}
	case MethodOwn:
	default:
		return unknown(path+".method", s.Method, methodNames)
	}
	if err := s.checkEnding(path); err != nil {
		return err
	}
	if s.Constant != nil && len(s.Constant) != nodes {
		return fault("list-length", path+".constant", args{"count": len(s.Constant), "nodes": nodes})
	}
	limits := []limit{
		{path + ".alpha", s.Alpha, minAlpha, maxAlpha}, {path + ".kappa", s.Kappa, 0, maxKappa}, {path + ".start", s.Start, minStep, maxStep},
	}
	for j, constant := range s.Constant {
		if constant != 0 {
			limits = append(limits, limit{fmt.Sprintf("%s.constant[%d]", path, j), constant, minStep, maxStep})
		}
	}
	return within(limits...)
}

func (s *MethodSpec) checkStep(path string) error {
	switch s.Step {
	case StepTuned, StepUntuned:
		return nil
	case StepFixed:
		return inRange(path, s.Value, minStep, maxStep)
	}
	return unknown(path, s.Step, []string{StepTuned, StepUntuned, StepFixed})
}

func (e *Experiment) checkRounds() error {
	if err := inRange("tolerance", e.Tolerance, minRoundsTolerance, maxTolerance); err != nil {
		return err
	}
	if err := checkCount("families", len(e.Families), len(Families())); err != nil {
		return err
	}
	if err := checkCount("nodes", len(e.NodeCounts), MaxNodeCounts); err != nil {
		return err
	}
	for i, family := range e.Families {
		path := fmt.Sprintf("families[%d]", i)
		if !slices.Contains(Families(), family) {
			return unknown(path, family, Families())
		}
		if slices.Contains(e.Families[:i], family) {
			return fault("repeated-item", path, args{"item": family})
		}
	}
	for i, nodes := range e.NodeCounts {
		path := fmt.Sprintf("nodes[%d]", i)
		if slices.Contains(e.NodeCounts[:i], nodes) {
			return fault("repeated-item", path, args{"item": fmt.Sprint(nodes)})
		}
		for _, family := range e.Families {
			if _, err := makeFamily(family, nodes, e.Seeds.First); err != nil {
				return at(path, err)
			}
		}
	}
	return nil
}

// at moves a fault to another place.
func at(path string, err error) error {
	if e, ok := err.(*Error); ok {
		e.Path = path
	}
	return err
}

func (s *MethodSpec) checkCertified(path string) error {
	if err := checkCount(path+".memory", s.Memory, maxMemory); err != nil {
		return err
	}
	if err := s.checkEnding(path); err != nil {
		return err
	}
	return inRange(path+".coordination.accuracy", s.Accuracy, minAccuracy, maxAccuracy)
}

func (s *MethodSpec) checkEnding(path string) error {
	known := endingNames
	if s.Method == MethodCertified {
		known = []string{EndingKernel, EndingBracket} // the bracket of certified steps need not be exact: there is nothing to race
	}
	if s.Ending != "" && !slices.Contains(known, s.Ending) {
		return unknown(path+".coordination.ending", s.Ending, known)
	}
	return nil
}
