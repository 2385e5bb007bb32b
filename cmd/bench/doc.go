// Command bench measures the kit next to what bounds it and next to its peers, and prints one table: `make bench`.
//
// It writes graph files, has the benchmark of package csr read them, and runs scipy and tvopt on the same files in a Python
// environment that is made for the purpose and removed again. Without Python or the package index the table lacks those
// two columns. Ratios compare best windows on one core. scipy and tvopt compute in float64, the kit exactly; tvopt models
// message passing and is not built for speed. More than 1 of gather-only is no mistake: the plain loop goes through the
// nodes in order, package csr through rows of the same length together, whose ends a processor predicts better.
//
// A graph file is text in ASCII. Its first line says how many nodes and arcs there are; every further line is an arc, from
// and to, two numbers with one space between them, nodes counted from 0. Arcs come ordered by from, then to, none twice,
// no loops, and for each the arc back, since tvopt's networks are undirected. Node j starts with the value 7919·j mod 1000.
package main
