package learn

import (
	"encoding/json"

	"kizami/core"
	"kizami/core/scenario"
	"kizami/core/strict"
)

// document is the shape of an experiment before any field is compared with another.
type document struct {
	given      fieldSet
	task       string
	digraph    digraphText
	ending     scenario.EndingText
	capacity   int
	problem    problemText
	start      []float64 // one for all coordinates if not listed
	listed     bool
	methods    []methodText
	experiment Experiment // what needs no comparing
}

type digraphText struct {
	given  fieldSet
	text   scenario.DigraphText
	family string
	degree int
	file   scenario.DigraphFile
}

// fieldSet holds the names of the fields that an object has.
type fieldSet map[string]bool

// note returns the fields, all optional, such that those read are put into the set.
func (s *fieldSet) note(fields []strict.Field) []strict.Field {
	*s = fieldSet{}
	for i, f := range fields {
		fields[i] = strict.Field{Name: f.Name, Optional: true, Read: func(path string) error {
			(*s)[f.Name] = true
			return f.Read(path)
		}}
	}
	return fields
}

// exactly makes sure that all needed fields are there and no others than the needed and the optional ones.
func (s fieldSet) exactly(path, with string, needed, optional []string) error {
	left := fieldSet{}
	for name := range s {
		left[name] = true
	}
	for _, name := range needed {
		if !s[name] {
			return strict.Missing(path, name)
		}
		delete(left, name)
	}
	for _, name := range optional {
		delete(left, name)
	}
	first := ""
	for name := range left {
		if first == "" || name < first {
			first = name
		}
	}
	if first == "" {
		return nil
	}
	return fault("field-with", path, args{"field": first, "with": with})
}

func read(data []byte) (*document, error) {
	r, err := strict.NewReader(data, MaxBytes)
	if err != nil {
		return nil, err
	}
	d := &document{experiment: defaults()}
	if err := r.Object("", d.given.note(d.fields(reader{r}))...); err != nil {
		return nil, err
	}
	return d, r.End()
}

func (d *document) fields(r reader) []strict.Field {
	e := &d.experiment
	return []strict.Field{
		{Name: "kizami", Read: r.Version},
		r.choice("task", &d.task, TaskLearn, TaskRounds),
		r.text("title", &e.Title, maxTitle),
		{Name: "digraph", Read: func(path string) error { return d.digraph.read(r, path) }},
		{Name: "ending", Read: func(path string) error { return d.ending.Read(r.Reader, path) }},
		r.whole("capacity", &d.capacity, 1, core.MaxNodes),
		{Name: "problem", Read: func(path string) error { return d.problem.read(r, path) }},
		{Name: "start", Read: func(path string) error { return d.readStart(r, path) }},
		{Name: "methods", Read: func(path string) error { return d.readMethods(r, path) }},
		{Name: "bits", Read: func(path string) error {
			return r.Object(path, optional(r.whole("iterate", &e.IterateBits, 1, MaxBits), r.whole("stepsize", &e.StepsizeBits, 1, MaxBits))...)
		}},
		r.real("range", &e.Range, minRange, maxNumber),
		{Name: "seeds", Read: func(path string) error { return d.readSeeds(r, path) }},
		r.real("tolerance", &e.Tolerance, minTolerance, maxTolerance),
		r.whole("epochs", &e.Epochs, 1, MaxEpochs),
		r.whole("rounds", &e.Rounds, 1, MaxRounds),
		{Name: "trace", Read: func(path string) (err error) { e.Trace, err = r.Bool(path); return }},
		{Name: "families", Read: func(path string) error {
			return r.list(path, len(Families()), func(_ int, path string) error {
				name, err := r.named(path, Families())
				e.Families = append(e.Families, name)
				return err
			})
		}},
		{Name: "nodes", Read: func(path string) error {
			return r.list(path, MaxNodeCounts, func(_ int, path string) error {
				nodes, err := r.within(path, 1, MaxRoundsNodes)
				e.NodeCounts = append(e.NodeCounts, int(nodes))
				return err
			})
		}},
	}
}

func (d *document) readSeeds(r reader, path string) error {
	seeds := &d.experiment.Seeds
	return r.Object(path,
		strict.Field{Name: "first", Optional: true, Read: func(path string) error {
			first, err := r.within(path, 0, MaxSeed)
			seeds.First = uint64(first)
			return err
		}},
		optional(r.whole("count", &seeds.Count, 1, MaxSeeds))[0],
	)
}

// readStart reads one number for all coordinates, or a list of them.
func (d *document) readStart(r reader, path string) error {
	token, err := r.Token()
	if err != nil {
		return err
	}
	if d.listed = token == json.Delim('['); d.listed {
		return r.Items(path, func(i int, path string) error {
			if i == MaxDimension {
				return fault("list-size", path, args{"count": i + 1, "min": 1, "max": MaxDimension})
			}
			x, err := r.between(path, -maxNumber, maxNumber)
			d.start = append(d.start, x)
			return err
		})
	}
	number, ok := token.(json.Number)
	if !ok {
		return strict.WrongType(path, "number or list", token)
	}
	x, err := number.Float64()
	if err != nil {
		x = 2 * maxNumber
	}
	d.start = []float64{x}
	return inRange(path, x, -maxNumber, maxNumber)
}

func (t *digraphText) read(r reader, path string) error {
	fields := append(t.text.Fields(r.Reader), r.choice("family", &t.family, drawable()...), r.whole("degree", &t.degree, 1, MaxNodes-1))
	fields = append(fields, t.fileFields(r)...)
	if err := r.Object(path, t.given.note(fields)...); err != nil {
		return err
	}
	switch {
	case t.given["file"]:
		return t.given.exactly(path, "file", []string{"file"}, []string{"format", "weights", "undirected", "largest"})
	case !t.given["family"]:
		return t.given.exactly(path, "arcs", []string{"nodes", "arcs"}, nil)
	case t.family == "random":
		return t.given.exactly(path, t.family, []string{"family", "nodes", "degree"}, nil)
	}
	return t.given.exactly(path, t.family, []string{"family", "nodes"}, nil)
}
