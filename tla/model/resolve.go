package model

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// longestChain is how many models one may have to look up to know what another is.
const longestChain = 3

// starts are the definitions that say where a model starts.
var starts = []string{"InitialDigraphs", "InitialValues", "InitialProbes"}

// A resolver makes models of drafts.
type resolver struct {
	folder  *folder
	drafts  map[string]draft
	modules map[string][]string // what each root is made of
}

func resolve(files fs.FS, drafts []draft) (Set, error) {
	r := resolver{newFolder(files), map[string]draft{}, map[string][]string{}}
	for _, d := range drafts {
		if other, taken := r.drafts[d.Name]; taken {
			return nil, d.wrong("name", "is that of a model in %s already", other.file)
		}
		r.drafts[d.Name] = d
		if err := r.find(d); err != nil {
			return nil, err
		}
	}
	var set Set
	for _, d := range drafts {
		m, err := r.model(d, longestChain)
		if err != nil {
			return nil, err
		}
		set = append(set, m)
	}
	return set, nil
}

// find notes what the model's module is made of.
func (r resolver) find(d draft) (err error) {
	if r.modules[d.Module] != nil {
		return nil
	}
	r.modules[d.Module], err = r.folder.modules(d.Module)
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{File: d.file, Field: "module", Msg: "there is no " + d.Module + ".tla"}
	}
	return err
}

func (d *draft) wrong(field, format string, args ...any) error {
	return &Error{d.file, fmt.Sprintf("%q", d.Name), field, fmt.Sprintf(format, args...)}
}

// model resolves what the model is like, through at most so many others.
func (r resolver) model(d draft, depth int) (Model, error) {
	m := d.Model
	if d.Like == "" {
		m.Config.Deadlock = !*d.but.deadlock // so that what the model says of itself is all new
	} else {
		if depth == 0 {
			return m, d.wrong("like", "is the last of more than %d models that one would have to look up", longestChain)
		}
		base, err := r.base(d, depth)
		if err != nil {
			return m, err
		}
		m.Config = base.Config
		if m.Digraphs == 0 && d.sameDigraphs() {
			m.Digraphs = base.Digraphs
		}
	}
	claimed := slices.Concat(m.Config.Invariants, m.Config.Properties)
	if err := d.narrow(&m); err != nil {
		return m, err
	}
	changed, conflict := d.but.apply(&m.Config)
	if conflict != nil {
		return m, d.wrong("but."+conflict.field, "%s", conflict.msg)
	}
	if d.Like != "" {
		m.Changes = changed
	}
	if m.Expect == Refuted {
		m.claimOnly()
		if d.Like != "" && m.claims() && !slices.Contains(claimed, m.Violated) {
			m.Changes = append(m.Changes, m.Violated)
		}
	} else if err := d.claim(&m.Config); err != nil {
		return m, err
	}
	m.Nodes = m.Config.nodes()
	return m, d.check(m)
}

// base returns the model that the draft is like.
func (r resolver) base(d draft, depth int) (Model, error) {
	other, known := r.drafts[d.Like]
	if !known {
		return Model{}, d.wrong("like", "there is no model %q", d.Like)
	}
	if other.Expect != Holds {
		return Model{}, d.wrong("like", "%s is refuted: a model differs from one that holds", d.Like)
	}
	if !slices.Contains(r.modules[d.Module], other.Module+".tla") {
		return Model{}, d.wrong("like", "%s is a model of %s, on which %s does not build", d.Like, other.Module, d.Module)
	}
	return r.model(other, depth-1)
}

// sameDigraphs says whether the other model's number of digraphs is that of this one.
func (d *draft) sameDigraphs() bool {
	for _, a := range slices.Concat(d.starts, d.but.constants, d.but.replace) {
		if a.Name == "N" || a.Name == "InitialDigraphs" {
			return false
		}
	}
	return true
}

// narrow takes only some of the starts.
func (d *draft) narrow(m *Model) error {
	for _, a := range d.starts {
		if !slices.Contains(starts, a.Name) || a.Value == "" {
			return d.wrong("starts."+a.Name, "starts are %v, and none can be taken away", starts)
		}
		m.Starts = append(m.Starts, a.Name)
	}
	if _, conflict := (change{replace: d.starts}).apply(&m.Config); conflict != nil {
		return d.wrong("starts", "%s %s", conflict.field, conflict.msg)
	}
	return nil
}

// claims says whether what is refuted is something that the model claims.
func (m *Model) claims() bool { return m.Kind == Invariant || m.Kind == Property }

// claimOnly leaves of the claims the one that is to be refuted.
func (m *Model) claimOnly() {
	m.Config.Invariants, m.Config.Properties = nil, nil
	switch m.Kind {
	case Invariant:
		m.Config.Invariants = []string{m.Violated}
	case Property:
		m.Config.Properties = []string{m.Violated}
	}
}

// claim adds claims and leaves others out.
func (d *draft) claim(c *Config) error {
	for _, part := range []struct {
		field string
		list  *[]string
		more  []string
	}{{"invariants", &c.Invariants, d.claims.Invariants}, {"properties", &c.Properties, d.claims.Properties}} {
		for _, name := range part.more {
			if slices.Contains(*part.list, name) {
				return d.wrong("also."+part.field, "the other model claims %s already", name)
			}
		}
		*part.list = slices.Concat(*part.list, part.more)
	}
	for _, name := range d.without {
		if !slices.Contains(c.Invariants, name) && !slices.Contains(c.Properties, name) {
			return d.wrong("without", "the other model does not claim %s", name)
		}
		other := func(claim string) bool { return claim == name }
		c.Invariants = slices.DeleteFunc(slices.Clone(c.Invariants), other)
		c.Properties = slices.DeleteFunc(slices.Clone(c.Properties), other)
	}
	return nil
}

func (d *draft) check(m Model) error {
	for _, rule := range []struct {
		field string
		ok    bool
		msg   string
	}{
		{"digraphs", m.Digraphs == 0 || m.Nodes > 0, "needs a constant N, the number of nodes"},
		{string(m.Expect), m.Generated == 0 || m.Generated >= m.Distinct, "generated must not be less than distinct"},
		{"graph", !m.Graph || m.Expect == Holds, "is for a model that holds"},
		{"core", !m.Core || m.Quick, "is for a model that is not slow"},
		{"refuted", m.Kind != Deadlock || m.Config.Deadlock, "a deadlock cannot be refuted where deadlock is false"},
	} {
		if !rule.ok {
			return d.wrong(rule.field, "%s", rule.msg)
		}
	}
	return nil
}
