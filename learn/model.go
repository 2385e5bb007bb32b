package learn

import (
	"math"
	"slices"
	"strconv"
)

// Model is what a run has learnt: the mean of the iterates that all nodes have at its end.
type Model struct {
	Kind         string        `json:"kind,omitempty"`    // absent: losses of one's own
	Target       string        `json:"target,omitempty"`  // a column, if the data are of a file
	Classes      *[2]string    `json:"classes,omitempty"` // of logistic regression: what is −1 and what is 1
	Features     []string      `json:"features"`
	Coefficients []float64     `json:"coefficients"`           // in the units of the data
	Intercept    float64       `json:"intercept"`              // 0 if the problem has none
	Standardised *Standardised `json:"standardised,omitempty"` // if features were
	Loss         float64       `json:"loss"`                   // the mean loss
	Digest       string        `json:"digest,omitempty"`       // SHA-256 of the iterate, for the command to fill in
	Iterate      []float64     `json:"-"`                      // that all nodes hold, bit by bit; nil if they hold different ones
}

// Standardised is a model of features of mean 0 and variance 1, as nodes hold it.
type Standardised struct {
	Coefficients []float64 `json:"coefficients"`
	Intercept    float64   `json:"intercept"`
}

// kind returns that of the problem, or "" of losses of one's own.
func (e *Experiment) kind() string {
	switch p := e.Problem.(type) {
	case Generated:
		return p.Kind
	case fixed:
		if _, is := p.problem.Loss(0).(quadratic); is {
			return KindQuadratic
		}
	}
	if e.Reading != nil {
		return e.Reading.Kind
	}
	return ""
}

// model returns what the iterates of all nodes come to, or nil if a number is not finite.
func (in *instance) model(kind string, reading *Reading, iterates [][]float64) *Model {
	mean := make([]float64, len(iterates[0]))
	for _, x := range iterates {
		for c, v := range x {
			mean[c] += v / float64(len(iterates))
		}
	}
	same := !slices.ContainsFunc(iterates, func(x []float64) bool { return !slices.Equal(x, iterates[0]) })
	if same {
		copy(mean, iterates[0])
	}
	m := &Model{Kind: kind, Loss: meanLoss(in.losses, mean)}
	if same {
		m.Iterate = mean
	}
	m.name(mean, reading)
	for _, v := range append(slices.Clone(m.Coefficients), m.Intercept, m.Loss) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return m
}

// name tells the coefficients apart, and brings them into the units of the data.
func (m *Model) name(x []float64, reading *Reading) {
	m.Coefficients = slices.Clone(x)
	if reading == nil {
		for c := range x {
			m.Features = append(m.Features, strconv.Itoa(c+1))
		}
		return
	}
	m.Target, m.Classes = reading.Target, reading.Classes
	if reading.Intercept {
		last := len(x) - 1
		m.Coefficients, m.Intercept = m.Coefficients[:last], x[last]
	}
	if reading.Standardise {
		m.Standardised = &Standardised{slices.Clone(m.Coefficients), m.Intercept}
	}
	for c, column := range reading.Features {
		m.Features = append(m.Features, column.Name)
		if reading.Standardise {
			m.Coefficients[c] /= column.Deviation
			m.Intercept -= float64(m.Coefficients[c] * column.Mean)
		}
	}
}

// Predict returns what the model says of rows of features: a number, or the probability of the second class.
func (m *Model) Predict(rows [][]float64) []float64 {
	all := make([]float64, len(rows))
	for i, row := range rows {
		all[i] = dot(row, m.Coefficients) + m.Intercept
		if m.Kind == KindLogistic {
			all[i] = sigmoid(all[i])
		}
	}
	return all
}
