package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kizami/core"
)

// vector is a line of `kizami vectors`, as far as the reference can tell it: of its events the variables after them.
type vector struct {
	Prime   string
	Digraph struct {
		Nodes int
		Arcs  [][2]int
	}
	Ending         struct{ Bound int }
	Values, Probes []string
	Events         []map[string]any
}

// compareVectors lets the command write its default vectors and holds every value of every event against the reference.
func compareVectors(ctx context.Context, program string, out io.Writer) (values int, err error) {
	c := command(ctx, ".", "go", "run", "./cmd/kizami", "vectors")
	var fault bytes.Buffer
	c.Stderr = &fault
	said, err := c.Output()
	if err != nil {
		return 0, fmt.Errorf("kizami vectors: %w: %s", err, fault.String())
	}
	values, vectors, err := readVectors(ctx, program, said)
	if err == nil {
		fmt.Fprintf(out, "%d lines of kizami vectors: %d values\n", vectors, values)
	}
	return values, err
}

// readVectors compares the lines one after the other; the runs that they show are few, and replayed once each.
func readVectors(ctx context.Context, program string, lines []byte) (values, vectors int, err error) {
	known := map[string][][]told{}
	scanner := bufio.NewScanner(bytes.NewReader(lines))
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		var v vector
		if err := json.Unmarshal(scanner.Bytes(), &v); err != nil {
			return 0, 0, err
		}
		r, err := v.run()
		if err != nil {
			return 0, 0, err
		}
		if known[r.String()] == nil {
			if known[r.String()], err = byRound(ctx, program, r); err != nil {
				return 0, 0, err
			}
		}
		for i, e := range v.Events {
			compared, err := compareEvent(known[r.String()], e)
			if err != nil {
				return 0, 0, fmt.Errorf("vector %d, event %d: %w; %v", vectors, i, err, r)
			}
			values += compared
		}
		vectors++
	}
	return values, vectors, scanner.Err()
}

// byRound returns what the reference tells of every node after every round.
func byRound(ctx context.Context, program string, r run) ([][]told, error) {
	end, err := r.play(toTheEnd)
	if err != nil {
		return nil, err
	}
	var prefixes []outcome
	for k := range end.rounds + 1 {
		prefixes = append(prefixes, outcome{run: r, rounds: k})
	}
	return replay(ctx, program, prefixes)
}

func (v vector) run() (run, error) {
	prime, err := strconv.ParseUint(v.Prime, 10, 64)
	r := run{prime: prime, nodes: v.Digraph.Nodes, bound: v.Ending.Bound}
	for _, a := range v.Digraph.Arcs {
		r.arcs = append(r.arcs, core.Arc{From: a[0], To: a[1]})
	}
	for _, text := range append(v.Values, v.Probes...) {
		e, fault := strconv.ParseUint(text, 10, 64)
		if fault != nil {
			err = fault
		}
		if r.values = append(r.values, core.Element(e)); len(r.values) > r.nodes {
			r.values, r.probes = r.values[:r.nodes], append(r.probes, core.Element(e))
		}
	}
	return r, err
}

// compareEvent holds the variables of one event against the reference's after that round, and counts them. Receive and
// Ignore have none.
func compareEvent(byRound [][]told, e map[string]any) (values int, err error) {
	var names []string
	var round any
	switch e["action"] {
	case core.ActionAdvance:
		names, round = []string{"numerator", "denominator", "probe", "horizon"}, e["round"]
	case core.ActionDecide:
		names, round = []string{"order", "decided", "average"}, e["decided"]
	case core.ActionStop:
		names, round = []string{"stopped"}, e["stopped"]
	default:
		return 0, nil
	}
	k, isRound := round.(float64)
	j, isNode := e["node"].(float64)
	if !isRound || !isNode || int(k) >= len(byRound) || int(j) >= len(byRound[int(k)]) {
		return 0, fmt.Errorf("the reference has no round %v of node %v", round, e["node"])
	}
	for _, name := range names {
		want, there := e[name]
		if !there && name != "average" {
			continue // no probe and no horizon with a bound
		} else if !there {
			want = "refused"
		}
		got := byRound[int(k)][int(j)][name]
		if got = got[1+strings.LastIndex(got, ","):]; fmt.Sprint(want) != got {
			return 0, fmt.Errorf("%v of node %v: the reference has the %s %s, the vector %v", e["action"], j, name, got, want)
		}
		values++
	}
	return values, nil
}
