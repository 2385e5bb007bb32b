package stepsize

// Loss is the private loss of one node. Its methods are pure functions of x: the same x gives the same bits, on every
// machine if runs are to be compared between machines. Package learn calls them from several goroutines at once.
type Loss interface {
	// Dimension returns d, the number of coordinates of x; at least 1.
	Dimension() int
	// Value returns f(x).
	Value(x []float64) float64
	// Gradient writes ∇f(x) into gradient, which has d entries and does not overlap x.
	Gradient(x, gradient []float64)
}
