package conformance

import (
	"context"
	"fmt"
	"math/bits"

	"kizami/conformance/graph"
	"kizami/conformance/state"
	"kizami/core"
)

func compareBracket(ctx context.Context, s Setting, dump graph.Dump, report *GraphReport, o Options) (graph.ReplayResult, error) {
	return wholeRuns(state.DecodeBracket, state.Start.Brackets, s.CoreBracket)(ctx, s, dump, report, o)
}

func compareBracketMessages(ctx context.Context, s Setting, dump graph.Dump, report *GraphReport, _ Options) (graph.ReplayResult, error) {
	if s.Bracket.Race {
		return graph.ReplayResult{}, fmt.Errorf("core has no race on links that lose")
	}
	g, err := graph.Decode(s.Config.Field, dump, state.DecodeBracketMessages)
	if err != nil {
		return graph.ReplayResult{}, err
	}
	if err := compare(g, report, s.Start.BracketMessages, state.EveryBracketStep(untilDone(ctx, s.CoreBracketMessages()))); err != nil {
		return graph.ReplayResult{}, err
	}
	return replayVectors(ctx, graph.BracketVectors(s.Start, g)), nil
}

// untilDone returns the machine that stops with an error once ctx is done.
func untilDone(ctx context.Context, machine state.BracketMachine) state.BracketMachine {
	return func(s state.BracketMessages) ([]state.BracketStep, error) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return machine(s)
	}
}

// readBracket reads what nodes with the bracket agree on.
func readBracket(s *state.Start, given constants) error {
	numbers := map[string]int{}
	for _, name := range []string{"Bound", "Units", "Grid", "Most", "Reduction", "Slack", "GreatestZoom", "Accuracy", "LastRound"} {
		var err error
		if numbers[name], err = given.number(name); err != nil {
			return err
		}
	}
	if numbers["Accuracy"] != 0 {
		return fmt.Errorf("constant Accuracy is %d, and core decides on exact averages only", numbers["Accuracy"])
	}
	for _, name := range []string{"Reduction", "GreatestZoom"} {
		if n := numbers[name]; n < 1 || n&(n-1) != 0 {
			return fmt.Errorf("constant %s is %d, and core has powers of 2 only", name, n)
		}
	}
	s.Bracket = state.BracketRule{Bound: numbers["Bound"], Most: int64(numbers["Most"]), Last: numbers["LastRound"], Slack: numbers["Slack"],
		Measure: core.Measure{Units: int64(numbers["Units"]), Grid: int64(numbers["Grid"]), Scale: 1 - bits.Len(uint(numbers["Reduction"])),
			Zoom: bits.Len(uint(numbers["GreatestZoom"])) - 1}}
	switch given["Rule"] {
	case "bracket":
		return nil
	case "race":
		var err error
		s.Bracket.Race = true
		s.Config.Ending, err = core.Bound(s.Bracket.Bound)
		return err
	}
	return fmt.Errorf("constant Rule is %q, neither bracket nor race", given["Rule"])
}
