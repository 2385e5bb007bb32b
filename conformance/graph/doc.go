// Package graph compares state graphs. [Equal] holds a graph of TLC against the steps of core in both directions;
// [Explore] spans the graph that steps lead to. [Replay] follows a [Walk] in a network that is never restored, and
// [Vectors] are walks that together take every step of a graph of messages.
package graph
