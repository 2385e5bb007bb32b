package conformance

import (
	"context"
	"fmt"
	"slices"

	"kizami/conformance/graph"
	"kizami/conformance/state"
	"kizami/core"
)

// A level is a module of tla/ whose states core has, too, and can be compared with.
type level struct {
	name  string   // in reports
	roots []string // the modules of its models, which say what they start from
	reads []func(*state.Start, constants) error
	// compare decodes a state graph and compares it with core, fills in what it counts, and replays what is left to replay.
	compare func(context.Context, Setting, graph.Dump, *GraphReport, Options) (graph.ReplayResult, error)
}

// levels are all of them. A further one is a row here and a file of its own in package state.
var levels = []level{
	{"rounds", []string{"MCRoundCoordination", "MCSimulate"}, reads{readEnding}, compareRounds},
	{"messages", []string{"MCMessageCoordination"}, reads{readEnding, readEpochs}, compareMessages},
	{"repeat", []string{"MCRepeatCoordination"}, reads{readEnding}, wholeRuns(state.DecodeRepeat, state.Start.Repeats, state.CoreRepeat)},
	{"maximum", []string{"MCMaximumCoordination"}, nil, wholeRuns(state.DecodeMaximum, state.Start.Maxima, state.CoreMaximum)},
	{"bracket", []string{"MCBracketCoordination"}, reads{readBracket}, compareBracket},
	{"bracket-messages", []string{"MCBracketMessages"}, reads{readBracket, readEpochs}, compareBracketMessages},
}

// reads are the constants that models of a level have besides N, Prime and the sets of digraphs and values.
type reads = []func(*state.Start, constants) error

func levelOf(module string) (level, error) {
	i := slices.IndexFunc(levels, func(l level) bool { return slices.Contains(l.roots, module) })
	if i < 0 {
		return level{}, fmt.Errorf("core has no states of the module %q", module)
	}
	return levels[i], nil
}

func compareRounds(_ context.Context, s Setting, dump graph.Dump, report *GraphReport, o Options) (graph.ReplayResult, error) {
	g, err := graph.Decode(s.Config.Field, dump, state.DecodeRounds)
	if err != nil {
		return graph.ReplayResult{}, err
	}
	if err := compare(g, report, s.Rounds, state.OneStep(s.Config, state.CoreRound)); err != nil {
		return graph.ReplayResult{}, err
	}
	return graph.CheckWalks(s.Config, graph.RandomWalks(g), state.CoreRounds, o.Walks, o.Seed), nil
}

func compareMessages(ctx context.Context, s Setting, dump graph.Dump, report *GraphReport, _ Options) (graph.ReplayResult, error) {
	g, err := sameMessages(ctx, s, dump, report)
	if err != nil {
		return graph.ReplayResult{}, err
	}
	return replayVectors(ctx, graph.Vectors(s.Config, g)), nil
}

// sameMessages compares the graph without replaying anything.
func sameMessages(ctx context.Context, s Setting, dump graph.Dump, report *GraphReport) (*graph.Graph[state.Messages], error) {
	g, err := graph.DecodeMessages(s.Config.Field, dump)
	if err != nil {
		return nil, err
	}
	return g, compare(g, report, s.Messages, state.EveryStep(s.Config, s.Epochs, until(ctx, state.CoreMessages)))
}

// wholeRuns compares a graph with runs of core from every start; so there is nothing left to replay.
func wholeRuns[S state.State[S]](decode state.Decoding[S], starts func(state.Start) ([]S, error), live state.Live[S]) func(context.Context, Setting, graph.Dump,
	*GraphReport, Options) (graph.ReplayResult, error) {
	return func(_ context.Context, s Setting, dump graph.Dump, report *GraphReport, _ Options) (graph.ReplayResult, error) {
		g, err := graph.Decode(s.Config.Field, dump, decode)
		if err != nil {
			return graph.ReplayResult{}, err
		}
		initial, err := starts(s.Start)
		if err != nil {
			return graph.ReplayResult{}, err
		}
		steps, err := graph.Runs(s.Config, initial, live)
		if err != nil {
			return graph.ReplayResult{}, err
		}
		return graph.ReplayResult{}, compare(g, report, func() ([]S, error) { return initial, nil }, steps)
	}
}

func compare[S state.State[S]](g *graph.Graph[S], report *GraphReport, starts func() ([]S, error), steps state.Steps[S]) error {
	report.States, report.Initial, report.Transitions = len(g.States), len(g.Initial), len(g.Edges)
	initial, err := starts()
	if err != nil {
		return err
	}
	return graph.Equal(g, initial, steps)
}

// until returns the machine that stops with an error once ctx is done.
func until(ctx context.Context, machine state.MessageMachine) state.MessageMachine {
	return func(c core.Config, s state.Messages, epochs int) ([]state.MessageStep, error) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return machine(c, s, epochs)
	}
}

// replayVectors stops at the first vector that core does not follow, or when ctx is done.
func replayVectors[V vector](ctx context.Context, vectors []V) graph.ReplayResult {
	var r graph.ReplayResult
	for _, v := range vectors {
		if ctx.Err() != nil {
			return r
		}
		if r.Failure = v.Replay(); r.Failure != "" {
			r.Failure = fmt.Sprintf("vector %d, %v:\n%s", r.Walks, v, r.Failure)
			return r
		}
		r.Walks++
		r.Steps += v.Len()
	}
	return r
}

// vector is a [graph.Vector] or a [graph.BracketVector].
type vector interface {
	Replay() string
	Len() int
}
