package graph

import "slices"

// coverEdges returns walks from start that together take every edge that can be reached from it, where next[s] lists the
// states that the edges of state s lead to. A walk is a list of choices among the edges of the state that it is in. An
// edge that stays where it is is not taken; there must be no other cycle. The walks are few, though not always the fewest.
// Cost: O(edges·log edges + steps of all walks).
func coverEdges(next [][]int, start int) [][]int {
	left := passes(next, start)
	var walks [][]int
	for {
		var walk []int
		for at := start; ; {
			choice := slices.IndexFunc(left[at], func(n int) bool { return n > 0 })
			if choice < 0 {
				break
			}
			left[at][choice]--
			walk = append(walk, choice)
			at = next[at][choice]
		}
		if walk == nil {
			return walks
		}
		walks = append(walks, walk)
	}
}

// edgeInto is an edge by the state that it leaves and its place there.
type edgeInto struct{ from, choice int }

// passes says how often each edge is taken: at least once, and at no state more often out than in. What a state lacks it
// gets on an edge from a state that has too much, if there is one, or else on any.
func passes(next [][]int, start int) [][]int {
	times, spare, into := make([][]int, len(next)), make([]int, len(next)), make([][]edgeInto, len(next))
	order := bottomUp(next, start)
	for _, s := range order {
		times[s] = make([]int, len(next[s]))
		for choice, to := range next[s] {
			if to != s {
				times[s][choice] = 1
				spare[s]--
				spare[to]++
				into[to] = append(into[to], edgeInto{s, choice})
			}
		}
	}
	for _, s := range order {
		if s == start {
			continue
		}
		slices.SortStableFunc(into[s], func(a, b edgeInto) int { return spare[b.from] - spare[a.from] })
		for i, e := range into[s] {
			more := -spare[s]
			if i < len(into[s])-1 {
				more = min(more, spare[e.from])
			}
			if more > 0 {
				times[e.from][e.choice] += more
				spare[e.from] -= more
				spare[s] += more
			}
		}
	}
	return times
}

// bottomUp returns the states that can be reached, each after all that its edges lead to.
func bottomUp(next [][]int, start int) []int {
	var order []int
	entered, tried := make([]bool, len(next)), make([]int, len(next))
	entered[start] = true
	for stack := []int{start}; len(stack) > 0; {
		s := stack[len(stack)-1]
		if tried[s] == len(next[s]) {
			order, stack = append(order, s), stack[:len(stack)-1]
			continue
		}
		to := next[s][tried[s]]
		tried[s]++
		if !entered[to] {
			entered[to] = true
			stack = append(stack, to)
		}
	}
	return order
}
