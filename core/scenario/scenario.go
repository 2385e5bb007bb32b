package scenario

import (
	"fmt"
	"math/big"
	"strconv"

	"kizami/core"
)

// Scenario is a digraph, a value at every node and an ending: all that a run needs. It is complete and consistent, and
// immutable; the slices it returns must not be changed.
type Scenario struct {
	digraph   *core.Digraph
	names     []string         // of the nodes, from a file; nil: they are their places
	family    *digraphDocument // nil: by its arcs
	values    [][]string       // as written
	rule      string
	assumed   bool        // no ending was given
	bound     int         // N of the bracket and the race
	diameter  int         // D as given; 0: the digraph's own
	last      int         // round of the bracket; 0: as many as make sense
	ending    core.Ending // of bound, probe and race
	seed      *uint64
	prime     string     // of bound and probe, as given
	field     core.Field // of that prime
	narrowest core.Field // of the least prime that it can be: what values must fit
	quantum   *big.Rat
	round     bool     // values need not be on the grid
	change    *big.Rat // by which rounding changed one, at most
	capacity  int
	quanta    [][]int64 // values/quantum
	most      int64     // the greatest of them in size
}

// Parse reads a scenario, version 1. It is strict: no unknown or repeated field, nothing after the end, at most
// [MaxBytes], at most [core.MaxNodes] nodes. A random prime is drawn here, once. Every error is an [*Error]. Cost:
// O(len(data)); a digraph of a family has up to 20 times as many arcs as nodes are allowed.
func Parse(data []byte) (*Scenario, error) { return parse(data, MaxBytes, core.MaxNodes, Given{}) }

// Given is what comes from outside of a scenario's text.
type Given struct {
	Files Files // nil: it must name none
	Round bool  // as its "round"
}

// ParseLarge is Parse for a machine with memory and files: at most [MaxLargeBytes] and [core.MaxBracketNodes] nodes. Errors of
// the files are returned as they are.
func ParseLarge(data []byte, given Given) (*Scenario, error) {
	return parse(data, MaxLargeBytes, core.MaxBracketNodes, given)
}

func parse(data []byte, bytes, nodes int, given Given) (*Scenario, error) {
	d, err := read(data, bytes, nodes)
	if err != nil {
		return nil, err
	}
	d.round = d.round || given.Round
	return d.scenario(given.Files)
}

func (d *document) scenario(files Files) (*Scenario, error) {
	named, err := d.open(files)
	if err != nil {
		return nil, err
	}
	nodes := named.Nodes()
	s := &Scenario{digraph: named.Digraph, names: named.Names, values: d.values, round: d.round, capacity: nodes, field: core.Exact, narrowest: core.Exact}
	if d.digraph.family != "" {
		s.family = &d.digraph
	}
	if err := s.rows(); err != nil {
		return nil, err
	}
	if err := s.end(d.ending); err != nil {
		return nil, err
	}
	if d.capacity != "" {
		most := core.MaxNodes
		if s.rule == ruleBracket {
			most = core.MaxBracketNodes
		}
		capacity, err := within("capacity-range", "capacity", d.capacity, int64(nodes), int64(most))
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
				args{"node": s.label(node), "coordinates": len(value), "expected": len(s.values[0])})
		}
	}
	return nil
}

// label returns what a node is called.
func (s *Scenario) label(node int) any {
	if s.names == nil {
		return node
	}
	return strconv.Quote(s.names[node])
}

// measure sets the quantum and counts the values in it.
func (s *Scenario) measure(quantum string) (err error) {
	grid, greatest := newGrid(), new(big.Rat)
	for node, value := range s.values {
		for i, text := range value {
			v, err := rational(valuePath(s.values, node, i), text)
			if err != nil {
				return err
			}
			grid.include(v)
			if v.Abs(v).Cmp(greatest) > 0 {
				greatest = v
			}
		}
	}
	if s.quantum = grid.quantum(); quantum == "" {
		return s.count(greatest, false)
	}
	if s.quantum, err = rational("quantum", quantum); err != nil {
		return err
	}
	if s.quantum.Sign() <= 0 {
		return fault("quantum-sign", "quantum", args{"quantum": quantum})
	}
	return s.count(greatest, true)
}

// Digraph returns the digraph.
func (s *Scenario) Digraph() *core.Digraph { return s.digraph }

// Names returns the names of the nodes in the digraph's file; nil: they are their places.
func (s *Scenario) Names() []string { return s.names }

// OfFamily says whether the digraph was given as one of a family; then the scenario's JSON lists no arcs.
func (s *Scenario) OfFamily() bool { return s.family != nil }

// Quanta returns the values in units of the quantum, a row of coordinates per node.
func (s *Scenario) Quanta() [][]int64 { return s.quanta }

// Quantum returns the grid on which all values lie, a positive integer or fraction in lowest terms.
func (s *Scenario) Quantum() string { return s.quantum.RatString() }

// Config returns what the nodes agree on beforehand.
func (s *Scenario) Config() core.Config {
	return core.Config{Field: s.field, Ending: s.ending, Capacity: s.capacity}
}

// Cost bounds the work of a run, up to a small constant factor, in field operations: every round sends and sums all words
// along all arcs, and every node looks for the recurrence of what it observes. It also bounds the number of words that
// a trace holds. With the bracket and the race the diameter of the digraph is found, too. It never overflows.
func (s *Scenario) Cost() int64 {
	n, arcs := int64(s.digraph.Nodes()), int64(len(s.digraph.Arcs()))
	rounds, words := int64(s.ending.MaxRounds(s.digraph.Nodes())), int64(len(s.values[0])+1)
	observed := words
	if s.ending.IsProbe() {
		words, observed = words+1, 1
	}
	if !s.Mixes() {
		return (rounds+1)*words*(arcs+n) + rounds*observed*n*n
	}
	diameter := float64(n) * float64(n+arcs)
	exchange := float64(s.lastRound()+1) * float64(3*words+1) * float64(arcs+n)
	if s.rule == ruleRace {
		exchange = float64(rounds+1)*float64(4*words)*float64(arcs+n) + float64(rounds*observed)*float64(n*n)
	}
	return int64(min(diameter+exchange, 1<<62))
}
