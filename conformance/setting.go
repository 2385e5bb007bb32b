package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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

// ReadSetting returns the setting of a model of the suite. A model that replaces a definition is not one of core's.
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

func constantsOf(m tlc.Model) (constants, error) {
	given := constants{}
	for _, c := range m.Config.Constants {
		given[c.Name] = strings.Trim(c.Value, `"`)
	}
	for _, r := range m.Config.Replace {
		if !slices.Contains([]string{"InitialDigraphs", "InitialValues", "InitialProbes"}, r.Name) {
			return nil, fmt.Errorf("it replaces the definition of %s, and core does not", r.Name)
		}
		given[r.Name] = r.Value
	}
	return given, nil
}

func settingOf(m tlc.Model) (Setting, error) {
	given, err := constantsOf(m)
	if err != nil {
		return Setting{}, err
	}
	level, err := levelOf(m.Module)
	if err != nil {
		return Setting{}, err
	}
	s := Setting{Model: m.Name, level: level}
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
