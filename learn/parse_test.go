package learn

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kizami/core"
	"kizami/core/family"
	"kizami/core/scenario"
)

// base is a good experiment that the cases below spoil in one place each; rounds is one of the other task.
const (
	base = `{"kizami":1,"task":"learn","digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0]]},"problem":{"kind":"ridge"},` +
		`"methods":[{"method":"coordinated"},{"method":"dgd","step":0.01}]}`
	rounds = `{"kizami":1,"task":"rounds","families":["cycle","random-3"],"nodes":[5,9]}`
)

const ofRing = `"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`

type bad struct {
	old, new string // what is replaced in base; an old that is "rounds: …" in rounds; an empty one replaces all of it
	code     string
	sentence string
}

const second = `{"method":"dgd","step":0.01}`

var badInputs = []bad{
	{"", base + strings.Repeat(" ", MaxBytes), "too-large", "the input is larger than 1048576 bytes"},
	{`ridge`, "ri\xffge", "not-utf8", "the input is not UTF-8: no character starts at line 1, column 98"},
	{`"kizami":1,`, `"kizami":1,,`, "not-json", ""},
	{`"task":"learn"`, `"task":"learn","start":x`, "not-json", ""},
	{`"task":"learn"`, `"task":"learn","epochs":x`, "not-json", ""},
	{`"task":"learn"`, `"task":"learn","title":x`, "not-json", ""},
	{`0.01`, `x`, "not-json", ""},
	{second, `{"method":"own","constant":[x,1,1]}`, "not-json", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":[x]`, "not-json", ""},
	{"", base + "{}", "trailing-data", ""},
	{"", "[]", "not-an-object", "the input must be an object, not of the type list"},
	{`"task":"learn"`, `"task":"learn","bits":32`, "wrong-type", "bits: expected object, found number"},
	{`"task":"learn"`, `"task":"learn","trace":1`, "wrong-type", "trace: expected boolean, found number"},
	{`"task":"learn"`, `"task":"learn","start":"0"`, "wrong-type", "start: expected number or list, found string"},
	{`0.01`, `true`, "wrong-type", "methods[1].step: expected number or string, found boolean"},
	{second, `{"method":"own","constant":[null,"1",null]}`, "wrong-type", "methods[1].constant[1]: expected number or null, found string"},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":[[]]`, "wrong-type", "problem.curvatures[0]: expected string, found list"},
	{`"nodes":3`, `"nodes":3.0`, "not-an-integer", ""},
	{`"task":"learn"`, `"task":"learn","tolerance":1e400`, "number-size", "tolerance: the number 1e400 is too large"},
	{`"task":"learn"`, `"task":"learn","Title":"x"`, "unknown-field", ""},
	{`"kind":"ridge"`, `"kind":"ridge","columns":3`, "unknown-field", ""},
	{`"kind":"ridge"`, `"kind":"ridge","kind":"ridge"`, "repeated-field", `problem: the field "kind" is given twice`},
	{`"kizami":1,`, ``, "missing-field", `the field "kizami" is missing`},
	{`"task":"learn",`, ``, "missing-field", `the field "task" is missing`},
	{`"problem":{"kind":"ridge"},`, ``, "missing-field", `the field "problem" is missing`},
	{`"kind":"ridge"`, ``, "missing-field", `problem: the field "kind" is missing`},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1","1","1"]`, "missing-field", `problem: the field "minimisers" is missing`},
	{`"kind":"ridge"`, `"kind":"ridge","target":"y"`, "missing-field", `problem: the field "csv" is missing`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv"`, "missing-field", `problem: the field "target" is missing`},
	{`"method":"coordinated"`, `"mode":"min"`, "missing-field", `methods[0]: the field "method" is missing`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3`, "missing-field", `digraph: the field "arcs" is missing`},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":3,"family":"random"`, "missing-field", `digraph: the field "degree" is missing`},
	{`rounds: ,"nodes":[5,9]`, ``, "missing-field", `the field "nodes" is missing`},
	{`"kizami":1`, `"kizami":2`, "version", "kizami: the input has version 2; only version 1 is known"},
	{`"learn"`, `"Learn"`, "unknown-name", `task: "Learn" is not known here; there are learn, rounds`},
	{`"ridge"`, `"lasso"`, "unknown-name", ""},
	{`"kind":"ridge"`, `"kind":"ridge","scales":"steep"`, "unknown-name",
		`problem.scales: "steep" is not known here; there are homogeneous, one-steep, one-flat, log-uniform`},
	{`"coordinated"`, `"coordinated","mode":"median"`, "unknown-name",
		`methods[0].mode: "median" is not known here; there are mean, min, harmonic`},
	{`"dgd"`, `"extra"`, "unknown-name", ""},
	{`0.01`, `"best"`, "unknown-name", `methods[1].step: "best" is not known here; there are tuned, untuned`},
	{`"arcs":[[0,1],[1,2],[2,0]]`, `"family":"wheel"`, "unknown-name", ""},
	{`rounds: "cycle"`, `"random"`, "unknown-name", ""},
	{`"nodes":3`, `"nodes":3,"family":"cycle"`, "field-with", `digraph: the field "arcs" does not go with "cycle"`},
	{`"arcs":[[0,1],[1,2],[2,0]]`, `"family":"cycle","degree":1`, "field-with", `digraph: the field "degree" does not go with "cycle"`},
	{`"kind":"ridge"`, `"kind":"least-squares","ridge":1`, "field-with", `problem: the field "ridge" does not go with "least-squares"`},
	{`"kind":"ridge"`, `"kind":"ridge","minimisers":["1"]`, "field-with", `problem: the field "minimisers" does not go with "ridge"`},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1"],"minimisers":["1"],"rows":1`, "field-with",
		`problem: the field "rows" does not go with "quadratic"`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","rows":3`, "field-with",
		`problem: the field "rows" does not go with "csv"`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"rows","column":"x"}`, "field-with",
		`problem.split: the field "column" does not go with "rows"`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"column","column":"x","shuffled":true}`, "field-with",
		`problem.split: the field "shuffled" does not go with "column"`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"label","concentration":1}`, "field-with",
		`problem.split: the field "concentration" does not go with "label"`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"dirichlet"}`, "missing-field",
		`problem.split: the field "concentration" is missing`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"dirichlet","concentration":0}`, "out-of-range",
		`problem.split.concentration: 0 must be between 0.001 and 1e+06`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"dirichlet","concentration":1,"seed":-1}`, "out-of-range", ""},
	{`"step":0.01`, `"mode":"min"`, "field-with", `methods[1]: the field "mode" does not go with "dgd"`},
	{`"coordinated"`, `"bb","step":1`, "field-with", `methods[0]: the field "step" does not go with "bb"`},
	{second, `{"method":"own","coordination":{}}`, "missing-field", `methods[1].coordination: the field "ending" is missing`},
	{second, `{"method":"dgd","coordination":{"ending":"bracket"}}`, "field-with", `methods[1]: the field "coordination" does not go with "dgd"`},
	{second, `{"coordination":{"ending":"bracket","accuracy":0.3},"method":"coordinated"}`, "field-with",
		`methods[1].coordination: the field "accuracy" does not go with "coordinated"`},
	{second, `{"method":"own","coordination":{"ending":"bracket","carry":true}}`, "field-with", `methods[1].coordination: the field "carry" does not go with "own"`},
	{second, `{"method":"coordinated","coordination":{"ending":"probe"}}`, "unknown-name",
		`methods[1].coordination.ending: "probe" is not known here; there are kernel, bracket, race`},
	{second, `{"coordination":{"ending":"race"},"method":"certified"}`, "unknown-name", `methods[1].coordination.ending: "race" is not known here; there are kernel, bracket`},
	{second, `{"method":"certified","coordination":{"ending":"kernel","carry":true}}`, "field-with", `methods[1].coordination: the field "carry" does not go with "kernel"`},
	{second, `{"method":"certified","coordination":{"ending":"bound"}}`, "unknown-name", ""},
	{second, `{"method":"certified","coordination":{"accuracy":0.95}}`, "out-of-range", ""},
	{second, `{"method":"own","mode":"min"}`, "field-with", `methods[1]: the field "mode" does not go with "own"`},
	{`rounds: "kizami":1`, `"kizami":1,"epochs":3`, "field-with", `the field "epochs" does not go with "rounds"`},
	{`"task":"learn"`, `"task":"learn","families":["cycle"]`, "field-with", `the field "families" does not go with "learn"`},
	{`"task":"learn"`, `"task":"learn","epochs":0`, "out-of-range", "epochs: 0 must be between 1 and 100000"},
	{`"task":"learn"`, `"task":"learn","epochs":99999999999999999999`, "out-of-range", ""},
	{`"task":"learn"`, `"task":"learn","rounds":0`, "out-of-range", "rounds: 0 must be between 1 and 1000000000"},
	{`"task":"learn"`, `"task":"learn","rounds":1000000001`, "out-of-range", ""},
	{`"task":"learn"`, `"task":"learn","rounds":"9"`, "wrong-type", ""},
	{`rounds: "kizami":1`, `"kizami":1,"rounds":3`, "field-with", `the field "rounds" does not go with "rounds"`},
	{`"task":"learn"`, `"task":"learn","tolerance":0`, "out-of-range", "tolerance: 0 must be between 1e-15 and 1"},
	{`"task":"learn"`, `"task":"learn","seeds":{"first":-1}`, "out-of-range", "seeds.first: -1 must be between 0 and 9007199254740991"},
	{`"task":"learn"`, `"task":"learn","seeds":{"count":1001}`, "out-of-range", ""},
	{`"task":"learn"`, `"task":"learn","seeds":{"first":9007199254740990,"count":3}`, "seeds-end",
		"seeds: 3 seeds from 9007199254740990 on end above 9007199254740991: begin lower, or take fewer"},
	{`rounds: "kizami":1`, `"kizami":1,"tolerance":9e-11`, "out-of-range", "tolerance: 9e-11 must be between 1e-10 and 1"},
	{`"task":"learn"`, `"task":"learn","trace":true,"epochs":7352`, "trace-size",
		"trace: a trace of up to 20000160 numbers: at most 20000000 are kept; take fewer epochs, seeds or methods, or do without the trace"},
	{`"task":"learn"`, `"task":"learn","bits":{"stepsize":61}`, "out-of-range", "bits.stepsize: 61 must be between 1 and 60"},
	{`"task":"learn"`, `"task":"learn","range":0`, "out-of-range", ""},
	{`"task":"learn"`, `"task":"learn","range":1e-14`, "out-of-range", "range: 1e-14 must be between 2.3283064365386963e-10 and 1e+15"},
	{`"task":"learn"`, `"task":"learn","start":1e16`, "out-of-range", ""},
	{`"task":"learn"`, `"task":"learn","start":-1e999`, "out-of-range", ""},
	{`"task":"learn"`, `"task":"learn","start":[2e15]`, "out-of-range", "start[0]: 2e+15 must be between -1e+15 and 1e+15"},
	{`"task":"learn"`, `"task":"learn","capacity":0`, "out-of-range", ""},
	{`0.01`, `0`, "out-of-range", "methods[1].step: 0 must be between 1e-18 and 1e+06"},
	{`0.01`, `1e999`, "out-of-range", ""},
	{`"coordinated"`, `"coordinated","kappa":1`, "out-of-range", "methods[0].kappa: 1 must be between 0 and 0.999999"},
	{`"coordinated"`, `"coordinated","alpha":-1`, "out-of-range", ""},
	{`"coordinated"`, `"coordinated","start":0`, "out-of-range", ""},
	{`"coordinated"`, `"coordinated","constant":[null,-1,null]`, "out-of-range", ""},
	{`"kind":"ridge"`, `"kind":"ridge","ridge":0`, "out-of-range", "problem.ridge: 0 must be between 1e-09 and 1e+06"},
	{`"kind":"ridge"`, `"kind":"ridge","rows":0`, "out-of-range", ""},
	{`"kind":"ridge"`, `"kind":"ridge","dimension":201`, "out-of-range", "problem.dimension: 201 must be between 1 and 200"},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1","0","1"],"minimisers":["1","1","1"]`, "out-of-range",
		"problem.curvatures[1]: 0 must be between 1e-09 and 1e+09"},
	{`"task":"learn"`, `"task":"learn","title":""`, "text-length", "title: a text of 0 characters: between 1 and 200 are allowed"},
	{`"coordinated"`, `"coordinated","name":"` + strings.Repeat("é", 61) + `"`, "text-length", ""},
	{`{"method":"coordinated"},` + second, ``, "list-size", "methods: a list of 0: between 1 and 32 are allowed"},
	{second, strings.Repeat(second+",", 32) + second, "list-size", "methods: a list of 33: between 1 and 32 are allowed"},
	{`rounds: 5,9`, ``, "list-size", ""},
	{`rounds: "cycle","random-3"`, ``, "list-size", ""},
	{`"task":"learn"`, `"task":"learn","start":[0` + strings.Repeat(",0", 200) + `]`, "list-size", ""},
	{second, `{"method":"own","constant":[1,null]}`, "list-length", "methods[1].constant: a list of 2 for 3 nodes: every node needs one"},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1","1","1"],"minimisers":["1","1"]`, "list-length",
		"problem.minimisers: a list of 2 for 3 nodes: every node needs one"},
	{second, second + `,{"method":"push-pull"},{"method":"push-pull"}`, "name-repeated",
		`methods[3]: two methods are called "push-pull tuned"; give one of them a "name"`},
	{second, second + `,{"method":"own","name":"dgd 0.01"}`, "name-repeated", ""},
	{`rounds: "random-3"`, `"cycle"`, "repeated-item", `families[1]: "cycle" is listed twice`},
	{`rounds: 9`, `5`, "repeated-item", `nodes[1]: "5" is listed twice`},
	{`"task":"learn"`, `"task":"learn","ending":{"rule":"probe","seed":1}`, "ending-seed",
		"ending: the probe is drawn from the seeds of the experiment: no seed belongs here"},
	{`"task":"learn"`, `"task":"learn","start":[0,0]`, "start-length", "start: a start of 2 coordinates for a problem of 10"},
	{`"task":"learn"`, `"task":"learn","start":[]`, "start-length", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1"],"minimisers":["0"]`, "problem-nodes",
		"problem: a problem of 1 nodes for a digraph of 3"},
	{`"arcs":[[0,1],[1,2],[2,0]]`, `"family":"barbell"`, "family-nodes",
		`digraph: the family "barbell" has no digraph of 3 nodes: the number of nodes must be even and at least 4`},
	{`"arcs":[[0,1],[1,2],[2,0]]`, `"family":"random","degree":3`, "family-nodes",
		`digraph: the family "random" has no digraph of 3 nodes: the out-degree must be between 1 and 2`},
	{`rounds: 5`, `3`, "family-nodes", `nodes[0]: the family "random-3" has no digraph of 3 nodes: the out-degree must be between 1 and 2`},
	{`"kind":"ridge"`, `"kind":"ridge","rows":10000,"dimension":200`, "data-size",
		"problem: 6000000 numbers of data: at most 2000000 are allowed"},
	{`"kind":"ridge"`, `"kind":"least-squares","rows":3`, "too-few-rows",
		"problem: 9 rows in all cannot decide 10 coordinates: give more rows, or use the kind ridge"},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"../good.csv","target":"y"`, "csv-path",
		`problem.csv: "../good.csv" must name a file in the folder of the experiment or below, with "/" and without ".."`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"absent.csv","target":"y"`, "csv-unreadable",
		`problem.csv: "absent.csv" cannot be read: file does not exist`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":".","target":"y"`, "csv-unreadable", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"pipe.csv","target":"y"`, "csv-unreadable",
		`problem.csv: "pipe.csv" cannot be read: it is not a regular file`},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"huge.csv","target":"y"`, "csv-size", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"z"`, "csv-column", ""},
	{`"nodes":3`, `"nodes":201`, "node-count", "digraph.nodes: 201 nodes: a digraph has between 1 and 200"},
	{`"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"nodes":201,"family":"cycle"`, "node-count", ""},
	{`"nodes":3`, `"nodes":0`, "node-count", ""},
	{`[1,2]`, `[1]`, "arc-form", ""},
	{`[1,2]`, `[1,3]`, "arc-range", ""},
	{`[1,2]`, `[1,-2]`, "arc-range", ""},
	{`[1,2]`, `[1,1]`, "arc-self-loop", ""},
	{`[1,2]`, `[0,1]`, "arc-repeated", ""},
	{`[1,2]`, `[1,0]`, "not-strongly-connected", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":[1],"minimisers":["0"]`, "unquoted-number", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1e"],"minimisers":["0"]`, "number-form", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1e61"],"minimisers":["0"]`, "number-exponent", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","classes":["a","b"]`, "field-with", `problem: the field "classes" does not go with "ridge"`},
	{`"kind":"ridge"`, `"kind":"logistic","csv":"good.csv","target":"y","classes":["a","b","c"]`, "list-size", ""},
	{`"kind":"ridge"`, `"kind":"logistic","csv":"good.csv","target":"y","classes":["a"]`, "csv-class", ""},
	{`"kind":"ridge"`, `"kind":"least-squares","csv":"good.csv","target":"y","penalty":"all"`, "field-with", ""},
	{`"kind":"ridge"`, `"kind":"ridge","penalty":"all"`, "missing-field", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","features":["x"],"ignore":["x"]`, "field-with", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","features":[]`, "list-size", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","separator":"; "`, "unknown-name", ""},
	{`"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y","missing":"zero"`, "unknown-name", ""},
	{`"kind":"ridge"`, `"kind":"ridge","weights":"rows"`, "missing-field", `problem: the field "csv" is missing`},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1/"],"minimisers":["0"]`, "number-form", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1/2.5"],"minimisers":["0"]`, "number-form", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["1/0"],"minimisers":["0"]`, "zero-denominator", ""},
	{`"kind":"ridge"`, `"kind":"quadratic","curvatures":["` + strings.Repeat("1", 65) + `"],"minimisers":["0"]`, "number-length", ""},
	{`"task":"learn"`, `"task":"learn","ending":{"rule":"both"}`, "ending-rule", ""},
	{`"task":"learn"`, `"task":"learn","ending":{"rule":"probe","bound":4}`, "ending-field", ""},
	{`"task":"learn"`, `"task":"learn","ending":{"rule":"bound","bound":2}`, "bound-range",
		"ending.bound: the bound 2 must be between the number of nodes, 3, and 10000"},
	{ofRing, `"file":"roads.txt"`, "digraph-file", `digraph.file: "roads.txt" cannot be read: line 1: it has no arcs`},
	{ofRing, `"file":"/ring.txt"`, "csv-path", ""},
	{ofRing, `"file":"endless.txt"`, "node-count", "digraph.file: 201 nodes: a digraph has between 1 and 200"},
	{`"nodes":3`, `"file":"ring.txt","nodes":3`, "field-with", ""},
	{ofRing, `"nodes":3,"family":"cycle","largest":true`, "field-with", ""},
	{ofRing, `"file":"ring.txt","weights":"keep"`, "unknown-name", ""},
	{`"task":"learn"`, `"task":"learn","capacity":2`, "capacity-range",
		"capacity: the capacity 2 must be between the number of nodes, 3, and 10000"},
}

var files = withDigraphs{fstest.MapFS{
	"pipe.csv": {Mode: fs.ModeNamedPipe},
	"good.csv": {Data: []byte("x,y\n1,2\n2,3\n3,5\n4,4\n")}, "huge.csv": {Data: make([]byte, MaxCSVBytes+1)},
	"words.csv":       {Data: []byte("7;1,5;no\n8;2,5;yes\n9;0;no\n9;?;no\n9;4;yes\n")},
	"data/people.csv": {Data: []byte(people)},
}}

// withDigraphs has the digraph ring.txt, and an endless one.
type withDigraphs struct{ fs.FS }

func (withDigraphs) Digraph(d scenario.DigraphFile) (*scenario.NamedDigraph, []string, error) {
	nodes := map[string]int{"ring.txt": 3, "endless.txt": MaxNodes + 1}[d.Name]
	if nodes == 0 {
		return nil, nil, fmt.Errorf("line 1: it has no arcs")
	}
	g, err := family.Cycle(nodes)
	named := &scenario.NamedDigraph{Digraph: g}
	if d.Largest {
		named.Names = []string{"n", "s", "e"}
	}
	return named, nil, err
}

func (b bad) text(t testing.TB) string {
	text, old := base, b.old
	if inRounds, found := strings.CutPrefix(b.old, "rounds: "); found {
		text, old = rounds, inRounds
	}
	if old == "" {
		return b.new
	}
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q must occur once in the base", old)
	}
	return strings.Replace(text, old, b.new, 1)
}

var places = regexp.MustCompile(`\{(\w+)\}`)

func TestBadInputIsRefusedWithOneSentence(t *testing.T) {
	for _, b := range badInputs {
		e, err := Parse([]byte(b.text(t)), files)
		isFault(t, err, b.code)
		if e != nil || err == nil || b.sentence != "" && err.Error() != b.sentence {
			t.Errorf("%q → %.100q:\ngot  %v\nwant %s: %s", b.old, b.new, err, b.code, b.sentence)
		} else if places.MatchString(err.Error()) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: unfilled or broken sentence %q", b.code, err)
		}
	}
	_, err := Parse([]byte(strings.Replace(base, `"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y"`, 1)), nil)
	isFault(t, err, "csv-unavailable")
	_, err = Parse([]byte(strings.Replace(base, ofRing, `"file":"ring.txt"`, 1)), nil)
	isFault(t, err, "file-here")
}

// beyondExperiments are the codes of a scenario that no experiment comes to.
var beyondExperiments = []string{"value-count", "coordinate-range", "coordinate-count", "quantum-sign", "off-grid", "value-range",
	"seed-range", "refused", "disagreement", "ending-nodes", "diameter-range", "diameter-low", "bracket-long", "bracket-stalled", "bracket-late",
	"contradiction", "trace-nodes", "rounds-short", "family", "family-size", "digraph-field", "prime", "file-field", "file-name",
	"file-weights", "value-digits"}

func TestEveryCodeHasACaseAndEveryPlaceAnArg(t *testing.T) {
	untested := Sentences()
	for _, code := range beyondExperiments {
		if scenario.Sentences()[code] == "" || ownSentences[code] != "" {
			t.Errorf("%s is no code of a scenario", code)
		}
		delete(untested, code)
	}
	for _, err := range allErrors(t) {
		var e *Error
		if !errors.As(err, &e) {
			t.Fatal(err)
		}
		delete(untested, e.Code)
		var want []string
		for _, place := range places.FindAllStringSubmatch(sentences[e.Code], -1) {
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

func allErrors(t *testing.T) (all []error) {
	for _, b := range badInputs {
		_, err := Parse([]byte(b.text(t)), files)
		all = append(all, err)
	}
	_, err := Parse([]byte(strings.Replace(base, ofRing, `"file":"ring.txt"`, 1)), nil)
	all = append(all, err)
	for _, b := range badCSV {
		c := goodCSV
		if b.change != nil {
			b.change(&c)
		}
		_, err := c.Problem("a.csv", []byte(b.text))
		all = append(all, err)
	}
	for _, b := range badLosses {
		_, err := NewProblem(b.losses, b.known)
		all = append(all, err)
	}
	_, err = (&problemText{file: "x.csv"}).open(nil)
	return append(all, err)
}

func TestDefaults(t *testing.T) {
	e, err := Parse([]byte(base), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := New(e.Digraph, Generated{KindRidge, 3, 10, 30, 100, 0.5, "homogeneous", 0.1},
		MethodSpec{Method: MethodCoordinated}, MethodSpec{Method: MethodDGD, Step: StepFixed, Value: 0.01})
	if !reflect.DeepEqual(e, want) {
		t.Errorf("got  %+v\nwant %+v", e, want)
	}
	if m := e.Methods[0]; m.Name != "coordinated mean" || m.Alpha != 0.5 || m.Start != 0.001 || e.Methods[1].Name != "dgd 0.01" {
		t.Errorf("methods %+v", e.Methods)
	}
	if !e.Ending.IsProbe() || e.Seeds != (Seeds{1, 20}) || e.Tolerance != 1e-6 || e.Epochs != 2000 || e.IterateBits != 0 || e.Capacity != 3 {
		t.Errorf("defaults %+v", e)
	}
}

func TestEveryFieldIsRead(t *testing.T) {
	e, err := Parse([]byte(`{"methods":[{"method":"coordinated","mode":"harmonic","alpha":1,"kappa":0.5,"start":0.25,"constant":[null,0.75],
		"name":"m"},
		{"method":"own","constant":[null,null]},{"method":"push-diging","step":"untuned"},{"method":"push-pull"},{"method":"gradient-descent"},
		{"method":"adgd"},{"method":"bb"}],"trace":true,"epochs":7,"tolerance":0.125,"seeds":{"first":4,"count":2},"range":1e6,
		"bits":{"iterate":20,"stepsize":24},"start":[3],"problem":{"kind":"quadratic","curvatures":["1/4","100"],"minimisers":["-1.5","2"]},
		"capacity":5,"ending":{"rule":"bound","bound":4},"digraph":{"family":"cycle","nodes":2},"title":"t","task":"learn","kizami":1}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	ending, _ := core.Bound(4)
	got := *e
	got.Problem, got.Methods = nil, nil
	if want := (Experiment{Task: TaskLearn, Title: "t", Seeds: Seeds{4, 2}, Tolerance: 0.125, Digraph: DigraphSpec{Family: "cycle", Nodes: 2},
		Ending: ending, Capacity: 5, Start: []float64{3}, IterateBits: 20, StepsizeBits: 24, Range: 1e6, Epochs: 7, Trace: true,
	}); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	m := MethodSpec{Name: "m", Method: MethodCoordinated, Mode: "harmonic", Alpha: 1, Kappa: 0.5, Start: 0.25, Constant: []float64{0, 0.75}}
	if !reflect.DeepEqual(e.Methods[0], m) || e.Methods[2].Step != StepUntuned || e.Methods[3].Step != StepTuned || len(e.Methods) != 7 {
		t.Errorf("methods %+v", e.Methods)
	}
	p, _ := e.Problem.Make(1)
	point, loss := p.Optimum()
	left, right := point[0]+1.5, point[0]-2
	if point[0] != (200-0.375)/100.25 || p.Lipschitz(1) != 100 || math.Abs(loss-(0.125*left*left+50*right*right)/2) > 1e-15 {
		t.Errorf("optimum %v with the loss %v", point, loss)
	}
	e, err = Parse([]byte(rounds), nil)
	if err != nil || !slices.Equal(e.Families, []string{"cycle", "random-3"}) || !slices.Equal(e.NodeCounts, []int{5, 9}) {
		t.Errorf("%+v, %v", e, err)
	}
	if list := (Seeds{4, 3}).List(); !slices.Equal(list, []uint64{4, 5, 6}) {
		t.Errorf("seeds %v", list)
	}
}

func TestAFileIsLookedUpInItsFolder(t *testing.T) {
	text := strings.Replace(base, `"kind":"ridge"`,
		`"kind":"logistic","csv":"data/labels.csv","target":"y","split":{"by":"column","column":"site"},`+
			`"standardise":true,"intercept":false,"ridge":0.5`, 1)
	labels := fstest.MapFS{"data/labels.csv": {Data: []byte("site,x,y\na,1,1\nb,2,0\nc,3,1\na,4,0\n")}}
	e, err := Parse([]byte(text), labels)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := e.Problem.Make(1)
	if strong, _ := p.Convexity(); p.Nodes() != 3 || p.Dimension() != 1 || strong != 0.5 || len(e.Start) != 1 {
		t.Errorf("%d nodes, dimension %d, strong %v, start %v", p.Nodes(), p.Dimension(), strong, e.Start)
	}
	e, err = Parse([]byte(strings.Replace(base, `"kind":"ridge"`, `"kind":"ridge","csv":"good.csv","target":"y"`, 1)), files)
	if err != nil || len(e.Start) != 2 {
		t.Errorf("with the intercept there are 2 coordinates, not %v; %v", e, err)
	}
}
