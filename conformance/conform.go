package conformance

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kizami/conformance/fault"
	"kizami/conformance/graph"
	"kizami/conformance/oracle"
	"kizami/conformance/property"
	"kizami/tla/tlc"
)

// Properties are all properties, in the order in which they are checked.
var Properties = slices.Concat(property.Lockstep, fault.Properties())

// Options choose how much [Run] does. The zero value does all of it.
type Options struct {
	Models   []string       // of the state graphs, by name, quick or not; none means all quick ones
	All      bool           // also the state graphs that take longer
	Quarter  string         // any text: only that quarter of the quick state graphs which it chooses; "" means all of them
	Cases    int            // per property; 0 means 300
	Walks    int            // per state graph; 0 means 500
	Traces   int            // simulated by TLC per model; 0 means 100
	Seed     int64          // 0 means Seed
	Progress func(Progress) // called at the start of every part and when it has ended, never twice at a time
}

// Progress is how far Run has come; several parts go on at once.
type Progress struct {
	Part    string        // what is being done, "graph MCBound3"
	Index   int           // of the part, from 0
	Of      int           // how many parts there are
	Elapsed time.Duration // of the part
	Done    bool          // the part has ended
	Holds   bool          // and so
}

// Report is what Run found. Holds says whether everything does.
type Report struct {
	Kizami      int                `json:"kizami"`
	Holds       bool               `json:"holds"`
	TLC         string             `json:"tlc"`
	Seed        int64              `json:"seed"`
	Quarter     int                `json:"quarter,omitempty"` // of the quick state graphs, from 1; 0 means all of them
	States      int                `json:"states"`            // compared, of all graphs
	Transitions int                `json:"transitions"`       // compared, of all graphs
	Digraphs    int                `json:"digraphs"`          // of all graphs
	Graphs      []GraphReport      `json:"graphs"`
	Simulations []SimulationReport `json:"simulations"`
	Properties  []PropertyReport   `json:"properties"`
	Seconds     float64            `json:"seconds"`
}

// GraphReport is the comparison of one state graph of TLC with core.
type GraphReport struct {
	Model       string             `json:"model"`
	Level       string             `json:"level"` // as in level.go
	Nodes       int                `json:"nodes"`
	Digraphs    int                `json:"digraphs"`
	Initial     int                `json:"initial"`
	States      int                `json:"states"`
	Transitions int                `json:"transitions"`
	Depth       int                `json:"depth"`  // states on a longest shortest path, as TLC counts them
	Replay      graph.ReplayResult `json:"replay"` // of random walks; of messages: of vectors that take every step
	Failure     string             `json:"failure,omitempty"`
	Seconds     float64            `json:"seconds"`

	tlc string // its version
}

// SimulationReport is the replay of behaviours that TLC simulated.
type SimulationReport struct {
	Model     string             `json:"model"`
	Nodes     int                `json:"nodes"`
	Simulated int                `json:"simulated"`
	Replay    graph.ReplayResult `json:"replay"`
	Failure   string             `json:"failure,omitempty"`
	Seconds   float64            `json:"seconds"`
}

// PropertyReport is the outcome of a property.
type PropertyReport struct {
	property.Result
	Seconds float64 `json:"seconds"`
}

func (o Options) withDefaults() Options {
	fill := func(v *int, standard int) {
		if *v == 0 {
			*v = standard
		}
	}
	fill(&o.Cases, 300)
	fill(&o.Walks, 500)
	fill(&o.Traces, 100)
	if o.Seed == 0 {
		o.Seed = oracle.Seed
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}

// Run compares every state graph, replays TLC's walks and checks every property. What does not hold is told in the
// report. An error means that nothing can be said: a *tlc.Fault, an unknown model, or ctx's own error.
func Run(ctx context.Context, o Options) (*Report, error) {
	suite, err := tlc.Embedded()
	if err != nil {
		return nil, err
	}
	return runOn(ctx, suite, property.Core, o)
}

// runOn is [Run] on the models of the suite; the properties judge the subject.
func runOn(ctx context.Context, suite *tlc.Suite, subject property.Subject, o Options) (*Report, error) {
	o = o.withDefaults()
	models, err := graphModels(suite, o)
	if err != nil {
		return nil, err
	}
	r := &Report{Kizami: 1, Seed: o.Seed}
	if o.Quarter != "" && len(o.Models) == 0 && !o.All {
		models, r.Quarter = quarter(suite, models, o.Quarter)
	}
	start := time.Now()
	if r.Holds, err = doParts(ctx, r.parts(suite, subject, models, o), o.Progress); err != nil {
		return nil, err
	}
	for _, g := range r.Graphs {
		r.TLC = cmp.Or(g.tlc, r.TLC)
		r.States += g.States
		r.Transitions += g.Transitions
		r.Digraphs += g.Digraphs
	}
	r.Seconds = time.Since(start).Seconds()
	return r, nil
}
