package scenario

import (
	"math/big"
	"slices"

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
	Nodes    []NodeOutcome `json:"nodes"`
}

// NodeOutcome is what one node came to.
type NodeOutcome struct {
	ID      int      `json:"id"`
	Average []string `json:"average"`
	Order   int      `json:"order"`   // M
	Decided int      `json:"decided"` // T, the first round after which the node holds the average
	Stopped int      `json:"stopped"` // the round after which it fell silent
}

// Average runs the scenario without recording. The only errors are the two [*Error] of bad luck, refused and
// disagreement. Memory: O(rounds·nodes).
func (s *Scenario) Average() (*Outcome, error) {
	network, err := s.Network()
	if err != nil {
		return nil, err
	}
	network.Run()
	return s.outcome(network)
}

// outcome reads the outcome off a network that has run to its end.
func (s *Scenario) outcome(network *simulate.Network) (*Outcome, error) {
	out := &Outcome{Kizami: 1, Rounds: network.Round()}
	out.Messages, out.Bytes = network.Messages()
	for j, node := range network.Nodes() {
		state := node.State()
		if state.Refused {
			return nil, fault("refused", "", args{"node": j})
		}
		if !slices.Equal(node.Average(), network.Nodes()[0].Average()) {
			return nil, fault("disagreement", "", args{"node": j})
		}
		average, _ := s.units(node.Average())
		out.Nodes = append(out.Nodes, NodeOutcome{j, average, state.Order, state.Decided, state.Stopped})
	}
	out.Average, out.Decimal = s.units(network.Nodes()[0].Average())
	return out, nil
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
