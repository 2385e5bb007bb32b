package scenario

import (
	"fmt"
	"math/big"

	"kizami/core"
)

// Scenario is a digraph, a value at every node and an ending: all that a run needs. It is complete and consistent, and
// immutable; the slices it returns must not be changed.
type Scenario struct {
	digraph  *core.Digraph
	values   [][]string // as written
	ending   core.Ending
	seed     *uint64
	quantum  *big.Rat
	capacity int
	quanta   [][]int64 // values/quantum
}

// Parse reads a scenario, version 1. It is strict: no unknown or repeated field, nothing after the end, at most
// [MaxBytes]. Every error is an [*Error]. Cost: O(len(data)).
func Parse(data []byte) (*Scenario, error) {
	d, err := read(data)
	if err != nil {
		return nil, err
	}
	return d.scenario()
}

func (d *document) scenario() (*Scenario, error) {
	digraph, err := d.digraph.Digraph()
	if err != nil {
		return nil, err
	}
	nodes := d.digraph.Nodes
	s := &Scenario{digraph: digraph, values: d.values, capacity: nodes}
	if err := s.rows(); err != nil {
		return nil, err
	}
	if s.ending, s.seed, err = d.ending.Ending(nodes); err != nil {
		return nil, err
	}
	if d.capacity != "" {
		capacity, err := within("capacity-range", "capacity", d.capacity, int64(nodes), core.MaxNodes)
		if err != nil {
			return nil, err
		}
		s.capacity = int(capacity)
	}
	if err := s.measure(d.quantum); err != nil {
		return nil, err
	}
	return s, nil
}

// rows makes sure that every node has a value, all of the same number of coordinates.
func (s *Scenario) rows() error {
	if len(s.values) != s.digraph.Nodes() {
		return fault("value-count", "values", args{"values": len(s.values), "nodes": s.digraph.Nodes()})
	}
	for node, value := range s.values {
		if len(value) != len(s.values[0]) {
			return fault("coordinate-count", fmt.Sprintf("values[%d]", node),
				args{"node": node, "coordinates": len(value), "expected": len(s.values[0])})
		}
	}
	return nil
}

// measure sets the quantum and counts the values in it.
func (s *Scenario) measure(quantum string) (err error) {
	values := make([][]*big.Rat, len(s.values))
	for node, value := range s.values {
		values[node] = make([]*big.Rat, len(value))
		for i, text := range value {
			if values[node][i], err = rational(valuePath(s.values, node, i), text); err != nil {
				return err
			}
		}
	}
	if quantum == "" {
		s.quantum = finest(values)
		return s.count(values)
	}
	if s.quantum, err = rational("quantum", quantum); err != nil {
		return err
	}
	if s.quantum.Sign() <= 0 {
		return fault("quantum-sign", "quantum", args{"quantum": quantum})
	}
	return s.count(values)
}

// Digraph returns the digraph.
func (s *Scenario) Digraph() *core.Digraph { return s.digraph }

// Quanta returns the values in units of the quantum, a row of coordinates per node.
func (s *Scenario) Quanta() [][]int64 { return s.quanta }

// Quantum returns the grid on which all values lie, a positive integer or fraction in lowest terms.
func (s *Scenario) Quantum() string { return s.quantum.RatString() }

// Config returns what the nodes agree on beforehand, in the field of the kit.
func (s *Scenario) Config() core.Config {
	return core.Config{Field: core.Exact, Ending: s.ending, Capacity: s.capacity}
}

// Cost bounds the work of a run, up to a small constant factor, in field operations: every round sends and sums all words
// along all arcs, and every node looks for the recurrence of what it observes. It also bounds the number of words that
// a trace holds. It never overflows.
func (s *Scenario) Cost() int64 {
	n, arcs := int64(s.digraph.Nodes()), int64(len(s.digraph.Arcs()))
	rounds, words := int64(s.ending.MaxRounds(s.digraph.Nodes())), int64(len(s.values[0])+1)
	observed := words
	if s.ending.IsProbe() {
		words, observed = words+1, 1
	}
	return (rounds+1)*words*(arcs+n) + rounds*observed*n*n
}
