package desk

import (
	"testing"
	"time"

	"dateline/feed"
	"dateline/news"
)

var usual = bounds{2 * time.Minute, 6 * time.Hour}

var noon = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

func TestIntervalFollowsTheFeed(t *testing.T) {
	f := news.Feed{ID: "f"}
	simulate := func(every time.Duration) time.Duration {
		s, now, lastStory := news.FetchState{}, noon, noon
		for range 400 {
			changed := now.Sub(lastStory) >= every
			if changed {
				lastStory = now
			}
			s = usual.succeeded(f, s, outcome{changed: changed}, now)
			now = s.Next
		}
		return s.Interval
	}
	if got := simulate(time.Minute); got > 4*time.Minute {
		t.Errorf("a busy feed is asked every %v", got)
	}
	if got := simulate(time.Hour); got < 10*time.Minute || got > time.Hour {
		t.Errorf("an hourly feed is asked every %v", got)
	}
	if got := simulate(30 * 24 * time.Hour); got != usual.longest {
		t.Errorf("a quiet feed is asked every %v", got)
	}
}

func TestNextTime(t *testing.T) {
	after := func(s news.FetchState) time.Duration { return s.Next.Sub(noon) }
	within := func(name string, got, from, to time.Duration) {
		t.Helper()
		if got < from || got > to {
			t.Errorf("%s: next after %v, want %v to %v", name, got, from, to)
		}
	}
	old := news.FetchState{LastGood: noon.Add(-time.Hour), Interval: 10 * time.Minute}
	f := news.Feed{ID: "f"}
	own := news.Feed{ID: "f", Interval: 3 * time.Minute}
	within("news", after(usual.succeeded(f, old, outcome{changed: true}, noon)), 6*time.Minute, 7*time.Minute)
	within("no news", after(usual.succeeded(f, old, outcome{}, noon)), 13*time.Minute, 15*time.Minute)
	within("max-age", after(usual.succeeded(f, old, outcome{fresh: time.Hour}, noon)), time.Hour, 66*time.Minute)
	within("two hundred years", after(usual.succeeded(f, old, outcome{fresh: 200 * 365 * aDay}, noon)), aDay, aDay)
	within("the reader's own", after(usual.succeeded(own, old, outcome{fresh: time.Hour}, noon)), 3*time.Minute, 4*time.Minute)
	within("first, 24 stories a day", after(usual.succeeded(f, news.FetchState{}, outcome{changed: true, recent: 24}, noon)), 20*time.Minute, 22*time.Minute)
	within("first, nothing known", after(usual.succeeded(f, news.FetchState{}, outcome{changed: true}, noon)), 2*time.Hour, 133*time.Minute)

	bad := &feed.Error{Kind: feed.KindStatus, Status: 500}
	s := usual.failed(f, old, bad, noon)
	within("first failure", after(s), 3*time.Minute+45*time.Second, 6*time.Minute+15*time.Second)
	for range 20 {
		s = usual.failed(f, s, bad, noon)
	}
	within("after many", after(s), 4*time.Hour, 8*time.Hour)
	if s.Failures != 21 || s.LastGood != old.LastGood {
		t.Errorf("state %+v", s)
	}
	within("asked to wait", after(usual.failed(f, old, &feed.Error{Kind: feed.KindStatus, Status: 429, RetryAfter: 2 * time.Hour}, noon)), 2*time.Hour, 121*time.Minute)
	if held := usual.failed(f, old, &feed.Error{Kind: feed.KindStatus, Held: true, RetryAfter: time.Hour}, noon); held.Failures != 0 {
		t.Error("a feed that was not asked counts as failed")
	}
	if g := usual.failed(f, old, &feed.Error{Kind: feed.KindGone, Status: 410}, noon); !g.Gone || after(g) < 365*aDay {
		t.Errorf("gone: %+v", g)
	}
	ok := usual.succeeded(f, s, outcome{}, noon)
	if ok.Failures != 0 || ok.Err != "" || ok.ErrKind != "" {
		t.Errorf("after success: %+v", ok)
	}
}
