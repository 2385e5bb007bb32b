package golden

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kizami/conformance/graph"
)

// Text writes the graph in the one way there is, whatever order TLC met the states in: every value of each variable, in
// order; the states as the places of their values, in order; and under each state its steps.
func (g Graph) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "kizami 1\nmodel %s\ntlc %s\n", g.Model, g.Version)
	for _, s := range g.Sources {
		fmt.Fprintf(&b, "source %s %s\n", s.SHA256, s.Name)
	}
	names := slices.Sorted(maps.Keys(g.Dump.States[0]))
	rows := make([][]int, len(g.Dump.States))
	for _, name := range names {
		places := g.values(name)
		values := slices.Sorted(maps.Keys(places))
		fmt.Fprintf(&b, "variable %s %d\n", name, len(values))
		for place, text := range values {
			fmt.Fprintln(&b, text)
			for _, state := range places[text] {
				rows[state] = append(rows[state], place)
			}
		}
	}
	g.writeStates(&b, rows)
	return b.String()
}

// values returns the states that have each value of the variable.
func (g Graph) values(name string) map[string][]int {
	places := map[string][]int{}
	for i, s := range g.Dump.States {
		text := s[name].String()
		places[text] = append(places[text], i)
	}
	return places
}

func (g Graph) writeStates(b *strings.Builder, rows [][]int) {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return slices.Compare(rows[a], rows[b]) })
	number := make([]int, len(rows))
	for n, state := range order {
		number[state] = n
	}
	initial := map[int]bool{}
	for _, state := range g.Dump.Initial {
		initial[state] = true
	}
	steps := make([][]graph.Edge, len(rows))
	for _, e := range g.Dump.Edges {
		steps[number[e.From]] = append(steps[number[e.From]], graph.Edge{From: number[e.From], To: number[e.To], Action: e.Action})
	}
	fmt.Fprintf(b, "states %d\n", len(rows))
	for n, state := range order {
		kind := "state"
		if initial[state] {
			kind = "initial"
		}
		fmt.Fprintln(b, kind, strings.Trim(fmt.Sprint(rows[state]), "[]"))
		slices.SortFunc(steps[n], func(a, b graph.Edge) int { return cmp.Or(cmp.Compare(a.Action, b.Action), a.To-b.To) })
		for _, e := range steps[n] {
			fmt.Fprintln(b, e.Action, e.To)
		}
	}
	b.WriteString("end\n")
}
