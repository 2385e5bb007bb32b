package conformance

import (
	"context"
	"fmt"
	"slices"

	"kizami/core"
)

// A level is a module of tla/ whose states core has, too, and can be compared with.
type level struct {
	name  string   // in reports
	roots []string // the modules of its models, which say what they start from
	reads []func(*Start, constants) error
	// compare decodes a state graph and compares it with core, fills in what it counts, and replays what is left to replay.
	compare func(context.Context, Setting, Dump, *GraphReport, Options) (ReplayResult, error)
}

// levels are all of them. A further one is a row here and a file of its own in package state.
var levels = []level{
	{"rounds", []string{"MCRoundCoordination", "MCSimulate"}, reads{readEnding}, compareRounds},
	{"messages", []string{"MCMessageCoordination"}, reads{readEnding, readEpochs}, compareMessages},
	{"repeat", []string{"MCRepeatCoordination"}, reads{readEnding}, wholeRuns(DecodeRepeat, Start.Repeats, CoreRepeats)},
	{"maximum", []string{"MCMaximumCoordination"}, nil, wholeRuns(DecodeMaximum, Start.Maxima, CoreMaximum)},
}

// reads are the constants that models of a level have besides N, Prime and the sets of digraphs and values.
type reads = []func(*Start, constants) error

func levelOf(module string) (level, error) {
	i := slices.IndexFunc(levels, func(l level) bool { return slices.Contains(l.roots, module) })
	if i < 0 {
		return level{}, fmt.Errorf("core has no states of the module %q", module)
	}
	return levels[i], nil
}

func compareRounds(_ context.Context, s Setting, dump Dump, report *GraphReport, o Options) (ReplayResult, error) {
	g, err := decodeGraph(s.Config.Field, dump, Decode)
	if err != nil {
		return ReplayResult{}, err
	}
	if err := compare(g, report, s.Rounds, OneStep(s.Config, CoreMachine)); err != nil {
		return ReplayResult{}, err
	}
	return CheckWalks(s.Config, RandomWalks(g), CoreLive, o.Walks, o.Seed), nil
}

func compareMessages(ctx context.Context, s Setting, dump Dump, report *GraphReport, _ Options) (ReplayResult, error) {
	g, err := sameMessages(ctx, s, dump, report)
	if err != nil {
		return ReplayResult{}, err
	}
	return replayVectors(ctx, Vectors(s.Config, g)), nil
}

// sameMessages compares the graph without replaying anything.
func sameMessages(ctx context.Context, s Setting, dump Dump, report *GraphReport) (*StateGraph[MessageState], error) {
	g, err := decodeMessages(s.Config.Field, dump)
	if err != nil {
		return nil, err
	}
	return g, compare(g, report, s.Messages, EveryStep(s.Config, s.Epochs, until(ctx, CoreSteps)))
}

// wholeRuns compares a graph with runs of core from every start; so there is nothing left to replay.
func wholeRuns[S leveled[S]](decode decoding[S], starts func(Start) ([]S, error), live LiveOf[S]) func(context.Context, Setting, Dump,
	*GraphReport, Options) (ReplayResult, error) {
	return func(_ context.Context, s Setting, dump Dump, report *GraphReport, _ Options) (ReplayResult, error) {
		g, err := decodeGraph(s.Config.Field, dump, decode)
		if err != nil {
			return ReplayResult{}, err
		}
		initial, err := starts(s.Start)
		if err != nil {
			return ReplayResult{}, err
		}
		steps, err := Runs(s.Config, initial, live)
		if err != nil {
			return ReplayResult{}, err
		}
		return ReplayResult{}, compare(g, report, func() ([]S, error) { return initial, nil }, steps)
	}
}

func compare[S leveled[S]](g *StateGraph[S], report *GraphReport, starts func() ([]S, error), steps Steps[S]) error {
	report.States, report.Initial, report.Transitions = len(g.States), len(g.Initial), len(g.Edges)
	initial, err := starts()
	if err != nil {
		return err
	}
	return Equal(g, initial, steps)
}

// until returns the machine that stops with an error once ctx is done.
func until(ctx context.Context, machine MessageMachine) MessageMachine {
	return func(c core.Config, s MessageState, epochs int) ([]MessageStep, error) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return machine(c, s, epochs)
	}
}

// replayVectors stops at the first vector that core does not follow, or when ctx is done.
func replayVectors(ctx context.Context, vectors []Vector) ReplayResult {
	var r ReplayResult
	for _, v := range vectors {
		if ctx.Err() != nil {
			return r
		}
		if r.Failure = v.Replay(); r.Failure != "" {
			r.Failure = fmt.Sprintf("vector %d, %v:\n%s", r.Walks, v, r.Failure)
			return r
		}
		r.Walks++
		r.Steps += len(v.Steps)
	}
	return r
}
