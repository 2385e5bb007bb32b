package trace

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// asLines writes a trace as JSON Lines; extra goes into its head, its events, and their messages.
func asLines(t *testing.T, data []byte, extra string) []byte {
	t.Helper()
	var head map[string]json.RawMessage
	var events []json.RawMessage
	if err := json.Unmarshal(data, &head); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(head["events"], &events); err != nil {
		t.Fatal(err)
	}
	delete(head, "events")
	first, err := json.Marshal(head)
	if err != nil {
		t.Fatal(err)
	}
	lines := [][]byte{first}
	for _, event := range events {
		var line bytes.Buffer
		if err := json.Compact(&line, event); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line.Bytes())
	}
	text := bytes.Join(lines, []byte("\n"))
	return append(bytes.ReplaceAll(text, []byte("{"), []byte("{"+extra)), '\n')
}

func TestJSONLinesTellTheSameTrace(t *testing.T) {
	for _, name := range []string{"bound", "probe", "bracket"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := Options{}.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Options{}.Read(asLines(t, data, ""))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", name, err)
		}
		noted := asLines(t, data, `"at":[{"ms":3.5e2}],"at":"repeated",`)
		got, err = Options{Extra: true}.Read(noted)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s with notes: %v", name, err)
		}
		if _, err := (Options{}).Read(noted); err == nil || !strings.Contains(err.Error(), `the field "at" is not known here`) {
			t.Errorf("%s: notes that nobody asked for: %v", name, err)
		}
	}
}

func TestLinesThatAreNoTrace(t *testing.T) {
	const head = `{"kizami":1,"prime":"46337","digraph":{"nodes":1,"arcs":[]},"ending":{"rule":"bound","bound":1},"values":["5"]}` + "\n"
	const decide = `{"action":"Decide","node":0,"order":0,"decided":0,"average":"5"}` + "\n"
	for text, want := range map[string]string{
		head + decide + `{"action":"Stop","node":0}`:                `events[1]: the field "stopped" of the action Stop is missing`,
		head + decide + "{\"action\":\n":                            `after line 2, events[1]: this is not JSON: unexpected EOF`,
		head + decide + "stop\n":                                    `after line 2, events[1]: this is not JSON: invalid character 's' looking for beginning of value`,
		strings.Replace(head, "]}\n", `],"events":[]}`, 1) + decide: `behind the trace there is more; of JSON Lines, the first line has no "events", for each other line is one`,
		head:            `the field "events" of a trace with the bound ending is missing`,
		"{}\n" + decide: `the field "kizami" of a trace with the bound ending is missing`,
	} {
		for _, o := range []Options{{}, {Extra: true}} {
			if _, err := o.Read([]byte(text)); err == nil || err.Error() != want {
				t.Errorf("%q: %v, want %s", text, err, want)
			}
		}
	}
	if _, err := (Options{Extra: true}).Read([]byte(strings.Replace(head, "{", `{"note":[1,}`, 1))); err == nil {
		t.Error("a note that is no JSON is taken")
	}
}
