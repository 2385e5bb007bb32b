// Package scenario is a run as data: strict JSON in ([Parse]), an outcome ([Scenario.Average]) or a whole trace
// ([Scenario.Trace]) out. The command, the page and the Worker all come through this door. The formats are
// spec/scenario.schema.json, spec/outcome.schema.json and spec/trace.schema.json; spec/protocol.md
// and spec/bracket.md say what runs.
//
// Everything that can be wrong with a scenario is an [*Error] from Parse, before anything runs.
package scenario
