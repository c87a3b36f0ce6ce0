package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors is the picture of ARCHITECTURE.md as a table: what each room may import
// of this module. Tests of a room may import what the room may, and storetest.
var floors = map[string][]string{
	"":                   {"cli"},
	"cli":                {"*"},
	"config":             {},
	"health":             {},
	"ui":                 {"news", "ui/*", "ui/pages/*"},
	"ui/prompt":          {"news", "ui/draw", "ui/page"},
	"ui/subs":            {"news", "ui/draw", "ui/page", "ui/pages/feeds", "ui/prompt"},
	"ui/watches":         {"news", "ui/draw", "ui/page", "ui/pages/alerts", "ui/prompt"},
	"ui/undo":            {"ui/draw", "ui/page"},
	"ui/notes":           {"news", "ui/draw", "ui/page"},
	"ui/layout":          {"ui/draw", "ui/theme"},
	"ui/topline":         {"news", "ui/draw", "ui/keys", "ui/layout"},
	"ui/status":          {"ui/draw"},
	"ui/related":         {"news", "ui/draw", "ui/keys", "ui/page", "ui/theme"},
	"ui/story":           {"news", "ui/draw", "ui/page", "ui/photo", "ui/theme"},
	"ui/photo":           {"news", "ui/draw", "ui/page"},
	"ui/list":            {"news", "ui/keys", "ui/draw", "ui/page", "ui/theme"},
	"ui/pages/*":         {"news", "wires", "ui/draw", "ui/keys", "ui/page", "ui/theme"},
	"ui/page":            {"news", "ui/draw", "ui/keys", "ui/theme"},
	"ui/draw":            {"news", "ui/keys", "ui/theme"},
	"ui/frame":           {},
	"ui/keys":            {},
	"ui/theme":           {"news"},
	"desk":               {"news", "words", "wires", "feed", "entities", "claims", "related", "store"},
	"feed":               {"news", "wires"},
	"entities":           {"news", "words", "learn", "entities/gazetteer"},
	"entities/gazetteer": {},
	"entities/train":     {"news", "learn", "learn/train", "entities", "entities/gazetteer"},
	"claims":             {"news", "wires", "learn"},
	"claims/train":       {"news", "learn", "learn/train", "claims", "feed"},
	"related":            {"news", "wires"},
	"related/train":      {"news", "related", "entities"},
	"sshd":               {"news"},
	"edition":            {},
	"bench":              {"news", "store", "store/sqlite", "bench/press"},
	"bench/scale":        {"news", "feed", "entities", "claims", "related", "store/sqlite", "desk", "ui", "bench/press"},
	"bench/press":        {},
	"bench/readers":      {"news", "store", "store/sqlite", "bench/press"},
	"store":              {"news"},
	"store/sqlite":       {"news", "words", "store", "store/derived", "store/packed", "store/terms"},
	"store/postgres":     {"news", "words", "store", "store/derived", "store/packed", "store/terms"},
	"store/transfer":     {"news", "store"},
	"store/derived":      {"news", "store/packed", "store/terms"},
	"store/packed":       {"news"},
	"store/terms":        {"news", "words"},

	"store/postgres/pgtest": {},

	"store/storetest": {"news", "store"},
	"wires":           {"news"},
	"words":           {},
	"news":            {},
	"news/newstest":   {},

	"learn":                 {"learn/internal/layout"},
	"learn/internal/layout": {},
	"learn/train":           {"learn", "learn/internal/layout"},
}

// testOnly names further imports that _test.go files of a room may have.
var testOnly = map[string][]string{
	"":             {"edition", "store/postgres/pgtest"},
	"store/sqlite": {"store/storetest"},

	"store/postgres": {"store/storetest", "store/postgres/pgtest"},
	"store/transfer": {"store/sqlite", "store/postgres", "store/postgres/pgtest"},

	"desk":     {"store/sqlite", "store/postgres", "store/postgres/pgtest", "edition", "bench/press"},
	"news":     {"wires", "news/newstest"},
	"feed":     {"news/newstest"},
	"learn":    {"news/newstest"},
	"entities": {"news/newstest"},
	"claims":   {"news/newstest"},
	"related":  {"news/newstest"},
	"ui":       {"wires"},
	"ui/story": {"news/newstest"},
}

func TestImportsGoDown(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") {
			return nil
		}
		room := path.Dir(filepath.ToSlash(file))
		if room == "." {
			room = ""
		}
		allowed, ok := floors[room]
		if !ok {
			allowed, ok = floors[path.Join(path.Dir(room), "*")] // rooms of one kind
		}
		if !ok {
			t.Errorf("%s: room %q has no floor; add it to ARCHITECTURE.md and to floors", file, room)
			return nil
		}
		if strings.HasSuffix(file, "_test.go") {
			allowed = append(slices.Clone(allowed), testOnly[room]...)
			allowed = append(allowed, room)
		}
		return checkImports(t, file, allowed)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImports(t *testing.T, file string, allowed []string) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	for _, imp := range f.Imports {
		p, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			return err
		}
		room, ours := strings.CutPrefix(p, "dateline/")
		fits := func(a string) bool { ok, _ := path.Match(a, room); return ok || a == "*" }
		if ours && !slices.ContainsFunc(allowed, fits) {
			t.Errorf("%s imports %s: imports go down, never sideways", file, p)
		}
	}
	return nil
}
