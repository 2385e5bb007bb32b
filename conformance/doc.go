// Package conformance shows that the tellings of the protocol agree: what TLC explores in tla/ and what package core
// does are one labelled state graph, and beyond the model's bounds core does what exact rational arithmetic says.
//
// [Equal] compares a state graph of TLC with core in both directions; [Replay] walks TLC's traces in core;
// [Properties] check core against the [Expect] oracle on generated [Case]s; [Run] does all of it and reports.
// Every seed is fixed and reported, so a failure on one machine is the same failure on another.
package conformance
