// Package stepsize is the learning layer of spec/learning.md: nodes with private losses minimise the mean of the losses
// together, each proposes step sizes by itself, and the nodes coordinate (package core) on one that all of them apply.
//
// A [Learner] is one node and a pure machine, as core.Node is: no goroutine, clock, I/O or global. In every epoch it
// proposes a step size ([Learner.Propose]), adopts the common one ([Learner.Adopt]), takes its step ([Learner.Apply])
// and moves to the average of all nodes' results ([Learner.Move]). A [Run] drives one learner at every vertex of a
// digraph, does the coordinations between, counts what they cost, and checks in every epoch that all nodes hold the
// same bits. Variables and actions carry the names of tla/AutomatedStepsize.tla; the ids FTC-n are those of
// spec/learning.md.
//
// Floating-point numbers are used between coordinations only. No product is fused with a sum, so a run gives the same
// bits on every machine whenever the losses do.
package stepsize
