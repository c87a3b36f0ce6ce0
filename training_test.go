package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shown are the functions that rooms have for their trainers alone: what an engine
// shows of the features that its model is fitted to. Nothing else that only training or
// tests call is part of the product.
var shown = []string{
	"claims.NewExtractor", "claims.Extractor.Read", "claims.Extractor.Tags", "claims.Extractor.Tag", "claims.Extractor.Parse",
	"claims.Extractor.Moves", "claims.Extractor.Cues", "claims.Extractor.Roles",
	"entities.NewExtractor", "entities.Extractor.Sentences", "entities/gazetteer.Size",
	"related.Words", "related.PairFeatures.Values", "related.Index.Features", "related.Index.Near", "related.Index.Events", "related.Index.Evidence",
}

// offered are functions that only tests call yet: a reader of one form of lists, an index that
// lets go of a story, and what a pane shows.
var offered = []string{"feed.ReadOPML", "related.Index.Forget", "ui/story.Pane.OnPage"}

// implied are methods that the standard library, the terminal's and the monitor's call by
// themselves.
var implied = []string{"Error", "Unwrap", "Is", "String", "Read", "Write", "Close", "RoundTrip", "Init", "Update", "View", "MarshalJSON", "UnmarshalText", "MarshalText",
	"Enabled", "Handle", "WithAttrs", "WithGroup", "Describe", "Collect"}

// function is one function of the product: whose it is and which names its body mentions.
type function struct {
	name     string // room.Type.Name
	mentions []string
}

// TestNothingIsOnlyForTraining follows the names from main through the bodies of the
// functions of that name. It errs on the side of reached: a name stands for all of that
// name.
func TestNothingIsOnlyForTraining(t *testing.T) {
	functions := map[string][]function{}
	queue := slices.Concat([]string{"main", "init"}, implied)
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			name := d.Name()
			if file != "." && strings.HasPrefix(name, ".") || slices.Contains([]string{"testdata", "train", "storetest", "newstest", "pgtest"}, name) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		return readFunctions(filepath.ToSlash(file), functions, &queue)
	})
	if err != nil {
		t.Fatal(err)
	}
	reached := map[string]bool{}
	for len(queue) > 0 {
		name := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if reached[name] {
			continue
		}
		reached[name] = true
		for _, f := range functions[name] {
			queue = append(queue, f.mentions...)
		}
	}
	checkReached(t, functions, reached)
}

// readFunctions adds the functions of a file, and to queue the names that its package
// mentions outside of functions.
func readFunctions(file string, functions map[string][]function, queue *[]string) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.FuncDecl)
		if !ok {
			*queue = append(*queue, namesIn(decl)...)
			continue
		}
		whose := path.Dir(file) + "."
		if d.Recv != nil {
			whose += receiver(d.Recv.List[0].Type) + "."
		}
		if d.Body != nil {
			functions[d.Name.Name] = append(functions[d.Name.Name], function{whose + d.Name.Name, namesIn(d.Body)})
		}
	}
	return nil
}

// receiver names the type of a method's receiver.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return "?"
}

// namesIn lists the names that a piece of source mentions.
func namesIn(n ast.Node) (names []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names = append(names, id.Name)
		}
		return true
	})
	return names
}

func checkReached(t *testing.T, functions map[string][]function, reached map[string]bool) {
	t.Helper()
	seen := map[string]bool{}
	for name, fs := range functions {
		for _, f := range fs {
			if seen[f.name] = true; !reached[name] && !slices.Contains(shown, f.name) && !slices.Contains(offered, f.name) {
				t.Errorf("%s is not called from main: what only training needs belongs under train, what only tests need in a test", f.name)
			}
		}
	}
	for _, name := range slices.Concat(shown, offered) {
		if !seen[name] {
			t.Errorf("%s is listed and is not there", name)
		}
	}
}
