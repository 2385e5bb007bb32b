//go:build !js

package conformance

import (
	"fmt"
	"strings"
	"testing"
)

// matrix writes what each gate notices.
func (l *lab) matrix(mutants []coreMutant, gates []gate) string {
	var b strings.Builder
	b.WriteString("The gates, by the numbers of the columns:\n\n")
	head, rule := "| mutant | it |", "|---|---|"
	for i, g := range gates {
		fmt.Fprintf(&b, "%d. **%s**: %s\n", i+1, g.name, g.says)
		head += fmt.Sprintf(" %d |", i+1)
		rule += "---|"
	}
	file := ""
	for i, m := range mutants {
		if m.file != file {
			file = m.file
			fmt.Fprintf(&b, "\n#### core/%s\n\n%s\n%s\n", file, head, rule)
		}
		fmt.Fprintf(&b, "| %s | %s |", m.name, m.breaks)
		for _, g := range gates {
			if l.trials[i+1][g.name] != "" {
				b.WriteString(" × |")
			} else {
				b.WriteString("  |")
			}
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "\n%d mutants, %d gates.\n", len(mutants), len(gates))
	return b.String()
}

// Every mutant of core is noticed by some gate, and every gate notices some; core as it is passes them all.
func TestEveryMutantOfCoreIsKilled(t *testing.T) {
	mutants := coreMutants()
	l := tryAll(t, mutants)
	gates := append((&yardstick{}).gates(), gate{name: ownTests,
		says: "the tests of `core/` itself that are quick and compare with no golden file; " +
			"asked only about what nothing else notices"})
	kills := map[string]int{}
	for number := range len(mutants) + 1 {
		name := "core as it is"
		if number > 0 {
			name = mutants[number-1].name
		}
		wrong := l.trials[number]
		switch err := l.broken[number]; {
		case err != nil:
			t.Errorf("%s dies for the wrong reason: %v", name, err)
		case number == 0 && len(wrong) > 0:
			t.Errorf("%s: %v", name, wrong)
		case number > 0 && len(wrong) == 0:
			t.Errorf("%s survives: no gate notices that it %q", name, mutants[number-1].breaks)
		}
		for gate := range wrong {
			kills[gate]++
		}
	}
	for _, g := range gates {
		if kills[g.name] == 0 {
			t.Errorf("the gate %s notices no mutant", g.name)
		}
	}
	if !t.Failed() {
		checkTable(t, "core", l.matrix(mutants, gates))
	}
}
