package scenario

import (
	"encoding/json"
	"slices"
	"testing"
	"unicode/utf8"

	"kizami/core/coretest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schema returns that of a scenario, a trace or an outcome, which refer to one another.
func schema(t testing.TB, name string) *jsonschema.Schema {
	others := slices.DeleteFunc([]string{"scenario", "trace", "outcome"}, func(other string) bool { return other == name })
	return coretest.Schema(t, name+".schema.json", others[0]+".schema.json", others[1]+".schema.json")
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
			if err := coretest.Validate(t, pair.schema, text); err != nil {
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
	"coordinate-count": true, "zero-denominator": true, "off-grid": true, "value-range": true, "value-digits": true,
	"family-size": true, "file-here": true,
}

func TestWhatTheSchemaRefusesTheParserRefuses(t *testing.T) {
	scenarios := schema(t, "scenario")
	if err := coretest.Validate(t, scenarios, []byte(base)); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, b := range badInputs {
		text := []byte(b.text(t))
		if !json.Valid(text) || !utf8.Valid(text) {
			continue
		}
		found[b.code] = found[b.code] || coretest.Validate(t, scenarios, text) != nil
	}
	for code := range found {
		if found[code] == beyondSchema[code] {
			t.Errorf("%s: does the schema find it? %t", code, found[code])
		}
	}
}
