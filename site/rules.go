package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Rule is a requirement of spec/, the only place where a rule is stated.
type Rule struct {
	ID       string `json:"-"`
	Title    string `json:"title"`
	Formula  string `json:"-"`
	Argument string `json:"-"`
	TLA      string `json:"tla"`
	Go       string `json:"go"`
	Check    string `json:"check"`
	Proof    string `json:"-"` // theorems of spec/proof; "" where it is on paper only
}

// The pages of spec/ that state rules. What the playground plays is told by those of lockStep and bracket.
const (
	lockStep  = "protocol.md"
	onLinks   = "messages.md"
	learning  = "learning.md"
	bracket   = "bracket.md"
	certified = "certified.md"
)

func readRules(root string, pages ...string) ([]Rule, error) {
	var all []Rule
	for _, page := range pages {
		text, err := os.ReadFile(filepath.Join(root, "spec", page))
		if err != nil {
			return nil, err
		}
		rules, err := parseRules("spec/"+page, string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, rules...)
	}
	return all, nil
}

// parseRules reads every heading "### FTC-n Title" and the list under it on a page of spec/. A line that begins with two spaces continues
// the entry before it.
func parseRules(page, text string) (rules []Rule, err error) {
	var entry *string
	for number, line := range strings.Split(text, "\n") {
		heading, isRule := strings.CutPrefix(line, "### FTC-")
		switch {
		case isRule:
			id, title, _ := strings.Cut(heading, " ")
			rules, entry = append(rules, Rule{ID: "FTC-" + id, Title: title}), nil
		case strings.HasPrefix(line, "#"):
			entry = nil
			if len(rules) > 0 && strings.HasPrefix(line, "## ") {
				return rules, nil
			}
		case strings.HasPrefix(line, "- ") && len(rules) > 0:
			name, value, _ := strings.Cut(line[2:], ": ")
			if entry = rules[len(rules)-1].entry(name); entry == nil {
				return nil, fmt.Errorf("%s, line %d: unknown entry %q of %s", page, number+1, name, rules[len(rules)-1].ID)
			}
			*entry = plain(value)
		case strings.HasPrefix(line, "  ") && entry != nil:
			*entry += " " + plain(strings.TrimSpace(line))
		}
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("%s holds no requirement", page)
	}
	return rules, nil
}

func (r *Rule) entry(name string) *string {
	return map[string]*string{
		"formula": &r.Formula, "argument": &r.Argument, "TLA+": &r.TLA, "Go": &r.Go, "check": &r.Check, "proof": &r.Proof,
	}[name]
}

// plain takes the markup off: marks of code and of emphasis, and links of which the text stays.
func plain(text string) string {
	text = strings.NewReplacer("`", "", "**", "").Replace(text)
	for {
		before, rest, found := strings.Cut(text, "](")
		open := strings.LastIndex(before, "[")
		_, after, closed := strings.Cut(rest, ")")
		if !found || open < 0 || !closed {
			return text
		}
		text = before[:open] + before[open+1:] + after
	}
}
