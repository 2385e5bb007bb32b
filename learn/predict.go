package learn

import (
	"cmp"
	"math"
)

// Prediction is what a model says of the rows of a file, and, if the file has the target, how near that is.
type Prediction struct {
	Rows   int       `json:"rows"`
	Values []float64 `json:"values"`            // numbers, or probabilities of the second class
	Labels []string  `json:"classes,omitempty"` // of logistic regression: the likelier class
	Scores *Scores   `json:"scores,omitempty"`  // if the file has the target
}

// Scores are the usual figures. R2 is 1 − Σ(b−p)²/Σ(b−b̄)², absent if all targets are the same.
type Scores struct {
	R2       *float64 `json:"r2,omitempty"`
	MSE      *float64 `json:"mse,omitempty"`      // the mean of (b−p)²
	Accuracy *float64 `json:"accuracy,omitempty"` // the part of rows whose likelier class is theirs
	LogLoss  *float64 `json:"logLoss,omitempty"`  // the mean of −log of the probability of the class
}

// PredictFile reads the features of a model from a file by their names, and predicts. Errors: [*Error].
func (m *Model) PredictFile(file string, data []byte, layout Layout) (*Prediction, error) {
	s, err := readSheet(file, data, layout)
	if err != nil {
		return nil, err
	}
	rows := make([][]float64, len(s.rows))
	for _, name := range m.Features {
		column, err := s.column(name)
		if err != nil {
			return nil, err
		}
		for i := range rows {
			value, err := s.number(i, column)
			if err != nil {
				return nil, err
			}
			rows[i] = append(rows[i], value)
		}
	}
	if len(rows) == 0 {
		return nil, s.fault("csv-few", args{"rows": 0, "nodes": 1})
	}
	p := &Prediction{Rows: len(rows), Values: m.Predict(rows)}
	if m.Classes != nil {
		for _, probability := range p.Values {
			p.Labels = append(p.Labels, cmp.Or(m.Classes[likelier(probability)], "other"))
		}
	}
	target, err := s.column(m.Target)
	if m.Target == "" || err != nil {
		return p, nil
	}
	p.Scores, err = m.scores(s, target, p.Values)
	return p, err
}

func likelier(probability float64) int {
	if probability > 0.5 {
		return 1
	}
	return 0
}

func (m *Model) scores(s *sheet, target int, predicted []float64) (*Scores, error) {
	truth := make([]float64, len(predicted))
	for i := range truth {
		var err error
		if m.Classes == nil {
			truth[i], err = s.number(i, target)
		} else {
			truth[i], err = s.label(i, target, *m.Classes)
		}
		if err != nil {
			return nil, err
		}
	}
	if m.Classes != nil {
		return classScores(truth, predicted), nil
	}
	return numberScores(truth, predicted), nil
}

func numberScores(truth, predicted []float64) *Scores {
	mean, off, spread := 0.0, 0.0, 0.0
	rows := float64(len(truth))
	for _, b := range truth {
		mean += b / rows
	}
	for i, b := range truth {
		off += float64((b - predicted[i]) * (b - predicted[i]))
		spread += float64((b - mean) * (b - mean))
	}
	mse := off / rows
	s := &Scores{MSE: &mse}
	if spread > 0 {
		r2 := 1 - off/spread
		s.R2 = &r2
	}
	return s
}

func classScores(labels, probabilities []float64) *Scores {
	const least = 1e-15 // what is surely wrong costs no more than this, as in other kits
	right, loss, rows := 0.0, 0.0, float64(len(labels))
	for i, label := range labels {
		p := probabilities[i]
		if 2*likelier(p)-1 == int(label) {
			right++
		}
		if label < 0 {
			p = 1 - p
		}
		loss -= math.Log(math.Min(math.Max(p, least), 1)) / rows
	}
	accuracy := right / rows
	return &Scores{Accuracy: &accuracy, LogLoss: &loss}
}
