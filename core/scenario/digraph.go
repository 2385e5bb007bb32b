package scenario

import (
	"encoding/json"
	"errors"
	"strings"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/strict"
)

// arcsPerNode times the nodes that are allowed are the arcs that a family may have: about as many as a text could hold.
const arcsPerNode = 20

// digraphDocument is a digraph of a scenario: arcs, or {"family": "random-3", "nodes": 1000000, "seed": 1}, or
// {"file": "roads.graphml"}.
type digraphDocument struct {
	DigraphText
	most              int // nodes that are allowed
	family            string
	seed              json.Number // "" when absent
	hasNodes, hasArcs bool
	file              DigraphFile
	ofFile            string // the last field that only a file has
}

func (d *digraphDocument) read(r *strict.Reader, path string) error {
	err := r.Object(path, append([]strict.Field{
		{Name: "nodes", Optional: true, Read: func(path string) error {
			d.hasNodes = true
			number, err := r.Integer(path)
			if err != nil {
				return err
			}
			nodes, err := within("node-count", path, number, 1, int64(d.most))
			d.Nodes = int(nodes)
			return err
		}},
		{Name: "arcs", Optional: true, Read: func(path string) error {
			d.hasArcs = true
			return d.readArcs(r, path, d.most)
		}},
		{Name: "family", Optional: true, Read: func(path string) (err error) { d.family, err = r.Text(path); return }},
		{Name: "seed", Optional: true, Read: func(path string) (err error) { d.seed, err = r.Integer(path); return }},
	}, d.fileFields(r)...)...)
	if err != nil {
		return err
	}
	return d.check(path)
}

// check makes sure that the fields belong together.
func (d *digraphDocument) check(path string) error {
	switch {
	case d.file.Name != "":
		return d.checkFile(path)
	case !d.hasNodes:
		return strict.Missing(path, "nodes")
	case d.ofFile != "":
		return fault("file-field", path, args{"field": d.ofFile})
	case d.family == "" && !d.hasArcs:
		return strict.Missing(path, "arcs")
	case d.family != "" && d.hasArcs:
		return fault("digraph-field", path, args{"field": "arcs", "family": d.family})
	case d.seed != "" && !family.Seeded(d.family):
		return fault("digraph-field", path, args{"field": "seed", "family": d.family})
	case d.family != "" && !family.Known(d.family):
		return fault("family", path+".family", args{"family": d.family, "known": strings.Join(family.Names(), ", ")})
	}
	return nil
}

// checkFile makes sure that a digraph of a file has no field of another.
func (d *digraphDocument) checkFile(path string) error {
	for _, other := range []struct {
		field string
		there bool
	}{{"nodes", d.hasNodes}, {"arcs", d.hasArcs}, {"family", d.family != ""}, {"seed", d.seed != ""}} {
		if other.there {
			return fault("file-field", path, args{"field": other.field})
		}
	}
	return nil
}

// digraph returns the digraph.
func (d *digraphDocument) digraph() (*core.Digraph, error) {
	if d.family == "" {
		g, err := core.NewLargeDigraph(d.Nodes, d.Arcs)
		return g, digraphFault(err)
	}
	seed := int64(0)
	if d.seed != "" {
		var err error
		if seed, err = within("seed-range", "digraph.seed", d.seed, 0, MaxSeed); err != nil {
			return nil, err
		}
	}
	g, err := family.Named(d.family, d.Nodes, uint64(seed), arcsPerNode*d.most)
	if err == nil {
		return g, nil
	}
	if err = digraphFault(err); !errors.As(err, new(*Error)) {
		_, reason, _ := strings.Cut(err.Error(), ": ")
		return nil, fault("family-size", "digraph", args{"family": d.family, "nodes": d.Nodes, "reason": reason})
	}
	return nil, err
}
