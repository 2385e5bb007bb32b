package conformance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kizami/conformance/graph"
	"kizami/conformance/state"
	"kizami/tla/tlc"
)

// fill dumps the model's state graph, compares it with core and walks through it at random.
func (r *GraphReport) fill(ctx context.Context, suite *tlc.Suite, model string, o Options) (bool, error) {
	start := time.Now()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return false, err
	}
	*r = GraphReport{Model: model, Level: setting.level.name, Nodes: setting.Nodes, Digraphs: len(setting.Digraphs)}
	dump, result, err := dumpBare(ctx, suite, model)
	if cannotRun(ctx, err) {
		return false, err
	}
	if err == nil {
		r.tlc = result.Banner
		r.Depth = int(result.Counts.Depth)
		r.Replay, err = setting.level.compare(ctx, setting, dump, r, o)
	}
	if err != nil {
		r.Failure = err.Error()
	}
	r.Seconds = time.Since(start).Seconds()
	return r.Failure == "" && r.Replay.Failure == "", nil
}

// dumpBare lets TLC write the state graph of a model, without checking on the way what the model claims.
func dumpBare(ctx context.Context, suite *tlc.Suite, model string) (graph.Dump, *tlc.Result, error) {
	m, err := suite.Models.Find(model)
	if err != nil {
		return graph.Dump{}, nil, err
	}
	m.Config.Invariants, m.Config.Properties = nil, nil
	g, result, err := suite.DumpModel(ctx, m)
	if err != nil {
		return graph.Dump{}, nil, err
	}
	d, err := graph.ReadDump(g)
	return d, result, err
}

// cannotRun tells what keeps TLC from running at all from what it says about a model.
func cannotRun(ctx context.Context, err error) bool {
	var fault *tlc.Fault
	return err != nil && (ctx.Err() != nil || errors.As(err, &fault))
}

// fill lets TLC walk at random and replays what it did.
func (r *SimulationReport) fill(ctx context.Context, suite *tlc.Suite, model string, o Options) (bool, error) {
	start := time.Now()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return false, err
	}
	behaviours, err := suite.Simulate(ctx, model, o.Traces, graph.LongestWalk, o.Seed)
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

func replayBehaviours(setting Setting, behaviours [][]tlc.State, o Options) (graph.ReplayResult, error) {
	starts, err := setting.Rounds()
	if err != nil {
		return graph.ReplayResult{}, err
	}
	known := map[string]bool{}
	for _, s := range starts {
		known[s.Key()] = true
	}
	var walks []graph.Walk
	for i, behaviour := range behaviours {
		walk, err := graph.WalkFromTLC(setting.Config.Field, fmt.Sprintf("simulated behaviour %d", i), behaviour)
		if err != nil {
			return graph.ReplayResult{}, err
		}
		if !known[walk.Steps[0].State.Key()] {
			return graph.ReplayResult{}, fmt.Errorf("%s starts where core cannot: %s", walk.Source, walk.Steps[0].State.Summary())
		}
		walks = append(walks, walk)
	}
	return graph.CheckWalks(setting.Config, graph.WalksFrom(walks), state.CoreRounds, 2*len(walks), o.Seed), nil
}
