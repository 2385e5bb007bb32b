package scenario

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kizami/core/strict"
)

// base is a good scenario that the cases below spoil in one place each.
const base = `{"kizami":1,"digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0]]},"values":["1","2","6"],"ending":{"rule":"bound","bound":3}}`

type bad struct {
	old, new string // what is replaced in base; an empty old replaces all of it
	code     string
	sentence string
}

var badInputs = []bad{
	{"", base + strings.Repeat(" ", MaxBytes), "too-large", "the input is larger than 1048576 bytes"},
	{`"1"`, "\n\"\xff\"", "not-utf8", "the input is not UTF-8: no character starts at line 2, column 2"},
	{"", "", "not-json", "the input is not JSON at line 1, column 1: unexpected end of JSON input"},
	{"", `{"kizami":1`, "not-json", "the input is not JSON at line 1, column 11: unexpected end of JSON input"},
	{"", "{\n \"kizami\" 1}", "not-json", "the input is not JSON at line 2, column 11: invalid character '1' after object key"},
	{`[2,0]]`, `[2,0],]`, "not-json", ""},
	{`"6"]`, `"6"}`, "not-json", ""},
	{`"bound":3}}`, `"bound":3}} {}`, "trailing-data", "the input is followed by something else at line 1, column 122"},
	{`"bound":3}}`, `"bound":3}}x`, "trailing-data", ""},
	{"", strings.Repeat("[", MaxBytes), "not-an-object", "the input must be an object, not of the type list"},
	{"", "null", "not-an-object", "the input must be an object, not of the type null"},
	{`"values":["1","2","6"]`, `"values":"1"`, "wrong-type", "values: expected list, found string"},
	{`"values":["1","2","6"]`, `"values":{}`, "missing-field", `values: the field "csv" is missing`},
	{`"values":["1","2","6"]`, `"values":{"csv":""}`, "file-name", "values.csv: the name of a file is empty"},
	{`"values":["1","2","6"]`, `"values":{"csv":"v.csv"}`, "file-here",
		`values.csv: the file "v.csv" cannot be read here: only the command reads files; give the nodes and arcs, or the values, themselves`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"file":"roads.graphml"`, "file-here", ""},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"file":""`, "file-name", ""},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"file":"roads.graphml","weights":"keep"`, "file-weights",
		`digraph.weights: "weights" can only be "ignore", not "keep": an arc has none`},
	{`"nodes":3,"arcs"`, `"file":"roads.graphml","arcs"`, "file-field",
		`digraph: the field "arcs" belongs either to a digraph of a "file" or to one without, not to this one`},
	{`"nodes":3,`, `"nodes":3,"largest":true,`, "file-field", ""},
	{`"1"`, `true`, "wrong-type", "values[0]: expected string or list, found boolean"},
	{`"1"`, `[null]`, "wrong-type", "values[0][0]: expected string, found null"},
	{`"1"`, strings.Repeat("[", 100_000), "wrong-type", "values[0][0]: expected string, found list"},
	{`"bound":3`, `"bound":"3"`, "wrong-type", "ending.bound: expected integer, found string"},
	{`"nodes":3`, `"nodes":3.0`, "not-an-integer", "digraph.nodes: 3.0 must be an integer without point or exponent"},
	{`"kizami":1`, `"kizami":1e0`, "not-an-integer", ""},
	{`"kizami":1`, `"Kizami":1`, "unknown-field",
		`the field "Kizami" is not known here; the fields are kizami, digraph, values, ending, quantum, round, capacity`},
	{`"nodes":3`, `"nodes":3,"name":{"a":[[[`, "unknown-field", `digraph: the field "name" is not known here; the fields are nodes, arcs, family, seed, file, format, weights, undirected, largest`},
	{`"kizami":1`, `"kizami":1,"kizami":1`, "repeated-field", `the field "kizami" is given twice`},
	{`"rule":"bound"`, `"rule":"bound","rule":"bound"`, "repeated-field", `ending: the field "rule" is given twice`},
	{`"nodes":3,`, ``, "missing-field", `digraph: the field "nodes" is missing`},
	{`,"bound":3`, ``, "missing-field", `ending: the field "bound" is missing`},
	{"", "{}", "missing-field", `the field "kizami" is missing`},
	{`"kizami":1`, `"kizami":2`, "version", "kizami: the input has version 2; only version 1 is known"},
	{`"nodes":3`, `"nodes":0`, "node-count", "digraph.nodes: 0 nodes: a digraph has between 1 and 10000"},
	{`"nodes":3`, `"nodes":99999999999999999999`, "node-count",
		"digraph.nodes: 99999999999999999999 nodes: a digraph has between 1 and 10000"},
	{`[1,2]`, `[1]`, "arc-form", "digraph.arcs[1]: arc 1 must be a pair of nodes [from,to]"},
	{`[1,2]`, `[1,2,0]`, "arc-form", "digraph.arcs[1]: arc 1 must be a pair of nodes [from,to]"},
	{`[1,2]`, `[1,3]`, "arc-range", "digraph.arcs[1]: arc 1 names the node 3: the nodes are 0 to 2"},
	{`[1,2]`, `[3,1]`, "arc-range", "digraph.arcs[1]: arc 1 names the node 3: the nodes are 0 to 2"},
	{`[1,2]`, `[-1,2]`, "arc-range", "digraph.arcs[1]: arc 1 names the node -1: the nodes are 0 to 9999"},
	{`[1,2]`, `[1,1]`, "arc-self-loop", "digraph.arcs[1]: arc 1 leads from node 1 to itself: self-loops are implied and never listed"},
	{`[2,0]`, `[0,1]`, "arc-repeated", "digraph.arcs[2]: arc 2, [0,1], is listed twice"},
	{`[2,0]`, `[0,2]`, "not-strongly-connected",
		"digraph: the digraph is not strongly connected: no path leads from node 1 to node 0"},
	{`,"6"`, ``, "value-count", "values: 2 values for 3 nodes: every node needs one"},
	{`"2"`, `[]`, "coordinate-range", "values[1]: the value of node 1 must have between 1 and 1000 coordinates"},
	{`"2"`, `["2"` + strings.Repeat(`,"2"`, MaxCoordinates) + `]`, "coordinate-range", ""},
	{`"6"`, `["6","7"]`, "coordinate-count", "values[2]: the value of node 2 has 2 coordinates, that of node 0 has 1"},
	{`"2"`, `2.50`, "unquoted-number", `values[1]: the number 2.50 must be a string, "2.50", so that every digit counts`},
	{`"kizami":1`, `"kizami":1,"quantum":1`, "unquoted-number", ""},
	{`"2"`, `"2,5"`, "number-form", `values[1]: "2,5" is not an integer, a decimal or a fraction such as -3, 0.25, 1e-05 or 21/2`},
	{`"2"`, `"\u001b[31m\u202e"`, "number-form", `values[1]: "�[31m�" is not an integer, a decimal or a fraction such as -3, 0.25, 1e-05 or 21/2`},
	{`"2"`, `"` + strings.Repeat("1", 65) + `"`, "number-length", "values[1]: a number of 65 characters: at most 64 are allowed"},
	{`"2"`, `"1e61"`, "number-exponent", `values[1]: the exponent of "1e61" must be between -60 and 60`},
	{`"2"`, `"1e-99999999999999999999"`, "number-exponent", ""},
	{`"1"`, `"0.12345678901234567890"`, "value-digits", "values[0]: the value 0.12345678901234567890 of node 0 has more digits than fit: " +
		`with 16 digits after the point and a capacity of 3 nodes all values do; "round": true rounds them to that`},
	{`"6"]`, `"128102389400760776.5"],"round":true`, "value-range", ""},
	{`"2"`, `"2/0"`, "zero-denominator", `values[1]: "2/0" divides by zero`},
	{`"kizami":1`, `"kizami":1,"quantum":"1/0"`, "zero-denominator", `quantum: "1/0" divides by zero`},
	{`"kizami":1`, `"kizami":1,"quantum":"-0.5"`, "quantum-sign", `quantum: the quantum "-0.5" must be greater than zero`},
	{`"kizami":1`, `"kizami":1,"quantum":"0"`, "quantum-sign", ""},
	{`"kizami":1`, `"kizami":1,"quantum":"2"`, "off-grid", "values[0]: the value 1 of node 0 is not a multiple of the quantum 2; \"round\": true rounds values"},
	{`"1","2","6"`, `["1","0"],["0","0.3"],["0","0"]],"quantum":"0.50"` + "\n,\"capacity\":3,\"x\":[0", "unknown-field", ""},
	{`"6"]`, `"256204778801521551"]`, "value-range", "values[2]: the value 256204778801521551 of node 2 is out of range: " +
		"with the quantum 1 and a capacity of 3 nodes it is at most 128102389400760775 quanta in size"},
	{`"6"]`, `"128102389400760775.5"]`, "value-range", ""},
	{`"6"]`, `"72057594037927936"],"capacity":4`, "value-range", "values[2]: the value 72057594037927936 of node 2 is out of range: " +
		"with the quantum 1 and a capacity of 4 nodes it is at most 72057594037927935 quanta in size"},
	{`"bound":3`, `"bound":2`, "bound-range", "ending.bound: the bound 2 must be between the number of nodes, 3, and 10000"},
	{`"bound":3`, `"bound":10001`, "bound-range", ""},
	{`"kizami":1`, `"kizami":1,"capacity":2`, "capacity-range", "capacity: the capacity 2 must be between the number of nodes, 3, and 10000"},
	{`"kizami":1`, `"kizami":1,"capacity":10001`, "capacity-range", ""},
	{`"bound","bound":3`, `"probe","seed":9007199254740992`, "seed-range",
		"ending.seed: the seed 9007199254740992 must be between 0 and 9007199254740991"},
	{`"bound","bound":3`, `"probe","seed":-1`, "seed-range", ""},
	{`"bound","bound":3`, `"both"`, "ending-rule", `ending.rule: the ending "both" is not known; there are "bound", "probe", "bracket" and "race"`},
	{`"bound","bound":3`, `"probe","bound":3`, "ending-field", `ending: the field "bound" does not belong to the ending "probe"`},
	{`"bound":3`, `"bound":3,"seed":3`, "ending-field", ""},
	{`"bound","bound":3`, `"bracket","seed":3`, "ending-field", `ending: the field "seed" does not belong to the ending "bracket"`},
	{`"bound":3`, `"bound":3,"diameter":2`, "ending-field", `ending: the field "diameter" does not belong to the ending "bound"`},
	{`"bound","bound":3`, `"race","bound":2`, "bound-range", "ending.bound: the bound 2 must be between the number of nodes, 3, and 10000"},
	{`"bound","bound":3`, `"race","bound":10001`, "bound-range", "ending.bound: the bound 10001 must be between the number of nodes, 3, and 10000"},
	{`"bound","bound":3`, `"bracket","bound":1000001`, "bound-range", "ending.bound: the bound 1000001 must be between the number of nodes, 3, and 1000000"},
	{`"bound","bound":3`, `"bracket","diameter":0`, "diameter-range", "ending.diameter: the diameter 0 must be between 1 and 2, one less than the bound"},
	{`"bound","bound":3`, `"race","diameter":3`, "diameter-range", "ending.diameter: the diameter 3 must be between 1 and 2, one less than the bound"},
	{`"bound":3`, `"bound":3,"prime":"any"`, "prime",
		`ending.prime: the prime "any" must be "random", or an odd prime greater than the number of nodes, 3, and below 2^61`},
	{`"bound":3`, `"bound":3,"prime":"3"`, "prime", ""},
	{`"bound":3`, `"bound":3,"prime":"9"`, "prime", ""},
	{`"bound":3`, `"bound":3,"prime":"007"`, "prime", ""},
	{`"bound":3`, `"bound":3,"prime":"-7"`, "prime", ""},
	{`"bound":3`, `"bound":3,"prime":"2305843009213693967"`, "prime", ""},
	{`"bound":3`, `"bound":3,"prime":"18446744073709551629"`, "prime", ""},
	{`"bound":3`, `"bound":3,"prime":46337`, "wrong-type", ""},
	{`"bound":3`, `"bound":3,"prime":"46337","seed":3`, "ending-field", `ending: the field "seed" does not belong to the ending "bound"`},
	{`"bound":3`, `"bound":3,"prime":"random","seed":-3`, "seed-range", ""},
	{`"bound","bound":3`, `"race","prime":"random"`, "ending-field", `ending: the field "prime" does not belong to the ending "race"`},
	{`"bound","bound":3`, `"bracket","prime":"46337"`, "ending-field", ""},
	{`"6"],"ending":{"rule":"bound","bound":3}`, `"64051194700380391"],"ending":{"rule":"bound","bound":3,"prime":"random"}`, "value-range",
		"values[2]: the value 64051194700380391 of node 2 is out of range: with the quantum 1 and a capacity of 3 nodes it is at most 64051194700380389 quanta in size"},
	{`"6"],"ending":{"rule":"bound","bound":3}`, `"2575"],"ending":{"rule":"probe","prime":"46337"}`, "value-range", ""},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3`, "missing-field", `digraph: the field "arcs" is missing`},
	{`"nodes":3`, `"nodes":3,"family":"cycle"`, "digraph-field", `digraph: the field "arcs" does not belong to the family "cycle"`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3,"family":"cycle","seed":1`, "digraph-field", `digraph: the field "seed" does not belong to the family "cycle"`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3,"family":"circle"`, "family", `digraph.family: the family "circle" is not known; ` +
		"there are barbell, complete, cycle, exponential, grid, hypercube, path, random-d, ring, small-world, star, torus, tree, such as random-3"},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3,"family":"grid"`, "family-size",
		`digraph: the family "grid" has no digraph of 3 nodes: the number of nodes must be a product of two numbers above 1`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":9999,"family":"complete"`, "family-size",
		`digraph: the family "complete" has no digraph of 9999 nodes: it could have more than 200000 arcs`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3,"family":"random-2","seed":-1`, "seed-range",
		"digraph.seed: the seed -1 must be between 0 and 9007199254740991"},
	{`"6"],"ending":{"rule":"bound","bound":3}`, `"64051194700380388"],"ending":{"rule":"race","bound":9}`, "value-range",
		"values[2]: the value 64051194700380388 of node 2 is out of range: with the quantum 1 and a capacity of 9 nodes it is at most 36028797018963967 quanta in size"},
}

var places = regexp.MustCompile(`\{(\w+)\}`)

func (b bad) text(t testing.TB) string {
	if b.old == "" {
		return b.new
	}
	if strings.Count(base, b.old) != 1 {
		t.Fatalf("%q must occur once in the base", b.old)
	}
	return strings.Replace(base, b.old, b.new, 1)
}

func TestBadInputIsRefusedWithOneSentence(t *testing.T) {
	for _, b := range badInputs {
		s, err := Parse([]byte(b.text(t)))
		var e *Error
		if s != nil || !errors.As(err, &e) || e.Code != b.code || b.sentence != "" && err.Error() != b.sentence {
			t.Errorf("%q → %q: got %v, want %s: %s", b.old, strict.Clip(b.new, 100), err, b.code, b.sentence)
		} else if places.MatchString(err.Error()) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: unfilled or broken sentence %q", b.code, err)
		}
	}
}

func TestWhatIsANumber(t *testing.T) {
	for _, text := range []string{"0", "-0", "12", "007", "0.5", "-12.340", "1/2", "-6/4", "0/1", "1/0", "1e3", "1e-05", "-2.5E+7"} {
		if !isNumber(text) {
			t.Errorf("%q is a number", text)
		}
	}
	for _, text := range []string{"", "-", "+1", "--1", ".5", "1.", "/2", "1/", "1/-2", "1.5/2", "1/2.5", "1/2/3", "1.2.3", "1e", "e3", "1e+-3", "1e3.5", "1/2e3", "1.e3", " 1", "1\n",
		"1_000", "0x1", "٣", "NaN", "Inf"} {
		if isNumber(text) {
			t.Errorf("%q is not a number", text)
		}
	}
}

func TestLongTextsAreClipped(t *testing.T) {
	_, err := Parse([]byte(`{"` + strings.Repeat("é", 5000) + `":1}`))
	if err == nil || !strings.HasPrefix(err.Error(), `the field "`+strings.Repeat("é", 100)+`…" is not known`) {
		t.Errorf("got %v", err)
	}
}

func TestValuesOfAllFormsAreOnTheGridTheyNeed(t *testing.T) {
	for _, c := range []struct {
		values, more, quantum string
		quanta                []int64
	}{
		{`"1","2","6"`, ``, "1", []int64{1, 2, 6}},
		{`"-0","007","-0.50"`, ``, "1/2", []int64{0, 14, -1}},
		{`"1/3","0.25","-2/4"`, ``, "1/12", []int64{4, 3, -6}},
		{`"4","-2","0"`, `,"quantum":"2"`, "2", []int64{2, -1, 0}},
		{`"0.3","-1","0"`, `,"quantum":"0.10"`, "1/10", []int64{3, -10, 0}},
		{`"1","2","128102389400760775"`, ``, "1", []int64{1, 2, 128102389400760775}},
		{`["1"],"-2",["3"]`, `,"capacity":10000`, "1", []int64{1, -2, 3}},
		{`"0","0","0.` + strings.Repeat("0", 61) + `1"`, ``, "1/1" + strings.Repeat("0", 62), []int64{0, 0, 1}},
	} {
		text := strings.Replace(base, `"1","2","6"]`, c.values+"]"+c.more, 1)
		s, err := Parse([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", c.values, err)
			continue
		}
		got := slices.Concat(s.Quanta()...)
		if s.Quantum() != c.quantum || !slices.Equal(got, c.quanta) {
			t.Errorf("%s%s: %v quanta of %s, want %v of %s", c.values, c.more, got, s.Quantum(), c.quanta, c.quantum)
		}
	}
}

func TestEveryCodeHasACaseAndEveryPlaceAnArg(t *testing.T) {
	untested := Sentences()
	delete(untested, "number-size") // a scenario holds no such number
	for _, e := range slices.Concat(runErrors(t), parseErrors(t), mixErrors(t)) {
		delete(untested, e.Code)
		var want []string
		for _, place := range places.FindAllStringSubmatch(Sentences()[e.Code], -1) {
			want = append(want, place[1])
		}
		slices.Sort(want)
		if got := slices.Sorted(maps.Keys(e.Args)); !slices.Equal(got, slices.Compact(want)) {
			t.Errorf("%s has the args %v, its sentence %v", e.Code, got, want)
		}
	}
	if len(untested) > 0 {
		t.Errorf("no case for %v", slices.Sorted(maps.Keys(untested)))
	}
}

func parseErrors(t *testing.T) (all []*Error) {
	for _, b := range badInputs {
		_, err := Parse([]byte(b.text(t)))
		var e *Error
		if errors.As(err, &e) {
			all = append(all, e)
		}
	}
	return all
}
