//go:build !js

package learn

import (
	"errors"
	"io/fs"
	"strconv"

	"kizami/core/strict"
)

// fileFields are those of a digraph from a file.
func (t *digraphText) fileFields(r reader) []strict.Field {
	return []strict.Field{
		r.text("file", &t.file.Name, maxTitle),
		r.text("format", &t.file.Format, maxName),
		{Name: "weights", Read: func(path string) error {
			_, err := r.named(path, []string{"ignore"})
			t.file.IgnoreWeights = true
			return err
		}},
		r.flag("undirected", &t.file.Undirected),
		r.flag("largest", &t.file.Largest),
	}
}

// fromFile reads the digraph of a file. Its node limit is that of every digraph here.
func (t *digraphText) fromFile(files fs.FS) (DigraphSpec, error) {
	const path = "digraph.file"
	reader, can := files.(DigraphReader)
	switch {
	case !can:
		return DigraphSpec{}, fault("file-here", path, args{"file": t.file.Name})
	case !fs.ValidPath(t.file.Name):
		return DigraphSpec{}, fault("csv-path", path, args{"file": t.file.Name})
	}
	named, notes, err := reader.Digraph(t.file)
	if reason := (*fs.PathError)(nil); errors.As(err, &reason) {
		err = reason.Err
	}
	if err != nil {
		return DigraphSpec{}, fault("digraph-file", path, args{"file": t.file.Name, "detail": sentence(strict.Clip(err.Error(), 400))})
	}
	if err := checkNodes(path, named.Nodes()); err != nil {
		return DigraphSpec{}, err
	}
	nodes := &NamedNodes{File: t.file.Name, Arcs: len(named.Arcs()), Names: named.Names, Notes: notes}
	if nodes.Names == nil {
		nodes.Names = numbered(named.Nodes())
	}
	return DigraphSpec{Explicit: named.Digraph, Named: nodes}, nil
}

// sentence is a text that may be longer than what an error shows of its input, as it says how to go on.
type sentence string

func numbered(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	return names
}
