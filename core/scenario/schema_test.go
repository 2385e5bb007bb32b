package scenario

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func schema(t testing.TB, name string) *jsonschema.Schema {
	compiler := jsonschema.NewCompiler()
	for _, file := range []string{"scenario.schema.json", "trace.schema.json", "outcome.schema.json"} {
		text, err := os.ReadFile("../../spec/" + file) // by hand: the compiler's own loader has no folders under wasm
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(file, document); err != nil {
			t.Fatal(err)
		}
	}
	s, err := compiler.Compile(name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, text []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s.Validate(value)
}

func TestWhatTheParserTakesIsValid(t *testing.T) {
	scenarios, traces, outcomes := schema(t, "scenario"), schema(t, "trace"), schema(t, "outcome")
	for _, s := range many(t) {
		trace := must(s.Trace())
		for name, pair := range map[string]struct {
			schema *jsonschema.Schema
			value  any
		}{"scenario": {scenarios, s}, "trace": {traces, trace}, "outcome": {outcomes, trace.Outcome}} {
			text, err := json.Marshal(pair.value)
			if err != nil {
				t.Fatal(err)
			}
			if err := validate(t, pair.schema, text); err != nil {
				t.Errorf("the %s %s: %v", name, text, err)
			}
		}
	}
}

// beyondSchema are the faults that a schema cannot express; all others it finds too.
var beyondSchema = map[string]bool{
	"too-large": true, "repeated-field": true,
	"not-an-integer": true, // 3.0 is an integer to a schema
	"arc-self-loop":  true, "arc-repeated": true, "not-strongly-connected": true, "value-count": true,
	"coordinate-count": true, "zero-denominator": true, "off-grid": true, "value-range": true,
	"family-size": true,
}

func TestWhatTheSchemaRefusesTheParserRefuses(t *testing.T) {
	scenarios := schema(t, "scenario")
	if err := validate(t, scenarios, []byte(base)); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, b := range badInputs {
		text := []byte(b.text(t))
		if !json.Valid(text) || !utf8.Valid(text) {
			continue
		}
		found[b.code] = found[b.code] || validate(t, scenarios, text) != nil
	}
	for code := range found {
		if found[code] == beyondSchema[code] {
			t.Errorf("%s: does the schema find it? %t", code, found[code])
		}
	}
}
