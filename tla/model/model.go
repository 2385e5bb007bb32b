package model

import (
	"fmt"
	"strconv"
	"strings"
)

// A Model is one run of TLC and what must come of it.
type Model struct {
	Name   string `json:"name"`
	Module string `json:"module"` // that TLC is given, without .tla
	Shows  string `json:"shows"`  // what its verdict means, in one sentence that stands alone

	Config Config `json:"-"`
	// Cfg names a file of the folder that TLC is given as it is; then Config says nothing. No model of a models/*.json has
	// one: it is for what is run by hand.
	Cfg string `json:"-"`

	Expect Verdict `json:"expect"` // Holds or Refuted
	Kind   Kind    `json:"kind,omitempty"`
	// Violated names what must be refuted: the invariant or property, the place of the assumption as Module!Name, the text of
	// the assertion. It is empty for a deadlock and for a model that holds.
	Violated string `json:"violated,omitempty"`

	// What it is about, as far as that is a number; 0 means that it is not said.
	Nodes    int `json:"nodes,omitempty"`
	Digraphs int `json:"digraphs,omitempty"` // to start from

	// Counts of the search; 0 means that the figure is not compared, which only a refuted model may say.
	Distinct  int64 `json:"distinct"`
	Generated int64 `json:"generated"`
	Depth     int64 `json:"depth"`

	Quick bool `json:"quick"` // finishes within seconds
	Core  bool `json:"core"`  // of the few that are run every time
	Graph bool `json:"graph"` // its state graph is compared with core's

	// Like names the model that holds and that this one differs from, "" if it stands for itself. Changes are the names of
	// what differs beyond the starts: constants, definitions, parts of the configuration, and the claim that is refuted if the
	// other model does not make it. Starts are the definitions that only take some of the other's starts.
	Like    string   `json:"like,omitempty"`
	Changes []string `json:"changes,omitempty"`
	Starts  []string `json:"starts,omitempty"`
	Because string   `json:"because,omitempty"` // why a refuted model is not one change away from a model that holds
}

// Expected words what must come of the model, as [Outcome] does.
func (m *Model) Expected() string { return Outcome(m.Expect, m.Kind, m.Violated) }

// A Set is the models of a folder, in the order of their files; the first of a module is the one to start with.
type Set []Model

// Find returns the model of that name; the error lists the names there are.
func (s Set) Find(name string) (Model, error) {
	var names []string
	for _, m := range s {
		if m.Name == name {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Model{}, fmt.Errorf("there is no model %q; there are %v", name, names)
}

// Start returns the model of the module to start with.
func (s Set) Start(module string) (Model, bool) {
	for _, m := range s {
		if m.Module == module {
			return m, true
		}
	}
	return Model{}, false
}

// A Config is what TLC is told beside the modules.
type Config struct {
	Constants     []Assignment // the value in TLA+
	Replace       []Assignment // the definition, and the name of the one that stands in its place
	Specification string
	Invariants    []string
	Properties    []string
	Constraints   []string
	Deadlock      bool // that nothing is possible any more is an error
}

// An Assignment gives a name of the modules a value.
type Assignment struct{ Name, Value string }

// Constant returns the value of a constant in TLA+, "" if it has none.
func (c Config) Constant(name string) string { return valueOf(c.Constants, name) }

// Replacement returns the name of what stands in the place of a definition, "" if nothing does.
func (c Config) Replacement(name string) string { return valueOf(c.Replace, name) }

func valueOf(list []Assignment, name string) string {
	for _, a := range list {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// nodes returns the number of nodes, 0 where that is not a number.
func (c Config) nodes() int {
	n, _ := strconv.Atoi(c.Constant("N"))
	return n
}

// Text writes the configuration as TLC reads it, in the one way there is.
func (c Config) Text() string {
	var b strings.Builder
	if len(c.Constants)+len(c.Replace) > 0 {
		b.WriteString("CONSTANTS\n")
	}
	for _, a := range c.Constants {
		fmt.Fprintf(&b, "    %s = %s\n", a.Name, a.Value)
	}
	width := 0
	for _, a := range c.Replace {
		width = max(width, len(a.Name))
	}
	for _, a := range c.Replace {
		fmt.Fprintf(&b, "    %-*s <- %s\n", width, a.Name, a.Value)
	}
	fmt.Fprintf(&b, "SPECIFICATION %s\n", c.Specification)
	list(&b, "INVARIANT", "INVARIANTS", c.Invariants)
	list(&b, "PROPERTY", "PROPERTIES", c.Properties)
	list(&b, "CONSTRAINT", "CONSTRAINTS", c.Constraints)
	fmt.Fprintf(&b, "CHECK_DEADLOCK %s\n", strings.ToUpper(strconv.FormatBool(c.Deadlock)))
	return b.String()
}

func list(b *strings.Builder, one, many string, names []string) {
	if len(names) == 0 {
		return
	}
	if len(names) > 1 {
		one = many
	}
	b.WriteString(one + "\n")
	for _, name := range names {
		b.WriteString("    " + name + "\n")
	}
}
