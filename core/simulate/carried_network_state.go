package simulate

import (
	"fmt"
	"reflect"

	"kizami/core"
)

// States returns a copy of the state of every node.
func (w *CarriedNetwork) States() []core.CarriedState {
	states := make([]core.CarriedState, w.digraph.Nodes())
	for j := range states {
		s := w.common.State()
		row := w.kernel.place[j]
		s.Value = append(s.Value, w.values[j]...)
		for _, held := range w.kernel.held {
			h := held[row]
			s.Numerator, s.Least, s.Greatest = append(s.Numerator, h.numerator), append(s.Least, h.least), append(s.Greatest, h.greatest)
		}
		s.Denominator = w.kernel.held[0][row].denominator
		states[j] = s
	}
	return states
}

// RestoreCarriedNetwork returns the network whose nodes have these states: it goes on with the same words. What it counts
// begins at 0. Errors: those of [NewCarriedNetwork] and, by node, of [core.RestoreCarriedNode]; nodes that do not hold the
// same of what is common to all.
func RestoreCarriedNetwork(c core.CarriedConfig, g *core.Digraph, states []core.CarriedState) (*CarriedNetwork, error) {
	w, err := NewCarriedNetwork(c, g)
	if err != nil {
		return nil, err
	}
	if err := oneEach(g.Nodes(), "states", states); err != nil {
		return nil, err
	}
	for j, s := range states {
		node, err := core.RestoreCarriedNode(c, g.OutDegree(j), s)
		if err != nil {
			return nil, fmt.Errorf("node %d: %w", j, err)
		}
		if j == 0 {
			w.common, w.over = node.Common(), node.WindowOver()
		} else if !reflect.DeepEqual(node.Common().State(), w.common.State()) {
			return nil, fmt.Errorf("the nodes 0 and %d do not hold the same coordination, round and bracket", j)
		}
		w.set(j, s)
	}
	return w, nil
}

// set gives a node its words.
func (w *CarriedNetwork) set(node int, s core.CarriedState) {
	copy(w.values[node], s.Value)
	row := w.kernel.place[node]
	for i, held := range w.kernel.held {
		held[row].numerator, held[row].least, held[row].greatest = s.Numerator[i], s.Least[i], s.Greatest[i]
	}
	w.kernel.held[0][row].denominator = s.Denominator
}
