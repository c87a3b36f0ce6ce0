package storetest

import (
	"io/fs"
	"path/filepath"
	"time"

	"dateline/news"
)

func keepingTests() []test {
	return []test{
		{"settings", settings},
		{"sweep keeps the newest of a feed and all that is young", sweep},
		{"sweep never deletes starred stories", sweepStarred},
		{"sweep leaves what the feed's document still lists", sweepListed},
		{"sweep deletes what removed feeds left", sweepRemoved},
		{"sweep leaves events right", sweepEvents},
		{"backup is a whole copy", backup},
		{"ticks grow with every change and only then", ticks},
		{"times keep their milliseconds and their absence", times},
		{"very old and undated stories", oddTimes},
	}
}

func settings(b *bench) {
	get := func(key string) string {
		v, err := b.s.Setting(b.ctx, news.Local, key)
		b.must(err)
		return v
	}
	same(b, "missing setting", get("panes"), "")
	b.must(b.s.SetSetting(b.ctx, news.Local, "panes", "40 60"))
	b.must(b.s.SetSetting(b.ctx, news.Local, "panes", "50 50"))
	same(b, "setting", get("panes"), "50 50")
	b.must(b.s.SetSetting(b.ctx, news.Local, "panes", ""))
	same(b, "setting taken back", get("panes"), "")
}

func (b *bench) sweep(before time.Time, keep, want int) {
	b.Helper()
	n, err := b.s.Sweep(b.ctx, before, keep)
	b.must(err)
	same(b, "swept", n, want)
}

func sweep(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	b.tagged(f, numbered(f, 10)...)
	b.tagged(g, numbered(g, 2)...)
	old := day.Add(-150 * time.Second) // three of each feed are younger
	b.sweep(old, 5, 5)
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 7)
	same(b, "found", len(b.find("headline")), 7)
	same(b, "unread", len(b.find("is:unread")), 7)
	b.sweep(old, 5, 0)
	b.sweep(old, 0, 2)
	sameAll(b, "left", b.find("source:alpha"), []string{"alpha-000", "alpha-001", "alpha-002"})
	same(b, "filed again as new", len(b.file(f, numbered(f, 10)...).New), 7)
}

func sweepListed(b *bench) {
	f := b.feed("alpha")
	b.tagged(f, numbered(f, 10)...)
	_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, State: news.FetchState{Items: 4}, NotParsed: true})
	b.must(err)
	b.sweep(day.Add(time.Hour), 0, 6)
	b.sweep(day.Add(time.Hour), 2, 0)
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 4)
}

func sweepStarred(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 5)
	b.tagged(f, sts...)
	b.mark(news.MarkStarred, true, sts[3])
	_, err := b.s.Mark(b.ctx, "ana", news.Change{Kind: news.MarkStarred, On: true, Stories: []news.StoryID{sts[4].ID}, At: day})
	b.must(err)
	b.sweep(day.Add(time.Hour), 0, 3)
	sameAll(b, "left", keys(b.page(news.ListQuery{})), []string{"alpha-003", "alpha-004"})
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	b.sweep(day.Add(time.Hour), 0, 0)
	sameAll(b, "left of a removed feed", keys(b.page(news.ListQuery{})), []string{"alpha-003", "alpha-004"})
	same(b, "outlet of the open one", b.article(sts[3].ID).Outlet, "alpha")
}

func sweepRemoved(b *bench) {
	f := b.feed("alpha")
	b.tagged(f, numbered(f, 4)...)
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	b.sweep(day.Add(-time.Hour), 100, 4)
	b.must(b.s.PutFeed(b.ctx, f))
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 0)
	same(b, "filed again as new", len(b.file(f, numbered(f, 4)...).New), 4)
}

func sweepEvents(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	old, fresh := story(f, "old", day.Add(-24*time.Hour)), story(g, "fresh", day)
	b.tagged(f, old)
	b.tagged(g, fresh)
	b.join(fresh, old)
	b.sweep(day.Add(-time.Hour), 0, 1)
	r := b.page(news.ListQuery{View: news.Top}).Rows[0]
	same(b, "event without its founder", r.Event, news.EventID(old.ID))
	same(b, "stories", r.Stories, 1)
	b.file(f, old) // the founder comes back, into its event
	same(b, "event of the founder", b.article(old.ID).Event.Stories, 2)
	b.sweep(day.Add(time.Hour), 0, 2)
	same(b, "events", len(b.page(news.ListQuery{View: news.Top}).Rows), 0)
}

func backup(b *bench) {
	f := b.feed("alpha")
	b.tagged(f, numbered(f, 5)...)
	path := filepath.Join(b.TempDir(), "copy.db")
	b.must(b.s.Backup(b.ctx, path))
	b.is(b.s.Backup(b.ctx, path), fs.ErrExist)
}

func ticks(b *bench) {
	last := b.tick()
	grew := func(what string, stories, marks, feeds bool, do func()) {
		b.Helper()
		do()
		now := b.tick()
		same(b, what+": stories grew", now.Stories > last.Stories, stories)
		same(b, what+": marks grew", now.Marks > last.Marks, marks)
		same(b, what+": feeds grew", now.Feeds > last.Feeds, feeds)
		last = now
	}
	var f news.Feed
	grew("subscribing", false, false, true, func() { f = b.feed("alpha") })
	st := story(f, "one", day)
	grew("filing", true, false, false, func() { b.file(f, st) })
	grew("filing the same", false, false, false, func() { b.file(f, st) })
	grew("annotating", true, false, false, func() { b.annotate(note(st)) })
	grew("marking", false, true, false, func() { b.mark(news.MarkRead, true, st) })
	grew("marking the same", false, false, false, func() { b.mark(news.MarkRead, true, st) })
	grew("reading", false, false, false, func() { b.page(news.ListQuery{}); b.article(st.ID) })
	grew("naming", false, false, true, func() {
		_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, Lang: "en"})
		b.must(err)
	})
	grew("sweeping", true, false, false, func() { b.sweep(day.Add(time.Hour), 0, 1) })
	grew("unsubscribing", false, false, true, func() { b.must(b.s.RemoveFeed(b.ctx, f.ID)) })
}

func times(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day.Add(123*time.Millisecond), func(s *news.Story) { s.Updated = time.Time{} })
	bare := story(f, "two", time.Time{}, func(s *news.Story) { s.Seen = day.Add(456 * time.Millisecond) })
	b.file(f, st, bare)
	same(b, "published", b.article(st.ID).Published, st.Published)
	same(b, "updated", b.article(st.ID).Updated.IsZero(), true)
	same(b, "absent published", b.article(bare.ID).Published.IsZero(), true)
	sameAll(b, "wire", keys(b.page(news.ListQuery{})), []string{"two", "one"})
}

func oddTimes(b *bench) {
	f := b.feed("alpha")
	var sts []news.Story
	for i, at := range []time.Time{day, time.Unix(0, 0).UTC(), time.Date(1901, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC)} {
		sts = append(sts, story(f, "abcd"[i:i+1], at, func(s *news.Story) { s.Seen = day }))
	}
	future := story(f, "future", day.Add(1000*time.Hour), func(s *news.Story) { s.Seen = day.Add(time.Second) })
	b.tagged(f, append(sts, future)...)
	want := []string{"future", "a", "b", "c", "d"}
	sameAll(b, "wire", keys(b.page(news.ListQuery{})), want)
	sameAll(b, "top", keys(b.page(news.ListQuery{View: news.Top})), want)
	sameAll(b, "found", b.find("headline"), want)
	same(b, "pages", len(walk(b, news.ListQuery{Query: query(b, "headline")}, 2)), 5)
	same(b, "time of the one from the future", b.page(news.ListQuery{}).Rows[0].Time, day.Add(time.Second))
}
