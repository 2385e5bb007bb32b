package graphfile

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The parts of GraphML that say what is connected.
type graphMLKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
}

type graphMLData struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

type graphMLElement struct {
	ID        string         `xml:"id,attr"`
	Source    string         `xml:"source,attr"`
	Target    string         `xml:"target,attr"`
	Directed  string         `xml:"directed,attr"`
	Data      []graphMLData  `xml:"data"`
	Graphs    []graphMLGraph `xml:"graph"`
	HyperEnds []struct{}     `xml:"endpoint"`
}

type graphMLGraph struct {
	Default string           `xml:"edgedefault,attr"`
	Nodes   []graphMLElement `xml:"node"`
	Edges   []graphMLElement `xml:"edge"`
	Hyper   []graphMLElement `xml:"hyperedge"`
}

type graphMLFile struct {
	XMLName xml.Name       `xml:"graphml"`
	Keys    []graphMLKey   `xml:"key"`
	Graphs  []graphMLGraph `xml:"graph"`
}

// data returns what an element holds of the first of the names that some key of its kind has.
func (f *graphMLFile) data(e graphMLElement, kind string, names ...string) string {
	for _, d := range e.Data {
		for _, k := range f.Keys {
			if k.ID != d.Key || k.For != kind && k.For != "all" && k.For != "" {
				continue
			}
			for _, name := range names {
				if strings.EqualFold(k.Name, name) {
					return strings.TrimSpace(d.Text)
				}
			}
		}
	}
	return ""
}

// readGraphML reads one graph without hyperedges and graphs within. Nodes are called by their label or name, if each has
// one of its own, and by their id otherwise.
func readGraphML(data []byte, o Options) (*Graph, error) {
	var f graphMLFile
	decoder := xml.NewDecoder(bytes.NewReader(data))
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8, whatever it says
	if err := decoder.Decode(&f); err != nil {
		return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "XML "))
	}
	if len(f.Graphs) != 1 {
		return nil, fmt.Errorf("it has %d graphs, not one", len(f.Graphs))
	}
	g := f.Graphs[0]
	if len(g.Hyper) > 0 {
		return nil, fmt.Errorf("it has a hyperedge, which no digraph has")
	}
	names, err := f.names(g)
	if err != nil {
		return nil, err
	}
	b := newBuilder("graphml", o)
	for _, n := range g.Nodes {
		if _, err := b.node(names[n.ID]); err != nil {
			return nil, err
		}
	}
	for i, e := range g.Edges {
		from, known := names[e.Source]
		to, knownToo := names[e.Target]
		if !known || !knownToo {
			return nil, fmt.Errorf("edge %d, from %q to %q: there is no such node", i+1, clip(e.Source), clip(e.Target))
		}
		directed := e.Directed == "true" || e.Directed == "" && g.Default != "undirected"
		if err := b.arc(from, to, f.data(e, "edge", "weight"), directed); err != nil {
			return nil, fmt.Errorf("edge %d, from %q to %q: %w", i+1, clip(from), clip(to), err)
		}
	}
	return b.finish()
}

// names returns what the nodes are called, by their ids.
func (f *graphMLFile) names(g graphMLGraph) (map[string]string, error) {
	names, labels := map[string]string{}, map[string]bool{}
	for _, n := range g.Nodes {
		if _, twice := names[n.ID]; twice || n.ID == "" {
			return nil, fmt.Errorf("node %q has no id of its own", clip(n.ID))
		}
		if len(n.Graphs) > 0 {
			return nil, fmt.Errorf("node %q holds a graph of its own, which is not read", clip(n.ID))
		}
		names[n.ID] = f.data(n, "node", "label", "name")
		labels[names[n.ID]] = true
	}
	if labels[""] || len(labels) < len(names) {
		for id := range names {
			names[id] = id
		}
	}
	return names, nil
}

func writeGraphML(g *Graph) []byte {
	var out bytes.Buffer
	out.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n" + `  <graph edgedefault="directed">` + "\n")
	for _, name := range g.Names {
		fmt.Fprintf(&out, "    <node id=\"%s\"/>\n", escaped(name))
	}
	for _, a := range g.Arcs {
		fmt.Fprintf(&out, "    <edge source=\"%s\" target=\"%s\"/>\n", escaped(g.Names[a.From]), escaped(g.Names[a.To]))
	}
	out.WriteString("  </graph>\n</graphml>\n")
	return out.Bytes()
}

func escaped(text string) string {
	var out strings.Builder
	xml.EscapeText(&out, []byte(text))
	return out.String()
}
