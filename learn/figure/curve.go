package figure

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"kizami/learn"
)

// curve is one method: points in order, clamped to what a log axis can hold, until half of the runs have converged.
type curve struct {
	style
	lines     []string // in the key
	index, of int      // its place among the curves
	x         []float64
	band      []learn.Band
	drawn     bool // not without any cost
	leaves    bool // upwards
}

func readCurves(r *learn.Report, against Against) (curves []*curve) {
	looks := styles(r.Methods)
	for i, m := range r.Methods {
		c := &curve{style: looks[i], index: i, of: len(r.Methods)}
		perEpoch := gradientsPerEpoch(m.Runs)
		for _, point := range m.Curve {
			x := point.Rounds
			switch against {
			case Gradients:
				x = perEpoch * float64(point.Epoch)
			case Epochs:
				x = float64(point.Epoch)
			}
			c.x = append(c.x, clamp(x, 0))
			low, high := clamp(point.Low, tiny), clamp(point.High, tiny)
			c.band = append(c.band, learn.Band{Low: low, Median: clamp(point.Median, tiny), High: high})
			c.drawn = c.drawn || x > 0
			if point.Median <= r.Tolerance {
				break
			}
		}
		c.lines = keyLines(m, against, c.drawn)
		curves = append(curves, c)
	}
	return curves
}

// tiny stands for an error of 0, which has no logarithm.
const tiny = 1e-30

func clamp(x, least float64) float64 {
	if !(x > least) {
		return least
	}
	return min(x, 1e30)
}

// gradientsPerEpoch is what the evaluations of the longest run come to for one epoch: a method takes as many in each.
func gradientsPerEpoch(runs []learn.Run) float64 {
	longest := learn.Run{Epochs: 1, Gradients: 1}
	for _, run := range runs {
		if run.Epochs > longest.Epochs {
			longest = run
		}
	}
	return float64(longest.Gradients) / float64(longest.Epochs)
}

func (c *curve) Plot(canvas draw.Canvas, p *plot.Plot) {
	if !c.drawn {
		return
	}
	if low, high, median := c.places(canvas, p); len(median) > 0 {
		if !slices.ContainsFunc(c.band, func(b learn.Band) bool { return b.Low != b.High }) {
			low, high = nil, nil
		}
		canvas.FillPolygon(faint(c.color), canvas.ClipPolygonXY(append(high, low...)))
		canvas.StrokeLines(c.line(), canvas.ClipLinesXY(median)...)
		for _, at := range c.marks(canvas, median) {
			c.mark(&canvas, at)
		}
		if c.leaves {
			c.exit(canvas, median)
		}
	}
}

// places are the points of the band's edges, the lower one backwards, and of the median.
func (c *curve) places(canvas draw.Canvas, p *plot.Plot) (low, high, median []vg.Point) {
	x, y := p.Transforms(&canvas)
	for i, at := range c.x {
		if at < p.X.Min {
			continue // a cost of 0 has no place on a log axis
		}
		low = append([]vg.Point{{X: x(at), Y: y(c.band[i].Low)}}, low...)
		high = append(high, vg.Point{X: x(at), Y: y(c.band[i].High)})
		median = append(median, vg.Point{X: x(at), Y: y(c.band[i].Median)})
	}
	return low, high, median
}

// marks are places for markers along the line, shifted from curve to curve so that they do not cover each other.
func (c *curve) marks(canvas draw.Canvas, line []vg.Point) (places []vg.Point) {
	first, last := line[0].X, line[len(line)-1].X
	count := max(1, int((last-first)/70))
	shift := (float64(c.index) + 0.5) / float64(c.of)
	for k := range count {
		x := first + (last-first)*vg.Length((float64(k)+shift)/float64(count))
		for i := 1; i < len(line); i++ {
			if a, b := line[i-1], line[i]; a.X <= x && x < b.X {
				at := vg.Point{X: x, Y: a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)}
				if canvas.Contains(at) {
					places = append(places, at)
				}
				break
			}
		}
	}
	return places
}

// exit draws an arrow where the line leaves the picture at the top.
func (c *curve) exit(canvas draw.Canvas, line []vg.Point) {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if a.Y > canvas.Max.Y || b.Y <= canvas.Max.Y {
			continue
		}
		x := a.X + (b.X-a.X)*(canvas.Max.Y-a.Y)/(b.Y-a.Y)
		base := canvas.Max.Y - 1
		canvas.FillPolygon(c.color, []vg.Point{{X: x - 4, Y: base}, {X: x + 4, Y: base}, {X: x, Y: base + 7}})
		return
	}
}
