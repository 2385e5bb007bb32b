package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"kizami/core"
	"kizami/core/family"
)

// A graph is connected, undirected and sparse: a ring through all nodes and three times as many further edges, of which
// repetitions and loops are dropped, so a node has nearly eight neighbours. Seeded with its size.
type graph struct {
	Nodes int
	Short bool // edges join nodes that are at most window apart on the ring; otherwise any two, and the ring is shuffled
}

// window is how far a short edge reaches.
const window = 64

var graphs = []graph{{Nodes: 100}, {Nodes: 1000}, {Nodes: 10_000}, {Nodes: 100_000}, {Nodes: 1_000_000}, {Nodes: 1_000_000, Short: true}}

// Name is how files, benchmarks and peers call the graph.
func (g graph) Name() string {
	if g.Short {
		return fmt.Sprintf("short-edged-%d", g.Nodes)
	}
	return fmt.Sprintf("random-%d", g.Nodes)
}

// Arcs returns both directions of every edge, ordered.
func (g graph) Arcs() []core.Arc {
	random := rand.New(rand.NewPCG(uint64(g.Nodes), 8))
	ring := make([]int, g.Nodes)
	for place := range ring {
		ring[place] = place
	}
	if !g.Short {
		ring = random.Perm(g.Nodes)
	}
	var arcs []core.Arc
	join := func(i, j int) {
		if i != j {
			arcs = append(arcs, core.Arc{From: i, To: j}, core.Arc{From: j, To: i})
		}
	}
	for place, j := range ring {
		join(j, ring[(place+1)%g.Nodes])
		for range 3 {
			if g.Short {
				join(j, (j+1+random.IntN(window))%g.Nodes)
			} else {
				join(j, random.IntN(g.Nodes))
			}
		}
	}
	slices.SortFunc(arcs, func(a, b core.Arc) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	return slices.Compact(arcs)
}

// Write writes the graph file into a folder.
func (g graph) Write(folder string) error { return write(folder, g.Name(), g.Nodes, g.Arcs()) }

// bracketNodes are the sizes of the random digraphs of out-degree 3 that the bracket is measured on, bracketFolder is where
// peers find them, beside the graphs.
var bracketNodes = []int{1000, 10_000, 100_000, 1_000_000}

const bracketFolder = "bracket"

func bracketName(nodes int) string { return fmt.Sprintf("bracket-%d", nodes) }

// writeBracket writes the graph files for the peers of the bracket.
func writeBracket(folder string) error {
	folder = filepath.Join(folder, bracketFolder)
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	for _, n := range bracketNodes {
		g, err := family.Named("random-3", n, 1, 4*n)
		if err != nil {
			return err
		}
		if err := write(folder, bracketName(n), n, g.Arcs()); err != nil {
			return err
		}
	}
	return nil
}

func write(folder, name string, nodes int, arcs []core.Arc) error {
	file, err := os.Create(filepath.Join(folder, name+".txt"))
	if err != nil {
		return err
	}
	defer file.Close()
	buffer := bufio.NewWriterSize(file, 1<<20)
	line := fmt.Appendf(nil, "%d %d\n", nodes, len(arcs))
	for _, a := range arcs {
		buffer.Write(line)
		line = strconv.AppendInt(line[:0], int64(a.From), 10)
		line = strconv.AppendInt(append(line, ' '), int64(a.To), 10)
		line = append(line, '\n')
	}
	buffer.Write(line)
	if err := buffer.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// value is what node j starts with.
func value(j int) int64 { return 7919 * int64(j) % 1000 }
