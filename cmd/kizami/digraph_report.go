package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"kizami/core"
	"kizami/core/scenario"
	"kizami/graphfile"
)

// mostTried is up to how many nodes every ending is run once to count its rounds.
const mostTried = 200

// digraphReport marshals to spec/digraph.schema.json.
type digraphReport struct {
	Kizami    int        `json:"kizami"`
	Format    string     `json:"format,omitempty"`
	Nodes     int        `json:"nodes"`
	Arcs      int        `json:"arcs"`
	Connected bool       `json:"stronglyConnected"`
	Apart     []string   `json:"apart,omitempty"`    // two nodes; no path leads from the first to the second
	Largest   int        `json:"largest,omitempty"`  // nodes of the greatest strongly connected part
	Diameter  int        `json:"diameter,omitempty"` // beyond core.MaxNodes nodes a bound on it
	OutDegree [2]int     `json:"outDegree"`          // least and greatest
	InDegree  [2]int     `json:"inDegree"`
	Rounds    *roundsOf  `json:"rounds,omitempty"`
	Example   *exampleOf `json:"example,omitempty"`
}

// roundsOf is after how many rounds an ending has decided at the latest.
type roundsOf struct {
	Bound int `json:"bound"`
	Probe int `json:"probe"`
}

// exampleOf is after how many rounds each ending stopped when node j had the value j. 0: it did not.
type exampleOf struct {
	Bound   int `json:"bound"`
	Probe   int `json:"probe"`
	Bracket int `json:"bracket"`
	Race    int `json:"race"`
}

func describe(g *graphfile.Graph) *digraphReport {
	n := len(g.Names)
	r := &digraphReport{Kizami: 1, Format: g.Format, Nodes: n, Arcs: len(g.Arcs)}
	in, out := make([]int, n), make([]int, n)
	for _, a := range g.Arcs {
		out[a.From]++
		in[a.To]++
	}
	r.OutDegree, r.InDegree = [2]int{slices.Min(out), slices.Max(out)}, [2]int{slices.Min(in), slices.Max(in)}
	d, err := g.Digraph()
	if apart := new(graphfile.ApartError); errors.As(err, &apart) {
		part, _ := g.Largest()
		r.Apart, r.Largest = []string{apart.From, apart.To}, len(part.Names)
		return r
	}
	r.Connected, r.Diameter = true, d.DiameterBound()
	if n <= core.MaxNodes {
		r.Rounds = &roundsOf{max(0, 2*n-2), 3*n - 1}
	}
	if n <= mostTried {
		r.Example = exampleRun(d)
	}
	return r
}

// exampleRun returns after how many rounds each ending stops when node j has the value j.
func exampleRun(d *core.Digraph) *exampleOf {
	arcs, values := [][2]int{}, []string{}
	for _, a := range d.Arcs() {
		arcs = append(arcs, [2]int{a.From, a.To})
	}
	for j := range d.Nodes() {
		values = append(values, strconv.Itoa(j))
	}
	rounds := func(ending map[string]any) int {
		text, err := json.Marshal(map[string]any{"kizami": 1, "digraph": map[string]any{"nodes": d.Nodes(), "arcs": arcs}, "values": values, "ending": ending})
		if err != nil {
			return 0
		}
		s, err := scenario.Parse(text)
		if err != nil {
			return 0
		}
		outcome, err := s.Average()
		if err != nil {
			return 0
		}
		return outcome.Rounds
	}
	return &exampleOf{
		Bound:   rounds(map[string]any{"rule": "bound", "bound": d.Nodes()}),
		Probe:   rounds(map[string]any{"rule": "probe", "seed": 1}),
		Bracket: rounds(map[string]any{"rule": "bracket"}),
		Race:    rounds(map[string]any{"rule": "race"}),
	}
}

func (r *digraphReport) write(w io.Writer) error {
	connected := "strongly connected"
	if !r.Connected {
		connected = fmt.Sprintf("not strongly connected: no path leads from node %q to node %q; the greatest part that is has %s (--largest)",
			r.Apart[0], r.Apart[1], count(r.Largest, "node"))
	}
	_, err := fmt.Fprintf(w, "%s, %s; %s\nout-degrees %d to %d, in-degrees %d to %d\n", count(r.Nodes, "node"), count(r.Arcs, "arc"), connected,
		r.OutDegree[0], r.OutDegree[1], r.InDegree[0], r.InDegree[1])
	if err == nil && r.Connected {
		what := "diameter"
		if r.Nodes > core.MaxNodes {
			what = "diameter at most"
		}
		_, err = fmt.Fprintf(w, "%s %d\n", what, r.Diameter)
	}
	if err == nil && r.Rounds != nil {
		_, err = fmt.Fprintf(w, "rounds: with the bound ending %d, with the probe ending at most %d, with the race never more than with the bound ending\n",
			r.Rounds.Bound, r.Rounds.Probe)
	}
	if e := r.Example; err == nil && e != nil {
		_, err = fmt.Fprintf(w, "for example, if node j has the value j: bound %s, probe %s, bracket %s, race %s\n",
			orNone(e.Bound), orNone(e.Probe), orNone(e.Bracket), orNone(e.Race))
	}
	return err
}

// orNone says how many rounds an ending took, if it came to one.
func orNone(rounds int) string {
	if rounds == 0 {
		return "none"
	}
	return strconv.Itoa(rounds)
}
