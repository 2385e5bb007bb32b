package core

// Diameter returns the greatest distance from any node to any other, 0 for a single node. Cost: at most O(n·(n + arcs)), less where
// digraphs mix.
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
