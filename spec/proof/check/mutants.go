package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// mutant is a mistake in a definition or a statement. Somebody must notice it: a theorem, a vector that the kernel
// computes, or the comparison of the extracted reference with the kit.
type mutant struct {
	Name    string `json:"name"`
	Breaks  string `json:"breaks"` // the requirement, and what it does instead
	Edits   []edit `json:"edits"`
	Notices string `json:"notices"` // who does: "File.statement", or extractedReference
}

// edit replaces text that stands in the file once.
type edit struct {
	File string `json:"file"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// extractedReference is who notices what no proof and no vector does.
const extractedReference = "the extracted reference"

// mutantLimit is how long one file may take in a mutant: most proofs that fail do so sooner than they would succeed.
const mutantLimit = "120"

const mutantTable = "mutants.json"

func readMutants(source string) ([]mutant, error) {
	text, err := os.ReadFile(filepath.Join(source, mutantTable))
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var all []mutant
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %w", mutantTable, err)
	}
	return all, nil
}

func writeMutants(source string, all []mutant) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return errors.Join(encoder.Encode(all), os.WriteFile(filepath.Join(source, mutantTable), text.Bytes(), 0o644))
}

// apply edits the sources in dir.
func (m mutant) apply(dir string) error {
	for _, e := range m.Edits {
		path := filepath.Join(dir, e.File)
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if n := strings.Count(string(text), e.Old); n != 1 {
			return fmt.Errorf("%s: %q stands %d times in %s, not once", m.Name, e.Old, n, e.File)
		}
		if err := os.WriteFile(path, []byte(strings.Replace(string(text), e.Old, e.New, 1)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// tryMutants tries the named mutants, or all, and fails unless each is noticed by who the table says; with update it
// writes who does.
func tryMutants(ctx context.Context, at place, names []string, update bool, out io.Writer) error {
	all, err := readMutants(at.source)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(m mutant) bool { return m.Name == name }) {
			return fmt.Errorf("there is no mutant %q", name)
		}
	}
	p, err := readProject(at.source)
	if err != nil {
		return err
	}
	if err := build(ctx, at, p, out); err != nil {
		return err
	}
	faults := make([]error, len(all))
	next := make(chan int)
	var workers sync.WaitGroup
	for worker := range min(runtime.NumCPU(), 4) {
		workers.Go(func() {
			for i := range next {
				begin := time.Now()
				m := &all[i]
				who, err := m.try(ctx, at, p, fmt.Sprintf("%s-mutant%d", at.scratch, worker))
				if err == nil && who != m.Notices && !update {
					err = fmt.Errorf("%s is noticed by %s, the table says by %s: go run ./spec/proof/check -mutants -update writes it anew", m.Name, who, m.Notices)
				}
				says := m.Name + " is noticed by " + who
				if faults[i] = err; err == nil {
					m.Notices = who
				} else {
					says = err.Error()
				}
				fmt.Fprintf(out, "%3d s  %s\n", int(time.Since(begin).Seconds()), says)
			}
		})
	}
	tried := 0
	for i, m := range all {
		if len(names) == 0 || slices.Contains(names, m.Name) {
			tried++
			next <- i
		}
	}
	close(next)
	workers.Wait()
	if update {
		if err := errors.Join(writeMutants(at.source, all), writePage(at, all)); err != nil {
			return err
		}
	}
	if wrong := len(all) - len(slices.DeleteFunc(faults, func(err error) bool { return err != nil })); wrong > 0 {
		return fmt.Errorf("%d of %d mutants are not as the table says", wrong, tried)
	}
	fmt.Fprintf(out, "%d mutants, all noticed\n", tried)
	return nil
}

// try builds the project with the mutant inside, as far as something depends on it, and returns who notices. It fails
// when nobody does, and when the mutant dies for a wrong reason: it is no Coq at all, or does not end.
func (m mutant) try(ctx context.Context, at place, p *project, dir string) (who string, err error) {
	defer os.RemoveAll(dir)
	if said, err := command(ctx, ".", "cp", "-a", at.scratch, dir).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", m.Name, err, said)
	}
	if err := m.apply(dir); err != nil {
		return "", err
	}
	c := makeProofs(ctx, place{at.source, dir, mutantLimit}, p, 1)
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Run(); err == nil {
		if _, err = compareReference(ctx, place{at.source, dir, mutantLimit}, io.Discard); err == nil {
			return "", fmt.Errorf("%s survives: nobody notices that it %q", m.Name, m.Breaks)
		}
		return extractedReference, nil
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	return m.noticed(dir, said.String())
}

var (
	coqError = regexp.MustCompile(`File "\./(\w+)\.v", line (\d+), characters [-\d]+:\n\s*(?:Error|In (?:environment|nested)|The |Unable)`)
	begins   = regexp.MustCompile(`(?:^|\.\s)\s*(?:(?:Local|Global|Program|Polymorphic)\s+)*(Theorem|Lemma|Corollary|Proposition|Fact|Remark|Example|Let|Goal|Parametricity|Definition|Fixpoint|Inductive|Record|Variable|Hypothesis|Notation|Section)\s+(?:Recursive\s+)?([\w']+)?`)
)

// noticed returns the statement in which Coq reports the error.
func (m mutant) noticed(dir, said string) (string, error) {
	where := coqError.FindStringSubmatch(said)
	if where == nil {
		return "", fmt.Errorf("%s dies for a wrong reason: %s", m.Name, firstError(said, mutantLimit))
	}
	text, err := os.ReadFile(filepath.Join(dir, where[1]+".v"))
	if err != nil {
		return "", err
	}
	line, _ := strconv.Atoi(where[2])
	kind, name := statementAt(stripped(string(text)), line)
	switch kind {
	case "Theorem", "Lemma", "Corollary", "Proposition", "Fact", "Remark", "Example", "Let", "Goal", "Parametricity":
		return where[1] + "." + name, nil
	}
	return "", fmt.Errorf("%s dies for a wrong reason, in %s.%s: it is no Coq\n%s", m.Name, where[1], name, firstError(said, mutantLimit))
}

// statementAt returns the last statement or definition that begins at the line or before.
func statementAt(text string, line int) (kind, name string) {
	lines := strings.SplitAfter(text, "\n")
	for i := min(line, len(lines)) - 1; i >= 0; i-- {
		if all := begins.FindAllStringSubmatch(lines[i], -1); all != nil {
			last := all[len(all)-1]
			return last[1], last[2]
		}
	}
	return "", ""
}
