package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dateline/desk"
	"dateline/feed"
	"dateline/news"
)

func TestNothingDue(t *testing.T) {
	now := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	due := func(minutes ...int) (feeds []news.FeedStatus) {
		for _, m := range minutes {
			feeds = append(feeds, news.FeedStatus{State: news.FetchState{Next: now.Add(time.Duration(m) * time.Minute)}})
		}
		return feeds
	}
	held := func(until time.Duration, names ...string) (feeds []news.FeedStatus) {
		for _, n := range names {
			feeds = append(feeds, news.FeedStatus{Feed: news.Feed{ID: news.FeedID(n), Title: n}, Holder: "4711-ABCD", Until: now.Add(until)})
		}
		return feeds
	}
	for _, c := range []struct {
		name  string
		feeds []news.FeedStatus
		asked []news.FeedID
		want  string
	}{
		{"no feeds", nil, nil, "there are no feeds yet"},
		{"all later", due(30, 12, 90), nil, "before 12:12;"},
		{"all leased", due(-1, -2), nil, "another dateline is fetching them"},
		{"named and leased", held(time.Minute, "a", "b"), []news.FeedID{"b"}, "nothing was fetched: b is being fetched by process 4711 until 12:01:00"},
		{"due and leased", held(time.Minute, "a", "b", "c", "d", "e"), nil, "until 12:01:00; and 2 more"},
		{"named, and the lease has ended", held(-time.Second, "a"), []news.FeedID{"a"}, "asked for time"},
		{"named, and the lease is of a clock ahead", held(time.Hour, "a"), []news.FeedID{"a"}, "asked for time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := nothingDue(c.feeds, c.asked, now, time.UTC); !strings.Contains(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Off a terminal too a round says which feeds failed and why, a line each; -q keeps that
// for the round in which every one did.
func TestRefreshNamesWhatFailed(t *testing.T) {
	failed := []desk.FeedError{
		{Feed: news.Feed{Title: "Harbour", URL: "https://harbour.example/"}, Err: &feed.Error{Kind: feed.KindNetwork}},
		{Feed: news.Feed{Title: "Upland", URL: "https://upland.example/"}, Err: &feed.Error{Kind: feed.KindNetwork}},
	}
	for _, c := range []struct {
		name  string
		quiet bool
		feeds int
		lines int
		fails bool
	}{
		{"some failed", false, 5, 2, false},
		{"some failed, quiet", true, 5, 0, false},
		{"all failed", false, 2, 2, true},
		{"all failed, quiet", true, 2, 2, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, said bytes.Buffer
			a := newApp(Streams{Out: &out, Err: &said})
			a.quiet = c.quiet
			err := a.told(desk.Report{Feeds: c.feeds, Failed: failed})
			if lines := strings.Count(said.String(), "\n"); lines != c.lines || (err != nil) != c.fails || out.Len() > 0 {
				t.Errorf("%d lines, %v: %q%q", lines, err, out.String(), said.String())
			}
		})
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n    int
		noun string
		want string
	}{
		{0, "feed", "0 feeds"}, {1, "feed", "1 feed"}, {2, "feed", "2 feeds"}, {0, "story", "0 stories"}, {1, "story", "1 story"}, {2, "story", "2 stories"},
		{3, "origin", "3 origins"},
	} {
		if got := count(c.n, c.noun); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
