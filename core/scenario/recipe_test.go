package scenario

import (
	"slices"
	"testing"
)

// TestRecipeBesideTheExactValue looks at the preset that is named after it, with the values of spec/differences.md in
// sixteenths, as vectors, and under an ending that mixes.
func TestRecipeBesideTheExactValue(t *testing.T) {
	for _, c := range []struct {
		name, values, ending string
		node, sure           int
		want                 []string
	}{
		{"a wrong one", `"3", "11", "27", "64"`, `{"rule":"bound","bound":4}`, 0, 7, []string{"1575/62"}},
		{"in other units", `"3/16", "11/16", "27/16", "4"`, `{"rule":"race"}`, 0, 7, []string{"1575/992"}},
		{"a vector", `["3","0"], ["11","0"], ["27","0"], ["64","0"]`, `{"rule":"probe","seed":1}`, 0, 7, []string{"1575/62", "0"}},
		{"a right one", `"3", "11", "27", "64"`, `{"rule":"bound","bound":4}`, 3, 7, []string{"105/4"}},
	} {
		s, err := Parse([]byte(`{"kizami":1,"digraph":{"nodes":4,"arcs":[[0,1],[0,2],[1,0],[1,2],[1,3],[2,3],[3,0]]},"values":[` + c.values + `],"ending":` + c.ending + `}`))
		if err != nil {
			t.Fatal(err)
		}
		answers, err := s.Recipe()
		if err != nil {
			t.Fatal(err)
		}
		if got := answers[c.node]; got.ID != c.node || got.Sure != c.sure || !slices.Equal(got.Average, c.want) {
			t.Errorf("%s: node %d says %v after round %d, want %v after %d", c.name, c.node, got.Average, got.Sure, c.want, c.sure)
		}
	}
}

// TestRecipeTellsNothingLong sees that an answer by chance is not taken for one: with these values the quotient is long.
func TestRecipeTellsNothingLong(t *testing.T) {
	s, err := Parse([]byte(`{"kizami":1,"digraph":{"nodes":4,"arcs":[[0,1],[0,2],[1,0],[1,2],[1,3],[2,3],[3,0]]},"values":["1234567.891","0","7.7777777","1/3"]}`))
	if err != nil {
		t.Fatal(err)
	}
	answers, err := s.Recipe()
	if err != nil {
		t.Fatal(err)
	}
	if got := answers[0].Average[0]; got != "" {
		t.Errorf("node 0 says %s", got)
	}
}
