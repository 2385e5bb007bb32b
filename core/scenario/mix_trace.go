package scenario

import (
	"context"
	"math/big"
	"strconv"

	"kizami/core"
	"kizami/core/simulate"
)

// Measure is what the words of the bracket are counted in; see [core.Measure]. Most is V.
type Measure struct {
	Most  string `json:"most"`
	Units string `json:"units"`
	Grid  string `json:"grid"`
	Zoom  int    `json:"zoom"`
}

// Bracket is what all nodes hold in common of one coordinate: at the start, and whenever a window is over.
type Bracket struct {
	Lower   string     `json:"lower"` // in steps of the grid
	Upper   string     `json:"upper"`
	Centre  string     `json:"centre"`
	Scale   int        `json:"scale"`
	Between [2]string  `json:"between"` // the same in the units of the values, exact
	Decimal [2]float64 `json:"decimal"`
	Left    []string   `json:"left,omitempty"` // what the average can still be, ascending; absent when that is much
}

// mostLeft is up to how many fractions an event of a trace lists, of all coordinates together.
const mostLeft = 480

// mostWords is how many words a trace of the bracket may hold: about a gigabyte of JSON.
const mostWords = 20_000_000

// mixTrace runs the bracket or the race and records it.
func (s *Scenario) mixTrace() (*Trace, error) {
	if nodes := s.digraph.Nodes(); nodes > core.MaxNodes {
		return nil, fault("trace-nodes", "", args{"nodes": nodes, "max": core.MaxNodes})
	}
	r := &recorder{s: s, trace: &Trace{Kizami: 1, Scenario: s, Quantum: s.Quantum()}}
	perRound := s.digraph.Nodes() * (3*len(s.values[0]) + 1)
	outcome, err := s.Until(mostWords/perRound).mix(context.Background(), func(Progress) {}, r)
	if err != nil {
		return nil, err
	}
	r.trace.Outcome = outcome
	r.trace.Predicted = Predicted{outcome.Ending.Diameter, "D"}
	if s.rule == ruleRace {
		r.trace.Prime = strconv.FormatUint(s.field.Prime(), 10)
		r.trace.Predicted = Predicted{s.ending.MaxRounds(s.digraph.Nodes()), "D..2N-2"}
	}
	r.trace.eccentricities()
	return r.trace, nil
}

// recorder records a run with the bracket or the race. The nil recorder records nothing.
type recorder struct {
	s     *Scenario
	trace *Trace
	steps []map[int64]float64 // of each coordinate, in this window: what steps of the grid stand for, which many nodes hear of
}

// state records the state after Init or Advance.
func (r *recorder) state(w *simulate.BracketNetwork, action string) {
	if r == nil {
		return
	}
	if w.WindowOver() {
		r.steps = make([]map[int64]float64, len(r.s.values[0]))
	}
	event := Event{Action: action, Round: w.Round()}
	for j := range r.s.digraph.Nodes() {
		event.Nodes = append(event.Nodes, r.change(j, w.Words(j), w.Common()))
	}
	if w.WindowOver() {
		for c := range r.s.values[0] {
			event.Bracket = append(event.Bracket, r.bracket(w.Common(), c))
		}
	}
	if r.trace.Measure == nil {
		m := w.Common().Measure()
		r.trace.Measure = &Measure{whole(r.s.most), whole(m.Units), whole(m.Grid), m.Zoom}
	}
	r.trace.Events = append(r.trace.Events, event)
}

// change reads what a node holds off its words in wire order.
func (r *recorder) change(node int, words []int64, b *core.BracketCommon) Change {
	coordinates := len(words) / 3
	y := words[coordinates]
	least, greatest := words[coordinates+1:2*coordinates+1], words[2*coordinates+1:]
	change := Change{ID: node, Denominator: whole(y)}
	for c, x := range words[:coordinates] {
		change.Numerator = append(change.Numerator, whole(x))
		change.Least, change.Greatest = append(change.Least, whole(least[c])), append(change.Greatest, whole(greatest[c]))
		change.Ratio = append(change.Ratio, Approximation(r.decimal(b.Quanta(c, x, y))))
		change.Heard = append(change.Heard, [2]float64{r.heard(b, c, least[c]), r.heard(b, c, greatest[c])})
	}
	return change
}

// heard returns what steps of the grid stand for, in the units of the values.
func (r *recorder) heard(b *core.BracketCommon, c int, steps int64) float64 {
	if r.steps[c] == nil {
		r.steps[c] = map[int64]float64{}
	}
	value, known := r.steps[c][steps]
	if !known {
		value = r.decimal(b.Quanta(c, steps, b.Measure().Grid))
		r.steps[c][steps] = value
	}
	return value
}

func (r *recorder) bracket(b *core.BracketCommon, c int) Bracket {
	f := b.Frame(c)
	lower, upper := b.Bracket(c)
	out := Bracket{
		Lower: whole(f.Lower), Upper: whole(f.Upper), Centre: f.Centre.String(), Scale: f.Scale,
		Decimal: [2]float64{r.decimal(lower), r.decimal(upper)},
	}
	out.Between = [2]string{lower.RatString(), upper.RatString()} // in units now
	out.Left, _ = r.s.units(b.Choices(c, mostLeft/len(r.s.values[0])))
	return out
}

// decided records that all nodes have decided what the outcome says; algebra is the network of the bound ending when
// that was first, and nil when the bracket was.
func (r *recorder) decided(out *Outcome, algebra *simulate.Network) {
	if r == nil {
		return
	}
	event := Event{Action: core.ActionDecide, Round: out.Rounds}
	for j := range r.s.digraph.Nodes() {
		change := Change{ID: j, Decided: &out.Rounds, Average: out.Average, Decimal: out.Decimal}
		if algebra != nil {
			found := algebra.Nodes()[j].Change(j, core.ActionDecide)
			change.Order, change.Recurrence, change.Projection = found.Order, found.Recurrence, found.Projection
		}
		event.Nodes = append(event.Nodes, change)
	}
	r.trace.Events = append(r.trace.Events, event)
}

// decimal turns quanta into the units of the values, in place, and returns the float64 nearest to them.
func (r *recorder) decimal(quanta *big.Rat) float64 { return decimal(quanta.Mul(quanta, r.s.quantum)) }

func whole(word int64) string { return strconv.FormatInt(word, 10) }
