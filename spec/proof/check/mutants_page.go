package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The marks between which the page of mutants has those of the proofs.
const (
	pageBegin = "<!-- proofs: written by go run ./spec/proof/check -mutants -update -->\n"
	pageEnd   = "<!-- proofs: end -->"
)

// page returns the table of the mutants as the page has it.
func page(all []mutant) string {
	var b strings.Builder
	b.WriteString("\n| mutant | it | in | noticed by |\n|---|---|---|---|\n")
	proofs, vectors, extracted := 0, 0, 0
	for _, m := range all {
		var files []string
		for _, e := range m.Edits {
			if name := "`" + e.File + "`"; !strings.Contains(strings.Join(files, ""), name) {
				files = append(files, name)
			}
		}
		who := "`" + m.Notices + "`"
		switch {
		case m.Notices == extractedReference:
			who = extractedReference
			extracted++
		case strings.HasPrefix(m.Notices, "Vectors."):
			vectors++
		default:
			proofs++
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.Name, m.Breaks, strings.Join(files, ", "), who)
	}
	fmt.Fprintf(&b, "\n%d mutants: %d break a proof, %d a vector that the kernel computes, %d the comparison of the extracted reference.\n\n",
		len(all), proofs, vectors, extracted)
	return b.String()
}

// splitPage returns the page of mutants before, between and after the marks.
func splitPage(source string) (before, between, after string, err error) {
	path := filepath.Join(source, "..", "mutants.md")
	text, err := os.ReadFile(path)
	if err != nil {
		return "", "", "", err
	}
	before, rest, found := strings.Cut(string(text), pageBegin)
	between, after, ended := strings.Cut(rest, pageEnd)
	if !found || !ended {
		return "", "", "", fmt.Errorf("%s lacks the marks %q and %q", path, pageBegin, pageEnd)
	}
	return before, between, after, nil
}

func writePage(at place, all []mutant) error {
	before, _, after, err := splitPage(at.source)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(at.source, "..", "mutants.md"), []byte(before+pageBegin+page(all)+pageEnd+after), 0o644)
}
