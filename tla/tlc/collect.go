package tlc

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Phase is what TLC is busy with.
type Phase string

// The phases of a run.
const (
	Parsing   Phase = "parsing"
	Initial   Phase = "initial states"
	Searching Phase = "searching"
	Liveness  Phase = "liveness"
	Finished  Phase = "finished"
)

// A collector makes a Result of TLC's messages.
type collector struct {
	result   Result
	phase    Phase
	success  bool
	errors   []string // what TLC calls errors, in its words
	problem  error    // a message that should have been understood
	hasStats bool
}

var (
	initCounts     = regexp.MustCompile(`([\d,]+) (?:distinct )?states? generated(?:, with ([\d,]+) of them distinct)?`)
	searchCounts   = regexp.MustCompile(`([\d,]+) states generated.*?, ([\d,]+) distinct states found.*?, ([\d,]+) states left on queue`)
	progressDepth  = regexp.MustCompile(`^Progress\((\d+)\)`)
	simulated      = regexp.MustCompile(`([\d,]+) states generated`)
	finalDepth     = regexp.MustCompile(`graph search is ([\d,]+)`)
	violation      = regexp.MustCompile(`^(?:Invariant|Property|Action property|Assumption) (.*?) is (?:violated|false)`)
	stepHead       = regexp.MustCompile(`^(\d+): <(.*?)(?: (line \d+, col \d+ to line \d+, col \d+ of module [^>]*))?>$`)
	stutteringHead = regexp.MustCompile(`^\d+: Stuttering`)
	backToHead     = regexp.MustCompile(`^(\d+): Back to state`)
	locationText   = regexp.MustCompile(`^line \d+, col \d+ to line \d+, col \d+ of module \w+$`)
)

func (c *collector) handle(m message) {
	if m.severity == severityError && m.code != codeBehavior && m.code != codeCounterexample && m.code != codeNested {
		c.errors = append(c.errors, strings.TrimSpace(m.body))
	}
	switch m.code {
	case codeBanner:
		c.result.Banner = strings.TrimPrefix(m.body, "TLC2 ")
	case codeStarting:
		c.phase = Initial
	case codeInit, codeInitRepeated, codeStats, codeProgress, codeSimulation, codeDepth:
		c.count(m)
	case codeLiveness:
		c.phase = Liveness
	case codeSuccess:
		c.success = true
	case codeAssumption, codeInvariant, codeProperty, codeInvariantInit, codePropertyInit:
		c.violated(m)
	case codeAssert:
		c.asserted(m.body)
	case codeState, codeStuttering, codeBackTo:
		c.step(m)
	}
}

// number reads the n-th group of a match; TLC groups digits by commas.
func number(match []string, n int) int64 {
	i, _ := strconv.ParseInt(strings.ReplaceAll(match[n], ",", ""), 10, 64)
	return i
}

func (c *collector) count(m message) {
	counts := &c.result.Counts
	var match []string
	switch m.code {
	case codeInit, codeInitRepeated:
		if match = initCounts.FindStringSubmatch(m.body); match != nil {
			counts.Initial, counts.InitialDistinct = number(match, 1), number(match, 1)
			if match[2] != "" {
				counts.InitialDistinct = number(match, 2)
			}
			counts.Generated, counts.Distinct = counts.Initial, counts.InitialDistinct
			c.phase = Searching
		}
	case codeStats, codeProgress:
		if match = searchCounts.FindStringSubmatch(m.body); match != nil {
			counts.Generated, counts.Distinct, counts.Queue = number(match, 1), number(match, 2), number(match, 3)
			c.hasStats = c.hasStats || m.code == codeStats
		}
		if depth := progressDepth.FindStringSubmatch(m.body); depth != nil {
			counts.Depth = number(depth, 1)
		}
	case codeSimulation:
		if match = simulated.FindStringSubmatch(m.body); match != nil {
			counts.Generated = number(match, 1)
		}
	case codeDepth:
		if match = finalDepth.FindStringSubmatch(m.body); match != nil {
			counts.Depth = number(match, 1)
		}
	}
	if match == nil {
		c.fail("TLC counts in a way that is not known: %q", clipLine(m.body))
	}
}

func (c *collector) fail(format string, args ...any) {
	if c.problem == nil {
		c.problem = fmt.Errorf(format, args...)
	}
}

func (c *collector) violated(m message) {
	head, text, _ := strings.Cut(m.body, "\n")
	match := violation.FindStringSubmatch(head)
	if match == nil {
		c.fail("TLC refutes in a way that is not known: %q", clipLine(head))
		return
	}
	if locationText.MatchString(match[1]) {
		c.result.Where = match[1]
	} else {
		c.result.Violated = match[1]
	}
	if m.code == codeInvariantInit || m.code == codePropertyInit {
		c.addStep(Step{Number: 1}, text)
	}
}

// asserted takes the text that a failed Assert prints: the TLA+ value of its
// second argument.
func (c *collector) asserted(body string) {
	_, text, _ := strings.Cut(body, "the second argument was:\n")
	if s, err := ParseValue(text); err == nil {
		if s, ok := s.(String); ok {
			text = string(s)
		}
	}
	c.result.Violated = strings.TrimSpace(text)
}

func (c *collector) step(m message) {
	head, text, _ := strings.Cut(m.body, "\n")
	example := &c.result.Counterexample
	if stutteringHead.MatchString(head) {
		example.Stutters = true
		return
	}
	if match := backToHead.FindStringSubmatch(head); match != nil {
		example.BackTo = int(number(match, 1))
		return
	}
	match := stepHead.FindStringSubmatch(head)
	if match == nil {
		c.fail("TLC tells a step in a way that is not known: %q", clipLine(head))
		return
	}
	step := Step{Number: int(number(match, 1)), Action: match[2], Where: match[3]}
	if step.Action == "Initial predicate" {
		step.Action = ""
	}
	c.addStep(step, text)
}

func (c *collector) addStep(step Step, text string) {
	state, err := ParseState(text)
	if err != nil {
		c.fail("the state %d of the counterexample cannot be read: %w", step.Number, err)
		return
	}
	step.State = state
	c.result.Counterexample.Steps = append(c.result.Counterexample.Steps, step)
}
