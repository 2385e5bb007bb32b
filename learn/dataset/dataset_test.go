package dataset_test

import (
	"bytes"
	"testing"

	"kizami/learn"
	"kizami/learn/dataset"
)

// The files have the rows and features that they are known for, and are problems that can be solved.
func TestFilesAreProblems(t *testing.T) {
	for _, c := range []struct {
		file, target, kind string
		rows, dimension    int
	}{
		{"diabetes.csv", "progression", learn.KindRidge, 442, 10}, {"cancer.csv", "benign", learn.KindLogistic, 569, 30},
		{"wine.csv", "second", learn.KindLogistic, 178, 13},
	} {
		data, err := dataset.Files.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		if rows := bytes.Count(data, []byte("\n")) - 1; rows != c.rows {
			t.Errorf("%s: %d rows, want %d", c.file, rows, c.rows)
		}
		p, err := learn.CSV{Kind: c.kind, Ridge: 0.1, Target: c.target, Nodes: 7, Standardise: true}.Problem(c.file, data)
		if err != nil {
			t.Fatal(err)
		}
		if p.Dimension() != c.dimension {
			t.Errorf("%s: %d features, want %d", c.file, p.Dimension(), c.dimension)
		}
	}
}
