package learn

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strconv"

	"kizami/core/scenario"
	"kizami/core/strict"
)

// DigraphReader reads the digraph files that experiments name. [Parse] asks for it where it is given files: this package knows
// no format.
type DigraphReader interface {
	// Digraph reads a digraph, and returns what it left out, in sentences.
	Digraph(scenario.DigraphFile) (digraph *scenario.NamedDigraph, notes []string, err error)
}

// NamedNodes is what was read of a digraph file: whose row of a list by node is whose.
type NamedNodes struct {
	File  string   `json:"file"`
	Arcs  int      `json:"arcs"`
	Names []string `json:"names"`           // of the nodes, in the order of all that is listed by node
	Notes []string `json:"notes,omitempty"` // what the file has and the digraph has not
}

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

// places returns which node each value of the column that splits the rows belongs to: the node of that name, where nodes have
// names and one value is one; otherwise they come in order of appearance.
func (c CSV) places(s *sheet, split int) (map[string]int, error) {
	byName := slices.ContainsFunc(s.rows, func(row []string) bool { return slices.Contains(c.Names, row[split]) })
	nodes := map[string]int{}
	for i, row := range s.rows {
		name := row[split]
		if name == "" {
			return nil, s.fault("csv-owner", args{"line": s.lines[i], "column": c.Split})
		}
		if _, known := nodes[name]; known {
			continue
		}
		nodes[name] = len(nodes)
		if byName {
			if nodes[name] = slices.Index(c.Names, name); nodes[name] < 0 {
				return nil, s.fault("csv-node", args{"line": s.lines[i], "column": c.Split, "value": name})
			}
		}
	}
	if len(nodes) != c.Nodes {
		return nil, s.fault("csv-values", args{"column": c.Split, "values": len(nodes), "nodes": c.Nodes})
	}
	return nodes, nil
}

// Name returns what a node is called.
func (n *NamedNodes) Name(node int) string {
	if n == nil {
		return strconv.Itoa(node)
	}
	return cmp.Or(n.Names[node], strconv.Itoa(node))
}
