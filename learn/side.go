package learn

import (
	"crypto/sha256"
	"errors"

	"kizami/core"
	"kizami/core/stepsize"
)

// Fleet is an experiment with one method, certified steps by mixing, and one seed, as the nodes of a fleet run it: each has a
// loss of its own, and the rest is common.
type Fleet struct {
	Digraph    *core.Digraph
	Plan       stepsize.CertifiedPlan
	experiment *Experiment
	problem    Problem
}

// Fleet returns the fleet of a seed. Errors: [*Error]; an experiment that no fleet can run, in one sentence that says how it
// could.
func (e *Experiment) Fleet(seed uint64) (*Fleet, error) {
	if e.Task != TaskLearn || len(e.Methods) != 1 || e.Methods[0].Method != MethodCertified {
		return nil, errors.New(`a fleet learns with one method: "methods": [ { "method": "certified" } ]`)
	}
	spec := e.Methods[0]
	if spec.Ending == EndingKernel {
		return nil, errors.New(`a fleet finds means by mixing: leave "coordination" out, or say "ending": "bracket" there`)
	}
	g, err := e.Digraph.Make(seed)
	if err != nil {
		return nil, err
	}
	problem, err := e.Problem.Make(seed)
	if err != nil {
		return nil, err
	}
	return &Fleet{
		Digraph: g, experiment: e, problem: problem,
		Plan: stepsize.CertifiedPlan{
			Rule:  stepsize.CertifiedRule{Memory: spec.Memory, Accuracy: spec.Accuracy, Fresh: spec.Fresh, Span: max(1, g.Diameter())},
			Bound: e.Capacity, Grid: stepsize.Grid{IterateBits: e.IterateBits, Range: e.Range}, Epochs: e.Epochs,
		},
	}, nil
}

// Side returns the side of a node (FTC-59).
func (f *Fleet) Side(node int) (*stepsize.CertifiedSide, error) {
	return stepsize.NewCertifiedSide(f.Plan, node, f.Digraph.OutDegree(node), f.problem.Loss(node), f.experiment.Start)
}

// Simulated runs the same in one process, and returns its last iterate and the digest of all ([stepsize.EpochDigest]).
func (f *Fleet) Simulated() (iterate []float64, digest [sha256.Size]byte, err error) {
	var losses []stepsize.Loss
	var starts [][]float64
	for j := range f.problem.Nodes() {
		losses, starts = append(losses, f.problem.Loss(j)), append(starts, f.experiment.Start)
	}
	c := stepsize.Config{Digraph: f.Digraph, Capacity: f.Plan.Bound, Grid: f.Plan.Grid}
	run, err := stepsize.NewCertified(c, f.Plan.Rule, losses, starts)
	if err != nil {
		return nil, digest, err
	}
	digest = stepsize.EpochDigest(digest, 0, run.Iterate())
	for epoch := 1; epoch <= f.Plan.Epochs; epoch++ {
		_, err := run.Next()
		var stalled *stepsize.StalledError
		if err != nil && !errors.As(err, &stalled) {
			return nil, digest, err
		}
		digest = stepsize.EpochDigest(digest, epoch, run.Iterate())
		if err != nil {
			break
		}
	}
	return run.Iterate(), digest, nil
}

// Model returns what was learnt, in the units of the data; nil if a number in it is not finite.
func (f *Fleet) Model(iterate []float64) *Model {
	in := &instance{problem: f.problem}
	for j := range f.problem.Nodes() {
		in.losses = append(in.losses, f.problem.Loss(j))
	}
	return in.model(f.experiment.kind(), f.experiment.Reading, [][]float64{iterate})
}
