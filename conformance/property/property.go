package property

import (
	"context"
	"fmt"

	"kizami/conformance/oracle"
)

// Property is something that holds for every case.
type Property struct {
	Name  string
	Says  string
	Holds func(oracle.Case, *Record, *oracle.Expected) string // returns "" or what is wrong

	// Search is nil, and then generated cases are judged by Holds, or it generates, judges and shrinks by itself what the
	// property is about besides a case; the subject is core then. MaxNodes is the largest digraph that it can try.
	Search   func(ctx context.Context, cases, maxNodes int, seed int64) oracle.Trial
	MaxNodes int
}

// Lockstep are those of networks whose nodes take every round together, in the order in which they are checked.
var Lockstep = []Property{
	{Name: "agreement", Says: "all nodes hold the identical average, and none refused", Holds: agreement},
	{Name: "exact-average", Says: "every node's average is the sum of the values over n, as a fraction", Holds: exactAverage},
	{Name: "exact-rounds", Says: "orders, decision rounds and stop rounds are those that ranks and distances give", Holds: exactRounds},
	{Name: "exact-horizon", Says: "the horizon is the latest decision round that can have reached the node", Holds: exactHorizon},
	{Name: "exact-words", Says: "every observation is the residue of the word iterated in exact rationals", Holds: exactWords},
	{Name: "mass-conserved", Says: "until a node stops, each word sums to its start sum in every round", Holds: massConserved},
	{Name: "stop-safety", Says: "nobody stops before all have decided, and nothing changes at a node that has stopped", Holds: stopSafety},
	{Name: "write-once", Says: "a decision is never changed, observations are only appended, the digraph stays", Holds: writeOnce},
	{Name: "message-count", Says: "one message per arc and round of its sender, each of the length of the wire encoding", Holds: messageCount},
	{Name: "restore-anywhere", Says: "a network restored from any state does what the one that was not interrupted does", Holds: restoreAnywhere},
	{Name: "wire", Says: "nodes that only exchange bytes, in any order of delivery, come to the same states", Holds: overTheWire},
	{Name: "relabelling", Says: "renaming the nodes renames the outcome", Holds: relabelling},
	{Name: "scenario", Says: "core/scenario gives the exact average and the nearest decimal for values written as text", Holds: outcomes},
	{Name: "trace", Says: "the trace JSON rebuilds every state, and every node decides the same correctly rounded decimal", Holds: traceReplays},
	{Name: "bracket", Says: "with the bracket no unit is lost, all hold one bracket around the average, and decide exactly, in the same round",
		Holds: bracket},
}

// Result is the outcome of a property.
type Result struct {
	Name     string `json:"name"`
	Says     string `json:"says"`
	Cases    int    `json:"cases"`
	Seed     int64  `json:"seed"`
	MaxNodes int    `json:"maxNodes"`
	Failure  string `json:"failure,omitempty"` // the smallest failing case found and what is wrong with it
	Shrinks  int    `json:"shrinks,omitempty"`
}

// Check tries the property on generated cases of the subject. It passes the rest unseen once ctx is done; the caller must
// look at ctx then, not at the result.
func (p Property) Check(ctx context.Context, subject Subject, cases, maxNodes int, seed int64) Result {
	r := Result{Name: p.Name, Says: p.Says, Seed: seed, MaxNodes: maxNodes}
	var trial oracle.Trial
	if p.Search != nil {
		r.MaxNodes = min(maxNodes, p.MaxNodes)
		trial = p.Search(ctx, cases, r.MaxNodes, seed)
	} else {
		trial = oracle.Try(oracle.Cases(maxNodes), cases, seed, func(c oracle.Case) string {
			if ctx.Err() != nil {
				return ""
			}
			return p.judge(subject, c)
		})
	}
	r.Cases, r.Failure, r.Shrinks = trial.Cases, trial.Failure, trial.Shrinks
	return r
}

// judge runs one case. What panics is wrong too, and shrinks like everything else.
func (p Property) judge(subject Subject, c oracle.Case) (wrong string) {
	defer func() {
		if r := recover(); r != nil {
			wrong = fmt.Sprintf("panic: %v", r)
		}
	}()
	record, err := subject(c)
	if err != nil {
		return err.Error()
	}
	return p.Holds(c, record, oracle.Expect(c))
}
