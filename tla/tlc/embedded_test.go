package tlc

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

func embedded(t *testing.T) *Suite {
	t.Helper()
	s, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// startText is the configuration beside a module: that of its first model, which a person starts with.
func startText(m Model) string {
	return `\* ` + m.Name + ", the model to start with; models/" + m.Module + ".json has the others.\n" + m.Config.Text()
}

// Beside each module that TLC is given stands the configuration of its first model, as TLC and editors look for it; there
// is no other one, but for those named Trace*, which are for data that conformance/ adds. -update writes them anew.
func TestEachModuleHasItsStart(t *testing.T) {
	s := embedded(t)
	starts := map[string]bool{}
	for _, m := range s.Models {
		name := m.Module + ".cfg"
		if starts[name] {
			continue
		}
		starts[name] = true
		if *update {
			if err := os.WriteFile("../"+name, []byte(startText(m)), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if text, err := fs.ReadFile(s.Files, name); err != nil || string(text) != startText(m) {
			t.Errorf("tla/%s is not the configuration of %s (%v): make golden writes it anew", name, m.Name, err)
		}
		if !m.Quick {
			t.Errorf("%s takes long: it is not for a person to start with", m.Name)
		}
	}
	cfgs, err := fs.Glob(s.Files, "*.cfg")
	if err != nil {
		t.Fatal(err)
	}
	for _, cfg := range cfgs {
		if !starts[cfg] && !strings.HasPrefix(cfg, "Trace") {
			t.Errorf("tla/%s is beside no module that has models", cfg)
		}
	}
}

// sizes tells how many digraphs a set of TLA+ has, by its name and by N.
var sizes = map[string]map[int]int{
	"StronglyConnectedDigraphs": {1: 1, 2: 1, 3: 18, 4: 1606},
	"CanonicalDigraphs":         {1: 1, 2: 1, 3: 5, 4: 83, 5: 5048},
	"CanonicalFive":             {5: 5048},
	"Cycle":                     {3: 1},
	"Rings":                     {1: 1, 2: 1, 3: 1, 4: 1},
	"Stars":                     {3: 1},
	"Uneven":                    {4: 1},
}

// What a model says about digraphs is how many its start has.
func TestDigraphs(t *testing.T) {
	said := 0
	for _, m := range embedded(t).Models {
		size := sizes[m.Config.Replacement("InitialDigraphs")][m.Nodes]
		if size == 0 || m.Digraphs == 0 {
			continue
		}
		said++
		if size != m.Digraphs {
			t.Errorf("%s has %d digraphs, but says %d", m.Name, size, m.Digraphs)
		}
	}
	if said < 200 {
		t.Errorf("only %d models say how many digraphs they start from", said)
	}
}
