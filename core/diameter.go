package core

// Diameter returns the greatest distance from any node to any other, 0 for a single node. Cost: at most O(n·(n + arcs)),
// less where digraphs mix.
func (g *Digraph) Diameter() int {
	seen, queue := make([]int32, g.Nodes()), make([]int32, g.Nodes())
	diameter := 0
	for j := range g.Nodes() {
		diameter = max(diameter, g.reach(j, int32(j+1), seen, queue))
	}
	return diameter
}

// reach returns the greatest distance from a node. mark is in seen for no node yet; queue has room for all.
func (g *Digraph) reach(start int, mark int32, seen, queue []int32) int {
	seen[start], queue[0] = mark, int32(start)
	head, tail, distance := 0, 1, 0
	for tail < len(queue) {
		distance++
		for end := tail; head < end && tail < len(queue); head++ {
			for _, i := range g.Out(int(queue[head])) {
				if seen[i] != mark {
					seen[i], queue[tail] = mark, int32(i)
					tail++
				}
			}
		}
	}
	return distance
}

// DiameterBound returns a number that is at least the diameter: the diameter itself up to [MaxNodes] nodes, and beyond a
// bound by way of some nodes c, dist(u→v) ≤ dist(u→c) + dist(c→v). Cost beyond: some hundred times O(n + arcs).
func (g *Digraph) DiameterBound() int {
	if g.Nodes() <= MaxNodes {
		return g.Diameter()
	}
	return g.boundByLandmarks()
}

const (
	landmarkWords = 4
	longDistance  = 256 // beyond this the bracket is slow anyway, and so would landmarks be
)

// boundByLandmarks returns the least of three bounds: by way of node 0, by way of a landmark near the start, and by way of
// one near the end.
func (g *Digraph) boundByLandmarks() int {
	seen, queue := make([]int32, g.Nodes()), make([]int32, g.Nodes())
	bound := g.reach(0, 1, seen, queue) + g.Eccentricity(0)
	if bound > longDistance {
		return bound
	}
	landmarks := make([]int, 64*landmarkWords)
	for i := range landmarks {
		landmarks[i] = int(int64(i) * int64(g.Nodes()) / int64(len(landmarks)))
	}
	bound = min(bound, farthest(g.Nodes(), g.In, landmarks, spreads(g.Nodes(), g.In, landmarks)))
	return min(bound, farthest(g.Nodes(), g.Out, landmarks, spreads(g.Nodes(), g.Out, landmarks)))
}

// spreads returns for each landmark the greatest distance from it to any node, where from names what precedes a node.
func spreads(nodes int, from func(int) []int, landmarks []int) []int {
	type set [landmarkWords]uint64
	reached, next := make([]set, nodes), make([]set, nodes)
	for i, c := range landmarks {
		reached[c][i/64] |= 1 << (i % 64)
	}
	spread := make([]int, len(landmarks))
	for left := true; left; {
		everywhere := set{}
		for w := range everywhere {
			everywhere[w] = ^uint64(0)
		}
		for j := range next {
			s := reached[j]
			for w := range s {
				everywhere[w] &= s[w]
			}
			for _, i := range from(j) {
				for w := range s {
					s[w] |= reached[i][w]
				}
			}
			next[j] = s
		}
		reached, next = next, reached
		left = false
		for i := range spread {
			if everywhere[i/64]>>(i%64)&1 == 0 {
				spread[i]++
				left = true
			}
		}
	}
	return spread
}

// farthest returns the greatest over all nodes u of the least over all landmarks c of dist(u→c) + spread of c, where
// from names what precedes a node.
func farthest(nodes int, from func(int) []int, landmarks, spread []int) int {
	seen := make([]bool, nodes)
	var level, next []int
	total, count := 0, 0
	visit := func(j int) {
		if !seen[j] {
			seen[j] = true
			count++
			next = append(next, j)
		}
	}
	for ; count < nodes; total++ {
		level, next = next, level[:0]
		for _, j := range level {
			for _, i := range from(j) {
				visit(i)
			}
		}
		for i, c := range landmarks {
			if spread[i] == total {
				visit(c)
			}
		}
	}
	return total - 1
}
