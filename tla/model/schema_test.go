package model

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kizami/tla"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("../../spec/models.schema.json") // by hand: the compiler's own loader has no folders under wasm
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("models.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("models.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(value)
}

func TestWhatIsReadIsValid(t *testing.T) {
	s := schema(t)
	if err := validate(t, s, good); err != nil {
		t.Error(err)
	}
	names, err := fs.Glob(tla.Files, Dir+"/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(tla.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The schema refuses what the parser refuses, as far as a schema can.
func TestWhatTheSchemaRefuses(t *testing.T) {
	s := schema(t)
	for _, c := range badModels {
		text := strings.Replace(good, c.old, c.new, 1)
		if !json.Valid([]byte(text)) {
			continue
		}
		if refused := validate(t, s, text) != nil; refused == (c.beyond == beyond) {
			t.Errorf("%.60q for %.60q: does the schema refuse it? %t", c.new, c.old, refused)
		}
	}
}
