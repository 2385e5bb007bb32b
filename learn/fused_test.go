package learn

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// unfused are the files that need no care, and why.
var unfused = map[string]string{"cost.go": "estimates only", "machine.go": "counts only, in integers"}

// TestNoProductIsFusedWithASum looks for sums of products that are not converted first: some processors would round the
// two operations once, others twice. That amd64 and wasm agree does not show it.
func TestNoProductIsFusedWithASum(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") || unfused[entry.Name()] != "" {
			continue
		}
		text, err := os.ReadFile(entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, place := range fusible(t, string(text)) {
			t.Errorf("%s:%s", entry.Name(), place)
		}
	}
}

// fusible returns where a product is added to something, of whatever type.
func fusible(t *testing.T, text string) (places []string) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := func(at ast.Node) { places = append(places, files.Position(at.Pos()).String()) }
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if (n.Op == token.ADD || n.Op == token.SUB) && (product(n.X) || product(n.Y)) {
				found(n)
			}
		case *ast.AssignStmt:
			if (n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN) && product(n.Rhs[0]) {
				found(n)
			}
		case *ast.IndexExpr, *ast.SliceExpr:
			return false // of integers
		}
		return true
	})
	return places
}

// product says whether an expression is a product, other than a doubling, which is exact.
func product(e ast.Expr) bool {
	if p, ok := e.(*ast.ParenExpr); ok {
		return product(p.X)
	}
	b, ok := e.(*ast.BinaryExpr)
	if !ok || b.Op != token.MUL {
		return false
	}
	two, ok := b.X.(*ast.BasicLit)
	return !ok || two.Value != "2"
}

func TestFusibleSumsAreFound(t *testing.T) {
	for sum, want := range map[string]int{
		"c + a*b": 1, "(a*b) - c": 1, "c - float64(a*b)": 0, "2*a + b": 0, "a + b/c": 0, "3*a + b*c": 1, "float64(a*b + c)": 1,
	} {
		if got := len(fusible(t, "package p\nfunc f(a, b, c float64) float64 { return "+sum+" }")); got != want {
			t.Errorf("%s: %d places, want %d", sum, got, want)
		}
	}
	if got := len(fusible(t, "package p\nfunc f(a, b, c float64) { c += a*b; c -= float64(a*b) }")); got != 1 {
		t.Errorf("%d assignments, want 1", got)
	}
}
