package tlc

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseState(t *testing.T) {
	for _, c := range []struct {
		text string
		want State
	}{
		{"n = 0", State{"n": Int(0)}},
		{"/\\ n = 0", State{"n": Int(0)}},
		{"/\\ n = 0\n/\\ s = \"\\n/\\\\ x = 1\"\n\n", State{"n": Int(0), "s": String("\n/\\ x = 1")}},
		{"/\\ a = ( 0 :> 1 @@\n  1 :> 2 )\n/\\ b = {}", State{"a": Function{{Int(0), Int(1)}, {Int(1), Int(2)}}, "b": Set{}}},
	} {
		got, err := ParseState(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
		again, err := ParseState(got.String())
		if err != nil || !got.Equal(again) {
			t.Errorf("%q is printed as %q and read back as %v (%v)", c.text, got, again, err)
		}
	}
}

func TestParseStateErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "line 1, column 1: expected a name, found the end"},
		{"n", "line 1, column 2: expected =, found the end"},
		{"n = 1 m = 2", `line 1, column 7: expected /\ or the end, found "m = 2"`},
		{"n = 1\n/\\ m = 2", `line 2, column 1: expected /\ or the end, found "/\\ m = 2"`},
		{"/\\ n = 1\n/\\ n = 1", "line 2, column 4: the variable n is given twice"},
		{"/\\ n = 1\n/\\ m = ?", `line 2, column 8: expected a value, found "?"`},
		{"/\\ n = 1\x00", `line 1, column 9: expected /\ or the end, found "\x00"`},
	} {
		if s, err := ParseState(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%q: got %v, %v, want the error %s", c.text, s, err, c.want)
		}
	}
}

const traceText = `---------------- MODULE trace_0_0 -----------------
STATE_1 == 
/\ n = 0
/\ f = ( 0 :> 1 @@
  1 :> 2 )


STATE_2 == 
/\ n = 1
/\ f = (0 :> 1 @@ 1 :> 2)


=================================================
`

func TestParseTrace(t *testing.T) {
	f := Function{{Int(0), Int(1)}, {Int(1), Int(2)}}
	want := []State{{"n": Int(0), "f": f}, {"n": Int(1), "f": f}}
	newer := strings.ReplaceAll(traceText, "STATE_2 == ", "\\* <Next line 1, col 1 to line 2, col 2 of module M>\nSTATE_2 ==")
	for _, text := range []string{traceText, newer} {
		got, err := ParseTrace(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestParseTraceErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{traceText, "", "trace, line 0: expected the header of a module"},
		{"---------------- MODULE", "MODULE", "trace, line 1: expected the header of a module"},
		{"=", "", "trace, line 10: the trace breaks off"}, // only the last line
		{"STATE_2", "STATE_3", "trace, line 8: expected STATE_2, found STATE_3"},
		{"STATE_1", "STATE_2", "trace, line 2: expected STATE_1, found STATE_2"},
		{"STATE_1 == \n", "", "trace, line 2: expected STATE_1"},
		{"/\\ n = 1", "/\\ n = !", `trace, line 9: column 8: expected a value, found "!\n/\\ f = ("`},
		{"1 :> 2 )", "1 :> 2", `trace, line 7: column 1: expected @@ or ), found the end`},
	} {
		text := strings.ReplaceAll(traceText, c.old, c.new)
		if c.old == "=" {
			text = strings.TrimRight(traceText, "=\n")
		}
		if s, err := ParseTrace(strings.NewReader(text)); err == nil || err.Error() != c.want {
			t.Errorf("%q for %q: got %v, %v, want the error %s", c.new, c.old, s, err, c.want)
		}
	}
}
