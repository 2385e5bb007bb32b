package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// printVersion stands for this command in a checkout of its own: all that it does is to name its version.
const printVersion = `package main

import "runtime/debug"

func main() {
	info, _ := debug.ReadBuildInfo()
	print(info.Main.Version)
}
`

// The Makefile's build names the commit where git tells it, and works where git does not: to root it says nothing of
// somebody else's checkout, as a container mounts it.
func TestMakeBuildsOnAnybodysCheckout(t *testing.T) {
	for _, tool := range []string{"git", "make"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") != "true" {
			t.Skipf("%s is not installed", tool)
		}
	}
	dir := t.TempDir()
	makefile, err := os.ReadFile(filepath.Join("..", "..", "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"Makefile": string(makefile), ".ci/tools": "#!/bin/sh\n", ".gitignore": ".cache\n",
		"go.mod": "module kizami\n", "cmd/kizami/main.go": printVersion,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	inside := func(env []string, name string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), append(env, "GIT_CONFIG_GLOBAL=/dev/null", "GOFLAGS=-buildvcs=auto", "MAKEFLAGS=", "MAKELEVEL=0")...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	inside(nil, "git", "init", "-q")
	inside(nil, "git", "add", ".")
	inside(nil, "git", "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "All")
	if said := inside(nil, "make", "play"); !strings.HasPrefix(said, "v0.0.0-") || strings.Contains(said, "dirty") {
		t.Errorf("on one's own checkout the version is %q", said)
	}
	if said := inside([]string{"GIT_TEST_ASSUME_DIFFERENT_OWNER=1"}, "make", "play"); said != "(devel)" {
		t.Errorf("on somebody else's checkout make says %q", said)
	}
}
