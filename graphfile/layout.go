package graphfile

import (
	"math"

	"gonum.org/v1/gonum/spatial/r2"
)

// iterations are enough for a layout of MaxDrawn nodes to settle.
const iterations = 150

// places lays the nodes out so that they are as far from each other as the shortest paths between them are long, arcs taken
// both ways: stress majorization (Gansner, Koren, North 2004), begun from the distances to three nodes that are far apart.
// Cost: O(iterations·n²).
func (g *Graph) places() []r2.Vec {
	far := g.distances()
	at := begin(far)
	for range iterations {
		next := make([]r2.Vec, len(at))
		for i := range at {
			weights := 0.0
			for j := range at {
				if i == j {
					continue
				}
				d := far[i][j]
				away := r2.Sub(at[i], at[j])
				step := d / math.Max(1e-9, math.Hypot(away.X, away.Y))
				next[i] = r2.Add(next[i], r2.Scale(1/(d*d), r2.Add(at[j], r2.Scale(step, away))))
				weights += 1 / (d * d)
			}
			next[i] = r2.Scale(1/math.Max(1e-9, weights), next[i])
		}
		at = next
	}
	return at
}

// distances returns the lengths of shortest paths, arcs taken both ways; between parts one more than any path has.
func (g *Graph) distances() [][]float64 {
	n := len(g.Names)
	joined := make([][]int, n)
	for _, a := range g.Arcs {
		joined[a.From] = append(joined[a.From], a.To)
		joined[a.To] = append(joined[a.To], a.From)
	}
	far, longest := make([][]float64, n), 0.0
	for i := range far {
		far[i] = make([]float64, n)
		queue := []int{i}
		for head := 0; head < len(queue); head++ {
			for _, j := range joined[queue[head]] {
				if j != i && far[i][j] == 0 {
					far[i][j] = far[i][queue[head]] + 1
					longest = math.Max(longest, far[i][j])
					queue = append(queue, j)
				}
			}
		}
	}
	for i, row := range far {
		for j := range row {
			if i != j && row[j] == 0 {
				row[j] = longest + 1
			}
		}
	}
	return far
}

// begin takes the difference of the distances to two nodes that are far apart for one coordinate, and the distance to a third
// for the other. Nodes that are alike are moved apart a little.
func begin(far [][]float64) []r2.Vec {
	a := farthest(far[0])
	b := farthest(far[a])
	both := make([]float64, len(far))
	for i := range both {
		both[i] = math.Min(far[a][i], far[b][i])
	}
	c := farthest(both)
	at := make([]r2.Vec, len(far))
	for i := range at {
		angle := 2.4 * float64(i) // about the golden angle
		at[i] = r2.Vec{X: far[a][i] - far[b][i] + 0.3*math.Cos(angle), Y: 2*far[c][i] + 0.3*math.Sin(angle)}
	}
	return at
}

func farthest(distances []float64) int {
	most := 0
	for i, d := range distances {
		if d > distances[most] {
			most = i
		}
	}
	return most
}
