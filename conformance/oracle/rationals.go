package oracle

import "math/big"

// rationals iterates the words of a case without a field: after k rounds every word is an integer over scale^k, where
// scale is a common multiple of all 1+d_j.
type rationals struct {
	out   [][]int
	scale *big.Int
	words [][][]*big.Int // [round][node][word], the words in wire order
}

func newRationals(c Case, out [][]int) *rationals {
	r := &rationals{out: out, scale: big.NewInt(1)}
	for _, targets := range out {
		d := big.NewInt(int64(1 + len(targets)))
		common := new(big.Int).GCD(nil, nil, r.scale, d)
		r.scale.Mul(r.scale, d.Quo(d, common))
	}
	starts := c.Starts()
	first := make([][]*big.Int, c.Nodes)
	for j := range first {
		for _, v := range c.Values[j] {
			first[j] = append(first[j], big.NewInt(v))
		}
		first[j] = append(first[j], big.NewInt(1))
		if starts != nil {
			first[j] = append(first[j], new(big.Int).SetUint64(uint64(starts[j])))
		}
	}
	r.words = [][][]*big.Int{first}
	return r
}

// run iterates anew until everybody has stopped; node j takes part in the rounds 1..stopped[j] and keeps its words after.
func (r *rationals) run(stopped []int) {
	r.words = r.words[:1]
	for k := 0; ; k++ {
		next := make([][]*big.Int, len(r.out))
		active := false
		for j := range next {
			next[j] = make([]*big.Int, len(r.words[k][j]))
			for w := range next[j] {
				next[j][w] = new(big.Int)
				if stopped[j] <= k {
					next[j][w].Mul(r.words[k][j][w], r.scale) // the same number over scale^(k+1)
				}
			}
			active = active || stopped[j] > k
		}
		if !active {
			return
		}
		for i, targets := range r.out {
			if stopped[i] > k {
				r.send(next, stopped, i, targets, k)
			}
		}
		r.words = append(r.words, next)
	}
}

// send adds the share of node i to its own next words and to those of its out-neighbours that still listen.
func (r *rationals) send(next [][]*big.Int, stopped []int, i int, targets []int, k int) {
	part := new(big.Int).Quo(r.scale, big.NewInt(int64(1+len(targets))))
	for w, word := range r.words[k][i] {
		share := new(big.Int).Mul(word, part)
		next[i][w].Add(next[i][w], share)
		for _, j := range targets {
			if stopped[j] > k {
				next[j][w].Add(next[j][w], share)
			}
		}
	}
}

// at returns a word as a rational number.
func (r *rationals) at(round, node, word int) *big.Rat {
	denominator := new(big.Int).Exp(r.scale, big.NewInt(int64(round)), nil)
	return new(big.Rat).SetFrac(r.words[round][node][word], denominator)
}

// residue returns a word modulo the prime.
func (r *rationals) residue(f Residues, round, node, word int) uint64 {
	p := new(big.Int).SetUint64(f.Prime)
	numerator := new(big.Int).Mod(r.words[round][node][word], p).Uint64()
	scale := new(big.Int).Mod(r.scale, p).Uint64()
	inverse := f.Inverse(scale)
	for range round {
		numerator = f.Mul(numerator, inverse)
	}
	return numerator
}
