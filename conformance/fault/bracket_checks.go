package fault

import (
	"fmt"
	"reflect"
	"slices"

	"kizami/core"
)

// bracketCheck is looked at after each event. It returns "" or what node j does, whose state was another before.
type bracketCheck struct {
	name string
	step func(w *bracketWalk, j int, before core.BracketPeerState) string
}

var bracketWords = []bracketCheck{{"same-words", sameBracketWords}, {"exact-pace", bracketPace}}

var bracketTags = []bracketCheck{{"exact-offers", bracketOffers}, {"needed-is-offered", bracketNeeds}, {"exact-inbox", bracketInbox},
	{"skew-bounded", bracketSkew}}

// sameBracketWords: all variables are those of lock step in the node's own round.
func sameBracketWords(w *bracketWalk, j int, _ core.BracketPeerState) string {
	s := w.now[j]
	if int(s.Epoch) >= len(w.runs) {
		return "is in an epoch that is not there"
	}
	r := w.runs[s.Epoch]
	switch last := len(r.Rounds) - 1; {
	case s.Round > last:
		return fmt.Sprintf("goes on, where all decide in round %d", last)
	case s.Decided != core.None && !reflect.DeepEqual(s.BracketState, r.Last[j]):
		return fmt.Sprintf("decides %+v, in lock step %+v", s.BracketState, r.Last[j])
	case s.Decided == core.None && !reflect.DeepEqual(s.BracketState, r.Rounds[s.Round][j]):
		return fmt.Sprintf("holds %+v, in lock step %+v", s.BracketState, r.Rounds[s.Round][j])
	}
	return ""
}

// bracketPace: a node moves on as soon as it holds what it needs, and not before.
func bracketPace(w *bracketWalk, j int, before core.BracketPeerState) string {
	s := w.now[j]
	moved := s.Round != before.Round || s.Epoch != before.Epoch || s.Decided != before.Decided
	if e := w.events[len(w.events)-1]; e.did == core.ActionAdvance {
		held := 0
		for _, m := range before.Inbox {
			if int(m.Round) == before.Round {
				held++
			}
		}
		if held != len(w.digraph.In(j)) || s.Round != before.Round+1 || s.Epoch != before.Epoch {
			return fmt.Sprintf("came there from round %d with %d of %d messages", before.Round, held, len(w.digraph.In(j)))
		}
	} else if moved != (e.did == core.ActionDecide || e.did == core.ActionBegin) {
		return fmt.Sprintf("came there by %s", e.did)
	}
	return ""
}

// bracketOffers: on offer are the last D+1 rounds of this epoch, and of the one before until round D.
func bracketOffers(w *bracketWalk, j int, _ core.BracketPeerState) string {
	s := w.now[j]
	var want []core.BracketMessage
	from := func(epoch uint32, oldest int, latest int) {
		sent := w.runs[epoch].Sent
		for k := max(0, oldest); k <= latest && k < len(sent); k++ {
			want = append(want, sent[k][j])
		}
	}
	if s.Epoch > 0 && s.Round < w.config.Span {
		end := w.runs[s.Epoch-1].Last[j].Decided
		from(s.Epoch-1, end-w.config.Span, end)
	}
	from(s.Epoch, s.Round-w.config.Span, s.Round)
	if !slices.EqualFunc(s.Offered, want, func(a, b core.BracketMessage) bool { return reflect.DeepEqual(a, b) }) {
		return fmt.Sprintf("offers %d messages, which are not the %d that it must", len(s.Offered), len(want))
	}
	return ""
}

// bracketNeeds: whatever an out-neighbour can still use, or will, is on offer.
func bracketNeeds(w *bracketWalk, j int, _ core.BracketPeerState) string {
	for _, o := range w.digraph.Out(j) {
		for _, made := range w.network[j] {
			for _, m := range made {
				if m == nil || !bracketUsable(w.now[o], *m) && m.Epoch <= w.now[o].Epoch {
					continue
				}
				if !slices.ContainsFunc(w.now[j].Offered, func(a core.BracketMessage) bool { return a.Epoch == m.Epoch && a.Round == m.Round }) {
					return fmt.Sprintf("no longer offers round %d of epoch %d, which node %d needs in round %d of epoch %d", m.Round, m.Epoch, o,
						w.now[o].Round, w.now[o].Epoch)
				}
			}
		}
	}
	return ""
}

// bracketInbox: an inbox holds what the node can use, at most D+1 messages of a sender, none more than D rounds ahead.
func bracketInbox(w *bracketWalk, j int, before core.BracketPeerState) string {
	s := w.now[j]
	held := map[int]int{}
	for _, m := range s.Inbox {
		held[m.From]++
		switch {
		case !bracketUsable(s, m.BracketMessage) || !slices.Contains(w.digraph.In(j), m.From):
			return fmt.Sprintf("holds round %d of epoch %d of node %d", m.Round, m.Epoch, m.From)
		case int(m.Round) > s.Round+w.config.Span || held[m.From] > w.config.Span+1:
			return fmt.Sprintf("holds %d messages of node %d, one of round %d", held[m.From], m.From, m.Round)
		case !reflect.DeepEqual(m.BracketMessage, w.runs[m.Epoch].Sent[m.Round][m.From]):
			return fmt.Sprintf("holds of node %d what it does not say in round %d in lock step", m.From, m.Round)
		}
	}
	e := w.events[len(w.events)-1]
	holds := func(m core.BracketReceived) bool {
		return m.From == e.From && int(m.Epoch) == e.Epoch && int(m.Round) == e.Round
	}
	if e.Kind == arrives {
		usable := int(before.Epoch) == e.Epoch && e.Round >= before.Round && before.Decided == core.None
		if taken := e.did == core.ActionReceive; taken != (usable && !slices.ContainsFunc(before.Inbox, holds)) {
			return fmt.Sprintf("takes round %d of epoch %d: %t", e.Round, e.Epoch, taken)
		}
		if usable && !slices.ContainsFunc(s.Inbox, holds) {
			return fmt.Sprintf("does not hold round %d", e.Round)
		}
	}
	if e.did == core.ActionRestart && len(s.Inbox) > 0 {
		return "restarts with an inbox"
	}
	return ""
}

// bracketSkew: nobody is further ahead than the diameter, or in an epoch that somebody has not begun once it is in round D.
func bracketSkew(w *bracketWalk, j int, _ core.BracketPeerState) string {
	s := w.now[j]
	for i, o := range w.now {
		switch {
		case s.Epoch == o.Epoch && s.Round > o.Round+w.config.Span:
			return fmt.Sprintf("is far ahead of node %d in round %d", i, o.Round)
		case s.Epoch > o.Epoch+1 || s.Epoch > o.Epoch && s.Round >= w.config.Span:
			return fmt.Sprintf("is ahead of node %d in epoch %d", i, o.Epoch)
		}
	}
	return ""
}
