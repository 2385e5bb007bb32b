package model

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestModulesFollowOneAnother(t *testing.T) {
	files := fstest.MapFS{
		"A.tla": {Data: []byte("---- MODULE A ----\nEXTENDS Integers,\n        B \\* EXTENDS X\n(* INSTANCE X *)\n====\nEXTENDS X\n")},
		"B.tla": {Data: []byte("---- MODULE B ----\nInner == INSTANCE C WITH x <- 1, y <- X\nLOCAL INSTANCE D\n====\n")},
		"C.tla": {Data: []byte("---- MODULE C ----\nEXTENDS A\n====\n")}, "D.tla": {Data: []byte("")}, "X.tla": {Data: []byte("")},
	}
	names, err := newFolder(files).modules("A")
	if got := strings.Join(names, " "); err != nil || got != "A.tla B.tla C.tla D.tla" {
		t.Errorf("A is made of %s, %v", got, err)
	}
	if _, err := newFolder(files).modules("Gone"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a module that is not there: %v", err)
	}
}

func TestCode(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"before\n---- MODULE M ----\nx == 1\n====\nafter\n", "---- MODULE M ----\nx == 1\n====\n"},
		{"---- MODULE M ----\nx == 1 \\* one (* still\ny == 2\n====", "---- MODULE M ----\nx == 1\ny == 2\n====\n"},
		{"---- MODULE M ----\n(* a (* b *) \\* c\n*) x\n====", "---- MODULE M ----\n   x\n====\n"},
		{"---- MODULE M ----\nx == \"(*\" (* c *) \\cup y\n====", "---- MODULE M ----\nx == \"(*\"         \\cup y\n====\n"},
		{"---- MODULE M ----\nx == \"a\\\"(*\\\\\" (*)*) \\/ z\n====", "---- MODULE M ----\nx == \"a\\\"(*\\\\\"       \\/ z\n====\n"},
		{"no module", ""},
	} {
		if got := code(c.text); got != c.code {
			t.Errorf("%q is\n%q, want\n%q", c.text, got, c.code)
		}
	}
}
