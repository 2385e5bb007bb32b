package mutant

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kizami/tla/tlc"
)

// guards are the definitions that decide what a node may do. Each must have a mutant: a refuted model that puts
// something else in its place.
var guards = []string{
	"Deciding!DecisionRound", "Deciding!Settled", "Deciding!Enough", "Deciding!Found", "Deciding!Decision",
	"Luck!LuckyProbe",
	"RoundCoordination!CanDecide", "RoundCoordination!Window", "RoundCoordination!CanStop", "RoundCoordination!Hears",
	"RoundCoordination!Listen", "RoundCoordination!Share",
	"MessageCoordination!CanDecide", "MessageCoordination!Window", "MessageCoordination!CanStop", "MessageCoordination!Kept",
	"MessageCoordination!Usable", "MessageCoordination!Holds", "MessageCoordination!CanAdvance", "MessageCoordination!Silent",
	"MessageCoordination!Listen", "MessageCoordination!Heard",
	"Kernels!Kernel", "Kernels!Taught",
	"RepeatCoordination!CanDecide", "RepeatCoordination!Verdict", "RepeatCoordination!CanStop", "RepeatCoordination!Hears",
	"RepeatCoordination!Share",
	"MaximumCoordination!EnoughRounds", "MaximumCoordination!Listen", "MaximumCoordination!CanAdvance",
	"MaximumCoordination!CanMaximum",
	"Bracket!Spans", "Bracket!WindowOver", "Bracket!Reach", "Bracket!Below", "Bracket!Above", "Bracket!Part", "Bracket!Rest",
	"Bracket!Tightened", "Bracket!Factor", "Bracket!Shift", "Bracket!Narrow", "Bracket!Settles", "Bracket!Verdict",
	"BracketEnding!OfBound",
	"BracketCoordination!CanDecide", "BracketCoordination!Hears", "BracketCoordination!Observe", "BracketCoordination!Messages",
	"BracketMessages!Offers", "BracketMessages!OffersBefore", "BracketMessages!Usable", "BracketMessages!CanDecide",
	"BracketMessages!Heard", "BracketMessages!CanAdvance", "BracketMessages!Silent", "BracketMessages!Unread",
	"BracketMessages!CanBegin",
	"CertifiedSteps!Enclosing", "CertifiedSteps!CanCoordinate", "CertifiedSteps!Seen", "CertifiedSteps!Take", "CertifiedSteps!Bend",
	"CertifiedSteps!Slope", "CertifiedSteps!Certified", "CertifiedSteps!Shorter", "CertifiedSteps!Untold", "CertifiedSteps!Spent",
	"RollCall!Spans", "RollCall!Roll", "RollCall!Last", "RollCall!Drawn", "RollCall!World", "RollCall!Told", "RollCall!Speaks",
	"RollCall!Agree", "RollCall!Call", "RollCall!CanAdvance", "RollCall!Differ", "RollCall!Doubles", "RollCall!MayOffer", "RollCall!MayTell",
	"RollCall!MayLose", "RollCall!Offers",
}

// Reached names, for implications, models in which the premise is met, besides those that say so themselves by naming
// the invariant in what they show.
var Reached = map[string]string{
	"MessageInvariants!OneMessageEach":  "MCReachDropped",
	"AutomatedStepsize!NoMixing":        "MCStepsizeReachTwo",
	"AutomatedStepsize!CombinedInRange": "MCStepsizeReachTwo",
	"MCUnlucky!RightWhenNone":           "MCUnluckyRight",
	"MCUnlucky!RefusesWhenOne":          "MCUnluckyRefuses",
	"MCUnlucky!ErrsOnlyWhenBoth":        "MCUnluckyWrong5",
}

// reaches says whether the model is there to show that something can happen, and not to be a mistake.
func (m modelClaims) reaches() bool { return strings.Contains(m.Name, "Reach") }

// faults returns what the mutants do not show.
func (c *claims) faults(guards []string) []string {
	var found []string
	fault := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	killed, replaced := map[string]bool{}, map[string]bool{}
	for _, m := range c.models {
		switch {
		case m.Expect == tlc.Holds:
			continue
		case m.Kind != tlc.Deadlock && m.Kind != tlc.Invariant && m.Kind != tlc.Property:
			fault("%s dies for the wrong reason: %s", m.Name, m.Expected())
		}
		if !m.reaches() {
			killed[m.violated] = true
			for guard := range m.replaced {
				replaced[guard] = true
			}
		}
	}
	for _, gate := range c.held() {
		if !killed[gate] {
			fault("%s has no mutant: no refuted model violates it", gate)
		}
		if c.implies(gate) && c.reachedBy(gate) == "" {
			fault("%s is an implication, and no model shows that its premise is met", gate)
		}
	}
	if !killed[""] {
		fault("no mutant deadlocks")
	}
	for _, guard := range guards {
		if _, known := c.definitions[guard]; !known {
			fault("the guard %s is defined nowhere", guard)
		} else if !replaced[guard] {
			fault("the guard %s has no mutant: no refuted model replaces it", guard)
		}
	}
	return found
}

// implies says whether the definition is an invariant with a premise, which could hold because that is never met.
func (c *claims) implies(gate string) bool {
	text := strings.ReplaceAll(c.definitions[gate], "<=>", "")
	return strings.Contains(text, "=>") && !strings.Contains(text, "[]")
}

// reachedBy returns the model that shows that the premise of the implication is met.
func (c *claims) reachedBy(gate string) string {
	_, name, _ := strings.Cut(gate, "!")
	for _, m := range c.models {
		if m.Expect != tlc.Refuted {
			continue
		}
		if home, known := c.home(m.Module, name); m.Name == Reached[gate] ||
			known && home == gate && m.reaches() && strings.Contains(m.Shows, "`"+name+"`") {
			return m.Name
		}
	}
	return ""
}

// mutants writes the refuted models: what each changes and what notices it.
func (c *claims) mutants() string {
	var b strings.Builder
	b.WriteString("| model | replaced | it shows | killed by |\n|---|---|---|---|\n")
	count := 0
	for _, m := range c.models {
		if m.Expect != tlc.Refuted || m.reaches() {
			continue
		}
		var replaced []string
		for _, guard := range slices.Sorted(maps.Keys(m.replaced)) {
			_, name, _ := strings.Cut(guard, "!")
			replaced = append(replaced, fmt.Sprintf("`%s` by `%s`", name, m.replaced[guard]))
		}
		if replaced == nil {
			replaced = []string{"the starts or a number"}
		}
		killer := "deadlock"
		if m.violated != "" {
			killer = "`" + m.violated + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", m.Name, strings.Join(replaced, ", "), m.Shows, killer)
		count++
	}
	fmt.Fprintf(&b, "\n%d mutants.\n\n", count)
	b.WriteString("What each claim of the models that hold has against it: the mutants that violate it and, where it is an implication,\n")
	b.WriteString("a model that shows that its premise is met.\n\n| claim | violated by | premise met in |\n|---|---|---|\n")
	for _, gate := range c.held() {
		var violated []string
		for _, m := range c.models {
			if m.violated == gate && !m.reaches() {
				violated = append(violated, "`"+m.Name+"`")
			}
		}
		met := ""
		if c.implies(gate) {
			met = "`" + c.reachedBy(gate) + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", gate, strings.Join(violated, ", "), met)
	}
	return b.String()
}

// held returns the invariants and properties of the models that hold.
func (c *claims) held() []string {
	found := map[string]bool{}
	for _, m := range c.models {
		for _, gate := range m.gates {
			if m.Expect == tlc.Holds {
				found[gate] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestEveryInvariantAndGuardOfTheModelsHasAMutant(t *testing.T) {
	suite, err := tlc.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	c, err := readClaims(suite)
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range c.faults(guards) {
		t.Error(wrong)
	}
	checkTable(t, "models", c.mutants())
}

// A claim without a mutant, an implication of which nobody knows that its premise is met, and a death for the wrong
// reason are told.
func TestClaimsWithoutMutantsAreFound(t *testing.T) {
	read := func() *claims {
		c := &claims{definitions: map[string]string{}, extends: map[string][]string{}}
		c.readModule("M", "EXTENDS Base\nSafe == \\A j : x[j] # None => x[j] > 0   (* a comment with no == *)\n"+
			"Step(j) ==\n  /\\ x[j] = 0\n=====\nLater == after the end\n")
		c.readModule("Base", "TypeOK == TRUE\nNever == x = 0\n")
		config := func(names ...string) tlc.Config { return tlc.Config{Invariants: names} }
		wrong := config("Safe")
		wrong.Replace = []tlc.Assignment{{Name: "Step", Value: "Wrong"}}
		for _, m := range []tlc.Model{
			{Name: "Good", Expect: tlc.Holds, Config: config("Safe", "TypeOK")},
			{Name: "Mut", Expect: tlc.Refuted, Kind: tlc.Invariant, Violated: "Safe", Config: wrong},
			{Name: "Types", Expect: tlc.Refuted, Kind: tlc.Invariant, Violated: "TypeOK", Config: config("TypeOK")},
			{Name: "Stuck", Expect: tlc.Refuted, Kind: tlc.Deadlock},
			{Name: "ReachIt", Shows: "so `Safe` says something", Expect: tlc.Refuted, Kind: tlc.Invariant, Violated: "Never", Config: config("Never")},
		} {
			m.Module = "M"
			one, err := c.readModel(m)
			if err != nil {
				t.Fatal(err)
			}
			c.models = append(c.models, one)
		}
		return c
	}
	guards := []string{"M!Step"}
	if wrong := read().faults(guards); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
	for _, c := range []struct {
		spoil func(*claims)
		says  string
	}{
		{func(c *claims) { c.models = slices.Delete(c.models, 1, 2) }, "M!Safe has no mutant"},
		{func(c *claims) { c.models = slices.Delete(c.models, 1, 2) }, "the guard M!Step has no mutant"},
		{func(c *claims) { c.models = slices.Delete(c.models, 2, 3) }, "Base!TypeOK has no mutant"},
		{func(c *claims) { c.models = slices.Delete(c.models, 3, 4) }, "no mutant deadlocks"},
		{func(c *claims) { c.models = slices.Delete(c.models, 4, 5) }, "no model shows that its premise is met"},
		{func(c *claims) { c.models[1].Kind = tlc.Assertion }, "Mut dies for the wrong reason"},
		{func(c *claims) { delete(c.definitions, "M!Step") }, "the guard M!Step is defined nowhere"},
	} {
		spoilt := read()
		c.spoil(spoilt)
		if wrong := strings.Join(spoilt.faults(guards), "; "); !strings.Contains(wrong, c.says) {
			t.Errorf("%q, want %q", wrong, c.says)
		}
	}
}
