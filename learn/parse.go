package learn

import (
	"io/fs"
	"slices"
)

// Parse reads an experiment, version 1. It is strict: no unknown or repeated field, nothing after the end, at most
// [MaxBytes]. CSV files are looked up in files, by the name that the text gives; nil refuses them. A digraph file is read
// by files, too, if they are a [DigraphReader]. Every error is an [*Error]. Cost: O(len(data)), and that of solving a problem from a CSV file.
func Parse(data []byte, files fs.FS) (*Experiment, error) {
	d, err := read(data)
	if err != nil {
		return nil, err
	}
	if err := d.checkFields(); err != nil {
		return nil, err
	}
	e := &d.experiment
	e.Task = d.task
	if e.Task == TaskLearn {
		if err := d.learn(files); err != nil {
			return nil, err
		}
	}
	if err := e.Check(); err != nil {
		return nil, err
	}
	return e, nil
}

func (d *document) checkFields() error {
	always := []string{"kizami", "task"}
	if d.task == TaskRounds {
		return d.given.exactly("", d.task, append(always, "families", "nodes"), []string{"title", "seeds", "tolerance"})
	}
	return d.given.exactly("", d.task, append(always, "digraph", "problem", "methods"), []string{"title", "ending", "capacity", "start",
		"bits", "range", "seeds", "tolerance", "epochs", "rounds", "trace"})
}

// learn fills in what belongs to the task "learn".
func (d *document) learn(files fs.FS) (err error) {
	e := &d.experiment
	if e.Digraph, err = d.digraph.spec(files); err != nil {
		return err
	}
	nodes := e.Digraph.Size()
	if d.given["ending"] {
		if d.ending.Seed != "" {
			return fault("ending-seed", "ending", args{})
		}
		if e.Ending, _, err = d.ending.Ending(nodes); err != nil {
			return err
		}
	}
	e.Capacity = nodes
	if d.given["capacity"] {
		e.Capacity = d.capacity
	}
	if e.Problem, e.Reading, err = d.problem.spec(e.Digraph, files); err != nil {
		return err
	}
	_, dimension := e.Problem.Size()
	e.Start = d.start
	if !d.listed {
		e.Start = slices.Repeat(append(d.start, 0)[:1], dimension)
	}
	for _, m := range d.methods {
		e.Methods = append(e.Methods, m.spec)
	}
	return nil
}

func (t *digraphText) spec(files fs.FS) (DigraphSpec, error) {
	if t.given["file"] {
		return t.fromFile(files)
	}
	if err := checkNodes("digraph.nodes", t.text.Nodes); err != nil {
		return DigraphSpec{}, err
	}
	if t.given["family"] {
		return DigraphSpec{Family: t.family, Nodes: t.text.Nodes, Degree: t.degree}, nil
	}
	g, err := t.text.Digraph()
	return DigraphSpec{Explicit: g}, err
}
