package mutant

import (
	"os"
	"strings"
	"testing"

	"kizami/conformance/checkout"
)

const mutantsPage = "spec/mutants.md"

// checkTable compares a part of the page of mutants, between two marks, with what it must be; -update writes it anew.
func checkTable(t *testing.T, part, table string) {
	t.Helper()
	page := checkout.Read(t, mutantsPage)
	begin, end := "<!-- "+part+": written by a test -->\n", "<!-- "+part+": end -->"
	before, rest, found := strings.Cut(page, begin)
	old, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("%s lacks the marks %q and %q", mutantsPage, begin, end)
	}
	if *checkout.Update {
		if err := os.WriteFile(checkout.Path(mutantsPage), []byte(before+begin+"\n"+table+"\n"+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if old != "\n"+table+"\n" {
		t.Errorf("the part %q of %s is not what the mutants show now: %s%s", part, mutantsPage, checkout.Anew, firstNewLine(old, table))
	}
}

func firstNewLine(old, table string) string {
	for line := range strings.Lines(table) {
		if !strings.Contains(old, line) {
			return "\nthe first line that it lacks: " + line
		}
	}
	return ""
}
