package core

// Unchecked returns the digraph of these in- and out-neighbours, however many nodes there are, connected or not.
func Unchecked(in, out [][]int) *Digraph { return &Digraph{in: in, out: out} }

// Pair is a share of two words.
type Pair = pair

// Gather does what no round can do without: the additions of sumPairs, over the same arrays, and no arithmetic modulo p.
func (c *CSR) Gather(next []Pair) {
	x, senders := c.pairs, c.senders
	ends, begin := c.ends[:len(x)], 0
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
