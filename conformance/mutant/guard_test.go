//go:build !js

package mutant

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"kizami/conformance/checkout"
)

// guarded are the files of core in which every condition must have a mutant.
var guarded = []string{"node.go", "decide.go", "peer.go", "peer_receive.go", "peer_state.go", "message.go", "recurrence.go",
	"projection.go", "reconstruct.go", "ending.go", "repeat_kernel.go", "repeat.go", "simulate/repeat_network.go", "maximum.go",
	"simulate/maximum_network.go", "bracket.go", "bracket_common.go", "bracket_fraction.go", "bracket_message.go", "bracket_node.go",
	"bracket_peer.go", "bracket_peer_state.go", "bracket_state.go", "bracket_window.go", "race.go"}

// unguarded are conditions of which no mutant could be killed, and why.
var unguarded = map[string]string{
	"node.go: c.Field.prime == 0":                         "without it core divides by zero",
	"node.go: c.Ending.IsProbe()":                         "otherwise a node lacks a word, or has one too many, and somebody reads beyond it",
	"node.go: !n.Decided()":                               "spares work: a node that has decided reads its recurrences no more",
	"decide.go: n.Stopped()":                              "follows from the other: who has stopped has decided",
	"recurrence.go: grown > order":                        "either way core would index beyond a slice",
	"recurrence.go: len(r.terms)-r.seen >= together":      "says when terms are taken in: who asks has all of them taken in",
	"recurrence.go: !r.waiting":                           "spares work: mend does with one term after the other what leap does with two",
	"recurrence.go: r.miss != 0":                          "otherwise core divides by zero, and a probe never settles",
	"recurrence.go: len(r.terms) > 2*r.atLeast()":         "of the two, that which spares work: the order of fewer terms is no greater than that of all",
	"peer.go: !m.IsMark()":                                "in Advance: a mark has no words, and what its horizon tells is known by then",
	"peer.go: len(held) > 0":                              "otherwise core reads beyond the inbox",
	"peer.go: len(held) == 0":                             "otherwise core reads beyond the inbox",
	"peer_receive.go: place < len(p.inbox)":               "otherwise core reads beyond the inbox",
	"peer_state.go: uint64(m.Round) >= uint64(len(word))": "follows: of its epoch a node offers rounds that it has observed",
	"peer_state.go: i > 0":                                "otherwise core reads before the first link",
	"message.go: m.Epoch == o.Epoch":                      "follows: an inbox holds one epoch only",
	"repeat_kernel.go: k.order() < 0":                     "otherwise core reads before the recurrence",
	"bracket.go: c.Span < 1":                              "otherwise core divides by zero",
	"bracket.go: m.Scale > 0":                             "otherwise core shifts by a negative number",
	"bracket.go: n == 1":                                  "otherwise core divides by zero",
	"bracket_common.go: !ok":                              "otherwise it zooms by nothing",
	"bracket_common.go: z == nil":                         "otherwise core reads a number that is not there",
	"bracket_message.go: m.Epoch == o.Epoch":              "follows: an inbox holds one epoch only, and only offers of this one are compared",
	"bracket_message.go: m.Round == o.Round":              "follows: only messages of one round are compared",
	"bracket_peer.go: i > 0":                              "otherwise core reads before the first link",
	"bracket_state.go: s.Centre[i] == nil":                "otherwise core reads a number that is not there",
	"bracket_window.go: f.scale < 0":                      "otherwise core shifts by a negative number",
	"race.go: first >= headerBytes":                       "otherwise core reads beyond the bytes",
	"race.go: count <= MaxWords":                          "either way the bracket's part is refused",
	"simulate/repeat_network.go: r.CanDecide()":           "otherwise nodes refuse the round",
	"simulate/repeat_network.go: first.CanStop()":         "otherwise nodes refuse the round",
}

// condition is one comparison, or one call, of a condition: what stands between && and ||.
type condition struct {
	text       string
	line       int
	begin, end int // in bytes
}

// conditions returns those by which the code branches, loops, answers or remembers. Whether an error came back is none
// of them: what refuses is the condition that made the error.
func conditions(source []byte) ([]condition, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found []condition
	var split func(ast.Expr)
	split = func(e ast.Expr) {
		switch x := e.(type) {
		case *ast.ParenExpr:
			split(x.X)
			return
		case *ast.BinaryExpr:
			if x.Op == token.LAND || x.Op == token.LOR {
				split(x.X)
				split(x.Y)
				return
			}
		}
		at, end := files.Position(e.Pos()), files.Position(e.End())
		if text := string(source[at.Offset:end.Offset]); text != "err != nil" {
			found = append(found, condition{text, at.Line, at.Offset, end.Offset})
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.IfStmt:
			split(s.Cond)
		case *ast.ForStmt:
			if s.Cond != nil {
				split(s.Cond)
			}
		case *ast.SwitchStmt:
			if s.Tag == nil {
				for _, clause := range s.Body.List {
					for _, e := range clause.(*ast.CaseClause).List {
						split(e)
					}
				}
			}
		case *ast.ReturnStmt:
			splitAnswers(s.Results, split)
		case *ast.AssignStmt:
			splitAnswers(s.Rhs, split)
		}
		return true
	})
	return found, nil
}

// splitAnswers splits those of the expressions that compare or combine.
func splitAnswers(list []ast.Expr, split func(ast.Expr)) {
	for _, e := range list {
		switch x := e.(type) {
		case *ast.BinaryExpr:
			switch x.Op {
			case token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
				split(x)
			}
		case *ast.UnaryExpr:
			if x.Op == token.NOT {
				split(x)
			}
		}
	}
}

// changes returns which bytes of the source the mutant replaces.
func (m coreMutant) changes(source []byte) (begin, end int, err error) {
	begin, err = m.place(source)
	if err != nil {
		return 0, 0, err
	}
	end = begin + len(m.old)
	same := 0
	for same < min(len(m.old), len(m.new)) && m.old[same] == m.new[same] {
		same++
	}
	last := 0
	for last < min(len(m.old), len(m.new))-same && m.old[len(m.old)-1-last] == m.new[len(m.new)-1-last] {
		last++
	}
	return begin + same, end - last, nil
}

// touches says whether the mutant changes the condition, or adds something to it.
func (c condition) touches(begin, end int) bool {
	if begin == end {
		return c.begin <= begin && begin <= c.end+1
	}
	return begin < c.end && c.begin < end
}

func TestEveryConditionOfCoreHasAMutant(t *testing.T) {
	mutants := coreMutants()
	all, excused := 0, map[string]bool{}
	for _, file := range guarded {
		source := []byte(checkout.Read(t, "core/"+file))
		found, err := conditions(source)
		if err != nil {
			t.Fatal(err)
		}
		all += len(found)
		for _, c := range found {
			name := file + ": " + c.text
			switch covered, err := covers(mutants, file, source, c); {
			case err != nil:
				t.Fatal(err)
			case !covered && unguarded[name] == "":
				t.Errorf("core/%s:%d: no mutant changes the condition %s", file, c.line, c.text)
			case !covered:
				excused[name] = true
			}
		}
	}
	for name := range unguarded {
		if !excused[name] {
			t.Errorf("%s needs no excuse: it has a mutant, or is gone", name)
		}
	}
	t.Logf("%d conditions in %d files, %d of them with an excuse, %d mutants", all, len(guarded), len(excused), len(mutants))
}

func covers(mutants []coreMutant, file string, source []byte, c condition) (bool, error) {
	for _, m := range mutants {
		if m.file != file {
			continue
		}
		begin, end, err := m.changes(source)
		if err != nil || c.touches(begin, end) {
			return true, err
		}
	}
	return false, nil
}
