package site

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kizami/core"
)

func TestRulesOfTheSpecificationAreRead(t *testing.T) {
	rules, err := readRules("..", lockStep, onLinks, learning, bracket, certified)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		for name, text := range map[string]string{"title": r.Title, "formula": r.Formula, "argument": r.Argument, "TLA+": r.TLA, "Go": r.Go, "check": r.Check} {
			if text == "" || strings.ContainsAny(text, "`") || strings.Contains(text, "**") {
				t.Errorf("%s has the %s %q", r.ID, name, text)
			}
		}
	}
}

// TestEveryActionIsToldByRulesThatExist holds src/told.json, which says by which rules an action is told.
func TestEveryActionIsToldByRulesThatExist(t *testing.T) {
	rules, err := readRules("..", lockStep, bracket)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range rules {
		known[r.ID] = true
	}
	data, err := os.ReadFile(filepath.Join("src", "told.json"))
	if err != nil {
		t.Fatal(err)
	}
	var told map[string]map[string][]string
	if err := json.Unmarshal(data, &told); err != nil {
		t.Fatal(err)
	}
	algebra := []string{core.ActionInit, core.ActionAdvance, core.ActionDecide, core.ActionStop}
	mixing := []string{core.ActionInit, core.ActionAdvance, "Window", core.ActionDecide} // an Advance that ends a window is told apart
	for ending, actions := range map[string][]string{"bound": algebra, "probe": algebra, "bracket": mixing, "race": append(mixing, "Bound")} {
		for _, action := range actions {
			ids := told[ending][action]
			if len(ids) == 0 {
				t.Errorf("%s with the %s ending is told by no rule", action, ending)
			}
			for _, id := range ids {
				if !known[id] {
					t.Errorf("%s with the %s ending is told by %s, which the specification does not hold", action, ending, id)
				}
			}
		}
	}
}

func TestParseRules(t *testing.T) {
	rules, err := parseRules("a page", "# x\n- before: ignored\n### FTC-1 A name\n- formula: a `b`\n  and [c](#d) on\n- TLA+: `X!Y`\n\ntext\n## End\n### FTC-9 Late\n")
	if err != nil || len(rules) != 1 {
		t.Fatalf("%v, %v", rules, err)
	}
	if r := rules[0]; r.ID != "FTC-1" || r.Title != "A name" || r.Formula != "a b and c on" || r.TLA != "X!Y" {
		t.Errorf("%+v", r)
	}
	for _, broken := range []string{"", "### FTC-1 A\n- wrong: entry\n"} {
		if _, err := parseRules("a page", broken); err == nil {
			t.Errorf("%q: no error", broken)
		}
	}
}
