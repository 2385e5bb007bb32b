package scenario

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"kizami/core"
)

// The limits of a scenario beyond those of the digraph.
const (
	MaxBytes       = 1 << 20 // of the whole text
	MaxCoordinates = 1000    // of a value
	MaxSeed        = 1<<53 - 1

	maxNumber  = 64  // characters of a value
	maxQuantum = 128 // characters of a quantum: the finest grid of good values needs up to 82
)

// document is the shape of a scenario before any field is compared with another.
type document struct {
	nodes    int
	arcs     []core.Arc
	values   [][]string
	rule     string
	bound    json.Number // "" when absent, as below
	seed     json.Number
	quantum  string
	capacity json.Number
}

func read(data []byte) (*document, error) {
	r, err := newReader(data)
	if err != nil {
		return nil, err
	}
	d := &document{}
	err = r.object("",
		field{"kizami", false, r.version},
		field{"digraph", false, func(path string) error { return r.digraph(path, d) }},
		field{"values", false, func(path string) error { return r.values(path, d) }},
		field{"ending", false, func(path string) error { return r.ending(path, d) }},
		field{"quantum", true, func(path string) (err error) { d.quantum, err = r.number(path, maxQuantum); return }},
		field{"capacity", true, func(path string) (err error) { d.capacity, err = r.integer(path); return }},
	)
	if err != nil {
		return nil, err
	}
	return d, r.end()
}

func (r *reader) version(path string) error {
	version, err := r.integer(path)
	if err == nil && version != "1" {
		return fault("version", path, args{"version": version.String()})
	}
	return err
}

func (r *reader) digraph(path string, d *document) error {
	return r.object(path,
		field{"nodes", false, func(path string) error {
			number, err := r.integer(path)
			if err != nil {
				return err
			}
			nodes, err := within("node-count", path, number, 1, core.MaxNodes)
			d.nodes = int(nodes)
			return err
		}},
		field{"arcs", false, func(path string) error {
			return r.list(path, func(i int, path string) error {
				arc, err := r.arc(i, path)
				d.arcs = append(d.arcs, arc)
				return err
			})
		}},
	)
}

func (r *reader) arc(arc int, path string) (core.Arc, error) {
	var ends []int
	err := r.list(path, func(_ int, end string) error {
		number, err := r.integer(end)
		if err != nil {
			return err
		}
		// The number of nodes may come later in the text; no digraph has a node beyond the largest.
		node, err := within("arc-range", path, number, 0, core.MaxNodes-1)
		if err != nil {
			return fault("arc-range", path, args{"arc": arc, "node": number.String(), "last": core.MaxNodes - 1})
		}
		ends = append(ends, int(node))
		return nil
	})
	if err == nil && len(ends) != 2 {
		err = fault("arc-form", path, args{"arc": arc})
	}
	if err != nil {
		return core.Arc{}, err
	}
	return core.Arc{From: ends[0], To: ends[1]}, nil
}

func (r *reader) values(path string, d *document) error {
	return r.list(path, func(node int, path string) error {
		value, err := r.value(node, path)
		d.values = append(d.values, value)
		return err
	})
}

// value reads one number or a list of numbers.
func (r *reader) value(node int, path string) (value []string, err error) {
	token, err := r.token()
	if err != nil {
		return nil, err
	}
	if token != json.Delim('[') {
		text, err := numeric(path, token, "string or list", maxNumber)
		return []string{text}, err
	}
	err = r.items(path, func(i int, path string) error {
		if i == MaxCoordinates {
			return fault("coordinate-range", path, args{"node": node, "min": 1, "max": MaxCoordinates})
		}
		text, err := r.number(path, maxNumber)
		value = append(value, text)
		return err
	})
	if err == nil && len(value) == 0 {
		err = fault("coordinate-range", path, args{"node": node, "min": 1, "max": MaxCoordinates})
	}
	return value, err
}

func (r *reader) number(path string, limit int) (string, error) {
	token, err := r.token()
	if err != nil {
		return "", err
	}
	return numeric(path, token, "string", limit)
}

// numeric returns the text of a string token that may become a number.
func numeric(path string, token json.Token, expected string, limit int) (string, error) {
	switch t := token.(type) {
	case json.Number:
		return "", fault("unquoted-number", path, args{"value": t.String()})
	case string:
		if length := utf8.RuneCountInString(t); length > limit {
			return "", fault("number-length", path, args{"length": length, "max": limit})
		}
		if !isNumber(t) {
			return "", fault("number-form", path, args{"value": t})
		}
		return t, nil
	}
	return "", wrongType(path, expected, token)
}

func (r *reader) ending(path string, d *document) error {
	err := r.object(path,
		field{"rule", false, func(path string) (err error) { d.rule, err = r.text(path); return }},
		field{"bound", true, func(path string) (err error) { d.bound, err = r.integer(path); return }},
		field{"seed", true, func(path string) (err error) { d.seed, err = r.integer(path); return }},
	)
	switch {
	case err != nil:
		return err
	case d.rule == "bound" && d.seed != "":
		return fault("ending-field", path, args{"rule": d.rule, "field": "seed"})
	case d.rule == "bound" && d.bound == "":
		return fault("missing-field", path, args{"field": "bound"})
	case d.rule == "probe" && d.bound != "":
		return fault("ending-field", path, args{"rule": d.rule, "field": "bound"})
	case d.rule != "bound" && d.rule != "probe":
		return fault("ending-rule", path+".rule", args{"rule": d.rule})
	}
	return nil
}

// within returns the integer when it lies in a range, and the fault of the code otherwise.
func within(code, path string, number json.Number, low, high int64) (int64, error) {
	v, err := strconv.ParseInt(number.String(), 10, 64)
	if err != nil || v < low || v > high {
		return 0, fault(code, path, args{"value": number.String(), "min": low, "max": high})
	}
	return v, nil
}
