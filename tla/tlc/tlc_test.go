//go:build !js

package tlc

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// needTLC skips a test that runs TLC where there is none, but never in CI.
func needTLC(t *testing.T) {
	t.Helper()
	_, err := exec.LookPath("java")
	if err == nil {
		_, err = Jar(t.Context())
	}
	if err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("in CI TLC must run: %v", err)
	}
	t.Skipf("TLC cannot run here: %v", err)
}

// byHand are models whose configuration no models/*.json can describe.
var byHand = []Model{
	{Name: "TwoProperties", Module: "Counter", Cfg: "TwoProperties.cfg", Shows: "With two properties TLC gives a place.", Expect: Refuted,
		Kind: Property, Violated: "Bounded!Spec", Distinct: 6, Generated: 6, Depth: 3, Quick: true, Core: true},
	{Name: "BadCfg", Module: "Counter", Cfg: "BadCfg.cfg", Shows: "TLC breaks on it.", Expect: Holds, Distinct: 7, Generated: 9, Depth: 4},
}

func testSuite(t *testing.T) *Suite {
	t.Helper()
	s, err := Open(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	s.Models = append(s.Models, byHand...)
	return s
}

func TestCheckEveryVerdict(t *testing.T) {
	needTLC(t)
	var phases []Phase
	done := 0
	report, err := testSuite(t).Check(t.Context(), Options{Progress: func(p Progress) {
		phases = append(phases, p.Phase)
		if p.Done != nil {
			done++
		}
		if p.Of != 11 || p.Index < 0 || p.Index >= 11 {
			t.Errorf("model %d of %d", p.Index, p.Of)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	chosen, _, err := testSuite(t).choose(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range report.Models {
		if !m.OK || m.Why != "" {
			t.Errorf("%s: %s: %s", m.Model, m.Got, m.Why)
		}
		if name := chosen[i].Name; m.Model != name {
			t.Errorf("%s stands in the place of %s", m.Model, name)
		}
		if refuted := m.Expected != "holds"; refuted != (m.Counterexample != "") && m.Model != "Assumption" {
			t.Errorf("%s has the counterexample %q", m.Model, m.Counterexample)
		}
	}
	if !report.OK || len(report.Models) != 11 || done != 11 {
		t.Errorf("report: ok %v, %d models, %d told as done", report.OK, len(report.Models), done)
	}
	if !strings.HasPrefix(report.TLC, "Version ") {
		t.Errorf("the report names TLC's version %q", report.TLC)
	}
	if !containsInOrder(phases, Parsing, Initial, Searching, Finished) {
		t.Errorf("phases %v", phases)
	}
}

func containsInOrder(have []Phase, want ...Phase) bool {
	for _, p := range have {
		if len(want) > 0 && p == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}

// What TLC breaks on is told in one sentence, and the check goes on.
func TestCheckBrokenRuns(t *testing.T) {
	needTLC(t)
	reasons := map[string]string{
		"Overflow":   "with exit code 255 (an internal error, such as an overflow or too little memory); correct the specification or run it again with more memory: Overflow when computing 2147483647+1",
		"Evaluation": "with exit code 76 (an expression could not be evaluated); correct the specification or run it again with more memory: Evaluating invariant Fits failed. Overflow",
		"Unknown":    "with exit code 151 (the configuration does not fit the specification); correct the specification or run it again with more memory: The invariant Nowhere specified",
		"BadCfg":     "The constant parameter Red is not assigned a value",
		"Torn":       "with exit code 150 (the specification could not be parsed); correct the specification or run it again with more memory: Precedence conflict",
	}
	o := Options{}
	for name := range reasons {
		o.Models = append(o.Models, name)
	}
	report, err := testSuite(t).Check(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Models {
		if m.OK || m.Got != "broken" || !strings.Contains(m.Why, reasons[m.Model]) || strings.Contains(m.Why, "\n") {
			t.Errorf("%s: %s: %s", m.Model, m.Got, m.Why)
		}
	}
	if report.OK || len(report.Models) != len(reasons) {
		t.Errorf("report: ok %v, %d models", report.OK, len(report.Models))
	}
}

func TestCounterexample(t *testing.T) {
	needTLC(t)
	report, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Liveness", "Refinement"}})
	if err != nil {
		t.Fatal(err)
	}
	liveness := `1. Init
   /\ colour = [name |-> Red, text |-> "a \"quoted\" \\ text\n"]
   /\ count = 0
   /\ log = <<>>
   /\ rows = (0 :> <<40000, 40000, 40000, 40000, 40000, 40000, 40000>> @@ 1 :> <<40001, 40001, 40001, 40001, 40001, 40001, 40001>> @@ 2 :> <<40002, 40002, 40002, 40002, 40002, 40002, 40002>> @@ 3 :> <<40003, 40003, 40003, 40003, 40003, 40003, 40003>> @@ 4 :> <<40004, 40004, 40004, 40004, 40004, 40004, 40004>>)
2. Count
   /\ count = 1
   /\ log = <<0>>
3. Count
   /\ count = 2
   /\ log = <<0, 1>>
4. Count
   /\ count = 3
   /\ log = <<0, 1, 2>>
and nothing happens any more
`
	if diff := cmp.Diff(liveness, report.Models[0].Counterexample); diff != "" {
		t.Errorf("liveness (-want +got):\n%s", diff)
	}
	if refinement := report.Models[1].Counterexample; !strings.HasSuffix(refinement, "3. Count\n   /\\ count = 3\n   /\\ log = <<1, 2>>\n") {
		t.Errorf("refinement:\n%s", refinement)
	}
}

func TestDump(t *testing.T) {
	needTLC(t)
	g, result, err := testSuite(t).Dump(t.Context(), "Holds")
	if err != nil {
		t.Fatal(err)
	}
	if want := (Counts{Initial: 2, InitialDistinct: 2, Generated: 9, Distinct: 7, Depth: 4}); result.Counts != want {
		t.Errorf("counts %+v, want %+v", result.Counts, want)
	}
	if diff := cmp.Diff([]string{"Count", "Rest"}, g.Actions); diff != "" {
		t.Error(diff)
	}
	checkCounter(t, g)
}

// checkCounter holds every state and step of the model Holds against a
// counter written here.
func checkCounter(t *testing.T, g *Graph) {
	t.Helper()
	for i := range g.Len() {
		s, err := g.State(i)
		if err != nil {
			t.Fatal(err)
		}
		if !Equal(s["rows"], NewFunctionOver(5, func(i int) Value {
			v := Int(40000 + i)
			return Tuple{v, v, v, v, v, v, v}
		})) {
			t.Errorf("rows = %s", s["rows"])
		}
		out := g.Out(i)
		if len(out) != 1 {
			t.Fatalf("%d steps leave state %d", len(out), i)
		}
		next, err := g.State(int(out[0].To))
		if err != nil {
			t.Fatal(err)
		}
		if count := s["count"].(Int); count < 3 {
			s["log"] = append(s["log"].(Tuple), count)
			s["count"] = count + 1
		}
		if !s.Equal(next) {
			t.Errorf("%s leads to\n%s\nwant\n%s", g.Action(out[0]), next, s)
		}
	}
	last := g.Len() - 1
	if path := g.Path(last); len(path) != 3 || int(path[2].To) != last {
		t.Errorf("path to the last state: %v", path)
	}
}

func TestDumpRefuted(t *testing.T) {
	needTLC(t)
	_, _, err := testSuite(t).Dump(t.Context(), "Invariant")
	if err == nil || !strings.HasPrefix(err.Error(), "TLC says that the model Invariant is refuted: invariant Small:\n1. Init\n") {
		t.Errorf("got %v", err)
	}
}

func TestSimulate(t *testing.T) {
	needTLC(t)
	const num, depth, seed = 5, 4, 7
	t.Logf("seed %d", seed)
	first, err := testSuite(t).Simulate(t.Context(), "Holds", num, depth, seed)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != num {
		t.Fatalf("%d traces", len(first))
	}
	for _, trace := range first {
		if len(trace) != depth {
			t.Errorf("a trace of %d states", len(trace))
		}
		for i := 1; i < len(trace); i++ {
			before, after := trace[i-1]["count"].(Int), trace[i]["count"].(Int)
			if after != min(before+1, 3) {
				t.Errorf("count goes from %d to %d", before, after)
			}
		}
	}
	again, err := testSuite(t).Simulate(t.Context(), "Holds", num, depth, seed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the same seed gives other traces:\n%s", diff)
	}
	if _, err := testSuite(t).Simulate(t.Context(), "Invariant", 50, 10, seed); err == nil || !strings.Contains(err.Error(), "refuted: invariant Small") {
		t.Errorf("simulating a refuted model: %v", err)
	}
}

func TestTimeOut(t *testing.T) {
	needTLC(t)
	t.Setenv("TMPDIR", t.TempDir())
	report, err := testSuite(t).Check(t.Context(), Options{Models: []string{"Slow"}, Timeout: 4 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if m := report.Models[0]; m.Got != "broken" || !strings.HasPrefix(m.Why, "TLC did not finish the model Slow within 4s (") {
		t.Errorf("%s: %s", m.Got, m.Why)
	}
	nothingLeft(t)
}

func TestCancel(t *testing.T) {
	needTLC(t)
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := testSuite(t).Check(ctx, Options{Models: []string{"Slow"}, Progress: func(p Progress) {
		if p.Phase == Searching {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	nothingLeft(t)
}

// nothingLeft fails if the directory for temporary files is not empty.
func nothingLeft(t *testing.T) {
	t.Helper()
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		t.Errorf("%s is left behind", e.Name())
	}
}
