package model

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

const good = `{"kizami": 1, "module": "M", "models": [
  {"name": "Own_1", "shows": "It holds.", "constants": {"N": 3, "Crashing": [0, 1], "Ending": "bound", "None": "None"},
   "replace": {"InitialDigraphs": "All", "Share": "Whole"}, "specification": "Spec", "constraints": ["Small"], "deadlock": true,
   "invariants": ["TypeOK", "Agreement"], "properties": ["Ends"], "digraphs": 18,
   "holds": {"distinct": 7, "generated": 9, "depth": 4}, "graph": true, "core": true},
  {"name": "Like", "shows": "So does this.", "like": "Own_1",
   "but": {"constants": {"N": 4, "None": null, "Bound": 5}, "replace": {"Share": null}, "specification": "Other", "constraints": [], "deadlock": false},
   "also": {"invariants": ["Wide"], "properties": ["Kept"]}, "without": ["Agreement", "Ends"], "digraphs": 83,
   "holds": {"distinct": 8, "generated": 8, "depth": 3}, "slow": true},
  {"name": "Mut", "shows": "It does not.", "like": "Own_1", "starts": {"InitialDigraphs": "Few"}, "but": {"replace": {"Share": "Half"}},
   "digraphs": 1, "refuted": {"invariant": "Agreement", "distinct": 2}, "because": "Why not?"},
  {"name": "Reach", "shows": "It can happen.", "like": "Like", "refuted": {"property": "Never"}},
  {"name": "Stuck", "shows": "It can be stuck.", "like": "Own_1", "refuted": {"deadlock": true}},
  {"name": "Said", "shows": "It is said.", "like": "Own_1", "refuted": {"assertion": "too \"large\""}},
  {"name": "Assumed", "shows": "It is assumed.", "like": "Own_1", "refuted": {"assumption": "M!Sane"}}
]}`

func filesOf(models string) fstest.MapFS {
	return fstest.MapFS{
		"models/M.json": {Data: []byte(models)},
		"M.tla":         {Data: []byte("---- MODULE M ----\nEXTENDS Base\n====\n")},
		"Base.tla":      {Data: []byte("---- MODULE Base ----\n====\n")},
		"models/R.json": {Data: []byte(`{"kizami": 1, "module": "R", "models": [{"name": "Root", "shows": "It is elsewhere.",
			"specification": "Spec", "deadlock": false, "holds": {"distinct": 1, "generated": 1, "depth": 1}}]}`)},
		"R.tla": {Data: []byte("---- MODULE R ----\n====\n")},
	}
}

func TestRead(t *testing.T) {
	set, err := Read(filesOf(good))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range set {
		names = append(names, m.Name)
	}
	if got := strings.Join(names, " "); got != "Own_1 Like Mut Reach Stuck Said Assumed Root" {
		t.Errorf("the models are %s", got)
	}
	for _, c := range []struct{ name, cfg, said string }{
		{"Own_1", "CONSTANTS\n    N = 3\n    Crashing = {0, 1}\n    Ending = \"bound\"\n    None = None\n    InitialDigraphs <- All\n    Share           <- Whole\n" +
			"SPECIFICATION Spec\nINVARIANTS\n    TypeOK\n    Agreement\nPROPERTY\n    Ends\nCONSTRAINT\n    Small\nCHECK_DEADLOCK TRUE\n",
			"holds, 3 nodes, 18 digraphs, [], []"},
		{"Like", "CONSTANTS\n    N = 4\n    Crashing = {0, 1}\n    Ending = \"bound\"\n    Bound = 5\n    InitialDigraphs <- All\n" +
			"SPECIFICATION Other\nINVARIANTS\n    TypeOK\n    Wide\nPROPERTY\n    Kept\nCHECK_DEADLOCK FALSE\n",
			"holds, 4 nodes, 83 digraphs, [N None Bound Share specification constraints], []"},
		{"Mut", "CONSTANTS\n    N = 3\n    Crashing = {0, 1}\n    Ending = \"bound\"\n    None = None\n    InitialDigraphs <- Few\n    Share           <- Half\n" +
			"SPECIFICATION Spec\nINVARIANT\n    Agreement\nCONSTRAINT\n    Small\nCHECK_DEADLOCK TRUE\n",
			"refuted: invariant Agreement, 3 nodes, 1 digraphs, [Share], [InitialDigraphs]"},
		{"Reach", "CONSTANTS\n    N = 4\n    Crashing = {0, 1}\n    Ending = \"bound\"\n    Bound = 5\n    InitialDigraphs <- All\n" +
			"SPECIFICATION Other\nPROPERTY\n    Never\nCHECK_DEADLOCK FALSE\n",
			"refuted: property Never, 4 nodes, 83 digraphs, [Never], []"},
		{"Stuck", "", "refuted: deadlock, 3 nodes, 18 digraphs, [], []"},
		{"Said", "", `refuted: assertion too "large", 3 nodes, 18 digraphs, [], []`},
		{"Root", "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n", "holds, 0 nodes, 0 digraphs, [], []"},
	} {
		m, err := set.Find(c.name)
		if err != nil {
			t.Fatal(err)
		}
		if c.cfg != "" && m.Config.Text() != c.cfg {
			t.Errorf("%s is\n%s\nwant\n%s", c.name, m.Config.Text(), c.cfg)
		}
		if got := said(m); got != c.said {
			t.Errorf("%s: %s, want %s", c.name, got, c.said)
		}
	}
	if m, _ := set.Find("Own_1"); !m.Quick || !m.Core || !m.Graph || m.Distinct != 7 || m.Generated != 9 || m.Depth != 4 {
		t.Errorf("%+v", m)
	}
	if m, _ := set.Find("Like"); m.Quick {
		t.Error("a slow model is quick")
	}
	if _, err := set.Find("Nobody"); err == nil || !strings.HasPrefix(err.Error(), `there is no model "Nobody"; there are [Own_1 Like `) {
		t.Errorf("an unknown model: %v", err)
	}
	if m, known := set.Start("R"); !known || m.Name != "Root" {
		t.Errorf("R starts with %q", m.Name)
	}
}

func said(m Model) string {
	return fmt.Sprintf("%s, %d nodes, %d digraphs, %v, %v", m.Expected(), m.Nodes, m.Digraphs, m.Changes, m.Starts)
}

func in(model, field string) string { return "models/M.json: the model " + model + ": " + field + ": " }

// beyond marks what a schema cannot refuse.
const beyond = 1

// badModels are changes of the good ones and what is said of them.
var badModels = []struct {
	old, new, want string
	beyond         int
}{
	{good, "", "models/M.json: the input is not JSON", 0},
	{good, "[]", "models/M.json: the input must be an object", 0},
	{good, good + "{}", "models/M.json: the input is followed by something else", beyond},
	{good, strings.Repeat(" ", longestFile+1), "models/M.json: the input is larger than", beyond},
	{good, `{"kizami": 1, "module": "M", "models": []}`, "models/M.json: models: must hold a model", 0},
	{`"kizami": 1`, `"kizami": 2`, "models/M.json: kizami: the input has version 2", 0},
	{`"module": "M"`, `"module": "N"`, "models/M.json: module: must be the name of the file, not N", beyond},
	{`"slow": true`, `"fast": true`, `models/M.json: the model "Like": the field "fast" is not known here`, 0},
	{`"slow": true`, `"slow": 1`, in(`"Like"`, "slow") + "expected boolean", 0},
	{`"slow": true`, `"slow": true, "slow": true`, `models/M.json: the model "Like": the field "slow" is given twice`, beyond},
	{`"N": 4, "None"`, `"N": 4, "N": 5, "None"`, in(`"Like"`, "but.constants") + `the field "N" is given twice`, beyond},
	{`"name": "Like", `, ``, `models/M.json: the model number 2: the field "name" is missing`, 0},
	{`"name": "Like"`, `"name": "Mut"`, in(`"Mut"`, "name") + "is that of a model in models/M.json already", beyond},
	{`"name": "Reach"`, `"name": "Root"`, `models/R.json: the model "Root": name: is that of a model in models/M.json already`, beyond},
	{`"name": "Like"`, `"name": "../x"`, in(`"../x"`, "name") + "must be made of letters, digits and _,", 0},
	{`"It holds."`, `" "`, in(`"Own_1"`, "shows") + "is empty", 0},
	{`"It holds."`, `"It\nholds."`, in(`"Own_1"`, "shows") + "must be a single line", 0},
	{`"N": 3`, `"N": 2147483648`, in(`"Own_1"`, "constants.N") + "must be an integer of 32 bits", 0},
	{`"N": 3`, `"N": 1.5`, in(`"Own_1"`, "constants.N") + "must be an integer of 32 bits", 0},
	{`"N": 3`, `"N": {}`, in(`"Own_1"`, "constants.N") + "must be an integer, a list of integers, a text or null", 0},
	{`"N": 3`, `"N": "a\"b"`, in(`"Own_1"`, "constants.N") + "must be made of letters", 0},
	{`[0, 1]`, `[0, "1"]`, in(`"Own_1"`, "constants.Crashing[1]") + "expected integer", 0},
	{`"N": 3`, `"N = 4\n": 3`, in(`"Own_1"`, "constants.N = 4\n") + `"N = 4�" is no name of TLA+`, 0},
	{`"Half"`, `"Half INVARIANT"`, in(`"Mut"`, "but.replace.Share") + "must be the name of a definition", 0},
	{`"Half"`, `"Whole"`, in(`"Mut"`, "but.replace.Share") + "is Whole in the other model already", beyond},
	{`"Bound": 5`, `"Bound": null`, in(`"Like"`, "but.constants.Bound") + "is not there in the other model", beyond},
	{`"Other"`, `"Spec"`, in(`"Like"`, "but.specification") + "is Spec in the other model already", beyond},
	{`"constraints": []`, `"constraints": ["Small"]`, in(`"Like"`, "but.constraints") + "is [Small] in the other model already", beyond},
	{`"deadlock": false},`, `"deadlock": true},`, in(`"Like"`, "but.deadlock") + "is true in the other model already", beyond},
	{`["Wide"]`, `["TypeOK"]`, in(`"Like"`, "also.invariants") + "the other model claims TypeOK already", beyond},
	{`["Wide"]`, `["Wide", "Wide"]`, in(`"Like"`, "also.invariants[1]") + "Wide is given twice", 0},
	{`["Agreement", "Ends"]`, `["Validity"]`, in(`"Like"`, "without") + "the other model does not claim Validity", beyond},
	{`"Few"`, `"All"`, in(`"Mut"`, "starts") + "replace.InitialDigraphs is All in the other model already", beyond},
	{`{"InitialDigraphs": "Few"}`, `{"Share": "Few"}`, in(`"Mut"`, "starts.Share") + "starts are [InitialDigraphs InitialValues InitialProbes]", 0},
	{`{"InitialDigraphs": "Few"}`, `{"InitialDigraphs": null}`, in(`"Mut"`, "starts.InitialDigraphs") + "starts are", 0},
	{`"like": "Like"`, `"like": "Nobody"`, in(`"Reach"`, "like") + `there is no model "Nobody"`, beyond},
	{`"like": "Like"`, `"like": "Mut"`, in(`"Reach"`, "like") + "Mut is refuted", beyond},
	{`"like": "Like"`, `"like": "Root"`, in(`"Reach"`, "like") + "Root is a model of R, on which M does not build", beyond},
	{`"specification": "Spec", "con`, `"con`, in(`"Own_1"`, "specification") + "is missing, and there is no model that this one is like", 0},
	{`"deadlock": true,`, ``, in(`"Own_1"`, "deadlock") + "is missing", 0},
	{`"like": "Own_1", "starts"`, `"specification": "S", "deadlock": true, "starts"`, in(`"Mut"`, "starts") + "needs a model that this one is like", 0},
	{`"like": "Like", `, `"like": "Like", "replace": {}, `, in(`"Reach"`, "replace") + "belongs into but", 0},
	{`"also": {`, `"invariants": ["Wide"], "also": {`, in(`"Like"`, "invariants") + "belongs into also", 0},
	{`"like": "Like", `, `"like": "Like", "also": {}, `, in(`"Reach"`, "also") + "is not for a refuted model", 0},
	{`"slow": true`, `"because": "Why?"`, in(`"Like"`, "because") + "is for a refuted model only", 0},
	{`, "refuted": {"property": "Never"}`, ``, in(`"Reach"`, "holds") + "or refuted is missing", 0},
	{`"refuted": {"property"`, `"holds": {"distinct": 1, "generated": 1, "depth": 1}, "refuted": {"property"`, in(`"Reach"`, "refuted") + "and holds exclude each other", 0},
	{`{"property": "Never"}`, `{}`, in(`"Reach"`, "refuted") + "must name one thing", 0},
	{`{"property": "Never"}`, `{"property": "Never", "invariant": "Never"}`, in(`"Reach"`, "refuted") + "must name one thing", 0},
	{`{"property": "Never"}`, `{"property": "M!Never"}`, in(`"Reach"`, "refuted.property") + "must be made of letters", 0},
	{`{"deadlock": true}`, `{"deadlock": false}`, in(`"Stuck"`, "refuted.deadlock") + "must be true or left out", 0},
	{`"like": "Own_1", "refuted": {"deadlock": true}`, `"like": "Like", "refuted": {"deadlock": true}`, in(`"Stuck"`, "refuted") + "a deadlock cannot be refuted where deadlock is false", beyond},
	{`"distinct": 7, `, ``, in(`"Own_1"`, "holds") + `the field "distinct" is missing`, 0},
	{`"distinct": 7`, `"distinct": 0`, in(`"Own_1"`, "holds.distinct") + "must be positive, not 0", 0},
	{`"generated": 9`, `"generated": 6`, in(`"Own_1"`, "holds") + "generated must not be less than distinct", beyond},
	{`"digraphs": 18`, `"digraphs": -1`, in(`"Own_1"`, "digraphs") + "must be positive", 0},
	{`"N": 4, "None"`, `"N": null, "None"`, in(`"Like"`, "digraphs") + "needs a constant N", beyond},
	{`"slow": true`, `"slow": true, "core": true`, in(`"Like"`, "core") + "is for a model that is not slow", 0},
	{`"refuted": {"property": "Never"}`, `"refuted": {"property": "Never"}, "graph": true`, in(`"Reach"`, "graph") + "is for a model that holds", 0},
}

func TestReadErrors(t *testing.T) {
	for _, c := range badModels {
		if !strings.Contains(good, c.old) {
			t.Fatalf("the models do not hold %q", c.old)
		}
		set, err := Read(filesOf(strings.Replace(good, c.old, c.new, 1)))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.60q for %.60q: got %d models, %v, want the error %s", c.new, c.old, len(set), err, c.want)
		}
		if !errors.As(err, new(*Error)) {
			t.Errorf("%v is a %T", err, err)
		}
	}
}

func TestReadOfNoModels(t *testing.T) {
	if _, err := Read(fstest.MapFS{}); err == nil || err.Error() != "there are no models: the folder has no models/*.json" {
		t.Errorf("got %v", err)
	}
	files := filesOf(good)
	delete(files, "M.tla")
	if _, err := Read(files); err == nil || err.Error() != "models/M.json: module: there is no M.tla" {
		t.Errorf("got %v", err)
	}
}

// Nobody must look up more than three models to know what another one is, and no model is like itself.
func TestChains(t *testing.T) {
	link := func(name, like string) string {
		return `, {"name": "` + name + `", "shows": "It holds.", "like": "` + like + `", "holds": {"distinct": 1, "generated": 1, "depth": 1}}`
	}
	chain := func(more ...string) string { return strings.Replace(good, "\n]}", strings.Join(more, "")+"\n]}", 1) }
	if _, err := Read(filesOf(chain(link("Two", "Like"), link("Three", "Two")))); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		models string
		model  string
	}{
		{chain(link("Two", "Like"), link("Three", "Two"), link("Four", "Three")), "Four"},
		{chain(link("A", "B"), link("B", "A")), "A"},
		{chain(link("A", "A")), "A"},
	} {
		_, err := Read(filesOf(c.models))
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Field != "like" || !strings.Contains(wrong.Msg, "more than 3 models") {
			t.Errorf("%s: %v", c.model, err)
		}
	}
}
