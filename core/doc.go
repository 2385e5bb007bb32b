// Package core is what a node needs to take part in finite-time coordination, as spec/protocol.md states it: the nodes of
// a strongly connected digraph, which may be unbalanced, each know their own value and their own out-degree, and all obtain
// exactly the same average after finitely many rounds.
//
// # Which type for which network
//
//   - [Node]: all nodes do their rounds together, and no message is lost.
//   - [Peer]: links lose, double, delay or reorder messages, nodes go at their own pace, crash and come back.
//   - [Repeat]: later epochs on the same digraph, where rounds are done together: each takes less than half the rounds of
//     the first, an epoch with the probe ending from which every node has kept its [Kernel].
//   - [BracketNode]: the average by mixing, where rounds are done together and a bound on all distances is known: far fewer
//     rounds than Node where the digraph mixes, up to a million nodes, no prime; [BracketPeer]: the same on links that lose.
//   - [RaceNode]: Node and BracketNode together, never later than either.
//   - [Paced]: any [Side] of a run in which all nodes end in the same round, on links that lose, such as [AverageSide]; with a
//     [RollCall] also when nodes lose their state.
//   - [Maximum]: the greatest of all values instead of the average, where rounds are done together.
//
// All are pure machines: no goroutine, clock, I/O, map iteration, global or floating-point number. They compute what to
// send, and take what has arrived; to carry it is the caller's business, and the package's example is a first such caller.
// What happens at n nodes in one process, on perfect links or on bad ones, is simulated by package core/simulate.
//
// All nodes of a deployment agree on a [Config] beforehand: the field, which is [Exact] but in models, the [Ending] and the
// capacity. With [Bound] everybody decides and stops after the same number of rounds. With [Probe] nothing needs to be
// known of the digraph, every node draws a start ([Field.Random]), and nodes decide and stop in different rounds: who
// drives nodes in lock step goes on without those that have stopped.
//
// # What is where
//
//   - field.go, message.go, digraph.go: the arithmetic, what is sent, who sends to whom
//   - ending.go, recurrence.go, projection.go, reconstruct.go: from observations to the average as a [Fraction]
//   - node.go, decide.go: Node; change.go: what an action changed at it, for traces
//   - peer.go, peer_receive.go, peer_state.go: Peer, what it takes in, how it survives a crash
//   - repeat.go, repeat_kernel.go, maximum.go: later epochs and the greatest value
//   - bracket.go, bracket_window.go, bracket_fraction.go: the bracket's numbers; bracket_common.go: what all nodes hold;
//     bracket_node.go, bracket_state.go, bracket_message.go, bracket_peer.go, bracket_peer_state.go, race.go: its nodes
//   - paced.go, average_side.go, roll_call.go: whole runs on links that lose
//
// Rules carry ids: FTC-1 to FTC-20 are stated and argued in spec/protocol.md, FTC-21 to FTC-29 in spec/messages.md, FTC-30
// to FTC-38 in spec/learning.md, FTC-39 to FTC-48 in spec/bracket.md, FTC-49 to FTC-58 in spec/certified.md, FTC-59 to FTC-62 in spec/fleet.md. State variables
// and actions have the names of tla/RoundCoordination.tla, tla/MessageCoordination.tla, tla/RepeatCoordination.tla,
// tla/MaximumCoordination.tla, tla/BracketCoordination.tla and tla/BracketMessages.tla.
package core
