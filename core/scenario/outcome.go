package scenario

import (
	"context"
	"math/big"
	"slices"
	"strconv"

	"kizami/core"
	"kizami/core/simulate"
)

// Outcome is what a run came to; it marshals to spec/outcome.schema.json.
type Outcome struct {
	Kizami   int           `json:"kizami"`
	Average  []string      `json:"average"` // exact, one per coordinate
	Decimal  []float64     `json:"decimal"` // the float64 nearest to it
	Rounds   int           `json:"rounds"`
	Messages int           `json:"messages"`
	Bytes    int           `json:"bytes"`
	Prime    string        `json:"prime,omitempty"`   // of the scenario, drawn or given; absent: that of the kit
	Rounded  *Rounding     `json:"rounded,omitempty"` // absent: values were as the scenario gives them
	Ending   *Ended        `json:"ending,omitempty"`  // of the bracket and the race
	Bracket  [][2]string   `json:"bracket,omitempty"` // the last common one, two numbers per coordinate
	Nodes    []NodeOutcome `json:"nodes,omitempty"`   // none beyond core.MaxNodes nodes, which are all alike
}

// Ended is how the nodes of a run with the bracket or the race knew that they were done.
type Ended struct {
	Rule     string `json:"rule"`
	Assumed  bool   `json:"assumed,omitempty"` // the scenario gave no ending
	Bound    int    `json:"bound"`
	Diameter int    `json:"diameter"`
	By       string `json:"by"` // "bracket" or "bound": which decided
}

// NodeOutcome is what one node came to.
type NodeOutcome struct {
	ID      int      `json:"id"`
	Name    string   `json:"name,omitempty"` // of a digraph from a file
	Average []string `json:"average"`
	Order   *int     `json:"order"`   // M; null with the bracket and the race
	Decided int      `json:"decided"` // T, the first round after which the node holds the average
	Stopped int      `json:"stopped"` // the round after which it fell silent
}

// Average runs the scenario without recording: [Scenario.Run] with nobody to watch or end it.
func (s *Scenario) Average() (*Outcome, error) { return s.Run(context.Background(), nil) }

// Progress is how far a run has come.
type Progress struct {
	Round int
	Part  float64 // of the rounds that it is thought to need, from 0 to 1
}

// Run runs the scenario without recording it. It ends with the context's error soon after that is done, and calls watch,
// if there is one, before every round. Errors of the run itself are [*Error]: bad luck (refused, disagreement,
// contradiction), a diameter that is too small for the digraph, a bracket that does not come to an end. Memory:
// [Scenario.Memory].
func (s *Scenario) Run(ctx context.Context, watch func(Progress)) (*Outcome, error) {
	if watch == nil {
		watch = func(Progress) {}
	}
	if s.Mixes() {
		return s.mix(ctx, watch, nil)
	}
	network, err := s.runAlgebra(ctx, watch)
	if err != nil {
		return nil, err
	}
	return s.outcome(network)
}

// runAlgebra runs the bound or the probe ending.
func (s *Scenario) runAlgebra(ctx context.Context, watch func(Progress)) (*simulate.Network, error) {
	network, err := s.Network()
	if err != nil {
		return nil, err
	}
	rounds := max(1, s.ending.MaxRounds(s.digraph.Nodes()))
	for network.Step() != "" {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		watch(Progress{network.Round(), float64(network.Round()) / float64(rounds)})
	}
	return network, nil
}

// outcome reads the outcome off a network that has run to its end.
func (s *Scenario) outcome(network *simulate.Network) (*Outcome, error) {
	out := &Outcome{Kizami: 1, Rounds: network.Round(), Rounded: s.Rounding()}
	out.Messages, out.Bytes = network.Messages()
	for j, node := range network.Nodes() {
		state := node.State()
		if state.Refused {
			return nil, fault("refused", "", args{"node": s.label(j)})
		}
		if !slices.Equal(node.Average(), network.Nodes()[0].Average()) {
			return nil, fault("disagreement", "", args{"node": s.label(j)})
		}
		average, _ := s.units(node.Average())
		out.Nodes = append(out.Nodes, NodeOutcome{j, s.name(j), average, &state.Order, state.Decided, state.Stopped})
	}
	out.Average, out.Decimal = s.units(network.Nodes()[0].Average())
	if s.prime != "" {
		out.Prime = strconv.FormatUint(s.field.Prime(), 10)
	}
	return out, nil
}

// name returns that of a node in its file.
func (s *Scenario) name(node int) string {
	if s.names == nil {
		return ""
	}
	return s.names[node]
}

// units turns fractions of quanta into the units of the values: exact, and rounded.
func (s *Scenario) units(quanta []core.Fraction) (exact []string, rounded []float64) {
	value := new(big.Rat)
	for _, q := range quanta {
		value.Mul(q.Rat(), s.quantum)
		exact, rounded = append(exact, value.RatString()), append(rounded, decimal(value))
	}
	return exact, rounded
}
