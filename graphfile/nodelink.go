package graphfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kizami/core"
)

// detectJSON tells a file of this kit from the node-link form.
func detectJSON(text []byte) string {
	var own struct{ Arcs, Digraph json.RawMessage }
	if json.Unmarshal(text, &own) == nil && (own.Arcs != nil || own.Digraph != nil) {
		return "kizami"
	}
	return "node-link"
}

type nodeLink struct {
	Directed *bool `json:"directed"`
	Nodes    []struct {
		ID   any `json:"id"`
		Name any `json:"name"`
	} `json:"nodes"`
	Adjacency json.RawMessage `json:"adjacency"`
	Links     []link          `json:"links"`
	Edges     []link          `json:"edges"` // as NetworkX calls them from 3.4 on
}

type link struct {
	Source any `json:"source"`
	Target any `json:"target"`
	Weight any `json:"weight"`
}

// readNodeLink reads what NetworkX's node_link_data makes. Its names are strings or numbers.
func readNodeLink(data []byte, o Options) (*Graph, error) {
	var f nodeLink
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&f); err != nil {
		return nil, fmt.Errorf("it is no JSON of this form: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the closing brace")
	}
	if len(f.Nodes) == 0 {
		return nil, fmt.Errorf(`it has no "nodes": that form is {"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "b"}]}`)
	}
	if f.Adjacency != nil {
		return nil, fmt.Errorf(`it has "adjacency" instead of "links": node_link_data of NetworkX writes what is read, adjacency_data does not`)
	}
	b := newBuilder("node-link", o)
	b.graph.OneWay = f.Directed == nil && !o.Undirected
	for i, n := range f.Nodes {
		if n.ID == nil {
			n.ID = n.Name // as those of D3 are called
		}
		name, err := nameOf(n.ID)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", i+1, err)
		}
		if place, err := b.node(name); err != nil {
			return nil, err
		} else if place != i {
			return nil, fmt.Errorf("two nodes have the id %q", clip(name))
		}
	}
	links := append(f.Links, f.Edges...)
	b.byPlace(links)
	for i, e := range links {
		if err := b.link(e, f.Directed == nil || *f.Directed); err != nil {
			return nil, fmt.Errorf("link %d: %w", i+1, err)
		}
	}
	return b.finish()
}

// byPlace names the ends of links that are called by their places in the list of nodes, as those of D3 are: they are numbers, and
// no node is called by one of them.
func (b *builder) byPlace(links []link) {
	place := func(end any) int {
		number, isNumber := end.(json.Number)
		i, err := strconv.Atoi(number.String())
		if _, known := b.place[number.String()]; !isNumber || known || err != nil || i < 0 || i >= len(b.graph.Names) {
			return -1
		}
		return i
	}
	for _, e := range links {
		if place(e.Source) < 0 || place(e.Target) < 0 {
			return
		}
	}
	for i, e := range links {
		links[i].Source, links[i].Target = b.graph.Names[place(e.Source)], b.graph.Names[place(e.Target)]
	}
}

func (b *builder) link(e link, directed bool) error {
	from, err := nameOf(e.Source)
	if err != nil {
		return err
	}
	to, err := nameOf(e.Target)
	if err != nil {
		return err
	}
	for _, name := range []string{from, to} {
		if _, known := b.place[name]; !known {
			return fmt.Errorf("there is no node %q", clip(name))
		}
	}
	weight := ""
	if e.Weight != nil {
		weight = fmt.Sprint(e.Weight)
	}
	return b.arc(from, to, weight, directed)
}

func nameOf(id any) (string, error) {
	switch v := id.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	}
	return "", fmt.Errorf("a node is called by a text or a number")
}

func writeNodeLink(g *Graph) []byte {
	type id struct {
		ID any `json:"id"`
	}
	type arc struct {
		Source any `json:"source"`
		Target any `json:"target"`
	}
	name := func(i int) any {
		if g.Numbered() {
			return i
		}
		return g.Names[i]
	}
	nodes, links := []id{}, []arc{}
	for i := range g.Names {
		nodes = append(nodes, id{name(i)})
	}
	for _, a := range g.Arcs {
		links = append(links, arc{name(a.From), name(a.To)})
	}
	return inJSON(map[string]any{"directed": true, "multigraph": false, "graph": struct{}{}, "nodes": nodes, "links": links})
}

func inJSON(v any) []byte {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err) // of texts and numbers there is always one
	}
	return append(out, '\n')
}

// readOwn reads {"nodes": 3, "arcs": [[0,1],[1,2],[2,0]]}, also as the digraph of a scenario or an experiment.
func readOwn(data []byte, o Options) (*Graph, error) {
	type own struct {
		Nodes int      `json:"nodes"`
		Names []string `json:"names"`
		Arcs  [][2]int `json:"arcs"`
	}
	var f struct {
		own
		Digraph *own `json:"digraph"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("it is no JSON of this form: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if f.Digraph != nil {
		f.own = *f.Digraph
	}
	if f.Nodes < 1 || f.Nodes > MaxNodes {
		return nil, &core.NodeCountError{Nodes: f.Nodes, Most: MaxNodes}
	}
	b := newBuilder("kizami", o)
	for i := range f.Nodes {
		if _, err := b.node(fmt.Sprint(i)); err != nil {
			return nil, err
		}
	}
	for i, a := range f.Arcs {
		if min(a[0], a[1]) < 0 || max(a[0], a[1]) >= f.Nodes {
			return nil, fmt.Errorf("arc %d, [%d,%d]: the nodes are 0 to %d", i, a[0], a[1], f.Nodes-1)
		}
		if err := b.arc(fmt.Sprint(a[0]), fmt.Sprint(a[1]), "", true); err != nil {
			return nil, err
		}
	}
	return b.finish()
}

func writeOwn(g *Graph) []byte {
	arcs := [][2]int{}
	for _, a := range g.Arcs {
		arcs = append(arcs, [2]int{a.From, a.To})
	}
	return inJSON(struct {
		Nodes int      `json:"nodes"`
		Arcs  [][2]int `json:"arcs"`
	}{len(g.Names), arcs})
}
