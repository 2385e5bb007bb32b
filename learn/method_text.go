package learn

import (
	"encoding/json"
	"fmt"
	"strings"

	"kizami/core/strict"
)

// methodText is the shape of a method.
type methodText struct {
	given        fieldSet
	coordination fieldSet
	spec         MethodSpec
}

// The fields of each method besides name and method.
var methodFields = map[string][]string{
	MethodCoordinated:     {"mode", "alpha", "kappa", "start", "constant", "coordination"},
	MethodCertified:       {"memory", "coordination"},
	MethodOwn:             {"alpha", "kappa", "start", "constant", "coordination"},
	MethodDGD:             {"step"},
	MethodPushDIGing:      {"step"},
	MethodPushPull:        {"step"},
	MethodGradientDescent: nil,
	MethodAdGD:            nil,
	MethodBB:              nil,
}

var methodNames = []string{
	MethodCoordinated, MethodCertified, MethodOwn, MethodDGD, MethodPushDIGing, MethodPushPull, MethodGradientDescent, MethodAdGD, MethodBB,
}

// endingNames are the ways in which nodes find means.
var endingNames = []string{EndingKernel, EndingBracket, EndingRace}

// modeNames are the modes that coordinate.
var modeNames = []string{"mean", "min", "harmonic"}

func (d *document) readMethods(r reader, path string) error {
	return r.list(path, MaxMethods, func(_ int, path string) error {
		t := methodText{}
		err := t.read(r, path)
		d.methods = append(d.methods, t)
		return err
	})
}

func (t *methodText) read(r reader, path string) error {
	s := &t.spec
	if err := r.Object(path, t.given.note([]strict.Field{
		r.text("name", &s.Name, maxName),
		r.choice("method", &s.Method, methodNames...),
		r.choice("mode", &s.Mode, modeNames...),
		r.real("alpha", &s.Alpha, minAlpha, maxAlpha),
		r.real("kappa", &s.Kappa, 0, maxKappa),
		r.whole("memory", &s.Memory, 1, maxMemory),
		{Name: "coordination", Read: func(path string) error { return t.readCoordination(r, path) }},
		r.real("start", &s.Start, minStep, maxStep),
		{Name: "constant", Read: func(path string) error { return t.readConstant(r, path) }},
		{Name: "step", Read: func(path string) error { return t.readStep(r, path) }},
	})...); err != nil {
		return err
	}
	if err := t.given.exactly(path, s.Method, []string{"method"}, append(methodFields[s.Method], "name")); err != nil {
		return err
	}
	if err := t.checkCoordination(path); err != nil {
		return err
	}
	s.complete()
	return nil
}

// complete fills in what a method needs and was not given.
func (s *MethodSpec) complete() {
	switch s.Method {
	case MethodCoordinated, MethodOwn:
		if s.Mode == "" && s.Method == MethodCoordinated {
			s.Mode = "mean"
		}
		if s.Alpha == 0 {
			s.Alpha = 0.5
		}
		if s.Start == 0 {
			s.Start = firstStep
		}
	case MethodCertified:
		if s.Memory == 0 {
			s.Memory = 20
		}
		if s.Accuracy == 0 {
			s.Accuracy = 0.3
		}
	case MethodDGD, MethodPushDIGing, MethodPushPull:
		if s.Step == "" {
			s.Step = StepTuned
		}
	}
	if s.Name == "" {
		s.Name = s.name()
	}
}

// name returns what a method is called that was given no name.
func (s *MethodSpec) name() string {
	parts := []string{s.Method}
	if s.Mode != "" {
		parts = append(parts, s.Mode)
	}
	switch {
	case s.Ending != "":
		parts = append(parts, s.Ending)
	case s.Step == StepFixed:
		parts = append(parts, fmt.Sprint(s.Value))
	case s.Step != "":
		parts = append(parts, s.Step)
	}
	return strings.Join(parts, " ")
}

// readCoordination reads how means are found.
func (t *methodText) readCoordination(r reader, path string) error {
	return r.Object(path, t.coordination.note([]strict.Field{
		r.choice("ending", &t.spec.Ending, endingNames...),
		r.real("accuracy", &t.spec.Accuracy, minAccuracy, maxAccuracy),
		{Name: "carry", Read: func(path string) error {
			carry, err := r.Bool(path)
			t.spec.Fresh = !carry
			return err
		}},
	})...)
}

// checkCoordination refuses what has no meaning: kernels carry nothing, and modes need exact means, so that they neither carry
// words nor take a bracket that is only narrow.
func (t *methodText) checkCoordination(path string) error {
	switch given := t.coordination; {
	case given == nil:
		return nil
	case t.spec.Method != MethodCertified:
		return given.exactly(path+".coordination", t.spec.Method, []string{"ending"}, nil)
	case t.spec.Ending == EndingKernel:
		return given.exactly(path+".coordination", EndingKernel, []string{"ending"}, []string{"accuracy"})
	}
	return t.spec.checkEnding(path)
}

// readConstant reads one number or null for each node.
func (t *methodText) readConstant(r reader, path string) error {
	return r.list(path, MaxNodes, func(_ int, path string) error {
		token, err := r.Token()
		if err != nil {
			return err
		}
		if token == nil {
			t.spec.Constant = append(t.spec.Constant, 0)
			return nil
		}
		value, err := step(path, "number or null", token)
		t.spec.Constant = append(t.spec.Constant, value)
		return err
	})
}

// readStep reads "tuned", "untuned" or a number.
func (t *methodText) readStep(r reader, path string) error {
	token, err := r.Token()
	if err != nil {
		return err
	}
	if name, ok := token.(string); ok {
		if name != StepTuned && name != StepUntuned {
			return unknown(path, name, []string{StepTuned, StepUntuned})
		}
		t.spec.Step = name
		return nil
	}
	t.spec.Step = StepFixed
	t.spec.Value, err = step(path, "number or string", token)
	return err
}

// step returns a step size that a token holds.
func step(path, expected string, token json.Token) (float64, error) {
	number, ok := token.(json.Number)
	if !ok {
		return 0, strict.WrongType(path, expected, token)
	}
	value, _ := number.Float64() // beyond all numbers it is infinite, which is out of range too
	return value, inRange(path, value, minStep, maxStep)
}
