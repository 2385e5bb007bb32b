package learn

// The limits of a CSV file.
const (
	MaxCSVBytes   = 4 << 20
	MaxCSVRows    = 100_000
	MaxCSVColumns = 200
)

// CSV says how the rows of a file become a problem. The file is UTF-8 with a header, laid out as Layout says; lines that begin
// with # are passed over, and blanks around a field do not count, but behind quotes none may stand. Every column but Target,
// Split and what Layout leaves out is a feature; features are numbers.
type CSV struct {
	Kind   string  // KindLeastSquares, KindRidge or KindLogistic
	Ridge  float64 // λ > 0; 0 for least squares
	Target string  // a column; of logistic regression one of two values, numbers or words
	// Split is the column that says whose row it is: every distinct value is one node, that of the name, where Names has one
	// of them, or else in order of appearance. If it is
	// empty, node j of n gets the j-th run of rows in order of the file, all equally long or one row shorter.
	Split   string
	ByLabel bool // the same in order of the targets: one class first, or small numbers. Split is empty
	// Concentration, if it is not 0, lets every node get one row, and parts of each class that are drawn from a Dirichlet
	// distribution: near 0 each class is with few nodes, above some hundred all are alike. Split is empty.
	Concentration float64
	DealSeed      uint64 // of that draw
	Nodes         int
	Names         []string // of the nodes; nil: they have none
	Standardise   bool     // shift and scale every feature to mean 0 and variance 1 over all rows
	Intercept     bool     // a last feature that is 1 in all rows
	Free          bool     // the ridge does not weigh on the intercept; otherwise it does
	Pooled        bool     // every row weighs the same, not every node: the mean loss is that of all rows together
	Layout        Layout
}

// Column is a feature: its name, and what its values were before they were standardised.
type Column struct {
	Name      string  `json:"name"`
	Least     float64 `json:"least"`
	Greatest  float64 `json:"greatest"`
	Mean      float64 `json:"mean"`
	Deviation float64 `json:"deviation"` // the root of the variance
}

// Reading is what was read of a file.
type Reading struct {
	File        string     `json:"file"`
	Kind        string     `json:"kind"`
	Separator   string     `json:"separator"`
	Decimal     string     `json:"decimal"`
	Rows        int        `json:"rows"`              // that are used
	Dropped     int        `json:"dropped,omitempty"` // rows, for a value was missing
	Filled      int        `json:"filled,omitempty"`  // fields
	Target      string     `json:"target"`
	Classes     *[2]string `json:"classes,omitempty"` // what is −1, "" for all others, and what is 1
	Features    []Column   `json:"features"`
	LeftOut     []string   `json:"leftOut,omitempty"` // columns that are no features
	Standardise bool       `json:"standardise"`
	Intercept   bool       `json:"intercept"`
	Split       string     `json:"split"`          // one of Splits()
	Sizes       []int      `json:"sizes"`          // rows of each node
	Ones        []int      `json:"ones,omitempty"` // of these the ones whose label is 1, in logistic regression
}

// Problem reads the problem of a file of the given name, which errors mention. Errors: [*Error].
func (c CSV) Problem(file string, data []byte) (Problem, error) {
	problem, _, err := c.Read(file, data)
	return problem, err
}

// Read is Problem, and says what was read.
func (c CSV) Read(file string, data []byte) (Problem, *Reading, error) {
	return c.read(file, data, func(*sheet) {})
}

// read is Read of a sheet that arrange may have put into another order.
func (c CSV) read(file string, data []byte, arrange func(*sheet)) (Problem, *Reading, error) {
	if err := checkNodes("problem", c.Nodes); err != nil {
		return nil, nil, err
	}
	if err := checkRidge(c.Kind, c.Ridge); err != nil {
		return nil, nil, err
	}
	s, err := readSheet(file, data, c.Layout)
	if err != nil {
		return nil, nil, err
	}
	arrange(s)
	nodes, reading, err := c.tables(s)
	if err != nil {
		return nil, nil, err
	}
	if dimension := nodes[0].columns; c.Kind == KindLeastSquares && len(s.rows) < dimension {
		return nil, nil, fault("too-few-rows", "problem", args{"rows": len(s.rows), "dimension": dimension})
	}
	var losses []hessianLoss
	ridge := penalty{c.Ridge, c.Free && c.Intercept}
	for _, t := range nodes {
		rows := float64(len(t.targets))
		if c.Pooled { // the mean over nodes of sums divided by this is the mean over all rows
			rows = float64(len(s.rows)) / float64(len(nodes))
		}
		losses = append(losses, newLoss(c.Kind, t, ridge, rows))
	}
	problem, err := complete(losses, c.Kind, ridge)
	return problem, reading, err
}
