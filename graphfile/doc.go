// Package graphfile reads and writes digraphs in the formats that people already have: edge lists, adjacency matrices and
// lists, GraphML, DOT, Matrix Market and the node-link JSON of NetworkX.
//
// [Read] finds the format by the content and keeps the names of nodes. What the file has and a digraph of this kit has not is
// told, never dropped without a word: self-loops and repeated arcs are counted, edges without a direction become arcs both
// ways, and weights are refused unless they are all 1 or the caller asks to ignore them. [Graph.Digraph] requires strong
// connection; [Graph.Largest] goes on with the greatest part that has it.
package graphfile
