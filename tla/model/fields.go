package model

import (
	"encoding/json"
	"strings"
	"unicode"

	"kizami/core/strict"
)

// The readers below return what reads a field into its place.

func (p *parser) flag(to *bool) func(string) error {
	return func(path string) (err error) {
		*to, err = p.Bool(path)
		return err
	}
}

func (p *parser) sentence(to *string) func(string) error {
	return func(path string) (err error) {
		*to, err = p.Text(path)
		switch {
		case err == nil && strings.TrimSpace(*to) == "":
			err = wrong(path, "is empty")
		case err == nil && strings.ContainsFunc(*to, unicode.IsControl):
			err = wrong(path, "must be a single line")
		}
		return err
	}
}

// name reads a name of TLA+.
func (p *parser) name(to *string) func(string) error { return p.word(to, "_") }

// word reads a word of letters, digits and the signs that are named.
func (p *parser) word(to *string, signs string) func(string) error {
	return func(path string) (err error) {
		if *to, err = p.Text(path); err == nil && !isWord(*to, signs) {
			err = wrong(path, "must be made of letters, digits and %s, not %q", strings.Join(strings.Split(signs, ""), " "), strict.Clip(*to, 100))
		}
		return err
	}
}

func isWord(text, signs string) bool {
	for _, r := range text {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(signs, r)) {
			return false
		}
	}
	return text != ""
}

func (p *parser) names(to *[]string) func(string) error {
	return func(path string) error {
		seen := map[string]bool{}
		return p.List(path, func(_ int, path string) error {
			var name string
			if err := p.name(&name)(path); err != nil {
				return err
			}
			if seen[name] {
				return wrong(path, "%s is given twice", name)
			}
			seen[name] = true
			*to = append(*to, name)
			return nil
		})
	}
}

func (p *parser) count(to *int64) func(string) error {
	return func(path string) error {
		number, err := p.Integer(path)
		if err != nil {
			return err
		}
		n, ok := strict.Within(number, 1, 1<<53)
		if !ok {
			return wrong(path, "must be positive, not %s", strict.Clip(number.String(), 100))
		}
		*to = n
		return nil
	}
}

// assignments reads an object whose fields are names of TLA+; what null stands for has no value.
func (p *parser) assignments(to *[]Assignment, value func(name, path string, token json.Token) (string, error)) func(string) error {
	return func(path string) error {
		return p.Entries(path, func(name, path string) error {
			if !isWord(name, "_") {
				return wrong(path, "%q is no name of TLA+", strict.Clip(name, 100))
			}
			token, err := p.Token()
			text := ""
			if err == nil && token != nil {
				text, err = value(name, path, token)
			}
			*to = append(*to, Assignment{name, text})
			return err
		})
	}
}

// definition returns the name of what stands in the place of a definition.
func (p *parser) definition(_, path string, token json.Token) (string, error) {
	name, ok := token.(string)
	if !ok || !isWord(name, "_") {
		return "", wrong(path, "must be the name of a definition")
	}
	return name, nil
}

// constant writes a constant in TLA+: an integer, a set of integers, a text, or, if it is its own name, a model value.
func (p *parser) constant(name, path string, token json.Token) (string, error) {
	switch t := token.(type) {
	case json.Number:
		return integer(path, t)
	case string:
		if t == name {
			return t, nil
		}
		if !isWord(t, "_- ") {
			return "", wrong(path, "must be made of letters, digits, _, - and blanks, not %q", strict.Clip(t, 100))
		}
		return `"` + t + `"`, nil
	case json.Delim:
		if t != '[' {
			break
		}
		var members []string
		err := p.Items(path, func(_ int, path string) error {
			number, err := p.Integer(path)
			if err != nil {
				return err
			}
			text, err := integer(path, number)
			members = append(members, text)
			return err
		})
		return "{" + strings.Join(members, ", ") + "}", err
	}
	return "", wrong(path, "must be an integer, a list of integers, a text or null")
}

// integer returns the number if TLC can hold it.
func integer(path string, number json.Number) (string, error) {
	if _, ok := strict.Within(number, -1<<31, 1<<31-1); !ok {
		return "", wrong(path, "must be an integer of 32 bits, not %s", strict.Clip(number.String(), 100))
	}
	return number.String(), nil
}
