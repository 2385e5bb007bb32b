package figure

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"kizami/learn"
)

const (
	keyWidth  = vg.Length(184)
	keySample = vg.Length(28)
	keyLine   = vg.Length(11.5)
	keyGap    = vg.Length(6)
)

// ended says how the runs of a method ended: "20 of 20 converged" or, as the rest converged, "12 of 20 diverged, 5 unfinished".
func ended(s learn.Summary) string {
	of := s.Converged + s.Diverged + s.Unfinished
	switch {
	case s.Diverged > 0 && s.Unfinished > 0:
		return fmt.Sprintf("%d of %d diverged, %d unfinished", s.Diverged, of, s.Unfinished)
	case s.Diverged > 0:
		return fmt.Sprintf("%d of %d diverged", s.Diverged, of)
	case s.Unfinished > 0:
		return fmt.Sprintf("%d of %d unfinished", s.Unfinished, of)
	}
	return fmt.Sprintf("%d of %d converged", s.Converged, of)
}

// drawKey lists the curves beside them, with how their runs ended.
func drawKey(c draw.Canvas, curves []*curve) {
	y := c.Max.Y - 6
	x := c.Min.X + keySample + 6
	for _, entry := range curves {
		if entry.drawn {
			c.StrokeLine2(entry.line(), c.Min.X, y, c.Min.X+keySample, y)
			entry.mark(&c, vg.Point{X: c.Min.X + keySample/2, Y: y})
		}
		for i, line := range entry.lines {
			style := nameText
			if i == len(entry.lines)-1 {
				style = noteText
			}
			style.write(c, draw.XLeft, vg.Point{X: x, Y: y}, line)
			y -= keyLine
		}
		y -= keyGap
	}
}

// keyLines are the name of a method and how it ended, as they stand in the key.
func keyLines(m learn.Method, against Against, drawn bool) []string {
	note := ended(m.Summary)
	if !drawn {
		note += ", no " + string(against)
	}
	room := keyWidth - keySample - 20
	return append(wrap(Plain(m.Name), nameText, 0.9*room, 2), clip(note, noteText, room))
}

func keyHeight(curves []*curve) (height vg.Length) {
	for _, c := range curves {
		height += vg.Length(len(c.lines))*keyLine + keyGap
	}
	return height
}
