//go:build !js

package mutant

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"kizami/conformance/checkout"
)

// maxAtOnce bounds how many trials of mutants go on at once.
const maxAtOnce = 2

// perProcess is how many mutants one process tries: what the gates compare with is read once for all of these.
const perProcess = 64

// ownTests is the gate that stands for core's tests of itself. It is asked only where no other gate notices anything,
// because many of these tests would wait for ever for the end of a run that has none.
const ownTests = "core's own tests"

// unfit are the tests of core that must not count as noticing a mutant, and why. Examples and fuzz tests do not count either.
var unfit = map[string]string{
	"TestStories": before, "TestPlays": before,
	"TestLuckTable": long, "TestLarge": long, "TestARestartStorm": long, "TestPeersRestoreAfterEveryStep": long,
	"TestEveryDigraphGivesTheExactAverageAtEveryNode": long, "TestWholeRunAgainstRationals": long,
	"TestDiameterBoundIsNeverBelow":                        long,
	"TestRecurrenceOfEveryShortSequenceAgainstElimination": long, "TestRepeatOnEveryDigraph": long, "TestRepeatOnRandomDigraphs": long,
}

const (
	before = "compares with what core did before, which every change fails"
	long   = "runs many networks or sequences, which other gates do"
)

// A mutant that loops for ever or eats memory must not be taken for one that a gate noticed.
const patience, seconds, memory = 20 * time.Minute, "40", "4000000" // of the clock; of the processor; kB

// crash is how Go's runtime calls an index out of range and the like. That core refuses to go on is no crash.
const crash = "runtime error"

// A lab tries mutants in the two test binaries that were built with all of them.
type lab struct {
	gates, own string
	fit        []string       // the tests of core itself that count
	named      map[int]string // by mutant: the one of them that notices it, as the page says
	firstGate  map[int]int    // by mutant that has a row on the page: the first gate of that, which is asked before all others
	mu         sync.Mutex
	trials     map[int]map[string]string // by mutant: what each gate says that notices it
	broken     map[int]error             // those that died for the wrong reason
}

func (l *lab) note(number int, wrong map[string]string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for gate, why := range wrong {
		if strings.Contains(why, crash) {
			err = fmt.Errorf("%s: %s", gate, why)
		}
	}
	if err != nil {
		l.broken[number] = err
	}
	if l.trials[number] == nil {
		l.trials[number] = map[string]string{}
	}
	for gate, why := range wrong {
		l.trials[number][gate] = why
	}
}

// try runs all gates on the mutants. After one that ends the process, it goes on with the next.
func (l *lab) try(ctx context.Context, numbers []int) {
	for len(numbers) > 0 {
		var list []string
		for _, number := range numbers {
			before, oneDoes := l.firstGate[number]
			list = append(list, question{number, oneDoes, before}.String())
		}
		out, err := run(ctx, strings.Join(list, " "), l.gates, checkout.Path("conformance/mutant"), "-test.run=^TestGatesHold$")
		for line := range strings.Lines(out) {
			var one trial
			if json.Unmarshal([]byte(line), &one) == nil && len(numbers) > 0 && one.Mutant == numbers[0] {
				l.note(one.Mutant, one.Wrong, nil)
				if len(one.Wrong) == 0 {
					l.tryOwnTests(ctx, one.Mutant)
				}
				numbers = numbers[1:]
			}
		}
		if len(numbers) > 0 {
			l.note(numbers[0], nil, fmt.Errorf("the gates do not come to an end: %w\n%s", err, tail(out)))
			numbers = numbers[1:]
		}
	}
}

var failedTests = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// tryOwnTests asks the test that the page names, or else all that count.
func (l *lab) tryOwnTests(ctx context.Context, number int) {
	tests := strings.Join(l.fit, "|")
	if l.named[number] != "" {
		tests = l.named[number]
	}
	out, err := run(ctx, fmt.Sprint(number), l.own, checkout.Path("core"), "-test.short", "-test.failfast", "-test.run=^("+tests+")$")
	if failed := failedTests.FindStringSubmatch(out); failed != nil && err == nil {
		l.note(number, map[string]string{ownTests: failed[1]}, nil)
	} else if err != nil {
		l.note(number, nil, fmt.Errorf("%s: %w\n%s", ownTests, err, tail(out)))
	}
}

// fitTests returns the tests in a binary that are not unfit; each unfit one must be there.
func fitTests(t *testing.T, binary, dir string, unfit map[string]string) (fit []string) {
	t.Helper()
	out, err := run(t.Context(), "0", binary, dir, "-test.list=^Test")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := strings.Fields(out)
	for name := range unfit {
		if !slices.Contains(all, name) {
			t.Errorf("%s, which must not count, is not a test in %s", name, dir)
		}
	}
	return slices.DeleteFunc(all, func(name string) bool { return unfit[name] != "" })
}

// run returns what a test binary prints. An exit other than that of tests that pass or fail is an error.
func run(ctx context.Context, mutants string, binary, dir string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	script := []string{"-c", `ulimit -t ` + seconds + `; ulimit -v ` + memory + `; exec "$0" "$@"`, binary}
	c := exec.CommandContext(ctx, "sh", append(script, args...)...)
	c.Dir, c.Env = dir, append(os.Environ(), chosen+"="+mutants)
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 && !bytes.Contains(out, []byte("\npanic: ")) {
		err = nil
	}
	return string(out), err
}

func tail(out string) string { return out[max(0, len(out)-2000):] }

// tryAll tries core as it is and all mutants, two processes at a time. To write the table, all gates are asked about those
// that have no row yet.
func tryAll(t *testing.T, mutants []coreMutant) *lab {
	binaries := buildMutants(t, mutants, "kizami/conformance/mutant", "kizami/core")
	l := &lab{gates: binaries[0], own: binaries[1], trials: map[int]map[string]string{}, broken: map[int]error{}, firstGate: map[int]int{}}
	l.fit = fitTests(t, l.own, checkout.Path("core"), unfit)
	l.named = namedTests(t, mutants, l.fit)
	page, aside := checkout.Read(t, mutantsPage), map[int]bool{}
	known, fresh := []int{0}, []int{}
	for i, m := range mutants {
		noGateRunsIt := slices.Contains(repeatMutants, m) || slices.Contains(maximumMutants, m)
		aside[i+1] = noGateRunsIt || l.named[i+1] != "" // the page says that no gate notices it
		if first := firstNoticed(cells(page, m, len(allGates()))); first >= 0 {
			l.firstGate[i+1] = first
			known = append(known, i+1)
		} else {
			fresh = append(fresh, i+1)
		}
	}
	var trials errgroup.Group
	trials.SetLimit(maxAtOnce)
	for _, numbers := range [][]int{known, fresh} {
		for group := range slices.Chunk(numbers, perProcess) {
			trials.Go(func() error {
				l.try(t.Context(), slices.DeleteFunc(slices.Clone(group), func(number int) bool { return aside[number] }))
				for _, number := range group {
					if aside[number] {
						l.tryOwnTests(t.Context(), number)
					}
				}
				return nil
			})
		}
	}
	_ = trials.Wait() // none returns an error
	return l
}
