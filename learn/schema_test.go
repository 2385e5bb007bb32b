package learn

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"kizami/core/coretest"
)

// goodInputs are changes of the bases that leave a good experiment.
var goodInputs = []bad{
	{old: `"kizami":1`, new: `"kizami":1`},
	{old: `rounds: "kizami":1`, new: `"title":"t","tolerance":1e-9,"seeds":{},"kizami":1`},
	{old: `rounds: "kizami":1`, new: `"tolerance":1e-10,"kizami":1`},
	{old: `"task":"learn"`, new: `"task":"learn","trace":true,"epochs":7351`},
	{old: `"task":"learn"`, new: `"task":"learn","rounds":1`},
	{old: `"task":"learn"`, new: `"task":"learn","rounds":1000000000,"epochs":1`},
	{old: `"task":"learn"`, new: `"task":"learn","seeds":{"count":1000,"first":9007199254739992},"bits":{},"trace":false,"epochs":100000`},
	{old: `"task":"learn"`, new: `"task":"learn","bits":{"iterate":60},"range":1e-15,"tolerance":1,"ending":{"rule":"probe"},"capacity":10000`},
	{old: `"task":"learn"`, new: `"task":"learn","start":-1e15,"ending":{"rule":"bound","bound":3}`},
	{old: `"task":"learn"`, new: `"task":"learn","start":[0,1,2,3,4,5,6,7,8,9]`},
	{old: `"arcs":[[0,1],[1,2],[2,0]]`, new: `"family":"random","degree":1`},
	{old: `"arcs":[[0,1],[1,2],[2,0]]`, new: `"family":"random-3"`, code: "family-nodes"},
	{old: `"arcs":[[0,1],[1,2],[2,0]]`, new: `"family":"exponential"`},
	{old: `"kind":"ridge"`, new: `"kind":"quadratic","curvatures":["1","0.5","1/3"],"minimisers":["-0","-1/2","1000000000"]`},
	{old: `"kind":"ridge"`, new: `"kind":"logistic","ridge":1e-9,"dimension":1,"rows":1,"condition":1e6,"spread":2,"scales":"log-uniform"`},
	{old: `"kind":"ridge"`, new: `"kind":"least-squares","spread":0,"scales":"one-steep"`},
	{old: `"kind":"ridge"`, new: `"kind":"least-squares","csv":"good.csv","target":"y","split":{"by":"rows"},"standardise":true,"intercept":true`},
	{old: `"kind":"ridge"`, new: `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"rows","shuffled":true}`},
	{old: `"kind":"ridge"`, new: `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"label"},"penalty":"features"`},
	{old: `"kind":"ridge"`, new: `"kind":"ridge","csv":"good.csv","target":"y","split":{"by":"dirichlet","concentration":0.5,"seed":7},"penalty":"all"`},
	{old: `"kind":"ridge"`, new: `"kind":"ridge","csv":"data/people.csv","target":"y","split":{"by":"column","column":"site"},"ridge":1`},
	{old: `"kind":"ridge"`, new: `"kind":"logistic","csv":"words.csv","target":"3","header":false,"separator":";","decimal":",","classes":["no","yes"],"missing":"drop",` +
		`"features":["2"],"weights":"rows"`},
	{old: `"kind":"ridge"`, new: `"kind":"ridge","csv":"data/people.csv","target":"y","index":"site","ignore":["dose"],"missing":"mean","weights":"nodes"`},
	{old: ofRing, new: `"file":"ring.txt","format":"edges","weights":"ignore","undirected":false,"largest":true`},
	{old: ofRing, new: `"file":"ring.txt"`},
	{old: second, new: `{"method":"coordinated","name":"x","mode":"min","alpha":1e-6,"kappa":0.999999,"start":1e-18,"constant":[null,1e6,null]}`},
	{old: second, new: `{"method":"certified","memory":5,"coordination":{"ending":"bracket","accuracy":0.9,"carry":false}}`},
	{old: second, new: `{"method":"certified","coordination":{"ending":"kernel","accuracy":0.01}},{"method":"certified","coordination":{}}`},
	{old: second, new: `{"method":"certified","coordination":{"carry":true}}`},
	{old: second, new: `{"method":"coordinated","coordination":{"ending":"bracket"}},{"method":"own","coordination":{"ending":"kernel"}},{"method":"own","name":"r","coordination":{"ending":"race"}}`},
	{old: second, new: `{"method":"own"},{"method":"push-pull","step":"tuned"},{"method":"gradient-descent","name":"gd"},{"method":"bb"}`},
}

// beyondSchema are the faults that a schema cannot express.
var beyondSchema = map[string]bool{
	"too-large": true, "repeated-field": true,
	"not-an-integer": true, // 3.0 is an integer to a schema
	"arc-self-loop":  true, "arc-repeated": true, "not-strongly-connected": true, "zero-denominator": true, "family-nodes": true,
	"capacity-range": true, "bound-range": true, "problem-nodes": true, "name-repeated": true, "data-size": true, "list-length": true,
	"too-few-rows": true, "digraph-file": true, "csv-path": true, "csv-class": true, "csv-unreadable": true, "csv-size": true, "csv-column": true,
	"seeds-end": true, "trace-size": true,
}

// beyondSchemaHere are inputs that a schema cannot refuse, of faults that it finds in others.
var beyondSchemaHere = map[string]bool{
	`"task":"learn","range":1e-14`: true,
	`"task":"learn","start":[0,0]`: true,
	`[1,3]`:                        true,
	`"file":"endless.txt"`:         true,
	`"kind":"quadratic","curvatures":["1","0","1"],"minimisers":["1","1","1"]`: true,
}

func TestWhatTheParserTakesIsValid(t *testing.T) {
	s := coretest.Schema(t, "experiment.schema.json")
	for _, good := range goodInputs {
		text := good.text(t)
		if err := coretest.Validate(t, s, []byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if _, err := Parse([]byte(text), files); good.code != "" {
			isFault(t, err, good.code)
		} else if err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestTheSchemaRefusesWhatTheParserRefuses(t *testing.T) {
	s, seen := coretest.Schema(t, "experiment.schema.json"), map[string]bool{}
	for _, b := range badInputs {
		text := b.text(t)
		if !json.Valid([]byte(text)) || !utf8.ValidString(text) {
			continue
		}
		seen[b.code], seen[b.new] = true, true
		if found := coretest.Validate(t, s, []byte(text)) != nil; found == (beyondSchema[b.code] || beyondSchemaHere[b.new]) {
			t.Errorf("%s, %s: does the schema find it? %t", b.code, b.new, found)
		}
	}
	for _, list := range []map[string]bool{beyondSchema, beyondSchemaHere} {
		for name := range list {
			if !seen[name] {
				t.Errorf("%s: there is no such input", name)
			}
		}
	}
}

func TestExampleFilesAreValid(t *testing.T) {
	s := coretest.Schema(t, "experiment.schema.json")
	entries, err := os.ReadDir("examples")
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d examples, %v", len(entries), err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile("examples/" + entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(entry.Name(), ".json") {
			if err := coretest.Validate(t, s, text); err != nil {
				t.Errorf("%s: %v", entry.Name(), err)
			}
		}
	}
}
