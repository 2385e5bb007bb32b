package figure

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"kizami/learn"
)

const (
	rowHeight   = vg.Length(15)
	nameWidth   = vg.Length(92)
	gainWidth   = vg.Length(64)
	dotsBesides = vg.Length(120) // the height of all but the rows
)

// The three things that a row compares.
var (
	ratioDots    = style{secondInk, nil, draw.RingGlyph{}}
	firstDots    = style{accent, nil, draw.CircleGlyph{}}
	repeatedDots = style{ink, nil, draw.PyramidGlyph{}}
)

// newDots draws a row for every digraph, grouped by size, with the largest gain at the top.
func newDots(r *learn.Report) *sheet {
	rows := readRows(r.Families)
	title := Plain(r.Title)
	if title == "" {
		title = "Rounds to agree on the average"
	}
	s := newSheet(title, dotsSubtitle(r), vg.Length(rows.count())*rowHeight+dotsBesides)
	s.Max.Y -= 6
	dotsKey(s.Canvas, r.Tolerance)
	s.Max.Y -= 2 * rowHeight
	p := newPlot()
	p.HideY()
	p.Y.Scale = plot.LinearScale{}
	p.Y.Min, p.Y.Max = 0, float64(rows.count())
	p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, plot.TickerFunc(decades)
	p.X.Min, p.X.Max = rows.across()
	p.X.Label.Text = "rounds"
	p.Add(&plotter.Grid{Vertical: hairline}, rows)
	p.Draw(draw.Crop(s.Canvas, nameWidth, -gainWidth, 0, 0))
	return s
}

func dotsSubtitle(r *learn.Report) string {
	return overSeeds(r) + "; gain: rounds of ratio consensus for each round of a first exact average"
}

func dotsKey(c draw.Canvas, tolerance float64) {
	x := c.Min.X + 6
	for _, entry := range []struct {
		style
		name string
	}{
		{firstDots, "exact average, first time"}, {repeatedDots, "exact average, every later time"},
		{ratioDots, "ratio consensus to " + small(tolerance)},
	} {
		entry.dot(&c, vg.Point{X: x, Y: c.Max.Y - 6})
		nameText.write(c, draw.XLeft, vg.Point{X: x + 9, Y: c.Max.Y - 6}, entry.name)
		x += nameText.width(entry.name)*1.15 + 24
	}
}

// rowGroups are the rows by number of nodes. It is a plotter: a row is one unit high, counted from the top, and each group
// has a row of its own for its heading.
type rowGroups [][]learn.Family

func readRows(families []learn.Family) (groups rowGroups) {
	for _, f := range families {
		if f.Probed == nil {
			continue // too large for what the figure compares
		}
		i := slices.IndexFunc(groups, func(group []learn.Family) bool { return group[0].Nodes == f.Nodes })
		if i < 0 {
			groups, i = append(groups, nil), len(groups)
		}
		groups[i] = append(groups[i], f)
	}
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b learn.Family) int {
			switch {
			case a.Gain > b.Gain:
				return -1
			case a.Gain < b.Gain:
				return 1
			}
			return 0
		})
	}
	return groups
}

func (g rowGroups) count() (rows int) {
	for _, group := range g {
		rows += len(group) + 1
	}
	return rows
}

// across is the range of the abscissa, with room for the dots.
func (g rowGroups) across() (low, high float64) {
	low, high = math.Inf(1), 10
	for _, group := range g {
		for _, f := range group {
			for _, b := range []learn.Band{f.First, f.Repeated, f.Ratio} {
				low, high = min(low, clamp(b.Low, 1)), max(high, clamp(b.High, 1))
			}
		}
	}
	return low * 0.75, high * 1.3
}

func (g rowGroups) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	row := float64(g.count()) - 0.5
	for i, group := range g {
		headText.write(c, draw.XLeft, vg.Point{X: margin, Y: y(row)}, fmt.Sprintf("%d nodes", group[0].Nodes))
		if i == 0 {
			noteText.write(c, draw.XRight, vg.Point{X: width - margin, Y: y(row)}, "gain")
		}
		row--
		for _, f := range group {
			drawRow(c, p, f, y(row))
			row--
		}
	}
}

func drawRow(c draw.Canvas, p *plot.Plot, f learn.Family, y vg.Length) {
	x, _ := p.Transforms(&c)
	place := func(rounds float64) vg.Length { return x(clamp(rounds, 1)) }
	nameText.write(c, draw.XRight, vg.Point{X: c.Min.X - 10, Y: y}, clip(Plain(f.Family), nameText, nameWidth-10))
	nameText.write(c, draw.XRight, vg.Point{X: width - margin, Y: y}, clip(Gain(f.Gain), nameText, gainWidth-4))
	c.StrokeLine2(hairline, c.Min.X, y, c.Max.X, y)
	from, to := place(f.First.Median), place(f.Ratio.Median)
	if gap := min(ringRadius, vg.Length(math.Abs(float64(to-from)))); to > from {
		to -= gap
	} else {
		to += gap
	}
	c.StrokeLine2(draw.LineStyle{Color: edge, Width: 1}, from, y, to, y)
	for _, part := range []struct {
		style
		band learn.Band
	}{{repeatedDots, f.Repeated}, {firstDots, f.First}, {ratioDots, f.Ratio}} {
		if part.band.Low != part.band.High {
			wide := draw.LineStyle{Color: faint(part.color), Width: 7}
			c.StrokeLine2(wide, place(part.band.Low), y, place(part.band.High), y)
		}
		part.dot(&c, vg.Point{X: place(part.band.Median), Y: y})
	}
}
