package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// project is what the folder of the proofs holds.
type project struct {
	dir   string
	files []string          // as _CoqProject lists them
	text  map[string]string // of each file, without comments and strings
	extra []string          // .v files that _CoqProject does not list
	lines []string          // what else _CoqProject says
}

// assumptions is the file that lists the theorems to be asked about.
const assumptions = "Assumptions.v"

func readProject(dir string) (*project, error) {
	list, err := os.ReadFile(filepath.Join(dir, "_CoqProject"))
	if err != nil {
		return nil, err
	}
	p := &project{dir: dir, text: map[string]string{}}
	for line := range strings.Lines(string(list)) {
		switch line = strings.TrimSpace(line); {
		case strings.HasSuffix(line, ".v"):
			p.files = append(p.files, line)
		case line != "":
			p.lines = append(p.lines, line)
		}
	}
	there, err := filepath.Glob(filepath.Join(dir, "*.v"))
	if err != nil {
		return nil, err
	}
	for _, path := range there {
		name := filepath.Base(path)
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(p.files, name) {
			p.extra = append(p.extra, name)
		}
		p.text[name] = stripped(string(text))
	}
	return p, nil
}

// stripped returns the text with comments, which nest, and strings made blank; lines stay where they are.
func stripped(text string) string {
	out, depth, quoted := []byte(text), 0, false
	blank := func(i int) {
		if out[i] != '\n' {
			out[i] = ' '
		}
	}
	for i := 0; i < len(text); i++ {
		two := text[i:min(i+2, len(text))]
		switch {
		case text[i] == '"':
			quoted = !quoted
			blank(i)
		case quoted:
			blank(i)
		case two == "(*":
			depth++
			blank(i)
			blank(i + 1)
			i++
		case two == "*)" && depth > 0:
			depth--
			blank(i)
			blank(i + 1)
			i++
		case depth > 0:
			blank(i)
		}
	}
	return string(out)
}

// refused are the words that no proof may contain: what is left open, what is assumed, and what switches checks off.
var refused = regexp.MustCompile(`\b(Admitted|admit|give_up|Abort|Axioms?|Parameters?|Conjectures?|Primitive|bypass_check|` +
	`Unset\s+(?:Guard|Positivity|Universe)\s+Checking|Declare\s+ML|Load|Redirect|type_in_type|native_cast_no_check|vm_cast_no_check|exact_no_check|Extract\s+Constant)\b`)

// flagsAllowed are the lines that _CoqProject may have beside the files.
var flagsAllowed = regexp.MustCompile(`^(-R \. \w+|-arg -w -arg [-\w,]+)$`)

var (
	stated = regexp.MustCompile(`(?m)(?:^|\.\s)\s*(?:#\[[^\]]*\]\s*)?(?:(?:Local|Global|Program|Polymorphic)\s+)*(?:Theorem|Corollary|Proposition)\s+([\w']+)`)
	lemma  = regexp.MustCompile(`(?m)(?:^|\.\s)\s*(?:Lemma|Fact|Remark)\s+([\w']+)`)
	listed = regexp.MustCompile(`^Print Assumptions (?:Kizami\.)?(\w+\.[\w']+)\.$`)
	needed = regexp.MustCompile(`^From Kizami Require (?:Import )?[\w\s]+\.$`)
)

// theorems returns what the files state as "File.name", in the order of the files: their theorems, or their lemmas.
func (p *project) theorems(kind *regexp.Regexp) []string {
	var all []string
	for _, file := range p.files {
		for _, m := range kind.FindAllStringSubmatch(p.text[file], -1) {
			all = append(all, strings.TrimSuffix(file, ".v")+"."+m[1])
		}
	}
	return all
}

// listed returns the theorems that Assumptions.v names, and the lines of it that are something else.
func (p *project) listed() (names, other []string) {
	for line := range strings.Lines(p.text[assumptions]) {
		line = strings.TrimSpace(line)
		if m := listed.FindStringSubmatch(line); m != nil {
			names = append(names, m[1])
		} else if line != "" && !needed.MatchString(line) {
			other = append(other, line)
		}
	}
	return names, other
}

// faults returns what is wrong before anything is built.
func (p *project) faults() []error {
	var found []error
	fault := func(format string, args ...any) { found = append(found, fmt.Errorf(format, args...)) }
	for _, name := range p.extra {
		fault("%s is not in _CoqProject: nobody would check it", name)
	}
	for _, line := range p.lines {
		if !flagsAllowed.MatchString(line) {
			fault("_CoqProject has the line %q: no option may change what Coq checks", line)
		}
	}
	for _, file := range p.files {
		text, there := p.text[file]
		if !there {
			fault("_CoqProject lists %s, which does not exist", file)
		}
		for _, where := range refused.FindAllStringIndex(text, -1) {
			fault("%s:%d: %s: a proof may not contain it", file, 1+strings.Count(text[:where[0]], "\n"), text[where[0]:where[1]])
		}
	}
	names, other := p.listed()
	for _, line := range other {
		fault("%s may only require files and print assumptions, one theorem a line: %q", assumptions, line)
	}
	all, lemmas := p.theorems(stated), p.theorems(lemma)
	for _, name := range all {
		if !slices.Contains(names, name) {
			fault("the theorem %s is not listed in %s", name, assumptions)
		}
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			fault("%s lists %s twice", assumptions, name)
		}
		if !slices.Contains(all, name) && !slices.Contains(lemmas, name) {
			fault("%s lists %s, which no file states", assumptions, name)
		}
	}
	if len(names) == 0 {
		fault("%s lists no theorem", assumptions)
	}
	return found
}
