package door

import "kizami/core/scenario"

// Limits are the greatest costs of a run, in steps: field operations, and stepsPerWord for every word that is kept; of
// learning, those of learn.Cost, and stepsPerNumber for every number; of the recipe, those of its matrices. A trace costs far
// more per step than an outcome.
type Limits struct{ Average, Run, Learn, Recipe int64 }

// browserLimits keep an answer under about two seconds on a small machine, a trace under about ten megabytes, and
// leave room for a trace of a hundred nodes of out-degree two. What the recipe would say stands beside every run, and may
// take a tenth of the time.
var browserLimits = Limits{Average: 100_000_000, Run: 6_000_000, Learn: 60_000_000, Recipe: 4_000_000}

// stepsPerWord is what keeping one word of one node in one round weighs. Without it, a single node with a thousand
// coordinates and a large bound would need little work and all the memory there is.
const stepsPerWord = 20

// stepsPerMixed is the same with the bracket and the race, where a trace also says what a word stands for: about 55 bytes.
const stepsPerMixed = 50

// stepsPerNumber is what one number of a recorded epoch weighs, which becomes about 18 bytes of an answer.
const stepsPerNumber = 60

func cost(s *scenario.Scenario) int64 {
	nodes := s.Digraph().Nodes()
	words := wordsOf(s)
	rounds := int64(s.Config().Ending.MaxRounds(nodes) + 1)
	return s.Cost() + stepsPerWord*rounds*int64(nodes)*words
}

// wordsOf returns how many words a node holds.
func wordsOf(s *scenario.Scenario) int64 {
	coordinates := int64(len(s.Quanta()[0]))
	if s.Mixes() {
		return 3*coordinates + 1
	}
	return coordinates + 2 // numerator, denominator, probe
}

// affordable returns the scenario if its run costs no more than the limit. How many rounds a run with the bracket takes is
// not known beforehand: it is given up when the limit is spent. Keeping a word of it weighs perWord, which is 0 for a run
// that is not recorded: its nodes remember nothing.
func affordable(s *scenario.Scenario, limit, perWord int64) (*scenario.Scenario, error) {
	steps := cost(s)
	if s.Mixes() && s.Config().Ending.Bound() == 0 {
		n, arcs := int64(s.Digraph().Nodes()), int64(len(s.Digraph().Arcs()))
		diameter, round := n*(n+arcs), wordsOf(s)*(arcs+n+perWord*n)
		if rounds := (limit - diameter) / round; rounds > 1 {
			return s.Until(int(rounds) - 1), nil
		}
		steps = diameter + 2*round
	}
	if steps > limit {
		return nil, fail("too-costly", "", map[string]any{"cost": steps, "limit": limit})
	}
	return s, nil
}
