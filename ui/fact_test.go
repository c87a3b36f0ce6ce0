package ui

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/list"
	"dateline/ui/page"
	"dateline/ui/related"
)

func TestLateAnswersAreDropped(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	first := s.m.story.ID
	s.keys("j", "j")
	shown := s.m.story.Art.Title
	s.send(page.ArticleMsg{ID: first, Art: news.Article{Story: news.Story{ID: first, Title: "late"}}})
	s.send(related.PanelMsg{ID: first, Panel: news.Panel{NotCarried: []string{"late"}}})
	if s.m.story.Art.Title != shown || s.m.related.Panel.Story == first {
		t.Error("an answer to an old question is shown")
	}
	s.keys("/").typed("dam").keys("enter")
	n := len(s.m.list().Rows)
	s.send(list.HeadlinesMsg{View: news.Top, Page: news.Page{Rows: make([]news.Headline, 9)}})
	if len(s.m.list().Rows) != n {
		t.Error("rows of an old search are shown")
	}
}

// What takes long says so, and only then.
func TestLoadingIsToldLate(t *testing.T) {
	m := New(t.Context(), newFakeDesk(), Options{Now: func() time.Time { return fakeNow }})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.Init()
	if m.View().Content != "" {
		t.Error("something is drawn before the first rows could come")
	}
	m.Update(page.LateMsg{View: news.Top})
	if s := m.View().Content; !strings.Contains(s, "Loading") {
		t.Errorf("nothing says that the list loads:\n%s", s)
	}
	first, _ := m.desk.Headlines(t.Context(), m.list().FirstQuery())
	m.Update(list.HeadlinesMsg{View: news.Top, Page: first})
	if s := m.View().Content; strings.Contains(s, "Loading") {
		t.Errorf("something still loads:\n%s", s)
	}
	m.Update(page.LateMsg{ID: m.story.ID})
	if s := m.View().Content; strings.Count(s, "Loading") != 2 {
		t.Errorf("story and related do not say that they load:\n%s", s)
	}
}

func TestStoryThatIsGone(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.send(page.ArticleMsg{ID: s.m.story.ID, Err: fmt.Errorf("read story: %w", news.ErrNotFound)})
	if !strings.Contains(s.text(), "This story cannot be shown.") || !strings.Contains(s.text(), "not found") {
		t.Errorf("nothing says so:\n%s", s.text())
	}
}

// A round that fetched nothing, because nothing was due, is not worth a line.
func TestEmptyRoundIsNotTold(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil)
	s.send(bulletinMsg{news.Bulletin{Round: news.Round{Done: 1, Total: 2}}, true})
	s.send(bulletinMsg{news.Bulletin{}, true})
	if s.told() != "" {
		t.Errorf("told %q", s.told())
	}
	s.keys("R")
	s.send(bulletinMsg{news.Bulletin{Round: news.Round{Done: 1, Total: 2}}, true})
	s.send(bulletinMsg{news.Bulletin{Over: news.Round{Done: 2, Total: 2, New: 3}}, true})
	if !strings.Contains(s.told(), "fetched 2 feeds") {
		t.Errorf("told %q", s.told())
	}
}

// What can wait for the first headlines is begun once they are there, and once only.
func TestShownIsToldOnce(t *testing.T) {
	told := 0
	s := newScreen(t, 120, 40, Options{Shown: func() { told++ }}, nil)
	s.keys("W", "T", "W", "r")
	if told != 1 {
		t.Errorf("told %d times that headlines are shown, want once", told)
	}
}

// What is looked up while the screens are made is what they then ask for first.
func TestFirst(t *testing.T) {
	for _, row := range []struct {
		name string
		mem  memory
		want news.View
	}{
		{"nothing remembered", memory{}, news.Top},
		{"the other view", memory{"view": "wire"}, news.Wire},
		{"a place in it", memory{"view": "wire", "place.wire": "s3", "place.top": "e1"}, news.Wire},
		{"unread ones", memory{"unread.top": "only", "rows.top": string(list.TwoLines)}, news.Top},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := New(t.Context(), newFakeDesk(), Options{Memory: row.mem})
			got, want := First(row.mem), m.list().FirstQuery()
			if !reflect.DeepEqual(got, want) || got.View != row.want {
				t.Errorf("looked up is %+v, asked for %+v", got, want)
			}
		})
	}
}
