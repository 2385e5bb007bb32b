// Package state holds the states of the models in tla/, in the terms of package core, and the steps that core takes between
// them. There are six levels, each with a file or more of its own:
//
//   - [Rounds] is a state of RoundCoordination.tla, where all nodes take every round together. Core does its one step
//     ([CoreRound]), or goes on by itself ([CoreRounds]).
//   - [Messages] is a state of MessageCoordination.tla, where each node goes its own way and links lose messages. Core does
//     every step that any node can take ([CoreMessages]).
//   - [Repeat] is a state of RepeatCoordination.tla, a later epoch by what a first one has taught, and [Maximum] one of
//     MaximumCoordination.tla, the way to the greatest value. There core is not put into states but runs from a start
//     ([CoreRepeat], [CoreMaximum]).
//   - [Bracket] is a state of BracketCoordination.tla, where nodes with the bracket, or in the race, take every round together.
//     Core runs from a start, and every node is written down and restored after every step ([Start.CoreBracket]).
//   - [BracketMessages] is a state of BracketMessages.tla, the bracket on links that lose. Core does every step that any node
//     can take ([Start.CoreBracketMessages]).
//
// Every level decodes what TLC writes, encodes it again, and says in which variables two states differ. [Start] lists the
// states that a model starts in; [DigraphSet], [ValueSet] and [ProbeSet] know the sets that models name.
package state
