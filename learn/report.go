package learn

// Report is what an experiment came to; it marshals to spec/report.schema.json. Of task "learn" it has Methods, of task
// "rounds" it has Families.
type Report struct {
	Kizami    int         `json:"kizami"`
	Task      string      `json:"task"` // "learn" or "rounds"
	Title     string      `json:"title,omitempty"`
	Tolerance float64     `json:"tolerance"`
	Seeds     []uint64    `json:"seeds"`
	Nodes     int         `json:"nodes,omitempty"`     // task "learn"
	Dimension int         `json:"dimension,omitempty"` // task "learn"
	Condition float64     `json:"condition,omitempty"` // task "learn": L/μ of the mean loss, the greatest of all seeds
	Epochs    int         `json:"epochs,omitempty"`    // task "learn": the most that a run may take
	Rounds    int         `json:"rounds,omitempty"`    // task "learn": the most that a run may take, if it was said
	Digraph   *NamedNodes `json:"digraph,omitempty"`   // of a file
	Data      *Reading    `json:"data,omitempty"`      // of a CSV file
	Methods   []Method    `json:"methods,omitempty"`
	Families  []Family    `json:"families,omitempty"`
	Optima    []Optimum   `json:"optima,omitempty"` // one per seed, with a trace only
}

// Optimum is the minimiser that errors are measured against.
type Optimum struct {
	Point []float64 `json:"point"`
	Loss  float64   `json:"loss"`
}

// Method is what one method came to over all seeds.
type Method struct {
	Name    string  `json:"name"`
	Method  string  `json:"method"`
	Mode    string  `json:"mode,omitempty"`
	Summary Summary `json:"summary"`
	Runs    []Run   `json:"runs"`
	Curve   []Point `json:"curve"` // of the relative error; at most 200 points
}

// Summary counts how the runs ended. The bands are over the runs that converged; they are absent if none did.
type Summary struct {
	Converged  int   `json:"converged"`
	Diverged   int   `json:"diverged"`
	Unfinished int   `json:"unfinished"`
	Epochs     *Band `json:"epochs,omitempty"`
	Rounds     *Band `json:"rounds,omitempty"`
	Messages   *Band `json:"messages,omitempty"`  // per node
	Bytes      *Band `json:"bytes,omitempty"`     // per node
	Gradients  *Band `json:"gradients,omitempty"` // per node
	Seconds    *Band `json:"seconds,omitempty"`   // estimated, if links were named and the method has rounds
}

// Band is a median with the 10 % and 90 % quantiles around it.
type Band struct {
	Low    float64 `json:"low"`
	Median float64 `json:"median"`
	High   float64 `json:"high"`
}

// Run is one run of a method: how it ended and what it cost until then.
type Run struct {
	Seed      uint64      `json:"seed"`
	End       string      `json:"end"`              // "converged", "diverged" or "unfinished"
	Reason    string      `json:"reason,omitempty"` // why it ended early, in one sentence
	Spent     string      `json:"spent,omitempty"`  // what it has used up, if that is why it is unfinished: "epochs" or "rounds"
	Step      float64     `json:"step,omitempty"`   // the fixed step, of methods that have one
	Epochs    int         `json:"epochs"`
	Rounds    int         `json:"rounds"`
	Messages  float64     `json:"messages"` // per node
	Bytes     float64     `json:"bytes"`    // per node
	Gradients int         `json:"gradients"`
	Seconds   float64     `json:"seconds,omitempty"` // estimated for the links that were named; absent without rounds
	Error     float64     `json:"error"`             // relative, at the worst node, at the end; at most 1e12
	Model     *Model      `json:"model,omitempty"`   // what it has learnt until then; absent if it is not finite
	Trace     []EpochView `json:"trace,omitempty"`
}

// Point is a point of a curve: the band of the relative error over all seeds, those that have ended included with
// their last error. Errors are at most 1e12.
type Point struct {
	Epoch  int     `json:"epoch"`
	Rounds float64 `json:"rounds"` // median over the seeds
	Band
}

// EpochView is one epoch with everything a person may want to see; epoch 0 is the start.
type EpochView struct {
	Epoch     int         `json:"epoch"`
	Proposals []float64   `json:"proposals,omitempty"` // one per node
	Applied   []float64   `json:"applied,omitempty"`   // one per node
	Trial     *Trial      `json:"trial,omitempty"`     // of method "certified"
	Iterates  [][]float64 `json:"iterates"`            // of every node, after the epoch
	Losses    []float64   `json:"losses"`              // f_j of the iterate of node j
	Loss      float64     `json:"loss"`                // f̄ at the mean iterate
	Error     float64     `json:"error"`
	Rounds    int         `json:"rounds"` // so far, as below
	Messages  float64     `json:"messages"`
	Bytes     float64     `json:"bytes"`
	Gradients int         `json:"gradients"`
}

// Trial is the step that an epoch of certified steps has tried, as in [stepsize.CertifiedTrial].
type Trial struct {
	End       string  `json:"end,omitempty"` // "accepted", "shortened" or "refused"; "" in epoch 1, in which nothing is tried
	Length    float64 `json:"length"`        // of the step, ‖s‖
	Gradient  float64 `json:"gradient"`      // ‖c‖ at the trial point
	Radius    float64 `json:"radius"`        // ‖r‖: the mean gradient is no farther from c
	Curvature float64 `json:"curvature"`     // H: at least the mean curvature along the step
}

// Family is a digraph of the task "rounds": what it takes until all nodes hold the exact average.
type Family struct {
	Family    string `json:"family"`
	Nodes     int    `json:"nodes"`
	Diameter  Band   `json:"diameter"`
	Last      int    `json:"last"`              // the round in which the bracket is given up
	Undecided int    `json:"undecided"`         // seeds with which it was
	Bracket   *Cost  `json:"bracket,omitempty"` // over the other seeds
	Race      Cost   `json:"race"`
	Flooding  Cost   `json:"flooding"` // with names; a pair of name and value counts as a word
	*Probed
}

// Cost is what one average takes.
type Cost struct {
	Rounds Band `json:"rounds"`
	Words  Band `json:"words"` // along each arc
}

// Probed is what takes too long beyond [MaxNodes] nodes: rounds until ratio consensus is within the tolerance at every node,
// against rounds of the protocol with the probe ending, which is exact.
type Probed struct {
	First    Band    `json:"first"`    // rounds of a first coordination with the probe ending, until all have decided
	Silent   Band    `json:"silent"`   // until all have stopped
	Repeated Band    `json:"repeated"` // rounds of every later coordination on the same digraph
	Ratio    Band    `json:"ratio"`    // rounds of ratio consensus
	Gain     float64 `json:"gain"`     // median of Ratio/First: above 1 the protocol wins
}
