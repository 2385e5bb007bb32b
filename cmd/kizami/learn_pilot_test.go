package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The seconds in the pilot's guide, in both languages, are those that its experiment prints.
func TestSecondsOfThePilot(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| (\S+), (\S+bit) \| (\S+) \| (\S+) \|$`)
	for _, name := range []string{"pilot.md", "pilot.ja.md"} {
		text, err := os.ReadFile("../../spec/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_, experiment, _ := strings.Cut(string(text), "```json\n")
		experiment, _, _ = strings.Cut(experiment, "```")
		rows := row.FindAllStringSubmatch(string(text), -1)
		if len(rows) != 3 {
			t.Fatalf("%s: %d rows of seconds", name, len(rows))
		}
		t.Run(name, func(t *testing.T) {
			t.Chdir("../../learn/dataset")
			for _, cells := range rows {
				var out bytes.Buffer
				root := newRoot()
				root.SetArgs([]string{"learn", "-", "--latency", cells[1], "--bandwidth", cells[2]})
				root.SetIn(strings.NewReader(experiment))
				root.SetOut(&out)
				root.SetErr(&bytes.Buffer{})
				if err := root.Execute(); err != nil {
					t.Fatal(err)
				}
				for method, want := range map[string]string{"certified": cells[3], "push-pull tuned": cells[4]} {
					if !regexp.MustCompile(`(?m)^│ ` + method + ` .*│ +` + regexp.QuoteMeta(want) + ` │$`).Match(out.Bytes()) {
						t.Errorf("%s and %s: %s is said to take %s s:\n%s", cells[1], cells[2], method, want, out.String())
					}
				}
			}
		})
	}
}
