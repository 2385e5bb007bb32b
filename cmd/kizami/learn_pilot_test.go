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
	printed := map[string]string{}
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
				key := strings.Join([]string{experiment, cells[1], cells[2]}, "\n")
				if printed[key] == "" { // both languages show one experiment
					printed[key] = learnText(t, experiment, "--latency", cells[1], "--bandwidth", cells[2])
				}
				for method, want := range map[string]string{"certified": cells[3], "push-pull tuned": cells[4]} {
					if !regexp.MustCompile(`(?m)^│ ` + method + ` .*│ +` + regexp.QuoteMeta(want) + ` │$`).MatchString(printed[key]) {
						t.Errorf("%s and %s: %s is said to take %s s:\n%s", cells[1], cells[2], method, want, printed[key])
					}
				}
			}
		})
	}
}

// learnText returns what kizami learn prints of an experiment.
func learnText(t *testing.T, experiment string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	root := newRoot()
	root.SetArgs(append([]string{"learn", "-"}, args...))
	root.SetIn(strings.NewReader(experiment))
	root.SetOut(&out)
	root.SetErr(&bytes.Buffer{})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
