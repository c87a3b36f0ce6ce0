package ui

import (
	"testing"

	"dateline/news"
	"dateline/ui/layout"
)

// A reader whose line broke comes back to the open story; who quit begins with the list.
func TestReopen(t *testing.T) {
	for _, row := range []struct {
		name   string
		keys   []string
		quit   bool
		focus  layout.Pane
		search string
	}{
		{"in a story", []string{"j", "j", "enter", "down"}, false, layout.Story, ""},
		{"beside it", []string{"j", "enter", "tab"}, false, layout.Related, ""},
		{"in the list", []string{"j", "j"}, false, layout.List, ""},
		{"in a story of a search", []string{"/", "i", "s", ":", "u", "n", "r", "e", "a", "d", "enter", "j", "enter"}, false, layout.Story, "is:unread"},
		{"who quit", []string{"j", "j", "enter"}, true, layout.List, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			mem := memory{}
			s := newScreen(t, 120, 40, Options{Memory: mem}, nil)
			s.keys(row.keys...)
			was := s.m.story.ID
			if row.quit {
				s.keys("ctrl+c")
			} else {
				s.send(Leave{})
			}
			s = newScreen(t, 120, 40, Options{Memory: mem}, nil)
			if s.m.focus != row.focus || s.m.story.ID != was || s.m.list().Asked != row.search {
				t.Errorf("focus %v on %s in %q; want %v on %s in %q", s.m.focus, s.m.story.ID, s.m.list().Asked, row.focus, was, row.search)
			}
			if mem["open"] != "" {
				t.Errorf("it would be opened once more: %q", mem["open"])
			}
		})
	}
	for text, want := range map[string]standing{
		"":               {},
		"1":              {},
		"9 abc ":         {},
		"-1 abc ":        {},
		"x abc ":         {},
		"1 abc ":         {layout.Story, "abc", ""},
		"0  two words":   {layout.List, "", "two words"},
		"2 abc is:x y z": {layout.Related, news.StoryID("abc"), "is:x y z"},
	} {
		if got := parseStanding(text); got != want || want != (standing{}) && want.String() != text {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}
