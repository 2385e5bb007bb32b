package tlc

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestConfigured(t *testing.T) {
	cfg := `CONSTANTS N = 3 \* PROPERTY NotThis
SPECIFICATION Spec
(* PROPERTY
   NorThis *)
PROPERTIES
    One Two
INVARIANT Safe
PROPERTY Three \* and no more`
	files := fstest.MapFS{"M.cfg": {Data: []byte(cfg)}}
	names, err := configured(files, "M.cfg", "PROPERTY", "PROPERTIES")
	if err != nil || strings.Join(names, " ") != "One Two Three" {
		t.Errorf("got %q, %v", names, err)
	}
	if _, err := configured(files, "N.cfg", "PROPERTY"); err == nil {
		t.Error("a configuration that is not there is read")
	}
}

func TestDefinitionAt(t *testing.T) {
	files := fstest.MapFS{"M.tla": {Data: []byte("---- MODULE M ----\nASSUME Sane == TRUE\nf(x) ==\n  /\\ x = 1\n  /\\ x == 2\n====\n")}}
	for where, want := range map[string]string{
		"line 1, col 1 to line 1, col 4 of module M":   "M",
		"line 2, col 16 to line 2, col 19 of module M": "M!Sane",
		"line 4, col 3 to line 5, col 10 of module M":  "M!f",
		"line 9, col 3 to line 9, col 10 of module M":  "M!f",
		"line 0, col 3 to line 9, col 10 of module M":  "M",
		"line 9, col 3 to line 9, col 10 of module N":  "N",
		"somewhere": "somewhere",
	} {
		if got := definitionAt(files, where); got != want {
			t.Errorf("%s: got %s, want %s", where, got, want)
		}
	}
}
