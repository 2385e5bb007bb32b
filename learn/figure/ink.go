package figure

import (
	"image/color"
	"strings"
	"unicode"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	stdfont "golang.org/x/image/font"
)

// Two inks and one accent, those of the page (site/style/ink.css) on light paper.
var (
	paper     = color.NRGBA{0xfc, 0xfc, 0xfa, 0xff}
	ink       = color.NRGBA{0x1a, 0x1b, 0x1c, 0xff}
	secondInk = color.NRGBA{0x5c, 0x60, 0x63, 0xff}
	edge      = color.NRGBA{0x88, 0x8c, 0x8f, 0xff}
	hair      = color.NRGBA{0xdf, 0xdf, 0xdb, 0xff}
	accent    = color.NRGBA{0xc2, 0x30, 0x0f, 0xff}
)

func faint(c color.NRGBA) color.NRGBA {
	c.A = 0x18
	return c
}

type textStyle struct {
	size  vg.Length
	color color.NRGBA
	bold  bool
}

var (
	titleText = textStyle{13, ink, true}
	nameText  = textStyle{10, ink, false}
	headText  = textStyle{10, ink, true}
	noteText  = textStyle{9, secondInk, false}
)

func (t textStyle) at(x draw.XAlignment, y draw.YAlignment) text.Style {
	face := font.Font{Typeface: "Liberation", Variant: "Sans", Size: t.size}
	if t.bold {
		face.Weight = stdfont.WeightBold
	}
	return text.Style{Color: t.color, Font: face, XAlign: x, YAlign: y, Handler: plot.DefaultTextHandler}
}

func (t textStyle) width(s string) vg.Length { return t.at(draw.XLeft, draw.YTop).Width(s) }

// write puts the middle of a line of text, not counting what hangs below it, at a height. (The alignments of the library
// count on the room below.)
func (t textStyle) write(c draw.Canvas, x draw.XAlignment, at vg.Point, s string) {
	style := t.at(x, draw.YBottom)
	at.Y += style.FontExtents().Ascent - 1.35*t.size
	c.FillText(style, at, s)
}

func lineHeight(t textStyle) vg.Length { return t.size * 1.4 }

// Plain makes a text from an experiment fit for one line of a terminal or of XML: nothing but spaces and what can be seen.
func Plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)), " ")
}

// clip shortens a text to a width.
func clip(s string, style textStyle, most vg.Length) string {
	if style.width(s) <= most {
		return s
	}
	runes := []rune(s)
	for len(runes) > 0 && style.width(string(runes)+"…") > most {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// wrap breaks a text between words into lines of a width, and clips what does not fit into the last.
func wrap(s string, style textStyle, most vg.Length, count int) (lines []string) {
	rest := strings.Fields(s)
	for len(rest) > 0 && len(lines) < count {
		n := 1
		for n < len(rest) && (len(lines) == count-1 || style.width(strings.Join(rest[:n+1], " ")) <= most) {
			n++
		}
		lines, rest = append(lines, clip(strings.Join(rest[:n], " "), style, most)), rest[n:]
	}
	return lines
}
