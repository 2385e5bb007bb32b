package trace

import (
	"cmp"
	"context"
	"fmt"

	"kizami/tla/tlc"
)

// Judgement says whether a message trace is a behaviour of MessageCoordination.tla.
type Judgement struct {
	Accepted  bool       `json:"accepted"`
	Judge     string     `json:"judge"` // TLC with its version, or JudgeCore
	Nodes     int        `json:"nodes"`
	Events    int        `json:"events"`
	Forbidden *Forbidden `json:"forbidden,omitempty"`
}

// ByCore is the judge where TLC cannot compute.
const ByCore = "core"

// Forbidden is the first event that the specification forbids.
type Forbidden struct {
	Index  int    `json:"index"` // from 0
	Action string `json:"action"`
	Node   int    `json:"node"`
	Event  string `json:"event"` // in words
	Why    string `json:"why"`
}

// Judge lets TLC say whether the trace is a behaviour of the specification, and package core why not; that the two
// disagree is an error. A trace whose prime is too large for TLC is judged by core alone.
func Judge(ctx context.Context, suite *tlc.Suite, t *Trace) (*Judgement, error) {
	accepted, why, err := t.Replay()
	if err != nil {
		return nil, err
	}
	j := &Judgement{Accepted: accepted == len(t.Events), Judge: ByCore, Nodes: t.Digraph.Nodes(), Events: len(t.Events)}
	if t.fitsTLC() {
		model := traceModel
		model.Distinct = int64(len(t.Events)) + 1 // how much memory it takes
		result, err := withTraces(suite, t).Try(ctx, model, tlc.TryOptions{})
		if err != nil {
			return nil, err
		}
		j.Judge = "TLC " + result.Banner
		// Every event leads to a state that differs from all others in its line.
		if states := result.Counts.Distinct; result.Verdict != tlc.Holds || states != int64(accepted)+1 {
			return nil, fmt.Errorf("TLC and core disagree about the trace, so one of them is wrong, or the probes are unlucky: "+
				"TLC says %s with %d states, core allows %d events and then says: %s", result.Outcome(), states, accepted, cmp.Or(why, "done"))
		}
	}
	if !j.Accepted {
		e := t.Events[accepted]
		j.Forbidden = &Forbidden{accepted, e.Action, e.Node, e.String(), why}
	}
	return j, nil
}

// traceModel is how TLC is run on traces; it is not in the manifest, because it needs a module TraceData.
var traceModel = tlc.Model{Name: "TraceMessageCoordination", Module: "TraceMessageCoordination", Cfg: "TraceMessageCoordination.cfg"}

// withTraces returns the suite with these traces as the module TraceData.
func withTraces(suite *tlc.Suite, traces ...*Trace) *tlc.Suite {
	return suite.With(map[string]string{"TraceData.tla": traceModule(traces...)})
}
