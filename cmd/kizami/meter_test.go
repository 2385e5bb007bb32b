package main

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kizami/tla/tlc"
)

// A notebook is a meter that keeps what it is told.
type notebook []string

func (n *notebook) begin(index, of int, what string) { n.note("begin %d/%d %s", index, of, what) }
func (n *notebook) tick(what string)                 { n.note("tick %s", what) }
func (n *notebook) end(index, of int, what string)   { n.note("end %d/%d %s", index, of, what) }
func (n *notebook) close()                           {}
func (n *notebook) note(format string, args ...any)  { *n = append(*n, fmt.Sprintf(format, args...)) }

// overlap is what Check reports of two models side by side.
func overlap(report func(tlc.Progress)) {
	a := tlc.Progress{Model: tlc.Model{Name: "A", Distinct: 7}, Index: 0, Of: 2, Phase: tlc.Parsing}
	b := tlc.Progress{Model: tlc.Model{Name: "B", Distinct: 9}, Index: 1, Of: 2, Phase: tlc.Parsing}
	report(a)
	report(b)
	b.Phase, b.Done = tlc.Finished, &tlc.ModelReport{Model: "B", Got: "holds", Distinct: 9, Seconds: 1.25}
	report(b)
	a.Phase, a.Counts, a.Elapsed = tlc.Searching, tlc.Counts{Distinct: 3}, 2100*time.Millisecond
	report(a)
	a.Phase, a.Done = tlc.Finished, &tlc.ModelReport{Model: "A", Got: "broken", Seconds: 3}
	report(a)
}

func TestCheckProgress(t *testing.T) {
	var n notebook
	overlap(checkProgress(&n))
	want := notebook{
		"begin 0/2 A", "tick A: parsing, 0 of 7 states, 0s", "begin 1/2 B", "tick A, B", "end 1/2 B: holds, 9 states, 1.2 s",
		"tick A: searching, 3 of 7 states, 2s", "end 0/2 A: broken, 0 states, 3.0 s",
	}
	if diff := cmp.Diff(want, n); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Where there is no terminal, each line names its model's own place.
func TestProgressLines(t *testing.T) {
	var b bytes.Buffer
	overlap(checkProgress(newMeter(&b)))
	want := "[1/2] A\n[2/2] B\n[2/2] B: holds, 9 states, 1.2 s\n[1/2] A: broken, 0 states, 3.0 s\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The bar counts what has ended, in whatever order.
func TestProgressBar(t *testing.T) {
	m := &barMeter{w: &bytes.Buffer{}}
	report := checkProgress(m)
	ended := []float64{}
	overlap(func(p tlc.Progress) {
		report(p)
		ended = append(ended, m.bar.State().CurrentPercent)
	})
	if diff := cmp.Diff([]float64{0, 0, 0.5, 0.5, 1}, ended); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	m.close()
}
