package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What the page quotes is what Main.v says, line by line.
func TestReadmeQuotesMain(t *testing.T) {
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	main, err := os.ReadFile("../Main.v")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("(?s)```coq\n(.*?)```").FindStringSubmatch(string(page))
	if quoted == nil {
		t.Fatal("the page quotes nothing")
	}
	for line := range strings.Lines(quoted[1]) {
		if !strings.Contains(string(main), line) {
			t.Errorf("Main.v does not say %q", line)
		}
	}
}
