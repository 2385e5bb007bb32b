package learn

import (
	"context"
	"fmt"
	"math/big"

	"kizami/core"
	"kizami/core/simulate"
)

// Words that a message has for one coordinate: numerator, denominator, least and greatest of the bracket, and in the race
// numerator and denominator of the bound ending besides.
const (
	bracketWords = 4
	raceWords    = 6
)

// The bracket is given up after maxBracketRounds, or before where the digraph has many arcs.
const (
	maxBracketRounds = 50_000
	maxBracketSteps  = 400_000_000
)

func lastRound(g *core.Digraph) int {
	return min(maxBracketRounds, maxBracketSteps/(len(g.Arcs())+g.Nodes()))
}

// race returns in which round the race decides: with the bracket, or when the bound ending does (FTC-46).
func (l lengths) race(n int) int {
	if l.bracket >= 0 {
		return min(l.bracket, 2*n-2)
	}
	return 2*n - 2
}

// mix counts the rounds of the bracket, with the digraph's own number of nodes and diameter.
func (l *lengths) mix(ctx context.Context, g *core.Digraph, words [][]int64) error {
	l.last, l.bracket = lastRound(g), -1
	c := core.BracketConfig{Bound: g.Nodes(), Span: max(1, l.diameter), Most: valueRange, Rounds: l.last}
	w, err := simulate.NewBracketNetwork(c, g, words)
	if err != nil {
		return err
	}
	if err := w.Run(ctx.Err); err != nil || w.Refused() {
		return err
	}
	sum := new(big.Int)
	for _, v := range words {
		sum.Add(sum, big.NewInt(v[0]))
	}
	if want := new(big.Rat).SetFrac(sum, big.NewInt(int64(g.Nodes()))); w.Average()[0].Rat().Cmp(want) != 0 {
		return fmt.Errorf("the bracket decides %v, the average is %v", w.Average()[0], want.RatString())
	}
	l.bracket = w.Round()
	return nil
}
