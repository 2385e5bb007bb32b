package scenario

import (
	"errors"
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
	scenarios := schema(f, "scenario")
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
