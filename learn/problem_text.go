package learn

import (
	"errors"
	"io"
	"io/fs"
	"slices"

	"kizami/core/strict"
)

// problemText is the shape of a problem: quadratic, generated, or from a CSV file.
type problemText struct {
	given                  fieldSet
	curvatures, minimisers []float64
	generated              Generated
	file                   string
	csv                    CSV
	by                     string
	shuffled               bool
}

const maxColumnName = 100 // characters

func (t *problemText) read(r reader, path string) error {
	g := &t.generated
	*g = Generated{Dimension: 10, Rows: 30, Condition: 100, Spread: 0.5, Scales: "homogeneous"}
	t.csv.Intercept = true
	if err := r.Object(path, t.given.note(slices.Concat([]strict.Field{
		r.choice("kind", &g.Kind, KindQuadratic, KindLeastSquares, KindRidge, KindLogistic),
		r.rationals("curvatures", &t.curvatures),
		r.rationals("minimisers", &t.minimisers),
		r.whole("dimension", &g.Dimension, 1, MaxDimension),
		r.whole("rows", &g.Rows, 1, MaxRows),
		r.real("condition", &g.Condition, 1, maxCondition),
		r.real("spread", &g.Spread, 0, maxSpread),
		r.choice("scales", &g.Scales, Scales()...),
		r.real("ridge", &g.Ridge, minRidge, maxRidge),
		r.text("csv", &t.file, maxTitle),
		r.text("target", &t.csv.Target, maxColumnName),
		{Name: "split", Read: func(path string) error { return t.readSplit(r, path) }},
		r.flag("standardise", &t.csv.Standardise),
		r.flag("intercept", &t.csv.Intercept),
	}, t.layoutFields(r)))...); err != nil {
		return err
	}
	return t.check(path)
}

// check makes sure that the fields go together, and fills in the ridge where a kind needs one.
func (t *problemText) check(path string) error {
	g := &t.generated
	optional := []string{"ridge", "penalty"}
	if g.Kind == KindLeastSquares {
		optional = nil
	} else if !t.given["ridge"] {
		g.Ridge = 0.1
	}
	t.csv.Kind, t.csv.Ridge = g.Kind, g.Ridge
	fromFile := []string{"target", "split", "standardise", "intercept", "weights", "separator", "decimal", "header", "index", "features", "ignore", "classes",
		"missing"}
	switch {
	case !t.given["kind"]:
		return strict.Missing(path, "kind")
	case g.Kind == KindQuadratic:
		return t.given.exactly(path, g.Kind, []string{"kind", "curvatures", "minimisers"}, nil)
	case t.given["curvatures"] || t.given["minimisers"] || t.given["ridge"] && g.Kind == KindLeastSquares:
		drawn := []string{"kind", "dimension", "rows", "condition", "spread", "scales", "csv"}
		return t.given.exactly(path, g.Kind, nil, append(drawn, fromFile...))
	case t.given["csv"]:
		if t.given["penalty"] && g.Kind == KindLeastSquares {
			return fault("field-with", path, args{"field": "penalty", "with": g.Kind})
		}
		if t.given["classes"] && g.Kind != KindLogistic {
			return fault("field-with", path, args{"field": "classes", "with": g.Kind})
		}
		if t.given["features"] && t.given["ignore"] {
			return fault("field-with", path, args{"field": "ignore", "with": "features"})
		}
		return t.given.exactly(path, "csv", []string{"kind", "csv", "target"}, append(optional, fromFile...))
	}
	for _, name := range append(fromFile, "penalty") {
		if t.given[name] {
			return strict.Missing(path, "csv")
		}
	}
	return nil
}

// spec returns what makes the problem for the nodes of a digraph, and what was read of a file.
func (t *problemText) spec(digraph DigraphSpec, files fs.FS) (ProblemSpec, *Reading, error) {
	if t.generated.Kind == KindQuadratic {
		problem, err := NewQuadratic(t.curvatures, t.minimisers)
		return Fixed(problem), nil, err
	}
	if !t.given["csv"] {
		t.generated.Nodes = digraph.Size()
		return t.generated, nil, t.generated.check()
	}
	t.csv.Nodes = digraph.Size()
	if digraph.Named != nil {
		t.csv.Names = digraph.Named.Names
	}
	return t.fromFile(files)
}

func (t *problemText) open(files fs.FS) ([]byte, error) {
	if files == nil {
		return nil, fault("csv-unavailable", "problem.csv", args{})
	}
	if !fs.ValidPath(t.file) {
		return nil, fault("csv-path", "problem.csv", args{"file": t.file})
	}
	data, err := readFile(files, t.file)
	if reason := (*fs.PathError)(nil); errors.As(err, &reason) {
		err = reason.Err // without the path, which may be more than the text says
	}
	if err != nil {
		return nil, fault("csv-unreadable", "problem.csv", args{"file": t.file, "detail": err.Error()})
	}
	return data, nil
}

// readFile reads a file up to the limit. It does not open what might block, as a pipe does.
func readFile(files fs.FS, name string) ([]byte, error) {
	if info, err := fs.Stat(files, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, MaxCSVBytes+1))
}
