package main

import (
	"fmt"
	"strconv"
	"strings"

	"kizami/core"
)

// The starts of the probe in the models of tla/, so that the runs on two and three nodes are those of `kizami vectors`.
var modelProbes = []core.Element{31337, 14142, 27182}

// vectorRuns returns the runs of Vectors.v: those of `kizami vectors` on two and three nodes with both endings, and some
// that tell apart what those cannot.
func vectorRuns() []run {
	var all []run
	for n := 2; n <= 3; n++ {
		for _, arcs := range digraphs(n) {
			all = append(all, bothEndings(core.ModelPrime, n, arcs, []core.Element{1, 0, 0}[:n], modelProbes[:n])...)
		}
	}
	star := []core.Arc{{From: 0, To: 1}, {From: 0, To: 2}, {From: 1, To: 0}, {From: 2, To: 0}}
	cycle := []core.Arc{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}}
	values := []core.Element{3, 2, 2}
	all = append(all, bothEndings(core.ModelPrime, 3, star, values, modelProbes)...)                  // the words have two recurrences
	all = append(all, bothEndings(7, 3, star, values, []core.Element{1, 2, 4})...)                    // refused: φ_y is 0
	return append(all, bothEndings(3, 3, cycle, []core.Element{1, 2, 1}, []core.Element{1, 2, 0})...) // refused: the numerator's β sums to 0
}

const vectorsHead = `(* Written by go run ./spec/proof/check -vectors: do not edit. *)
(* What the kit's core does on small digraphs, computed once more by the kernel from Reference.v. A wrong digit is refused. *)
Require Import List NArith Kizami.Reference.
Import ListNotations.
Open Scope N_scope.
Definition show (s : list (node N)) := map (fun x => (numerator N x, denominator N x, probe N x, horizon N x, found N x,
  (decided N x, average N x, stopped N x))) s.
`

// vectorsText returns Vectors.v for the runs.
func vectorsText(runs []run) string {
	var b strings.Builder
	b.WriteString(vectorsHead)
	for i, r := range runs {
		example(&b, i, r.mustPlay(toTheEnd))
	}
	return b.String()
}

func example(b *strings.Builder, number int, done outcome) {
	ending := "Probe"
	if done.bound > 0 {
		ending = fmt.Sprintf("(Bound %s)", natural(done.bound))
	}
	var arcs, rows []string
	for _, a := range done.arcs {
		arcs = append(arcs, fmt.Sprintf("(%s,%s)", natural(a.From), natural(a.To)))
	}
	for _, s := range done.state {
		average := "None"
		if s.Average != nil {
			average = "Some " + element(s.Average[0])
		}
		rows = append(rows, fmt.Sprintf("(%s,%s,%s,%s,%s,(Some %s,%s,Some %s))", coqList(s.Numerator[0]), coqList(s.Denominator), coqList(s.Probe),
			natural(s.Horizon), natural(s.Order), natural(s.Decided), average, natural(s.Stopped)))
	}
	fmt.Fprintf(b, "Example v%d : show (run N (GF %d) %s [%s] %s %s %s %s) = [\n  %s].\nProof. vm_compute. reflexivity. Qed.\n",
		number, done.prime, natural(done.nodes), strings.Join(arcs, ";"), ending, natural(done.rounds), coqList(done.values), coqList(done.probes),
		strings.Join(rows, ";\n  "))
}

func natural(k int) string { return strconv.Itoa(k) + "%nat" }

func coqList(list []core.Element) string { return "[" + strings.ReplaceAll(join(list), " ", ";") + "]" }
