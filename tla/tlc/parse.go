package tlc

const (
	maxDepth    = 100
	maxInterval = 1 << 16
)

// ParseValue reads one value in the syntax in which TLC prints it; line
// breaks may stand between tokens. Anything else, a repeated element, field
// or key included, is a *SyntaxError.
func ParseValue(text string) (Value, error) {
	p := parser{text: text}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.pos < len(p.text) {
		return nil, p.unexpected("the end")
	}
	return v, nil
}

func (p *parser) value(depth int) (Value, error) {
	if depth > maxDepth {
		return nil, p.fail(p.pos, "values are nested deeper than %d", maxDepth)
	}
	switch c := p.peek(); {
	case c == '-' || isDigit(c):
		return p.number()
	case c == '"':
		return p.string()
	case c == '{':
		return p.set(depth)
	case c == '<':
		return p.tuple(depth)
	case c == '[':
		return p.record(depth)
	case c == '(':
		return p.function(depth)
	case isLetter(c):
		return p.word()
	}
	return nil, p.unexpected("a value")
}

// number reads an integer or, as TLC keeps it unexpanded, an interval.
func (p *parser) number() (Value, error) {
	start := p.pos
	low, err := p.integer()
	if err != nil || !p.accept("..") {
		return low, err
	}
	p.space()
	high, err := p.integer()
	if err != nil {
		return nil, err
	}
	size := int64(high) - int64(low) + 1
	if size > maxInterval {
		return nil, p.fail(start, "the interval has more than %d elements", maxInterval)
	}
	s := make(Set, max(size, 0))
	for i := range s {
		s[i] = low + Int(i)
	}
	return s, nil
}

// list reads items separated by separator up to the closing token.
func (p *parser) list(separator, closing string, item func() error) error {
	if p.accept(closing) {
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if p.accept(closing) {
			return nil
		}
		if !p.accept(separator) {
			return p.unexpected(separator + " or " + closing)
		}
	}
}

func (p *parser) values(opening, closing string, depth int) ([]Value, error) {
	if err := p.expect(opening); err != nil {
		return nil, err
	}
	values := []Value{}
	err := p.list(",", closing, func() error {
		v, err := p.value(depth + 1)
		values = append(values, v)
		return err
	})
	return values, err
}

func (p *parser) tuple(depth int) (Value, error) {
	values, err := p.values("<<", ">>", depth)
	return Tuple(values), err
}

func (p *parser) set(depth int) (Value, error) {
	start := p.pos
	values, err := p.values("{", "}", depth)
	if err != nil {
		return nil, err
	}
	s := NewSet(values...)
	if len(s) != len(values) {
		return nil, p.fail(start, "a set lists an element twice")
	}
	return s, nil
}

func (p *parser) record(depth int) (Value, error) {
	start := p.pos
	p.pos++
	var pairs []Pair
	err := p.list(",", "]", func() error {
		name, err := p.identifier()
		if err != nil {
			return err
		}
		if err := p.expect("|->"); err != nil {
			return err
		}
		v, err := p.value(depth + 1)
		pairs = append(pairs, Pair{String(name), v})
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(pairs) == 0 {
		return nil, p.fail(start, "a record has no field")
	}
	return p.newFunction(start, pairs)
}

func (p *parser) function(depth int) (Value, error) {
	start := p.pos
	p.pos++
	var pairs []Pair
	err := p.list("@@", ")", func() error {
		key, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		if err := p.expect(":>"); err != nil {
			return err
		}
		v, err := p.value(depth + 1)
		pairs = append(pairs, Pair{key, v})
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(pairs) == 0 {
		return nil, p.fail(start, "a function has no argument")
	}
	return p.newFunction(start, pairs)
}

func (p *parser) newFunction(start int, pairs []Pair) (Value, error) {
	f, err := NewFunction(pairs...)
	if err != nil {
		return nil, p.fail(start, "%s", err)
	}
	return f, nil
}

// word reads TRUE, FALSE or a model value.
func (p *parser) word() (Value, error) {
	start := p.pos
	name, err := p.identifier()
	if err != nil {
		return nil, err
	}
	switch name {
	case "TRUE", "FALSE":
		return Bool(name == "TRUE"), nil
	case "Nat", "Int", "Real", "STRING", "SUBSET", "UNION", "DOMAIN", "LAMBDA":
		return nil, p.fail(start, "%s does not start a value that can be listed", name)
	}
	return ModelValue(name), nil
}
