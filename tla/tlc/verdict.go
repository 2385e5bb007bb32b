package tlc

import "kizami/tla/model"

// The verdicts. A broken run says nothing about the model: TLC could not read
// it, could not evaluate it, died, or was stopped.
const (
	Holds           = model.Holds
	Refuted         = model.Refuted
	Broken  Verdict = "broken"
)

// The kinds of refutation, each with an exit code of TLC's.
const (
	Assumption = model.Assumption // 10
	Deadlock   = model.Deadlock   // 11
	Invariant  = model.Invariant  // 12
	Property   = model.Property   // 13
	Assertion  = model.Assertion  // 14
)

// kinds are what is refuted, by TLC's exit code.
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
