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
	curvesHeight = vg.Length(320)
	tallestError = 100 // times the largest error at the start; what grows beyond leaves the picture
	logFrom      = 20  // the cost is on a log axis if the longest curve is this many times as long as the shortest
)

var costNames = map[Against]string{
	Rounds: "rounds of communication", Gradients: "gradients per node", Epochs: "epochs",
}

// newCurves draws the median of the relative error with its band, method by method, and a key beside them.
func newCurves(r *learn.Report, against Against) *sheet {
	curves := readCurves(r, against)
	title := Plain(r.Title)
	if title == "" {
		title = "Relative error against " + costNames[against]
	}
	s := newSheet(title, curvesSubtitle(r), max(curvesHeight, keyHeight(curves)+72))
	s.Max.Y -= 6
	p := newPlot()
	frame(p, curves, r.Tolerance)
	p.X.Label.Text = costNames[against]
	p.Add(&plotter.Grid{Vertical: hairline, Horizontal: hairline}, tolerance(r.Tolerance))
	for _, c := range slices.Backward(curves) { // the first, which are the protocol's as a rule, on top
		p.Add(c)
	}
	p.Draw(draw.Crop(s.Canvas, 0, -keyWidth, 0, 0))
	drawKey(draw.Crop(s.Canvas, width-2*margin-keyWidth+14, 0, 0, 0), curves)
	return s
}

func curvesSubtitle(r *learn.Report) string {
	return fmt.Sprintf("relative error at the worst of %d nodes, dimension %d; %s", r.Nodes, r.Dimension, overSeeds(r))
}

func overSeeds(r *learn.Report) string {
	if len(r.Seeds) == 1 {
		return "one seed"
	}
	return fmt.Sprintf("median and 10–90 %% band over %d seeds", len(r.Seeds))
}

// frame chooses the axes, so that what converges fills the picture and what diverges leaves it at the top.
func frame(p *plot.Plot, curves []*curve, tolerance float64) {
	tolerance = clamp(tolerance, tiny)
	start, highest, lowest := 0.0, 0.0, tolerance
	first, shortest, longest := math.Inf(1), math.Inf(1), 0.0
	for _, c := range curves {
		if !c.drawn {
			continue
		}
		start = max(start, c.band[0].Median)
		shortest, longest = min(shortest, slices.Max(c.x)), max(longest, slices.Max(c.x))
		for i, x := range c.x {
			highest, lowest = max(highest, c.band[i].High), min(lowest, max(c.band[i].Median, tolerance/30))
			if x > 0 {
				first = min(first, x)
			}
		}
	}
	limit := max(start, 10*lowest) * tallestError
	for _, c := range curves {
		c.leaves = slices.ContainsFunc(c.band, func(b learn.Band) bool { return b.Median > limit })
	}
	p.Y.Min, p.Y.Max = lowest/2, max(min(limit, highest*1.5), 10*lowest)
	p.X.Min, p.X.Max = 0, max(longest, 1)*1.02
	if longest > logFrom*shortest {
		p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, plot.TickerFunc(decades)
		p.X.Min = first * 0.8
	}
}
