package learn

import "kizami/core"

// The tasks.
const (
	TaskLearn  = "learn"
	TaskRounds = "rounds"
)

// Experiment says what to measure. [Parse] reads one; [New] begins one in Go. Task "learn" uses everything up to Trace,
// task "rounds" only Title, Seeds, Tolerance, Families and NodeCounts.
type Experiment struct {
	Task      string
	Title     string
	Seeds     Seeds
	Tolerance float64 // relative, at the worst node

	Digraph      DigraphSpec
	Ending       core.Ending
	Capacity     int         // the most nodes that the deployment allows
	Problem      ProblemSpec // of as many nodes as the digraph
	Reading      *Reading    // what was read of a file; nil: the problem is of none
	Start        []float64   // of the iterate, the same at every node
	Methods      []MethodSpec
	IterateBits  int     // of the quanta 2^−bits on which iterates lie; 0: [stepsize.DefaultBits]
	StepsizeBits int     // and step sizes
	Range        float64 // the largest coordinate; 0: what the field allows
	Epochs       int     // the most that a run may take
	Rounds       int     // and rounds of communication; 0: as many as the epochs take. Centralised methods have none
	Trace        bool    // keep every epoch
	Link         *Link   // estimate the seconds of every run; nil: do not
	// Epoch, if it is not nil, is called for every epoch of every run that the trace would keep, as it ends; never twice at a
	// time, but runs take turns.
	Epoch func(method string, seed uint64, view EpochView)

	Families   []string // of Families()
	NodeCounts []int
}

// Seeds are Count numbers from First on.
type Seeds struct {
	First uint64
	Count int
}

// List returns the seeds.
func (s Seeds) List() []uint64 {
	list := make([]uint64, s.Count)
	for i := range list {
		list[i] = s.First + uint64(i)
	}
	return list
}

// ProblemSpec makes the problem of a seed. [Generated] draws it, [Fixed] is the same for all seeds.
type ProblemSpec interface {
	Size() (nodes, dimension int)
	Make(seed uint64) (Problem, error)
}

// The methods.
const (
	MethodCoordinated     = "coordinated"
	MethodCertified       = "certified"
	MethodOwn             = "own"
	MethodDGD             = "dgd"
	MethodPushDIGing      = "push-diging"
	MethodPushPull        = "push-pull"
	MethodGradientDescent = "gradient-descent"
	MethodAdGD            = "adgd"
	MethodBB              = "bb"
)

// MethodSpec is a method with its parameters. Those of the automated step size, Alpha to Constant, belong to "coordinated"
// and "own"; Mode to "coordinated" only; Ending to these two and "certified"; Memory, Accuracy and Fresh to "certified"; Step and Value to "dgd", "push-diging" and "push-pull".
type MethodSpec struct {
	Name     string // what a report calls it; unique in an experiment
	Method   string
	Mode     string // "mean", "min" or "harmonic"
	Alpha    float64
	Kappa    float64
	Start    float64   // η_0
	Constant []float64 // per node: what it always proposes, 0 for a node that follows the rule; nil: all do
	Memory   int       // pairs that L-BFGS remembers; 0 means 20
	Ending   string    // EndingKernel, EndingBracket or EndingRace; "" is the one that the digraph suggests to "certified", and EndingKernel to the others
	Accuracy float64   // ε of the bracket and of gradient steps; 0 means 0.3
	Fresh    bool      // the bracket carries no words from one coordination to the next
	Step     string    // StepTuned, StepUntuned or StepFixed
	Value    float64   // of StepFixed
}

// The ways to find a mean in an epoch.
const (
	EndingKernel  = "kernel"  // FTC-30, or with a bound as in epoch 0
	EndingBracket = "bracket" // FTC-54 for "certified", FTC-43 for "coordinated" and "own"
	EndingRace    = "race"    // FTC-46, not for "certified"
)

// The ways to a fixed step.
const (
	StepTuned   = "tuned"
	StepUntuned = "untuned"
	StepFixed   = "fixed"
)

// New returns an experiment of task "learn" with the defaults of the JSON format: the probe ending, start 0, quanta for
// the capacity, 20 seeds from 1, tolerance 1e-6, at most 2000 epochs. Methods get the parameters and names that they lack.
func New(digraph DigraphSpec, problem ProblemSpec, methods ...MethodSpec) *Experiment {
	e := defaults()
	_, dimension := problem.Size()
	e.Task, e.Digraph, e.Problem, e.Capacity, e.Start = TaskLearn, digraph, problem, digraph.Size(), make([]float64, dimension)
	for _, m := range methods {
		m.complete()
		e.Methods = append(e.Methods, m)
	}
	return &e
}

func defaults() Experiment {
	return Experiment{
		Seeds: Seeds{First: 1, Count: 20}, Tolerance: 1e-6, Ending: core.Probe(), Epochs: 2000,
	}
}
