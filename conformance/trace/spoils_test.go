package trace

import (
	"slices"

	"kizami/core"
)

type spoilt struct {
	name, ending, why string
	change            func(*spoiler) int
}

// spoils are the ways in which a good trace is made a bad one. Each changes the events and returns the index of the first
// that is forbidden now, or the number of events if none is; why is in the reason that core gives.
var spoils = []spoilt{
	{"nothing", "", "", func(s *spoiler) int { return len(s.Events) }},
	{"a message of another epoch is ignored", "", "", func(s *spoiler) int {
		m := *s.Events[s.find(core.ActionReceive)].Message
		m.Epoch, m.Words = 7, nil
		s.insert(5, Event{Action: core.ActionIgnore, Node: s.Events[s.find(core.ActionReceive)].Node, Message: &m})
		return len(s.Events)
	}},
	{"a message of another epoch from nowhere", "", "no arc leads from node", func(s *spoiler) int {
		i := s.find(core.ActionIgnore)
		s.Events[i].Message.Epoch, s.Events[i].Message.From = 7, s.Events[i].Node
		return i
	}},
	{"a word of a message", "", "offered this message with the words", func(s *spoiler) int {
		return s.message(core.ActionReceive, func(m *core.Received) { m.Words[0] = s.Field.Add(m.Words[0], 1) })
	}},
	{"a word of an old message", "", "offered this message with the words", func(s *spoiler) int {
		i := s.oldMessage()
		m := s.Events[i].Message
		m.Words[1] = s.Field.Add(m.Words[1], 1)
		return i
	}},
	{"the round of a message", "", "has not offered anything of round 50 of epoch 0", func(s *spoiler) int {
		return s.message(core.ActionReceive, func(m *core.Received) { m.Round = 50 })
	}},
	{"the epoch of a message", "", "of epoch 1 before", func(s *spoiler) int {
		return s.message(core.ActionReceive, func(m *core.Received) { m.Epoch = 1 })
	}},
	{"the horizon of a message", "", "offered this message with the horizon", func(s *spoiler) int {
		return s.message(core.ActionReceive, func(m *core.Received) { m.Horizon++ })
	}},
	{"the sender of a message", "", "no arc leads from node", func(s *spoiler) int {
		i := s.find(core.ActionReceive)
		s.Events[i].Message.From = s.Events[i].Node
		return i
	}},
	{"a forged mark", "", "offered this message with the words", func(s *spoiler) int {
		return s.message(core.ActionReceive, func(m *core.Received) { m.Words = nil })
	}},
	{"a mark that nobody offered", "", "has not offered anything of round 2", func(s *spoiler) int {
		i := s.find(core.ActionReceive)
		m := *s.Events[i].Message
		m.Round, m.Words = 2, nil
		s.insert(i, Event{Action: core.ActionReceive, Node: s.Events[i].Node, Message: &m})
		return i
	}},
	{"a message taken in twice", "", "the node holds this message already", func(s *spoiler) int {
		i := s.find(core.ActionReceive)
		s.insert(i+1, s.Events[i])
		return i + 1
	}},
	{"an old message taken in", "", "are of no use to it", func(s *spoiler) int {
		i := s.oldMessage()
		s.Events[i].Action = core.ActionReceive
		return i
	}},
	{"a message taken in after the stop", "", "and takes nothing in", func(s *spoiler) int {
		i := s.where(func(i int, e Event) bool { return e.Action == core.ActionIgnore && s.did(i, core.ActionStop) })
		s.Events[i].Action = core.ActionReceive
		return i
	}},
	{"a useful message ignored", "", "does not hold this message and can use it", func(s *spoiler) int {
		i := s.find(core.ActionReceive)
		s.Events[i].Action = core.ActionIgnore
		return i
	}},
	{"a message lost by the record", "", "the node holds neither words of this round nor a mark from node", func(s *spoiler) int {
		i := s.beforeAdvance()
		s.remove(i)
		return s.next(i, core.ActionAdvance)
	}},
	{"a message taken in too late", "", "the node holds neither words of this round nor a mark from node", func(s *spoiler) int {
		i := s.beforeAdvance()
		k := s.next(i+1, core.ActionAdvance)
		s.Events[i], s.Events[k] = s.Events[k], s.Events[i]
		return i
	}},
	{"a message taken in before it was offered", "", "has not offered anything of round", func(s *spoiler) int {
		i, k := s.advanceAndReceipt()
		s.Events[i], s.Events[k] = s.Events[k], s.Events[i]
		return i
	}},
	{"an Advance lost by the record", "", "has not offered anything of round", func(s *spoiler) int {
		i, k := s.advanceAndReceipt()
		s.remove(i)
		return k - 1
	}},
	{"an Advance told twice", "", "the node holds neither words of this round nor a mark from node", func(s *spoiler) int {
		i := s.find(core.ActionAdvance)
		s.insert(i+1, s.Events[i])
		return i + 1
	}},
	{"an inbox lost before an Advance", "", "the node holds neither words of this round nor a mark from node", func(s *spoiler) int {
		i := s.find(core.ActionAdvance)
		s.insert(i, Event{Action: core.ActionRestart, Node: s.Events[i].Node})
		return i + 1
	}},
	{"the round after an Advance", "", "the specification has round 1, the trace tells 2", func(s *spoiler) int {
		return s.result(core.ActionAdvance, func(e *Event) { e.Round++ })
	}},
	{"the numerator", "", "the specification has numerator", func(s *spoiler) int {
		return s.result(core.ActionAdvance, func(e *Event) { e.Numerator = s.Field.Add(e.Numerator, 1) })
	}},
	{"the denominator", "", "the specification has denominator", func(s *spoiler) int {
		return s.result(core.ActionAdvance, func(e *Event) { e.Denominator = s.Field.Add(e.Denominator, 1) })
	}},
	{"the probe", "probe", "the specification has probe", func(s *spoiler) int {
		return s.result(core.ActionAdvance, func(e *Event) { e.Probe = s.Field.Add(e.Probe, 1) })
	}},
	{"the horizon", "probe", "the specification has horizon", func(s *spoiler) int {
		return s.result(core.ActionAdvance, func(e *Event) { e.Horizon++ })
	}},
	{"the order", "", "the specification has order", func(s *spoiler) int {
		return s.result(core.ActionDecide, func(e *Event) { e.Order++ })
	}},
	{"the decision round", "", "the specification has decided", func(s *spoiler) int {
		return s.result(core.ActionDecide, func(e *Event) { e.Decided++ })
	}},
	{"the average", "", "the specification has average", func(s *spoiler) int {
		return s.result(core.ActionDecide, func(e *Event) { e.Average = s.Field.Add(e.Average, 1) })
	}},
	{"an average refused", "", "the trace tells refused", func(s *spoiler) int {
		return s.result(core.ActionDecide, func(e *Event) { e.Refused = true })
	}},
	{"the round of the stop", "", "the specification has stopped", func(s *spoiler) int {
		return s.result(core.ActionStop, func(e *Event) { e.Stopped++ })
	}},
	{"a Decide one round early", "bound", "with the bound 3 it decides in round 4", func(s *spoiler) int {
		return s.early(core.ActionDecide)
	}},
	{"a Decide one round early", "probe", "the recurrence of the node's probe has not settled", func(s *spoiler) int {
		return s.early(core.ActionDecide)
	}},
	{"a Stop one round early", "probe", "and stops in round", func(s *spoiler) int { return s.early(core.ActionStop) }},
	{"a Decide lost by the record", "bound", "the node has not decided", func(s *spoiler) int {
		i := s.find(core.ActionDecide)
		node := s.Events[i].Node
		s.remove(i)
		return s.where(func(_ int, e Event) bool { return e.Action == core.ActionStop && e.Node == node })
	}},
	{"a Decide lost by the record", "probe", "the node can decide, and must do so first", func(s *spoiler) int {
		i := s.find(core.ActionDecide)
		node := s.Events[i].Node
		s.remove(i)
		return i + slices.IndexFunc(s.Events[i:], func(e Event) bool { return e.Action == core.ActionAdvance && e.Node == node })
	}},
	{"a Decide told twice", "", "the node has decided in round", func(s *spoiler) int {
		i := s.find(core.ActionDecide)
		s.insert(i+1, s.Events[i])
		return i + 1
	}},
	{"a Stop told twice", "", "the node has stopped in round", func(s *spoiler) int {
		i := s.find(core.ActionStop)
		s.insert(i+1, s.Events[i])
		return i + 1
	}},
	{"an Advance in the place of a Stop", "", "the node can stop, and must do so first", func(s *spoiler) int {
		i := s.find(core.ActionStop)
		s.Events[i] = Event{Action: core.ActionAdvance, Node: s.Events[i].Node}
		return i
	}},
	{"an Advance after the Stop", "", "the node has stopped in round", func(s *spoiler) int {
		i := s.find(core.ActionStop)
		s.insert(i+1, Event{Action: core.ActionAdvance, Node: s.Events[i].Node})
		return i + 1
	}},
	{"a value at the start", "", "offered this message with the words", func(s *spoiler) int {
		i := s.find(core.ActionReceive)
		s.Values[s.Events[i].Message.From] = s.Field.Add(s.Values[s.Events[i].Message.From], 1)
		return i
	}},
	{"a probe at the start", "probe", "offered this message with the words", func(s *spoiler) int {
		i := s.find(core.ActionReceive)
		s.Probes[s.Events[i].Message.From] = s.Field.Add(s.Probes[s.Events[i].Message.From], 1)
		return i
	}},
}
