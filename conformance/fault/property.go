package fault

import (
	"context"
	"fmt"
	"strings"

	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/core"
)

// walkProperty is a property of whole walks on faulty links: where they happen and what is looked at.
//
// A walk is a gopter property over a FaultCase and not a run of gopter's commands. What a peer must be like follows from
// lock step and from the state itself, so no model has to take every step beside it; and gopter's commands never shrink
// where they start, make no difference between a prefix and a subsequence, and take a shrunk sequence whose commands no
// longer apply for a failure.
type walkProperty struct {
	name, says string
	kind       faultKind
	checks     []check
}

// anyFaults is the environment of the properties that look at one thing.
var anyFaults = faultKind{epochs: 2, restart: 0.02}

// walkProperties are all of them. A walk looks at several things and names what failed; the last four look at everything.
var walkProperties = []walkProperty{
	{"same-words", "on faulty links every node does what is due, and all its variables are those of lock step in its own round",
		anyFaults, checksNamed("same-words", "exact-pace")},
	{"skew-bounded", "no node is further ahead of another than the distance or, once somebody has stopped, its order; inboxes stay small",
		anyFaults, checksNamed("skew-bounded", "inbox-bounded")},
	{"needed-is-offered", "whatever an out-neighbour can still use is on offer, on every arc at any time, and no more than the spec says",
		anyFaults, checksNamed("needed-is-offered", "exact-offers")},
	{"tags", "each round has one message, that of lock step; an inbox holds just what its epoch and round can still use",
		anyFaults, checksNamed("tags", "exact-inbox")},
	{"stops-knowing", "who stops knows that all have decided or, with a bound, how far everybody is",
		anyFaults, checksNamed("stops-knowing")},
	{"ends", "once faults end, everybody decides and stops, whatever happened before",
		anyFaults, checksNamed("ends")},
	{"two-epochs", "through three epochs all of this holds, nobody mixes two, and nobody is two ahead",
		faultKind{epochs: 3}, allChecks},
	{"restart-harmless", "nodes that lose their inbox again and again go on as if nothing were",
		faultKind{epochs: 1, restart: 0.3}, allChecks},
	{"dead-node", "nodes that die stop others, within their distance, and nobody decides wrongly",
		faultKind{epochs: 2, deaths: true}, allChecks},
	{"silence-after-stop", "with the probe ending, nodes that fall silent when they have stopped harm no decision",
		faultKind{epochs: 1, silence: true}, allChecks},
}

// Properties are the properties of nodes on faulty links, of core's peers. The environment of a case follows from its
// seed; a search shrinks the script, too.
func Properties() []property.Property {
	var all []property.Property
	for _, p := range walkProperties {
		all = append(all, property.Property{
			Name: p.name, Says: p.says, MaxNodes: mostNodes,
			Holds: func(c oracle.Case, _ *property.Record, _ *oracle.Expected) string {
				return p.judge(p.kind.faultCase(c, corePeer), corePeer)
			},
			Search: func(ctx context.Context, cases, maxNodes int, seed int64) oracle.Trial {
				return p.search(ctx, corePeer, cases, maxNodes, seed)
			},
		})
	}
	for _, p := range bracketProperties {
		all = append(all, p.property())
	}
	return all
}

// search judges generated walks of a peer.
func (p *walkProperty) search(ctx context.Context, newPeer newFaultPeer, cases, maxNodes int, seed int64) oracle.Trial {
	return oracle.Try(p.kind.cases(newPeer, maxNodes), cases, seed, func(f faultCase) string {
		if ctx.Err() != nil {
			return ""
		}
		return p.judge(f, newPeer)
	})
}

// judge runs one walk and says what is wrong with it, and what led there. What panics is wrong too.
func (p *walkProperty) judge(f faultCase, newPeer newFaultPeer) (wrong string) {
	w := &walk{}
	defer func() {
		if r := recover(); r != nil {
			wrong = fmt.Sprintf("panic: %v%s", r, w.story())
		}
	}()
	var err error
	if w, err = newFaultWalk(f, newPeer, p.checks); err != nil {
		return err.Error()
	}
	w.run()
	if w.wrong == "" {
		return ""
	}
	return w.wrong + w.story()
}

// story lists what happened, line by line: the script's part, and the end of what followed without faults.
func (w *walk) story() string {
	const longest = 20
	var b strings.Builder
	scripted, rest := w.events, []event(nil)
	if !w.vain {
		scripted, rest = w.events[:w.scripted], w.events[w.scripted:]
	}
	for i, e := range scripted {
		fmt.Fprintf(&b, "\n%4d  %s", i+1, w.tell(e))
	}
	if len(rest) > 0 {
		fmt.Fprintf(&b, "\n      then, without faults (events: %d)", len(rest))
	}
	if len(rest) > longest {
		rest = rest[len(rest)-longest:]
		b.WriteString(" …")
	}
	for _, e := range rest {
		fmt.Fprintf(&b, "\n      %s", w.tell(e))
	}
	return b.String()
}

// tell writes an event as a sentence.
func (w *walk) tell(e event) string {
	k := e.round
	switch e.did {
	case "":
		return fmt.Sprintf("node %d waits", e.Node)
	case panics:
		return fmt.Sprintf("node %d panics in round %d", e.Node, k)
	case core.ActionReceive:
		return fmt.Sprintf("node %d receives %s", e.Node, w.name(e.From, *e.message))
	case core.ActionIgnore:
		return fmt.Sprintf("node %d receives %s and does not take it in", e.Node, w.name(e.From, *e.message))
	case core.ActionAdvance:
		return fmt.Sprintf("node %d advances to round %d", e.Node, k+1)
	case core.ActionDecide:
		return fmt.Sprintf("node %d decides in round %d", e.Node, k)
	case core.ActionStop:
		return fmt.Sprintf("node %d stops in round %d", e.Node, k)
	case core.ActionBegin:
		return fmt.Sprintf("node %d begins its next epoch", e.Node)
	case core.ActionRestart:
		return fmt.Sprintf("node %d restarts in round %d and loses its inbox", e.Node, k)
	case "Lose":
		return fmt.Sprintf("node %d does not get %s: lost", e.Node, w.name(e.From, *e.message))
	}
	return fmt.Sprintf("node %d dies in round %d", e.Node, k)
}
