package conformance

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"kizami/conformance/state"
	"kizami/core"
	"kizami/tla/tlc"
)

// Setting is what a model that core follows starts from, and at which level.
type Setting struct {
	Model string
	level level
	state.Start
}

var constantPattern = regexp.MustCompile(`(?m)^\s*(?:CONSTANTS?\s+)?(\w+)\s*(?:=|<-)\s*"?(\w+)"?\s*$`)

var replacedPattern = regexp.MustCompile(`(?m)^\s*(?:CONSTANTS?\s+)?(\w+)\s*<-`)

// ReadSetting returns the setting of a model of the suite. A model that replaces a definition is not one of core's.
func ReadSetting(suite *tlc.Suite, model string) (Setting, error) {
	m, err := suite.Manifest.Find(model)
	if err != nil {
		return Setting{}, err
	}
	given, err := readConstants(suite, m)
	if err != nil {
		return Setting{}, fmt.Errorf("model %s: %w", model, err)
	}
	s, err := settingOf(m.Module, given)
	if err != nil {
		return Setting{}, fmt.Errorf("model %s: %w", model, err)
	}
	s.Model = model
	return s, nil
}

// constants are those that a model gives, by name.
type constants map[string]string

func (c constants) number(name string) (int, error) {
	v, err := strconv.Atoi(c[name])
	if err != nil {
		return 0, fmt.Errorf("constant %s is %q, not a number", name, c[name])
	}
	return v, nil
}

// readConstants reads the constants of a model from its .cfg file.
func readConstants(suite *tlc.Suite, m tlc.Model) (constants, error) {
	text, err := fs.ReadFile(suite.Files, m.Cfg)
	if err != nil {
		return nil, err
	}
	return constantsOf(string(text))
}

func constantsOf(cfg string) (constants, error) {
	given := constants{}
	for _, m := range constantPattern.FindAllStringSubmatch(cfg, -1) {
		given[m[1]] = m[2]
	}
	for _, m := range replacedPattern.FindAllStringSubmatch(cfg, -1) {
		if !slices.Contains([]string{"InitialDigraphs", "InitialValues", "InitialProbes"}, m[1]) {
			return nil, fmt.Errorf("it replaces the definition of %s, and core does not", m[1])
		}
	}
	return given, nil
}

func settingOf(module string, given constants) (Setting, error) {
	level, err := levelOf(module)
	if err != nil {
		return Setting{}, err
	}
	s := Setting{level: level}
	prime, err := given.number("Prime")
	if err != nil {
		return s, err
	}
	if s.Nodes, err = given.number("N"); err != nil {
		return s, err
	}
	field, err := core.NewField(uint64(prime))
	if err != nil {
		return s, err
	}
	s.Config = core.Config{Field: field, Ending: core.Probe(), Capacity: s.Nodes}
	for _, read := range level.reads {
		if err := read(&s.Start, given); err != nil {
			return s, err
		}
	}
	if s.Digraphs, err = state.DigraphSet(given["InitialDigraphs"], s.Nodes); err != nil {
		return s, err
	}
	s.Values, err = state.ValueSet(given["InitialValues"], s.Nodes)
	return s, err
}

// readEnding reads how nodes know that they are done, and the probes.
func readEnding(s *state.Start, given constants) error {
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
	var err error
	s.Probes, err = state.ProbeSet(given["InitialProbes"], s.Nodes)
	return err
}

func readEpochs(s *state.Start, given constants) (err error) {
	s.Epochs, err = given.number("Epochs")
	return err
}
