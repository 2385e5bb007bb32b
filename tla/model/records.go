package model

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kizami/core/strict"
)

// RecordsFile holds the records of a folder's models.
const RecordsFile = "verdicts.json"

// Records are what TLC has checked, and found as expected: of each model, by name, the [Hash]. They are only ever made of a
// run of TLC.
type Records map[string]string

// ReadRecords reads the records of a folder; the error is fs.ErrNotExist if there are none.
func ReadRecords(files fs.FS) (Records, error) {
	data, err := fs.ReadFile(files, RecordsFile)
	if err != nil {
		return nil, err
	}
	records, err := parseRecords(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", RecordsFile, err)
	}
	return records, nil
}

func parseRecords(data []byte) (Records, error) {
	r, err := strict.NewReader(data, longestFile)
	if err != nil {
		return nil, err
	}
	records := Records{}
	err = r.Object("",
		strict.Field{Name: "kizami", Read: r.Version},
		strict.Field{Name: "verdicts", Read: func(path string) error {
			return r.Entries(path, func(name, path string) (err error) {
				records[name], err = r.Text(path)
				return err
			})
		}})
	if err == nil {
		err = r.End()
	}
	return records, err
}

// Text writes the records, one model a line, in the order of the names.
func (r Records) Text() []byte {
	lines := make([]string, 0, len(r))
	for _, name := range slices.Sorted(maps.Keys(r)) {
		lines = append(lines, fmt.Sprintf("\n    %q: %q", name, r[name]))
	}
	return fmt.Appendf(nil, "{\n  \"kizami\": 1,\n  \"verdicts\": {%s\n  }\n}\n", strings.Join(lines, ","))
}

// Stale returns the models of the set whose records are not of what TLC would be given now, and the names of records that no
// model has. Without any records all models are stale.
func (s Set) Stale(files fs.FS, tool string) (stale []Model, orphans []string, err error) {
	records, err := ReadRecords(files)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	left, modules := maps.Clone(records), newFolder(files)
	for _, m := range s {
		given, err := modules.given(m)
		if err != nil {
			return nil, nil, err
		}
		if records[m.Name] != Hash(m, given, tool) {
			stale = append(stale, m)
		}
		delete(left, m.Name)
	}
	return stale, slices.Sorted(maps.Keys(left)), nil
}
