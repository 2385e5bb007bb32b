package trace

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kizami/core"
	"kizami/core/coretest"
)

// exampleTraces are small traces to look at and to try: kizami conform --trace.
var exampleTraces = []string{"bound.json", "probe.json", "forbidden.json"}

// checkTraceRoundTrip: what is read is valid by the schema and is written as it was.
func checkTraceRoundTrip(t testing.TB, schema *jsonschema.Schema, trace *Trace) []byte {
	t.Helper()
	text, err := json.Marshal(trace)
	if err != nil {
		t.Fatal(err)
	}
	if err := coretest.Validate(t, schema, text); err != nil {
		t.Errorf("%.300s: %v", text, err)
	}
	again, err := Parse(text)
	if err != nil {
		t.Fatalf("%.300s: %v", text, err)
	}
	if written, err := json.Marshal(again); err != nil || !bytes.Equal(written, text) {
		t.Errorf("%.300s comes back as %.300s, %v", text, written, err)
	}
	return text
}

func TestMessageTracesReadBack(t *testing.T) {
	schema := coretest.Schema(t, "message-trace.schema.json")
	for seed := range int64(12) {
		n := 2 + int(seed)%5
		checkTraceRoundTrip(t, schema, recordedTrace(t, n, n*int(seed%2), core.ModelPrime, seed, someFaults))
		checkTraceRoundTrip(t, schema, recordedTrace(t, n, n*int(seed%2), core.MersennePrime, seed, someFaults))
	}
}

const (
	boundTrace = `{"kizami":1,"prime":"46337","digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"ending":{"rule":"bound","bound":2},` +
		`"values":["1","46336"],"events":[` +
		`{"action":"Receive","node":1,"message":{"from":0,"epoch":0,"round":0,"horizon":0,"words":["23169","23169"]}},` +
		`{"action":"Ignore","node":1,"message":{"from":0,"epoch":0,"round":0,"horizon":0,"words":["23169","23169"]}},` +
		`{"action":"Advance","node":1,"round":1,"numerator":"0","denominator":"1"},` +
		`{"action":"Decide","node":1,"order":0,"decided":2,"average":"0"},` +
		`{"action":"Stop","node":1,"stopped":2},{"action":"Restart","node":1}]}`
	probeTrace = `{"kizami":1,"prime":"46337","digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"ending":{"rule":"probe"},` +
		`"values":["1","46336"],"probes":["7","8"],"events":[` +
		`{"action":"Receive","node":1,"message":{"from":0,"epoch":0,"round":3,"horizon":2,"words":[]}},` +
		`{"action":"Advance","node":1,"round":1,"numerator":"0","denominator":"1","probe":"5","horizon":1},` +
		`{"action":"Decide","node":1,"order":0,"decided":2,"refused":true}]}`
)

// badTraces: each differs from a good trace in one place. Beyond are those that the schema cannot tell.
var badTraces = []struct {
	base, old, new, want string
	beyond               bool
}{
	{boundTrace, boundTrace, "", "the input is not JSON at line 1, column 1: unexpected end", true},
	{boundTrace, boundTrace, "[]", "the input must be an object, not of the type list", false},
	{boundTrace, `"node":1}]}`, `"node":1}`, "the input is not JSON at line 1, column ", true},
	{boundTrace, `{"action":"Stop"`, "\n\n" + `{action:"Stop"`, "the input is not JSON at line 3, column 2: invalid character 'a'", true},
	{boundTrace, boundTrace, boundTrace + " {}", "the input is followed by something else at line 1, column ", true},
	{boundTrace, `"kizami":1`, `"kizami":2`, "kizami: the input has version 2; only version 1 is known", false},
	{boundTrace, `"kizami":1,`, ``, `the field "kizami" of a trace with the bound ending is missing`, false},
	{boundTrace, `"kizami"`, `"Kizami"`, `the field "Kizami" is not known here`, false},
	{boundTrace, `"kizami":1`, `"kizami":1,"kizami":1`, `the field "kizami" is given twice`, true},
	{boundTrace, `"46337"`, `46337`, "prime: expected string, found number", false},
	{boundTrace, `"46337"`, `"46335"`, "prime: 46335 is not an odd prime of at most 61 bits", true},
	{boundTrace, `"46337"`, `"18446744073709551557"`, "prime: 18446744073709551557 is not an odd prime of at most 61 bits", false},
	{boundTrace, `"46337"`, `"046337"`, `prime: "046337" is not a decimal number, written as a string`, false},
	{boundTrace, `"nodes":2`, `"nodes":2.0`, "digraph.nodes: 2.0 must be an integer without point or exponent", true},
	{boundTrace, `"nodes":2`, `"nodes":-2`, "digraph.nodes: -2 must be an integer from 0 to 2147483647", false},
	{boundTrace, `"nodes":2`, `"nodes":0`, "digraph: a digraph of 0 nodes: the number of nodes must be between 1 and 10000", false},
	{boundTrace, `"nodes":2`, `"nodes":3`, "digraph: the digraph is not strongly connected", true},
	{boundTrace, `"nodes":2`, `"nodes":2,"name":""`, `digraph: the field "name" is not known here`, false},
	{boundTrace, `"nodes":2,`, ``, `digraph: the field "nodes" of a digraph is missing`, false},
	{boundTrace, `[0,1]`, `[0]`, "digraph.arcs[0]: an arc must be a pair of nodes [from,to]", false},
	{boundTrace, `[1,0]]`, `[1,2]]`, "digraph: arc 1, 1→2: nodes are numbered 0 to 1", true},
	{boundTrace, `{"rule":"bound","bound":2}`, `"bound"`, "ending: expected object, found string", false},
	{boundTrace, `"rule":"bound"`, `"rule":"never"`, `ending: the rule must be "bound" or "probe"`, false},
	{boundTrace, `,"bound":2`, ``, `ending: the field "bound" of the bound ending is missing`, false},
	{boundTrace, `"bound":2`, `"bound":0`, "ending: bound 0: must be between 1 and 10000", false},
	{boundTrace, `"bound":2`, `"bound":1`, "ending: the bound 1 must be at least the number of nodes, 2", true},
	{boundTrace, `"rule":"bound"`, `"rule":"probe"`, `ending: the field "bound" does not belong to the probe ending`, false},
	{boundTrace, `{"rule":"bound","bound":2}`, `{"rule":"probe"}`, `the field "probes" of a trace with the probe ending is missing`, false},
	{probeTrace, `{"rule":"probe"}`, `{"rule":"bound","bound":2}`,
		`the field "probes" does not belong to a trace with the bound ending`, false},
	{boundTrace, `"46337"`, `"3"`, `values[0]: 1 is out of range: with this prime and 2 nodes a value is at most 0 in size`, true},
	{boundTrace, `"46336"]`, `"46337"]`,
		"values[1]: 46337 is out of range: with this prime and 2 nodes a value is at most 5792 in size", true},
	{boundTrace, `"46336"]`, `"20000"]`,
		"values[1]: 20000 is out of range: with this prime and 2 nodes a value is at most 5792 in size", true},
	{boundTrace, `,"46336"]`, `]`, "values: 1 values for 2 nodes: every node needs one", true},
	{probeTrace, `"7",`, ``, "probes: 1 probes for 2 nodes: every node needs one", true},
	{probeTrace, `"7",`, `"46337",`, "probes[0]: 46337 is not below the prime 46337", true},
	{probeTrace, `,"probe":"5","horizon":1`, ``,
		`events[1]: the fields "probe" and "horizon" are missing, which belong to the probe ending`, false},
	{probeTrace, `,"probe":"5"`, ``, `events[1]: the field "probe" of the action Advance is missing`, false},
	{boundTrace, `"denominator":"1"`, `"denominator":"1","probe":"5","horizon":1`,
		`events[2]: the fields "probe" and "horizon" do not belong to the bound ending`, false},
	{boundTrace, `"action":"Stop"`, `"action":"Halt"`, `events[4]: the action "Halt" is not known here`, false},
	{boundTrace, `"action":"Stop",`, ``, `events[4]: the field "action" is missing`, false},
	{boundTrace, `"Stop","node":1`, `"Stop"`, `events[4]: the field "node" of the action Stop is missing`, false},
	{boundTrace, `"Stop","node":1`, `"Stop","node":2`, "events[4].node: there is no node 2: the nodes are 0 to 1", true},
	{boundTrace, `"stopped":2`, `"stopped":2,"round":2`, `events[4]: the field "round" does not belong to the action Stop`, false},
	{boundTrace, `"stopped":2`, `"stopped":null`, "events[4].stopped: expected integer, found null", false},
	{boundTrace, `"stopped":2`, `"stopped":2147483648`, "events[4].stopped: 2147483648 must be an integer from 0 to 2147483647", false},
	{boundTrace, `"average":"0"`, `"refused":false`, "events[3].refused: this must be true or absent", false},
	{boundTrace, `"average":"0"`, `"average":"0","refused":true`,
		`events[3]: the field "average" does not belong to the action Decide`, false},
	{boundTrace, `,"average":"0"`, ``, `events[3]: the field "average" of the action Decide is missing`, false},
	{boundTrace, `"average":"0"`, `"average":"46337"`, "events[3].average: 46337 is not below the prime 46337", true},
	{boundTrace, `"numerator":"0"`, `"numerator":"-1"`, `events[2].numerator: "-1" is not a decimal number, written as a string`, false},
	{boundTrace, `"numerator":"0"`, `"numerator":"99999"`, `events[2].numerator: 99999 is not below the prime 46337`, true},
	{boundTrace, `"from":0`, `"from":2`, "events[0].message.from: there is no node 2: the nodes are 0 to 1", true},
	{boundTrace, `"from":0,`, ``, `events[0].message: the field "from" of a message is missing`, false},
	{boundTrace, `"from":0`, `"from":0,"to":1`, `events[0].message: the field "to" is not known here`, false},
	{boundTrace, `["23169",`, `[`, "events[0].message.words: 1 words: a message has 2, and a mark none", true},
	{boundTrace, `["23169",`, `["46337",`, "events[0].message.words[0]: 46337 is not below the prime 46337", true},
	{boundTrace, `"epoch":0`, `"epoch":4294967296`, "events[0].message.epoch: 4294967296 must be an integer from 0 to 2147483647", false},
}

func TestBadMessageTraces(t *testing.T) {
	schema := coretest.Schema(t, "message-trace.schema.json")
	for _, good := range []string{boundTrace, probeTrace} {
		trace, err := Parse([]byte(good))
		if err != nil {
			t.Fatal(err)
		}
		if text := checkTraceRoundTrip(t, schema, trace); string(text) != good {
			t.Errorf("%s comes back as %s", good, text)
		}
	}
	for _, b := range badTraces {
		text := strings.Replace(b.base, b.old, b.new, 1)
		_, err := Parse([]byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), b.want) {
			t.Errorf("%s for %s:\n%v, want\n%s", b.new, b.old, err, b.want)
		}
		if !b.beyond && coretest.Validate(t, schema, []byte(text)) == nil {
			t.Errorf("%s for %s: the schema allows it", b.new, b.old)
		}
	}
	_, err := Parse(bytes.Repeat([]byte(" "), MaxBytes+1))
	if err == nil || err.Error() != "the input is larger than 16777216 bytes" {
		t.Errorf("a large file: %v", err)
	}
}

// FuzzParseMessageTrace: whatever comes in, no panic and one line for an error; what is taken is valid by the schema,
// reads back the same, and package core can replay it.
func FuzzParseMessageTrace(f *testing.F) {
	f.Add([]byte(boundTrace))
	f.Add([]byte(probeTrace))
	for _, b := range badTraces {
		f.Add([]byte(strings.Replace(b.base, b.old, b.new, 1)))
	}
	for _, name := range exampleTraces {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	schema := coretest.Schema(f, "message-trace.schema.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		trace, err := Parse(data)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("%q is not one line", err)
			}
			return
		}
		checkTraceRoundTrip(t, schema, trace)
		accepted, why, err := trace.Replay()
		if err != nil || (why == "") != (accepted == len(trace.Events)) {
			t.Errorf("%d of %d events, then %q, %v", accepted, len(trace.Events), why, err)
		}
	})
}
