//go:build !js

package fault

import (
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"

	"kizami/conformance/oracle"
	"kizami/core"
)

// A peer that was written a second time, without core's, is as right.
func TestSecondPeerPassesEverything(t *testing.T) {
	for i, p := range walkProperties {
		everything := walkProperty{kind: p.kind, checks: allChecks}
		r := everything.search(t.Context(), defect("").newPeer, 20, mostNodes, oracle.Seed+int64(i))
		if r.Failure != "" || r.Cases != 20 {
			t.Errorf("%s, seed %d, after %d cases: %s", p.name, oracle.Seed+i, r.Cases, r.Failure)
		}
	}
}

// noticed says that a check notices a defect, without the other checks.
type noticed struct {
	defect defect
	check  string
	in     string // the property whose environment shows it
	steps  int    // how many steps a script needs at most to show it
}

var defects = []noticed{
	{offersLess, "needed-is-offered", "needed-is-offered", 0},
	{offersLess, "ends", "ends", 0},
	{offersTooLittle, "needed-is-offered", "needed-is-offered", 0},
	{offersTooLittle, "ends", "ends", 0},
	{offersMore, "exact-offers", "needed-is-offered", 0},
	{takesOld, "tags", "tags", 3},
	{takesOld, "exact-inbox", "tags", 3},
	{keepsOld, "tags", "tags", 2},
	{keepsOld, "inbox-bounded", "skew-bounded", 0},
	{mixesEpochs, "tags", "two-epochs", 12},
	{mixesEpochs, "same-words", "two-epochs", 12},
	{waitsOnce, "two-epochs", "two-epochs", 12},
	{forgetsEpoch, "needed-is-offered", "two-epochs", 0},
	{forgetsEpoch, "ends", "two-epochs", 0},
	{keepsEpoch, "exact-offers", "two-epochs", 0},
	{forgetsMark, "ends", "ends", 0},
	{ignoresMarks, "ends", "ends", 0},
	{falselySilent, "needed-is-offered", "needed-is-offered", 0},
	{falselySilent, "ends", "ends", 0},
	{skipsOne, "same-words", "same-words", 2},
	{skipsOne, "exact-pace", "same-words", 2},
	{skipsOne, "skew-bounded", "skew-bounded", 6},
	{givesUp, "same-words", "dead-node", 4},
	{givesUp, "skew-bounded", "dead-node", 8},
	{newHorizon, "tags", "tags", 2},
	{newShares, "tags", "tags", 2},
	{newShares, "same-words", "same-words", 4},
	{stopsEarly, "stops-knowing", "stops-knowing", 20},
	{stopsEarly, "same-words", "same-words", 0},
	{stopsEarly, "silence-after-stop", "silence-after-stop", 30},
	{refusesTwice, "exact-inbox", "tags", 2},
	{onlyNow, "exact-inbox", "tags", 3},
	{newProbe, "restart-harmless", "restart-harmless", 1},
	{newProbe, "same-words", "restart-harmless", 1},
	{oldState, "restart-harmless", "restart-harmless", 2},
	{beginsEarly, "exact-pace", "two-epochs", 0},
	{countsTwice, "same-words", "same-words", 4},
	{neverStops, "ends", "ends", 0},
	{standsStill, "ends", "ends", 0},
	{standsStill, "dead-node", "dead-node", 10},
	{panicsOnMarks, "panic", "dead-node", 0},
}

func TestFaultChecksNoticeEveryDefect(t *testing.T) {
	for _, d := range defects {
		t.Run(string(d.defect)+", "+d.check, func(t *testing.T) {
			i := slices.IndexFunc(walkProperties, func(p walkProperty) bool { return p.name == d.in })
			if i < 0 {
				t.Fatalf("no property %q", d.in)
			}
			f, wrong, cases := firstDefect(&walkProperty{kind: walkProperties[i].kind, checks: checksNamed(d.check)}, d.defect, 200)
			if wrong == "" {
				t.Fatalf("not noticed in %d cases, seed %d", cases, oracle.Seed)
			}
			t.Logf("after %d cases, seed %d: %s: %s", cases, oracle.Seed, f, wrong)
			if !strings.HasPrefix(wrong, d.check+": ") || len(f.Script) > d.steps {
				t.Errorf("%d steps, want %s after at most %d", len(f.Script), d.check, d.steps)
			}
		})
	}
	for _, c := range allChecks {
		if !slices.ContainsFunc(defects, func(d noticed) bool { return d.check == c.name }) {
			t.Errorf("no defect shows that %s notices anything", c.name)
		}
	}
}

// firstDefect returns the first case in which a defect is noticed, as small as it gets, and what is said about it.
func firstDefect(p *walkProperty, d defect, cases int) (f faultCase, wrong string, tried int) {
	parameters := gopter.DefaultTestParametersWithSeed(oracle.Seed)
	parameters.MinSuccessfulTests = cases
	judge := func(f faultCase) string { return p.judge(f, d.newPeer) }
	result := prop.ForAll(judge, p.kind.cases(d.newPeer, 6)).Check(parameters)
	if result.Passed() || len(result.Args) == 0 {
		return f, "", result.Succeeded
	}
	f = result.Args[0].Arg.(faultCase)
	return f, judge(f), result.Succeeded
}

// A failure reads as what happened, and the same seed gives the same.
func TestFaultyRunIsToldStepByStep(t *testing.T) {
	p := &walkProperty{kind: anyFaults, checks: checksNamed("tags")}
	for range 2 {
		r := p.search(t.Context(), takesOld.newPeer, 20, 6, oracle.Seed)
		const want = "2 nodes, arcs 0→1 1→0, values [[0] [0]] × 1/1, bound 2, capacity 2, epochs 1, a script of 3 steps: " +
			"tags: node 1 in round 1 of epoch 0 holds round 0 of node 0\n" +
			"   1  node 1 receives round 0 of node 0\n" +
			"   2  node 1 advances to round 1\n" +
			"   3  node 1 receives round 0 of node 0"
		if r.Failure != want || r.Shrinks == 0 {
			t.Errorf("after %d shrinks: %s", r.Shrinks, r.Failure)
		}
	}
}

// Why silence-after-stop is about the probe ending only: with a bound, whoever falls silent after its stop can keep
// somebody from deciding. Nothing else goes wrong.
func TestSilenceHarmsWithABound(t *testing.T) {
	f := faultCase{oracle.Case{Nodes: 2, Arcs: []core.Arc{{From: 0, To: 1}, {From: 1, To: 0}}, Values: [][]int64{{3}, {5}},
		Quantum: oracle.Quantum{Numerator: 1, Denominator: 1}, Bound: 2, Capacity: 2}, 1, []choice{
		{Kind: arrives, Node: 0, From: 1, Round: 0}, {Kind: acts, Node: 0},
		{Kind: arrives, Node: 1, From: 0, Round: 0}, {Kind: acts, Node: 1},
		{Kind: arrives, Node: 0, From: 1, Round: 1}, {Kind: acts, Node: 0},
		{Kind: acts, Node: 0}, {Kind: acts, Node: 0},
		{Kind: isLost, Node: 1, From: 0, Round: 1}, {Kind: dies, Node: 0},
	}}
	w, err := newFaultWalk(f, corePeer, allChecks)
	if err != nil {
		t.Fatal(err)
	}
	w.run()
	if w.wrong != "" || w.now[0].Stopped != 2 || w.now[1].Decided != core.None || len(w.events) != len(f.Script) {
		t.Errorf("%s, node 1 decided %d%s", w.wrong, w.now[1].Decided, w.story())
	}
}
