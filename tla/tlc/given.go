package tlc

import (
	"io/fs"

	"kizami/tla/model"
)

// A File is one of those that TLC is given.
type File struct {
	Name string
	Text []byte
}

// Given returns the files that TLC is given of a model, and no others: the
// modules that it is made of, ordered by name, and then the configuration.
func (s *Suite) Given(m Model) ([]File, error) { return given(s.Files, m) }

func given(files fs.FS, m Model) ([]File, error) {
	names, err := model.Modules(files, m.Module)
	if err != nil {
		return nil, err
	}
	var all []File
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		all = append(all, File{name, text})
	}
	cfg := []byte(m.Config.Text())
	if m.Cfg != "" {
		if cfg, err = fs.ReadFile(files, m.Cfg); err != nil {
			return nil, err
		}
	}
	return append(all, File{cfgName(m), cfg}), nil
}

// cfgName is the name of the configuration that TLC is given.
func cfgName(m Model) string {
	if m.Cfg != "" {
		return m.Cfg
	}
	return m.Name + ".cfg"
}
