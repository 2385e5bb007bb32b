package graphfile

import (
	"bytes"
	"fmt"
	"math"

	"gonum.org/v1/gonum/spatial/r2"
)

// MaxDrawn is the largest number of nodes of a drawing.
const MaxDrawn = 500

const side, margin = 720.0, 48.0

// SVG returns a drawing, the same at every call: nodes as circles with their names, arcs as arrows. Error: more than
// [MaxDrawn] nodes. Cost: O(iterations·n²).
func (g *Graph) SVG() ([]byte, error) {
	if len(g.Names) > MaxDrawn {
		return nil, fmt.Errorf("%d nodes: a drawing has at most %d", len(g.Names), MaxDrawn)
	}
	at, radius := fit(g.places()), math.Max(4, 16-float64(len(g.Names))/12)
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" font-family="sans-serif" font-size="%g">`+"\n", side, side, math.Max(7, radius*0.8))
	out.WriteString(`<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 1 8 4 0 7z" fill="#555"/></marker></defs>` + "\n")
	out.WriteString(`<rect width="100%" height="100%" fill="#fff"/><g fill="none" stroke="#555" marker-end="url(#tip)">` + "\n")
	for _, a := range g.Arcs {
		out.WriteString(arrow(at[a.From], at[a.To], radius))
	}
	fmt.Fprintf(&out, `</g><g fill="#fff" stroke="#111" stroke-width="1.5">`+"\n")
	for _, p := range at {
		fmt.Fprintf(&out, `<circle cx="%.1f" cy="%.1f" r="%.1f"/>`+"\n", p.X, p.Y, radius)
	}
	fmt.Fprintf(&out, `</g><g fill="#111" text-anchor="middle" dominant-baseline="central">`+"\n")
	for i, p := range at {
		y := p.Y
		if len(g.Names[i]) > 3 {
			y -= radius * 1.7
		}
		fmt.Fprintf(&out, `<text x="%.1f" y="%.1f">%s</text>`+"\n", p.X, y, escaped(g.Names[i]))
	}
	out.WriteString("</g></svg>\n")
	return out.Bytes(), nil
}

// fit moves and scales what is laid out into the drawing.
func fit(at []r2.Vec) []r2.Vec {
	low, high := at[0], at[0]
	for _, p := range at {
		low = r2.Vec{X: math.Min(low.X, p.X), Y: math.Min(low.Y, p.Y)}
		high = r2.Vec{X: math.Max(high.X, p.X), Y: math.Max(high.Y, p.Y)}
	}
	scale := (side - 2*margin) / math.Max(1e-9, math.Max(high.X-low.X, high.Y-low.Y))
	middle := r2.Scale(0.5, r2.Add(low, high))
	for i, p := range at {
		at[i] = r2.Add(r2.Scale(scale, r2.Sub(p, middle)), r2.Vec{X: side / 2, Y: side / 2})
	}
	return at
}

// arrow bends a little to its left, so that arcs both ways are two.
func arrow(from, to r2.Vec, radius float64) string {
	d := r2.Sub(to, from)
	length := math.Max(1e-9, math.Hypot(d.X, d.Y))
	bend := r2.Add(r2.Scale(0.5, r2.Add(from, to)), r2.Scale(0.08, r2.Vec{X: -d.Y, Y: d.X}))
	end := r2.Sub(to, bend)
	end = r2.Add(bend, r2.Scale(1-(radius+1.5)/math.Max(1e-9, math.Hypot(end.X, end.Y)), end))
	begin := r2.Add(from, r2.Scale(radius/length, d))
	return fmt.Sprintf(`<path d="M%.1f %.1fQ%.1f %.1f %.1f %.1f"/>`+"\n", begin.X, begin.Y, bend.X, bend.Y, end.X, end.Y)
}
