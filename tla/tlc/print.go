package tlc

import (
	"strconv"
	"strings"
)

func (b Bool) String() string { return strings.ToUpper(strconv.FormatBool(bool(b))) }

func (i Int) String() string { return strconv.Itoa(int(i)) }

func (m ModelValue) String() string { return string(m) }

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\f", `\f`)

func (s String) String() string { return `"` + escapes.Replace(string(s)) + `"` }

func (t Tuple) String() string { return "<<" + join(t) + ">>" }

func (s Set) String() string { return "{" + join(s) + "}" }

func join(values []Value) string {
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(v.String())
	}
	return b.String()
}

func (r Record) String() string {
	var b strings.Builder
	for i, f := range r {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(f.Name + " |-> " + f.Value.String())
	}
	return "[" + b.String() + "]"
}

func (f Function) String() string {
	var b strings.Builder
	for i, p := range f {
		if i > 0 {
			b.WriteString(" @@ ")
		}
		b.WriteString(p.Key.String() + " :> " + p.Value.String())
	}
	return "(" + b.String() + ")"
}
