//go:build !js

package fault

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/oracle"
	"kizami/core"
)

// tally counts what happens in walks: faults that never happen would show nothing.
type tally struct {
	counts  map[string]int
	arrived map[[5]int]bool // in the walk that is looked at
}

// look is a check that finds nothing wrong.
func (t *tally) look(w *walk, e *event) string {
	if len(w.events) <= 1 {
		t.arrived = map[[5]int]bool{}
	}
	s := w.now[e.Node]
	count := func(what string, happened bool) {
		if happened {
			t.counts[what]++
		}
	}
	most := func(what string, n int) { t.counts[what] = max(t.counts[what], n) }
	count("events", true)
	count("lost", e.did == "Lose")
	count("nodes that died", e.did == "Die")
	count("restarts", e.did == core.ActionRestart)
	count("restarts that lost something", e.did == core.ActionRestart && len(w.before.Inbox) > 0)
	count("decisions", e.did == core.ActionDecide)
	count("stops while somebody is behind", e.did == core.ActionStop && w.furthestBehind(s) > 0)
	if e.Kind == arrives && e.did != "" {
		t.arrival(w, e, count)
	}
	most("greatest skew", w.furthestBehind(s))
	for _, o := range w.now {
		count("events between two epochs", o.Epoch < s.Epoch)
	}
	for _, i := range w.digraph.In(e.Node) {
		held := slices.DeleteFunc(slices.Clone(s.Inbox), func(m core.Received) bool { return m.From != i })
		most("most messages of one in-neighbour in an inbox", len(held))
		count("inboxes that are full", len(held) == w.c.Nodes-1 && w.c.Nodes > 2)
	}
	most("greatest inbox", len(s.Inbox))
	most("most on offer", len(s.Offered))
	if w.c.Nodes > 2 {
		count("as far apart as can be", w.furthestBehind(s) == w.c.Nodes-1)
	}
	return ""
}

func (t *tally) arrival(w *walk, e *event, count func(string, bool)) {
	key := [5]int{e.Node, e.From, e.Epoch, e.Round}
	taken, again := e.did == core.ActionReceive, t.arrived[key]
	t.arrived[key] = true
	overtaken := slices.ContainsFunc(w.before.Inbox, func(m core.Received) bool { return m.From == e.From && int(m.Round) > e.Round })
	count("taken in", taken)
	count("marks taken in", taken && e.message.IsMark())
	count("words too early for the node's round", taken && e.Round > e.round)
	count("taken in after a later one", taken && overtaken)
	count("taken in when it had come before", taken && again)
	count("ignored", !taken)
	count("ignored: doubled", !taken && again && holds(w.before, e.From, *e.message))
	count("ignored: of a round that is over", !taken && e.message.Epoch == w.before.Epoch && e.Round < e.round)
	count("ignored: of an epoch that is over", e.message.Epoch < w.before.Epoch)
	count("ignored: of an epoch to come", e.message.Epoch > w.before.Epoch)
	count("ignored: after the stop", !taken && w.before.Stopped != core.None)
}

// furthestBehind returns how many rounds somebody is behind a node in its epoch.
func (w *walk) furthestBehind(s core.PeerState) int {
	behind := 0
	for _, o := range w.now {
		if o.Epoch == s.Epoch {
			behind = max(behind, round(s)-round(o))
		}
	}
	return behind
}

// ended counts how walks end.
func (t *tally) ended(w *walk) string {
	t.counts["walks"]++
	t.counts["events of scripts"] += w.scripted
	switch finished := w.allFinished(); {
	case finished && len(w.events) == w.scripted:
		t.counts["walks that end under faults"]++
	case finished && !slices.Contains(w.dead, true):
		t.counts["walks that end when faults have"]++
	case !finished && w.silenced():
		t.counts["walks that silence keeps from an end, all decided"]++
	case !finished:
		t.counts["walks that a death stops"]++
	}
	return ""
}

func (w *walk) allFinished() bool {
	for j := range w.now {
		if !w.finished(j) {
			return false
		}
	}
	return true
}

func (w *walk) silenced() bool {
	for j, dead := range w.dead {
		if dead && !w.finished(j) {
			return false
		}
	}
	return true
}

func (t *tally) String() string {
	var b strings.Builder
	for _, what := range slices.Sorted(maps.Keys(t.counts)) {
		fmt.Fprintf(&b, "%9d  %s\n", t.counts[what], what)
	}
	return b.String()
}

// mustHappen lists, for each property, what would make it empty if it never happened.
var mustHappen = map[string][]string{
	"": {"taken in", "marks taken in", "lost", "words too early for the node's round", "taken in after a later one",
		"ignored: doubled", "ignored: of a round that is over", "stops while somebody is behind", "decisions"},
	"same-words":         {"restarts that lost something", "taken in when it had come before", "walks that end when faults have"},
	"tags":               {"ignored: after the stop"},
	"skew-bounded":       {"as far apart as can be", "inboxes that are full"},
	"two-epochs":         {"events between two epochs", "ignored: of an epoch that is over", "ignored: of an epoch to come"},
	"restart-harmless":   {"restarts that lost something", "taken in when it had come before"},
	"dead-node":          {"nodes that died", "walks that a death stops"},
	"silence-after-stop": {"nodes that died", "walks that silence keeps from an end, all decided"},
}

func TestFaultsHappen(t *testing.T) {
	const cases = 40
	for i, p := range walkProperties {
		t.Run(p.name, func(t *testing.T) {
			count := &tally{counts: map[string]int{}}
			watched := walkProperty{kind: p.kind, checks: []check{{"tally", count.look, count.ended}}}
			r := watched.search(t.Context(), corePeer, cases, mostNodes, oracle.Seed+int64(i))
			if r.Failure != "" || count.counts["walks"] != cases {
				t.Fatalf("%d walks: %s", r.Cases, r.Failure)
			}
			t.Logf("seed %d, up to %d nodes\n%s", oracle.Seed+i, mostNodes, count)
			for _, what := range slices.Concat(mustHappen[""], mustHappen[p.name]) {
				if count.counts[what] == 0 {
					t.Errorf("never happened: %s", what)
				}
			}
		})
	}
}
