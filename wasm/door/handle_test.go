package door

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kizami/core/scenario"
)

const triangle = `{"kizami":1,"digraph":{"nodes":3,"arcs":[[0,1],[1,2],[2,0],[0,2]]},"values":["1","2","6"],"ending":{"rule":"bound","bound":3}}`

// reply is an answer as a caller sees it.
type reply struct {
	V       int
	ID      uint64
	OK      bool
	Version string
	Prime   string
	Presets []struct {
		ID       string
		Scenario json.RawMessage
	}
	Scenario json.RawMessage
	Outcome  json.RawMessage
	Trace    json.RawMessage
	Examples []Example
	Report   json.RawMessage
	Digraph  *Digraph
	Recipe   []scenario.RecipeAnswer
	Error    *Failure
}

func ask(t *testing.T, request string) reply {
	t.Helper()
	return decode(t, Handle([]byte(request)))
}

func decode(t *testing.T, answer []byte) reply {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.DisallowUnknownFields()
	var r reply
	if err := decoder.Decode(&r); err != nil {
		t.Fatalf("answer %.300s: %v", answer, err)
	}
	if r.V != 1 || r.OK == (r.Error != nil) || bytes.ContainsRune(answer, '\n') {
		t.Fatalf("answer %.300s: must have version 1, either ok or an error, and one line", answer)
	}
	return r
}

func written(op, rest string) string { return fmt.Sprintf(`{"v":1,"id":7,"op":%q%s}`, op, rest) }

func TestEveryPresetRunsAndItsTraceEndsInItsOutcome(t *testing.T) {
	presets := scenario.Presets()
	listed := ask(t, written("presets", "")).Presets
	if len(presets) == 0 || len(listed) != len(presets) {
		t.Fatalf("%d presets are listed, there are %d", len(listed), len(presets))
	}
	for i, p := range presets {
		text, err := json.Marshal(p.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		average := ask(t, written("average", `,"scenario":`+string(text)))
		run := ask(t, written("run", `,"scenario":`+string(text)))
		if listed[i].ID != p.ID || !average.OK || !run.OK || average.ID != 7 || run.ID != 7 {
			t.Fatalf("preset %s: listed as %s, answers %+v and %+v", p.ID, listed[i].ID, average.Error, run.Error)
		}
		var trace struct{ Outcome json.RawMessage }
		if err := json.Unmarshal(run.Trace, &trace); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(average.Outcome), string(trace.Outcome)); diff != "" {
			t.Errorf("preset %s: average and the trace's outcome differ: %s", p.ID, diff)
		}
	}
}

func TestVersion(t *testing.T) {
	got := ask(t, written("version", ""))
	if got.Version != Version || got.Prime != "2305843009213693951" {
		t.Errorf("version %q, prime %q", got.Version, got.Prime)
	}
}

func TestRandomIsRepeatableAndRuns(t *testing.T) {
	for _, ending := range []string{"bound", "probe"} {
		first := ask(t, written("random", `,"nodes":6,"seed":42,"ending":"`+ending+`"`))
		again := ask(t, written("random", `,"ending":"`+ending+`","seed":42,"nodes":6`))
		other := ask(t, written("random", `,"nodes":6,"seed":43,"ending":"`+ending+`"`))
		if !first.OK || !bytes.Equal(first.Scenario, again.Scenario) || bytes.Equal(first.Scenario, other.Scenario) {
			t.Errorf("%s: %s, again %s, with another seed %s", ending, first.Scenario, again.Scenario, other.Scenario)
		}
		if run := ask(t, written("run", `,"scenario":`+string(first.Scenario))); !run.OK {
			t.Errorf("%s: %+v", ending, run.Error)
		}
	}
}

func TestAHundredRandomNodesAreAffordable(t *testing.T) {
	for _, ending := range []string{"bound", "probe"} {
		if r := ask(t, written("random", `,"nodes":100,"seed":1,"ending":"`+ending+`"`)); !r.OK {
			t.Errorf("%s: %s", ending, r.Error.Msg)
		}
	}
}

func TestScenarioAsTextIsTheSameScenario(t *testing.T) {
	quoted, _ := json.Marshal(triangle)
	object := Handle([]byte(written("run", `,"scenario":`+triangle)))
	text := Handle([]byte(written("run", `,"scenario":`+string(quoted))))
	if !bytes.Equal(object, text) || !decode(t, object).OK {
		t.Errorf("as an object: %.200s\nas text: %.200s", object, text)
	}
}

func TestTheDigraphOfAFamilyCanBeDrawn(t *testing.T) {
	const ring = `{"kizami":1,"digraph":{"family":"ring","nodes":4},"values":["1","2","3","6"],"ending":{"rule":"bound","bound":4}}`
	got := ask(t, written("run", `,"scenario":`+ring))
	if !got.OK || got.Digraph == nil || got.Digraph.Nodes != 4 || len(got.Digraph.Arcs) != 8 {
		t.Errorf("%+v, %+v", got.Digraph, got.Error)
	}
	if explicit := ask(t, written("run", `,"scenario":`+triangle)); explicit.Digraph != nil {
		t.Errorf("arcs are listed twice: %+v", explicit.Digraph)
	}
}

func TestAPanicBecomesAnAnswer(t *testing.T) {
	known := map[string]operation{"boom": {nil, func(*request, *answer) error { panic("boom: " + strings.Repeat("x", 500)) }}}
	got := decode(t, handle([]byte(written("boom", "")), known))
	if got.OK || got.ID != 7 || got.Error.Code != "internal" || !strings.Contains(got.Error.Msg, "boom") || len(got.Error.Msg) > 200 {
		t.Errorf("%+v", got.Error)
	}
}

func TestAnAnswerThatCannotBeEncodedBecomesAnError(t *testing.T) {
	known := map[string]operation{"odd": {nil, func(_ *request, a *answer) error {
		return &Failure{Code: "odd", Args: map[string]any{"f": func() {}}}
	}}}
	if got := decode(t, handle([]byte(written("odd", "")), known)); got.ID != 7 || got.Error.Code != "internal" {
		t.Errorf("%+v", got.Error)
	}
}
