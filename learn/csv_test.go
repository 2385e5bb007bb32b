package learn

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

const people = "site, age ,dose, y\nnorth,1,10,0.5\nsouth, 2 ,20,1.5\nnorth,3,30.5,-2\neast,4,-4e1,+3\nsouth,5,50,0\n"

func csvTables(t *testing.T, c CSV) string {
	t.Helper()
	s, err := readSheet("people.csv", []byte(people), Layout{})
	if err != nil {
		t.Fatal(err)
	}
	tables, _, err := c.tables(s)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for j, own := range tables {
		fmt.Fprintf(&b, "node %d:", j)
		for i, target := range own.targets {
			fmt.Fprintf(&b, " %v→%v", own.row(i), target)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestRowsAreSplit(t *testing.T) {
	byColumn := CSV{Kind: KindRidge, Ridge: 1, Target: "y", Split: "site", Nodes: 3, Intercept: true}
	if got, want := csvTables(t, byColumn), `node 0: [1 10 1]→0.5 [3 30.5 1]→-2
node 1: [2 20 1]→1.5 [5 50 1]→0
node 2: [4 -40 1]→3
`; got != want {
		t.Errorf("by column:\n%swant\n%s", got, want)
	}
	s := &sheet{rows: make([][]string, 11), header: []string{"y"}}
	for nodes, want := range map[int][]int{1: {11}, 2: {5, 6}, 4: {2, 3, 3, 3}, 11: {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}} {
		owners, err := CSV{Target: "y", Nodes: nodes}.owners(s)
		counts := make([]int, nodes)
		for _, j := range owners {
			counts[j]++
		}
		if err != nil || !slices.IsSorted(owners) || !slices.Equal(counts, want) {
			t.Errorf("%d nodes: %v, %v", nodes, owners, err)
		}
	}
}

func TestFeaturesAreStandardised(t *testing.T) {
	c := CSV{Kind: KindLeastSquares, Target: "y", Split: "site", Nodes: 3, Standardise: true}
	s, _ := readSheet("people.csv", []byte(people), Layout{})
	features, err := c.features(s, []int{1, 2}, &Reading{})
	if err != nil {
		t.Fatal(err)
	}
	for column := range 2 {
		mean, square := 0.0, 0.0
		for _, row := range features {
			mean, square = mean+row[column]/5, square+row[column]*row[column]/5
		}
		if math.Abs(mean) > 1e-15 || math.Abs(square-1) > 1e-15 || len(features[0]) != 2 {
			t.Errorf("column %d: mean %v, variance %v", column, mean, square)
		}
	}
	if math.Abs(features[0][0]+math.Sqrt2) > 1e-15 { // ages 1 to 5 have the variance 2
		t.Errorf("age 1 became %v", features[0][0])
	}
}

func TestAProblemFromAFileIsThatOfItsRows(t *testing.T) {
	line := CSV{Kind: KindLeastSquares, Target: "y", Nodes: 2, Intercept: true}
	p, err := line.Problem("line.csv", []byte("\uFEFF x,y\n0,1\n1,3\n\n\"2\",5\n3,7\n"))
	if err != nil {
		t.Fatal(err)
	}
	point, loss := p.Optimum()
	if !(distance(point, []float64{2, 1}) < 1e-12 && loss < 1e-24) || p.Nodes() != 2 || p.Dimension() != 2 {
		t.Errorf("y = 2x + 1 gave %v with the loss %v", point, loss)
	}
	line.Target = "y, in metres"
	if p, err = line.Problem("line.csv", []byte("x, \"y, in metres\"\n0,\t\"1\"\n 1 , 3 \n2,\"5\"\n3,7\n")); err != nil {
		t.Fatal(err)
	}
	if again, _ := p.Optimum(); !slices.Equal(again, point) {
		t.Errorf("blanks and quotes made %v of %v", again, point)
	}
	labels := CSV{Kind: KindLogistic, Ridge: 0.1, Target: "y", Nodes: 2}
	noughts, err := labels.Problem("labels.csv", []byte("x,y\n1,1\n-1,0\n2,1\n-2,0\n"))
	if err != nil {
		t.Fatal(err)
	}
	minuses, err := labels.Problem("labels.csv", []byte("x,y\n1,1\n-1,-1\n2,1\n-2,-1\n"))
	if err != nil {
		t.Fatal(err)
	}
	left, _ := noughts.Optimum()
	right, _ := minuses.Optimum()
	if left[0] != right[0] || !(left[0] > 0) {
		t.Errorf("the labels follow x, 0 is -1, but the minimisers are %v and %v", left, right)
	}
}

// badCSV are files that cannot be the problem of good, or cannot be that after a change.
var goodCSV = CSV{Kind: KindRidge, Ridge: 1, Target: "y", Split: "site", Nodes: 2, Intercept: true}

var badCSV = []struct {
	text           string
	change         func(*CSV)
	code, sentence string
}{
	{"", nil, "csv-empty", `"a.csv" is empty: it needs a header`},
	{"\n\n", nil, "csv-empty", ""},
	{strings.Repeat("x", MaxCSVBytes+1), nil, "csv-size", `"a.csv" is larger than 4194304 bytes`},
	{"site,y\nn,1\n\xff,2\n", nil, "csv-utf8", `"a.csv" is not UTF-8 at line 3: save it as UTF-8`},
	{"site,x,y\rn,1,2\rs,2,3\r", nil, "csv-line-ends",
		`"a.csv" ends its lines with a carriage return alone: save it with line feeds, as programs do today`},
	{"site,y\n\"n,1\n", nil, "csv-syntax", `"a.csv" is not CSV at line 2: extraneous or missing " in quoted-field`},
	{"site,y\nn\"orth,1\n", nil, "csv-syntax", `"a.csv" is not CSV at line 2: bare " in non-quoted-field`},
	{strings.Repeat("x,", MaxCSVColumns) + "y\n", nil, "csv-columns", `"a.csv" has more than 200 columns`},
	{"site,,y\n", nil, "csv-name", `column 2 of "a.csv" has the name "": every column needs one of its own`},
	{"site,y,site\n", nil, "csv-name", `column 3 of "a.csv" has the name "site": every column needs one of its own`},
	{"site,x\nn,1\ns,1\n", nil, "csv-column", `"a.csv" has no column "y"; its columns are site, x`},
	{"x,y\n1,1\n2,2\n", nil, "csv-column", `"a.csv" has no column "site"; its columns are x, y`},
	{"x,y\n1,1\n2,2\n", func(c *CSV) { c.Split = "y" }, "csv-both", `the column "y" of "a.csv" cannot be the target and split the rows`},
	{"site,y\nn,1\ns,1\n", func(c *CSV) { c.Intercept = false }, "csv-features", `"a.csv" has no column left to be a feature`},
	{"site,x,y\nn,1\n", nil, "csv-fields", `line 2 of "a.csv" has 2 fields, the header has 3; a decimal comma needs another "separator", or quotes`},
	{"site,x,y\n\nn,1,2\ns,one,2\n", nil, "csv-number", `line 4 of "a.csv", column "x": "one" is not a number between -1e15 and 1e15; numbers have no units and no signs of thousands, ` +
		`and "ignore" leaves columns out`},
	{"site,x,y\nn,1,2\ns,3,\n", nil, "csv-missing", `line 3 of "a.csv", column "y": a value is missing (""); "missing": "drop" leaves such rows out, ` +
		`"missing": "mean" fills features with the mean of the column`},
	{"site,x,y\nn,1,2\ns,3,NaN\n", nil, "csv-missing", ""},
	{"site,x,y\nn,?,2\ns,3,7\n", nil, "csv-missing", ""},
	{"7,8,9\n1,2,3\n4,5,6\n", nil, "csv-header",
		`the first line of "a.csv" is all numbers: if it is no header, say "header": false, and columns are called "1" to "3"`},
	{"site,x,y\nn,1,2\ns,3,Inf\n", nil, "csv-number", ""},
	{"site,x,y\nn,1,2\ns,3,0x1p4\n", nil, "csv-number", ""},
	{"site,x,y\nn,1,2\ns,3,-1.1e15\n", nil, "csv-number", ""},
	{"site,x,y\nn,1,2\ns,3,1e999\n", nil, "csv-number", ""},
	{"site,x,y\nn,1,1\ns,3,2\nn,1,3\n", func(c *CSV) { c.Kind = KindLogistic }, "csv-classes",
		`the column "y" of "a.csv" has 3 values (1, 2, 3), and logistic regression tells two apart: "classes": ["3"] tells one from all the others`},
	{"site,x,y\nn,1,-1\ns,3,0\nn,1,1\n", func(c *CSV) { c.Kind = KindLogistic }, "csv-classes", ""},
	{"site,x,y\nn,1,1\ns,3,1.0\n", func(c *CSV) { c.Kind = KindLogistic }, "csv-classes", ""},
	{"site,x,y\nn,1,M\ns,3,B\nn,1,C\n", func(c *CSV) { c.Kind, c.Layout.Classes = KindLogistic, []string{"B", "M"} }, "csv-label",
		`line 4 of "a.csv", column "y": the class "C" is neither "B" nor "M"`},
	{"site,y\n" + strings.Repeat("n,1\n", MaxCSVRows+1), nil, "csv-rows", `"a.csv" has more than 100000 rows`},
	{"site,x,y\nn,1,2\n", nil, "csv-few", `"a.csv" has 1 rows for 2 nodes: every node needs one`},
	{"site,x,y\nn,1,2\nn,2,3\n", nil, "csv-values", `the column "site" of "a.csv" has 1 values for 2 nodes: each must have one`},
	{"site,x,y\nn,1,2\ns,2,3\ne,3,4\n", nil, "csv-values", ""},
	{"site,x,y\nn,1,2\nw,2,3\n", func(c *CSV) { c.Names = []string{"s", "n"} }, "csv-node",
		`line 3 of "a.csv", column "site": the digraph has no node "w", and other values of the column are nodes`},
	{"site,x,y\n\nn,1,2\n ,2,3\n", nil, "csv-owner", `line 4 of "a.csv" has nothing in the column "site", which says whose row it is`},
	{"site,x,y\nn,0.1,2\n" + strings.Repeat("s,1e-1,3\n", 9), func(c *CSV) { c.Standardise = true }, "csv-constant",
		`in all rows of "a.csv" the same value is in: x (1 in all); "ignore" leaves columns out`},
	{"site,x,y\nn,1,2\ns,2,3\n", func(c *CSV) { c.Nodes = 0 }, "node-count", "problem: 0 nodes: a digraph has between 1 and 200"},
	{"site,x,y\nn,1,2\ns,2,3\n", func(c *CSV) { c.Ridge = 0 }, "out-of-range", "problem.ridge: 0 must be between 1e-09 and 1e+06"},
	{"site,x,z,y\nn,1,0,2\ns,2,1,3\n", func(c *CSV) { c.Kind, c.Ridge = KindLeastSquares, 0 }, "too-few-rows",
		"problem: 2 rows in all cannot decide 3 coordinates: give more rows, or use the kind ridge"},
	{"site,x,z,y\nn,1,2,2\ns,1,2,3\nn,1,2,4\n", func(c *CSV) { c.Kind, c.Ridge = KindLeastSquares, 0 }, "csv-constant",
		`in all rows of "a.csv" the same value is in: x, z (2 in all); "ignore" leaves columns out`},
	{"site,x,z,y\nn,1,2,2\ns,2,4,3\nn,3,6,4\n", func(c *CSV) { c.Kind, c.Ridge = KindLeastSquares, 0 }, "flat", ""},
	{"site,x,y\nn,1e15,2\ns,-1e15,3\n", nil, "uneven", "problem: the mean loss bends over 1e12 times as much in one direction as in " +
		"another, too much for float64: use a larger ridge, or features of like size"},
}

func TestBadFilesAreRefusedWithOneSentence(t *testing.T) {
	for _, b := range badCSV {
		c := goodCSV
		if b.change != nil {
			b.change(&c)
		}
		_, err := c.Problem("a.csv", []byte(b.text))
		isFault(t, err, b.code)
		if err != nil && b.sentence != "" && strings.TrimPrefix(err.Error(), "problem.csv: ") != b.sentence {
			t.Errorf("got  %v\nwant %s", err, b.sentence)
		}
	}
	good := "site,x,y\nn,1,2\ns,2,3\n"
	if _, err := goodCSV.Problem("a.csv", []byte(good)); err != nil {
		t.Error(err)
	}
	if _, err := goodCSV.Problem("a.csv", []byte(good+strings.Repeat("n,1,1\n", 90_000))); err != nil {
		t.Error(err)
	}
}

// FuzzCSV: whatever the file, no panic and no error but an *Error, and a problem has a finite optimum.
func FuzzCSV(f *testing.F) {
	for _, b := range badCSV {
		if len(b.text) < 1000 {
			f.Add([]byte(b.text))
		}
	}
	f.Add([]byte(people))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Count(data, []byte(",")) > 1000 {
			return
		}
		for _, kind := range []string{KindLeastSquares, KindRidge, KindLogistic} {
			for _, split := range []string{"", "site"} {
				c := CSV{Kind: kind, Target: "y", Split: split, Nodes: 2, Intercept: true, Standardise: split == ""}
				if kind != KindLeastSquares {
					c.Ridge = 0.1
				}
				p, err := c.Problem("a.csv", data)
				if err != nil {
					isFault(t, err, "")
				} else if point, loss := p.Optimum(); math.IsNaN(norm(point)+loss) || math.IsInf(norm(point)+loss, 0) {
					t.Errorf("%s: optimum %v with loss %v", kind, point, loss)
				}
			}
		}
	})
}
