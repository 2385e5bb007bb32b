package conformance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kizami/core"
	"kizami/tla/tlc"
)

// fill dumps the model's state graph, compares it with core and walks through it at random.
func (r *GraphReport) fill(ctx context.Context, suite *tlc.Suite, model string, o Options) (bool, error) {
	start := time.Now()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return false, err
	}
	*r = GraphReport{Model: model, Level: setting.Level, Nodes: setting.Nodes, Digraphs: len(setting.Digraphs)}
	dump, result, err := dumpBare(ctx, suite, model)
	if cannotRun(ctx, err) {
		return false, err
	}
	if err == nil {
		r.tlc = result.Banner
		r.Depth = int(result.Counts.Depth)
		r.Replay, err = compareDump(ctx, setting, dump, r, o)
	}
	if err != nil {
		r.Failure = err.Error()
	}
	r.Seconds = time.Since(start).Seconds()
	return r.Failure == "" && r.Replay.Failure == "", nil
}

// cannotRun tells what keeps TLC from running at all from what it says about a model.
func cannotRun(ctx context.Context, err error) bool {
	var fault *tlc.Fault
	return err != nil && (ctx.Err() != nil || errors.As(err, &fault))
}

// compareDump decodes the graph at its level, compares it with core and replays walks through it.
func compareDump(ctx context.Context, setting Setting, dump Dump, report *GraphReport, o Options) (ReplayResult, error) {
	switch setting.Level {
	case levelMessages:
		g, err := compareMessages(ctx, setting, dump, report)
		if err != nil {
			return ReplayResult{}, err
		}
		return replayVectors(ctx, Vectors(setting.Config, g)), nil
	case levelRepeat:
		return ReplayResult{}, compareRuns(setting, dump, report, DecodeRepeat, setting.InitialRepeats, CoreRepeats)
	case levelMaximum:
		return ReplayResult{}, compareRuns(setting, dump, report, DecodeMaximum, setting.InitialMaxima, CoreMaximum)
	}
	g, err := compareRounds(setting, dump, report)
	if err != nil {
		return ReplayResult{}, err
	}
	return CheckWalks(setting.Config, RandomWalks(g), CoreLive, o.Walks, o.Seed), nil
}

func compareRounds(setting Setting, dump Dump, report *GraphReport) (*Graph, error) {
	g, err := decodeGraph(setting.Config.Field, dump, Decode)
	if err != nil {
		return nil, err
	}
	initial, err := setting.Initial()
	if err != nil {
		return nil, err
	}
	return g, compareGraph(g, report, initial, OneStep(setting.Config, CoreMachine))
}

// compareRuns compares a graph with whole runs of core, from every start; so there is nothing left to replay.
func compareRuns[S leveled[S]](setting Setting, dump Dump, report *GraphReport, decode decoding[S], starts func() ([]S, error),
	live LiveOf[S]) error {
	g, err := decodeGraph(setting.Config.Field, dump, decode)
	if err != nil {
		return err
	}
	initial, err := starts()
	if err != nil {
		return err
	}
	steps, err := Runs(setting.Config, initial, live)
	if err != nil {
		return err
	}
	return compareGraph(g, report, initial, steps)
}

func compareMessages(ctx context.Context, setting Setting, dump Dump, report *GraphReport) (*MessageGraph, error) {
	g, err := decodeMessages(setting.Config.Field, dump)
	if err != nil {
		return nil, err
	}
	initial, err := setting.InitialMessages()
	if err != nil {
		return nil, err
	}
	return g, compareGraph(g, report, initial, EveryStep(setting.Config, setting.Epochs, until(ctx, CoreSteps)))
}

func compareGraph[S leveled[S]](g *StateGraph[S], report *GraphReport, initial []S, steps Steps[S]) error {
	report.States, report.Initial, report.Transitions = len(g.States), len(g.Initial), len(g.Edges)
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

// fill lets TLC walk at random and replays what it did.
func (r *SimulationReport) fill(ctx context.Context, suite *tlc.Suite, model string, o Options) (bool, error) {
	start := time.Now()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return false, err
	}
	behaviours, err := suite.Simulate(ctx, model, o.Traces, longestWalk, o.Seed)
	if cannotRun(ctx, err) {
		return false, err
	}
	*r = SimulationReport{Model: model, Nodes: setting.Nodes, Simulated: len(behaviours)}
	if err == nil {
		r.Replay, err = replayBehaviours(setting, behaviours, o)
	}
	if err != nil {
		r.Failure = err.Error()
	}
	r.Seconds = time.Since(start).Seconds()
	return r.Failure == "" && r.Replay.Failure == "", nil
}

func replayBehaviours(setting Setting, behaviours [][]tlc.State, o Options) (ReplayResult, error) {
	starts, err := setting.Initial()
	if err != nil {
		return ReplayResult{}, err
	}
	known := map[string]bool{}
	for _, s := range starts {
		known[s.key()] = true
	}
	var walks []Walk
	for i, behaviour := range behaviours {
		walk, err := WalkFromTLC(setting.Config.Field, fmt.Sprintf("simulated behaviour %d", i), behaviour)
		if err != nil {
			return ReplayResult{}, err
		}
		if !known[walk.Steps[0].State.key()] {
			return ReplayResult{}, fmt.Errorf("%s starts where core cannot: %s", walk.Source, walk.Steps[0].State.summary())
		}
		walks = append(walks, walk)
	}
	return CheckWalks(setting.Config, WalksFrom(walks), CoreLive, 2*len(walks), o.Seed), nil
}
