package figure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kizami/learn"
)

// picture is what is to be seen in an SVG document.
type picture struct {
	texts []string // of the elements <text>
	left  []float64
	paths []string // the styles of the elements <path>
	lines []string // and what they draw
	title string
}

func drawn(t *testing.T, r *learn.Report, against Against) picture {
	t.Helper()
	var b bytes.Buffer
	if err := SVG(&b, r, against); err != nil {
		t.Fatal(err)
	}
	return read(t, b.Bytes())
}

// known are the elements that a figure consists of: nothing that runs, is fetched or styles from afar.
var known = []string{"svg", "title", "desc", "g", "path", "text", "tspan"}

func read(t *testing.T, svg []byte) (p picture) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	var inside []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return p
		}
		if err != nil {
			t.Fatalf("no XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = append(inside, token.Name.Local)
			if !slices.Contains(known, token.Name.Local) {
				t.Errorf("an element <%s>", token.Name.Local)
			}
			p.start(t, token)
		case xml.EndElement:
			inside = inside[:len(inside)-1]
		case xml.CharData:
			switch {
			case slices.Contains(inside, "text"):
				p.texts[len(p.texts)-1] += string(token)
			case slices.Contains(inside, "title"):
				p.title += string(token)
			}
		}
	}
}

func (p *picture) start(t *testing.T, element xml.StartElement) {
	attributes := map[string]string{}
	for _, a := range element.Attr {
		attributes[a.Name.Local] = a.Value
		if strings.Contains(a.Value, "url(") || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") {
			t.Errorf("<%s> has %s=%q", element.Name.Local, a.Name.Local, a.Value)
		}
		if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
			t.Errorf("<%s> has %s=%q", element.Name.Local, a.Name.Local, a.Value)
		}
	}
	switch element.Name.Local {
	case "text":
		x, err := strconv.ParseFloat(attributes["x"], 64)
		if err != nil || x < 0 || x > float64(width) {
			t.Errorf("a text at x=%q (%v)", attributes["x"], err)
		}
		p.texts, p.left = append(p.texts, ""), append(p.left, x)
	case "path":
		p.paths, p.lines = append(p.paths, attributes["style"]), append(p.lines, attributes["d"])
	}
}

func (p picture) has(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !slices.Contains(p.texts, text) {
			t.Errorf("%q is not to be seen among %q", text, p.texts)
		}
	}
}

func (p picture) count(part string) (n int) {
	for _, style := range p.paths {
		if strings.Contains(style, part) {
			n++
		}
	}
	return n
}

func TestCurves(t *testing.T) {
	p := drawn(t, learnReport(), Rounds)
	p.has(t, "Three ways & <one> more", "relative error at the worst of 4 nodes, dimension 3; median and 10–90 % band over 2 seeds",
		"coordinated harmonic", "2 of 2 converged", "coordinated mean", "2 of 2 diverged", "own", "2 of 2 unfinished",
		"adgd", "2 of 2 converged, no rounds", "rounds of communication", "tolerance 10−6", "10−3", "1", "100")
	if p.title != "Three ways & <one> more" {
		t.Errorf("the document has the title %q", p.title)
	}
	if got := p.count("stroke-width:1.5"); got != 2*3 {
		t.Errorf("%d lines, want one in the picture and one in the key for each of three methods", got)
	}
	if got := p.count("stroke-dasharray:1.5,2.5"); got != 0 {
		t.Errorf("%d dotted lines: no colour has three methods", got)
	}
	if got := p.count("fill-opacity:0.09"); got != 3 {
		t.Errorf("%d bands, want 3", got)
	}
	if slices.Contains(p.texts, "1012") {
		t.Error("what diverges squeezes what converges")
	}
}

// The key and the gains stand beside the data, never on them.
func TestKeyIsOutsideTheData(t *testing.T) {
	p := drawn(t, learnReport(), Rounds)
	for i, text := range p.texts {
		beside := p.left[i] >= float64(width-margin-keyWidth)
		if wanted := strings.Contains(text, " of 2 ") || slices.Contains([]string{"own", "adgd"}, text); wanted && !beside {
			t.Errorf("%q stands at %g", text, p.left[i])
		}
	}
}

func TestCostsAcross(t *testing.T) {
	for against, label := range map[Against]string{Rounds: "rounds of communication", Gradients: "gradients per node", Epochs: "epochs"} {
		p := drawn(t, learnReport(), against)
		p.has(t, label)
		want := 8
		if against == Rounds {
			want = 6 // adgd has none
		}
		if got := p.count("stroke-width:1.5"); got != want {
			t.Errorf("against %s: %d lines, want %d", against, got, want)
		}
	}
	r := learnReport()
	for at, want := range map[Against]float64{Rounds: 9 + 8*20, Gradients: 2 * 20, Epochs: 20} {
		c := readCurves(r, at)[0]
		if got := c.x[len(c.x)-1]; got != want {
			t.Errorf("against %s the first curve ends at %g, want %g", at, got, want)
		}
	}
}

// Costs of very different size stand on a log axis, others on one that begins at 0.
func TestLogAxisAcross(t *testing.T) {
	r := learnReport()
	drawn(t, r, Rounds).has(t, "0", "200", "400")
	r.Methods[2] = method("own", learn.MethodOwn, 0.999, 9, 1000, 100)
	p := drawn(t, r, Rounds)
	p.has(t, "100", "1,000", "10,000", "105")
	if slices.Contains(p.texts, "0") {
		t.Error("a log axis with a 0")
	}
}

// An arrow marks where a line leaves at the top; nothing is drawn beyond it.
func TestWhatDivergesLeaves(t *testing.T) {
	r := learnReport()
	arrows := func() (n int) {
		p := drawn(t, r, Rounds)
		for i, line := range p.lines {
			if strings.Contains(p.paths[i], "fill:#C2300F") && strings.Count(line, "L") == 2 {
				n++
			}
			for _, point := range pointOfPath.FindAllStringSubmatch(line, -1) {
				if y, err := strconv.ParseFloat(point[1], 64); err != nil || y < 0 || y > 400 {
					t.Errorf("%s: %q is outside the picture (%v)", p.paths[i], point[0], err)
				}
			}
		}
		return n
	}
	if got := arrows(); got != 1 {
		t.Errorf("%d arrows, want 1", got)
	}
	curves, p := readCurves(r, Rounds), newPlot()
	frame(p, curves, r.Tolerance)
	if !curves[1].leaves || curves[0].leaves || curves[2].leaves || p.Y.Max != 100 {
		t.Errorf("the second curve alone must leave, at 100: %v %v %v, %g", curves[0].leaves, curves[1].leaves, curves[2].leaves, p.Y.Max)
	}
	r.Methods[1] = r.Methods[0]
	if got := arrows(); got != 0 {
		t.Errorf("%d arrows where all converge", got)
	}
}

var pointOfPath = regexp.MustCompile(`[ML][-0-9.e+]+,([-0-9.e+]+)`)

// When half of the runs have converged, their line ends, whatever the others do.
func TestLineEndsAtTheTolerance(t *testing.T) {
	r := learnReport()
	points := &r.Methods[0].Curve
	last := len(*points)
	for range 10 {
		*points = append(*points, (*points)[last-1])
	}
	if c := readCurves(r, Epochs)[0]; len(c.x) != last || len(c.band) != last || c.band[last-1].Median > r.Tolerance {
		t.Errorf("the line has %d points, want %d", len(c.x), last)
	}
}

func TestDots(t *testing.T) {
	p := drawn(t, roundsReport(), Rounds)
	p.has(t, "Rounds to agree on the average", "10 nodes", "100 nodes", "barbell", "complete", "gain", "×34", "×2,241", "×0.33", "rounds",
		"exact average, first time", "exact average, every later time", "ratio consensus to 10−9")
	at := func(text string) int { return slices.Index(p.texts, text) }
	for _, order := range [][]string{{"10 nodes", "×34", "×0.33", "100 nodes", "×2,241"}} {
		if !slices.IsSortedFunc(order, func(a, b string) int { return at(a) - at(b) }) {
			t.Errorf("%q are not in this order in %q", order, p.texts)
		}
	}
	if got := p.count("stroke-width:7"); got != 4 {
		t.Errorf("%d bands: only ratio consensus has some, 4", got)
	}
}

func TestSameReportSameBytes(t *testing.T) {
	for _, report := range []func() *learn.Report{learnReport, roundsReport} {
		var a, b bytes.Buffer
		if err := errors.Join(SVG(&a, report(), Rounds), SVG(&b, report(), Rounds)); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("two drawings differ (%v)", err)
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	for _, c := range []struct {
		report  *learn.Report
		against Against
		want    string
	}{
		{&learn.Report{}, Rounds, "the report holds neither methods nor families: there is nothing to draw"},
		{learnReport(), "bytes", `there are no curves against "bytes": there are rounds, gradients and epochs`},
	} {
		if err := SVG(io.Discard, c.report, c.against); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// Whatever a report holds, the figure is well-formed and within its edges.
func TestOddReports(t *testing.T) {
	for _, x := range []float64{0, -1, 1e-300, 1, 1e300, math.Inf(1), math.NaN()} {
		for _, title := range []string{"", "\x00\x1b[31m<b>&\n", strings.Repeat("tiny steps ", 40), strings.Repeat("W", 400), "刻みの幅 🙂"} {
			learned, rounds := learnReport(), roundsReport()
			learned.Title, rounds.Title, learned.Tolerance, rounds.Tolerance = title, title, x, x
			learned.Methods[0].Name, rounds.Families[0].Family = title, title
			learned.Methods[0].Curve = []learn.Point{{Rounds: x, Band: flat(x)}}
			learned.Methods[1].Curve = append(learned.Methods[1].Curve, learn.Point{Epoch: 1 << 30, Rounds: x, Band: flat(x)})
			learned.Methods[2].Curve = nil
			rounds.Families[1] = learn.Family{Nodes: -1, Probed: &learn.Probed{First: flat(x), Repeated: flat(x), Ratio: flat(x), Gain: x}}
			for _, against := range []Against{Rounds, Gradients, Epochs} {
				drawn(t, learned, against)
			}
			drawn(t, rounds, Rounds)
		}
	}
}
