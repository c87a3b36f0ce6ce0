package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// patience are the names that a moment of the machine's clock may have in a test, alone
// or as the end of a longer one. What a test measures or waits for stands under them; no
// story, fetch or mark is told by them, else the test has another text on another day.
var patience = []string{"began", "deadline", "pressed", "last"}

// TestNoStoryIsOfToday: tests look at the machine's clock only to measure and to wait.
func TestNoStoryIsOfToday(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		ours := strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, ".go") && strings.HasSuffix(filepath.Base(filepath.Dir(file)), "test")
		if d.IsDir() || !ours {
			return nil
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, file, nil, 0)
		if err != nil {
			return err
		}
		for _, at := range clockReads(parsed) {
			t.Errorf("%s: time.Now, and neither measured from nor waited for (see patience in clock_test.go)", files.Position(at))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// clockReads finds the uses of time.Now that are not patience: "began := time.Now()",
// a deadline after it, a comparison with it, and what a function "wait..." returns.
func clockReads(file *ast.File) []token.Pos {
	allowed := map[ast.Node]bool{}
	var found []token.Pos
	var in string // the function
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			in = n.Name.Name
		case *ast.AssignStmt:
			for i, v := range n.Rhs {
				if len(n.Lhs) == len(n.Rhs) && patient(n.Lhs[i]) {
					allowed[moment(v)] = true
				}
			}
		case *ast.KeyValueExpr:
			if patient(n.Key) {
				allowed[moment(n.Value)] = true
			}
		case *ast.ReturnStmt:
			if strings.HasPrefix(in, "wait") && len(n.Results) == 1 {
				allowed[moment(n.Results[0])] = true
			}
		case *ast.CallExpr: // time.Now().Before(deadline)
			if s, ok := n.Fun.(*ast.SelectorExpr); ok && (s.Sel.Name == "Before" || s.Sel.Name == "After") && len(n.Args) == 1 && patient(n.Args[0]) {
				allowed[moment(s.X)] = true
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && n.Sel.Name == "Now" && !allowed[n] {
				found = append(found, n.Pos())
			}
		}
		return true
	})
	return found
}

// patient reports whether e is a name for what a test measures or waits for.
func patient(e ast.Expr) bool {
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	}
	return slices.ContainsFunc(patience, func(p string) bool { return strings.HasSuffix(strings.ToLower(name), p) })
}

// moment is the time.Now of "time.Now()" and of "time.Now().Add(d)".
func moment(e ast.Expr) ast.Node {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return e
	}
	s, ok := call.Fun.(*ast.SelectorExpr)
	if ok && s.Sel.Name == "Add" {
		return moment(s.X)
	}
	return call.Fun
}

func TestClockReads(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       int
	}{
		{"measured", "began := time.Now(); _ = time.Since(began)", 0},
		{"waited for", "for deadline := time.Now().Add(d); time.Now().Before(deadline); {}", 0},
		{"a field", "m.began = time.Now(); _ = meter{began: time.Now()}", 0},
		{"a story's time", "now := time.Now()", 1},
		{"a field of a feed", "_ = news.Feed{Added: time.Now()}", 1},
		{"an hour ago", "_ = story(time.Now().Add(-time.Hour))", 1},
		{"the clock itself", "_ = Options{Clock: time.Now}", 1},
		{"a seed", "_ = time.Now().UnixNano()", 1},
		{"compared with a story", "_ = time.Now().Before(story.Time)", 1},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() { "+test.body+" }", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(clockReads(file)); got != test.want {
			t.Errorf("%s: %d found, want %d", test.name, got, test.want)
		}
	}
}
