//go:build !js

package mutant

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"kizami/conformance/checkout"
)

// A study is a table of mutants that belong to the own tests of one package.
type study struct {
	part      string // of the page of mutants
	folder    string // of the package
	mutants   []coreMutant
	tests     string            // a pattern of the names of the tests that count
	unfit     map[string]string // tests that must not count as noticing a mutant, and why
	unguarded map[string]string // conditions of which no mutant could be killed, and why
}

var studies = []study{
	{"learning", "core/stepsize", learningMutants, "", unfitInStepsize, stepsizeUnguarded},
	{"certified", "core/stepsize", slices.Concat(certifiedMutants, certifiedRunMutants), certifiedTests, unfitInStepsize, certifiedUnguarded},
	{"carried", "core", slices.Concat(carriedMutants, carriedStateMutants), "Carried", nil, carriedUnguarded},
	{"network", "core/simulate", carriedNetworkMutants, "Carried", nil, carriedNetworkUnguarded},
}

// unfitInStepsize are the tests of core/stepsize that must not count as noticing a mutant, and why.
var unfitInStepsize = map[string]string{
	"TestRunsAreTheSameEverywhere": before, "TestCertifiedRunsAreTheSameEverywhere": before,
	"TestStateVariablesHaveOneName": names, "TestModesHaveOneName": names, "TestActionsHaveOneName": names, "TestInvariantsHaveOneName": names,
}

// certifiedTests are those that are about certified steps, but for the longest.
const certifiedTests = "Certif|Bracket|Race|Hard|Oracle|Enclose|Size|Curvature|StandsStill|Wide|CoarseQuanta|LBFGS|CostByHand"

const names = "says nothing of behaviour"

// build builds the tests of the package with all its mutants inside, as buildMutants does for core.
func (s study) build(t *testing.T) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	overlay := func(name string, text []byte) {
		replaced := filepath.Join(dir, name)
		replace[checkout.Path(s.folder+"/"+name)] = replaced
		if err := os.WriteFile(replaced, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	overlay("mutant.go", []byte(strings.Replace(choiceInCore, "package core", "package "+filepath.Base(s.folder), 1)))
	for file, numbers := range byFile(s.mutants) {
		text, err := withMutants(file, []byte(checkout.Read(t, s.folder+"/"+file)), s.mutants, numbers)
		if err != nil {
			t.Fatal(err)
		}
		overlay(file, text)
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "overlay.json"), list, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "tests")
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-gcflags=-e", "-overlay", filepath.Join(dir, "overlay.json"), "-o", binary, "kizami/"+s.folder)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s with its mutants does not build; a place such as \"a-mutant:2\" names the mutant: %v\n%s", s.folder, err, out)
	}
	return binary
}

// Every mutant of core/stepsize, of carried words and of their network is noticed by a test of its package, which as it is
// passes all that are asked. A mutant is asked the one test that the table names; all tests are asked about one that has no row, to
// write the table.
func TestEveryMutantOfLearningIsKilled(t *testing.T) {
	for _, s := range studies {
		t.Run(s.part, s.try)
	}
}

func (s study) try(t *testing.T) {
	binary, about := s.build(t), regexp.MustCompile(s.tests)
	fit := slices.DeleteFunc(fitTests(t, binary, checkout.Path(s.folder), s.unfit), func(name string) bool { return !about.MatchString(name) })
	named := make([]string, len(s.mutants)+1)
	page := checkout.Read(t, mutantsPage)
	for i, m := range s.mutants {
		if all := cells(page, m, 1); all != nil && slices.Contains(fit, all[0]) {
			named[i+1] = all[0]
		}
	}
	killers := make([]string, len(s.mutants)+1)
	var trials errgroup.Group
	trials.SetLimit(maxAtOnce)
	for number := range killers {
		trials.Go(func() error {
			tests := cmp.Or(named[number], strings.Join(fit, "|"))
			out, err := run(t.Context(), fmt.Sprint(number), binary, checkout.Path(s.folder), "-test.short", "-test.failfast", "-test.run=^("+tests+")$")
			if failed := failedTests.FindStringSubmatch(out); failed != nil {
				killers[number] = failed[1]
			} else if err != nil {
				name := s.folder + " as it is"
				if number > 0 {
					name = s.mutants[number-1].name
				}
				t.Errorf("%s dies for the wrong reason: %v\n%s", name, err, tail(out))
			}
			return nil
		})
	}
	_ = trials.Wait() // none returns an error
	if killers[0] != "" {
		t.Errorf("%s as it is fails %s", s.folder, killers[0])
	}
	for i, m := range s.mutants {
		if killers[i+1] == "" {
			t.Errorf("%s survives: no test notices that it %q", m.name, m.breaks)
		}
	}
	if !t.Failed() || *checkout.Update { // what was tried is kept, though some survive
		checkTable(t, s.part, s.table(killers[1:]))
	}
}

func (s study) table(killers []string) string {
	var b strings.Builder
	file := ""
	for i, m := range s.mutants {
		if m.file != file {
			file = m.file
			fmt.Fprintf(&b, "#### %s/%s\n\n| mutant | it | first noticed by |\n|---|---|---|\n", s.folder, file)
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` |\n", m.name, m.breaks, killers[i])
		if i+1 == len(s.mutants) || s.mutants[i+1].file != file {
			b.WriteByte('\n')
		}
	}
	fmt.Fprintf(&b, "%d mutants.\n", len(s.mutants))
	return b.String()
}

func TestEveryConditionOfLearningHasAMutant(t *testing.T) {
	for _, s := range studies {
		excused := map[string]bool{}
		for file := range byFile(s.mutants) {
			source := []byte(checkout.Read(t, s.folder+"/"+file))
			found, err := conditions(source)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range found {
				name := file + ": " + c.text
				switch covered, err := covers(s.mutants, file, source, c); {
				case err != nil:
					t.Fatal(err)
				case !covered && s.unguarded[name] == "":
					t.Errorf("%s/%s:%d: no mutant changes the condition %s", s.folder, file, c.line, c.text)
				case !covered:
					excused[name] = true
				}
			}
		}
		for name := range s.unguarded {
			if !excused[name] {
				t.Errorf("%s needs no excuse: it has a mutant, or is gone", name)
			}
		}
	}
}
