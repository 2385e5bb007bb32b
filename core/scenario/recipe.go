package scenario

import (
	"kizami/core"
	"kizami/core/recipe"
)

// RecipeAnswer is what the published recipe, as it is coded ([recipe.Coded]), would say at a node.
type RecipeAnswer struct {
	ID      int      `json:"id"`
	Sure    int      `json:"sure"`    // the first round after which it stops looking; 0 if it never does
	Average []string `json:"average"` // by coordinate; "" where it cannot divide, or the fraction is too long to be told
}

// recipeCapacity is the largest denominator, in quanta, that an answer of the recipe may have: a wrong answer may be any
// fraction, not only one that n nodes can have.
const recipeCapacity = 1 << 20

// recipeSize is the largest |numerator|·denominator that counts as an answer. Of all elements of the field one in about
// ten thousand is so short by chance, so what is longer than that is not told.
const recipeSize = 1 << 40

// Recipe returns what the published recipe would say at every node, from the same values on the same digraph. It is no
// part of any run, and often wrong. Errors: none is known, as the values of a scenario fit the exact field.
// Cost: O([Scenario.RecipeCost]) field operations.
func (s *Scenario) Recipe() ([]RecipeAnswer, error) {
	seen, err := recipe.Observe(s.digraph, s.quanta, s.digraph.Nodes())
	if err != nil {
		return nil, err
	}
	var answers []RecipeAnswer
	for j, y := range seen.Y {
		answer := RecipeAnswer{ID: j}
		for _, x := range seen.X[j] {
			a := recipe.Coded.Answer(x, y, recipeCapacity)
			answer.Sure = max(answer.Sure, a.Sure)
			answer.Average = append(answer.Average, s.told(a))
		}
		answers = append(answers, answer)
	}
	return answers, nil
}

func (s *Scenario) told(a recipe.Answer) string {
	if !a.Known || max(a.Average.Numerator, -a.Average.Numerator) > recipeSize/a.Average.Denominator {
		return ""
	}
	exact, _ := s.units([]core.Fraction{a.Average})
	return exact[0]
}

// RecipeCost is about the number of field operations of [Scenario.Recipe]; more than a thousand nodes count as a thousand.
func (s *Scenario) RecipeCost() int64 {
	n, sequences := int64(min(s.digraph.Nodes(), 1000)), int64(len(s.quanta[0])+1)
	return n * n * n * n / 4 * n * sequences
}
