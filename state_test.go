package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestPackagesKeepNoState fails where a function assigns to a variable of its package:
// these are tables, embedded files and sentinels, made before main and never changed.
func TestPackagesKeepNoState(t *testing.T) {
	rooms := map[string][]*ast.File{}
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(set, file, nil, 0)
		rooms[filepath.Dir(file)] = append(rooms[filepath.Dir(file)], f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range rooms {
		vars := map[string]bool{}
		for _, f := range files {
			for name, o := range f.Scope.Objects {
				vars[name] = vars[name] || o.Kind == ast.Var
			}
		}
		for _, f := range files {
			for _, id := range assigned(f) {
				if vars[id.Name] {
					t.Errorf("%s: a function changes the package variable %s", set.Position(id.Pos()), id.Name)
				}
			}
		}
	}
}

// assigned lists the names outside of any function that functions of a file assign to,
// or to an element or a field of.
func assigned(f *ast.File) (ids []*ast.Ident) {
	ast.Inspect(f, func(n ast.Node) bool {
		var targets []ast.Expr
		switch s := n.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				targets = s.Lhs
			}
		case *ast.IncDecStmt:
			targets = []ast.Expr{s.X}
		}
		for _, e := range targets {
			if id := root(e); id != nil && (id.Obj == nil || id.Obj == f.Scope.Objects[id.Name]) {
				ids = append(ids, id)
			}
		}
		return true
	})
	return ids
}

// root is the variable that an expression is of.
func root(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return root(e.X)
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	case *ast.ParenExpr:
		return root(e.X)
	}
	return nil
}
