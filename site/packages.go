package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// stamp, inside node_modules, names the lock file that was installed.
const stamp = ".kizami-lock"

// InstallPackages runs `npm ci` in site/ of the repository at root unless node_modules already holds what the lock file
// says. Builds that run at the same time wait for each other.
func InstallPackages(ctx context.Context, root string) error {
	dir := filepath.Join(root, "site")
	for _, need := range []string{"node", "npm"} {
		if _, err := exec.LookPath(need); err != nil {
			return fmt.Errorf("%s is not installed: the page needs Node.js 18 or newer and npm (on Debian: apt-get install nodejs npm)", need)
		}
	}
	unlock, err := lock(lockPath(dir))
	if err != nil {
		return err
	}
	defer unlock()
	wanted, err := lockSum(dir)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "node_modules", stamp)
	if have, err := os.ReadFile(path); err == nil && string(have) == wanted {
		return nil
	}
	if _, err := run(ctx, dir, nil, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"); err != nil {
		return fmt.Errorf("npm packages of the page: %w", err)
	}
	return os.WriteFile(path, []byte(wanted), 0o644)
}

func (b *builder) packages(ctx context.Context) error { return InstallPackages(ctx, b.Root) }

// lockPath lies outside of the repository, because npm removes node_modules and everything else there is watched by git.
func lockPath(dir string) string {
	if absolute, err := filepath.Abs(dir); err == nil {
		dir = absolute
	}
	sum := sha256.Sum256([]byte(dir))
	return filepath.Join(os.TempDir(), "kizami-npm-"+hex.EncodeToString(sum[:6])+".lock")
}

func lockSum(dir string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// run runs a program and returns its output; the error holds what it complained about.
func run(ctx context.Context, dir string, env []string, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w: %s", name, args[0], err, short(complaint.String()+string(out)))
	}
	return out, nil
}

// short keeps the beginning, where programs say what is wrong before they explain how they are used.
func short(text string) string {
	text = strings.TrimSpace(text)
	const most = 1200
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
