//go:build !js

package tlc

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// A refuted model that says starts begins with some of the starts of the model that it is like, and with no others: TLC says
// so of each of these sets. It is asked for the contrary, which it must refute before it searches anything.
func TestStartsAreSomeOfThose(t *testing.T) {
	needTLC(t)
	s := embedded(t)
	asked, claims := map[string]Model{}, map[string][]string{}
	for _, m := range s.Models {
		base, _ := s.Models.Find(m.Like)
		for _, name := range m.Starts {
			key := fmt.Sprint(m.Module, m.Nodes)
			claim := m.Config.Replacement(name) + ` \subseteq ` + base.Config.Replacement(name)
			if !slices.Contains(claims[key], claim) {
				claims[key] = append(claims[key], claim)
			}
			asked[key] = base
		}
	}
	if len(asked) == 0 {
		t.Fatal("no model says starts")
	}
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		m := asked[key]
		root := "---- MODULE Contrary ----\nEXTENDS " + m.Module + "\nASSUME ~(" + strings.Join(claims[key], " /\\ ") + ")\n====\n"
		m.Module, m.Distinct = "Contrary", 1 // it ends before the first state, and Java is to know that it will be short
		m.Config.Constants = slices.Clone(m.Config.Constants)
		for i, c := range m.Config.Constants {
			if c.Name == "Ending" {
				m.Config.Constants[i].Value = `"bound"` // then nothing is assumed of probes, which takes long
			}
		}
		r, err := s.With(map[string]string{"Contrary.tla": root}).Try(t.Context(), m, TryOptions{})
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
		} else if r.Kind != Assumption {
			t.Errorf("%s: one of these is not so: %s", m.Name, strings.Join(claims[key], ", "))
		}
	}
}
