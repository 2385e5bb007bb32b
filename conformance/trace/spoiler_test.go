package trace

import (
	"slices"
	"strings"
	"testing"

	"kizami/core"
	"kizami/core/simulate"
)

// spoiler finds its way in the events of a trace that it may change.
type spoiler struct {
	*testing.T
	Trace
}

func (s *spoiler) where(holds func(i int, e Event) bool) int {
	for i, e := range s.Events {
		if holds(i, e) {
			return i
		}
	}
	s.Helper()
	s.Fatal("the trace has no such event")
	return 0
}

func (s *spoiler) find(action string) int {
	return s.where(func(_ int, e Event) bool { return e.Action == action })
}

// did says whether the node of event i has done this before.
func (s *spoiler) did(i int, action string) bool {
	return slices.ContainsFunc(s.Events[:i], func(e Event) bool { return e.Action == action && e.Node == s.Events[i].Node })
}

// round returns that of the node of event i.
func (s *spoiler) round(i int) (round int) {
	for _, e := range s.Events[:i] {
		if e.Node == s.Events[i].Node && e.Action == core.ActionAdvance {
			round++
		}
	}
	return round
}

// next returns the first event from i on of the action.
func (s *spoiler) next(i int, action string) int {
	for k := i; k < len(s.Events); k++ {
		if s.Events[k].Action == action {
			return k
		}
	}
	s.Fatalf("no %s follows", action)
	return 0
}

// oldMessage returns an Ignore of words of a round that is over.
func (s *spoiler) oldMessage() int {
	return s.where(func(i int, e Event) bool {
		return e.Action == core.ActionIgnore && !e.Message.IsMark() && int(e.Message.Round) < s.round(i) && !s.did(i, core.ActionStop)
	})
}

// beforeAdvance returns a Receive of words of the node's own round that its Advance follows at once.
func (s *spoiler) beforeAdvance() int {
	return s.where(func(i int, e Event) bool {
		return e.Action == core.ActionReceive && !e.Message.IsMark() && int(e.Message.Round) == s.round(i) && i+1 < len(s.Events) &&
			s.Events[i+1].Action == core.ActionAdvance && s.Events[i+1].Node == e.Node
	})
}

// advanceAndReceipt returns an Advance and the first event after it that has to do with it: somebody takes in its words.
func (s *spoiler) advanceAndReceipt() (int, int) {
	receipt := 0
	advance := s.where(func(i int, e Event) bool {
		if e.Action != core.ActionAdvance {
			return false
		}
		for k, later := range s.Events[i+1:] {
			from := later.Message != nil && later.Message.From == e.Node && int(later.Message.Round) == e.Round
			if from && later.Action == core.ActionReceive {
				receipt = i + 1 + k
				return true
			}
			if from || later.Node == e.Node {
				return false
			}
		}
		return false
	})
	return advance, receipt
}

func (s *spoiler) insert(i int, e Event) { s.Events = slices.Insert(s.Events, i, e) }

func (s *spoiler) remove(i int) { s.Events = slices.Delete(s.Events, i, i+1) }

// message changes the first message of words on which the action was done.
func (s *spoiler) message(action string, change func(*core.Received)) int {
	i := s.where(func(_ int, e Event) bool { return e.Action == action && !e.Message.IsMark() })
	change(s.Events[i].Message)
	return i
}

func (s *spoiler) result(action string, change func(*Event)) int {
	i := s.find(action)
	change(&s.Events[i])
	return i
}

// early moves the first event of the action before the Advance of its node that comes last before it.
func (s *spoiler) early(action string) int {
	i := s.find(action)
	e, k := s.Events[i], i
	for s.Events[k].Action != core.ActionAdvance || s.Events[k].Node != e.Node {
		k--
	}
	s.remove(i)
	s.insert(k, e)
	return k
}

type spoiltTrace struct {
	name, why string
	trace     *Trace
	forbidden int
}

// spoilable records a small run in which everything happens that the spoils look for.
func spoilable(t *testing.T, bound int) *Trace {
	t.Helper()
	return recordedTrace(t, 3, bound, core.ModelPrime, spoilSeed, simulate.Faults{Loss: 0.7, Duplicate: 0.1, Reorder: 0.5})
}

const spoilSeed = 5

func spoil(t *testing.T, base *Trace, s spoilt) spoiltTrace {
	t.Helper()
	copied := spoiler{t, *base}
	copied.Values, copied.Probes, copied.Events = slices.Clone(base.Values), slices.Clone(base.Probes), slices.Clone(base.Events)
	for i, e := range base.Events {
		if e.Message != nil {
			m := *e.Message
			m.Words = slices.Clone(m.Words)
			copied.Events[i].Message = &m
		}
	}
	forbidden := s.change(&copied)
	const after = 5
	if forbidden < len(base.Events)/2 {
		copied.Events = copied.Events[:forbidden+1+after] // TLC has fewer states to write down
	}
	return spoiltTrace{s.name, s.why, &copied.Trace, forbidden}
}

// TestCoreNamesWhatIsForbidden: core stops where TLC does (TestForbiddenEvents), and says why.
func TestCoreNamesWhatIsForbidden(t *testing.T) {
	for _, bound := range []int{0, 3} {
		base := spoilable(t, bound)
		t.Logf("bound %d: %d events", bound, len(base.Events))
		for _, s := range spoils {
			if s.ending != "" && (s.ending == "probe") != (bound == 0) {
				continue
			}
			c := spoil(t, base, s)
			if err := c.trace.check(); err != nil {
				t.Errorf("bound %d, %s: %v", bound, c.name, err)
			}
			accepted, why, err := c.trace.Replay()
			if err != nil || accepted != c.forbidden || !strings.Contains(why, c.why) || (why == "") != (c.why == "") {
				t.Errorf("bound %d, %s: events[%d]: %s, %v, want events[%d]: %s", bound, c.name, accepted, why, err, c.forbidden, c.why)
			}
		}
	}
}
