package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
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
	arguments = append([]string{"test", pkg, "-run", "^$", "-bench", pattern, "-cpu", "1", "-timeout", "10m"}, arguments...)
	output, err := exec.CommandContext(ctx, "go", arguments...).CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, output)
	}
	if before := len(r.names); before == r.parse(output) {
		return fmt.Errorf("%s has no benchmark %s", pkg, pattern)
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
