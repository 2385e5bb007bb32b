package tlc

import (
	"testing"
	"testing/fstest"
)

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
