package scenario

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"kizami/core/coretest"
)

// FuzzParse: whatever comes in, no panic and no error but an *Error; what is taken is valid by the schema, reads back
// the same, and runs.
func FuzzParse(f *testing.F) {
	f.Add([]byte(base))
	for _, id := range presetIDs {
		data, err := presetFiles.ReadFile("presets/" + id + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, b := range badInputs {
		if text := b.text(f); len(text) < 1000 {
			f.Add([]byte(text))
		}
	}
	for _, ending := range []string{`"bracket"`, `"race","bound":4`, `"bracket","bound":5,"diameter":4`} {
		f.Add([]byte(strings.Replace(base, `"bound","bound":3`, ending, 1)))
	}
	scenarios, outcomes := schema(f, "scenario"), schema(f, "outcome")
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse(data)
		if err != nil {
			isFault(t, err)
			return
		}
		if err := coretest.Validate(t, scenarios, data); err != nil {
			t.Errorf("taken, but not valid: %v", err)
		}
		checkRoundTrip(t, s)
		if s.Cost() > 200_000 {
			return
		}
		if out, err := s.Average(); err != nil {
			isFault(t, err)
		} else if text, _ := json.Marshal(out); coretest.Validate(t, outcomes, text) != nil {
			t.Errorf("%s is no valid outcome", text)
		}
		if trace, err := s.Trace(); err != nil {
			isFault(t, err)
		} else {
			checkEvents(t, trace)
		}
	})
}

func isFault(t *testing.T, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || Sentences()[e.Code] == "" || e.Msg == "" {
		t.Errorf("%#v is not a fault with a known code", err)
	}
}
