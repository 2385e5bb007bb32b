// Package tlc finds TLC, the TLA+ model checker, runs it on the models of package
// tla, and reads what it answers: verdicts, counts, counterexamples,
// state graphs and simulated traces, all as typed values.
//
// Everything that reads (values, states, graphs, traces) works
// without Java. What runs TLC needs Java on the PATH and, once, Maven.
package tlc
