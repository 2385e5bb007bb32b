package learn

import "math/rand/v2"

// shuffled is a problem from a CSV file whose rows are dealt to the nodes anew for every seed.
type shuffled struct {
	csv       CSV
	file      string
	data      []byte
	dimension int
}

// NewShuffled returns the problem of a file whose rows are dealt to c.Nodes nodes anew for every seed, as many to each or
// one row fewer; c.Split must be empty. The rows are shuffled by PCG-DXSM with the state (seed, 0x73687566666c65).
// Errors: those of [CSV.Problem].
func NewShuffled(c CSV, file string, data []byte) (ProblemSpec, error) {
	problem, err := c.Problem(file, data)
	if err != nil {
		return nil, err
	}
	return shuffled{c, file, data, problem.Dimension()}, nil
}

func (s shuffled) Size() (nodes, dimension int) { return s.csv.Nodes, s.dimension }

func (s shuffled) Make(seed uint64) (Problem, error) {
	random := rand.New(rand.NewPCG(seed, 0x73687566666c65))
	problem, _, err := s.csv.read(s.file, s.data, func(sheet *sheet) {
		random.Shuffle(len(sheet.rows), func(a, b int) {
			sheet.rows[a], sheet.rows[b] = sheet.rows[b], sheet.rows[a]
			sheet.lines[a], sheet.lines[b] = sheet.lines[b], sheet.lines[a]
		})
	})
	return problem, err
}
