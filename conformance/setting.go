package conformance

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"kizami/core"
	"kizami/tla"
)

// Setting is what a model of RoundCoordination.tla, MessageCoordination.tla or RepeatCoordination.tla checks, in the terms
// of core: who takes part and where they start.
type Setting struct {
	Model    string
	Nodes    int
	Epochs   int  // of MessageCoordination.tla; 0 for the others
	Repeat   bool // it is a model of RepeatCoordination.tla; the probes are those of the first epoch
	Config   core.Config
	Digraphs []*core.Digraph
	Values   [][]int64
	Probes   [][]core.Element
}

// Initial returns every state that core can start in.
func (s Setting) Initial() ([]State, error) { return Starts(s.Config, s.Digraphs, s.Values, s.Probes) }

// level is "rounds", "messages" or "repeat".
func (s Setting) level() string {
	switch {
	case s.Repeat:
		return "repeat"
	case s.Epochs > 0:
		return "messages"
	}
	return "rounds"
}

// InitialRepeats returns every state that core can start a repeated epoch in.
func (s Setting) InitialRepeats() ([]RepeatState, error) {
	return RepeatStarts(s.Config, s.Digraphs, s.Values, s.Probes)
}

// InitialMessages returns every state that peers can start in.
func (s Setting) InitialMessages() ([]MessageState, error) {
	return MessageStarts(s.Config, s.Digraphs, s.Values, s.Probes, s.Epochs)
}

var constantPattern = regexp.MustCompile(`(?m)^\s*(?:CONSTANTS?\s+)?(\w+)\s*(?:=|<-)\s*"?(\w+)"?\s*$`)

var replacedPattern = regexp.MustCompile(`(?m)^\s*(?:CONSTANTS?\s+)?(\w+)\s*<-`)

// ReadSetting reads the constants of a model's .cfg file. A model that replaces a definition is not one of core's.
func ReadSetting(suite *tla.Suite, model string) (Setting, error) {
	for _, m := range suite.Manifest.Models {
		if m.Name == model {
			text, err := fs.ReadFile(suite.Files, m.Cfg)
			if err != nil {
				return Setting{}, err
			}
			s, err := parseSetting(string(text))
			if err != nil {
				return Setting{}, fmt.Errorf("model %s: %w", model, err)
			}
			s.Model, s.Repeat = model, m.Module == repeatModule
			return s, nil
		}
	}
	return Setting{}, fmt.Errorf("model %s is not in the manifest", model)
}

func parseSetting(cfg string) (Setting, error) {
	constants := map[string]string{}
	for _, m := range constantPattern.FindAllStringSubmatch(cfg, -1) {
		constants[m[1]] = m[2]
	}
	for _, m := range replacedPattern.FindAllStringSubmatch(cfg, -1) {
		if !slices.Contains([]string{"InitialDigraphs", "InitialValues", "InitialProbes"}, m[1]) {
			return Setting{}, fmt.Errorf("it replaces the definition of %s, and core does not", m[1])
		}
	}
	var s Setting
	number := func(name string) (int, error) {
		v, err := strconv.Atoi(constants[name])
		if err != nil {
			return 0, fmt.Errorf("constant %s is %q, not a number", name, constants[name])
		}
		return v, nil
	}
	prime, err := number("Prime")
	if err != nil {
		return s, err
	}
	if s.Nodes, err = number("N"); err != nil {
		return s, err
	}
	if _, given := constants["Epochs"]; given {
		if s.Epochs, err = number("Epochs"); err != nil {
			return s, err
		}
	}
	field, err := core.NewField(uint64(prime))
	if err != nil {
		return s, err
	}
	s.Config = core.Config{Field: field, Ending: core.Probe(), Capacity: s.Nodes}
	switch constants["Ending"] {
	case "bound":
		bound, err := number("Bound")
		if err != nil {
			return s, err
		}
		if s.Config.Ending, err = core.Bound(bound); err != nil {
			return s, err
		}
	case "probe":
	default:
		return s, fmt.Errorf("constant Ending is %q, neither bound nor probe", constants["Ending"])
	}
	return s, s.readSets(constants)
}

// readSets resolves the names by which the .cfg file gives the sets to start from.
func (s *Setting) readSets(constants map[string]string) error {
	digraphs, known := digraphSets[constants["InitialDigraphs"]]
	if !known {
		return fmt.Errorf("the set %q of digraphs is not known here", constants["InitialDigraphs"])
	}
	values, known := valueSets[constants["InitialValues"]]
	if !known {
		return fmt.Errorf("the set %q of values is not known here", constants["InitialValues"])
	}
	probes, known := probeSets[constants["InitialProbes"]]
	if !known {
		return fmt.Errorf("the set %q of probes is not known here", constants["InitialProbes"])
	}
	var err error
	if s.Digraphs, err = digraphs(s.Nodes); err != nil {
		return err
	}
	s.Values, s.Probes = values(s.Nodes), probes(s.Nodes)
	return nil
}
