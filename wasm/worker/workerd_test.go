//go:build !js

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ] );
const worker :Workerd.Worker = (
  modules = [
    (name = "worker.mjs", esModule = embed "build/worker.mjs"),
    (name = "runtime.mjs", esModule = embed "build/runtime.mjs"),
    (name = "wasm_exec.js", esModule = embed "build/wasm_exec.js"),
    (name = "app.wasm", wasm = embed "build/app.wasm") ],
  compatibilityDate = %q );
`

// findWorkerd returns the program itself and not the script around it, so that ending it ends all of it.
func findWorkerd(t *testing.T) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("..", "..", "site", "node_modules", "@cloudflare", "workerd-*", "bin", "workerd*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		return found[0]
	}
	if path, err := exec.LookPath("workerd"); err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("workerd is not installed: run npm ci in site/")
	}
	t.Skip("workerd is not installed (npm ci in site/ brings it): the Worker is not tested here")
	return ""
}

// startWorkerd serves what buildWorker built until the test ends and returns its address.
func startWorkerd(t *testing.T, workerd, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "config.capnp")
	if err := os.WriteFile(path, fmt.Appendf(nil, config, compatibilityDate(t)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute) // ends workerd even if this test hangs
	control, child, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	cmd := exec.CommandContext(ctx, workerd, "serve", "--control-fd=3", path)
	cmd.ExtraFiles, cmd.Stdout, cmd.Stderr = []*os.File{child}, &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	child.Close()
	t.Cleanup(func() {
		cancel() // kills this process, by its id
		cmd.Wait()
		control.Close()
		if t.Failed() {
			t.Logf("workerd said: %s", &log)
		}
	})
	return "http://127.0.0.1:" + listeningPort(t, control)
}

// listeningPort waits until workerd reports the port that the system gave it.
func listeningPort(t *testing.T, control *os.File) string {
	t.Helper()
	if err := control.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(control); lines.Scan(); {
		var report struct {
			Event string
			Port  json.Number
		}
		if err := json.Unmarshal(lines.Bytes(), &report); err != nil {
			t.Fatalf("workerd reports %q: %v", lines.Text(), err)
		}
		if report.Event == "listen" {
			return report.Port.String()
		}
	}
	t.Fatal("workerd did not start to listen")
	return ""
}

// compatibilityDate is the one that wrangler would use.
func compatibilityDate(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("wrangler.jsonc")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`"compatibility_date": "(\d{4}-\d\d-\d\d)"`).FindSubmatch(text)
	if found == nil {
		t.Fatal("wrangler.jsonc has no compatibility_date")
	}
	return string(found[1])
}
