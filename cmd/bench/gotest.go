package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// results holds what benchmarks reported, in their order.
type results struct {
	names  []string
	values map[string]map[string]float64 // by name, then by unit
}

// benchmark runs benchmarks of a package with `go test` on one core and adds what they report.
func (r *results) benchmark(ctx context.Context, pkg, pattern string, arguments ...string) error {
	return r.run(ctx, nil, append([]string{"test", pkg, "-run", "^$", "-bench", pattern, "-cpu", "1", "-timeout", "10m"}, arguments...))
}

func (r *results) run(ctx context.Context, environment, arguments []string) error {
	command := exec.CommandContext(ctx, "go", arguments...)
	command.Env = append(os.Environ(), environment...)
	output, err := command.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, output)
	}
	if before := len(r.names); before == r.parse(output) {
		return fmt.Errorf("go %s: there is no such benchmark", strings.Join(arguments, " "))
	}
	return nil
}

// inWasm runs rounds of the bracket under Node, as js/wasm, and adds how many times as long they take as the native ones.
func (r *results) inWasm(ctx context.Context) error {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	runner := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
	wasm := &results{values: map[string]map[string]float64{}}
	if err := wasm.run(ctx, []string{"GOOS=js", "GOARCH=wasm"}, []string{"test", "kizami/core/simulate", "-run", "^$",
		"-bench", "^BenchmarkBracketRound$/^n=10*$", "-benchtime", "2s", "-timeout", "10m", "-exec", runner}); err != nil {
		return err
	}
	for _, name := range wasm.names {
		values := map[string]float64{"node-updates/s": updates(wasm.values[name])}
		if native := r.values[name]; native != nil {
			values["times-native"] = updates(native) / updates(values)
		}
		first, rest, _ := strings.Cut(name, "/")
		name = first + "/wasm/" + rest
		r.names, r.values[name] = append(r.names, name), values
	}
	return nil
}

// parse reads the lines that begin with Benchmark: a name, the number of runs, then values and their units. Of lines with
// the same name it keeps the one with the least ns/op. It returns how many names there are now.
func (r *results) parse(output []byte) int {
	lines := bufio.NewScanner(bytes.NewReader(output))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name, values := strings.TrimPrefix(fields[0], "Benchmark"), map[string]float64{}
		for i := 2; i+1 < len(fields); i += 2 {
			if value, err := strconv.ParseFloat(fields[i], 64); err == nil {
				values[fields[i+1]] = value
			}
		}
		known, again := r.values[name]
		if !again {
			r.names = append(r.names, name)
		}
		if !again || values["ns/op"] < known["ns/op"] {
			r.values[name] = values
		}
	}
	return len(r.names)
}
