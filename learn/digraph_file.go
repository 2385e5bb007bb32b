package learn

import (
	"cmp"
	"slices"
	"strconv"

	"kizami/core/scenario"
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
