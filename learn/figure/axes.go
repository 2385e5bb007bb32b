package figure

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var hairline = draw.LineStyle{Color: hair, Width: 0.6}

// newPlot returns a plot in the style of the figures: the ordinate on a log axis, faint lines, no box.
func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Padding = 4
		axis.LineStyle = draw.LineStyle{Color: edge, Width: 0.8}
		axis.Tick.LineStyle = draw.LineStyle{Color: edge, Width: 0.6}
		axis.Tick.Length = 4
		axis.Tick.Label.Font, axis.Tick.Label.Color = noteText.at(0, 0).Font, noteText.color
		axis.Label.TextStyle.Font, axis.Label.TextStyle.Color = nameText.at(0, 0).Font, nameText.color
		axis.Label.Padding = 4
	}
	p.X.Tick.Marker = plot.TickerFunc(evenly)
	p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, plot.TickerFunc(decades)
	return p
}

// tolerance is the error at which a run has converged: a line across the picture with its name on it.
type tolerance float64

func (t tolerance) Plot(c draw.Canvas, p *plot.Plot) {
	if inside := float64(t) > p.Y.Min && float64(t) <= p.Y.Max; !inside {
		return
	}
	_, y := p.Transforms(&c)
	at := y(float64(t))
	c.StrokeLine2(draw.LineStyle{Color: edge, Width: 0.8, Dashes: []vg.Length{2, 2}}, c.Min.X, at, c.Max.X, at)
	noteText.write(c, draw.XLeft, vg.Point{X: c.Min.X + 4, Y: at + 7}, "tolerance "+small(float64(t)))
}

// decades ticks powers of ten, at most about nine of them with a label, and the steps between them if there is room.
func decades(low, high float64) (ticks []plot.Tick) {
	first, last := int(math.Floor(math.Log10(low)+1e-9)), int(math.Ceil(math.Log10(high)-1e-9))
	step := max(1, (last-first+8)/9)
	for e := first; e <= last; e++ {
		if e%step == 0 {
			ticks = append(ticks, plot.Tick{Value: math.Pow10(e), Label: powerOfTen(e)})
		}
		for digit := 2; digit < 10 && step == 1 && last-first <= 5 && e < last; digit++ {
			ticks = append(ticks, plot.Tick{Value: float64(digit) * math.Pow10(e)})
		}
	}
	return ticks
}

// evenly ticks about six round numbers from 0 on.
func evenly(_, high float64) (ticks []plot.Tick) {
	unit := math.Pow10(int(math.Floor(math.Log10(high / 6))))
	for _, factor := range []float64{1, 2, 5, 10} {
		if step := factor * unit; high/step <= 7 {
			for i := 0; float64(i)*step <= high*(1+1e-9); i++ {
				ticks = append(ticks, plot.Tick{Value: float64(i) * step, Label: decimal(float64(i) * step)})
			}
			return ticks
		}
	}
	return nil
}
