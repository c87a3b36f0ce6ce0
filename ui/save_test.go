package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dateline/news"
)

// A story is written to a file of the name that was given, or one of its own.
func TestSaveStory(t *testing.T) {
	var asked []string
	write := func(_ context.Context, id news.StoryID, path string) (string, error) {
		asked = append(asked, path)
		switch path {
		case "":
			return "dam-cracks.txt", nil
		case "there":
			return "", errors.New("there is there already; name another file")
		}
		return path, nil
	}
	for _, c := range []struct {
		name        string
		save        Saver
		keys        []string
		typed, want string
	}{
		{"by its own name", write, []string{"V"}, "", "written to dam-cracks.txt"},
		{"by a name given", write, []string{":"}, "w x", "written to x"},
		{"one that is there", write, []string{":"}, "write there", "name another file"},
		{"where no file is the reader's", nil, []string{"V"}, "", "written to no file here"},
	} {
		s := newScreen(t, 80, 24, Options{Save: c.save}, nil).keys(c.keys...)
		if c.typed != "" {
			s.typed(c.typed).keys("enter")
		}
		if !strings.Contains(s.told(), c.want) {
			t.Errorf("%s: told %q, want %q", c.name, s.told(), c.want)
		}
	}
}

// J and K go to the next story and back, also from within one, which is read then.
func TestNextStory(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("enter")
	first, unread := s.m.story.ID, s.m.list().Rows[1].Unread
	if s.keys("J"); s.m.story.ID == first || s.m.list().Sel != 1 || s.m.list().Rows[1].Unread >= unread {
		t.Errorf("J from within a story: %s, row %d", s.m.story.ID, s.m.list().Sel)
	}
	if s.keys("K"); s.m.story.ID != first {
		t.Errorf("K: %s, want %s", s.m.story.ID, first)
	}
	if s.keys("K"); !strings.Contains(s.told(), "no more stories above") {
		t.Errorf("at the top: told %q", s.told())
	}
	if s.keys("esc", "3", "J"); s.m.list().Sel != 3 {
		t.Errorf("3J in the list: row %d", s.m.list().Sel)
	}
}
