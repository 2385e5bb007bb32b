package site

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Options say where to build. The zero value builds into site/dist of the repository around the working directory.
type Options struct {
	Root     string            // the repository; found from the working directory when empty
	Out      string            // the folder to write, replaced as a whole; site/dist when empty
	Packed   bool              // whether the brotli of every asset is kept beside it, which takes longer
	Progress func(step string) // told before every step when not nil
}

// Result is what a build made.
type Result struct {
	Out        string
	WasmSHA256 string
}

// builder carries what the steps of one build pass on to each other.
type builder struct {
	Options
	site  string            // the folder site of the repository
	urls  map[string]string // of built files, by what they are
	sum   string            // SHA-256 of the wasm file
	bytes int               // of the wasm file
}

type step struct {
	name string
	do   func(context.Context) error
}

// Build makes the whole page and then puts it in place of the old one. Every error is one sentence that names what is
// missing or broken; when there is one, the old page is left as it was.
func Build(ctx context.Context, o Options) (*Result, error) {
	b := &builder{Options: o, urls: map[string]string{}}
	if err := b.locate(); err != nil {
		return nil, err
	}
	final := b.Out
	if err := os.MkdirAll(filepath.Dir(final), 0o755); err != nil {
		return nil, err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(final), ".building-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(fresh)
	b.Out = fresh
	steps := []step{{"npm packages", b.packages}, {"engine (wasm)", b.engine}, {"scripts and styles", b.bundle}, {"pages", b.pages}}
	if b.Packed {
		steps = append(steps, step{"brotli", b.pack})
	}
	for _, step := range steps {
		if b.Progress != nil {
			b.Progress(step.name)
		}
		if err := step.do(ctx); err != nil {
			return nil, err
		}
	}
	if err := replace(final, fresh); err != nil {
		return nil, err
	}
	return &Result{final, b.sum}, nil
}

func (b *builder) locate() (err error) {
	if b.Root == "" {
		if b.Root, err = findRoot(); err != nil {
			return err
		}
	}
	b.site = filepath.Join(b.Root, "site")
	if b.Out == "" {
		b.Out = filepath.Join(b.site, "dist")
	}
	b.Out, err = filepath.Abs(b.Out)
	return err
}

// findRoot walks up from the working directory to the repository.
func findRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module kizami\n") {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("the page is built from its sources: run this inside the kizami repository (no go.mod of module kizami above %s)", start)
		}
	}
}

// replace puts the fresh folder where the old one is. Only a folder that a build made is ever removed.
func replace(final, fresh string) error {
	if entries, err := os.ReadDir(final); err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(final, headersFile)); errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s is not empty and holds no built page: choose another folder", final)
		}
	}
	if err := os.RemoveAll(final); err != nil {
		return err
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return err
	}
	return os.Rename(fresh, final)
}

// write writes a file of the page.
func (b *builder) write(name string, data []byte) error {
	path := filepath.Join(b.Out, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
