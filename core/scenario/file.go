package scenario

import (
	"strconv"

	"kizami/core"
	"kizami/core/strict"
)

// Files reads what a scenario only names. This package knows no file system; the command does.
type Files interface {
	// Digraph reads a digraph.
	Digraph(DigraphFile) (*NamedDigraph, error)
	// Values reads the values of nodes by their names, in the same order.
	Values(file string, names []string) ([][]string, error)
}

// DigraphFile names a file with a digraph and says how to read it: {"file": "roads.graphml", "format": "graphml"}.
type DigraphFile struct {
	Name          string
	Format        string // "": by the content
	Undirected    bool   // every edge leads both ways
	IgnoreWeights bool   // "weights": "ignore"
	Largest       bool   // go on with the greatest strongly connected part
}

// NamedDigraph is a digraph whose nodes may have names.
type NamedDigraph struct {
	*core.Digraph
	Names []string // nil: they are their places
}

func (d *digraphDocument) fileFields(r *strict.Reader) []strict.Field {
	flag := func(name string, to *bool) strict.Field {
		return strict.Field{Name: name, Optional: true, Read: func(path string) (err error) {
			d.ofFile = name
			*to, err = r.Bool(path)
			return err
		}}
	}
	return []strict.Field{
		{Name: "file", Optional: true, Read: func(path string) (err error) {
			d.ofFile = "file"
			if d.file.Name, err = r.Text(path); err == nil && d.file.Name == "" {
				err = fault("file-name", path, args{})
			}
			return err
		}},
		{Name: "format", Optional: true, Read: func(path string) (err error) {
			d.ofFile = "format"
			d.file.Format, err = r.Text(path)
			return err
		}},
		{Name: "weights", Optional: true, Read: func(path string) error {
			d.ofFile, d.file.IgnoreWeights = "weights", true
			text, err := r.Text(path)
			if err == nil && text != "ignore" {
				err = fault("file-weights", path, args{"value": text})
			}
			return err
		}},
		flag("undirected", &d.file.Undirected),
		flag("largest", &d.file.Largest),
	}
}

// open reads the files that the scenario names.
func (d *document) open(files Files) (*NamedDigraph, error) {
	switch {
	case files == nil && d.digraph.file.Name != "":
		return nil, fault("file-here", "digraph.file", args{"file": d.digraph.file.Name})
	case files == nil && d.csv != "":
		return nil, fault("file-here", "values.csv", args{"file": d.csv})
	}
	named, err := d.named(files)
	if err != nil || d.csv == "" {
		return named, err
	}
	names := named.Names
	if names == nil {
		names = numbered(named.Nodes())
	}
	if d.values, err = files.Values(d.csv, names); err != nil {
		return nil, err
	}
	return named, d.checkNumbers()
}

// numbered returns what nodes without names are called.
func numbered(nodes int) []string {
	names := make([]string, nodes)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}

// checkNumbers makes sure that values which came from elsewhere are such as a scenario has.
func (d *document) checkNumbers() error {
	for node, value := range d.values {
		if len(value) > MaxCoordinates {
			return fault("coordinate-range", "values", args{"node": node, "min": 1, "max": MaxCoordinates})
		}
		for i, text := range value {
			if _, err := numeric(valuePath(d.values, node, i), text, "string", maxNumber); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *document) named(files Files) (*NamedDigraph, error) {
	if d.digraph.file.Name != "" {
		return files.Digraph(d.digraph.file)
	}
	g, err := d.digraph.digraph()
	if err != nil {
		return nil, err
	}
	return &NamedDigraph{Digraph: g}, nil
}
