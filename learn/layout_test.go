package learn

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// The same table, as people have it.
func TestLayoutsThatMeanTheSame(t *testing.T) {
	plain := CSV{Kind: KindRidge, Ridge: 0.1, Target: "y", Nodes: 2, Intercept: true}
	const text = "x,z,y\n1.5,-2,3\n2,4e-1,5\n-1,7,0.25\n8,1,1\n"
	want, wanted, err := plain.Read("a.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	point, _ := want.Optimum()
	for _, c := range []struct {
		name, text string
		layout     Layout
		target     string
	}{
		{"semicolons and quotes", "\"x\";\"z\";\"y\"\n1.5;-2;3\n2;4e-1;5\n-1;7;0.25\n8;1;1\n", Layout{}, "y"},
		{"decimal commas", "x;z;y\n1,5;-2;3\n2;4e-1;5\n-1;7;0,25\n8;1;1\n", Layout{}, "y"},
		{"decimal commas, told", "x;z;y\n1,5;-2;3\n2;4e-1;5\n-1;7;0,25\n8;1;1\n", Layout{Separator: ";", Decimal: ","}, "y"},
		{"tabs", "x\tz\ty\n1.5\t-2\t3\n2\t4e-1\t5\n-1\t7\t0.25\n8\t1\t1\n", Layout{}, "y"},
		{"bars", "x|z|y\n1.5|-2|3\n2|4e-1|5\n-1|7|0.25\n8|1|1\n", Layout{}, "y"},
		{"blanks, told", "x  z y\n1.5 -2   3\n2 4e-1 5\n-1 7 0.25\n8 1 1\n", Layout{Separator: " "}, "y"},
		{"comments and Windows", "# by hand, 2024\r\nx,z,y\r\n1.5,-2,3\r\n# more\r\n2,4e-1,5\r\n-1,7,0.25\r\n8,1,1\r\n", Layout{}, "y"},
		{"an index without a name", ",x,z,y\n0,1.5,-2,3\n1,2,4e-1,5\n2,-1,7,0.25\n3,8,1,1\n", Layout{}, "y"},
		{"names of rows, as R has them", "x,z,y\na,1.5,-2,3\nb,2,4e-1,5\nc,-1,7,0.25\nd,8,1,1\n", Layout{}, "y"},
		{"a named index", "id,x,z,y\n7,1.5,-2,3\n8,2,4e-1,5\n9,-1,7,0.25\n9,8,1,1\n", Layout{Index: "id"}, "y"},
		{"words to ignore", "x,who,z,y\n1.5,ann,-2,3\n2,bo,4e-1,5\n-1,cy,7,0.25\n8,di,1,1\n", Layout{Ignore: []string{"who"}}, "y"},
		{"named features", "x,who,z,y\n1.5,ann,-2,3\n2,bo,4e-1,5\n-1,cy,7,0.25\n8,di,1,1\n", Layout{Features: []string{"z", "x"}}, "y"},
		{"no header", "1.5,-2,3\n2,4e-1,5\n-1,7,0.25\n8,1,1\n", Layout{NoHeader: true}, "3"},
		{"rows that lack something, dropped", "x,z,y\n1.5,-2,3\n?,3,4\n2,4e-1,5\n1,NA,5\n-1,7,0.25\n8,1,1\n3,4,\n", Layout{Missing: MissingDrop}, "y"},
		{"a lacking number filled", "x,z,y\n1.5,-2,3\n2,4e-1,5\n-1,7,0.25\n8,nan,1\n", Layout{Missing: MissingMean}, "y"},
		{"a lacking number filled, a row without a target dropped", "x,z,y\n1.5,-2,3\n?,1,?\n2,4e-1,5\n-1,7,0.25\n8,nan,1\n", Layout{Missing: MissingMean}, "y"},
	} {
		csv := plain
		csv.Layout, csv.Target = c.layout, c.target
		problem, reading, err := csv.Read("a.csv", []byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got, _ := problem.Optimum()
		filled := reading.Filled > 0 // by (−2 + 0.4 + 7)/3 = 1.8 instead of 1
		if slices.Equal(got, point) == filled || reading.Rows != 4 || !slices.Equal(reading.Sizes, wanted.Sizes) {
			t.Errorf("%s: minimiser %v, want %v; %+v", c.name, got, point, reading)
		}
		if reading.Filled > 1 {
			t.Errorf("%s: %d fields are filled, want 1", c.name, reading.Filled)
		}
		if filled && math.Abs(reading.Features[1].Mean-1.8) > 1e-15 {
			t.Errorf("%s: the mean of z is %v", c.name, reading.Features[1].Mean)
		}
	}
}

func TestClasses(t *testing.T) {
	for _, c := range []struct {
		labels, classes string
		given           []string
	}{
		{"0 1 1 0", "0 1", nil}, {"-1 1 1 -1", "-1 1", nil}, {"1 2 2 1", "1 2", nil}, {"10 9 9 10", "9 10", nil}, {"M B B M", "B M", nil},
		{"no yes yes no", "no yes", nil}, {"no yes yes no", "yes no", []string{"yes", "no"}}, {"1.0 0 0 1", "0 1.0", nil},
	} {
		var text strings.Builder
		text.WriteString("x,y\n")
		for i, label := range strings.Fields(c.labels) {
			text.WriteString(string(rune('3'+i)) + "," + label + "\n")
		}
		csv := CSV{Kind: KindLogistic, Ridge: 0.1, Target: "y", Nodes: 2, Layout: Layout{Classes: c.given}}
		s, err := readSheet("a.csv", []byte(text.String()), csv.Layout)
		if err != nil {
			t.Fatal(err)
		}
		tables, reading, err := csv.tables(s)
		if err != nil {
			t.Errorf("%s: %v", c.labels, err)
			continue
		}
		first := strings.Fields(c.labels)[0]
		is := -1.0
		if first == reading.Classes[1] {
			is = 1
		}
		if got := reading.Classes[0] + " " + reading.Classes[1]; got != c.classes || tables[0].targets[0] != is || tables[0].targets[1] != -is {
			t.Errorf("%s: classes %s, want %s; %v", c.labels, got, c.classes, tables[0].targets)
		}
	}
}

// With weights by rows the mean loss is that of all rows together, however they are split.
func TestPooledLossIsThatOfAllRows(t *testing.T) {
	const text = "site,x,y\na,1,1\na,2,0\na,3,1\nb,4,0\nb,-2,1\nb,1.5,1\nb,0.5,0\n"
	for _, kind := range []string{KindRidge, KindLogistic} {
		pooled := CSV{Kind: kind, Ridge: 0.1, Target: "y", Split: "site", Nodes: 2, Intercept: true, Pooled: true}
		alone := CSV{Kind: kind, Ridge: 0.1, Target: "y", Nodes: 1, Intercept: true, Layout: Layout{Ignore: []string{"site"}}}
		apart := pooled
		apart.Pooled = false
		point, loss := optimumOf(t, pooled, text)
		want, wantLoss := optimumOf(t, alone, text)
		other, _ := optimumOf(t, apart, text)
		if distance(point, want) > 1e-14 || math.Abs(loss-wantLoss) > 1e-15 || distance(other, want) < 1e-3 {
			t.Errorf("%s: pooled %v with the loss %v, all rows %v with %v, by nodes %v", kind, point, loss, want, wantLoss, other)
		}
	}
}

func optimumOf(t *testing.T, c CSV, text string) ([]float64, float64) {
	t.Helper()
	p, err := c.Problem("a.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p.Optimum()
}

// One class against all others, in learning and in predicting.
func TestOneClassAgainstAllOthers(t *testing.T) {
	const text = "x,y\n1,a\n2,b\n3,c\n5,b\n4,a\n0,c\n"
	csv := CSV{Kind: KindLogistic, Ridge: 0.1, Target: "y", Nodes: 2, Layout: Layout{Classes: []string{"b"}}, Intercept: true}
	s, err := readSheet("a.csv", []byte(text), csv.Layout)
	if err != nil {
		t.Fatal(err)
	}
	tables, reading, err := csv.tables(s)
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Concat(tables[0].targets, tables[1].targets); !slices.Equal(got, []float64{-1, 1, -1, 1, -1, -1}) || *reading.Classes != [2]string{"", "b"} {
		t.Errorf("labels %v, classes %q", got, *reading.Classes)
	}
	m := &Model{Kind: KindLogistic, Target: "y", Classes: reading.Classes, Features: []string{"x"}, Coefficients: []float64{1}, Intercept: -1.5}
	p, err := m.PredictFile("a.csv", []byte(text), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"other", "b", "b", "b", "b", "other"}; !slices.Equal(p.Labels, want) || *p.Scores.Accuracy != 4./6 {
		t.Errorf("predicted %v, want %v; accuracy %v", p.Labels, want, *p.Scores.Accuracy)
	}
}

// An intercept that the ridge does not weigh on makes the mean prediction the mean of what is predicted.
func TestThePenaltyLeavesTheInterceptOut(t *testing.T) {
	const text = "x,z,y\n1,2,9\n2,0,10\n3,-1,9\n5,7,10\n4,3,10\n0,1,10\n"
	for _, kind := range []string{KindRidge, KindLogistic} {
		for _, free := range []bool{true, false} {
			csv := CSV{Kind: kind, Ridge: 0.5, Target: "y", Nodes: 2, Intercept: true, Free: free, Pooled: true}
			problem, reading, err := csv.Read("a.csv", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			point, _ := problem.Optimum()
			m := &Model{Kind: kind}
			m.name(point, reading)
			mean, want := 0.0, 58./6
			if kind == KindLogistic {
				want = 4. / 6
			}
			for _, v := range m.Predict([][]float64{{1, 2}, {2, 0}, {3, -1}, {5, 7}, {4, 3}, {0, 1}}) {
				mean += v / 6
			}
			if got := math.Abs(mean-want) < 1e-12; got != free {
				t.Errorf("%s, penalty without the intercept %v: the mean prediction is %v, that of the targets %v", kind, free, mean, want)
			}
			if strong, smooth := problem.Convexity(); !(0 < strong && strong < smooth) {
				t.Errorf("%s: μ is %v and L %v", kind, strong, smooth)
			}
		}
	}
}
