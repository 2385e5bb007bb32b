// Package conformance shows that the tellings of the protocol agree: what TLC explores in tla/ and what package core
// does are one labelled state graph, and beyond the model's bounds core does what exact rational arithmetic says.
//
// There are four levels. A [State] is one of RoundCoordination.tla, where all nodes take every round together; core does
// its one step ([CoreMachine]). A [MessageState] is one of MessageCoordination.tla, where each node goes its own way and
// links lose messages; core does every step of every node ([CoreSteps]). A [RepeatState] is one of RepeatCoordination.tla,
// a later epoch by what a first one has taught ([CoreRepeats]), and a [MaximumState] one of MaximumCoordination.tla, the way
// to the greatest value ([CoreMaximum]); there core is not put into states but runs from every start ([Runs]).
//
// [Equal] compares a state graph of TLC with core in both directions; [Replay] walks TLC's traces in core, and
// [Vectors] take every step of a graph of messages, for core and for others; [Properties] check core against the
// [Expect] oracle on generated [Case]s; [JudgeTrace] lets TLC judge a recorded run; [Run] does all but that and reports.
// Every seed is fixed and reported, so a failure on one machine is the same failure on another.
package conformance
