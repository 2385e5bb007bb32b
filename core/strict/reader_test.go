package strict

import (
	"errors"
	"math"
	"testing"
)

// shape reads {"kizami":1,"x":<number>,"on":<bool>,"names":[<text>…]}, of which only the first is needed.
func shape(data string) (x float64, on bool, names []string, err error) {
	r, err := NewReader([]byte(data), 200)
	if err != nil {
		return
	}
	err = r.Object("",
		Field{Name: "kizami", Read: r.Version},
		Field{Name: "x", Optional: true, Read: func(path string) (err error) { x, err = r.Float(path); return }},
		Field{Name: "on", Optional: true, Read: func(path string) (err error) { on, err = r.Bool(path); return }},
		Field{Name: "names", Optional: true, Read: func(path string) error {
			return r.List(path, func(_ int, path string) error {
				name, err := r.Text(path)
				names = append(names, name)
				return err
			})
		}},
	)
	if err == nil {
		err = r.End()
	}
	return
}

func TestWhatIsOfTheShapeIsRead(t *testing.T) {
	x, on, names, err := shape(` {"names":["a","b"],"on":true,"x":-2.5e3,"kizami":1} `)
	if err != nil || x != -2500 || !on || len(names) != 2 || names[1] != "b" {
		t.Errorf("read %v %v %v %v", x, on, names, err)
	}
	if x, _, _, err = shape("\uFEFF" + `{"kizami":1,"x":7}`); err != nil || x != 7 {
		t.Errorf("read %v, %v after a byte order mark", x, err)
	}
	if x, _, _, err = shape(`{"kizami":1,"x":1.7976931348623157e308}`); err != nil || x != math.MaxFloat64 {
		t.Errorf("read %v, %v", x, err)
	}
}

func TestWhatIsNotOfTheShapeIsRefused(t *testing.T) {
	for _, c := range []struct{ text, code, sentence string }{
		{`{"kizami":1,"x":1e309}`, "number-size", "x: the number 1e309 is too large"},
		{`{"kizami":1,"x":"1"}`, "wrong-type", "x: expected number, found string"},
		{`{"kizami":1,"on":1}`, "wrong-type", "on: expected boolean, found number"},
		{`{"kizami":1,"names":["a",null]}`, "wrong-type", "names[1]: expected string, found null"},
		{`{"kizami":2}`, "version", "kizami: the input has version 2; only version 1 is known"},
		{`{"kizami":1.0}`, "not-an-integer", "kizami: 1.0 must be an integer without point or exponent"},
		{`{"kizami":1,"y":0}`, "unknown-field", `the field "y" is not known here; the fields are kizami, x, on, names`},
		{`{"x":1}`, "missing-field", `the field "kizami" is missing`},
		{`[]`, "not-an-object", "the input must be an object, not of the type list"},
		{`{"kizami":1}{`, "trailing-data", "the input is followed by something else at line 1, column 13"},
	} {
		_, _, _, err := shape(c.text)
		var fault *Error
		if !errors.As(err, &fault) || fault.Code != c.code || err.Error() != c.sentence {
			t.Errorf("%s: %v, want %s: %s", c.text, err, c.code, c.sentence)
		}
	}
}

func TestEntriesKeepTheirOrder(t *testing.T) {
	read := func(data string) (names string, err error) {
		r, err := NewReader([]byte(data), 200)
		if err != nil {
			return "", err
		}
		err = r.Entries("", func(name, path string) error {
			_, err := r.Integer(path)
			names += name
			return err
		})
		return names, err
	}
	if names, err := read(`{"b":1,"a":2,"":3}`); err != nil || names != "ba" {
		t.Errorf("read %q, %v", names, err)
	}
	for text, want := range map[string]string{
		`{"b":1,"b":2}`: `the field "b" is given twice`,
		`{"b":"1"}`:     "b: expected integer, found string",
		`["b"]`:         "the input must be an object, not of the type list",
		`{"b":1`:        "the input is not JSON at line 1, column 6: unexpected end of JSON input",
	} {
		if _, err := read(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestMembersAreReadAsTheyAreWritten(t *testing.T) {
	members := func(data string) (text string, err error) {
		r, err := NewReader([]byte(data), 200)
		if err == nil {
			err = r.Members(func(name string, value []byte) { text += name + "=" + string(value) + ";" })
		}
		return text, err
	}
	if text, err := members(`{"a": 1.50, "b":{ "x":[1, 1] , "x":2},"c":null} `); err != nil || text != `a=1.50;b={ "x":[1, 1] , "x":2};c=null;` {
		t.Errorf("%s, %v", text, err)
	}
	for data, want := range map[string][3]string{
		`[]`:            {"", "not-an-object", ""},
		`{"a":1,"a":2}`: {"a=1;", "repeated-field", ""},
		`{"a":1,"b":}`:  {"a=1;", "not-json", "b"},
		`{"a":1`:        {"a=1;", "not-json", ""},
		`{"a":1}{}`:     {"a=1;", "trailing-data", ""},
		`{"a":1,}`:      {"a=1;", "not-json", ""},
	} {
		text, err := members(data)
		var fault *Error
		if !errors.As(err, &fault) || text != want[0] || fault.Code != want[1] || fault.Path != want[2] {
			t.Errorf("%s: %s, %v, want %v", data, text, err, want)
		}
	}
}
