//go:build !js

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kizami/site"
	"kizami/wasm/door"
)

func command(t *testing.T, stdin []byte, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &stdout, &stderr
	if name == "go" {
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	}
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%.2000s", name, strings.Join(args, " "), err, &stderr, &stdout)
	}
	return stdout.String()
}

func needNode(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("node is not installed")
	}
	t.Skip("node is not installed: the program for the browser is not tested here")
}

func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "kizami.wasm")
	command(t, nil, "go", append(append([]string{"build", "-trimpath", "-buildvcs=false", "-o", program}, site.EngineFlags...), ".")...)
	return program
}

func TestUnderNodeItAnswersAsTheDoorDoesNatively(t *testing.T) {
	needNode(t)
	script := filepath.Join(strings.TrimSpace(command(t, nil, "go", "env", "GOROOT")), "lib", "wasm", "wasm_exec.js")
	asked := requests(t)
	stdin := []byte(strings.Join(asked, "\n") + "\n")
	answers := strings.Split(command(t, stdin, "node", filepath.Join("testdata", "ask.js"), script, build(t)), "\n")

	// What ask.js asks in the end: wrong arguments, then half a character, which Go receives as U+FFFD.
	asked = append(asked, "", "", "", "", "", "\ufffd", "end")
	if len(answers) != len(asked) {
		t.Fatalf("%d answers to %d requests", len(answers), len(asked))
	}
	for i, request := range asked[:len(asked)-1] {
		if want := string(door.Handle([]byte(request))); answers[i] != want {
			t.Errorf("request %.200s\nin the browser: %.300s\nnatively:       %.300s", request, answers[i], want)
		}
	}
}

func requests(t *testing.T) []string {
	asked := []string{
		`{"v":1,"id":1,"op":"version"}`,
		`{"v":1,"id":2,"op":"presets"}`,
		`{"v":1,"id":3,"op":"random","nodes":12,"seed":9007199254740991,"ending":"probe"}`,
		`{"v":1,"id":4,"op":"random","nodes":12,"seed":5,"ending":"bound"}`,
		`{"v":1,"id":5,"op":"刻み"}`, `{"v":1,"id":6`, `{"v":2}`,
		`{"v":1,"id":7,"op":"run","scenario":{"kizami":1,"kizami":1}}`,
		`{"v":1,"id":8,"op":"random","nodes":1000,"seed":5,"ending":"bound"}`,
		// Without a seed the probe differs, but with all odds not what it leads to.
		`{"v":1,"id":9,"op":"average","scenario":{"kizami":1,"digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0],[0,2]]},` +
			`"values":["0.1","1/3","-7"],"ending":{"rule":"probe"}}}`,
	}
	for i, p := range door.Presets() {
		text, err := json.Marshal(p.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		quoted, _ := json.Marshal(string(text))
		asked = append(asked,
			fmt.Sprintf(`{"v":1,"id":%d,"op":"run","scenario":%s}`, 100+i, text),
			fmt.Sprintf(`{"v":1,"id":%d,"op":"average","scenario":%s}`, 200+i, quoted))
	}
	return append(append(asked, learning()...), large(t, "bound"), large(t, "probe"))
}

// learning asks for every example, and for every method on data drawn from a seed, where logarithms and powers come in.
func learning() []string {
	asked := []string{`{"v":1,"id":400,"op":"examples"}`, `{"v":1,"id":401,"op":"learn","experiment":{}}`}
	for _, kind := range []string{"least-squares", "logistic"} {
		asked = append(asked, `{"v":1,"id":402,"op":"learn","experiment":{"kizami":1,"task":"learn","digraph":{"family":"random","nodes":6,"degree":2},`+
			`"problem":{"kind":"`+kind+`","dimension":3,"rows":9,"scales":"log-uniform"},"epochs":40,"methods":[{"method":"coordinated","mode":"mean"},`+
			`{"method":"coordinated","mode":"min"},{"method":"coordinated","mode":"harmonic"},{"method":"own"},{"method":"dgd","step":"untuned"},`+
			`{"method":"push-diging","step":"tuned"},{"method":"push-pull","step":0.01},{"method":"gradient-descent"},{"method":"adgd"},{"method":"bb"}]}}`)
	}
	for i, e := range door.Examples() {
		quoted, _ := json.Marshal(string(e.Experiment))
		asked = append(asked, fmt.Sprintf(`{"v":1,"id":%d,"op":"learn","experiment":%s}`, 410+i, quoted))
	}
	return asked
}

// large asks for the trace of many nodes: the ratios of small float64 are where machines could differ.
func large(t *testing.T, ending string) string {
	t.Helper()
	var random struct{ Scenario json.RawMessage }
	request := fmt.Sprintf(`{"v":1,"id":1,"op":"random","nodes":40,"seed":3,"ending":%q}`, ending)
	if err := json.Unmarshal(door.Handle([]byte(request)), &random); err != nil || random.Scenario == nil {
		t.Fatal("no random scenario", err)
	}
	return fmt.Sprintf(`{"v":1,"id":300,"op":"run","scenario":%s}`, random.Scenario)
}
