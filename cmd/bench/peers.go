package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

//go:embed peers.py
var script []byte

//go:embed requirements.txt
var requirements []byte

// peer is one line that peers.py prints: how many node-updates a second it did on a graph file; and in which range the
// ratios of all nodes were after so many rounds, where it was asked.
type peer struct {
	Peer, Graph     string
	Speed           float64
	Rounds          int
	Lowest, Highest float64
}

// runPeers makes a Python environment in the folder, installs scipy and tvopt there and runs them on its graph files.
// The error is one sentence.
func runPeers(ctx context.Context, folder string) ([]peer, error) {
	for name, content := range map[string][]byte{"peers.py": script, "requirements.txt": requirements} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return nil, err
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		return nil, errors.New("python3 is not installed")
	}
	if _, err := run(ctx, time.Minute, folder, python, "-m", "venv", "venv"); err != nil {
		return nil, fmt.Errorf("python3 makes no environment (%w)", err)
	}
	python = filepath.Join(folder, "venv", "bin", "python")
	if runtime.GOOS == "windows" {
		python = filepath.Join(folder, "venv", "Scripts", "python.exe")
	}
	pip := []string{"-m", "pip", "install", "--quiet", "--no-input", "--no-deps", "-r", "requirements.txt"}
	if _, err := run(ctx, 3*time.Minute, folder, python, pip...); err != nil {
		return nil, fmt.Errorf("pip does not install them (%w)", err)
	}
	output, err := run(ctx, 3*time.Minute, folder, python, "peers.py", ".")
	if err != nil {
		return nil, fmt.Errorf("they do not run (%w)", err)
	}
	return parsePeers(output)
}

func parsePeers(output []byte) (all []peer, err error) {
	for decoder := json.NewDecoder(bytes.NewReader(output)); decoder.More(); {
		var p peer
		if err := decoder.Decode(&p); err != nil {
			return nil, fmt.Errorf("peers.py printed no JSON: %w", err)
		}
		all = append(all, p)
	}
	return all, nil
}

// run returns what a program prints. It computes on one thread. The error ends with the last line on standard error.
func run(ctx context.Context, patience time.Duration, folder, program string, arguments ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir, command.WaitDelay = folder, 5*time.Second
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "OPENBLAS_CORETYPE=") { // which would slow numpy down
			command.Env = append(command.Env, variable)
		}
	}
	for _, threads := range []string{"OPENBLAS", "OMP", "MKL"} {
		command.Env = append(command.Env, threads+"_NUM_THREADS=1")
	}
	var complaint bytes.Buffer
	command.Stderr = &complaint
	output, err := command.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		lines := strings.Split(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("%w: %s", err, lines[len(lines)-1])
	}
	return output, nil
}
