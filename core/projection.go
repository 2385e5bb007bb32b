package core

// Projection returns φ = Σ β_i s_i / Σ β_i, the part of the sequence s that belongs to the eigenvalue 1 (FTC-9).
// It needs len(beta) observations and fails (false) when Σ β_i = 0: then the prime is unlucky for this digraph.
func Projection(f Field, s, beta []Element) (Element, bool) {
	var weighted, total Element
	for i, b := range beta {
		weighted = f.Add(weighted, f.Mul(b, s[i]))
		total = f.Add(total, b)
	}
	if total == 0 {
		return 0, false
	}
	return f.Mul(weighted, f.Inverse(total)), true
}
