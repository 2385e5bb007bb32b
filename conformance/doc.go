// Package conformance shows that the tellings of the protocol agree: what TLC explores in tla/ and what package core does are
// one labelled state graph, and beyond the models' bounds core does what exact rational arithmetic says.
//
// [Run] is all of it, and what `kizami conform` calls. For every model that core follows it lets TLC write the state graph
// and compares it with core at the model's level; the table of levels is in level.go. It replays behaviours that TLC
// simulated, and checks all [Properties]. Every seed is fixed and reported, so a failure on one machine is the same failure
// on another.
//
// The parts, from below: package oracle says what must come out; state holds the states of each level and core's steps
// between them; graph compares and walks; property and fault judge generated runs, without faults and with them; trace
// judges recorded runs; golden keeps graphs of TLC for tests; mutant shows that all of it notices mistakes. Each imports
// only those before it.
package conformance
