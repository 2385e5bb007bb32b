package trace

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
	"kizami/core"
	"kizami/core/coretest"
	"kizami/core/family"
)

// recordBracket runs core's peers on links that lose, double and reorder, with restarts, until all have decided.
func recordBracket(t testing.TB, g *core.Digraph, values []int64, seed uint64) *Bracket {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	rows := make([][]int64, len(values))
	for j, v := range values {
		rows[j] = []int64{v}
	}
	r := &Bracket{Digraph: g, Config: coretest.BracketConfig(g, rows), Values: values}
	r.Config.Rounds = 0
	var peers []*core.BracketPeer
	for j, value := range rows {
		peers = append(peers, coretest.Must(core.NewBracketPeer(r.Config, g.OutDegree(j), g.In(j), value))(t))
	}
	event := func(action string, j int, m *core.BracketReceived) {
		r.Events = append(r.Events, BracketEvent{action, j, m, peers[j].State().BracketState})
	}
	for decided := 0; decided < len(peers); {
		j := random.IntN(len(peers))
		switch p := peers[j]; {
		case random.IntN(40) == 0:
			p.Restart()
			event(core.ActionRestart, j, nil)
		case coretest.Must(p.Advance())(t):
			event(core.ActionAdvance, j, nil)
		case p.Decide():
			decided++
			event(core.ActionDecide, j, nil)
		case len(g.In(j)) > 0:
			i := g.In(j)[random.IntN(len(g.In(j)))]
			offered := peers[i].Offered()
			m := core.BracketReceived{From: i, BracketMessage: offered[random.IntN(len(offered))]}
			action := core.ActionIgnore
			if coretest.Must(p.Receive(i, m.BracketMessage))(t) {
				action = core.ActionReceive
			}
			event(action, j, &m)
		}
	}
	return r
}

// bracketExample is the trace of testdata/bracket.json.
func bracketExample(t testing.TB) *Bracket {
	return recordBracket(t, coretest.Must(family.Cycle(3))(t), []int64{5, 0, -3}, 7)
}

func TestBracketTracesReadBack(t *testing.T) {
	schema := coretest.Schema(t, "bracket-trace.schema.json")
	for seed := range uint64(8) {
		n := 2 + int(seed)%4
		g := coretest.Must(family.Random(n, 1+int(seed)%2, seed))(t)
		values := make([]int64, n)
		for j := range values {
			values[j] = int64(seed+1) * int64(j-1) * 1000
		}
		r := recordBracket(t, g, values, seed)
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := coretest.Validate(t, schema, text); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		again, err := (Options{}).Read(text)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if written, err := json.Marshal(again); err != nil || !bytes.Equal(written, text) {
			t.Errorf("seed %d: %.300s comes back as %.300s, %v", seed, text, written, err)
		}
		if j, err := again.Judge(t.Context(), nil); err != nil || !j.Accepted || j.Judge != ByCore || j.Events != len(r.Events) || j.Nodes != n {
			t.Errorf("seed %d: %+v, %v", seed, j, err)
		}
	}
}

// The example is what core does; go test ./conformance/trace -run BracketExample -update writes it.
func TestBracketExample(t *testing.T) {
	text, err := json.Marshal(bracketExample(t))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "bracket.json")
	if *checkout.Update {
		if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(bytes.TrimSpace(kept), text) {
		t.Errorf("testdata/bracket.json is not what core does: %v: go test ./conformance/trace -run BracketExample -update", err)
	}
}

// Whatever is told wrongly is refused at its event, for its reason.
func TestBracketTracesThatAreForbidden(t *testing.T) {
	find := func(r *Bracket, action string, nth int) int {
		for i, e := range r.Events {
			if e.Action == action {
				if nth--; nth < 0 {
					return i
				}
			}
		}
		t.Fatalf("no further %s", action)
		return -1
	}
	for _, c := range []struct {
		action string
		nth    int
		why    string
		spoil  func(*BracketEvent)
	}{
		{core.ActionAdvance, 4, "the specification has numerator", func(e *BracketEvent) { e.State.Numerator[0]++ }},
		{core.ActionAdvance, 4, "the specification has denominator", func(e *BracketEvent) { e.State.Denominator++ }},
		{core.ActionAdvance, 4, "the specification has least", func(e *BracketEvent) { e.State.Least[0]-- }},
		{core.ActionAdvance, 4, "the specification has greatest", func(e *BracketEvent) { e.State.Greatest[0]++ }},
		{core.ActionAdvance, 9, "the specification has lower", func(e *BracketEvent) { e.State.Lower[0]-- }},
		{core.ActionAdvance, 9, "the specification has upper", func(e *BracketEvent) { e.State.Upper[0]++ }},
		{core.ActionAdvance, 9, "the specification has centre", func(e *BracketEvent) { e.State.Centre[0].SetInt64(99) }},
		{core.ActionAdvance, 9, "the specification has scale", func(e *BracketEvent) { e.State.Scale[0]++ }},
		{core.ActionAdvance, 4, "the specification has round", func(e *BracketEvent) { e.State.Round++ }},
		{core.ActionDecide, 0, "the specification has decided", func(e *BracketEvent) { e.State.Decided-- }},
		{core.ActionDecide, 0, "the specification has average [2/3], the trace tells [1/3]", func(e *BracketEvent) { e.State.Average[0].Numerator = 1 }},
		{core.ActionDecide, 0, "the specification has average [2/3], the trace tells refused", func(e *BracketEvent) { e.State.Average, e.State.Refused = nil, true }},
		{core.ActionDecide, 0, "in round ", func(e *BracketEvent) { e.Action = core.ActionAdvance }},
		{core.ActionAdvance, 0, "no window is over", func(e *BracketEvent) { e.Action = core.ActionDecide }},
		{core.ActionReceive, 3, "offered this message with the frame", func(e *BracketEvent) { e.Message.Frame++ }},
		{core.ActionReceive, 3, "offered this message with the words", func(e *BracketEvent) { e.Message.Words[2]++ }},
		{core.ActionReceive, 3, "has not offered anything of round 99", func(e *BracketEvent) { e.Message.Round = 99 }},
		{core.ActionReceive, 3, "has not offered anything of round", func(e *BracketEvent) { e.Message.Epoch = 1 }},
		{core.ActionReceive, 3, "no arc leads from node", func(e *BracketEvent) { e.Message.From = e.Node }},
		{core.ActionReceive, 3, "does not hold this message and can use it", func(e *BracketEvent) { e.Action = core.ActionIgnore }},
		{core.ActionIgnore, 3, "", func(e *BracketEvent) { e.Action = core.ActionReceive }},
	} {
		r := bracketExample(t)
		at := find(r, c.action, c.nth)
		c.spoil(&r.Events[at])
		j, err := r.Judge(t.Context(), nil)
		if err != nil || j.Accepted || j.Forbidden.Index != at || !strings.Contains(j.Forbidden.Why, c.why) {
			t.Errorf("%s: %+v, %+v, %v", c.why, j, j.Forbidden, err)
		}
	}
	r := bracketExample(t)
	first := find(r, core.ActionReceive, 0)
	advance := slices.IndexFunc(r.Events, func(e BracketEvent) bool { return e.Action == core.ActionAdvance })
	without := *r
	without.Events = slices.Delete(slices.Clone(r.Events), first, first+1)
	if j, err := without.Judge(t.Context(), nil); err != nil || j.Accepted {
		t.Errorf("without its first message: %+v, %v", j, err)
	}
	without.Events = r.Events[advance : advance+1]
	if j, err := without.Judge(t.Context(), nil); err != nil || j.Accepted || !strings.Contains(j.Forbidden.Why, "holds no words of this round from node") {
		t.Errorf("an Advance at once: %+v, %v", j.Forbidden, err)
	}
}

const bracketTrace = `{"kizami":1,"digraph":{"nodes":2,"arcs":[[0,1],[1,0]]},"ending":{"rule":"bracket","bound":2,"diameter":1,"most":"5"},` +
	`"values":["1","-5"],"events":[` +
	`{"action":"Receive","node":1,"message":{"from":0,"epoch":0,"round":0,"frame":0,"words":["1","2","3","4"]}},` +
	`{"action":"Advance","node":1,"round":1,"numerator":"0","denominator":"1","least":"-1","greatest":"1","lower":"-1","upper":"1","centre":"0","scale":-3},` +
	`{"action":"Decide","node":1,"decided":2,"average":["-2","1"]},{"action":"Restart","node":1}]}`

func TestBracketTracesThatAreBad(t *testing.T) {
	schema := coretest.Schema(t, "bracket-trace.schema.json")
	if _, err := (Options{}).Read([]byte(bracketTrace)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		old, new, want string
		beyond         bool // the schema cannot tell
	}{
		{`"kizami":1,`, ``, `the field "kizami" of a trace with the bracket is missing`, false},
		{`"kizami":1`, `"kizami":2`, "kizami: the input has version 2", false},
		{`"values"`, `"prime":"7","values"`, `the field "prime" is not known here`, false},
		{`"bound":2`, `"bound":1`, "ending: the bound 1 must be at least the number of nodes, 2", true},
		{`"diameter":1`, `"diameter":2`, "ending: diameter 2: with the bound 2 it must be between 1 and 1", true},
		{`"diameter":1,`, ``, `the field "diameter" of the bracket is missing`, false},
		{`"most":"5"`, `"most":"4"`, "values[1]: -5 is greater in size than 4", true},
		{`"most":"5"`, `"most":5`, "ending.most: expected string, found number", false},
		{`["1","-5"]`, `["1"]`, "values: 1 values for 2 nodes: every node needs one", true},
		{`"-5"]`, `"-05"]`, `values[1]: "-05" is not a whole number of 64 bits, written as a string`, false},
		{`[[0,1],[1,0]]`, `[[0,1]]`, "digraph: ", true},
		{`"action":"Restart","node":1`, `"action":"Restart","node":2`, "events[3].node: there is no node 2: the nodes are 0 to 1", true},
		{`"from":0`, `"from":2`, "events[0].message.from: there is no node 2: the nodes are 0 to 1", true},
		{`"words":["1","2","3","4"]`, `"words":["1","2","3"]`, "events[0].message.words: 3 words: a message has 4", false},
		{`"frame":0`, `"frame":-1`, "events[0].message.frame: -1 must be an integer from 0 to 4294967295", false},
		{`"frame":0,`, ``, `events[0].message: the field "frame" of a message is missing`, false},
		{`"centre":"0"`, `"centre":"x"`, `events[1].centre: "x" is not a whole number, written as a string`, false},
		{`"scale":-3`, `"scale":-65`, "events[1].scale: -65 must be an integer from -64 to 64", false},
		{`"upper":"1",`, ``, `events[1]: the field "upper" of the action Advance is missing`, false},
		{`["-2","1"]`, `["-2","0"]`, "events[2].average: an average must be a pair [numerator,denominator], the latter positive", true},
		{`["-2","1"]`, `["-2"]`, "events[2].average: an average must be a pair", false},
		{`"average":["-2","1"]`, `"average":["-2","1"],"refused":true`, `events[2]: the field "average" does not belong to the action Decide`, false},
		{`"action":"Restart"`, `"action":"Stop"`, `events[3]: the action "Stop" is not known here`, false},
		{`"action":"Restart",`, ``, `events[3]: the field "action" is missing`, false},
	} {
		text := strings.Replace(bracketTrace, c.old, c.new, 1)
		if _, err := (Options{}).Read([]byte(text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: %v, want %q", c.new, c.old, err, c.want)
		}
		if valid := coretest.Validate(t, schema, []byte(text)) == nil; valid != c.beyond {
			t.Errorf("%s for %s: valid by the schema: %t", c.new, c.old, valid)
		}
	}
	wide := strings.NewReplacer(`"nodes":2,"arcs":[[0,1],[1,0]]`, `"nodes":3,"arcs":[[0,1],[1,2],[2,0]]`, `"bound":2`, `"bound":3`, `"-5"]`, `"-5","0"]`).Replace(bracketTrace)
	if _, err := (Options{}).Read([]byte(wide)); fmt.Sprint(err) != "ending: the diameter 1 is less than that of the digraph, 2" {
		t.Error(err)
	}
}
