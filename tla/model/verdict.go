package model

// A Verdict is what TLC says about a model.
type Verdict string

// The verdicts that a model can be recorded with.
const (
	Holds   Verdict = "holds"
	Refuted Verdict = "refuted"
)

// A Kind says what is refuted.
type Kind string

// The kinds of refutation. For each TLC has an exit code of its own.
const (
	Assumption Kind = "assumption"
	Deadlock   Kind = "deadlock"
	Invariant  Kind = "invariant"
	Property   Kind = "property"
	Assertion  Kind = "assertion"
)

// Outcome words a verdict: "holds", "refuted: invariant Agreement". Of a refutation that has no name, such as a deadlock,
// violated is empty.
func Outcome(v Verdict, kind Kind, violated string) string {
	switch {
	case v != Refuted:
		return string(v)
	case violated == "":
		return "refuted: " + string(kind)
	}
	return "refuted: " + string(kind) + " " + violated
}
