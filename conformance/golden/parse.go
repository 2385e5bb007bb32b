package golden

import (
	"fmt"
	"strconv"
	"strings"

	"kizami/conformance/graph"
	"kizami/tla/tlc"
)

// Parse reads what golden.text writes. What it does not understand, and what breaks off, is an error that names the
// line.
func Parse(text string) (Graph, error) {
	r := reader{lines: strings.Split(text, "\n")}
	var g Graph
	r.expect(r.next() == "kizami 1", "a graph of version 1")
	g.Model = r.after("model ")
	g.Version = r.after("tlc ")
	for r.is("source ") {
		sum, name, found := strings.Cut(r.after("source "), " ")
		r.expect(found, "a sum and a name")
		g.Sources = append(g.Sources, Source{name, sum})
	}
	var names []string
	values := map[string][]tlc.Value{}
	for r.is("variable ") {
		name, count, _ := strings.Cut(r.after("variable "), " ")
		names = append(names, name)
		for n := r.number(count); n > 0 && r.err == nil; n-- {
			v, err := tlc.ParseValue(r.next())
			r.expect(err == nil, fmt.Sprintf("a value (%v)", err))
			values[name] = append(values[name], v)
		}
	}
	for n := r.number(r.after("states ")); n > 0 && r.err == nil; n-- {
		r.state(&g.Dump, names, values)
	}
	r.expect(r.next() == "end" && r.next() == "" && r.at == len(r.lines), "the end")
	for _, e := range g.Dump.Edges {
		if e.To >= len(g.Dump.States) && r.err == nil {
			r.err = fmt.Errorf("a step leads to state %d of %d", e.To, len(g.Dump.States))
		}
	}
	return g, r.err
}

// reader keeps the first error.
type reader struct {
	lines []string
	at    int
	err   error
}

func (r *reader) next() string {
	if r.at == len(r.lines) {
		r.expect(false, "a further line")
		return ""
	}
	r.at++
	return r.lines[r.at-1]
}

func (r *reader) expect(ok bool, what string) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf("line %d: expected %s", r.at, what)
	}
}

func (r *reader) is(prefix string) bool {
	return r.err == nil && r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], prefix)
}

func (r *reader) after(prefix string) string {
	rest, found := strings.CutPrefix(r.next(), prefix)
	r.expect(found, prefix+"and more")
	return rest
}

func (r *reader) number(text string) int {
	n, err := strconv.ParseUint(text, 10, 31)
	r.expect(err == nil, "a number, not "+strconv.Quote(text))
	return int(n)
}

// state reads a state and the steps out of it.
func (r *reader) state(d *graph.Dump, names []string, values map[string][]tlc.Value) {
	kind, places, _ := strings.Cut(r.next(), " ")
	r.expect(kind == "state" || kind == "initial", "a state")
	if kind == "initial" {
		d.Initial = append(d.Initial, len(d.States))
	}
	fields := strings.Fields(places)
	r.expect(len(fields) == len(names), fmt.Sprintf("%d values", len(names)))
	s := tlc.State{}
	for i, name := range names[:min(len(names), len(fields))] {
		if place := r.number(fields[i]); place < len(values[name]) {
			s[name] = values[name][place]
		} else {
			r.expect(false, fmt.Sprintf("a value of %s, of which there are %d", name, len(values[name])))
		}
	}
	for r.err == nil && r.at < len(r.lines) && !r.is("state ") && !r.is("initial ") && !r.is("end") {
		action, to, _ := strings.Cut(r.next(), " ")
		d.Edges = append(d.Edges, graph.Edge{From: len(d.States), To: r.number(to), Action: action})
	}
	d.States = append(d.States, s)
}
