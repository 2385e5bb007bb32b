package python

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Both scripts run as a reader runs them, with the packages that requirements.txt pins.
func TestScripts(t *testing.T) {
	python, err := environment()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	own := t.TempDir()
	command := filepath.Join(own, "kizami")
	if runtime.GOOS == "windows" {
		command += ".exe"
	}
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", command, "../../cmd/kizami").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, c := range []struct {
		script       string
		says, leaves []string
	}{
		{"report.py", []string{"average: -139999/400000\n", "certified            converged ", "intercept"}, []string{"curves.csv", "curves.svg"}},
		{"compare.py", []string{"diabetes ", "breast_cancer ", "wine ", "iris ", "digits "}, []string{"digits.csv"}},
	} {
		t.Run(c.script, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			run := exec.Command(python, "-B", c.script, command, folder)
			run.Env = append(os.Environ(), "MPLCONFIGDIR="+own, "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1")
			out, err := run.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, text := range c.says {
				if !strings.Contains(string(out), text) {
					t.Errorf("it does not say %q:\n%s", text, out)
				}
			}
			for _, name := range c.leaves {
				if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() == 0 {
					t.Errorf("it leaves no %s: %v", name, err)
				}
			}
		})
	}
}

// environment returns a Python that has what requirements.txt names. It makes it once for all checkouts of this user, with
// PyPI's help.
func environment() (python string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "kizami", "python")
	wanted, err := os.ReadFile("requirements.txt")
	if err != nil {
		return "", err
	}
	system, err := exec.LookPath("python3")
	if err != nil {
		return "", errors.New("python3 is not installed")
	}
	version, err := exec.Command(system, "-VV").Output()
	if err != nil {
		return "", fmt.Errorf("python3 does not run: %w", err)
	}
	venv := filepath.Join(cache, fmt.Sprintf("%x", sha256.Sum256(append(wanted, version...)))[:16])
	if _, err := os.Stat(venv); err == nil {
		return pythonIn(venv), nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(cache, "making-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	if out, err := exec.Command(system, "-m", "venv", fresh).CombinedOutput(); err != nil {
		return "", fmt.Errorf("python3 makes no environment (package python3-venv?): %s", last(out))
	}
	pip := exec.Command(pythonIn(fresh), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "-r", "requirements.txt")
	if out, err := pip.CombinedOutput(); err != nil {
		return "", fmt.Errorf("PyPI does not give what requirements.txt names: %s", last(out))
	}
	if err := os.Rename(fresh, venv); err != nil && !errors.Is(err, os.ErrExist) { // another run may have been quicker
		return "", err
	}
	return pythonIn(venv), nil
}

func pythonIn(venv string) string {
	if runtime.GOOS == "windows" {
		return filepath.Join(venv, "Scripts", "python.exe")
	}
	return filepath.Join(venv, "bin", "python")
}

// last returns the last line, which is where pip says what went wrong.
func last(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}
