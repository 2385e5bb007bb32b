//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// maxGzip is what the strictest reading of Cloudflare's limits allows a Worker, in bytes.
const maxGzip = 3_000_000

// somebodyElses makes git behave as it does to root on somebody else's checkout.
var somebodyElses = []string{"GIT_TEST_ASSUME_DIFFERENT_OWNER=1", "GIT_CONFIG_GLOBAL=/dev/null", "GOFLAGS=-buildvcs=auto"}

// buildWorker builds the Worker as wrangler.jsonc does, into the folder build of the folder that it returns.
func buildWorker(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	build := generateAssets(t, dir)
	run(t, append([]string{"GOOS=js", "GOARCH=wasm"}, somebodyElses...), "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", filepath.Join(build, "app.wasm"), ".")
	return dir
}

func generateAssets(t *testing.T, dir string) string {
	t.Helper()
	build := filepath.Join(dir, "build")
	run(t, nil, "tool", "workers-assets-gen", "-mode=go", "-o", build)
	return build
}

func run(t *testing.T, env []string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return string(stdout)
}

func readFile(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Wrangler gives the same flags as buildWorker.
func TestWranglerBuildsTheSame(t *testing.T) {
	const command = "GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w' -o build/app.wasm ."
	if config := readFile(t, "wrangler.jsonc"); !strings.Contains(config, command+`"`) {
		t.Errorf("wrangler.jsonc does not build with %s", command)
	}
}

func TestSize(t *testing.T) {
	program := readFile(t, buildWorker(t), "build", "app.wasm")
	var compressed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&compressed, gzip.BestCompression)
	if _, err := w.Write([]byte(program)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, %d by gzip", len(program), compressed.Len())
	if compressed.Len() >= maxGzip {
		t.Errorf("the Worker has %d bytes by gzip, the limit is %d", compressed.Len(), maxGzip)
	}
}

// handsInContext lists what the Worker's wasm_exec.js has instead of Go's lines, to hand the request's context in.
var handsInContext = [][2]string{
	{"async run(instance, context) {", "async run(instance) {"},
	{`			const globalProxy = new Proxy(globalThis, {
				get(target, prop) {
					if (prop === 'context') {
						return context;
					}
					return Reflect.get(target, prop, target);
				}
			})
`, ""},
	{"\t\t\t\tglobalProxy,\n", "\t\t\t\tglobalThis,\n"},
	{"[globalProxy, 5],", "[globalThis, 5],"},
}

// The Worker starts Go with the wasm_exec.js that workers-assets-gen carries; with another than that of the Go that
// compiled the program, it would fail in ways that nobody understands.
func TestWasmExecIsThatOfThisGo(t *testing.T) {
	want := readFile(t, strings.TrimSpace(run(t, nil, "env", "GOROOT")), "lib", "wasm", "wasm_exec.js")
	got := readFile(t, generateAssets(t, t.TempDir()), "wasm_exec.js")
	for _, change := range handsInContext {
		if strings.Count(got, change[0]) != 1 {
			t.Errorf("the Worker's wasm_exec.js does not have once: %s", change[0])
		}
		got = strings.Replace(got, change[0], change[1], 1)
	}
	if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" {
		t.Errorf("this Go needs another wasm_exec.js than the Worker has (-Go +Worker): %s", diff)
	}
}
