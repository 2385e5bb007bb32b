package mutant

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"kizami/conformance/oracle"
	"kizami/conformance/state"
	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/simulate"
)

// refusesWhereItMust holds core against all that it must not accept and that no run of good nodes brings up.
func refusesWhereItMust() string {
	for _, check := range []func() string{refusesAverages, restoresAsItMust} {
		if wrong := check(); wrong != "" {
			return wrong
		}
	}
	return ""
}

// fooling is a digraph on which the prime 5 makes the denominator's projection at one node 0.
var fooling = []core.Arc{{From: 0, To: 1}, {From: 0, To: 2}, {From: 0, To: 3}, {From: 1, To: 3}, {From: 2, To: 0},
	{From: 2, To: 1}, {From: 3, To: 0}}

// refusesAverages holds each node's decision against elimination, on all digraphs on three nodes whose shares exist
// modulo 3, from all values, and on one where the prime 5 is unlucky.
func refusesAverages() string {
	for _, g := range state.Digraphs(3) {
		if dividesAShare(3, g) {
			continue
		}
		for _, values := range state.Functions(3, 0, 2) {
			if wrong := decidesAs(3, g, values); wrong != "" {
				return wrong
			}
		}
	}
	g, err := core.NewDigraph(4, fooling)
	if err != nil {
		return err.Error()
	}
	return decidesAs(5, g, []int64{1, 2, 3, 4})
}

// dividesAShare says whether a node cannot divide by 1+d: then recurrences are longer than the proofs allow.
func dividesAShare(p uint64, g *core.Digraph) bool {
	for j := range g.Nodes() {
		if uint64(1+g.OutDegree(j))%p == 0 {
			return true
		}
	}
	return false
}

// decidesAs runs core with the bound ending. A capacity of 1 makes every residue an integer in range, so that nothing but
// the algebra can fail.
func decidesAs(p uint64, g *core.Digraph, values []int64) string {
	field, err := core.NewField(p)
	if err != nil {
		return err.Error()
	}
	ending, err := core.Bound(g.Nodes())
	if err != nil {
		return err.Error()
	}
	var start []core.NodeState
	for _, v := range values {
		start = append(start, core.NodeState{Numerator: [][]core.Element{{core.Element(v)}}, Denominator: []core.Element{1},
			Order: core.None, Decided: core.None, Stopped: core.None})
	}
	config := core.Config{Field: field, Ending: ending, Capacity: g.Nodes()}
	w, err := simulate.RestoreNetwork(config, g, 0, start)
	if err != nil {
		return err.Error()
	}
	for range ending.Bound() * 4 {
		w.Step()
	}
	for j, n := range w.Nodes() {
		s := n.State()
		average, ok := ratio(oracle.Residues{Prime: p}, s.Numerator[0], s.Denominator)
		got, algebra := coretest.Residue(field, n)
		_, inRange := core.Reconstruct(field, average, config.Capacity)
		if s.Decided == core.None || algebra != ok || ok && got != average || s.Refused != !(ok && inRange) ||
			!s.Refused && (len(s.Average) != 1 || s.Average[0] != average) {
			return fmt.Sprintf("GF(%d), %s, values %v, node %d: average %v, refused %t; by elimination %d, %t",
				p, state.ArcsText(g.Arcs()), values, j, s.Average, s.Refused, average, ok)
		}
	}
	return ""
}

// ratio returns the quotient of the projections of two words, and false when it does not exist.
func ratio(f oracle.Residues, x, y []core.Element) (core.Element, bool) {
	above, ok := projection(f, x)
	below, defined := projection(f, y)
	if !ok || !defined || below == 0 {
		return 0, false
	}
	return core.Element(f.Mul(above, f.Inverse(below))), true
}

// projection is FTC-9 by the shortest recurrence that trying all of them finds.
func projection(f oracle.Residues, s []core.Element) (uint64, bool) {
	beta := shortest(f, s)
	var weighted, total uint64
	for i, b := range beta {
		weighted = f.Add(weighted, f.Mul(b, uint64(s[i])))
		total = f.Add(total, b)
	}
	return f.Mul(weighted, f.Inverse(total)), total != 0
}

// shortest tries all recurrences of the differences of s, the shortest first.
func shortest(f oracle.Residues, s []core.Element) []uint64 {
	for order := 0; ; order++ {
		beta := append(make([]uint64, order), 1)
		for {
			if holdsIn(f, beta, s) {
				return beta
			}
			i := slices.IndexFunc(beta[:order], func(b uint64) bool { return b < f.Prime-1 })
			if i < 0 {
				break
			}
			clear(beta[:i])
			beta[i]++
		}
	}
}

func holdsIn(f oracle.Residues, beta []uint64, s []core.Element) bool {
	for t := 0; t+len(beta) < len(s); t++ {
		var sum uint64
		for i, b := range beta {
			sum = f.Add(sum, f.Mul(b, f.Sub(uint64(s[t+i+1]), uint64(s[t+i]))))
		}
		if sum != 0 {
			return false
		}
	}
	return true
}

// restoresAsItMust restores states of a node in round 2 that are spoilt, and one that is not, and reads a message that
// is too long.
func restoresAsItMust() string {
	ending, err := core.Bound(2)
	if err != nil {
		return err.Error()
	}
	config := core.Config{Field: core.Exact, Ending: ending, Capacity: 2}
	refused := core.NodeState{Numerator: [][]core.Element{{3, 3, 3}}, Denominator: []core.Element{1, 1, 1}, Decided: 2,
		Refused: true, Stopped: core.None}
	offering := func(m core.Message) func(*core.PeerState) {
		m.Words = []core.Element{1, 1}
		return func(s *core.PeerState) { s.Offered = []core.Message{m} }
	}
	for name, c := range map[string]struct {
		fits  bool
		spoil func(*core.PeerState)
	}{
		"a node that refused":                     {true, func(*core.PeerState) {}},
		"an order of -2":                          {false, func(s *core.PeerState) { s.Order = -2 }},
		"an offer of the next round":              {false, offering(core.Message{Round: 3})},
		"an offer of the last epoch in the first": {false, offering(core.Message{Epoch: math.MaxUint32})},
	} {
		s := core.PeerState{NodeState: refused}
		c.spoil(&s)
		if _, err := core.RestorePeer(config, 1, []int{1}, s); (err == nil) != c.fits {
			return fmt.Sprintf("restoring %s: %v", name, err)
		}
	}
	long := make([]byte, 16+8*(core.MaxWords+1))
	binary.BigEndian.PutUint32(long[12:], core.MaxWords+1)
	if _, err := core.ParseMessage(core.Exact, long); err == nil {
		return fmt.Sprintf("a message of %d words is read", core.MaxWords+1)
	}
	return ""
}
