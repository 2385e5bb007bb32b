package tlc

import "fmt"

// A Verdict is what TLC says about a model.
type Verdict string

// The verdicts. A broken run says nothing about the model: TLC could not read
// it, could not evaluate it, died, or was stopped.
const (
	Holds   Verdict = "holds"
	Refuted Verdict = "refuted"
	Broken  Verdict = "broken"
)

// A Kind says what was refuted.
type Kind string

// The kinds of refutation, each with an exit code of TLC's.
const (
	Assumption Kind = "assumption" // 10
	Deadlock   Kind = "deadlock"   // 11
	Invariant  Kind = "invariant"  // 12
	Property   Kind = "property"   // 13
	Assertion  Kind = "assertion"  // 14
)

var kinds = map[int]Kind{10: Assumption, 11: Deadlock, 12: Invariant, 13: Property, 14: Assertion}

func verdictOf(exit int) (Verdict, Kind) {
	if exit == 0 {
		return Holds, ""
	}
	if kind, ok := kinds[exit]; ok {
		return Refuted, kind
	}
	return Broken, ""
}

// exitMeaning explains the exit codes of a broken run.
func exitMeaning(exit int) string {
	switch {
	case exit == 0 || kinds[exit] != "":
		return "a verdict that its output does not bear out"
	case exit < 0:
		return "a signal ended it"
	case exit == 1:
		return "bad command line or no room to work in"
	case 75 <= exit && exit <= 77:
		return "an expression could not be evaluated"
	case exit == 150:
		return "the specification could not be parsed"
	case exit == 151:
		return "the configuration does not fit the specification"
	case exit == 152:
		return "the state space is too large"
	}
	return "an internal error, such as an overflow or too little memory"
}

// outcome words a verdict: "holds", "refuted: invariant Agreement".
func outcome(v Verdict, kind Kind, violated string) string {
	switch {
	case v != Refuted:
		return string(v)
	case violated == "":
		return fmt.Sprintf("refuted: %s", kind)
	}
	return fmt.Sprintf("refuted: %s %s", kind, violated)
}
