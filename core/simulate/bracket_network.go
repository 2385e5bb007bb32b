package simulate

import (
	"fmt"
	"math/big"
	"runtime"
	"sync"

	"kizami/core"
)

// BracketNetwork runs a [core.BracketNode] at every vertex of a digraph in lock-step rounds, for many nodes: their words
// lie side by side, what all hold in common is held once, and rounds allocate nothing. Every word is that of the node.
// Above some 100,000 nodes it uses as many goroutines as the process may have processors; the words do not depend on that.
type BracketNetwork struct {
	digraph         *core.Digraph
	span            int
	common          *core.BracketCommon
	kernel          *bracketKernel
	round           int
	decided         int
	workers         int
	least, greatest []int64 // of the window that is over
	zooms           []core.Zoom
	tasks           []func() // of each worker: visit for its range
	visit           func(w *BracketNetwork, from, to int)
	coordinate      int // that visit is for
	done            sync.WaitGroup
}

// parallelNodes is from how many nodes on a round is shared among processors: below, sharing costs more than it saves.
const parallelNodes = 100_000

// NewBracketNetwork returns the network in round 0. values[j] is the value of node j in quanta, one integer per coordinate.
// Errors: those of [core.NewBracketNode], by node; lengths that do not fit; a bound below the number of nodes.
// Memory: [BracketBytes].
func NewBracketNetwork(c core.BracketConfig, g *core.Digraph, values [][]int64) (*BracketNetwork, error) {
	n := g.Nodes()
	if err := evenValues(n, values); err != nil {
		return nil, err
	}
	if c.Bound < n {
		return nil, fmt.Errorf("bound %d: must be at least the number of nodes, %d", c.Bound, n)
	}
	coordinates := len(values[0])
	common, err := core.NewBracketCommon(c, coordinates)
	if err != nil {
		return nil, err
	}
	w := &BracketNetwork{
		digraph: g, span: c.Span, common: common, kernel: newBracketKernel(g, coordinates), decided: core.None, workers: 1,
		least: make([]int64, coordinates), greatest: make([]int64, coordinates), zooms: make([]core.Zoom, coordinates),
	}
	if n > parallelNodes {
		w.workers = runtime.GOMAXPROCS(0)
	}
	for j, value := range values {
		for i, v := range value {
			if v < -c.Most || v > c.Most {
				return nil, fmt.Errorf("node %d: coordinate %d is %d quanta: all agreed that a value is at most %d quanta in size", j, i, v, c.Most)
			}
			w.kernel.held[i][w.kernel.place[j]].numerator = common.Start(v)
		}
		w.kernel.held[0][j].denominator = common.Units()
	}
	w.each((*BracketNetwork).begin)
	return w, nil
}

// BracketBytes returns how much memory a [BracketNetwork] takes, besides the digraph and the values.
func BracketBytes(nodes, arcs, coordinates int) int64 {
	return int64(nodes)*int64(24+32*(coordinates+1)) + 4*int64(arcs)
}

// each calls visit with ranges that together are all nodes, one for each worker. It allocates nothing but the first time.
func (w *BracketNetwork) each(visit func(w *BracketNetwork, from, to int)) {
	n := w.digraph.Nodes()
	if w.workers == 1 {
		visit(w, 0, n)
		return
	}
	for i := len(w.tasks); i < w.workers; i++ {
		w.tasks = append(w.tasks, func() {
			defer w.done.Done()
			w.visit(w, n*i/w.workers, n*(i+1)/w.workers)
		})
	}
	w.visit = visit
	w.done.Add(w.workers)
	for _, task := range w.tasks[:w.workers] {
		go task()
	}
	w.done.Wait()
}

// Digraph returns the digraph.
func (w *BracketNetwork) Digraph() *core.Digraph { return w.digraph }

// Round returns k.
func (w *BracketNetwork) Round() int { return w.round }

// Messages returns how many messages were sent so far, one per arc and round, and how many bytes they have on the wire.
func (w *BracketNetwork) Messages() (count, bytes int64) {
	size := core.BracketMessage{Words: make([]int64, 3*len(w.zooms)+1)}.Size()
	count = int64(w.round) * int64(len(w.digraph.Arcs()))
	return count, count * int64(size)
}

// Advance does one round. It fails, and the network is of no more use, when at the end of a window nodes hold different
// brackets: then the diameter is too small. It panics after the decision.
func (w *BracketNetwork) Advance() error {
	if w.CanDecide() || w.decided != core.None {
		panic(fmt.Sprintf("bracket network: a round after the decision in round %d", w.round))
	}
	for c := range w.kernel.held {
		w.pass(c)
	}
	w.round++
	if !w.WindowOver() {
		return nil
	}
	return w.endWindow()
}

// pass does the round of one coordinate.
func (w *BracketNetwork) pass(c int) {
	w.coordinate = c
	w.each(func(w *BracketNetwork, from, to int) { w.kernel.share(w.coordinate, from, to) })
	w.each(func(w *BracketNetwork, from, to int) { w.kernel.gather(w.coordinate, from, to) })
}

func (w *BracketNetwork) endWindow() error {
	for c, held := range w.kernel.held {
		first := &held[w.kernel.place[0]]
		w.least[c], w.greatest[c] = first.least, first.greatest
		for j, row := range w.kernel.place {
			if h := &held[row]; h.least != w.least[c] || h.greatest != w.greatest[c] {
				return fmt.Errorf("the diameter %d is too small: after round %d the nodes 0 and %d hold different brackets", w.span, w.round, j)
			}
		}
	}
	w.common.EndWindow(w.round, w.least, w.greatest, w.zooms)
	w.each((*BracketNetwork).begin)
	return nil
}

// begin makes the change of frame at nodes of a range, and begins their window.
func (w *BracketNetwork) begin(from, to int) {
	denominators := w.kernel.held[0]
	for c, held := range w.kernel.held {
		for j := from; j < to; j++ {
			h, y := &held[j], denominators[j].denominator
			h.numerator = w.zooms[c].Apply(h.numerator, y)
			h.least, h.greatest = w.common.Quotient(h.numerator, y)
		}
	}
}

// WindowOver says whether a window begins in this round, as one does in round 0.
func (w *BracketNetwork) WindowOver() bool { return w.round%w.span == 0 }

// CanDecide says whether all nodes can decide; they do so together.
func (w *BracketNetwork) CanDecide() bool { return w.decided == core.None && w.common.CanDecide() }

// Decide lets all nodes decide, and says whether CanDecide allowed it.
func (w *BracketNetwork) Decide() bool {
	if !w.CanDecide() {
		return false
	}
	w.decided = w.round
	return true
}

// Decided returns the round of the decision, or [core.None].
func (w *BracketNetwork) Decided() int { return w.decided }

// Run does rounds until all nodes have decided. visit is called before every round and may end the run with an error,
// which Run returns; nil does nothing. Errors: those of Advance.
func (w *BracketNetwork) Run(visit func() error) error {
	for !w.Decide() {
		if visit != nil {
			if err := visit(); err != nil {
				return err
			}
		}
		if err := w.Advance(); err != nil {
			return err
		}
	}
	return nil
}

// Average returns what all nodes have decided, in quanta, a fraction per coordinate; nil before, and when they refused.
func (w *BracketNetwork) Average() []core.Fraction {
	if w.decided == core.None {
		return nil
	}
	average, _ := w.common.Verdict()
	return average
}

// Refused says that all nodes decided that they cannot know the average.
func (w *BracketNetwork) Refused() bool {
	_, refused := w.common.Verdict()
	return w.decided != core.None && refused
}

// Bracket returns the common bracket of a coordinate, in quanta.
func (w *BracketNetwork) Bracket(coordinate int) (lower, upper *big.Rat) {
	return w.common.Bracket(coordinate)
}

// Common returns what all nodes hold in common; the caller must not change it.
func (w *BracketNetwork) Common() *core.BracketCommon { return w.common }

// Words returns the newest words of a node and what it holds of the window, in wire order: numerator (one per coordinate),
// denominator, least and greatest (one per coordinate each).
func (w *BracketNetwork) Words(node int) []int64 {
	var words, least, greatest []int64
	for _, held := range w.kernel.held {
		h := held[w.kernel.place[node]]
		words, least, greatest = append(words, h.numerator), append(least, h.least), append(greatest, h.greatest)
	}
	words = append(words, w.kernel.held[0][w.kernel.place[node]].denominator)
	return append(append(words, least...), greatest...)
}
