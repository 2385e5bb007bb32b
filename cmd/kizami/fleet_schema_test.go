package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kizami/core/coretest"
)

func TestFilesOfFleetsFitTheirSchemas(t *testing.T) {
	common, node := coretest.Schema(t, "fleet.schema.json"), coretest.Schema(t, "node.schema.json")
	folder := t.TempDir()
	for name, text := range map[string]string{
		"ring.json":  `{ "kizami": 1, "digraph": { "nodes": 3, "arcs": [[0,1],[1,2],[2,0]] }, "values": ["1", "2.5", "-7/3"] }`,
		"wide.json":  `{ "kizami": 1, "digraph": { "family": "cycle", "nodes": 4 }, "values": [["1","0"],["2","0"],["3","0"],["4","0"]], "ending": { "rule": "bracket" } }`,
		"alone.json": `{ "kizami": 1, "digraph": { "nodes": 1, "arcs": [] }, "values": ["1"] }`,
		"learn.json": `{ "kizami": 1, "task": "learn", "digraph": { "family": "cycle", "nodes": 3 }, "problem": { "kind": "least-squares", "dimension": 2, "rows": 8 }, "methods": [ { "method": "certified" } ] }`,
	} {
		into := filepath.Join(folder, "of-"+name)
		root := newRoot()
		root.SetArgs([]string{"fleet", "init", written(t, folder, name, text), into, "--servers", "nats://127.0.0.1:1"})
		root.SetOut(new(bytes.Buffer))
		if err := root.Execute(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		fits := func(schema *jsonschema.Schema, file string) {
			data, err := os.ReadFile(filepath.Join(into, file))
			if err != nil {
				t.Fatal(err)
			}
			if err := coretest.Validate(t, schema, data); err != nil {
				t.Errorf("%s, %s: %v", name, file, err)
			}
		}
		fits(common, "fleet.json")
		fits(node, "node-0.json")
	}
	if coretest.Validate(t, common, []byte(`{"kizami":1,"nonce":"","nodes":1,"arcs":[],"bound":1,"diameter":1}`)) == nil {
		t.Error("the schema takes a fleet with nothing to do")
	}
	if coretest.Validate(t, node, []byte(`{"kizami":1,"common":"c","node":0,"servers":"s","journal":"j","value":["1e9"]}`)) == nil {
		t.Error("the schema takes a value that the program refuses")
	}
}
