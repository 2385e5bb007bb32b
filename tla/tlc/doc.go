// Package tlc finds TLC, the TLA+ model checker, runs it on the models of package
// tla, and reads what it answers: verdicts, counts, counterexamples,
// state graphs and simulated traces, all as typed values.
//
// Everything that reads (values, states, graphs, traces) works
// without Java. What runs TLC needs Java on the PATH and, once, Maven.
//
// TLC runs in a process group of its own with a fixed locale, and ends with
// the process that runs it, on Unix even if that is killed. What a killed one
// leaves in the folder for temporary files goes at the next run. While TLC
// runs, SIGTSTP (Ctrl-Z) is caught, so as to stop it too.
package tlc
