package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kizami/core/strict"
)

// A draft is a model as its file gives it: most of it may lie in the model that it is like.
type draft struct {
	Model
	file    string
	starts  []Assignment
	but     change
	claims  Config // the invariants and properties that it adds
	without []string
}

// parse reads one file; it returns at least one model.
func parse(file string, data []byte) ([]draft, error) {
	p := parser{file: file}
	var err error
	if p.Reader, err = strict.NewReader(data, longestFile); err == nil {
		err = p.whole()
	}
	if err == nil {
		p.model = ""
		err = p.End()
	}
	var fault *strict.Error
	if errors.As(err, &fault) {
		field := fault.Path
		if p.model != "" {
			_, field, _ = strings.Cut(field, "].") // what is before says which model it is
		}
		return nil, &Error{file, p.model, field, fault.Msg}
	}
	return p.drafts, err
}

// A parser reads one file. All its errors are of package strict.
type parser struct {
	*strict.Reader
	file, module string
	model        string // that is being read, for the error
	drafts       []draft
}

func (p *parser) whole() error {
	err := p.Object("",
		strict.Field{Name: "kizami", Read: p.Version},
		strict.Field{Name: "module", Read: p.name(&p.module)},
		strict.Field{Name: "models", Read: func(path string) error { return p.List(path, p.one) }})
	if err == nil && len(p.drafts) == 0 {
		err = wrong("models", "must hold a model")
	}
	for i := range p.drafts {
		p.drafts[i].Module = p.module
	}
	return err
}

func wrong(path, format string, args ...any) error {
	return &strict.Error{Path: path, Msg: fmt.Sprintf(format, args...)}
}

func (p *parser) one(i int, path string) error {
	p.model = fmt.Sprintf("number %d", i+1)
	d := draft{Model: Model{Quick: true}, file: p.file}
	var own change
	var slow bool
	has := given{}
	fields := slices.Concat(p.fields(&d, &slow), p.config(&own), p.claims(&d.claims))
	for i, f := range fields {
		fields[i].Read = func(path string) error {
			has[f.Name] = true
			return f.Read(path)
		}
	}
	if err := p.Object(path, fields...); err != nil {
		return err
	}
	for _, rule := range rules {
		if rule.broken(has) {
			return wrong(path+"."+rule.field, "%s", rule.msg)
		}
	}
	if d.Like == "" {
		d.but = own
	}
	d.Quick = !slow
	p.drafts = append(p.drafts, d)
	return nil
}

func (p *parser) fields(d *draft, slow *bool) []strict.Field {
	optional := func(name string, read func(string) error) strict.Field {
		return strict.Field{Name: name, Optional: true, Read: read}
	}
	return []strict.Field{
		{Name: "name", Read: func(path string) error {
			err := p.name(&d.Name)(path)
			p.model = fmt.Sprintf("%q", d.Name)
			return err
		}},
		{Name: "shows", Read: p.sentence(&d.Shows)},
		optional("like", p.name(&d.Like)),
		optional("starts", p.assignments(&d.starts, p.definition)),
		optional("but", func(path string) error { return p.Object(path, p.config(&d.but)...) }),
		optional("also", func(path string) error { return p.Object(path, p.claims(&d.claims)...) }),
		optional("without", p.names(&d.without)),
		optional("digraphs", func(path string) error {
			var n int64
			err := p.count(&n)(path)
			d.Digraphs = int(n)
			return err
		}),
		optional("holds", func(path string) error {
			d.Expect = Holds
			return p.Object(path, p.counts(&d.Model, false)...)
		}),
		optional("refuted", func(path string) error {
			d.Expect = Refuted
			return p.refuted(path, &d.Model)
		}),
		optional("graph", p.flag(&d.Graph)), optional("slow", p.flag(slow)), optional("core", p.flag(&d.Core)),
		optional("because", p.sentence(&d.Because)),
	}
}

// rules say which fields of a model go together.
var rules = func() (list []rule) {
	add := func(msg string, broken func(g given, field string) bool, fields ...string) {
		for _, field := range fields {
			list = append(list, rule{field, msg, func(g given) bool { return broken(g, field) }})
		}
	}
	add("or refuted is missing", func(g given, _ string) bool { return !g["holds"] && !g["refuted"] }, "holds")
	add("and holds exclude each other", func(g given, _ string) bool { return g["holds"] && g["refuted"] }, "refuted")
	add("is missing, and there is no model that this one is like",
		func(g given, field string) bool { return !g[field] && !g["like"] }, "specification", "deadlock")
	add("needs a model that this one is like",
		func(g given, field string) bool { return g[field] && !g["like"] }, "starts", "but", "also", "without")
	add("belongs into but, for the model is like another one",
		func(g given, field string) bool { return g[field] && g["like"] }, "constants", "replace", "specification", "constraints", "deadlock")
	add("belongs into also, for the model is like another one",
		func(g given, field string) bool { return g[field] && g["like"] }, "invariants", "properties")
	add("is not for a refuted model: what it is to be refuted by is all that it claims",
		func(g given, field string) bool { return g[field] && g["refuted"] }, "invariants", "properties", "also", "without")
	add("is for a refuted model only",
		func(g given, field string) bool { return g[field] && !g["refuted"] }, "starts", "because")
	return list
}()

// given are the fields that a model has.
type given map[string]bool

type rule struct {
	field, msg string
	broken     func(given) bool
}

// config are the fields of a configuration, claims aside.
func (p *parser) config(c *change) []strict.Field {
	return []strict.Field{
		{Name: "constants", Optional: true, Read: p.assignments(&c.constants, p.constant)},
		{Name: "replace", Optional: true, Read: p.assignments(&c.replace, p.definition)},
		{Name: "specification", Optional: true, Read: p.name(&c.specification)},
		{Name: "constraints", Optional: true, Read: func(path string) error {
			c.constraints = new([]string)
			return p.names(c.constraints)(path)
		}},
		{Name: "deadlock", Optional: true, Read: func(path string) error {
			c.deadlock = new(bool)
			return p.flag(c.deadlock)(path)
		}},
	}
}

func (p *parser) claims(c *Config) []strict.Field {
	return []strict.Field{
		{Name: "invariants", Optional: true, Read: p.names(&c.Invariants)},
		{Name: "properties", Optional: true, Read: p.names(&c.Properties)},
	}
}

func (p *parser) counts(m *Model, optional bool) []strict.Field {
	return []strict.Field{
		{Name: "distinct", Optional: optional, Read: p.count(&m.Distinct)},
		{Name: "generated", Optional: optional, Read: p.count(&m.Generated)},
		{Name: "depth", Optional: optional, Read: p.count(&m.Depth)},
	}
}

// refuted reads what is refuted, which must be one thing, and the counts.
func (p *parser) refuted(path string, m *Model) error {
	var kinds []Kind
	fields := p.counts(m, true)
	for _, kind := range []Kind{Assumption, Invariant, Property, Assertion} {
		fields = append(fields, strict.Field{Name: string(kind), Optional: true, Read: func(path string) error {
			kinds = append(kinds, kind)
			switch kind {
			case Assertion:
				return p.sentence(&m.Violated)(path)
			case Assumption:
				return p.word(&m.Violated, "_!")(path)
			}
			return p.name(&m.Violated)(path)
		}})
	}
	fields = append(fields, strict.Field{Name: string(Deadlock), Optional: true, Read: func(path string) error {
		kinds = append(kinds, Deadlock)
		var yes bool
		if err := p.flag(&yes)(path); err != nil || yes {
			return err
		}
		return wrong(path, "must be true or left out")
	}})
	if err := p.Object(path, fields...); err != nil {
		return err
	}
	if len(kinds) != 1 {
		return wrong(path, "must name one thing: invariant, property, deadlock, assumption or assertion")
	}
	m.Kind = kinds[0]
	return nil
}
