package tlc

// A Report is what Check found, model by model.
type Report struct {
	OK      bool          `json:"ok"`      // every verdict and count is as recorded
	TLC     string        `json:"tlc"`     // its version
	Seconds float64       `json:"seconds"` // of the whole
	Tenth   int           `json:"tenth"`   // of the quick models outside the core, which is checked beside them, 1 to 10; 0 if others were asked for
	Models  []ModelReport `json:"models"`

	// Stale names the models that were not checked at all, because TLC had not
	// checked them before as they are now; see Suite.Stale.
	Stale []string `json:"stale,omitempty"`
}

// A ModelReport is what Check found about one model.
type ModelReport struct {
	Model     string  `json:"model"`
	Shows     string  `json:"shows"`
	Expected  string  `json:"expected"`           // "holds", "refuted: invariant Agreement"
	Got       string  `json:"got"`                // the same, or "broken"
	Nodes     int     `json:"nodes,omitempty"`    // as is recorded
	Digraphs  int     `json:"digraphs,omitempty"` // likewise
	Distinct  int64   `json:"distinct"`
	Generated int64   `json:"generated"`
	Depth     int64   `json:"depth"`
	Seconds   float64 `json:"seconds"`
	OK        bool    `json:"ok"`
	Why       string  `json:"why,omitempty"` // one sentence, if not OK

	// Counterexample tells, step by step, how TLC refutes the model, be it
	// expected or a surprise.
	Counterexample string `json:"counterexample,omitempty"`

	TLC string `json:"-"`
}

func (r *Report) add(m ModelReport) {
	r.Models = append(r.Models, m)
	r.OK = r.OK && m.OK
	if m.TLC != "" {
		r.TLC = m.TLC
	}
}
