package site

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestLockFileIsExactAndNamesNoRegistry(t *testing.T) {
	var lock struct {
		Packages map[string]struct {
			Version, Resolved, Integrity string
			Dependencies                 map[string]string
		}
	}
	if err := json.Unmarshal(contents(t, "package-lock.json"), &lock); err != nil {
		t.Fatal(err)
	}
	if len(lock.Packages) < 10 {
		t.Fatalf("only %d packages", len(lock.Packages))
	}
	for path, p := range lock.Packages {
		if p.Resolved != "" {
			t.Errorf("%s is resolved to %s", path, p.Resolved)
		}
		if path != "" && (p.Integrity == "" || p.Version == "") {
			t.Errorf("%s has no version or no integrity", path)
		}
	}
	var manifest struct{ DevDependencies map[string]string }
	if err := json.Unmarshal(contents(t, "package.json"), &manifest); err != nil {
		t.Fatal(err)
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for name, version := range manifest.DevDependencies {
		if !exact.MatchString(version) {
			t.Errorf("%s is not pinned: %s", name, version)
		}
	}
}

func TestMissingNodeIsSaidInOneSentence(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := InstallPackages(context.Background(), "..")
	if err == nil || !strings.HasPrefix(err.Error(), "node is not installed: ") || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
}

func TestOutsideTheRepositoryIsSaidInOneSentence(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := Build(context.Background(), Options{})
	if err == nil || !strings.Contains(err.Error(), "inside the kizami repository") {
		t.Errorf("%v", err)
	}
}

func TestAStampOfAnotherLockFileIsStale(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "site")
	if err := os.MkdirAll(filepath.Join(dir, "node_modules"), 0o755); err != nil {
		t.Fatal(err)
	}
	manifest := `{"name":"empty","lockfileVersion":3,"packages":{"":{"name":"empty"}}}`
	for name, text := range map[string]string{
		"package.json": `{"name":"empty"}`, "package-lock.json": manifest, "node_modules/" + stamp: "another", "node_modules/left": "over",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := InstallPackages(t.Context(), root); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "node_modules", "left")); err == nil {
			t.Error("what another lock file installed was left")
		}
	}
}
