package tlc

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

const goodManifest = `{"kizami": 1, "models": [
  {"name": "A-1", "module": "M", "cfg": "A.cfg", "shows": "it holds", "expect": "holds", "exit": 0, "violated": "",
   "nodes": 3, "digraphs": 18, "distinct": 7, "generated": 9, "depth": 4, "quick": true, "graph": true},
  {"name": "B", "module": "M", "cfg": "B.cfg", "shows": "it does not", "expect": "refuted", "exit": 12, "violated": "Inv",
   "distinct": 0, "generated": 0, "depth": 0, "quick": false, "graph": false}]}`

func manifestFiles(manifest string) fstest.MapFS {
	return fstest.MapFS{
		"manifest.json": {Data: []byte(manifest)},
		"M.tla":         {}, "A.cfg": {}, "B.cfg": {},
	}
}

func TestReadManifest(t *testing.T) {
	m, err := ReadManifest(manifestFiles(goodManifest))
	if err != nil {
		t.Fatal(err)
	}
	want := Model{"A-1", "M", "A.cfg", "it holds", Holds, 0, "", 3, 18, 7, 9, 4, true, true}
	if len(m.Models) != 2 || m.Models[0] != want {
		t.Errorf("got %+v", m.Models)
	}
	if m.Models[0].Expected() != "holds" || m.Models[1].Expected() != "refuted: invariant Inv" {
		t.Errorf("expected %q and %q", m.Models[0].Expected(), m.Models[1].Expected())
	}
	if b, err := m.Find("B"); err != nil || b.Cfg != "B.cfg" {
		t.Errorf("B is %+v, %v", b, err)
	}
}

func TestReadManifestErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{goodManifest, "", "manifest.json: EOF"},
		{goodManifest, "[]", "manifest.json: json: cannot unmarshal array"},
		{goodManifest, goodManifest + "{}", "manifest.json: something follows the manifest"},
		{goodManifest, strings.Repeat(" ", maxManifest+1), "manifest.json is larger than 1048576 bytes"},
		{goodManifest, `{"kizami": 1, "models": []}`, "manifest.json lists no model"},
		{`"kizami": 1`, `"kizami": 2`, "manifest.json has version 2; only version 1 is known"},
		{`"quick": true`, `"fast": true`, `manifest.json: json: unknown field "fast"`},
		{`"quick": true`, `"quick": 1`, "manifest.json: json: cannot unmarshal number"},
		{`"name": "B"`, `"name": "A-1"`, `manifest.json: the field "name" of the model "A-1" is given twice`},
		{`"name": "B"`, `"name": ""`, `manifest.json: the field "name" of the model "" (number 2 of the list) must be made of letters, digits, _ and -`},
		{`"module": "M"`, `"module": "../M"`, `manifest.json: the field "module" of the model "A-1" names no module of this folder: ../M`},
		{`"module": "M"`, `"module": "N"`, `the field "module" of the model "A-1" names no module of this folder: N`},
		{`"cfg": "A.cfg"`, `"cfg": "M.tla"`, `the field "cfg" of the model "A-1" names no configuration of this folder: M.tla`},
		{`"shows": "it holds"`, `"shows": ""`, `the field "shows" of the model "A-1" is empty`},
		{`"expect": "holds"`, `"expect": "fails"`, `the field "expect" of the model "A-1" must be "holds" or "refuted"`},
		{`"exit": 0`, `"exit": 12`, `the field "exit" of the model "A-1" must be 0 for a model that holds`},
		{`"exit": 12`, `"exit": 255`, `the field "exit" of the model "B" must be 10 to 14 for a model that is refuted`},
		{`"violated": ""`, `"violated": "Inv"`, `the field "violated" of the model "A-1" must be empty unless`},
		{`"exit": 12`, `"exit": 11`, `the field "violated" of the model "B" must be empty unless`},
		{`"violated": "Inv"`, `"violated": ""`, `the field "violated" of the model "B" must name the invariant or property`},
		{`"nodes": 3`, `"nodes": -3`, `the field "nodes" of the model "A-1" must not be negative`},
		{`"nodes": 3`, `"nodes": "3"`, "manifest.json: json: cannot unmarshal string"},
		{`"digraphs": 18`, `"digraphs": -1`, `the field "digraphs" of the model "A-1" must not be negative`},
		{`"nodes": 3, `, ``, `the field "digraphs" of the model "A-1" must be said together with nodes`},
		{`"distinct": 7`, `"distinct": 0`, `the field "distinct" of the model "A-1" must be positive`},
		{`"distinct": 0`, `"distinct": -1`, `the field "distinct" of the model "B" must be positive`},
		{`"generated": 9`, `"generated": 0`, `the field "generated" of the model "A-1" must be positive`},
		{`"generated": 9`, `"generated": 6`, `the field "generated" of the model "A-1" must not be less than distinct`},
		{`"depth": 4`, `"depth": 0`, `the field "depth" of the model "A-1" must be positive`},
		{`"graph": false`, `"graph": true`, `the field "graph" of the model "B" must be false for a model that is refuted`},
	} {
		m, err := ReadManifest(manifestFiles(strings.Replace(goodManifest, c.old, c.new, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q for %.40q: got %+v, %v, want the error %s", c.new, c.old, m, err, c.want)
		}
		if strings.HasPrefix(c.want, "the field") && !errors.As(err, new(*ManifestError)) {
			t.Errorf("%v is a %T", err, err)
		}
	}
	if _, err := Open(fstest.MapFS{}); err == nil {
		t.Error("a folder without manifest is opened")
	}
}
