// Command check builds the machine-checked proofs of spec/proof and refuses what is not a proof: unfinished ones, axioms,
// theorems that Assumptions.v does not list, another Coq. Then it runs the extracted reference on the kit's own runs.
//
//	go run ./spec/proof/check              build and check everything (make proof)
//	go run ./spec/proof/check -vectors     write Vectors.v anew
//	go run ./spec/proof/check -mutants     break each definition once and see who notices (make proof-mutants)
//
// It is run at the root of the repository. What it builds goes to .cache/proof; nothing in spec/proof changes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// place says where things are.
type place struct {
	source  string // the folder of the proofs
	scratch string // the folder to build in
	limit   string // the seconds that one file may take: a proof that loops must not hang the check
}

func main() {
	vectors := flag.Bool("vectors", false, "write Vectors.v anew, and nothing else")
	mutants := flag.Bool("mutants", false, "try the mutants of the proofs, and nothing else; arguments name some of them")
	update := flag.Bool("update", false, "with -mutants: write what notices them into the table and spec/mutants.md")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	at := place{filepath.Join("spec", "proof"), filepath.Join(".cache", "proof"), "300"}
	var err error
	switch {
	case *vectors:
		err = os.WriteFile(filepath.Join(at.source, "Vectors.v"), []byte(vectorsText(vectorRuns())), 0o644)
	case *mutants:
		err = tryMutants(ctx, at, flag.Args(), *update, os.Stdout)
	default:
		err = checkAll(ctx, at, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "proof:", err)
		os.Exit(1)
	}
}

// checkAll builds the proofs, asks what each theorem assumes and compares the reference with the kit.
func checkAll(ctx context.Context, at place, out io.Writer) error {
	begin := time.Now()
	passed, err := prove(ctx, at, out)
	if err != nil {
		return err
	}
	if _, err := compareReference(ctx, at, out); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d s; no listed theorem stands on an axiom:\n%d passed, 0 failed\n", int(time.Since(begin).Seconds()), passed)
	return nil
}

// prove refuses what is no proof and returns how many theorems are listed, all of which hold.
func prove(ctx context.Context, at place, out io.Writer) (passed int, err error) {
	if err := checkVersions(ctx); err != nil {
		return 0, err
	}
	p, err := readProject(at.source)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(p.faults()...); err != nil {
		return 0, err
	}
	if err := build(ctx, at, p, out); err != nil {
		return 0, err
	}
	return askAssumptions(ctx, at, p, out)
}
