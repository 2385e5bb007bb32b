package conformance

import (
	"slices"

	"github.com/leanovate/gopter"
)

// shrink offers simpler cases: first the prefixes of the script, the shortest first; then scripts without a kind of fault
// or without a node's share; then smaller digraphs; then scripts without some choices in the middle, one epoch less,
// simpler endings, fewer arcs and simpler values.
func (k faultKind) shrink(f FaultCase, newPeer newFaultPeer) gopter.Shrink {
	offers := slices.Concat(shorterScripts(f), k.onward(smallerDigraphs(f), newPeer), sparserScripts(f),
		k.onward(simplerEndings(f), newPeer), simplerStarts(f))
	next := 0
	return func() (any, bool) {
		if next == len(offers) {
			return nil, false
		}
		next++
		return offers[next-1](), true
	}
}

// with returns the case with another script, made when it is asked for.
func (f FaultCase) with(script func() []Choice) func() FaultCase {
	return func() FaultCase { return FaultCase{f.Case, f.Epochs, script()} }
}

func shorterScripts(f FaultCase) (offers []func() FaultCase) {
	for cut := len(f.Script); cut > 0; cut /= 2 {
		offers = append(offers, f.with(func() []Choice { return f.Script[:len(f.Script)-cut] }))
	}
	without := func(leaveOut func(Choice) bool) {
		if slices.ContainsFunc(f.Script, leaveOut) {
			offers = append(offers, f.with(func() []Choice { return slices.DeleteFunc(slices.Clone(f.Script), leaveOut) }))
		}
	}
	for _, kind := range []ChoiceKind{IsLost, Restarts, Dies} {
		without(func(c Choice) bool { return c.Kind == kind })
	}
	for j := range f.Nodes {
		without(func(c Choice) bool { return c.Node == j })
	}
	return offers
}

// sparserScripts leaves out some choices, first many and at last single ones: about 2·length offers.
func sparserScripts(f FaultCase) (offers []func() FaultCase) {
	length := len(f.Script)
	for size := length / 2; size > 0; size /= 2 {
		for at := 0; at+size < length; at += size {
			offers = append(offers, f.with(func() []Choice { return slices.Concat(f.Script[:at], f.Script[at+size:]) }))
		}
	}
	return offers
}

// smallerDigraphs drops each node with its choices, or merges it into an out-neighbour, which inherits them.
func smallerDigraphs(f FaultCase) (smaller []FaultCase) {
	offer := func(node, heir int) {
		if c := merge(f.Case, node, heir); heir != node || connected(c) {
			smaller = append(smaller, FaultCase{c, f.Epochs, inherited(f.Script, node, heir)})
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
func (k faultKind) onward(cases []FaultCase, newPeer newFaultPeer) (offers []func() FaultCase) {
	const scripts = 4
	for _, f := range cases {
		offers = append(offers, func() FaultCase { return f })
	}
	for _, f := range cases {
		for i := range uint64(scripts) {
			offers = append(offers, func() FaultCase {
				other := FaultCase{f.clone(), f.Epochs, nil}
				other.Seed += i
				other.Script = k.script(other, newPeer)
				return other
			})
		}
	}
	return offers
}

func inherited(script []Choice, node, heir int) []Choice {
	var rest []Choice
	for _, c := range script {
		if heir == node && (c.Node == node || c.From == node && (c.Kind == Arrives || c.Kind == IsLost)) {
			continue
		}
		c.Node, c.From = rename(c.Node, node, heir), rename(c.From, node, heir)
		rest = append(rest, c)
	}
	return rest
}

// simplerEndings offers one epoch less and what [simplerEnding] does.
func simplerEndings(f FaultCase) (simpler []FaultCase) {
	if f.Epochs > 1 {
		simpler = append(simpler, FaultCase{f.Case, f.Epochs - 1, f.Script})
	}
	for _, c := range simplerEnding(f.Case) {
		simpler = append(simpler, FaultCase{c, f.Epochs, f.Script})
	}
	return simpler
}

func simplerStarts(f FaultCase) (offers []func() FaultCase) {
	for _, c := range slices.Concat(withoutArc(f.Case), simplerValues(f.Case)) {
		offers = append(offers, func() FaultCase { return FaultCase{c, f.Epochs, f.Script} })
	}
	return offers
}
