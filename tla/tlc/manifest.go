package tlc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
)

// A Manifest records what TLC must answer for each model.
type Manifest struct {
	Kizami int     `json:"kizami"` // version of the format: 1
	Models []Model `json:"models"`
}

// A Model is one run of TLC and what must come of it.
type Model struct {
	Name   string  `json:"name"`
	Module string  `json:"module"` // without .tla
	Cfg    string  `json:"cfg"`    // file name
	Shows  string  `json:"shows"`  // what its verdict means, in one sentence
	Expect Verdict `json:"expect"` // Holds or Refuted
	Exit   int     `json:"exit"`   // of TLC

	// Violated names the invariant or property that must be refuted. For a
	// deadlock it is empty.
	Violated string `json:"violated"`

	// What it is about, as far as that is a number; 0 means that it is not
	// said.
	Nodes    int `json:"nodes,omitempty"`
	Digraphs int `json:"digraphs,omitempty"` // to start from

	// Counts of the search; 0 means that the figure is not compared, which
	// only a refuted model may say.
	Distinct  int64 `json:"distinct"`
	Generated int64 `json:"generated"`
	Depth     int64 `json:"depth"`

	Quick bool `json:"quick"` // finishes within seconds
	Graph bool `json:"graph"` // its state graph is compared with core's
}

// A ManifestError names the model and the field that are wrong.
type ManifestError struct{ Model, Field, Msg string }

func (e *ManifestError) Error() string {
	return fmt.Sprintf("manifest.json: the field %q of the model %q %s", e.Field, e.Model, e.Msg)
}

const maxManifest = 1 << 20

// ReadManifest reads manifest.json; unknown fields are refused, and files
// must hold each module and configuration that it names.
func ReadManifest(files fs.FS) (*Manifest, error) {
	data, err := fs.ReadFile(files, "manifest.json")
	if err != nil {
		return nil, fmt.Errorf("manifest.json cannot be read: %w", err)
	}
	if len(data) > maxManifest {
		return nil, fmt.Errorf("manifest.json is larger than %d bytes", maxManifest)
	}
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("manifest.json: something follows the manifest")
	}
	return &m, m.validate(files)
}

func (m *Manifest) validate(files fs.FS) error {
	if m.Kizami != 1 {
		return fmt.Errorf("manifest.json has version %d; only version 1 is known", m.Kizami)
	}
	if len(m.Models) == 0 {
		return errors.New("manifest.json lists no model")
	}
	seen := map[string]bool{}
	for i, model := range m.Models {
		if seen[model.Name] {
			return &ManifestError{model.Name, "name", "is given twice"}
		}
		seen[model.Name] = true
		if !modelName.MatchString(model.Name) {
			return &ManifestError{model.Name, "name", fmt.Sprintf("(number %d of the list) must be made of letters, digits, _ and -", i+1)}
		}
		if err := model.validate(files); err != nil {
			return err
		}
	}
	return nil
}

var (
	modelName  = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
	moduleName = regexp.MustCompile(`^\w+$`)
	cfgName    = regexp.MustCompile(`^[\w-]+\.cfg$`)
)

// lacks names the field, if there is one, without which TLC cannot be given
// the model at all, and says why.
func (m *Model) lacks(files fs.FS) (field, msg string) {
	exists := func(name string) bool { _, err := fs.Stat(files, name); return err == nil }
	switch {
	case !moduleName.MatchString(m.Module) || !exists(m.Module+".tla"):
		return "module", "names no module of this folder: " + m.Module
	case !cfgName.MatchString(m.Cfg) || !exists(m.Cfg):
		return "cfg", "names no configuration of this folder: " + m.Cfg
	}
	return "", ""
}

func (m *Model) validate(files fs.FS) error {
	if field, msg := m.lacks(files); msg != "" {
		return &ManifestError{m.Name, field, msg}
	}
	holds := m.Expect == Holds
	kind := kinds[m.Exit]
	named := kind == Invariant || kind == Property
	for _, rule := range []struct {
		field string
		ok    bool
		msg   string
	}{
		{"shows", m.Shows != "", "is empty"},
		{"expect", holds || m.Expect == Refuted, `must be "holds" or "refuted"`},
		{"exit", !holds || m.Exit == 0, "must be 0 for a model that holds"},
		{"exit", holds || kind != "", "must be 10 to 14 for a model that is refuted"},
		{"violated", named || m.Violated == "" || kind == Assumption || kind == Assertion, "must be empty unless something with a name is refuted"},
		{"violated", !named || m.Violated != "", "must name the invariant or property that is refuted"},
		{"nodes", m.Nodes >= 0, "must not be negative"},
		{"digraphs", m.Digraphs >= 0, "must not be negative"},
		{"digraphs", m.Digraphs == 0 || m.Nodes > 0, "must be said together with nodes"},
		{"distinct", m.Distinct > 0 || m.Distinct == 0 && !holds, "must be positive"},
		{"generated", m.Generated > 0 || m.Generated == 0 && !holds, "must be positive"},
		{"generated", m.Generated == 0 || m.Generated >= m.Distinct, "must not be less than distinct"},
		{"depth", m.Depth > 0 || m.Depth == 0 && !holds, "must be positive"},
		{"graph", !m.Graph || holds, "must be false for a model that is refuted"},
	} {
		if !rule.ok {
			return &ManifestError{m.Name, rule.field, rule.msg}
		}
	}
	return nil
}

// Expected words what must come of the model, as Result.Outcome does.
func (m *Model) Expected() string { return outcome(m.Expect, kinds[m.Exit], m.Violated) }

// Find returns the model of that name; the error lists the names there are.
func (m *Manifest) Find(name string) (Model, error) {
	var names []string
	for _, model := range m.Models {
		if model.Name == name {
			return model, nil
		}
		names = append(names, model.Name)
	}
	return Model{}, fmt.Errorf("there is no model %q; there are %v", name, names)
}
