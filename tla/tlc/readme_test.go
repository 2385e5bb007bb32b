package tlc

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of models in README.md anew")

// modelTable is the table of README.md: what is recorded of every model that holds. The refuted ones stand in
// spec/mutants.md, with what each breaks.
func modelTable(models []Model) string {
	var b strings.Builder
	b.WriteString("| model | it shows | nodes | digraphs | distinct states | depth | |\n|---|---|---|---|---|---|---|\n")
	for _, model := range models {
		if model.Expect != Holds {
			continue
		}
		long := ""
		if !model.Quick {
			long = "`--all`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s |\n", model.Name, model.Shows,
			grouped(int64(model.Nodes)), grouped(int64(model.Digraphs)), grouped(model.Distinct), grouped(model.Depth), long)
	}
	return b.String()
}

// grouped writes 12345 as 12,345 and nothing for 0.
func grouped(n int64) string {
	if n == 0 {
		return ""
	}
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func TestReadmeHasTheTableOfTheModels(t *testing.T) {
	s, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(readme), "| model |")
	_, after, closed := strings.Cut(rest, "|\n\n")
	if !found || !closed {
		t.Fatal("README.md has no table that begins with | model | and ends with an empty line")
	}
	want := before + modelTable(s.Models) + "\n" + after
	if *update {
		if err := os.WriteFile("../README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(readme) != want {
		t.Error("the table of models in tla/README.md is not that of tla/models: make golden writes it anew")
	}
}
