package conformance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kizami/tla"
)

// graph dumps the model's state graph, compares it with core and walks through it at random.
func (r *Report) graph(ctx context.Context, suite *tla.Suite, model string, o Options) (bool, error) {
	start := time.Now()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return false, err
	}
	report := GraphReport{Model: model, Nodes: setting.Nodes, Digraphs: len(setting.Digraphs)}
	dump, result, err := suite.Dump(ctx, model)
	if hopeless(ctx, err) {
		return false, err
	}
	if err == nil {
		r.TLC = result.Banner
		report.States, report.Transitions, report.Initial = dump.Len(), len(dump.Edges()), len(dump.Initial())
		report.Depth = int(result.Counts.Depth)
		err = compareDump(setting, dump, &report, o)
	}
	if err != nil {
		report.Failure = err.Error()
	}
	report.Seconds = time.Since(start).Seconds()
	r.Graphs = append(r.Graphs, report)
	r.States += report.States
	r.Transitions += report.Transitions
	r.Digraphs += report.Digraphs
	return report.Failure == "" && report.Replay.Failure == "", nil
}

// hopeless tells what keeps TLC from running at all from what it says about a model.
func hopeless(ctx context.Context, err error) bool {
	var fault *tla.Fault
	return err != nil && (ctx.Err() != nil || errors.As(err, &fault))
}

func compareDump(setting Setting, dump *tla.Graph, report *GraphReport, o Options) error {
	g, err := FromTLC(setting.Config.Field, dump)
	if err != nil {
		return err
	}
	initial, err := setting.Initial()
	if err != nil {
		return err
	}
	if err := Equal(g, setting.Config, initial, CoreMachine); err != nil {
		return err
	}
	report.Replay = CheckWalks(setting.Config, RandomWalks(g), CoreLive, o.Walks, o.Seed)
	return nil
}

// simulate lets TLC walk at random and replays what it did.
func (r *Report) simulate(ctx context.Context, suite *tla.Suite, model string, o Options) (bool, error) {
	start := time.Now()
	setting, err := ReadSetting(suite, model)
	if err != nil {
		return false, err
	}
	behaviours, err := suite.Simulate(ctx, model, o.Traces, longestWalk, o.Seed)
	if hopeless(ctx, err) {
		return false, err
	}
	report := SimulationReport{Model: model, Nodes: setting.Nodes, Simulated: len(behaviours)}
	if err == nil {
		report.Replay, err = replayBehaviours(setting, behaviours, o)
	}
	if err != nil {
		report.Failure = err.Error()
	}
	report.Seconds = time.Since(start).Seconds()
	r.Simulations = append(r.Simulations, report)
	return report.Failure == "" && report.Replay.Failure == "", nil
}

func replayBehaviours(setting Setting, behaviours [][]tla.State, o Options) (ReplayResult, error) {
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
