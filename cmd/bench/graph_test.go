package main

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kizami/core"
)

var small = []graph{{Nodes: 100}, {Nodes: 1000}, {Nodes: 300, Short: true}}

func TestGraphsAreConnectedAndGoBothWays(t *testing.T) {
	for _, g := range small {
		arcs := g.Arcs()
		if _, err := core.NewDigraph(g.Nodes, arcs); err != nil {
			t.Errorf("%s: %v", g.Name(), err)
		}
		if mean := float64(len(arcs)) / float64(g.Nodes); mean < 7.5 || mean > 8 {
			t.Errorf("%s: %.2f neighbours in the mean, want nearly 8", g.Name(), mean)
		}
		for _, a := range arcs {
			if !slices.Contains(arcs, core.Arc{From: a.To, To: a.From}) {
				t.Fatalf("%s: no arc back from %d to %d", g.Name(), a.To, a.From)
			}
			apart := max(a.From-a.To, a.To-a.From)
			if g.Short && min(apart, g.Nodes-apart) > window {
				t.Fatalf("%s: %d and %d are %d apart", g.Name(), a.From, a.To, apart)
			}
		}
	}
}

func TestGraphsStayTheSame(t *testing.T) {
	digest := fnv.New64a()
	for _, g := range small {
		fmt.Fprintln(digest, g.Arcs())
	}
	if got := fmt.Sprintf("%x", digest.Sum(nil)); got != "3a383e506cd36631" {
		t.Errorf("digest %s", got)
	}
}

func TestGraphFile(t *testing.T) {
	folder, g := t.TempDir(), graph{Nodes: 100}
	if err := g.Write(folder); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(folder, "random-100.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	want := []string{fmt.Sprintf("%d %d", g.Nodes, len(g.Arcs()))}
	for _, a := range g.Arcs() {
		want = append(want, fmt.Sprintf("%d %d", a.From, a.To))
	}
	var got []string
	for lines.Scan() {
		got = append(got, lines.Text())
	}
	if !slices.Equal(got, want) {
		t.Errorf("the file begins with %q and has %d lines, want %q and %d", got[:3], len(got), want[:3], len(want))
	}
	if err := g.Write(filepath.Join(folder, "none")); err == nil {
		t.Error("writing into a folder that does not exist succeeded")
	}
}
