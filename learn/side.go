//go:build !js

package learn

import (
	"crypto/sha256"
	"errors"

	"kizami/core"
	"kizami/core/stepsize"
)

// Fleet is an experiment with one method that coordinates, and one seed, as the nodes of a fleet run it: each has a loss of its
// own, and the rest is common.
type Fleet struct {
	Digraph    *core.Digraph
	Bound      int // N
	Span       int // D
	experiment *Experiment
	problem    Problem
}

// FleetSide is one node's side of such a run.
type FleetSide interface {
	core.Side
	Epoch() int
	Accepted() int             // steps
	Iterate() []float64        // the last, which all nodes hold
	Ended() error              // why the run was over before all epochs
	Digest() [sha256.Size]byte // of all epochs
}

// Fleet returns the fleet of a seed. Errors: [*Error]; an experiment that no fleet can run, in one sentence that says how it
// could.
func (e *Experiment) Fleet(seed uint64) (*Fleet, error) {
	if e.Task != TaskLearn || len(e.Methods) != 1 {
		return nil, errors.New(`a fleet learns with one method: "methods": [ { "method": "certified" } ]`)
	}
	switch spec := e.Methods[0]; {
	case spec.Method == MethodCertified && spec.Ending != EndingKernel:
	case (spec.Method == MethodCoordinated || spec.Method == MethodOwn) && (spec.Ending == EndingBracket || spec.Ending == EndingRace):
	case spec.Method == MethodCertified, spec.Method == MethodCoordinated, spec.Method == MethodOwn:
		return nil, errors.New(`the nodes of a fleet end every coordination together: say "coordination": { "ending": "bracket" }, or "race" with modes`)
	default:
		return nil, errors.New(`a fleet learns with certified or coordinated steps: "methods": [ { "method": "certified" } ]`)
	}
	g, err := e.Digraph.Make(seed)
	if err != nil {
		return nil, err
	}
	problem, err := e.Problem.Make(seed)
	if err != nil {
		return nil, err
	}
	return &Fleet{Digraph: g, Bound: e.Capacity, Span: max(1, g.Diameter()), experiment: e, problem: problem}, nil
}

func (f *Fleet) grid() stepsize.Grid {
	e := f.experiment
	return stepsize.Grid{IterateBits: e.IterateBits, StepsizeBits: e.StepsizeBits, Range: e.Range}
}

// certified is what nodes agree on with certified steps.
func (f *Fleet) certified() stepsize.CertifiedPlan {
	spec := f.experiment.Methods[0]
	rule := stepsize.CertifiedRule{Memory: spec.Memory, Accuracy: spec.Accuracy, Fresh: spec.Fresh, Span: f.Span}
	grid := f.grid()
	grid.StepsizeBits = 0
	return stepsize.CertifiedPlan{Rule: rule, Bound: f.Bound, Grid: grid, Epochs: f.experiment.Epochs}
}

// modes is what nodes agree on with coordinated steps.
func (f *Fleet) modes() stepsize.ModePlan {
	spec := f.experiment.Methods[0]
	mode := stepsize.Own
	if spec.Method == MethodCoordinated {
		mode = stepsize.Mode(spec.Mode)
	}
	return stepsize.ModePlan{
		Mode: mode, Rule: stepsize.Rule{Alpha: spec.Alpha, Kappa: spec.Kappa, Start: spec.Start}, Bound: f.Bound, Span: f.Span,
		Race: spec.Ending == EndingRace, Grid: f.grid(), Epochs: f.experiment.Epochs,
	}
}

// Side returns the side of a node (FTC-59).
func (f *Fleet) Side(node int) (FleetSide, error) {
	e, degree, loss := f.experiment, f.Digraph.OutDegree(node), f.problem.Loss(node)
	if e.Methods[0].Method == MethodCertified {
		return stepsize.NewCertifiedSide(f.certified(), node, degree, loss, e.Start)
	}
	constant := 0.0
	if all := e.Methods[0].Constant; len(all) > 0 {
		constant = all[node]
	}
	return stepsize.NewModeSide(f.modes(), node, degree, constant, loss, e.Start)
}

// Simulated runs the same in one process, and returns the digest of all epochs at every node.
func (f *Fleet) Simulated() ([][sha256.Size]byte, error) {
	losses, starts := []stepsize.Loss{}, [][]float64{}
	for j := range f.problem.Nodes() {
		losses, starts = append(losses, f.problem.Loss(j)), append(starts, f.experiment.Start)
	}
	if f.experiment.Methods[0].Method == MethodCertified {
		return f.simulateCertified(losses, starts)
	}
	return f.simulateModes(losses, starts)
}

func (f *Fleet) simulateCertified(losses []stepsize.Loss, starts [][]float64) ([][sha256.Size]byte, error) {
	plan := f.certified()
	run, err := stepsize.NewCertified(stepsize.Config{Digraph: f.Digraph, Capacity: plan.Bound, Grid: plan.Grid}, plan.Rule, losses, starts)
	if err != nil {
		return nil, err
	}
	digest := stepsize.EpochDigest([sha256.Size]byte{}, 0, run.Iterate())
	for epoch := 1; epoch <= plan.Epochs && err == nil; epoch++ {
		_, err = run.Next()
		if stalled := new(stepsize.StalledError); err != nil && !errors.As(err, &stalled) {
			return nil, err
		}
		digest = stepsize.EpochDigest(digest, epoch, run.Iterate())
	}
	digests := make([][sha256.Size]byte, len(losses))
	for j := range digests {
		digests[j] = digest
	}
	return digests, nil
}

func (f *Fleet) simulateModes(losses []stepsize.Loss, starts [][]float64) ([][sha256.Size]byte, error) {
	plan := f.modes()
	run, err := stepsize.New(stepsize.Config{
		Digraph: f.Digraph, Capacity: plan.Bound, Grid: plan.Grid, Span: plan.Span, Race: plan.Race, Mode: plan.Mode, Rule: plan.Rule,
		Constant: f.experiment.Methods[0].Constant,
	}, losses, starts)
	if err != nil {
		return nil, err
	}
	digests := make([][sha256.Size]byte, len(losses))
	for j := range digests {
		digests[j] = stepsize.EpochDigest(digests[j], 0, run.Iterate())
	}
	for range plan.Epochs {
		e, err := run.Next()
		if err != nil {
			return nil, err
		}
		for j := range digests {
			digests[j] = stepsize.ModeDigest(digests[j], e.Epoch, e.Proposals[j], e.Applied[j], e.Iterate)
		}
	}
	return digests, nil
}

// Model returns what was learnt, in the units of the data; nil if a number in it is not finite.
func (f *Fleet) Model(iterate []float64) *Model {
	in := &instance{problem: f.problem}
	for j := range f.problem.Nodes() {
		in.losses = append(in.losses, f.problem.Loss(j))
	}
	return in.model(f.experiment.kind(), f.experiment.Reading, [][]float64{iterate})
}
