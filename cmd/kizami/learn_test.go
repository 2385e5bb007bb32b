package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kizami/learn"
)

// mixed is a method whose runs ended in every way.
func mixed() learn.Method {
	band := func(low, median, high float64) *learn.Band {
		return &learn.Band{Low: low, Median: median, High: high}
	}
	return learn.Method{
		Name: "\x1b[31mown\n", Method: learn.MethodOwn,
		Summary: learn.Summary{
			Converged: 2, Diverged: 1, Unfinished: 1, Epochs: band(7, 7, 7), Rounds: band(80, 90, 120), Messages: band(9999, 1e4, 12345),
			Bytes: band(123456, 999499, 999500), Gradients: band(7, 7, 8),
		},
		Runs: []learn.Run{
			{Seed: 1, End: learn.Converged}, {Seed: 2, End: learn.Diverged, Epochs: 1, Reason: "too far"},
			{Seed: 3, End: learn.Converged}, {Seed: 4, End: learn.Unfinished, Epochs: 9},
		},
	}
}

func TestMethodTable(t *testing.T) {
	r := &learn.Report{
		Task: learn.TaskLearn, Tolerance: 1e-6, Seeds: []uint64{1, 2, 3, 4}, Nodes: 3, Dimension: 2,
		Methods: []learn.Method{mixed(), {Name: "bb", Summary: learn.Summary{Unfinished: 4}, Runs: make([]learn.Run, 4)}},
	}
	want := `
┌────────┬──────────────┬────────┬────────┬───────────────┬─────────────┬───────────┐
│ method │   of 4 seeds │ epochs │ rounds │      messages │       bytes │ gradients │
│        │              │        │        │      per node │    per node │  per node │
├────────┼──────────────┼────────┼────────┼───────────────┼─────────────┼───────────┤
│ [31mown│  2 converged │      7 │     90 │        10.0 k │       999 k │         7 │
│        │   1 diverged │        │ 80–120 │ 9999–12.3 k   │ 123 k–1.00 M│       7–8 │
│        │ 1 unfinished │        │        │               │             │           │
│ bb     │ 4 unfinished │      – │      – │             – │           – │         – │
└────────┴──────────────┴────────┴────────┴───────────────┴─────────────┴───────────┘
[31mown, seed 2: diverged after 1 epoch: too far
0 of 2 methods always converged, 1 diverged at least once; 3 nodes, dimension 2, 4 seeds, tolerance 1e-06
`
	var b bytes.Buffer
	if err := writeLearn(&b, r, false); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cells(want), cells("\n"+b.String())); diff != "" {
		t.Errorf("-want +got:\n%s\n%s", diff, b.String())
	}
}

// Of the runs that have used up what they may take it is said what that was, what they have come to, and nothing else; what
// helps against the grid is said of the grid alone.
func TestReasonsSayWhatWasSpent(t *testing.T) {
	r := &learn.Report{Rounds: 500, Methods: []learn.Method{
		{Name: "a", Runs: []learn.Run{
			{Seed: 1, End: learn.Unfinished, Spent: learn.SpentRounds, Reason: "out of rounds: …", Epochs: 40, Rounds: 498, Error: 0.25},
			{Seed: 2, End: learn.Unfinished, Spent: learn.SpentRounds, Reason: "out of rounds: …", Epochs: 38, Rounds: 491, Error: 0.125},
			{Seed: 3, End: learn.Converged, Epochs: 30, Rounds: 400},
			{Seed: 4, End: learn.Unfinished, Reason: "epoch 9: no step can be certified", Epochs: 9, Rounds: 60, Error: 0.5},
		}},
		{Name: "b", Runs: []learn.Run{{Seed: 1, End: learn.Unfinished, Spent: learn.SpentEpochs, Epochs: 1, Rounds: 12, Error: 0.5}}},
		{Name: "c", Runs: []learn.Run{{Seed: 1, End: learn.Unfinished, Reason: "epoch 1, node 0: coordinate 0 is 3, beyond the range of ±2"}}},
	}}
	want := `
a, seed 4: unfinished after 9 epochs: epoch 9: no step can be certified
a: unfinished, out of rounds after 38 to 40 epochs and 491 to 498 of 500 rounds, with a relative error of 0.12 to 0.25
b: unfinished, out of epochs after 1 epoch and 12 rounds, with a relative error of 0.5
c, seed 1: unfinished after 0 epochs: epoch 1, node 0: coordinate 0 is 3, beyond the range of ±2; fewer "bits", or a larger "range" if one is given, reach farther`
	if diff := cmp.Diff(want, reasons(r)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// cells are the lines of a table without its padding.
func cells(table string) (lines []string) {
	for line := range strings.Lines(table) {
		if !strings.Contains(line, "──") {
			lines = append(lines, strings.Join(strings.Fields(strings.ReplaceAll(line, "│", " │ ")), " "))
		}
	}
	return lines
}

func TestAmount(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 31: "31", 999.4: "999", 9999.4: "9999", 9999.5: "10.0 k", 14_249: "14.2 k", 99_940: "99.9 k", 99_951: "100 k",
		999_499: "999 k", 999_500: "1.00 M", 1_234_567: "1.23 M", 9_996_000: "10.0 M", 2.5e9: "2.50 G", 7e13: "70000 G",
	} {
		if got := amount(x); got != want {
			t.Errorf("%g is written %q, want %q", x, got, want)
		}
	}
}

// A bar moves with each run; thousands of runs take few lines.
func TestLearnProgress(t *testing.T) {
	var n notebook
	report := learnProgress(&n)
	report(0, 3, "")
	report(0, 3, "own, epoch 7")
	for done := 1; done <= 3; done++ {
		report(done, 3, "own\x00")
	}
	want := notebook{
		"begin 0/3 3 runs", "tick own, epoch 7", "tick own", "end 0/3 own", "tick own", "end 1/3 own", "tick own",
		"end 2/3 own",
	}
	if diff := cmp.Diff(want, n); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var b bytes.Buffer
	report = learnProgress(newMeter(&b))
	report(0, 2345, "")
	for done := 1; done <= 2345; done++ {
		report(done, 2345, "own")
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 11 || lines[0] != "[1/10] 2345 runs" || lines[10] != "[10/10] 2345 of 2345: own" {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}

func TestInterruptConcludesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	root := newRoot()
	root.SetArgs([]string{"learn", "--example", "modes"})
	root.SetOut(&out)
	root.SetErr(&bytes.Buffer{})
	err := root.ExecuteContext(ctx)
	if err == nil || err.Error() != "interrupted: nothing was concluded" || exitCode(err) != 1 || out.Len() > 0 {
		t.Errorf("got %v, with %q", err, out.String())
	}
}
