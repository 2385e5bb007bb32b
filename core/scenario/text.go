package scenario

import (
	"encoding/json"
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
			return r.List(path, func(i int, path string) error {
				arc, err := readArc(r, i, path)
				d.Arcs = append(d.Arcs, arc)
				return err
			})
		}},
	}
}

func readArc(r *strict.Reader, arc int, path string) (core.Arc, error) {
	var ends []int
	err := r.List(path, func(_ int, end string) error {
		number, err := r.Integer(end)
		if err != nil {
			return err
		}
		// The number of nodes may come later in the text; no digraph has a node beyond the largest.
		node, ok := strict.Within(number, 0, core.MaxNodes-1)
		if !ok {
			return fault("arc-range", path, args{"arc": arc, "node": number.String(), "last": core.MaxNodes - 1})
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
	var (
		count *core.NodeCountError
		arc   *core.ArcError
		apart *core.NotStronglyConnectedError
	)
	switch {
	case errors.As(err, &count):
		return nil, fault("node-count", "digraph.nodes", args{"value": count.Nodes, "min": 1, "max": core.MaxNodes})
	case errors.As(err, &apart):
		return nil, fault("not-strongly-connected", "digraph", args{"from": apart.From, "to": apart.To})
	case errors.As(err, &arc):
		return nil, arcFault(arc)
	}
	return digraph, err
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

// EndingText is an ending as a JSON text gives it: {"rule": "bound", "bound": 4} or {"rule": "probe", "seed": 7}.
type EndingText struct {
	Rule        string
	Bound, Seed json.Number // "" when absent
}

// Read reads an ending.
func (e *EndingText) Read(r *strict.Reader, path string) error {
	err := r.Object(path,
		strict.Field{Name: "rule", Read: func(path string) (err error) { e.Rule, err = r.Text(path); return }},
		strict.Field{Name: "bound", Optional: true, Read: func(path string) (err error) { e.Bound, err = r.Integer(path); return }},
		strict.Field{Name: "seed", Optional: true, Read: func(path string) (err error) { e.Seed, err = r.Integer(path); return }},
	)
	switch {
	case err != nil:
		return err
	case e.Rule == "bound" && e.Seed != "":
		return fault("ending-field", path, args{"rule": e.Rule, "field": "seed"})
	case e.Rule == "bound" && e.Bound == "":
		return strict.Missing(path, "bound")
	case e.Rule == "probe" && e.Bound != "":
		return fault("ending-field", path, args{"rule": e.Rule, "field": "bound"})
	case e.Rule != "bound" && e.Rule != "probe":
		return fault("ending-rule", path+".rule", args{"rule": e.Rule})
	}
	return nil
}

// Ending returns the ending for a number of nodes, and the seed of its probe when there is one.
func (e EndingText) Ending(nodes int) (core.Ending, *uint64, error) {
	if e.Rule == "bound" {
		bound, err := within("bound-range", "ending.bound", e.Bound, int64(nodes), core.MaxNodes)
		if err != nil {
			return core.Ending{}, nil, err
		}
		ending, err := core.Bound(int(bound))
		return ending, nil, err
	}
	if e.Seed == "" {
		return core.Probe(), nil, nil
	}
	seed, err := within("seed-range", "ending.seed", e.Seed, 0, MaxSeed)
	unsigned := uint64(seed)
	return core.Probe(), &unsigned, err
}
