//go:build !js

package mutant

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"kizami/conformance/checkout"
)

const stepsizeFolder = "core/stepsize"

// unfitInStepsize are the tests of core/stepsize that must not count as noticing a mutant, and why.
var unfitInStepsize = map[string]string{
	"TestRunsAreTheSameEverywhere":  before,
	"TestStateVariablesHaveOneName": names, "TestModesHaveOneName": names, "TestActionsHaveOneName": names, "TestInvariantsHaveOneName": names,
}

const names = "says nothing of behaviour"

// buildLearning builds the tests of core/stepsize with all its mutants inside, as buildMutants does for core.
func buildLearning(t *testing.T) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	overlay := func(name string, text []byte) {
		replaced := filepath.Join(dir, name)
		replace[checkout.Path(stepsizeFolder+"/"+name)] = replaced
		if err := os.WriteFile(replaced, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	overlay("mutant.go", []byte(strings.Replace(choiceInCore, "package core", "package stepsize", 1)))
	for file, numbers := range byFile(learningMutants) {
		text, err := withMutants(file, []byte(checkout.Read(t, stepsizeFolder+"/"+file)), learningMutants, numbers)
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
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", filepath.Join(dir, "overlay.json"), "-o", binary, "kizami/"+stepsizeFolder)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("core/stepsize with its mutants does not build; a place such as \"a-mutant:2\" names the mutant: %v\n%s", err, out)
	}
	return binary
}

// Every mutant of core/stepsize is noticed by a test there, and core/stepsize as it is passes all. To write the table, all
// tests are asked about every mutant; to check it, only the one that the table names.
func TestEveryMutantOfLearningIsKilled(t *testing.T) {
	binary := buildLearning(t)
	fit := fitTests(t, binary, checkout.Path(stepsizeFolder), unfitInStepsize)
	named := make([]string, len(learningMutants)+1)
	if page := checkout.Read(t, mutantsPage); !*checkout.Update {
		for i, m := range learningMutants {
			if all := cells(page, m, 1); all != nil && slices.Contains(fit, all[0]) {
				named[i+1] = all[0]
			}
		}
	}
	killers := make([]string, len(learningMutants)+1)
	var trials errgroup.Group
	trials.SetLimit(maxAtOnce)
	for number := range killers {
		trials.Go(func() error {
			tests := cmp.Or(named[number], strings.Join(fit, "|"))
			out, err := run(t.Context(), fmt.Sprint(number), binary, checkout.Path(stepsizeFolder), "-test.failfast", "-test.run=^("+tests+")$")
			if failed := failedTests.FindStringSubmatch(out); failed != nil {
				killers[number] = failed[1]
			} else if err != nil {
				t.Errorf("mutant %d dies for the wrong reason: %v\n%s", number, err, tail(out))
			}
			return nil
		})
	}
	_ = trials.Wait() // none returns an error
	if killers[0] != "" {
		t.Errorf("core/stepsize as it is fails %s", killers[0])
	}
	for i, m := range learningMutants {
		if killers[i+1] == "" {
			t.Errorf("%s survives: no test notices that it %q", m.name, m.breaks)
		}
	}
	if !t.Failed() {
		checkTable(t, "learning", learningTable(killers[1:]))
	}
}

func learningTable(killers []string) string {
	var b strings.Builder
	file := ""
	for i, m := range learningMutants {
		if m.file != file {
			file = m.file
			fmt.Fprintf(&b, "#### core/stepsize/%s\n\n| mutant | it | first noticed by |\n|---|---|---|\n", file)
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` |\n", m.name, m.breaks, killers[i])
		if i+1 == len(learningMutants) || learningMutants[i+1].file != file {
			b.WriteByte('\n')
		}
	}
	fmt.Fprintf(&b, "%d mutants.\n", len(learningMutants))
	return b.String()
}

func TestEveryConditionOfLearningHasAMutant(t *testing.T) {
	excused := map[string]bool{}
	for file := range byFile(learningMutants) {
		source := []byte(checkout.Read(t, stepsizeFolder+"/"+file))
		found, err := conditions(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range found {
			name := file + ": " + c.text
			switch covered, err := covers(learningMutants, file, source, c); {
			case err != nil:
				t.Fatal(err)
			case !covered && stepsizeUnguarded[name] == "":
				t.Errorf("core/stepsize/%s:%d: no mutant changes the condition %s", file, c.line, c.text)
			case !covered:
				excused[name] = true
			}
		}
	}
	for name := range stepsizeUnguarded {
		if !excused[name] {
			t.Errorf("%s needs no excuse: it has a mutant, or is gone", name)
		}
	}
}
