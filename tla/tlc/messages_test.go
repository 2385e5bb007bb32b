package tlc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// collect feeds output to a collector in pieces of the given size.
func collect(output string, size int) (*collector, *messageWriter) {
	c := &collector{phase: Parsing}
	w := &messageWriter{handle: c.handle}
	for len(output) > 0 {
		n := min(size, len(output))
		w.Write([]byte(output[:n]))
		output = output[n:]
	}
	w.flush()
	return c, w
}

func wrap(code, severity, body string) string {
	return "@!@!@STARTMSG " + code + ":" + severity + " @!@!@\n" + body + "\n@!@!@ENDMSG " + code + " @!@!@\n"
}

func TestCollectCounts(t *testing.T) {
	output := wrap("2262", "0", "TLC2 Version 2.18 of 20 March 2023") +
		"Parsing file /tmp/Integers.tla\nSemantic processing of module Integers\n" +
		wrap("2191", "0", "Finished computing initial states: 4 states generated, with 3 of them distinct at 2026-11-23 19:31:01.") +
		wrap("2200", "0", "Progress(5) at 2026-11-23 19:32:00: 1,440 states generated (135,423 s/min), 360 distinct states found (33,855 ds/min), 12 states left on queue.") +
		wrap("2193", "0", "Model checking completed. No error has been found.") +
		wrap("2199", "0", "1450 states generated, 365 distinct states found, 0 states left on queue.") +
		wrap("2194", "0", "The depth of the complete state graph search is 6.")
	for _, size := range []int{1, 7, 1 << 20} {
		c, w := collect(output, size)
		want := Counts{Initial: 4, InitialDistinct: 3, Generated: 1450, Distinct: 365, Depth: 6}
		if diff := cmp.Diff(want, c.result.Counts); diff != "" || c.problem != nil {
			t.Errorf("%v (-want +got):\n%s", c.problem, diff)
		}
		if c.result.Banner != "Version 2.18 of 20 March 2023" || !c.success || len(w.tail) > 0 || c.phase != Searching {
			t.Errorf("banner %q, success %v, tail %q, phase %q", c.result.Banner, c.success, w.tail, c.phase)
		}
	}
}

func TestCollectLasso(t *testing.T) {
	c, _ := collect(wrap("2116", "1", "Temporal properties were violated.\n")+
		wrap("2264", "1", "The following behavior constitutes a counter-example:\n")+
		wrap("2217", "4", "1: <Initial predicate>\nn = 0\n")+
		wrap("2217", "4", "2: <Go(1, 2) line 7, col 8 to line 7, col 108 of module M>\nn = 1\n")+
		wrap("2217", "4", "3: <Go line 7, col 8 to line 7, col 108 of module M>\nn = 0\n")+
		wrap("2122", "4", "2: Back to state: <Go line 7, col 8 to line 7, col 108 of module M>\n"), 100)
	want := Counterexample{BackTo: 2, Steps: []Step{
		{1, "", "", State{"n": Int(0)}},
		{2, "Go(1, 2)", "line 7, col 8 to line 7, col 108 of module M", State{"n": Int(1)}},
		{3, "Go", "line 7, col 8 to line 7, col 108 of module M", State{"n": Int(0)}},
	}}
	if diff := cmp.Diff(want, c.result.Counterexample); diff != "" || c.problem != nil {
		t.Errorf("%v (-want +got):\n%s", c.problem, diff)
	}
	told := "1. Init\n   /\\ n = 0\n2. Go(1, 2)\n   /\\ n = 1\n3. Go\n   /\\ n = 0\nand from step 2 on again, for ever\n"
	if diff := cmp.Diff(told, c.result.Counterexample.String()); diff != "" {
		t.Error(diff)
	}
}

// Some messages nest, some are torn by an exception, some never end.
func TestCollectOddOutput(t *testing.T) {
	nested := wrap("1000", "1", "TLC threw an unexpected exception.\nThe exception was a tlc2.tool.ConfigFileException\n: "+
		strings.TrimSuffix(wrap("5001", "0", "TLC cannot read the configuration file Nope.cfg:\nFile not found."), "\n"))
	for _, c := range []struct{ output, reason string }{
		{wrap("1000", "1", "before\n"+wrap("5001", "0", "inside")+"after"), "before inside after"},
		{nested, "TLC cannot read the configuration file Nope.cfg: File not found."},
		{"Exception in thread \"main\" X: " + wrap("2162", "0", "The directory exists.\nTry again."), "Exception in thread \"main\" X: The directory exists. Try again."},
		{"\n  one\n\ntwo", "one two"},
		{"***Parse Error***\nWas expecting =\n" + strings.Repeat("in module M\n", 40) + wrap("3002", "1", "Parsing or semantic analysis failed."),
			"Was expecting =" + strings.Repeat(" in module M", maxTail-1)},
		{"first\n" + strings.Repeat("more\n", maxTail), strings.TrimSpace(strings.Repeat(" more", maxTail))},
		{"@!@!@STARTMSG 2199:0 @!@!@\nnever closed", ""},
		{strings.Repeat("x", 400), strings.Repeat("x", 300) + "..."},
	} {
		got, w := collect(c.output, 50)
		if reason := reason(got.errors, w.tail); reason != c.reason {
			t.Errorf("%.60q: got %q, want %q", c.output, reason, c.reason)
		}
	}
}
