package learn

import "math"

// Cost bounds the work of Run, up to a small constant factor, in additions and multiplications: every epoch counts, though
// most runs end before their last. It also bounds the numbers that a report keeps. A gradient of a loss of the caller's own
// counts as one of a quadratic loss. Cost never overflows; of an experiment that does not hold together it means nothing.
func (e *Experiment) Cost() int64 {
	one := e.roundsCost()
	if e.Task == TaskLearn {
		one = e.learnCost()
	}
	return int64(min(one*float64(e.Seeds.Count), math.MaxInt64/2))
}

func (e *Experiment) learnCost() float64 {
	g, err := e.Digraph.Make(e.Seeds.First)
	if err != nil {
		return 0
	}
	n, links, d, epochs := float64(g.Nodes()), float64(len(g.Arcs())+g.Nodes()), float64(len(e.Start)), float64(e.Epochs)
	gradient, total := n*d*d, n*d*d*d // the latter for the problem
	if p, ok := e.Problem.(Generated); ok {
		data := n * d * float64(p.Rows)
		total += data * d
		if p.Kind == KindLogistic {
			gradient = data
		}
	}
	coordination := e.coordinationCost(n, links)
	for _, m := range e.Methods {
		epoch := gradient + n*d
		switch m.Method {
		case MethodCoordinated, MethodOwn:
			word := coordination
			switch mixing := mixingCost(n, links, exactBits); m.Ending {
			case EndingBracket:
				word = mixing
			case EndingRace:
				word = min(mixing, boundCost(n, links, e.Capacity)) + boundCost(n, links, e.Capacity)
			}
			epoch += (d + 1) * word
		case MethodCertified:
			word := coordination // where nobody chose, the bracket is taken if it takes fewer rounds
			if m.Ending == EndingBracket {
				word = mixingCost(n, links, narrowBits)
			}
			epoch += (d+1)*word + 3*gradient + float64(4*m.Memory)*n*d
		case MethodDGD, MethodPushDIGing, MethodPushPull:
			epoch += (2*d + 1) * links
		}
		if e.Trace {
			epoch += keeping * (n*d + gradient)
		}
		if m.Step == StepTuned {
			epoch *= float64(gridFirst(g.Nodes()) - gridLast + 1)
		}
		total += epochs * epoch
	}
	return total
}

const (
	keeping     = 20  // what keeping a number in a report weighs
	reconstruct = 100 // and what turning a word into a fraction does
	narrowBits  = 5   // by how many bits an epoch narrows a bracket
	exactBits   = 64  // and by how many at most until one fraction is left
)

// mixingCost is that of one word of a bracket that becomes narrower by so many bits, as in roundsCost.
func mixingCost(n, links, bits float64) float64 { return bracketWords * links * bits * n * n / 4 }

// coordinationCost is that of one word: with the probe ending it travels for n−1 rounds at most, with a bound each node
// also looks for its recurrence.
func (e *Experiment) coordinationCost(n, links float64) float64 {
	if e.Ending.IsProbe() {
		return n * (links + n + reconstruct)
	}
	return boundCost(n, links, e.Ending.Bound())
}

func boundCost(n, links float64, bound int) float64 {
	rounds := float64(2 * bound)
	return rounds*(2*links+2*n*rounds) + n*reconstruct
}

// traceSize returns how many numbers a trace of every epoch of every run takes to keep, lengths of lists and the like included.
func (e *Experiment) traceSize() int64 {
	epoch := int64(e.Digraph.Size())*int64(len(e.Start)+6) + 20
	return epoch * int64(e.Epochs+1) * int64(len(e.Methods)*e.Seeds.Count)
}

// roundsCost counts on ratio consensus needing n²/4 rounds for each bit of the tolerance at most. On a path, the slowest of
// the families, it is 0.21·n².
func (e *Experiment) roundsCost() float64 {
	_, exponent := math.Frexp(e.Tolerance)
	total := 0.0
	for _, family := range e.Families {
		for _, nodes := range e.NodeCounts {
			g, err := makeFamily(family, nodes, e.Seeds.First)
			if err != nil {
				continue
			}
			n, links := float64(nodes), float64(len(g.Arcs())+nodes)
			total += float64(lastRound(g)) * links
			if nodes <= MaxNodes {
				total += n*n*float64(1-exponent)/4*links + 9*n*links + 3*n*n*n
			}
		}
	}
	return total
}
