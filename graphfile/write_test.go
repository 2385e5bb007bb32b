package graphfile

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kizami/core"
)

// names are such as break formats; those of Kizami's own are numbers.
var names = []string{"a", "Zürich HB", "京都", "x,y", `say "so"`, "#1", "%", "node", "a{b}", "1.5", "-3", "semi;colon", "<&>", "1e3", "it's", "x:y"}

// randomGraph has a cycle through all nodes and as many arcs more.
func randomGraph(r *rand.Rand, numbered bool) *Graph {
	n := 2 + r.IntN(9)
	g := &Graph{}
	for i, k := range r.Perm(len(names))[:n] {
		if numbered {
			g.Names = append(g.Names, fmt.Sprint(i+1))
		} else {
			g.Names = append(g.Names, names[k])
		}
	}
	for i := range n {
		g.Arcs = append(g.Arcs, core.Arc{From: i, To: (i + 1) % n})
		if a := (core.Arc{From: r.IntN(n), To: r.IntN(n)}); a.From != a.To {
			g.Arcs = append(g.Arcs, a)
		}
	}
	slices.SortFunc(g.Arcs, byEnds)
	g.Arcs = slices.Compact(g.Arcs)
	return g
}

// named returns arcs by name, in order.
func (g *Graph) named() (all []string) {
	for _, a := range g.Arcs {
		all = append(all, g.Names[a.From]+" → "+g.Names[a.To])
	}
	slices.Sort(all)
	return all
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	const seed = 15
	r := rand.New(rand.NewPCG(seed, 0))
	for trial := range 300 {
		for _, format := range Formats() {
			g := randomGraph(r, trial%3 == 0)
			text, err := Write(g, format)
			if err != nil {
				t.Fatal(err)
			}
			again, err := Read(text, Options{Format: format})
			if err != nil {
				t.Fatalf("seed %d, %s: %v\n%s", seed, format, err, text)
			}
			want := g.named()
			if format == "kizami" || format == "matrix-market" {
				g.Names = again.Names // which keep places only
				want = g.named()
			}
			if diff := cmp.Diff(want, again.named()); diff != "" {
				t.Fatalf("seed %d, %s: %s\n%s", seed, format, diff, text)
			}
			if detected, err := Detect(text); detected != format && (err == nil || !strings.Contains(err.Error(), "name the format")) &&
				!(format == "adjacency-list" && detected == "edges") {
				t.Fatalf("seed %d, %s: found %s, %v\n%s", seed, format, detected, err, text)
			}
		}
	}
}

func TestDrawing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 0))
	for range 20 {
		g := randomGraph(r, false)
		picture, err := g.SVG()
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(picture, new(struct{})); err != nil {
			t.Error(err)
		}
		if circles, paths := strings.Count(string(picture), "<circle"), strings.Count(string(picture), "<path d=\"M")-1; circles != len(g.Names) ||
			paths != len(g.Arcs) || strings.Contains(string(picture), "NaN") {
			t.Errorf("%d circles and %d arrows of %d nodes and %d arcs", circles, paths, len(g.Names), len(g.Arcs))
		}
		if again, _ := g.SVG(); string(again) != string(picture) {
			t.Error("another drawing at the second call")
		}
	}
	if _, err := (&Graph{Names: make([]string, MaxDrawn+1)}).SVG(); err == nil {
		t.Error("a drawing of too many nodes")
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range written {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := Read(data, Options{IgnoreWeights: true})
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a sentence: %q", err)
			}
			return
		}
		part, _ := g.Largest()
		if _, err := part.Digraph(); err != nil {
			t.Error(err)
		}
	})
}
