package csr

// Reduce and Fold are the arithmetic of [Rows].
var Reduce, Fold = reduce, fold

// Pair is a share of two words.
type Pair = pair

// Gather is what no round can do without: the additions, row by row in the order of the nodes, and no arithmetic modulo p.
type Gather struct {
	senders, ends []int32
	pairs         []pair
}

// NewGather returns the loop over a digraph.
func NewGather(g Neighbours) *Gather {
	l := &Gather{pairs: make([]pair, g.Nodes())}
	for j := range g.Nodes() {
		for _, i := range g.In(j) {
			l.senders = append(l.senders, int32(i))
		}
		l.ends = append(l.ends, int32(len(l.senders)))
	}
	return l
}

// Run writes the sums to next, one of every node.
func (l *Gather) Run(next []Pair) {
	x, senders := l.pairs, l.senders
	ends, begin := l.ends[:len(x)], 0
	next = next[:len(x)]
	for j, s := range x {
		end := int(ends[j])
		for _, i := range senders[begin:end] {
			s = s.plus(x[i])
		}
		begin = end
		next[j] = s
	}
}
