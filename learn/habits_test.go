package learn

import (
	"slices"
	"strings"
	"testing"
)

const plainCSV = "x,z,y\n1.5,10,3\n2.25,12,4\n3.5,9,6\n4.5,15,8\n"

// The same four rows in the habits of many programs are the same problem.
func TestHabitsOfOtherPrograms(t *testing.T) {
	c := CSV{Kind: KindRidge, Ridge: 1, Target: "y", Nodes: 2, Intercept: true}
	plain, _, err := c.Read("a.csv", []byte(plainCSV))
	if err != nil {
		t.Fatal(err)
	}
	want, _ := plain.Optimum()
	semicolons := strings.NewReplacer(",", ";", ".", ",").Replace(plainCSV)
	indexed := func(first string, from int) string {
		lines := strings.Split(strings.TrimSpace(plainCSV), "\n")
		for i := range lines {
			if i > 0 {
				first = string(rune('0' + from + i - 1))
			}
			lines[i] = first + "," + lines[i]
		}
		return strings.Join(lines, "\n")
	}
	for name, text := range map[string]string{
		"semicolons, decimal commas": semicolons,
		"Excel's first line":         "sep=;\r\n" + strings.ReplaceAll(semicolons, "\n", "\r\n"),
		"quoted decimal commas":      strings.NewReplacer("1.5", `"1,5"`, "2.25", `"2,25"`, "3.5", `"3,5"`, "4.5", `"4,5"`).Replace(plainCSV),
		"blanks":                     strings.ReplaceAll(plainCSV, ",", "  "),
		"tabs":                       strings.ReplaceAll(plainCSV, ",", "\t"),
		"lines end with a comma":     strings.ReplaceAll(plainCSV, "\n", ",\n"),
		"index without a name":       indexed("", 0),
		"index saved again":          indexed("Unnamed: 0", 0),
		"ids from 1":                 indexed("id", 1),
	} {
		p, reading, err := c.Read("a.csv", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, _ := p.Optimum(); !slices.Equal(got, want) || len(reading.Features) != 2 {
			t.Errorf("%s: %v with %v, want %v", name, got, reading.Features, want)
		}
	}
	switched, _, err := c.Read("a.csv", []byte("x,z,y\n1,True,3\n2,False,4\n"))
	if err != nil {
		t.Fatal(err)
	}
	numbers, _, _ := c.Read("a.csv", []byte("x,z,y\n1,1,3\n2,0,4\n"))
	got, _ := switched.Optimum()
	if want, _ := numbers.Optimum(); !slices.Equal(got, want) {
		t.Errorf("True and False: %v, want %v", got, want)
	}
}

// What could be read in two ways is not guessed at.
func TestHabitsThatAreRefused(t *testing.T) {
	c := CSV{Kind: KindRidge, Ridge: 1, Target: "y", Nodes: 2, Intercept: true}
	for name, b := range map[string]struct{ text, code string }{
		"decimal commas between commas": {"x,y\n1,5,3\n1,25,4\n3,5,6\n", "csv-fields"},
		"signs of thousands":            {"x,y\n\"1,000\",3\n\"2,500\",4\n", "csv-number"},
		"both signs":                    {"x;y\n1.000,5;3\n2.500,5;4\n", "csv-number"},
		"a workbook":                    {"PK\x03\x04", "csv-syntax"},
		"a value is a dash":             {"x,y\n-,3\n2,4\n", "csv-missing"},
	} {
		_, _, err := c.Read("a.csv", []byte(b.text))
		t.Log(name)
		isFault(t, err, b.code)
	}
	if _, reading, err := c.Read("a.csv", []byte("id,x,y\n7,1,3\n9,2,4\n")); err != nil || len(reading.Features) != 2 {
		t.Errorf("an id that counts no rows is a feature: %v", err)
	}
}
