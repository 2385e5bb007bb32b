package fault

import (
	"slices"

	"github.com/leanovate/gopter"

	"kizami/conformance/oracle"
)

// shrink offers simpler cases: first the prefixes of the script, the shortest first; then scripts without a kind of fault
// or without a node's share; then smaller digraphs; then scripts without some choices in the middle, one epoch less,
// simpler endings, fewer arcs and simpler values.
func (k faultKind) shrink(f faultCase, newPeer newFaultPeer) gopter.Shrink {
	return inTurn(slices.Concat(shorterScripts(f), k.onward(smallerDigraphs(f), newPeer), sparserScripts(f),
		k.onward(simplerEndings(f), newPeer), simplerStarts(f)))
}

// with returns the case with another script, made when it is asked for.
func (f faultCase) with(script func() []choice) func() faultCase {
	return func() faultCase { return faultCase{f.Case, f.Epochs, script()} }
}

func shorterScripts(f faultCase) (offers []func() faultCase) {
	for cut := len(f.Script); cut > 0; cut /= 2 {
		offers = append(offers, f.with(func() []choice { return f.Script[:len(f.Script)-cut] }))
	}
	without := func(leaveOut func(choice) bool) {
		if slices.ContainsFunc(f.Script, leaveOut) {
			offers = append(offers, f.with(func() []choice { return slices.DeleteFunc(slices.Clone(f.Script), leaveOut) }))
		}
	}
	for _, kind := range []choiceKind{isLost, restarts, dies} {
		without(func(c choice) bool { return c.Kind == kind })
	}
	for j := range f.Nodes {
		without(func(c choice) bool { return c.Node == j })
	}
	return offers
}

// sparserScripts leaves out some choices, first many and at last single ones: about 2·length offers.
func sparserScripts(f faultCase) (offers []func() faultCase) {
	length := len(f.Script)
	for size := length / 2; size > 0; size /= 2 {
		for at := 0; at+size < length; at += size {
			offers = append(offers, f.with(func() []choice { return slices.Concat(f.Script[:at], f.Script[at+size:]) }))
		}
	}
	return offers
}

// smallerDigraphs drops each node with its choices, or merges it into an out-neighbour, which inherits them.
func smallerDigraphs(f faultCase) (smaller []faultCase) {
	offer := func(node, heir int) {
		if c := oracle.Merge(f.Case, node, heir); heir != node || oracle.Connected(c) {
			smaller = append(smaller, faultCase{c, f.Epochs, inherited(f.Script, node, heir)})
		}
	}
	for node := range f.Nodes {
		offer(node, node)
	}
	for _, a := range f.Arcs {
		offer(a.From, a.To)
	}
	return smaller
}

// onward offers the cases and then, because a script may lead nowhere from a simpler start, the same with other scripts.
func (k faultKind) onward(cases []faultCase, newPeer newFaultPeer) (offers []func() faultCase) {
	const scripts = 4
	for _, f := range cases {
		offers = append(offers, func() faultCase { return f })
	}
	for _, f := range cases {
		for i := range uint64(scripts) {
			offers = append(offers, func() faultCase {
				other := faultCase{f.Clone(), f.Epochs, nil}
				other.Seed += i
				other.Script = k.script(other, newPeer)
				return other
			})
		}
	}
	return offers
}

func inherited(script []choice, node, heir int) []choice {
	var rest []choice
	for _, c := range script {
		if heir == node && (c.Node == node || c.From == node && (c.Kind == arrives || c.Kind == isLost)) {
			continue
		}
		c.Node, c.From = oracle.Rename(c.Node, node, heir), oracle.Rename(c.From, node, heir)
		rest = append(rest, c)
	}
	return rest
}

// simplerEndings offers one epoch less and what [simplerEnding] does.
func simplerEndings(f faultCase) (simpler []faultCase) {
	if f.Epochs > 1 {
		simpler = append(simpler, faultCase{f.Case, f.Epochs - 1, f.Script})
	}
	for _, c := range oracle.SimplerEnding(f.Case) {
		simpler = append(simpler, faultCase{c, f.Epochs, f.Script})
	}
	return simpler
}

func simplerStarts(f faultCase) (offers []func() faultCase) {
	for _, c := range slices.Concat(oracle.WithoutArc(f.Case), oracle.SimplerValues(f.Case)) {
		offers = append(offers, func() faultCase { return faultCase{c, f.Epochs, f.Script} })
	}
	return offers
}
