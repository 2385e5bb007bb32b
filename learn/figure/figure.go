package figure

import (
	"errors"
	"fmt"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"kizami/learn"
)

// Against is the cost that the curves of the task "learn" are drawn against.
type Against string

// The costs: rounds of communication, gradients per node, epochs.
const (
	Rounds    Against = "rounds"
	Gradients Against = "gradients"
	Epochs    Against = "epochs"
)

// SVG draws the report: of the task "learn" the relative error of every method against a cost, of the task "rounds" a row
// of dots for every digraph; there the cost does not matter.
func SVG(w io.Writer, r *learn.Report, against Against) error {
	switch {
	case against != Rounds && against != Gradients && against != Epochs:
		return fmt.Errorf("there are no curves against %q: there are %s, %s and %s", against, Rounds, Gradients, Epochs)
	case len(r.Families) > 0:
		return newDots(r).write(w)
	case len(r.Methods) > 0:
		return newCurves(r, against).write(w)
	}
	return errors.New("the report holds neither methods nor families: there is nothing to draw")
}

const (
	width  = 8 * vg.Inch
	margin = vg.Length(14)
	slack  = 0.86 // texts are fitted to this part of their room: a viewer's font may be wider than the one they are measured in
)

// sheet is a canvas of one figure with a heading at its top.
type sheet struct {
	title, subtitle string
	canvas          *vgsvg.Canvas
	draw.Canvas     // what is left below the heading
}

func newSheet(title, subtitle string, height vg.Length) *sheet {
	titles := wrap(title, titleText, slack*(width-2*margin), 3)
	height += vg.Length(len(titles)) * lineHeight(titleText)
	s := &sheet{title: title, subtitle: subtitle, canvas: vgsvg.New(width, height)}
	all := draw.New(s.canvas)
	all.SetColor(paper)
	all.Fill(all.Path())
	s.Canvas = draw.Crop(all, margin, -margin, margin, -margin)
	for _, line := range titles {
		s.line(titleText, line)
	}
	s.line(noteText, clip(subtitle, noteText, width-2*margin))
	return s
}

// line writes one line of the heading.
func (s *sheet) line(style textStyle, text string) {
	s.FillText(style.at(draw.XLeft, draw.YTop), vg.Point{X: s.Min.X, Y: s.Max.Y}, text)
	s.Max.Y -= lineHeight(style)
}
