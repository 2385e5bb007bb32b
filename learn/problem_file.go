//go:build !js

package learn

import "io/fs"

// fromFile reads the problem of a CSV file.
func (t *problemText) fromFile(files fs.FS) (ProblemSpec, *Reading, error) {
	data, err := t.open(files)
	if err != nil {
		return nil, nil, err
	}
	problem, reading, err := t.csv.Read(t.file, data)
	if err != nil || !t.shuffled {
		return Fixed(problem), reading, err
	}
	spec, err := NewShuffled(t.csv, t.file, data)
	return spec, reading, err
}
