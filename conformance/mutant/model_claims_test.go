package mutant

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"kizami/tla/tlc"
)

// claims are what models check, read from models and modules.
type claims struct {
	definitions map[string]string   // "Module!Operator" to its text, without comments
	extends     map[string][]string // module to the modules that it extends or instantiates
	models      []modelClaims
}

type modelClaims struct {
	tlc.Model
	replaced map[string]string // operators of the modules to what stands in their place
	gates    []string          // the invariants and properties, as "Module!Operator"
	violated string            // likewise; "" for a deadlock and for a model that holds
}

func readClaims(suite *tlc.Suite) (*claims, error) {
	c := &claims{definitions: map[string]string{}, extends: map[string][]string{}}
	modules, err := fs.Glob(suite.Files, "*.tla")
	if err != nil {
		return nil, err
	}
	for _, name := range modules {
		text, err := fs.ReadFile(suite.Files, name)
		if err != nil {
			return nil, err
		}
		c.readModule(strings.TrimSuffix(name, ".tla"), string(text))
	}
	for _, m := range suite.Models {
		one, err := c.readModel(m)
		if err != nil {
			return nil, fmt.Errorf("model %s: %w", m.Name, err)
		}
		c.models = append(c.models, one)
	}
	return c, nil
}

var (
	commentPattern    = regexp.MustCompile(`(?s)\(\*.*?\*\)|\\\*[^\n]*`)
	definitionPattern = regexp.MustCompile(`^(\w+)(?:\([^)]*\))?\s*==`)
	extendsPattern    = regexp.MustCompile(`(?m)^EXTENDS\s+(.*)$`)
)

func (c *claims) readModule(module, text string) {
	text, _, _ = strings.Cut(text, "\n====")
	text = commentPattern.ReplaceAllString(text, "")
	if m := extendsPattern.FindStringSubmatch(text); m != nil {
		c.extends[module] = strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ' ' })
	}
	operator := ""
	for line := range strings.Lines(text) {
		if m := definitionPattern.FindStringSubmatch(line); m != nil {
			operator = module + "!" + m[1]
			line = line[len(m[0]):]
		} else if strings.TrimLeft(line, " \n") != "" && line[0] != ' ' {
			operator = ""
		}
		if operator != "" {
			c.definitions[operator] += line
		}
	}
}

// home returns "Module!Operator" for a name as the module sees it.
func (c *claims) home(module, operator string) (string, bool) {
	if _, here := c.definitions[module+"!"+operator]; here {
		return module + "!" + operator, true
	}
	for _, other := range c.extends[module] {
		if found, known := c.home(other, operator); known {
			return found, true
		}
	}
	return "", false
}

func (c *claims) readModel(m tlc.Model) (modelClaims, error) {
	one := modelClaims{Model: m, replaced: map[string]string{}}
	for _, r := range m.Config.Replace {
		if right, known := c.home(m.Module, r.Name); known {
			one.replaced[right] = r.Value
		}
	}
	for _, name := range slices.Concat(m.Config.Invariants, m.Config.Properties) {
		gate, known := c.home(m.Module, name)
		if !known {
			return one, fmt.Errorf("%s is defined nowhere", name)
		}
		one.gates = append(one.gates, gate)
		if name == m.Violated {
			one.violated = gate
		}
	}
	return one, nil
}
