package ui

import (
	"errors"
	"strings"
	"testing"
)

// Which story a citation is of is told: the cursor in Related is on another than the open one.
func TestCitationNamesItsStory(t *testing.T) {
	s := newScreen(t, 160, 40, Options{}, nil).keys("enter")
	for _, c := range []struct{ name, key, title string }{
		{"the open story", "y", s.m.story.Art.Title},
		{"one in Related", "tab", s.m.related.Selected().Title},
	} {
		if s.keys(c.key, "y"); !strings.Contains(s.told(), "citation copied · "+c.title) {
			t.Errorf("%s: told %q, want %q", c.name, s.told(), c.title)
		}
	}
}

// "copied" is said only of what was.
func TestCopied(t *testing.T) {
	for _, c := range []struct {
		name string
		with Clipboard
		says string
	}{
		{"the terminal takes it", Clipboard{}, "link copied"},
		{"it may not", Clipboard{Doubt: "allow OSC 52"}, "link sent to the terminal to copy · allow OSC 52"},
		{"a program does", Clipboard{Copy: func(string) error { return nil }}, "link copied"},
		{"nothing does", Clipboard{Copy: func(string) error { return errors.New("nothing to copy to") }}, "nothing to copy to"},
	} {
		s := newScreen(t, 160, 40, Options{Clipboard: c.with}, nil).keys("Y")
		said := strings.Contains(s.text(), "link copied")
		if !strings.Contains(s.text(), c.says) || said != (c.says == "link copied") || !strings.Contains(s.text(), s.m.list().Selected().URL[:20]) {
			t.Errorf("%s:\n%s", c.name, s.text()[len(s.text())-400:])
		}
	}
}
