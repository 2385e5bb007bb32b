package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kizami/core"
)

// The random digraphs of the comparison.
const (
	randomDigraphs = 200
	randomSeed     = 1
)

// compareReference runs the extracted reference on all runs of Vectors.v round by round, on the same with 2^61−1, on random
// digraphs, and on what `kizami vectors` tells, and compares every value. It returns how many it compared.
func compareReference(ctx context.Context, at place, out io.Writer) (values int, err error) {
	program, err := compileReference(ctx, at)
	if err != nil {
		return 0, err
	}
	var played []outcome
	for _, r := range vectorRuns() {
		played = append(played, r.everyRound()...)
		r.prime = core.MersennePrime
		played = append(played, r.everyRound()...)
	}
	small := len(played)
	for _, r := range randomRuns(randomDigraphs, randomSeed) {
		played = append(played, r.mustPlay(toTheEnd))
	}
	said, err := replay(ctx, program, played)
	if err != nil {
		return 0, err
	}
	if values, err = compare(played, said); err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "%d runs on 2 and 3 nodes up to every round, %d on %d random digraphs of 2 to 12 nodes (seed %d): %d values\n",
		small, len(played)-small, randomDigraphs, randomSeed, values)
	more, err := compareVectors(ctx, program, out)
	return values + more, err
}

// extraction is the file that writes the reference as an OCaml program.
const extraction = "Extract.v"

// compileReference makes a program of what Extract.v writes and of replay.ml.
func compileReference(ctx context.Context, at place) (program string, err error) {
	if said, err := command(ctx, at.scratch, "timeout", at.limit, "coqc", "-q", "-w", "none", "-R", ".", "Kizami", extraction).CombinedOutput(); err != nil {
		return "", fmt.Errorf("the reference cannot be extracted: %s", said)
	}
	text, err := os.ReadFile(filepath.Join(at.source, "replay.ml"))
	if err == nil {
		err = os.WriteFile(filepath.Join(at.scratch, "replay.ml"), text, 0o644)
	}
	if err != nil {
		return "", err
	}
	said, err := command(ctx, at.scratch, "ocamlfind", "ocamlopt", "-package", "zarith", "-linkpkg", "-w", "-a",
		"reference.mli", "reference.ml", "replay.ml", "-o", "replay").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("the extracted reference cannot be compiled: %s", said)
	}
	return filepath.Abs(filepath.Join(at.scratch, "replay"))
}

// request writes a run for replay.ml.
func (o outcome) request() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %d %d %d %d", o.prime, o.nodes, o.bound, o.rounds, len(o.arcs))
	for _, a := range o.arcs {
		fmt.Fprintf(&b, " %d %d", a.From, a.To)
	}
	return b.String() + " " + strings.TrimSpace(join(o.values)+" "+join(o.probes)) + "\n"
}

// replay lets the reference do the runs and returns the state of every node of every run.
func replay(ctx context.Context, program string, runs []outcome) ([][]told, error) {
	var requests strings.Builder
	for _, o := range runs {
		requests.WriteString(o.request())
	}
	c := command(ctx, ".", program)
	var fault bytes.Buffer
	c.Stdin, c.Stderr = strings.NewReader(requests.String()), &fault
	said, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("the extracted reference: %w: %s", err, fault.String())
	}
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	all := make([][]told, len(runs))
	for i, o := range runs {
		if len(lines) < o.nodes {
			return nil, fmt.Errorf("the extracted reference ended early, at %v", o.run)
		}
		for _, line := range lines[:o.nodes] {
			node := told{}
			for _, field := range strings.Fields(line) {
				name, value, _ := strings.Cut(field, "=")
				node[name] = value
			}
			all[i] = append(all[i], node)
		}
		lines = lines[o.nodes:]
	}
	return all, nil
}

// compare holds what the reference said of the nodes against what core did, and counts the values.
func compare(runs []outcome, said [][]told) (values int, err error) {
	for i, o := range runs {
		for j, s := range o.state {
			want, got := tell(s), said[i][j]
			for _, name := range slices.Sorted(maps.Keys(want)) {
				if want[name] != got[name] {
					return 0, fmt.Errorf("node %d after round %d: the reference has the %s %s, the kit %s; %v", j, o.rounds, name, got[name], want[name], o.run)
				}
				if want[name] != "" {
					values += 1 + strings.Count(want[name], ",")
				}
			}
		}
	}
	return values, nil
}
