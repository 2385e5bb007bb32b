// Package core implements finite-time coordination as written in spec/protocol.md: the nodes of a strongly connected,
// possibly unbalanced digraph, each knowing only its own value and its own out-degree, all obtain exactly the same
// average after finitely many rounds.
//
// A [Node] is a pure machine: no goroutine, clock, I/O, map iteration, global or floating-point number. It says what to
// send ([Node.Share]), takes what arrived ([Node.Advance]), and knows when it has the average ([Node.Decide]) and when
// it may fall silent ([Node.Stop]). Package simulate drives many nodes in lock-step rounds. State variables and actions carry
// the names of tla/RoundCoordination.tla; the requirement ids FTC-n in the comments are those of spec/protocol.md.
//
// A [Peer] is a node for links that lose, double and reorder messages, as pure as a Node, with the names of
// tla/MessageCoordination.tla. Package simulate has such links.
//
// All arithmetic is exact, in a prime [Field]. Package approximation is the same protocol in float64.
package core
