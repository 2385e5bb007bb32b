package tlc

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Texts as TLC 1.7.3 prints them, long ones over several lines, and the values
// that they mean.
var printed = []struct {
	text string
	want Value
}{
	{"0", Int(0)},
	{"-2147483648", Int(-2147483648)},
	{"2147483647", Int(2147483647)},
	{"TRUE", Bool(true)},
	{"FALSE", Bool(false)},
	{"Red", ModelValue("Red")},
	{"_a1", ModelValue("_a1")},
	{`""`, String("")},
	{`"x\"y\\\n\t\r\f"`, String("x\"y\\\n\t\r\f")},
	{`"/\\ x = 1 刻み"`, String(`/\ x = 1 刻み`)},
	{"{}", Set{}},
	{"{1, 2, -3}", Set{Int(-3), Int(1), Int(2)}},
	{`{"b", "a"}`, Set{String("a"), String("b")}},
	{"{{}, {1}, {2}, {1, 2}}", Set{Set{}, Set{Int(1)}, Set{Int(1), Int(2)}, Set{Int(2)}}},
	{"1..3", Set{Int(1), Int(2), Int(3)}},
	{"-5..-4", Set{Int(-5), Int(-4)}},
	{"3..3", Set{Int(3)}},
	{"5..3", Set{}},
	{"<<>>", Tuple{}},
	{"<< >>", Tuple{}},
	{"<<1>>", Tuple{Int(1)}},
	{`<<TRUE, <<"q">>>>`, Tuple{Bool(true), Tuple{String("q")}}},
	{"[b |-> 1, a |-> <<>>]", Record{{"a", Tuple{}}, {"b", Int(1)}}},
	{"(0 :> {0} @@ 1 :> {1})", Function{{Int(0), Set{Int(0)}}, {Int(1), Set{Int(1)}}}},
	{"(5 :> 3)", Function{{Int(5), Int(3)}}},
	{"(1 :> 7 @@ 2 :> 8)", Tuple{Int(7), Int(8)}},
	{`("a" :> 1 @@ "b c" :> 2)`, Function{{String("a"), Int(1)}, {String("b c"), Int(2)}}},
	{`("a" :> 1 @@ "b" :> 2)`, Record{{"a", Int(1)}, {"b", Int(2)}}},
	{"(<<0, 1>> :> 1 @@ <<0, 0>> :> 2)", Function{{Tuple{Int(0), Int(0)}, Int(2)}, {Tuple{Int(0), Int(1)}, Int(1)}}},
	{"( 0 :> <<40000, 40000>> @@\n  1 :> <<40001, 40002>> )", Function{{Int(0), Tuple{Int(40000), Int(40000)}}, {Int(1), Tuple{Int(40001), Int(40002)}}}},
	{"[ xx |-> [y |-> {[p |-> 1]}],\n  zz |->\n      { \"a\",\n        \"b\" } ]", Record{{"xx", Record{{"y", Set{Record{{"p", Int(1)}}}}}}, {"zz", Set{String("a"), String("b")}}}},
}

func TestParseValue(t *testing.T) {
	for _, c := range printed {
		got, err := ParseValue(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
		again, err := ParseValue(got.String())
		if err != nil || !Equal(got, again) {
			t.Errorf("%s is printed as %s and read back as %v (%v)", c.text, got, again, err)
		}
	}
}

func TestParseValueErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "line 1, column 1: expected a value, found the end"},
		{" ", "line 1, column 2: expected a value, found the end"},
		{"1 2", `line 1, column 3: expected the end, found "2"`},
		{"{1,\n 2,\n @}", `line 3, column 2: expected a value, found "@}"`},
		{"{1 2}", `line 1, column 4: expected , or }, found "2}"`},
		{"{1,}", `line 1, column 4: expected a value, found "}"`},
		{"{1, 1}", "line 1, column 1: a set lists an element twice"},
		{"{<<>>, << >>}", "line 1, column 1: a set lists an element twice"},
		{"<1>", `line 1, column 1: expected <<, found "<1>"`},
		{"<<1", "line 1, column 4: expected , or >>, found the end"},
		{"<<1> >", `line 1, column 4: expected , or >>, found "> >"`},
		{"[]", "line 1, column 1: a record has no field"},
		{"[a |-> 1, a |-> 2]", `line 1, column 1: the key "a" is given twice`},
		{"[1 |-> 1]", `line 1, column 2: expected a name, found "1 |-> 1]"`},
		{"[a -> 1]", `line 1, column 4: expected |->, found "-> 1]"`},
		{"[x \\in {1} |-> 2]", `line 1, column 4: expected |->, found "\\in {1} |-"`},
		{"()", "line 1, column 1: a function has no argument"},
		{"(1)", `line 1, column 3: expected :>, found ")"`},
		{"(1 :> 2 @@ 1 :> 2)", "line 1, column 1: the key 1 is given twice"},
		{"(1 :> 2, 2 :> 3)", `line 1, column 8: expected @@ or ), found ", 2 :> 3)"`},
		{"2147483648", "line 1, column 1: 2147483648 does not fit into 32 bits"},
		{"-2147483649", "line 1, column 1: -2147483649 does not fit into 32 bits"},
		{strings.Repeat("9", 50), "line 1, column 1: " + strings.Repeat("9", 30) + "... does not fit into 32 bits"},
		{"007", "line 1, column 1: 007 is not how TLC writes 7"},
		{"-0", "line 1, column 1: -0 is not how TLC writes 0"},
		{"--1", `line 1, column 2: expected a digit, found "-1"`},
		{"1a", `line 1, column 2: expected the end of a number, found "a"`},
		{"1.5", `line 1, column 2: expected the end, found ".5"`},
		{"1..", "line 1, column 4: expected a digit, found the end"},
		{"1..9999999", "line 1, column 1: the interval has more than 65536 elements"},
		{"-2147483648..2147483647", "line 1, column 1: the interval has more than 65536 elements"},
		{`"abc`, "line 1, column 1: a string is not closed"},
		{`"a\x"`, `line 1, column 3: a string holds an unknown escape`},
		{`"a\`, `line 1, column 3: a string holds an unknown escape`},
		{"\"a\nb\"", `line 1, column 3: a string holds an unescaped control character`},
		{"SUBSET {1}", "line 1, column 1: SUBSET does not start a value that can be listed"},
		{"Nat", "line 1, column 1: Nat does not start a value that can be listed"},
		{"a.b", `line 1, column 2: expected the end, found ".b"`},
		{"\x00", "line 1, column 1: expected a value, found \"\\x00\""},
		{strings.Repeat("{", 200), "line 1, column 102: values are nested deeper than 100"},
		{strings.Repeat("<<", 1<<20), "line 1, column 203: values are nested deeper than 100"},
	} {
		v, err := ParseValue(c.text)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != c.want {
			t.Errorf("%.40q: got %v, %v, want the error %s", c.text, v, err, c.want)
		}
	}
}

func TestCompareIsATotalOrder(t *testing.T) {
	ordered := []Value{
		Bool(false), Bool(true), Int(-1), Int(0), Int(2), String(""), String("a"), String("b"), ModelValue("a"), ModelValue("b"),
		Tuple{}, Tuple{Int(1)}, Tuple{Int(1), Int(0)}, Tuple{Int(2)},
		Record{{"a", Int(1)}}, Record{{"a", Int(2)}}, Record{{"b", Int(0)}},
		Function{{Int(0), Int(1)}}, Function{{Int(0), Int(2)}}, Function{{Int(3), Int(0)}},
		Set{}, Set{Int(1)}, Set{Int(1), Int(2)}, Set{Int(2)},
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := Compare(a, b), compareInts(i, j); got != want {
				t.Errorf("Compare(%s, %s) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func compareInts(i, j int) int {
	switch {
	case i < j:
		return -1
	case i > j:
		return 1
	}
	return 0
}

func TestConstructors(t *testing.T) {
	s := NewSet(Int(3), Int(1), Int(3))
	if s.String() != "{1, 3}" || !s.Has(Int(3)) || s.Has(Int(2)) {
		t.Errorf("the set is %s", s)
	}
	if _, err := NewFunction(Pair{Int(1), Int(1)}, Pair{Int(1), Int(2)}); err == nil {
		t.Error("a function with a key twice is taken")
	}
	f, err := NewFunction(Pair{Int(4), Int(1)}, Pair{Int(2), Int(7)})
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := f.(Function).Get(Int(2)); !ok || v != Int(7) {
		t.Errorf("f[2] = %v", v)
	}
	if _, ok := f.(Function).Get(Int(3)); ok {
		t.Error("f[3] exists")
	}
	r := Record{{"a", Int(1)}, {"c", Int(2)}}
	if v, ok := r.Get("c"); !ok || v != Int(2) {
		t.Errorf("r.c = %v", v)
	}
	if _, ok := r.Get("b"); ok {
		t.Error("r.b exists")
	}
	if f := NewFunctionOver(2, func(i int) Value { return Int(i * i) }); f.String() != "(0 :> 0 @@ 1 :> 1)" {
		t.Errorf("f = %s", f)
	}
	if f := NewFunctionOver(0, nil); !Equal(f, Tuple{}) {
		t.Errorf("the empty function is %s", f)
	}
}

func FuzzParseValue(f *testing.F) {
	for _, c := range printed {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ParseValue(text)
		if err != nil {
			if !errors.As(err, new(*SyntaxError)) {
				t.Errorf("error %T", err)
			}
			return
		}
		again, err := ParseValue(v.String())
		if err != nil || !Equal(v, again) || v.String() != again.String() {
			t.Errorf("%q is printed as %q and read back as %v (%v)", text, v, again, err)
		}
		if !slices.Equal([]int{Compare(v, again), Compare(again, v)}, []int{0, 0}) {
			t.Error("a value differs from itself")
		}
	})
}
