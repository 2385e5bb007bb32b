package learn

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Run does the experiment. It calls tell, if that is not nil, before its first part, after each of them, and about every
// second of a run, with how many parts are done, how many there are, and what goes on, nothing at first; never twice at a
// time. The report does not depend on how fast the machine is or how many processors it has. Errors: [*Error] for an
// experiment that does not hold together; that of the context, when it is cancelled; [*stepsize.RefusedError] and
// [*stepsize.DisagreementError].
func (e *Experiment) Run(ctx context.Context, tell func(done, of int, what string)) (*Report, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	report := &Report{Kizami: 1, Task: e.Task, Title: e.Title, Tolerance: e.Tolerance, Seeds: e.Seeds.List()}
	task := e.learn
	if e.Task == TaskRounds {
		task = e.compareRounds
	}
	if err := task(ctx, report, &progress{tell: tell}); err != nil {
		return nil, err
	}
	return report, nil
}

// shared is what all methods have in common with one seed. It is made when the first of them begins and dropped when the
// last ends, because data are large.
type shared struct {
	once     sync.Once
	instance *instance
	err      error
	ended    int // methods
}

func (e *Experiment) learn(ctx context.Context, report *Report, p *progress) error {
	report.Nodes, report.Epochs, report.Rounds = e.Digraph.Size(), e.Epochs, e.Rounds
	report.Dimension, report.Data, report.Digraph = len(e.Start), e.Reading, e.Digraph.Named
	seeds, methods := report.Seeds, len(e.Methods)
	bySeed := make([]shared, len(seeds))
	outcomes := make([][]outcome, methods)
	for i := range outcomes {
		outcomes[i] = make([]outcome, len(seeds))
	}
	conditions := make([]float64, len(seeds))
	if e.Trace {
		report.Optima = make([]Optimum, len(seeds))
	}
	var telling sync.Mutex
	name := func(i int) string {
		return fmt.Sprintf("%s, seed %d", e.Methods[i%methods].Name, seeds[i/methods])
	}
	job := func(ctx context.Context, i int) error {
		seed, method := i/methods, i%methods
		s := &bySeed[seed]
		s.once.Do(func() { s.instance, s.err = e.instance(seeds[seed]) })
		if s.err != nil {
			return s.err
		}
		if method == 0 {
			conditions[seed] = s.instance.condition()
		}
		if e.Trace && method == 0 {
			point, loss := s.instance.problem.Optimum()
			report.Optima[seed] = Optimum{slices.Clone(point), loss}
		}
		on := p.epochs(ctx, name(i))
		if err := e.measure(on, e.listener(&telling, e.Methods[method].Name, seeds[seed]), s.instance, e.Methods[method], &outcomes[method][seed]); err != nil {
			return fmt.Errorf("%s: %w", name(i), err)
		}
		outcomes[method][seed].run.Seed = seeds[seed]
		return nil
	}
	done := func(i int) {
		s := &bySeed[i/methods]
		if s.ended++; s.ended == methods {
			s.instance = nil
		}
		p.end(name(i))
	}
	p.begin(methods * len(seeds))
	if err := doAll(ctx, methods*len(seeds), job, done); err != nil {
		return err
	}
	report.Condition = slices.Max(conditions)
	for i, spec := range e.Methods {
		report.Methods = append(report.Methods, reportMethod(spec, outcomes[i]))
	}
	return nil
}

// listener returns what tells the epochs of one run, or nil if nobody listens.
func (e *Experiment) listener(one *sync.Mutex, method string, seed uint64) func(EpochView) {
	if e.Epoch == nil {
		return nil
	}
	return func(view EpochView) {
		one.Lock()
		defer one.Unlock()
		e.Epoch(method, seed, view)
	}
}

func (e *Experiment) measure(on eachEpoch, tell func(EpochView), in *instance, spec MethodSpec, o *outcome) error {
	m, step, err := e.machine(on, in, spec)
	whole := measurement{instance: in, machine: m, tolerance: e.Tolerance, epochs: e.Epochs, rounds: e.Rounds, history: &o.history, trace: e.Trace, tell: tell}
	if err == nil {
		err = whole.spent(0, 0)
	}
	if err != nil { // a start that does not fit the grid, or takes all rounds, ends a run before it begins: it is seen as it stands there
		start := measurement{instance: in, machine: newDGD(in.losses, in.digraph, e.Start, 0), history: &o.history, trace: e.Trace, tell: tell}
		start.look(&o.run)
		return o.run.fail(err, o.run.Error)
	}
	o.run, err = whole.run(on)
	if e.Link != nil && o.run.Rounds > 0 {
		o.run.Seconds = e.Link.seconds(&o.run, in.digraph)
	}
	o.run.Step, o.run.Model = step, in.model(e.kind(), e.Reading, whole.last)
	return err
}

func reportMethod(spec MethodSpec, outcomes []outcome) Method {
	m := Method{Name: spec.Name, Method: spec.Method, Curve: curve(outcomes)}
	if spec.Method == MethodCoordinated {
		m.Mode = spec.Mode
	}
	for _, o := range outcomes {
		m.Runs = append(m.Runs, o.run)
	}
	m.Summary = summarise(m.Runs)
	return m
}
