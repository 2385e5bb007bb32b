package csr_test

import (
	"bufio"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kizami/cmd/bench/csr"
	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

var graphs = flag.String("graphs", "", "folder of graph files (cmd/bench) for BenchmarkAdvance, instead of random digraphs")

// One round of two words at all nodes, next to a plain loop over the digraph that only gathers and adds: the best window of
// each, taken in turns.
func BenchmarkAdvance(b *testing.B) {
	if *graphs == "" {
		for _, n := range []int{100, 1000, 10_000} {
			b.Run(fmt.Sprintf("random-%d", n), func(b *testing.B) { benchmarkAdvance(b, coretest.Must(family.Random(n, 8, 1))(b)) })
		}
		return
	}
	files := coretest.Must(filepath.Glob(filepath.Join(*graphs, "*.txt")))(b)
	if len(files) == 0 {
		b.Fatalf("no graph file in %s", *graphs)
	}
	for _, path := range files {
		b.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(b *testing.B) { benchmarkAdvance(b, readGraph(b, path)) })
	}
}

func benchmarkAdvance(b *testing.B, g csr.Neighbours) {
	n, rows, loop := g.Nodes(), csr.New(g), csr.NewGather(g)
	words := coretest.RandomElements(core.Exact, 2*n, rand.New(rand.NewPCG(18, 0)))
	next, sums := make([]core.Element, 2*n), make([]csr.Pair, n)
	checkRound(b, g, rows, words)
	repeats := max(1, 100_000/n)
	gather, advance := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		for range repeats {
			loop.Run(sums)
		}
		middle := time.Now()
		for range repeats {
			if err := rows.Advance(next, words, 2); err != nil {
				b.Fatal(err)
			}
			next, words = words, next
		}
		gather, advance = min(gather, middle.Sub(start)), min(advance, time.Since(middle))
	}
	b.ReportMetric(float64(n*repeats)/advance.Seconds(), "node-updates/s")
	b.ReportMetric(gather.Seconds()/advance.Seconds(), "of-gather-only")
	b.ReportMetric(0, "ns/op")
}

// checkRound compares one round with the sums as FTC-5 states them, on graphs that are too large for a network.
func checkRound(b *testing.B, g csr.Neighbours, rows *csr.Rows, words []core.Element) {
	f, next := core.Exact, make([]core.Element, len(words))
	if err := rows.Advance(next, words, 2); err != nil {
		b.Fatal(err)
	}
	for j := range g.Nodes() {
		for w := range 2 {
			share := func(i int) core.Element {
				return f.Mul(words[2*i+w], f.Inverse(core.Element(1+g.OutDegree(i))))
			}
			sum := share(j)
			for _, i := range g.In(j) {
				sum = f.Add(sum, share(i))
			}
			if next[2*j+w] != sum {
				b.Fatalf("node %d, word %d: %d, want %d", j, w, next[2*j+w], sum)
			}
		}
		if j == 1000 {
			break // inverses are slow
		}
	}
}

// largeDigraph has as many nodes as a file says, which may be more than MaxNodes.
type largeDigraph struct{ in, out [][]int }

func (g largeDigraph) Nodes() int          { return len(g.in) }
func (g largeDigraph) In(j int) []int      { return g.in[j] }
func (g largeDigraph) OutDegree(j int) int { return len(g.out[j]) }

// readGraph reads a graph file: nodes and arcs in the first line, then from and to of every arc, ordered by from.
func readGraph(b *testing.B, path string) largeDigraph {
	file := coretest.Must(os.Open(path))(b)
	defer file.Close()
	reader, nodes, arcs := bufio.NewReaderSize(file, 1<<20), 0, 0
	coretest.Must(fmt.Fscanln(reader, &nodes, &arcs))(b)
	in, out := make([][]int, nodes), make([][]int, nodes)
	for range arcs {
		from, to := readNumber(b, reader), readNumber(b, reader)
		in[to], out[from] = append(in[to], from), append(out[from], to)
	}
	return largeDigraph{in, out}
}

func readNumber(b *testing.B, reader *bufio.Reader) (number int) {
	for {
		digit, err := reader.ReadByte()
		if err != nil {
			b.Fatal(err)
		}
		if digit < '0' {
			return number
		}
		number = 10*number + int(digit-'0')
	}
}
