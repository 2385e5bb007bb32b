package figure

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"kizami/learn"
)

// style is how one method looks. Up to eight methods have markers of their own.
type style struct {
	color  color.NRGBA
	dashes []vg.Length
	marker draw.GlyphDrawer
}

var dashes = [][]vg.Length{nil, {6, 3}, {1.5, 2.5}, {8, 2.5, 1.5, 2.5}, {3, 2}, {12, 4}}

var markers = []draw.GlyphDrawer{draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.RingGlyph{}, draw.SquareGlyph{},
	draw.TriangleGlyph{}, draw.CrossGlyph{}, draw.PlusGlyph{}}

// The kinds of methods; each has one colour if a figure shows several kinds.
const (
	coordinated = iota
	distributed
	centralised
)

func kindOf(method string) int {
	switch method {
	case learn.MethodCoordinated, learn.MethodCertified:
		return coordinated
	case learn.MethodGradientDescent, learn.MethodAdGD, learn.MethodBB:
		return centralised
	}
	return distributed
}

func styles(methods []learn.Method) []style {
	colors := []color.NRGBA{accent, ink, secondInk}
	counts := map[int]int{}
	for _, m := range methods {
		counts[kindOf(m.Method)]++
	}
	var all []style
	drawn := map[color.NRGBA]int{}
	for i, m := range methods {
		chosen := colors[i%len(colors)]
		if len(counts) > 1 {
			chosen = colors[kindOf(m.Method)]
		}
		all = append(all, style{chosen, dashes[drawn[chosen]%len(dashes)], markers[i%len(markers)]})
		drawn[chosen]++
	}
	return all
}

func (s style) line() draw.LineStyle {
	return draw.LineStyle{Color: s.color, Width: 1.5, Dashes: s.dashes}
}

// mark draws the marker on a disc of paper, so that it stands out from the lines below it.
func (s style) mark(c *draw.Canvas, at vg.Point) {
	c.DrawGlyphNoClip(draw.GlyphStyle{Color: paper, Radius: 4, Shape: draw.CircleGlyph{}}, at)
	c.DrawGlyphNoClip(draw.GlyphStyle{Color: s.color, Radius: 3, Shape: s.marker}, at)
}

// ringRadius leaves room for what has the same place.
const ringRadius = vg.Length(4.2)

// dot draws the marker alone, so that what lies below it can be seen.
func (s style) dot(c *draw.Canvas, at vg.Point) {
	radius := vg.Length(3)
	if s.marker == (draw.RingGlyph{}) {
		radius = ringRadius
	}
	c.DrawGlyphNoClip(draw.GlyphStyle{Color: s.color, Radius: radius, Shape: s.marker}, at)
}
