// Package trace reads recorded runs of nodes that exchange messages and says whether they are behaviours of the
// specification. [Parse] reads the JSON that spec/message-trace.schema.json describes; [Judge] lets TLC decide, and core
// say why an event is forbidden. Runs with the bracket are a [Bracket], which core alone judges; [Read] reads either.
package trace
