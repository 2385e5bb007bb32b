package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kizami/core/coretest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// reportOf runs the command with --json.
func reportOf(t *testing.T, args ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	root := newRoot()
	root.SetArgs(append([]string{"learn", "--json"}, args...))
	root.SetOut(&out)
	root.SetErr(&bytes.Buffer{})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// everyMethod is a small experiment with all methods; some of them diverge.
const everyMethod = `{ "kizami": 1, "task": "learn", "digraph": {"family": "random", "nodes": 5, "degree": 2},
  "problem": {"kind": "ridge", "dimension": 2, "rows": 6, "scales": "one-steep", "ridge": 0.1},
  "methods": [{"method": "coordinated", "name": "steps"}, {"method": "own"}, {"method": "dgd", "step": "tuned"},
    {"method": "push-diging", "step": "untuned"}, {"method": "push-pull", "step": 1000}, {"method": "gradient-descent"},
    {"method": "adgd"}, {"method": "bb"}, {"method": "certified"}],
  "seeds": {"first": 1, "count": 2}, "tolerance": 1e-4, "epochs": 150 }`

const fewFamilies = `{ "kizami": 1, "task": "rounds", "families": ["star", "random-3"], "nodes": [5, 8],
  "seeds": {"first": 1, "count": 3} }`

// written writes a file and returns its path.
func written(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// reports are reports of real runs: every method, every ending of a run, with a trace and without, and both tasks.
func reports(t *testing.T) map[string][]byte {
	folder := t.TempDir()
	file := func(name, text string) string { return written(t, folder, name, text) }
	return map[string][]byte{
		"every method":    reportOf(t, file("methods.json", everyMethod)),
		"families":        reportOf(t, file("families.json", fewFamilies)),
		"unsafe-mean":     reportOf(t, "--example", "unsafe-mean"),
		"small, 2 seeds":  reportOf(t, "--example", "small", "--seeds", "2"),
		"modes, one seed": reportOf(t, "--example", "modes", "--seeds", "1"),
	}
}

func TestReportsAreValid(t *testing.T) {
	schema := coretest.Schema(t, "report.schema.json")
	all := reports(t)
	for name, text := range all {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	everything := string(bytes.Join([][]byte{all["every method"], all["unsafe-mean"]}, nil))
	for _, part := range []string{`"end":"converged"`, `"end":"diverged"`, `"end":"unfinished"`, `"trace":`, `"optima":`, `"step":`} {
		if !strings.Contains(everything, part) {
			t.Errorf("no run shows %s: the schema is tested with too little", part)
		}
	}
}

// The lines of --trace are the epochs of the report, and valid, each by itself.
func TestEpochsAreStreamed(t *testing.T) {
	schema := coretest.Schema(t, "epoch.schema.json", "report.schema.json")
	name := filepath.Join(t.TempDir(), "epochs.jsonl")
	var report struct {
		Methods []struct {
			Name string
			Runs []struct {
				Seed  uint64
				Trace []json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(reportOf(t, "--example", "small", "--seeds", "2", "--trace", name), &report); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	streamed := map[string]string{}
	for line := range bytes.Lines(text) {
		if err := coretest.Validate(t, schema, line); err != nil {
			t.Fatal(err)
		}
		head, epoch, _ := strings.Cut(string(line), `,"epoch":`)
		streamed[head] += `{"epoch":` + epoch
	}
	for _, m := range report.Methods {
		for _, r := range m.Runs {
			kept := ""
			for _, epoch := range r.Trace {
				kept += string(epoch) + "\n"
			}
			head := fmt.Sprintf(`{"method":%q,"seed":%d`, m.Name, r.Seed)
			if kept == "" || kept != streamed[head] {
				t.Errorf("%s: the file has other epochs than the report", head)
			}
		}
	}
	if coretest.Validate(t, schema, []byte(`{"method":"own","seed":1}`)) == nil ||
		coretest.Validate(t, schema, bytes.Replace(bytes.SplitAfter(text, []byte("\n"))[0], []byte(`"seed"`), []byte(`"more":1,"seed"`), 1)) == nil {
		t.Error("the schema takes what is no epoch")
	}
}

// TestSchemaHasTeeth breaks a valid report in one place at a time.
func TestSchemaHasTeeth(t *testing.T) {
	schema := coretest.Schema(t, "report.schema.json")
	text := reportOf(t, "--example", "unsafe-mean")
	for name, spoil := range map[string]func(report map[string]any){
		"unknown field":           func(r map[string]any) { r["extra"] = 1.0 },
		"no seeds":                func(r map[string]any) { delete(r, "seeds") },
		"families of task learn":  func(r map[string]any) { r["families"] = []any{} },
		"methods of task rounds":  func(r map[string]any) { r["task"] = "rounds" },
		"a mode of its own":       func(r map[string]any) { methodOf(r)["mode"] = "median" },
		"no mode":                 func(r map[string]any) { delete(methodOf(r), "mode") },
		"a mode without use":      func(r map[string]any) { methodOf(r)["method"] = "own" },
		"a band with no run":      func(r map[string]any) { methodOf(r)["summary"].(map[string]any)["epochs"] = map[string]any{} },
		"diverged for no reason":  func(r map[string]any) { delete(runOf(r), "reason") },
		"an end that is not":      func(r map[string]any) { runOf(r)["end"] = "stopped" },
		"an error above the most": func(r map[string]any) { runOf(r)["error"] = 2e12 },
		"a negative cost":         func(r map[string]any) { runOf(r)["rounds"] = -1.0 },
		"an epoch without loss":   func(r map[string]any) { delete(runOf(r)["trace"].([]any)[0].(map[string]any), "loss") },
	} {
		var report map[string]any
		if err := json.Unmarshal(text, &report); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(report); err != nil {
			t.Fatalf("before %s: %v", name, err)
		}
		if spoil(report); schema.Validate(report) == nil {
			t.Errorf("%s: the schema takes it", name)
		}
	}
}

func methodOf(report map[string]any) map[string]any {
	return report["methods"].([]any)[0].(map[string]any)
}

func runOf(report map[string]any) map[string]any {
	return methodOf(report)["runs"].([]any)[0].(map[string]any)
}
