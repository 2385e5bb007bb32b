package tlc

import (
	"maps"
	"slices"
	"strings"
)

// A State gives every variable of a module its value.
type State map[string]Value

// ParseState reads a state as TLC prints it: a conjunction of equations, or a
// single equation.
func ParseState(text string) (State, error) {
	s := State{}
	p := parser{text: text}
	conjunction := p.accept(`/\`)
	for {
		if err := p.equation(s); err != nil {
			return nil, err
		}
		if p.peek() == 0 && p.pos == len(p.text) {
			return s, nil
		}
		if !conjunction || !p.accept(`/\`) {
			return nil, p.unexpected(`/\ or the end`)
		}
	}
}

func (p *parser) equation(s State) error {
	p.space()
	start := p.pos
	name, err := p.identifier()
	if err != nil {
		return err
	}
	if err := p.expect("="); err != nil {
		return err
	}
	if _, double := s[name]; double {
		return p.fail(start, "the variable %s is given twice", name)
	}
	s[name], err = p.value(0)
	return err
}

// String returns the canonical text of the state, variables in the order of
// their names.
func (s State) String() string {
	var b strings.Builder
	for i, name := range slices.Sorted(maps.Keys(s)) {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(`/\ ` + name + " = " + s[name].String())
	}
	return b.String()
}

// Equal tells whether s and t have the same variables with the same values.
func (s State) Equal(t State) bool { return maps.EqualFunc(s, t, Equal) }
