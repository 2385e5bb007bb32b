//go:build !js

package mutant

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kizami/conformance/checkout"
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
			switch why := l.trials[i+1][g.name]; {
			case why == "":
				b.WriteString("  |")
			case g.name == ownTests:
				fmt.Fprintf(&b, " `%s` |", why)
			default:
				b.WriteString(" × |")
			}
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "\n%d mutants, %d gates.\n", len(mutants), len(gates))
	return b.String()
}

// row returns the cells of a mutant on the page, or none.
func row(page string, m coreMutant) []string {
	_, row, found := strings.Cut(page, fmt.Sprintf("\n| %s | %s |", m.name, m.breaks))
	if !found {
		return nil
	}
	row, _, _ = strings.Cut(row, "\n")
	all := strings.Split(strings.TrimSuffix(row, "|"), "|")
	for i := range all {
		all[i] = strings.Trim(all[i], " `")
	}
	return all
}

// lastCell returns the test of core that notices the mutant, or "".
func lastCell(page string, m coreMutant) string {
	if all := row(page, m); all != nil && strings.HasPrefix(all[len(all)-1], "Test") {
		return all[len(all)-1]
	}
	return ""
}

// cells returns what the page says of a mutant, gate by gate, or nil.
func cells(page string, m coreMutant, gates int) []string {
	if all := row(page, m); len(all) == gates {
		return all
	}
	return nil
}

// firstNoticed returns the number of the first gate that notices a mutant with these cells, or -1.
func firstNoticed(cells []string) int {
	return slices.IndexFunc(cells, func(cell string) bool { return cell != "" })
}

// namedTests returns the tests of core by which the page says that a mutant is noticed; each must be one of these.
func namedTests(t *testing.T, mutants []coreMutant, fit []string) map[int]string {
	t.Helper()
	page, named := checkout.Read(t, mutantsPage), map[int]string{}
	for i, m := range mutants {
		test := lastCell(page, m) // however many gates there were when the row was written
		if test == "" {
			continue
		}
		if named[i+1] = test; !slices.Contains(fit, test) {
			t.Errorf("%s is noticed by %s, says %s, but core has no such test that counts: %s", m.name, test, mutantsPage, checkout.Anew)
		}
	}
	return named
}

// fillIn adds what the page says that other gates notice to what the page's first one did, which must have noticed.
func (l *lab) fillIn(t *testing.T, mutants []coreMutant, gates []gate) {
	page := checkout.Read(t, mutantsPage)
	for i, m := range mutants {
		all := cells(page, m, len(gates))
		if *checkout.Update && all == nil {
			continue
		}
		if firstNoticed(all) < 0 {
			t.Errorf("%s has no row of %d gates on %s: %s", m.name, len(gates), mutantsPage, checkout.Anew)
			continue
		}
		noticed := l.trials[i+1]
		if first := gates[firstNoticed(all)].name; noticed[first] == "" {
			t.Errorf("%s: %s should notice, but that is %v; if that is right, delete its row", m.name, first, slices.Collect(maps.Keys(noticed)))
			continue
		}
		for column, cell := range all {
			if name := gates[column].name; cell != "" && noticed[name] == "" {
				noticed[name] = cell
			}
		}
	}
}

// allGates are those of a yardstick and core's own tests, in the order of the columns.
func allGates() []gate {
	return append((&yardstick{}).gates(), gate{name: ownTests,
		says: "the tests of `core/` itself that are quick and compare with no golden file, by name; " +
			"asked only about what nothing else notices"})
}

// Every mutant of core is noticed by some gate, and every gate notices some; core as it is passes them all. To write the
// table, every gate is asked about every mutant that has no row; otherwise the first one of its row is asked, and the others if
// that is silent.
func TestEveryMutantOfCoreIsKilled(t *testing.T) {
	mutants := coreMutants()
	l := tryAll(t, mutants)
	gates := allGates()
	l.fillIn(t, mutants, gates)
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
	if !t.Failed() || *checkout.Update { // what was tried is kept, though some survive
		checkTable(t, "core", l.matrix(mutants, gates))
	}
}
