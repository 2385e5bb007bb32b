package tlc

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The built-in models are complete: a valid manifest, and no configuration
// that no model uses. Those named Trace* are for data that conformance/ adds.
func TestEmbedded(t *testing.T) {
	s, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, m := range s.Manifest.Models {
		used[m.Cfg] = true
	}
	cfgs, err := fs.Glob(s.Files, "*.cfg")
	if err != nil {
		t.Fatal(err)
	}
	for _, cfg := range cfgs {
		if !used[cfg] && !strings.HasPrefix(cfg, "Trace") {
			t.Errorf("no model of manifest.json uses %s", cfg)
		}
	}
}

var (
	nodesOf    = regexp.MustCompile(`(?m)^\s*N\s*=\s*(\d+)\s*$`)
	digraphsOf = regexp.MustCompile(`(?m)^\s*InitialDigraphs\s*<-\s*(\w+)\s*$`)
)

// sizes tells how many digraphs a set of TLA+ has, by its name and by N.
var sizes = map[string]map[int]int{
	"StronglyConnectedDigraphs": {1: 1, 2: 1, 3: 18, 4: 1606},
	"CanonicalDigraphs":         {1: 1, 2: 1, 3: 5, 4: 83, 5: 5048},
	"Cycle":                     {3: 1},
}

// What the manifest says about nodes and digraphs, the configurations say too.
func TestNodesAndDigraphs(t *testing.T) {
	s, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for _, m := range s.Manifest.Models {
		if m.Nodes == 0 {
			continue
		}
		cfg, err := fs.ReadFile(s.Files, m.Cfg)
		if err != nil {
			t.Fatal(err)
		}
		n := nodesOf.FindSubmatch(cfg)
		if n == nil || string(n[1]) != strconv.Itoa(m.Nodes) {
			t.Errorf("%s has %d nodes in manifest.json, but its configuration says %q", m.Name, m.Nodes, n)
		}
		said++
		set := digraphsOf.FindSubmatch(cfg)
		if set == nil {
			continue
		}
		if size := sizes[string(set[1])][m.Nodes]; size != 0 && m.Digraphs != 0 && size != m.Digraphs {
			t.Errorf("%s has %d digraphs in manifest.json, but %s has %d", m.Name, m.Digraphs, set[1], size)
		}
	}
	if said == 0 {
		t.Error("no model says how many nodes it has")
	}
}
