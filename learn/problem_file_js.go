package learn

import "io/fs"

// fromFile refuses: the page has no files, and its engine need not hold what reads them.
func (t *problemText) fromFile(fs.FS) (ProblemSpec, *Reading, error) {
	return nil, nil, fault("csv-unavailable", "problem.csv", args{})
}
