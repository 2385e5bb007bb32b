package simulate

import (
	"fmt"

	"kizami/core"
)

// CarriedNetwork runs a [core.CarriedNode] at every vertex of a digraph in lock-step rounds, for many nodes: their words
// lie side by side, and what all hold in common is held once. Every word is that of the node.
type CarriedNetwork struct {
	digraph         *core.Digraph
	config          core.CarriedConfig
	common          *core.CarriedCommon
	kernel          *bracketKernel
	values          [][]int64
	least, greatest []int64 // of the window that is over
	blank           []int64 // as many words as a message has at most
	rounds          int
	bytes           int64
	over            bool
}

// NewCarriedNetwork returns the network before its first coordination. Errors: those of [core.CarriedConfig.Check]; a bound
// below the number of nodes.
func NewCarriedNetwork(c core.CarriedConfig, g *core.Digraph) (*CarriedNetwork, error) {
	common, err := core.NewCarriedCommon(c)
	if err != nil {
		return nil, err
	}
	if c.Bound < g.Nodes() {
		return nil, fmt.Errorf("bound %d: must be at least the number of nodes, %d", c.Bound, g.Nodes())
	}
	w := &CarriedNetwork{
		digraph: g, config: c, common: common, kernel: newBracketKernel(g, c.Coordinates),
		least: make([]int64, c.Coordinates), greatest: make([]int64, c.Coordinates),
		blank: make([]int64, 3*c.Coordinates+1),
	}
	for j := range g.Nodes() {
		w.values = append(w.values, make([]int64, c.Coordinates))
		w.kernel.held[0][j].denominator = common.Units()
	}
	return w, nil
}

// Begin begins the next coordination at all nodes. An error changes nothing: those of [core.CarriedNode.Begin], by node.
func (w *CarriedNetwork) Begin(values [][]int64) error {
	if err := evenValues(w.digraph.Nodes(), values); err != nil {
		return err
	}
	if len(values[0]) != w.config.Coordinates {
		return fmt.Errorf("values of %d coordinates: all agreed on %d", len(values[0]), w.config.Coordinates)
	}
	limit := w.config.Limit()
	for j, value := range values {
		for i, v := range value {
			if v < -limit || v > limit {
				return fmt.Errorf("node %d: coordinate %d is %d quanta: a value is at most %d quanta in size", j, i, v, limit)
			}
		}
	}
	if err := w.common.Begin(); err != nil {
		return err
	}
	for j, value := range values {
		for i, v := range value {
			h := &w.kernel.held[i][w.kernel.place[j]]
			if w.config.Fresh {
				h.numerator, h.denominator, w.values[j][i] = 0, 0, 0
				if i == 0 {
					h.denominator = w.common.Units()
				}
			}
			h.numerator += v - w.values[j][i]
			w.values[j][i] = v
		}
	}
	w.over = false
	return nil
}

// Advance does one round. It fails, and the network is of no more use, when at the end of a window nodes hold different
// brackets: then the diameter is too small; or when the words may leave their range with the round.
func (w *CarriedNetwork) Advance() error {
	if w.common.Late() {
		return fmt.Errorf("round %d: words are not known to stay in range for more rounds of a coordination", w.common.Round())
	}
	words := w.config.Coordinates + 1
	if w.common.Deciding() {
		words += 2 * w.config.Coordinates
	}
	w.bytes += int64(len(w.digraph.Arcs())) * int64(core.BracketMessage{Words: w.blank[:words]}.Size())
	for c := range w.kernel.held {
		w.kernel.share(c, 0, w.digraph.Nodes())
		w.kernel.gather(c, 0, w.digraph.Nodes())
	}
	w.rounds++
	over, renews := w.common.EndRound()
	if w.over = renews; renews {
		if err := w.endWindow(); err != nil {
			return err
		}
	}
	if over {
		w.beginWindow()
	}
	return nil
}

func (w *CarriedNetwork) endWindow() error {
	for c, held := range w.kernel.held {
		first := &held[w.kernel.place[0]]
		w.least[c], w.greatest[c] = first.least, first.greatest
		for j, row := range w.kernel.place {
			if h := &held[row]; h.least != w.least[c] || h.greatest != w.greatest[c] {
				return fmt.Errorf("the diameter %d is too small: after round %d the nodes 0 and %d hold different brackets", w.config.Span, w.common.Round(), j)
			}
		}
	}
	w.common.EndWindow(w.least, w.greatest)
	return nil
}

func (w *CarriedNetwork) beginWindow() {
	denominators := w.kernel.held[0]
	for _, held := range w.kernel.held {
		for j := range held {
			h := &held[j]
			h.least, h.greatest = w.common.Quotient(h.numerator, denominators[j].denominator)
		}
	}
}

// Config returns what all nodes agreed on.
func (w *CarriedNetwork) Config() core.CarriedConfig { return w.config }

// WindowOver says whether a window is over in this round that has renewed the bracket.
func (w *CarriedNetwork) WindowOver() bool { return w.over }

// Bracket returns what all nodes hold, when a window is over.
func (w *CarriedNetwork) Bracket() core.CarriedBracket { return w.common.Bracket() }

// Rounds returns how many rounds there were in all coordinations so far.
func (w *CarriedNetwork) Rounds() int { return w.rounds }

// Messages returns how many messages were sent so far, one per arc and round, and how many bytes they have on the wire.
func (w *CarriedNetwork) Messages() (count, bytes int64) {
	return int64(w.rounds) * int64(len(w.digraph.Arcs())), w.bytes
}
