package tlc

import "bytes"

// unescape puts the label into d.label and returns what follows its quote.
func (d *dotReader) unescape(rest []byte) (attributes []byte, err error) {
	d.label = d.label[:0]
	for {
		i := bytes.IndexAny(rest, `"\`)
		if i < 0 || rest[i] == '\\' && i+1 == len(rest) {
			return nil, d.fail("a label is not closed")
		}
		d.label = append(d.label, rest[:i]...)
		if rest[i] == '"' {
			return d.attributes(rest[i+1:])
		}
		switch c := rest[i+1]; c {
		case '\\', '"':
			d.label = append(d.label, c)
		case 'n':
			d.label = append(d.label, '\n')
		default:
			return nil, d.fail("a label holds an unknown escape")
		}
		rest = rest[i+2:]
	}
}

func (d *dotReader) attributes(rest []byte) ([]byte, error) {
	rest = bytes.TrimSuffix(rest, []byte(";"))
	if len(rest) == 0 || rest[len(rest)-1] != ']' || len(rest) > 1 && rest[0] != ',' {
		return nil, d.fail("the line breaks off after a label")
	}
	return rest, nil
}

// equations splits the label into variables and values. A conjunction sign
// starts an equation only at the start of a line: TLC escapes line breaks in
// strings.
func (d *dotReader) equations() error {
	first := d.g.Variables == nil
	rest := bytes.TrimPrefix(d.label, []byte(`/\ `))
	d.values = d.values[:0]
	for more := true; more; {
		var equation []byte
		equation, rest, more = bytes.Cut(rest, []byte("\n/\\ "))
		name, value, ok := bytes.Cut(equation, []byte(" = "))
		k := len(d.values)
		if first && ok && isIdentifier(string(name)) {
			d.g.Variables = append(d.g.Variables, string(name))
		}
		if !ok || k >= len(d.g.Variables) || d.g.Variables[k] != string(name) {
			return d.fail("a state of %q holds %q", d.g.Variables, clip(string(equation)))
		}
		d.values = append(d.values, d.intern(bytes.TrimSpace(value)))
	}
	if len(d.values) < len(d.g.Variables) {
		return d.fail("a state lacks the variable %s", d.g.Variables[len(d.values)])
	}
	return nil
}

func (d *dotReader) intern(value []byte) int32 {
	if i, known := d.texts[string(value)]; known {
		return i
	}
	i, s := int32(len(d.g.texts)), string(value)
	d.texts[s] = i
	d.g.texts = append(d.g.texts, text{s, int32(d.line)})
	return i
}
