package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kizami/core"
	"kizami/tla/tlc"
)

// The levels of models whose state graphs are those of core, each with a module of its own.
const (
	levelRounds   = "rounds"
	levelMessages = "messages"
	levelRepeat   = "repeat"
	levelMaximum  = "maximum"
)

// Setting is what a model of RoundCoordination.tla, MessageCoordination.tla, RepeatCoordination.tla or
// MaximumCoordination.tla checks, in the terms of core: who takes part and where they start.
type Setting struct {
	Model    string
	Level    string // "rounds", "messages", "repeat" or "maximum"
	Nodes    int
	Epochs   int // of MessageCoordination.tla; 0 for the others
	Config   core.Config
	Digraphs []*core.Digraph
	Values   [][]int64
	Probes   [][]core.Element // of a repeated epoch: those of the first
}

// Initial returns every state that core can start in.
func (s Setting) Initial() ([]State, error) { return Starts(s.Config, s.Digraphs, s.Values, s.Probes) }

// InitialRepeats returns every state that core can start a repeated epoch in.
func (s Setting) InitialRepeats() ([]RepeatState, error) {
	return RepeatStarts(s.Config, s.Digraphs, s.Values, s.Probes)
}

// InitialMaxima returns every state that core can start to look for the greatest value in.
func (s Setting) InitialMaxima() ([]MaximumState, error) {
	return MaximumStarts(s.Config, s.Digraphs, s.Values)
}

// InitialMessages returns every state that peers can start in.
func (s Setting) InitialMessages() ([]MessageState, error) {
	return MessageStarts(s.Config, s.Digraphs, s.Values, s.Probes, s.Epochs)
}

// ReadSetting reads what a model is told beside the modules. A model that replaces a definition is not one of core's.
func ReadSetting(suite *tlc.Suite, model string) (Setting, error) {
	m, err := suite.Models.Find(model)
	if err != nil {
		return Setting{}, err
	}
	s, err := settingOf(m)
	if err != nil {
		return Setting{}, fmt.Errorf("model %s: %w", model, err)
	}
	return s, nil
}

// constants are those of a model, and what stands in the place of the sets that it starts from, by name.
type constants map[string]string

func (c constants) number(name string) (int, error) {
	v, err := strconv.Atoi(c[name])
	if err != nil {
		return 0, fmt.Errorf("constant %s is %q, not a number", name, c[name])
	}
	return v, nil
}

func settingOf(m tlc.Model) (Setting, error) {
	given := constants{}
	for _, c := range m.Config.Constants {
		given[c.Name] = strings.Trim(c.Value, `"`)
	}
	for _, r := range m.Config.Replace {
		if !slices.Contains([]string{"InitialDigraphs", "InitialValues", "InitialProbes"}, r.Name) {
			return Setting{}, fmt.Errorf("it replaces the definition of %s, and core does not", r.Name)
		}
		given[r.Name] = r.Value
	}
	s := Setting{Model: m.Name, Level: levelRounds}
	prime, err := given.number("Prime")
	if err != nil {
		return s, err
	}
	if s.Nodes, err = given.number("N"); err != nil {
		return s, err
	}
	switch _, epochs := given["Epochs"]; {
	case m.Module == "MCRepeatCoordination":
		s.Level = levelRepeat
	case m.Module == "MCMaximumCoordination":
		s.Level = levelMaximum
	case epochs:
		s.Level = levelMessages
		if s.Epochs, err = given.number("Epochs"); err != nil {
			return s, err
		}
	}
	field, err := core.NewField(uint64(prime))
	if err != nil {
		return s, err
	}
	s.Config = core.Config{Field: field, Ending: core.Probe(), Capacity: s.Nodes}
	if s.Level != levelMaximum {
		if err := s.readEnding(given); err != nil {
			return s, err
		}
	}
	return s, s.readSets(given)
}

// readEnding reads how nodes know that they are done, and the probes.
func (s *Setting) readEnding(given constants) error {
	switch given["Ending"] {
	case "bound":
		bound, err := given.number("Bound")
		if err != nil {
			return err
		}
		if s.Config.Ending, err = core.Bound(bound); err != nil {
			return err
		}
	case "probe":
	default:
		return fmt.Errorf("constant Ending is %q, neither bound nor probe", given["Ending"])
	}
	probes, known := probeSets[given["InitialProbes"]]
	if !known {
		return fmt.Errorf("the set %q of probes is not known here", given["InitialProbes"])
	}
	s.Probes = probes(s.Nodes)
	return nil
}

// readSets resolves the names by which the model gives the digraphs and values to start from.
func (s *Setting) readSets(given constants) error {
	digraphs, known := digraphSets[given["InitialDigraphs"]]
	if !known {
		return fmt.Errorf("the set %q of digraphs is not known here", given["InitialDigraphs"])
	}
	values, known := valueSets[given["InitialValues"]]
	if !known {
		return fmt.Errorf("the set %q of values is not known here", given["InitialValues"])
	}
	var err error
	s.Digraphs, err = digraphs(s.Nodes)
	s.Values = values(s.Nodes)
	return err
}
