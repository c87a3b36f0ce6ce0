package ui

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The bounds stand at what the room measures, so that they only go down.
const (
	mostMethods  = 75 // of Model
	mostCircular = 2  // arrows between files that run in a circle
)

// A file has an arrow to each file whose names it uses. Where arrows run in a circle, whoever
// changes one file has to know them all.
func TestShape(t *testing.T) {
	methods, arrows := shape(t)
	in := circular(arrows)
	all := 0
	for _, to := range arrows {
		all += len(to)
	}
	t.Logf("%d methods on Model, %d arrows between %d files, %d of them in a circle", methods, all, len(arrows), len(in))
	if methods > mostMethods {
		t.Errorf("Model has %d methods, more than %d: what is a thing of its own goes into a room of its own", methods, mostMethods)
	}
	if len(in) > mostCircular {
		t.Errorf("%d arrows run in a circle, more than %d:\n%s", len(in), mostCircular, strings.Join(in, "\n"))
	}
	if methods < mostMethods || len(in) < mostCircular {
		t.Errorf("lower the bounds to %d and %d", methods, len(in))
	}
}

func TestCircular(t *testing.T) {
	for _, c := range []struct {
		name   string
		arrows map[string]map[string]bool
		want   int
	}{
		{"a chain", map[string]map[string]bool{"a": {"b": true}, "b": {"c": true}, "c": {}}, 0},
		{"two ways down", map[string]map[string]bool{"a": {"b": true, "c": true}, "b": {"c": true}, "c": {}}, 0},
		{"two that use each other", map[string]map[string]bool{"a": {"b": true}, "b": {"a": true, "c": true}, "c": {}}, 2},
		{"a ring", map[string]map[string]bool{"a": {"b": true}, "b": {"c": true}, "c": {"a": true}}, 3},
	} {
		if got := circular(c.arrows); len(got) != c.want {
			t.Errorf("%s: %q run in a circle, want %d", c.name, got, c.want)
		}
	}
}

// shape counts the methods of Model and finds the arrows between the files of the room.
func shape(t *testing.T) (methods int, arrows map[string]map[string]bool) {
	t.Helper()
	fset := token.NewFileSet()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	// What is imported is not looked at: names of other rooms are no arrows here.
	conf := types.Config{Importer: noImports{}, Error: func(error) {}}
	pkg, _ := conf.Check("dateline/ui", fset, files, info)
	model, ok := pkg.Scope().Lookup("Model").Type().(*types.Named)
	if !ok {
		t.Fatal("there is no Model")
	}
	arrows = map[string]map[string]bool{}
	for _, f := range files {
		arrows[fset.Position(f.Pos()).Filename] = map[string]bool{}
	}
	for id, o := range info.Uses {
		if o.Pkg() != pkg || !o.Pos().IsValid() || local(pkg, o) {
			continue
		}
		if from, to := fset.Position(id.Pos()).Filename, fset.Position(o.Pos()).Filename; from != to {
			arrows[from][to] = true
		}
	}
	return model.NumMethods(), arrows
}

// local reports whether a name is neither of the package nor a field or a method.
func local(pkg *types.Package, o types.Object) bool {
	switch o := o.(type) {
	case *types.Var:
		return !o.IsField() && o.Parent() != pkg.Scope()
	case *types.Func:
		return false
	}
	return o.Parent() != pkg.Scope()
}

// noImports knows the packages of no import.
type noImports struct{}

func (noImports) Import(path string) (*types.Package, error) {
	if !strings.Contains(path, ".") && !strings.HasPrefix(path, "dateline/") {
		return importer.Default().Import(path)
	}
	return nil, types.Error{Msg: "not looked at"}
}

// circular lists the arrows that run in a circle: whose end leads back to their beginning.
func circular(arrows map[string]map[string]bool) (in []string) {
	reach := map[string]map[string]bool{}
	for f := range arrows {
		seen, todo := map[string]bool{}, []string{f}
		for len(todo) > 0 {
			next := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for to := range arrows[next] {
				if !seen[to] {
					seen[to] = true
					todo = append(todo, to)
				}
			}
		}
		reach[f] = seen
	}
	for f := range arrows {
		for to := range arrows[f] {
			if reach[to][f] {
				in = append(in, f+" -> "+to)
			}
		}
	}
	slices.Sort(in)
	return in
}
