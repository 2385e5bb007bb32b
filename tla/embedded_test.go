package tla

import (
	"io/fs"
	"testing"
)

// The built-in models are complete: a valid manifest, and no configuration
// that no model uses.
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
		if !used[cfg] {
			t.Errorf("no model of manifest.json uses %s", cfg)
		}
	}
}
