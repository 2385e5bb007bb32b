package conformance

import (
	"fmt"
	"kizami/tla/tlc"
	"strconv"
	"strings"
)

// parseGolden reads what golden.text writes. What it does not understand, and what breaks off, is an error that names the
// line.
func parseGolden(text string) (golden, error) {
	r := goldenReader{lines: strings.Split(text, "\n")}
	var g golden
	r.expect(r.next() == "kizami 1", "a graph of version 1")
	g.model = r.after("model ")
	g.version = r.after("tlc ")
	for r.is("source ") {
		sum, name, found := strings.Cut(r.after("source "), " ")
		r.expect(found, "a sum and a name")
		g.sources = append(g.sources, Source{name, sum})
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
		r.state(&g.dump, names, values)
	}
	r.expect(r.next() == "end" && r.next() == "" && r.at == len(r.lines), "the end")
	for _, e := range g.dump.Edges {
		if e.To >= len(g.dump.States) && r.err == nil {
			r.err = fmt.Errorf("a step leads to state %d of %d", e.To, len(g.dump.States))
		}
	}
	return g, r.err
}

// goldenReader keeps the first error.
type goldenReader struct {
	lines []string
	at    int
	err   error
}

func (r *goldenReader) next() string {
	if r.at == len(r.lines) {
		r.expect(false, "a further line")
		return ""
	}
	r.at++
	return r.lines[r.at-1]
}

func (r *goldenReader) expect(ok bool, what string) {
	if !ok && r.err == nil {
		r.err = fmt.Errorf("line %d: expected %s", r.at, what)
	}
}

func (r *goldenReader) is(prefix string) bool {
	return r.err == nil && r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], prefix)
}

func (r *goldenReader) after(prefix string) string {
	rest, found := strings.CutPrefix(r.next(), prefix)
	r.expect(found, prefix+"and more")
	return rest
}

func (r *goldenReader) number(text string) int {
	n, err := strconv.ParseUint(text, 10, 31)
	r.expect(err == nil, "a number, not "+strconv.Quote(text))
	return int(n)
}

// state reads a state and the steps out of it.
func (r *goldenReader) state(d *Dump, names []string, values map[string][]tlc.Value) {
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
		d.Edges = append(d.Edges, Edge{len(d.States), r.number(to), action})
	}
	d.States = append(d.States, s)
}
