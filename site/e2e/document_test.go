package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"testing"

	"kizami/core/scenario"
)

// document is a scenario as a person writes it, for tests that change one part.
type document struct {
	Kizami  int `json:"kizami"`
	Digraph struct {
		Nodes int      `json:"nodes"`
		Arcs  [][2]int `json:"arcs"`
	} `json:"digraph"`
	Values   []any          `json:"values"`
	Ending   map[string]any `json:"ending,omitempty"`
	Quantum  string         `json:"quantum,omitempty"`
	Capacity int            `json:"capacity,omitempty"`
}

// documentOf returns a scenario without what the engine adds by itself.
func documentOf(t *testing.T, s *scenario.Scenario) *document {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	d := new(document)
	if err := json.Unmarshal(data, d); err != nil {
		t.Fatal(err)
	}
	d.Quantum, d.Capacity = "", 0
	return d
}

// send replaces the nodes that a node sends to; like the page, it keeps the arcs in order of their senders.
func (d *document) send(node int, to ...int) {
	var arcs [][2]int
	for _, arc := range d.Digraph.Arcs {
		if arc[0] != node {
			arcs = append(arcs, arc)
		}
	}
	for _, i := range to {
		arcs = append(arcs, [2]int{node, i})
	}
	slices.SortStableFunc(arcs, func(a, b [2]int) int { return a[0] - b[0] })
	d.Digraph.Arcs = arcs
}

func (d *document) text() string {
	data, err := json.Marshal(d)
	if err != nil {
		panic(err) // unreachable: nothing in a document cannot be written
	}
	return string(data)
}

func parse(t *testing.T, text string) *scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

func faultOf(t *testing.T, text string) *scenario.Error {
	t.Helper()
	var fault *scenario.Error
	if _, err := scenario.Parse([]byte(text)); !errors.As(err, &fault) {
		t.Fatalf("%s is not refused: %v", text, err)
	}
	return fault
}

// words is a dictionary of the page.
type words map[string]string

func wordsOf(t *testing.T, lang string) words {
	t.Helper()
	data, err := os.ReadFile("../i18n/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	w := words{}
	if err := json.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

var gap = regexp.MustCompile(`\{(\w+)\}`)

// sentence is what the page has to say about a fault.
func (w words) sentence(t *testing.T, code string, args map[string]any) string {
	t.Helper()
	pattern, ok := w["error."+code]
	if !ok {
		t.Fatalf("no sentence for the error %s", code)
	}
	return gap.ReplaceAllStringFunc(pattern, func(name string) string {
		value, ok := args[name[1:len(name)-1]]
		if !ok {
			t.Fatalf("the sentence of %s wants %s, the error has %v", code, name, args)
		}
		return fmt.Sprint(value)
	})
}
