package door

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"kizami/core/scenario"
)

func TestRefusals(t *testing.T) {
	run := func(scenario string) string { return written("run", `,"scenario":`+scenario) }
	cases := []struct{ name, request, code, path string }{
		{"nothing", ``, "bad-request", ""},
		{"no object", `[]`, "bad-request", ""},
		{"null", `null`, "bad-request", ""},
		{"half", `{"v":1,"id":7,"op":"version"`, "bad-request", ""},
		{"two", `{"v":1,"id":7,"op":"version"}{}`, "bad-request", ""},
		{"closed early", written("run", `,"scenario":{}},"x":{}`), "bad-request", ""},
		{"not UTF-8", "{\"v\":1,\"id\":7,\"op\":\"\xff\"}", "bad-request", ""},
		{"field without a value", `{"v":1,"id":7,"op":}`, "bad-request", "op"},
		{"repeated field", `{"v":1,"id":7,"op":"version","op":"version"}`, "bad-request", "op"},
		{"unknown field", written("version", `,"x":1`), "bad-request", "x"},
		{"field in capitals", `{"v":1,"id":7,"op":"version","ID":7}`, "bad-request", "ID"},
		{"superfluous field", written("version", `,"scenario":{}`), "bad-request", "scenario"},
		{"no version", `{"id":7,"op":"version"}`, "missing-field", "v"},
		{"no id", `{"v":1,"op":"version"}`, "missing-field", "id"},
		{"no op", `{"v":1,"id":7}`, "missing-field", "op"},
		{"no scenario", written("run", ""), "missing-field", "scenario"},
		{"no seed", written("random", `,"nodes":6,"ending":"bound"`), "missing-field", "seed"},
		{"version 2", `{"v":2,"id":7,"op":"version","new":1}`, "unknown-version", "v"},
		{"version as text", `{"v":"1","id":7,"op":"version"}`, "unknown-version", "v"},
		{"unknown op", written("rum", ""), "unknown-op", "op"},
		{"op in capitals", written("RUN", ""), "unknown-op", "op"},
		{"op null", `{"v":1,"id":7,"op":null}`, "bad-request", "op"},
		{"op number", `{"v":1,"id":7,"op":1}`, "bad-request", "op"},
		{"id text", `{"v":1,"id":"7","op":"version"}`, "bad-request", "id"},
		{"id fraction", `{"v":1,"id":7.0,"op":"version"}`, "bad-request", "id"},
		{"id negative", `{"v":1,"id":-1,"op":"version"}`, "bad-request", "id"},
		{"id too large", `{"v":1,"id":9007199254740992,"op":"version"}`, "bad-request", "id"},
		{"seed too large", written("random", `,"nodes":6,"seed":9007199254740992,"ending":"bound"`), "bad-request", "seed"},
		{"nodes fraction", written("random", `,"nodes":6.5,"seed":1,"ending":"bound"`), "bad-request", "nodes"},
		{"no nodes at all", written("random", `,"nodes":0,"seed":1,"ending":"bound"`), "node-count", ""},
		{"too many nodes", written("random", `,"nodes":10001,"seed":1,"ending":"bound"`), "node-count", "nodes"},
		{"more nodes than 32 bits", written("random", `,"nodes":4294967302,"seed":1,"ending":"bound"`), "node-count", "nodes"},
		{"random ending", written("random", `,"nodes":6,"seed":1,"ending":"never"`), "ending-rule", ""},
		{"random too costly", written("random", `,"nodes":500,"seed":1,"ending":"probe"`), "too-costly", ""},
		{"scenario null", run(`null`), "not-an-object", ""},
		{"scenario list", run(`[]`), "not-an-object", ""},
		{"scenario empty text", run(`""`), "not-json", ""},
		{"scenario repeated field", run(`{"kizami":1,"kizami":1}`), "repeated-field", ""},
		{"scenario field missing", run(`{"kizami":1}`), "missing-field", ""},
		{"not strongly connected", run(strings.Replace(triangle, "[2,0],", "", 1)), "not-strongly-connected", "digraph"},
	}
	for _, c := range cases {
		got := ask(t, c.request)
		if got.OK || got.Error.Code != c.code || got.Error.Path != c.path {
			t.Errorf("%s: got %+v, want code %s at %q", c.name, got.Error, c.code, c.path)
		}
		checkSentence(t, got.Error)
	}
}

func checkSentence(t *testing.T, f *Failure) {
	t.Helper()
	if f.Msg == "" || strings.ContainsAny(f.Msg, "{}\n") {
		t.Errorf("code %s says %q with %v", f.Code, f.Msg, f.Args)
	}
	if _, known := Sentences()[f.Code]; !known {
		t.Errorf("code %s has no sentence", f.Code)
	}
}

func TestARefusalCarriesTheIDWheneverItCanBeRead(t *testing.T) {
	for text, want := range map[string]uint64{
		`{"id":7,"v":2}`:            7,
		`{"id":7,"id":8}`:           7,
		`{"id":7,"op":`:             7,
		`{"id":9007199254740991}`:   9007199254740991,
		`{"op":"version","id":"x"}`: 0,
		`{`:                         0,
	} {
		if got := ask(t, text); got.OK || got.ID != want {
			t.Errorf("%s: id %d, want %d", text, got.ID, want)
		}
	}
}

func TestSyntaxErrorsNameThePlaceInTheText(t *testing.T) {
	quoted, _ := json.Marshal("{\n  \"kizami\": oops}")
	got := ask(t, written("run", `,"scenario":`+string(quoted)))
	if got.OK || got.Error.Code != "not-json" || got.Error.Args["line"] != 2.0 {
		t.Errorf("%+v", got.Error)
	}
}

func TestLongInputIsClippedInTheAnswer(t *testing.T) {
	long := strings.Repeat("あ", 5000)
	for _, text := range []string{written(long, ""), written("version", `,"`+long+`":1`), `{"v":"` + long + `","id":1,"op":"version"}`} {
		if answer := Handle([]byte(text)); len(answer) > 1500 {
			t.Errorf("an answer of %d bytes: %.100s", len(answer), answer)
		}
	}
}

func TestControlCharactersDoNotReachASentence(t *testing.T) {
	got := ask(t, `{"v":1,"id":7,"op":"a\u001b[31m\nb"}`)
	if got.Error.Args["op"] != "a\ufffd[31m\ufffdb" {
		t.Errorf("%+v", got.Error)
	}
	checkSentence(t, got.Error)
}

func TestSizeLimit(t *testing.T) {
	padded := func(size int) string {
		text := written("version", "")
		return text + strings.Repeat(" ", size-len(text))
	}
	if got := ask(t, padded(MaxRequest)); !got.OK {
		t.Errorf("a request of %d bytes: %+v", MaxRequest, got.Error)
	}
	got := ask(t, padded(MaxRequest+1))
	if got.OK || got.Error.Code != "request-too-large" || got.Error.Args["limit"] != float64(MaxRequest) {
		t.Errorf("a request of %d bytes: %+v", MaxRequest+1, got.Error)
	}
}

func TestCostLimitIsExact(t *testing.T) {
	s, err := scenario.Parse([]byte(triangle))
	if err != nil {
		t.Fatal(err)
	}
	at, below := Limits{Average: cost(s), Run: cost(s)}, Limits{Average: cost(s) - 1, Run: cost(s) - 1}
	if _, err := Average([]byte(triangle), at); err != nil {
		t.Error(err)
	}
	if _, err := Run([]byte(triangle), at); err != nil {
		t.Error(err)
	}
	_, average := Average([]byte(triangle), below)
	_, run := Run([]byte(triangle), below)
	for _, err := range []error{average, run} {
		if f := NewFailure(err); f.Code != "too-costly" || f.Args["cost"] != cost(s) || f.Args["limit"] != cost(s)-1 {
			t.Errorf("%+v", f)
		}
		checkSentence(t, NewFailure(err))
	}
}

// A single node with many coordinates and a large bound is little work but much memory.
func TestMemoryCountsAsCost(t *testing.T) {
	row := strings.TrimSuffix(strings.Repeat(`"1",`, 1000), ",")
	text := fmt.Sprintf(`{"kizami":1,"digraph":{"nodes":1,"arcs":[]},"values":[[%s]],"ending":{"rule":"bound","bound":10000}}`, row)
	for _, op := range []string{"average", "run"} {
		if got := ask(t, written(op, `,"scenario":`+text)); got.OK || got.Error.Code != "too-costly" {
			t.Errorf("%s: %+v", op, got.Error)
		}
	}
}

// ring returns a scenario with the bracket on a directed cycle, where it takes long.
func ring(nodes int) string {
	values := make([]string, nodes)
	for j := range values {
		values[j] = fmt.Sprintf(`"%d"`, j*j%7)
	}
	return fmt.Sprintf(`{"kizami":1,"digraph":{"family":"cycle","nodes":%d},"values":[%s],"ending":{"rule":"bracket"}}`, nodes, strings.Join(values, ","))
}

// How many rounds the bracket takes is not known beforehand: a run is given up when it has cost what is allowed.
func TestBracketIsGivenUpAtTheLimit(t *testing.T) {
	for _, c := range []struct {
		nodes int
		run   int64
		code  string
	}{{12, 1_000_000, ""}, {12, 100_000, "bracket-late"}, {100, 1_000_000, "rounds-short"}, {1000, 1_000_000, "too-costly"}} {
		trace, err := Run([]byte(ring(c.nodes)), Limits{Run: c.run})
		if err == nil && c.code == "" {
			words := 4 * c.nodes * (trace.Outcome.Rounds + 1)
			if data, _ := json.Marshal(trace); len(data) > 80*words || int64(words)*stepsPerMixed > c.run {
				t.Errorf("%d nodes: %d bytes for %d words", c.nodes, len(data), words)
			}
			continue
		}
		if err == nil || NewFailure(err).Code != c.code {
			t.Errorf("%d nodes, a limit of %d: %v, want %q", c.nodes, c.run, err, c.code)
			continue
		}
		checkSentence(t, NewFailure(err))
	}
	got := ask(t, written("run", `,"scenario":`+ring(18)))
	if !got.OK {
		t.Errorf("18 nodes: %+v", got.Error)
	}
	if got := ask(t, written("average", `,"scenario":`+ring(60))); !got.OK {
		t.Errorf("60 nodes: %+v", got.Error)
	}
}
