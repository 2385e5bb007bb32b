package property

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"

	"kizami/conformance/oracle"
	"kizami/core/scenario"
)

// outcome is the part of the `kizami average --json` object that the property reads.
type outcome struct {
	Average []string  `json:"average"`
	Decimal []float64 `json:"decimal"`
	Rounds  int       `json:"rounds"`
	Nodes   []struct {
		Average []string `json:"average"`
		Order   int      `json:"order"`
		Decided int      `json:"decided"`
		Stopped int      `json:"stopped"`
	} `json:"nodes"`
}

// scenarioJSON writes the case as scenario JSON. The quantum is left out when the default is at least as coarse.
func scenarioJSON(c oracle.Case) ([]byte, error) {
	arcs := make([][2]int, len(c.Arcs))
	for i, a := range c.Arcs {
		arcs[i] = [2]int{a.From, a.To}
	}
	values := make([][]string, c.Nodes)
	for j := range values {
		for i := range c.Values[j] {
			values[j] = append(values[j], textOf(c, j, i))
		}
	}
	ending := map[string]any{"rule": "bound", "bound": c.Bound}
	if c.Bound == 0 {
		ending = map[string]any{"rule": "probe", "seed": c.Seed % (1 << 32)}
	}
	s := map[string]any{
		"kizami":   1,
		"digraph":  map[string]any{"nodes": c.Nodes, "arcs": arcs},
		"values":   values,
		"ending":   ending,
		"capacity": c.Capacity,
	}
	if c.Quantum.Numerator != 1 || c.Seed%2 == 1 {
		s["quantum"] = big.NewRat(c.Quantum.Numerator, c.Quantum.Denominator).RatString()
	}
	return json.Marshal(s)
}

// textOf writes one value of the case as the number that it stands for: as a decimal where it ends and the case says so.
func textOf(c oracle.Case, node, coordinate int) string {
	v := big.NewRat(c.Quantum.Numerator, c.Quantum.Denominator)
	v.Mul(v, new(big.Rat).SetInt64(c.Values[node][coordinate]))
	if digits, ends := v.FloatPrec(); c.Decimal && ends {
		return v.FloatString(digits)
	}
	return v.RatString()
}

// parsed writes the case as text and reads it back.
func parsed(c oracle.Case) (*scenario.Scenario, error) {
	data, err := scenarioJSON(c)
	if err != nil {
		return nil, err
	}
	return scenario.Parse(data)
}

// outcomes runs the case through the same door as the command and the page.
func outcomes(c oracle.Case, _ *Record, e *oracle.Expected) string {
	s, err := parsed(c)
	if err != nil {
		return err.Error()
	}
	result, err := s.Average()
	if err != nil {
		return err.Error()
	}
	data, err := json.Marshal(result)
	if err != nil {
		return err.Error()
	}
	var got outcome
	if err := json.Unmarshal(data, &got); err != nil {
		return err.Error()
	}
	return compareOutcome(c, got, e)
}

func compareOutcome(c oracle.Case, got outcome, e *oracle.Expected) string {
	if len(got.Average) != len(e.Average) || len(got.Decimal) != len(e.Average) || len(got.Nodes) != c.Nodes {
		return fmt.Sprintf("an outcome of another shape: %+v", got)
	}
	quantum := big.NewRat(c.Quantum.Numerator, c.Quantum.Denominator)
	for i, mean := range e.Average {
		want := new(big.Rat).Mul(mean, quantum)
		decimal, _ := want.Float64()
		if got.Average[i] != want.RatString() {
			return fmt.Sprintf("coordinate %d: average %s instead of %s", i, got.Average[i], want.RatString())
		}
		if math.Float64bits(got.Decimal[i]) != math.Float64bits(decimal) {
			return fmt.Sprintf("coordinate %d: decimal %v instead of %v", i, got.Decimal[i], decimal)
		}
		for j, n := range got.Nodes {
			if len(n.Average) != len(e.Average) || n.Average[i] != want.RatString() {
				return fmt.Sprintf("node %d: average %v instead of %s in coordinate %d", j, n.Average, want.RatString(), i)
			}
		}
	}
	for j, n := range got.Nodes {
		if n.Decided != e.Decided[j] || n.Stopped != e.Stopped[j] {
			return fmt.Sprintf("node %d: decided %d and stopped %d instead of %d and %d",
				j, n.Decided, n.Stopped, e.Decided[j], e.Stopped[j])
		}
	}
	return ""
}
