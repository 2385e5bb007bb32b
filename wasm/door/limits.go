package door

import "kizami/core/scenario"

// Limits are the greatest costs of a run, in steps: field operations, and stepsPerWord for every word that is kept; of
// learning, those of learn.Cost, and stepsPerNumber for every number. A trace costs far more per step than an outcome.
type Limits struct{ Average, Run, Learn int64 }

// browserLimits keep an answer under about two seconds on a small machine, a trace under about ten megabytes, and
// leave room for a trace of a hundred nodes of out-degree two.
var browserLimits = Limits{Average: 100_000_000, Run: 6_000_000, Learn: 60_000_000}

// mostWords is how many words a trace with the bracket may hold, whose rounds are not known beforehand: about ten megabytes.
const mostWords = 150_000

// stepsPerWord is what keeping one word of one node in one round weighs. Without it, a single node with a thousand
// coordinates and a large bound would need little work and all the memory there is.
const stepsPerWord = 20

// stepsPerNumber is what one number of a recorded epoch weighs, which becomes about 18 bytes of an answer.
const stepsPerNumber = 60

func cost(s *scenario.Scenario) int64 { return s.Cost() + kept(s) }

// traceCost is the cost of a run with its trace, which ends when that holds mostWords.
func traceCost(s *scenario.Scenario) int64 {
	perRound := s.Digraph().Nodes() * (3*len(s.Quanta()[0]) + 1)
	return s.CostUpTo(mostWords/perRound) + kept(s)
}

// kept weighs the words that are kept of rounds known beforehand.
func kept(s *scenario.Scenario) int64 {
	nodes := s.Digraph().Nodes()
	words := int64(len(s.Quanta()[0]) + 2) // numerator, denominator, probe
	rounds := int64(s.Config().Ending.MaxRounds(nodes) + 1)
	return stepsPerWord * rounds * int64(nodes) * words
}

func affordable(steps, limit int64) error {
	if steps > limit {
		return fail("too-costly", "", map[string]any{"cost": steps, "limit": limit})
	}
	return nil
}
