package scenario

import (
	"errors"
	"fmt"

	"kizami/core"
	"kizami/core/strict"
)

// DigraphText is a digraph as a JSON text gives it: {"nodes": 3, "arcs": [[0,1],[1,2],[2,0]]}.
type DigraphText struct {
	Nodes int
	Arcs  []core.Arc
}

// Fields returns how to read the fields of a digraph; [DigraphText.Digraph] then compares them with each other.
func (d *DigraphText) Fields(r *strict.Reader) []strict.Field {
	return []strict.Field{
		{Name: "nodes", Read: func(path string) error {
			number, err := r.Integer(path)
			if err != nil {
				return err
			}
			nodes, err := within("node-count", path, number, 1, core.MaxNodes)
			d.Nodes = int(nodes)
			return err
		}},
		{Name: "arcs", Read: func(path string) error {
			return d.readArcs(r, path, core.MaxNodes)
		}},
	}
}

// readArcs reads the arcs of a digraph of at most most nodes.
func (d *DigraphText) readArcs(r *strict.Reader, path string, most int) error {
	return r.List(path, func(i int, path string) error {
		arc, err := readArc(r, i, path, most)
		d.Arcs = append(d.Arcs, arc)
		return err
	})
}

func readArc(r *strict.Reader, arc int, path string, most int) (core.Arc, error) {
	var ends []int
	err := r.List(path, func(_ int, end string) error {
		number, err := r.Integer(end)
		if err != nil {
			return err
		}
		// The number of nodes may come later in the text; no digraph has a node beyond the largest.
		node, ok := strict.Within(number, 0, int64(most-1))
		if !ok {
			return fault("arc-range", path, args{"arc": arc, "node": number.String(), "last": most - 1})
		}
		ends = append(ends, int(node))
		return nil
	})
	if err == nil && len(ends) != 2 {
		err = fault("arc-form", path, args{"arc": arc})
	}
	if err != nil {
		return core.Arc{}, err
	}
	return core.Arc{From: ends[0], To: ends[1]}, nil
}

// Digraph returns the digraph. Every error is an [*Error] of a path that begins with "digraph".
func (d DigraphText) Digraph() (*core.Digraph, error) {
	digraph, err := core.NewDigraph(d.Nodes, d.Arcs)
	return digraph, digraphFault(err)
}

// digraphFault makes the error of a digraph an [*Error].
func digraphFault(err error) error {
	var (
		count *core.NodeCountError
		arc   *core.ArcError
		apart *core.NotStronglyConnectedError
	)
	switch {
	case errors.As(err, &count):
		return fault("node-count", "digraph.nodes", args{"value": count.Nodes, "min": 1, "max": count.Most})
	case errors.As(err, &apart):
		return fault("not-strongly-connected", "digraph", args{"from": apart.From, "to": apart.To})
	case errors.As(err, &arc):
		return arcFault(arc)
	}
	return err
}

func arcFault(e *core.ArcError) error {
	path, arc := fmt.Sprintf("digraph.arcs[%d]", e.Index), e.Arc
	switch e.Fault {
	case core.ArcSelfLoop:
		return fault("arc-self-loop", path, args{"arc": e.Index, "node": arc.From})
	case core.ArcRepeated:
		return fault("arc-repeated", path, args{"arc": e.Index, "from": arc.From, "to": arc.To})
	}
	stray := arc.From
	if stray < e.Nodes {
		stray = arc.To
	}
	return fault("arc-range", path, args{"arc": e.Index, "node": stray, "last": e.Nodes - 1})
}
