package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

func TestNewStoriesWait(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("W", "j", "j")
	before := s.m.list().Selected().Story
	arriveTwo(s)
	if got := s.m.list().Selected(); got.Story == before {
		t.Fatal("arriveTwo moves on") // it presses j twice itself
	}
	before = s.m.list().Selected().Story
	if !strings.Contains(s.text(), "2 new") {
		t.Errorf("new stories are not announced:\n%s", s.text())
	}
	if strings.Contains(s.text(), "Late story") {
		t.Error("new stories push themselves in")
	}
	s.keys(".")
	if s.m.list().Selected().Story != before {
		t.Error("showing the new stories moves the selection")
	}
	if !strings.Contains(s.text(), "Late story 1") || strings.Contains(s.text(), "2 new") {
		t.Errorf("asked for, they do not show:\n%s", s.text())
	}
}

// On the first start headlines show as they come, without being asked for.
func TestFirstStoriesShowThemselves(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, &fakeDesk{feeds: fakeFeeds()})
	for i := range 3 {
		s.d.add(fmt.Sprint(i), "Northwire", news.NewsAgency, time.Duration(i)*time.Hour, fmt.Sprintf("First story %d", i), "OSLO - Text.")
		s.send(bulletinMsg{news.Bulletin{New: 1, Round: news.Round{Done: i, Total: 9}}, true})
		if !strings.Contains(s.text(), fmt.Sprintf("First story %d", i)) {
			t.Fatalf("story %d does not show:\n%s", i, s.text())
		}
	}
}

func TestSearchFollowsAndEnds(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil)
	s.keys("/").typed("dam -Peru").keys("enter")
	if !strings.Contains(s.text(), "/dam -Peru") || s.m.story.Art == nil {
		t.Errorf("the search does not show:\n%s", s.text())
	}
	s.keys("esc")
	if s.m.list().Asked != "" || len(s.m.list().Rows) < 20 {
		t.Error("esc does not end the search")
	}
	s.keys("/", "up")
	if s.m.prompt.Value() != "dam -Peru" {
		t.Errorf("history has %q", s.m.prompt.Value())
	}
}

func TestNextUnreadGoesOnInTheNextPage(t *testing.T) {
	d := latin(450)
	for i, s := range d.stories {
		s.Read = i < 400
	}
	s := newScreen(t, 120, 40, Options{}, d)
	s.keys("n")
	if r := s.m.list().Selected(); r == nil || slices.IndexFunc(d.stories, func(x *fakeStory) bool { return x.ID == r.Story }) < 400 {
		t.Error("n does not find the unread story two pages down")
	}
}

func TestLongListKeepsItsPlace(t *testing.T) {
	d := latin(5000)
	s := newScreen(t, 120, 40, Options{}, d)
	s.m.list().MoveTo(0)
	for range 40 {
		s.keys("9", "9", "j")
	}
	l := s.m.list()
	if got, want := l.Selected().Story, d.rows(news.Top, news.Query{})[40*99].Story; got != want {
		t.Errorf("40 times 99j: at %s, want %s", got, want)
	}
	if len(l.Rows) > 2200 {
		t.Errorf("%d rows are kept", len(l.Rows))
	}
	s.keys("G")
	rows := d.rows(news.Top, news.Query{})
	if got := l.Selected().Story; got != rows[len(rows)-1].Story {
		t.Error("G does not go to the last row of all")
	}
	for range 60 {
		s.keys("9", "9", "k")
	}
	if got := l.Selected().Story; got != rows[0].Story {
		t.Errorf("back at the top: row %d", l.Sel)
	}
}

// Two events that become one stay as the rows they were until the reader asks for what is new; the
// cursor and the line it is on stay.
func TestJoinedEventsStayWhereTheyStand(t *testing.T) {
	s := newScreen(t, 120, 40, Options{}, nil).keys("T", "j", "j", "j")
	titles := func() (all []string) {
		for _, r := range s.m.list().Rows {
			all = append(all, r.Title)
		}
		return all
	}
	rows, was, line := titles(), s.m.list().Selected().Story, s.m.list().Sel
	into := s.m.list().Rows[0].Event
	for _, gone := range []int{3, 1} { // the row under the cursor, one above it
		s.d.join(s.m.list().Rows[gone].Event, into)
	}
	s.send(bulletinMsg{news.Bulletin{Tagged: 3}, true})
	if got := titles(); !slices.Equal(got, rows) {
		t.Errorf("rows have become %q", got)
	}
	if got := s.m.list(); got.Selected().Story != was || got.Sel != line {
		t.Errorf("the cursor is on %q, row %d of before %d", got.Selected().Title, got.Sel, line)
	}
	s.keys(".")
	if got := titles(); len(got) != len(rows)-2 {
		t.Errorf("asked for, there are %d rows, want %d", len(got), len(rows)-2)
	}
}

// The first page of a list is short: a window that shows more rows is filled all the same.
func TestTallWindowIsFilled(t *testing.T) {
	s := newScreen(t, 120, 150, Options{}, latin(500))
	if n := len(s.m.list().Rows); n < 140 {
		t.Errorf("%d rows are there for a window of 150", n)
	}
}
