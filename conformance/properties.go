package conformance

import (
	"context"
	"fmt"
	"slices"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// Property is something that holds for every case. Holds returns "" or what is wrong.
type Property struct {
	Name  string
	Says  string
	Holds func(Case, *Record, *Expected) string

	faults *faultProperty // nil unless it is about nodes on faulty links: those shrink what happens there, too
}

// Properties are all properties, in the order in which they are checked.
var Properties = slices.Concat(lockstepProperties, faultProperties())

var lockstepProperties = []Property{
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
}

// PropertyNamed returns the property of that name.
func PropertyNamed(name string) (Property, bool) {
	i := slices.IndexFunc(Properties, func(p Property) bool { return p.Name == name })
	if i < 0 {
		return Property{}, false
	}
	return Properties[i], true
}

// PropertyResult is the outcome of a property.
type PropertyResult struct {
	Name     string `json:"name"`
	Says     string `json:"says"`
	Cases    int    `json:"cases"`
	Seed     int64  `json:"seed"`
	MaxNodes int    `json:"maxNodes"`
	Failure  string `json:"failure,omitempty"` // the smallest failing case found and what is wrong with it
	Shrinks  int    `json:"shrinks,omitempty"`
}

// Check tries the property on generated cases of the subject.
func (p Property) Check(subject Subject, cases, maxNodes int, seed int64) PropertyResult {
	return p.check(context.Background(), subject, cases, maxNodes, seed)
}

// check passes the rest unseen once ctx is done; the caller must look at ctx then, not at the result.
func (p Property) check(ctx context.Context, subject Subject, cases, maxNodes int, seed int64) PropertyResult {
	r := PropertyResult{Name: p.Name, Says: p.Says, Seed: seed, MaxNodes: maxNodes}
	if p.faults != nil {
		return p.faults.check(ctx, corePeer, r, cases)
	}
	judge := func(c Case) string {
		if ctx.Err() != nil {
			return ""
		}
		return p.judge(subject, c)
	}
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests = cases
	result := prop.ForAll(judge, Cases(maxNodes)).Check(parameters)
	r.Cases = result.Succeeded
	if !result.Passed() {
		r.Failure, r.Shrinks = describe(result, judge)
	}
	return r
}

// judge runs one case. What panics is wrong too, and shrinks like everything else.
func (p Property) judge(subject Subject, c Case) (wrong string) {
	defer func() {
		if r := recover(); r != nil {
			wrong = fmt.Sprintf("panic: %v", r)
		}
	}()
	record, err := subject(c)
	if err != nil {
		return err.Error()
	}
	return p.Holds(c, record, Expect(c))
}

// describe writes the smallest failing value of a gopter result and what the judge says about it.
func describe[T any](result *gopter.TestResult, judge func(T) string) (failure string, shrinks int) {
	if result.Error != nil {
		return result.Error.Error(), 0
	}
	if len(result.Args) == 0 {
		return fmt.Sprintf("gave up after %d cases: %v", result.Succeeded, result.Status), 0
	}
	arg := result.Args[0]
	return fmt.Sprintf("%v: %s", arg.Arg, judge(arg.Arg.(T))), arg.Shrinks
}
