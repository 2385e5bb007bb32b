package model

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"kizami/core/coretest"
	"kizami/tla"
)

func TestWhatIsReadIsValid(t *testing.T) {
	s := coretest.Schema(t, "models.schema.json")
	if err := coretest.Validate(t, s, []byte(good)); err != nil {
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
		if err := coretest.Validate(t, s, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The schema refuses what the parser refuses, as far as a schema can.
func TestWhatTheSchemaRefuses(t *testing.T) {
	s := coretest.Schema(t, "models.schema.json")
	for _, c := range badModels {
		text := strings.Replace(good, c.old, c.new, 1)
		if !json.Valid([]byte(text)) {
			continue
		}
		if refused := coretest.Validate(t, s, []byte(text)) != nil; refused == (c.beyond == beyond) {
			t.Errorf("%.60q for %.60q: does the schema refuse it? %t", c.new, c.old, refused)
		}
	}
}
