package ui

import (
	"strings"
	"testing"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

func TestTour(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		s := newScreen(t, size[0], size[1], Options{Tour: true}, nil)
		s.golden("tour-" + strings.Join([]string{digits(size[0]), digits(size[1])}, "x"))
	}
	t.Run("the archive of a server is there already", func(t *testing.T) {
		if s := newScreen(t, 80, 24, Options{Tour: true, Served: true}, nil); strings.Contains(s.text(), "being fetched") || !strings.Contains(s.text(), "Nothing here says") {
			t.Errorf("says:\n%s", s.text())
		}
	})
	t.Run("enter begins", func(t *testing.T) {
		s := newScreen(t, 80, 24, Options{Tour: true}, nil).keys("enter")
		if s.m.page != page.None || s.m.focus != layout.List || !s.m.history.empty() {
			t.Errorf("page %q, focus %d, history %v", s.m.page, s.m.focus, s.m.history)
		}
	})
	t.Run("another key ends it and is done", func(t *testing.T) {
		s := newScreen(t, 80, 24, Options{Tour: true}, nil).keys("W")
		if s.m.page != page.None || s.m.view != news.Wire {
			t.Errorf("page %q, view %s", s.m.page, s.m.view)
		}
	})
	t.Run("what does not fit is reached", func(t *testing.T) {
		s := newScreen(t, 40, 12, Options{Tour: true}, nil)
		for strings.HasSuffix(strings.TrimSpace(s.text()), "more  ? help") {
			s.keys("j")
		}
		if !strings.Contains(s.text(), "page.") {
			t.Errorf("the end:\n%s", s.text())
		}
	})
	t.Run("it can be seen again", func(t *testing.T) {
		s := newScreen(t, 80, 24, Options{}, nil).keys(":").typed("tour").keys("enter")
		if s.m.page != page.Tour {
			t.Error("no tour")
		}
		s.keys("esc")
		if s.m.page != page.None {
			t.Error("still covered")
		}
	})
}

func TestSearchByRelevance(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("O")
	if !strings.Contains(s.told(), "search for words first") {
		t.Errorf("without a search: %q", s.told())
	}
	s.keys("/").typed("dam").keys("enter", "O")
	if q := s.m.list().FirstQuery(); !q.ByRank || q.View != news.Wire || !strings.Contains(s.text(), "by relevance") {
		t.Errorf("asked %+v\n%s", q, s.text())
	}
	s.keys("O")
	if s.m.list().FirstQuery().ByRank {
		t.Error("still by relevance")
	}
	s.keys("O", "/").typed(" gates").keys("enter")
	if s.m.list().FirstQuery().ByRank {
		t.Error("a new search begins with the newest")
	}
}
