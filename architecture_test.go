package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	quoted      = regexp.MustCompile("`([^`\n]+)`")
	testName    = regexp.MustCompile(`^(Test|Fuzz|Benchmark)[A-Z]\w*$`)
	qualified   = regexp.MustCompile(`^(\w+)\.([A-Z]\w*)(?:\.([A-Z]\w*))?$`)
	placeholder = regexp.MustCompile(`<\w+>`)
)

// Every path, test and exported name of ours that ARCHITECTURE.md sets in code exists.
func TestArchitectureIsTrue(t *testing.T) {
	page, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	tree := readTree(t)
	for _, m := range quoted.FindAllStringSubmatch(string(page), -1) {
		if wrong := tree.check(m[1]); wrong != "" {
			t.Errorf("ARCHITECTURE.md speaks of `%s`: %s", m[1], wrong)
		}
	}
}

func TestArchitectureCheckFindsMistakes(t *testing.T) {
	tree := readTree(t)
	for _, c := range []struct {
		name, word string
		ok         bool
	}{
		{"a file", "imports_test.go", true},
		{"a file that is not", "ui/nowhere.go", false},
		{"a pattern", "feed/*_test.go", true},
		{"a pattern of nothing", "feed/*_nothing.go", false},
		{"a place to fill in", "store/<name>/", true},
		{"a type", "news.Story", true},
		{"a type that is not", "news.Tale", false},
		{"a method", "store.Store.File", true},
		{"a test", "TestArchitectureIsTrue", true},
		{"a test that is not", "TestNothingAtAll", false},
		{"a command", "go test ./...", true},
		{"a foreign name", "time.Now", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tree.check(c.word); (got == "") != c.ok {
				t.Errorf("`%s`: %q", c.word, got)
			}
		})
	}
}

// tree is what the module's Go files name.
type tree struct {
	exported map[string]map[string]bool // by the package's name
	tests    map[string]bool
}

func readTree(t *testing.T) *tree {
	tr := &tree{map[string]map[string]bool{}, map[string]bool{}}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		tr.add(f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func (tr *tree) add(f *ast.File) {
	names := tr.exported[f.Name.Name]
	if names == nil {
		names = map[string]bool{}
		tr.exported[f.Name.Name] = names
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			names[n.Name.Name] = true
			tr.tests[n.Name.Name] = true
		case *ast.TypeSpec:
			names[n.Name.Name] = true
		case *ast.ValueSpec:
			for _, id := range n.Names {
				names[id.Name] = true
			}
		case *ast.Field:
			for _, id := range n.Names {
				names[id.Name] = true
			}
		}
		return true
	})
}

// check says what is wrong with a word of the page; "" when nothing is, or when it is
// not of this module.
func (tr *tree) check(word string) string {
	switch {
	case strings.ContainsAny(word, " ()$\""):
		return ""
	case testName.MatchString(word):
		if !tr.tests[word] {
			return "no such test"
		}
	case qualified.MatchString(word):
		m := qualified.FindStringSubmatch(word)
		names, ours := tr.exported[m[1]]
		if ours && !names[m[2]] || ours && m[3] != "" && !names[m[3]] {
			return "no such name"
		}
	case strings.Contains(word, "/") && ourRoom(word), strings.HasSuffix(word, ".go"), strings.HasSuffix(word, ".md"):
		pattern := placeholder.ReplaceAllString(path.Clean(strings.TrimPrefix(word, "./")), "*")
		if found, err := filepath.Glob(pattern); err != nil || len(found) == 0 {
			return "no such file or folder"
		}
	}
	return ""
}

// ourRoom reports whether a path begins with a folder of this module.
func ourRoom(word string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(word, "./"), "/")
	info, err := os.Stat(first)
	return err == nil && info.IsDir()
}
