package tlc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Value is a TLA+ value as TLC prints it: one of Bool, Int, String,
// ModelValue, Tuple, Record, Function and Set. String returns its canonical
// TLA+ text, which ParseValue reads back.
type Value interface {
	String() string
	rank() int
}

// The kinds of values. TLC's integers have 32 bits.
//
// The slices are sorted: fields by name, pairs by key, elements by Compare.
// NewSet, NewFunction and ParseValue see to it. As in TLA+, a function with
// the domain 1..n is a Tuple, one whose domain is made of identifiers is a
// Record, and the only function with an empty domain is Tuple{}.
type (
	Bool       bool
	Int        int32
	String     string
	ModelValue string
	Tuple      []Value
	Record     []Field
	Function   []Pair
	Set        []Value
)

// A Field is one field of a Record.
type Field struct {
	Name  string
	Value Value
}

// A Pair is one argument of a Function and its image.
type Pair struct{ Key, Value Value }

func (Bool) rank() int       { return 0 }
func (Int) rank() int        { return 1 }
func (String) rank() int     { return 2 }
func (ModelValue) rank() int { return 3 }
func (Tuple) rank() int      { return 4 }
func (Record) rank() int     { return 5 }
func (Function) rank() int   { return 6 }
func (Set) rank() int        { return 7 }

// NewSet returns the set of the elements; repeated ones count once.
func NewSet(elements ...Value) Set {
	sorted := append(Set{}, elements...)
	slices.SortFunc(sorted, Compare)
	return slices.CompactFunc(sorted, Equal)
}

// NewFunction returns the function of the pairs: a Tuple, a Record or a
// Function. A key may be given once only.
func NewFunction(pairs ...Pair) (Value, error) {
	f := Function(slices.Clone(pairs))
	slices.SortFunc(f, func(a, b Pair) int { return Compare(a.Key, b.Key) })
	for i := 1; i < len(f); i++ {
		if Equal(f[i-1].Key, f[i].Key) {
			return nil, fmt.Errorf("the key %s is given twice", f[i].Key)
		}
	}
	if f.isTuple() {
		t := make(Tuple, len(f))
		for i, p := range f {
			t[i] = p.Value
		}
		return t, nil
	}
	if f.isRecord() {
		r := make(Record, len(f))
		for i, p := range f {
			r[i] = Field{string(p.Key.(String)), p.Value}
		}
		return r, nil
	}
	return f, nil
}

// NewFunctionOver returns [i \in 0..n-1 |-> value(i)].
func NewFunctionOver(n int, value func(i int) Value) Value {
	if n <= 0 {
		return Tuple{}
	}
	f := make(Function, n)
	for i := range f {
		f[i] = Pair{Int(i), value(i)}
	}
	return f
}

func (f Function) isTuple() bool {
	for i, p := range f {
		if key, ok := p.Key.(Int); !ok || int(key) != i+1 {
			return false
		}
	}
	return true
}

func (f Function) isRecord() bool {
	for _, p := range f {
		if key, ok := p.Key.(String); !ok || !isIdentifier(string(key)) {
			return false
		}
	}
	return true
}

// Get returns the value of the field name.
func (r Record) Get(name string) (Value, bool) {
	i, found := slices.BinarySearchFunc(r, name, func(f Field, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		return nil, false
	}
	return r[i].Value, true
}

// Get returns the image of key.
func (f Function) Get(key Value) (Value, bool) {
	i, found := slices.BinarySearchFunc(f, key, func(p Pair, key Value) int {
		return Compare(p.Key, key)
	})
	if !found {
		return nil, false
	}
	return f[i].Value, true
}

// Has tells whether value is an element.
func (s Set) Has(value Value) bool {
	_, found := slices.BinarySearchFunc(s, value, Compare)
	return found
}

// Equal tells whether a and b are the same value in TLA+.
func Equal(a, b Value) bool { return Compare(a, b) == 0 }

// Compare orders all values: first by kind, then numbers by size, strings by
// bytes, and the rest element by element. It is 0 only for equal values.
func Compare(a, b Value) int {
	if a.rank() != b.rank() {
		return cmp.Compare(a.rank(), b.rank())
	}
	switch a := a.(type) {
	case Bool:
		return compareBool(bool(a), bool(b.(Bool)))
	case Int:
		return cmp.Compare(a, b.(Int))
	case String:
		return cmp.Compare(a, b.(String))
	case ModelValue:
		return cmp.Compare(a, b.(ModelValue))
	case Tuple:
		return slices.CompareFunc(a, b.(Tuple), Compare)
	case Set:
		return slices.CompareFunc(a, b.(Set), Compare)
	case Record:
		return slices.CompareFunc(a, b.(Record), func(f, g Field) int {
			return cmp.Or(cmp.Compare(f.Name, g.Name), Compare(f.Value, g.Value))
		})
	default:
		return slices.CompareFunc(a.(Function), b.(Function), func(p, q Pair) int {
			return cmp.Or(Compare(p.Key, q.Key), Compare(p.Value, q.Value))
		})
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
