//go:build !js

package learn

import "kizami/core/strict"

func (t *problemText) readSplit(r reader, path string) error {
	var given fieldSet
	if err := r.Object(path, given.note([]strict.Field{
		r.choice("by", &t.by, Splits()...),
		r.text("column", &t.csv.Split, maxColumnName),
		r.flag("shuffled", &t.shuffled),
		r.real("concentration", &t.csv.Concentration, minConcentration, maxConcentration),
		{Name: "seed", Read: func(path string) error {
			seed, err := r.within(path, 0, MaxSeed)
			t.csv.DealSeed = uint64(seed)
			return err
		}},
	})...); err != nil {
		return err
	}
	t.csv.ByLabel = t.by == SplitLabel
	switch t.by {
	case SplitColumn:
		return given.exactly(path, t.by, []string{"by", "column"}, nil)
	case SplitLabel:
		return given.exactly(path, t.by, []string{"by"}, nil)
	case SplitDirichlet:
		return given.exactly(path, t.by, []string{"by", "concentration"}, []string{"seed"})
	}
	return given.exactly(path, t.by, []string{"by"}, []string{"shuffled"})
}

// layoutFields are how the text of the file is laid out.
func (t *problemText) layoutFields(r reader) []strict.Field {
	l := &t.csv.Layout
	return []strict.Field{
		{Name: "weights", Read: func(path string) error {
			weights, err := r.named(path, []string{"nodes", "rows"})
			t.csv.Pooled = weights == "rows"
			return err
		}},
		{Name: "penalty", Read: func(path string) error {
			on, err := r.named(path, []string{"all", "features"})
			t.csv.Free = on == "features"
			return err
		}},
		r.choice("separator", &l.Separator, Separators()...),
		r.choice("decimal", &l.Decimal, ".", ","),
		{Name: "header", Read: func(path string) error {
			header, err := r.Bool(path)
			l.NoHeader = !header
			return err
		}},
		r.text("index", &l.Index, maxColumnName),
		r.names("features", &l.Features),
		r.names("ignore", &l.Ignore),
		{Name: "classes", Read: func(path string) error {
			if err := r.names("classes", &l.Classes).Read(path); err != nil || len(l.Classes) <= 2 {
				return err
			}
			return fault("list-size", path, args{"count": len(l.Classes), "min": 1, "max": 2})
		}},
		r.choice("missing", &l.Missing, MissingRefuse, MissingDrop, MissingMean),
	}
}
