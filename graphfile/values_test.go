package graphfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadsValues(t *testing.T) {
	for _, text := range []string{
		"name,value\nb,2.5\na,1\n", "# made by hand\nb 2.5\na 1", "b;2,5\r\na;1\r\n", "\"b\"\t2.5\n\"a\"\t1\n",
		",0\na,1\nb,2.5\n", "node,value\na,1\nb,\"2,5\"\n", // pandas, a decimal comma in quotes
	} {
		got, err := ReadValues([]byte(text), []string{"a", "b"})
		if diff := cmp.Diff([][]string{{"1"}, {"2.5"}}, got); err != nil || diff != "" {
			t.Errorf("%q: %v %s", text, err, diff)
		}
	}
	got, err := ReadValues([]byte("1,2,-3\n0,1e-5,7\n"), []string{"0", "1"})
	if diff := cmp.Diff([][]string{{"1e-5", "7"}, {"2", "-3"}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// What a node's value is, the caller says: a first line with the name of a node is no header.
func TestReadsNoValueAsOne(t *testing.T) {
	got, err := ReadValues([]byte("a,NA\nb,2\n"), []string{"a", "b"})
	if diff := cmp.Diff([][]string{{"NA"}, {"2"}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestRefusesValues(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a,1\n", `node "b" has no value: every node needs one`},
		{"a,1\nb,2\na,3\n", `line 3: node "a" has a value already, in line 1`},
		{"a,1\nc,2\n", `line 2: the digraph has no node "c"`},
		{"a,\"1,000\"\nb,2\n", `line 1: "1,000" can be thousands or a decimal comma`},
		{"a,1\nb\n", "line 2: a line is the name of a node and its value"},
		{"", "no line is in it but comments"},
	} {
		if _, err := ReadValues([]byte(c.text), []string{"a", "b"}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}
