package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"kizami/core/coretest"
)

func TestModelsAndPredictionsFitTheirSchemas(t *testing.T) {
	models := coretest.Schema(t, "model.schema.json", "report.schema.json")
	predictions := coretest.Schema(t, "prediction.schema.json")
	for _, kind := range []string{"ridge", "logistic"} {
		folder := t.TempDir()
		data := written(t, folder, "data.csv", "x,z,y\n1,5,0\n2,3,0\n3,2,1\n4,1,1\n")
		experiment := written(t, folder, "e.json", `{"kizami": 1, "task": "learn", "digraph": {"family": "cycle", "nodes": 2}, "problem": {"kind": "`+kind+
			`", "csv": "data.csv", "target": "y", "standardise": true}, "methods": [{"method": "coordinated"}], "seeds": {"count": 1}}`)
		model := filepath.Join(folder, "model.json")
		reportOf(t, experiment, "--model", model)
		text, err := os.ReadFile(model)
		if err != nil {
			t.Fatal(err)
		}
		if err := coretest.Validate(t, models, text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		var out bytes.Buffer
		root := newRoot()
		root.SetArgs([]string{"predict", model, data, "--json"})
		root.SetOut(&out)
		if err := root.Execute(); err != nil {
			t.Fatal(err)
		}
		if err := coretest.Validate(t, predictions, out.Bytes()); err != nil {
			t.Errorf("%s: %v", out.String(), err)
		}
	}
}
