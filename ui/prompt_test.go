package ui

import (
	"strings"
	"testing"
)

// What was searched for is there in the next session too, the newest first, each once;
// addresses of feeds are not kept.
func TestEnteredLinesAreRemembered(t *testing.T) {
	mem := memory{}
	s := newScreen(t, 80, 24, Options{Memory: mem}, nil)
	for _, text := range []string{"dam", "Peru", "dam"} {
		s.keys("/", "ctrl+u").typed(text).keys("enter")
	}
	s.keys(":").typed("wire").keys("enter", "a").typed("https://name:secret@example.org").keys("enter")
	for key, kept := range mem {
		if strings.Contains(kept, "secret") {
			t.Errorf("%s keeps %q", key, kept)
		}
	}
	s = newScreen(t, 80, 24, Options{Memory: mem}, nil).keys("/", "up")
	if got := s.m.prompt.Value(); got != "dam" {
		t.Errorf("newest %q", got)
	}
	s.keys("up")
	if got := s.m.prompt.Value(); got != "Peru" {
		t.Errorf("the one before %q", got)
	}
	s.keys("up")
	if got := s.m.prompt.Value(); got != "Peru" {
		t.Errorf("and before that %q", got)
	}
	s.keys("esc", ":", "up")
	if got := s.m.prompt.Value(); got != "wire" {
		t.Errorf("command %q", got)
	}
}

// A new search begins empty; the one in force is what up puts back, and enter alone ends it.
func TestSearchBeginsEmpty(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string
	}{
		{"typing takes its place", []string{"x", "enter"}, "x"},
		{"up puts it back", []string{"up", "enter"}, "dam"},
		{"up, then more", []string{"up", " ", "x", "enter"}, "dam x"},
		{"enter alone ends it", []string{"enter"}, ""},
		{"esc keeps it", []string{"esc"}, "dam"},
	} {
		s := newScreen(t, 80, 24, Options{}, nil).keys("/").typed("dam").keys("enter", "/")
		if got := s.m.prompt.Value(); got != "" || !strings.Contains(s.text(), "up puts this search back") {
			t.Errorf("%s: begins with %q\n%s", c.name, got, s.text())
		}
		if s.keys(c.keys...); s.m.list().Asked != c.want {
			t.Errorf("%s: asked %q, want %q", c.name, s.m.list().Asked, c.want)
		}
	}
	s := newScreen(t, 80, 24, Options{}, nil)
	if s.keys("/"); strings.Contains(s.text(), "puts this search back") {
		t.Error("offers a search where none is in force")
	}
}

// A search that is active shows on the first line in every width.
func TestSearchIsShown(t *testing.T) {
	for _, w := range []int{40, 60, 80, 120, 200} {
		for _, page := range []string{"", "C", "F", "P", "S"} {
			s := newScreen(t, w, 24, Options{}, nil).keys("/").typed("dam").keys("enter")
			if page != "" {
				s.keys(page)
			}
			if first, _, _ := strings.Cut(s.text(), "\n"); !strings.Contains(first, "/dam") {
				t.Errorf("%d columns, page %q: %q", w, page, first)
			}
		}
	}
}
