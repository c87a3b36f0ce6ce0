package ui

import (
	"strings"
	"testing"

	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/story"
)

// Every row of the table of pages is whole: its key opens it from the panes, its command
// does, its tab is lit, and it draws whole lines in every size.
func TestTableOfPages(t *testing.T) {
	for i := range pageTable {
		r := &pageTable[i]
		t.Run(string(r.name), func(t *testing.T) {
			if r.tab != "" && r.key == nil {
				t.Error("a tab without a key that a click can stand for")
			}
			if under := rowOf(r.under); r.under != page.None && (under < 0 || pageTable[under].tab == "") {
				t.Errorf("the tab of %q is to stand for it and is not there", r.under)
			}
			if rowOf(r.name) != i {
				t.Error("another page has this name")
			}
			if r.key != nil {
				s, _ := watchScreen(t, 200, 60, Options{})
				s.keys(r.key(s.m.Keys).Keys[0])
				if opened := s.m.page; opened != r.name && r.name != page.Entity { // of no name: the names of the story
					t.Errorf("its key opens %q: %s", opened, s.told())
				}
			}
			if r.help == "" {
				return
			}
			s, _ := watchScreen(t, 200, 60, Options{})
			s.keys(":").typed(strings.TrimSpace(string(r.name) + " " + map[bool]string{true: "estonia"}[r.arg != ""])).keys("enter")
			if s.m.page != r.name {
				t.Fatalf("its command opens %q: %s", s.m.page, s.told())
			}
			if lit := "[" + r.tab; r.tab != "" && !strings.Contains(s.text(), lit) {
				t.Errorf("no tab is lit:\n%s", s.text())
			}
			everySize(t, s)
		})
	}
}

// Every action is done by one table, or by a page.
func TestEveryActionIsDone(t *testing.T) {
	tables := newKeyTables()
	inStory := map[string]handler{}
	for _, name := range story.Actions() {
		inStory[name] = func(*Model, string, int) page.Intent { return nil }
	}
	all := []map[string]handler{tables.anywhere, tables.panes, tables.story, inStory}
	for _, a := range keys.Default().All() {
		n := 0
		for _, table := range all {
			if table[a.Name] != nil {
				n++
			}
		}
		for i := range pageTable {
			if pageTable[i].keys == a.Group {
				n = 1 // the page does it
			}
		}
		if n != 1 {
			t.Errorf("%s is done by %d tables", a.Name, n)
		}
	}
	known := map[string]bool{}
	for _, a := range keys.Default().All() {
		known[a.Name] = true
	}
	for _, table := range all {
		for name := range table {
			if !known[name] {
				t.Errorf("%s is no action", name)
			}
		}
	}
}
