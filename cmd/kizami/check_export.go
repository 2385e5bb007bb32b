package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"kizami/tla/tlc"
)

// exportModels writes models for TLC and editors, and says how to run them.
func exportModels(w io.Writer, dir string, names []string, o checkOptions) error {
	if o.list || o.json || o.All || o.renew || o.Seed != "" || len(o.Models) > 0 {
		return badInput(errors.New("--export stands alone: name the models after the folder, as in --export out MCProbe3"))
	}
	if len(names) == 0 {
		return badInput(errors.New("--export writes no model: name some after the folder, as in --export out MCProbe3"))
	}
	suite, err := tlc.Embedded()
	if err != nil {
		return err
	}
	if err := knownModels(suite, names); err != nil {
		return badInput(err)
	}
	var models []tlc.Model
	for _, name := range once(names) {
		m, err := suite.Models.Find(name)
		if err != nil {
			return err
		}
		models = append(models, m)
	}
	files, err := suite.Export(dir, models)
	if errors.Is(err, fs.ErrExist) {
		return badInput(err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%s: %s\n", dir, count(len(files), "file"))
	for _, m := range models {
		fmt.Fprintf(w, "\n%s: %s\nexpected: %s\nin an editor, open %s.tla; by hand, in that folder:\n  %s\n", m.Name, m.Shows, m.Expected(), m.Name, tlc.CommandLine(m))
	}
	return nil
}
