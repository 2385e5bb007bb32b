package tlc

import (
	"fmt"
	"strings"
	"time"

	"kizami/tla/model"
)

// A Result is what one run of TLC said.
type Result struct {
	Model    string
	Verdict  Verdict // Holds or Refuted; a broken run is an error instead
	Kind     Kind    // of a refutation
	Violated string  // name of the invariant or property, message of the assertion
	Where    string  // place in the specification, if that is all that TLC names
	Exit     int
	Counts   Counts
	Banner   string // TLC's version
	Elapsed  time.Duration

	Counterexample Counterexample

	given []model.File // to TLC
}

// A Counterexample is the behaviour with which TLC refutes a model.
type Counterexample struct {
	Steps []Step
	// How the behaviour goes on for ever, if it does: it stutters in its last
	// state, or it goes back to the step of the number BackTo.
	Stutters bool
	BackTo   int
}

// A Step is a state of a counterexample and the action that led to it, ""
// for an initial state. Where is the action's place in the specification.
type Step struct {
	Number int
	Action string
	Where  string
	State  State
}

// Last returns the last step, with the state in which the model is refuted; the
// zero Step if TLC shows none.
func (c Counterexample) Last() Step {
	if len(c.Steps) == 0 {
		return Step{}
	}
	return c.Steps[len(c.Steps)-1]
}

// Outcome words the verdict: "holds", "refuted: invariant Agreement".
func (r *Result) Outcome() string { return model.Outcome(r.Verdict, r.Kind, r.Violated) }

// String tells the counterexample step by step; of each state but the first
// only the variables that changed.
func (c Counterexample) String() string {
	var b strings.Builder
	var before State
	for _, s := range c.Steps {
		action := s.Action
		if action == "" {
			action = "Init"
		}
		fmt.Fprintf(&b, "%d. %s\n", s.Number, action)
		b.WriteString(indent(changed(before, s.State)))
		before = s.State
	}
	if c.Stutters {
		b.WriteString("and nothing happens any more\n")
	}
	if c.BackTo > 0 {
		fmt.Fprintf(&b, "and from step %d on again, for ever\n", c.BackTo)
	}
	return b.String()
}

func changed(before, after State) State {
	delta := State{}
	for name, v := range after {
		if old, known := before[name]; !known || !Equal(old, v) {
			delta[name] = v
		}
	}
	return delta
}

func indent(s State) string {
	if len(s) == 0 {
		return ""
	}
	return "   " + strings.ReplaceAll(s.String(), "\n", "\n   ") + "\n"
}
