package fault

import (
	"fmt"
	"slices"

	"kizami/core"
)

// check looks at a walk after every event and at its end. Each returns "" or what is wrong.
type check struct {
	name string
	step func(*walk, *event) string
	end  func(*walk) string
}

// allChecks are all checks. What an event broke is told by the first that notices, so a bound comes before the rule
// that keeps it.
var allChecks = []check{
	{"same-words", sameWords, nil},
	{"skew-bounded", skewBounded, nil},
	{"needed-is-offered", neededIsOffered, nil},
	{"inbox-bounded", inboxBounded, nil},
	{"tags", tags, nil},
	{"stops-knowing", stopsKnowing, nil},
	{"two-epochs", epochSkew, nil},
	{"restart-harmless", restartHarmless, nil},
	{"exact-inbox", exactInbox, nil},
	{"exact-pace", exactPace, nil},
	{"exact-offers", exactOffers, nil},
	{"ends", nil, ends},
	{"dead-node", nil, deadNode},
	{"silence-after-stop", nil, silenceHarmless},
}

func checksNamed(names ...string) []check {
	return slices.DeleteFunc(slices.Clone(allChecks), func(c check) bool { return !slices.Contains(names, c.name) })
}

// sameWords holds every node against lock step in its own round, and every decision against the exact average.
func sameWords(w *walk, e *event) string {
	s := w.now[e.Node]
	if int(s.Epoch) >= w.c.Epochs {
		return fmt.Sprintf("node %d is in epoch %d of %d", e.Node, s.Epoch, w.c.Epochs)
	}
	l := w.lockstep[s.Epoch]
	if wrong := l.difference(e.Node, s.NodeState); wrong != "" {
		return fmt.Sprintf("epoch %d, node %d: %s", s.Epoch, e.Node, wrong)
	}
	if e.did == core.ActionDecide {
		if wrong := l.inexact(w.c.Case, s.NodeState); wrong != "" {
			return fmt.Sprintf("epoch %d, node %d: %s", s.Epoch, e.Node, wrong)
		}
	}
	return ""
}

// skewBounded holds the node's round against everybody else's in its epoch (FTC-27).
func skewBounded(w *walk, e *event) string {
	epoch := w.now[e.Node].Epoch
	all := !slices.ContainsFunc(w.now, func(s core.PeerState) bool {
		return s.Epoch > epoch || s.Epoch == epoch && s.Stopped != core.None
	})
	for i := range w.now {
		for _, pair := range [][2]int{{e.Node, i}, {i, e.Node}} {
			ahead, behind := pair[0], pair[1]
			if w.now[i].Epoch != epoch {
				continue
			}
			skew := round(w.now[ahead]) - round(w.now[behind])
			if bound := w.lead(ahead, behind, all); skew > bound {
				return fmt.Sprintf("node %d in round %d is %d ahead of node %d, at most %d is possible",
					ahead, round(w.now[ahead]), skew, behind, bound)
			}
		}
	}
	return ""
}

// lead returns how far ahead of another node a node can be: the distance as long as all send or, on an arc, its tail
// does.
func (w *walk) lead(ahead, behind int, all bool) int {
	s, distance := w.now[ahead], w.distance[behind][ahead]
	sends := all || distance == 1 && w.now[behind].Stopped == core.None
	if s.Order == core.None || w.c.Bound > 0 || sends {
		return distance
	}
	return s.Order
}

// neededIsOffered looks at all arcs of the node: what their heads can still use, their tails offer (FTC-23).
func neededIsOffered(w *walk, e *event) string {
	for _, i := range w.digraph.In(e.Node) {
		if wrong := w.missing(i, e.Node); wrong != "" {
			return wrong
		}
	}
	for _, i := range w.digraph.Out(e.Node) {
		if wrong := w.missing(e.Node, i); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (w *walk) missing(from, to int) string {
	s := w.now[to]
	if s.Stopped != core.None {
		return ""
	}
	for epoch := int(s.Epoch); epoch < w.c.Epochs; epoch++ {
		for _, m := range w.network[from][epoch] {
			if m == nil || epoch == int(s.Epoch) && !usable(s, *m) {
				continue
			}
			if !slices.ContainsFunc(w.now[from].Offered, func(o core.Message) bool { return sameMessage(o, *m) }) {
				return fmt.Sprintf("node %d in round %d of epoch %d needs %s, which is on offer no more",
					to, round(s), s.Epoch, w.name(from, *m))
			}
		}
	}
	return ""
}

// inboxBounded: nobody can be n rounds ahead, so an inbox has at most n messages of each in-neighbour (FTC-22).
func inboxBounded(w *walk, e *event) string {
	held := make([]int, w.c.Nodes)
	for _, m := range w.now[e.Node].Inbox {
		if held[m.From]++; held[m.From] > w.c.Nodes {
			return fmt.Sprintf("node %d holds more than %d messages of node %d", e.Node, w.c.Nodes, m.From)
		}
		if ahead := int(m.Round) - round(w.now[e.Node]); ahead >= w.c.Nodes {
			return fmt.Sprintf("node %d holds %s, which is %d rounds ahead", e.Node, w.name(m.From, m.Message), ahead)
		}
	}
	return ""
}

// tags: each round has one message, the one of lock step, and nobody holds one of another epoch or of an old round.
func tags(w *walk, e *event) string {
	if e.second != nil {
		return fmt.Sprintf("%s is on offer in a second version", w.name(e.Node, *e.second))
	}
	s := w.now[e.Node]
	for _, m := range s.Offered {
		want, known := core.Message{}, false
		if int(m.Epoch) < w.c.Epochs {
			want, known = w.lockstep[m.Epoch].message(e.Node, int(m.Round))
			want.Epoch = m.Epoch
		}
		if !known || !sameMessage(want, m) {
			return fmt.Sprintf("%s is %v instead of %v", w.name(e.Node, m), m, want)
		}
	}
	for _, m := range s.Inbox {
		switch {
		case !slices.Contains(w.digraph.In(e.Node), m.From):
			return fmt.Sprintf("node %d holds %s, which is no in-neighbour", e.Node, w.name(m.From, m.Message))
		case m.Epoch != s.Epoch || int(m.Round) < round(s) && !m.IsMark():
			return fmt.Sprintf("node %d in round %d of epoch %d holds %s", e.Node, round(s), s.Epoch, w.name(m.From, m.Message))
		}
	}
	return ""
}

// stopsKnowing: whoever stops knows that all have decided, or with a bound how far everybody is (FTC-25).
func stopsKnowing(w *walk, e *event) string {
	if e.did != core.ActionStop {
		return ""
	}
	s := w.now[e.Node]
	for i, other := range w.now {
		reached := round(s) - w.distance[i][e.Node]
		switch {
		case other.Epoch > s.Epoch:
		case w.c.Bound == 0 && (other.Epoch < s.Epoch || other.Decided == core.None):
			return fmt.Sprintf("node %d stops in round %d and node %d has not decided", e.Node, round(s), i)
		case w.c.Bound > 0 && (other.Epoch < s.Epoch || round(other) < reached):
			return fmt.Sprintf("node %d stops and node %d is in round %d, before %d", e.Node, i, round(other), reached)
		}
	}
	return ""
}

// epochSkew: nobody is two epochs ahead, and whoever decides knows that nobody is in the epoch before.
func epochSkew(w *walk, e *event) string {
	s := w.now[e.Node]
	for i, other := range w.now {
		if s.Epoch > other.Epoch+1 || s.Decided != core.None && s.Epoch > other.Epoch {
			return fmt.Sprintf("node %d is in round %d of epoch %d, decided %d, and node %d in epoch %d",
				e.Node, round(s), s.Epoch, s.Decided, i, other.Epoch)
		}
	}
	return ""
}

// name writes a message as a person would name it.
func (w *walk) name(from int, m core.Message) string {
	what := fmt.Sprintf("round %d of node %d", m.Round, from)
	if m.IsMark() {
		what = fmt.Sprintf("the mark of round %d of node %d", m.Round, from)
	}
	if w.c.Epochs > 1 {
		what += fmt.Sprintf(" of epoch %d", m.Epoch)
	}
	return what
}
