package model

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
)

// A File is one of those that TLC is given.
type File struct {
	Name string
	Text []byte
	code string // what counts of a module
}

// Given returns the files of the folder that TLC is given of a model, and no others: the modules that it is made of, ordered
// by name, and last the configuration.
func Given(files fs.FS, m Model) ([]File, error) { return newFolder(files).given(m) }

func (f *folder) given(m Model) ([]File, error) {
	names, err := f.modules(m.Module)
	if err != nil {
		return nil, err
	}
	var all []File
	for _, name := range names {
		module, err := f.module(name)
		if err != nil {
			return nil, err
		}
		all = append(all, File{name, module.text, module.code})
	}
	cfg := []byte(m.Config.Text())
	if m.Cfg != "" {
		if cfg, err = fs.ReadFile(f.files, m.Cfg); err != nil {
			return nil, err
		}
	}
	return append(all, File{Name: m.CfgName(), Text: cfg}), nil
}

// CfgName is the name of the configuration that TLC is given.
func (m *Model) CfgName() string {
	if m.Cfg != "" {
		return m.Cfg
	}
	return m.Name + ".cfg"
}

// hashFormat changes whenever what is hashed does.
const hashFormat = "1"

// Hash returns the SHA-256, in hexadecimal, of all that a verdict depends on: the files that TLC is given, as [Given] returns
// them, of modules only what counts, TLC itself, as tool tells it, and what is expected. Comments and empty lines change nothing.
func Hash(m Model, given []File, tool string) string {
	h := sha256.New()
	part := func(name, text string) { fmt.Fprintf(h, "%s %d\n%s", name, len(text), text) }
	part("format", hashFormat)
	part("root", m.Module)
	for _, f := range given {
		if f.code != "" {
			part(f.Name, f.code)
		} else {
			part("cfg", string(f.Text))
		}
	}
	part("tool", tool)
	part("expect", fmt.Sprintf("%s, %d %d %d", m.Expected(), m.Distinct, m.Generated, m.Depth))
	return fmt.Sprintf("%x", h.Sum(nil))
}
