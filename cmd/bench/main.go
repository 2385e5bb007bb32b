package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	err := bench(ctx, os.Stdout, os.Stderr)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// benchmarks are run one after the other: what is told meanwhile, the package, which of its benchmarks, how long and how
// often. Of several runs the fastest counts, which is what a busy machine spoils least.
var benchmarks = []struct {
	what, pkg, pattern string
	arguments          []string
}{
	{"one round of all nodes", "kizami/cmd/bench/csr", "^BenchmarkAdvance$", []string{"-benchtime", "2s"}},
	{"Berlekamp–Massey", "kizami/core", "^BenchmarkRecurrence$", []string{"-benchtime", "10x", "-count", "30"}},
	{"coordination of 100 nodes", "kizami/core", "^BenchmarkCoordination$/././^n=100$", []string{"-benchtime", "4x", "-count", "8"}},
	{"coordination of 1,000 nodes, once each", "kizami/core", "^BenchmarkCoordination$/././^n=1000$", []string{"-benchtime", "1x"}},
	{"rounds of the bracket", "kizami/core/simulate", "^BenchmarkBracketRound$", []string{"-benchtime", "2s"}},
	{"averages by the bracket", "kizami/core/simulate", "^BenchmarkBracketAverage$", []string{"-benchtime", "2x"}},
	{"epochs of certified steps", "kizami/core/stepsize", "^BenchmarkCertified$/./^n=100?$", []string{"-benchtime", "200ms", "-count", "3"}},
	{"the same for 1,000 nodes", "kizami/core/stepsize", "^BenchmarkCertified$/./^n=1000$", []string{"-benchtime", "1x"}},
	{"whole runs of certified steps, to 10,000 nodes", "kizami/core/stepsize", "^BenchmarkCertifiedRun$", []string{"-benchtime", "1x"}},
	{"learning epochs", "kizami/core/stepsize", "^BenchmarkEpoch$", []string{"-benchtime", "200ms", "-count", "3"}},
}

// bench measures, prints the table to out and what it is about to do to progress. Only the kit's own benchmarks can fail
// it, and peers that compute something else.
func bench(ctx context.Context, out, progress io.Writer) error {
	folder, err := os.MkdirTemp("", "kizami-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	fmt.Fprintln(progress, "writing the graph files …")
	for _, g := range graphs {
		if err := g.Write(folder); err != nil {
			return err
		}
	}
	if err := writeBracket(folder); err != nil {
		return err
	}
	r := &results{values: map[string]map[string]float64{}}
	for i, b := range benchmarks {
		fmt.Fprintf(progress, "%d of %d: %s …\n", i+1, len(benchmarks)+1, b.what)
		if i == 0 {
			b.arguments = append(b.arguments, "-graphs", folder)
		}
		if err := r.benchmark(ctx, b.pkg, b.pattern, b.arguments...); err != nil {
			return err
		}
	}
	if _, err := exec.LookPath("node"); err != nil {
		fmt.Fprintln(progress, "rounds of the bracket in wasm are not measured: node is not installed")
	} else if err := r.inWasm(ctx); err != nil {
		return err
	}
	fmt.Fprintf(progress, "%d of %d: scipy and tvopt …\n", len(benchmarks)+1, len(benchmarks)+1)
	peers, absent := runPeers(ctx, folder)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	writeTable(out, r, peers)
	return explain(out, peers, absent)
}

// explain says below the table what its columns compare, and fails if the peers computed something else.
func explain(out io.Writer, peers []peer, absent error) error {
	fmt.Fprintln(out, "gather-only: a plain loop over the rows, node by node, that adds and does nothing else. Best windows on one core;")
	fmt.Fprintln(out, "a busy machine spoils those of the largest graphs. Rounds of the bracket carry 4 words and are beside float64 rounds of ratio")
	fmt.Fprintln(out, "consensus on the same rows: of 2 words, and of 4 with a window. Its digraphs are random ones of out-degree 3; scipy's time")
	fmt.Fprintln(out, "for a whole average by the bracket is that of as many rounds of 2 words on such a digraph, without an end.")
	if absent != nil {
		fmt.Fprintf(out, "scipy and tvopt were not measured: %v.\n", absent)
		return nil
	}
	fmt.Fprintln(out, "scipy (its CSR matrix times n × 2 words) and tvopt compute in float64, the kit exactly. All read the same graph files.")
	fmt.Fprintln(out, "tvopt models message passing and is not built for speed; beyond 10,000 nodes its dense matrix does not fit.")
	average, err := exactAverage(graphs[0])
	if err != nil {
		return err
	}
	said, err := agreement(average, graphs[0].Name(), peers)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, said)
	return nil
}
