package storetest

import (
	"context"
	"fmt"
	"time"

	"dateline/news"
	"dateline/store"
)

func feedTests() []test {
	return []test{
		{"a feed comes back as it was put", feedRoundTrip},
		{"a missing feed is not found", feedMissing},
		{"a second feed with the same address is refused", feedTwice},
		{"feeds that are not there yet are added together", feedsAdded},
		{"feeds are by folder, then title", feedOrder},
		{"health and numbers", feedNumbers},
		{"changing a feed keeps stories and state", feedChanged},
		{"a delivery names a feed that has no title", feedNamed},
		{"a moved feed is fetched where it moved", feedMoved},
		{"removing hides stories and keeps starred ones", feedRemoved},
		{"putting a removed feed back brings its stories back", feedBack},
		{"due feeds are leased, oldest due first", leases},
		{"named feeds are leased, due or not", leasesNamed},
		{"filing ends a lease", leaseEnds},
		{"a lease far ahead is none", leaseAhead},
	}
}

func feedRoundTrip(b *bench) {
	f := b.feed("alpha", func(f *news.Feed) {
		f.Home, f.Aliases, f.Kind, f.Country, f.Lang = "https://alpha.example/", []string{"The Alpha"}, news.NewsAgency, "KOR", "en-GB"
		f.Folder, f.Tags, f.Interval, f.Muted, f.FullText, f.Sitemap = "asia/korea", []string{"asia"}, time.Hour, true, true, true
	})
	got, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "feed", fmt.Sprintf("%+v", got.Feed), fmt.Sprintf("%+v", f))
	for range 20 { // asking holds nothing: a connection kept by each stops the store
		_, err := b.s.Feed(b.ctx, news.Local, f.ID)
		b.must(err)
	}
}

func feedMissing(b *bench) {
	_, err := b.s.Feed(b.ctx, news.Local, "none")
	b.is(err, news.ErrNotFound)
	b.is(b.s.RemoveFeed(b.ctx, "none"), news.ErrNotFound)
	_, err = b.s.File(b.ctx, news.Delivery{Feed: "none"})
	b.is(err, news.ErrNotFound)
}

func feedsAdded(b *bench) {
	here := b.feed("alpha")
	moved := here
	moved.ID = "other" // at the same address
	gone := b.feed("gone")
	b.file(gone, numbered(gone, 2)...)
	b.must(b.s.RemoveFeed(b.ctx, gone.ID))
	fresh := news.Feed{ID: "fresh", URL: "https://fresh.example/", Title: "Fresh"}
	changed := here
	changed.Title = "changed"
	n, err := b.s.AddFeeds(b.ctx, []news.Feed{changed, moved, gone, fresh, fresh})
	b.must(err)
	same(b, "feeds added", n, 2)
	got, err := b.s.Feed(b.ctx, news.Local, here.ID)
	b.must(err)
	same(b, "the one that was there", got.Title, here.Title)
	got, err = b.s.Feed(b.ctx, news.Local, gone.ID)
	b.must(err)
	same(b, "stories of the one that came back", got.Items, 2)
	ctx, cancel := context.WithCancel(b.ctx)
	cancel()
	_, err = b.s.AddFeeds(ctx, []news.Feed{{ID: "late", URL: "https://late.example/"}})
	b.is(err, context.Canceled)
}

func feedTwice(b *bench) {
	f := b.feed("alpha")
	g := f
	g.ID = "other"
	b.is(b.s.PutFeed(b.ctx, g), news.ErrExists)
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	b.must(b.s.PutFeed(b.ctx, g)) // the address is free again
	b.is(b.s.PutFeed(b.ctx, f), news.ErrExists)
}

func feedOrder(b *bench) {
	in := func(folder string) func(*news.Feed) { return func(f *news.Feed) { f.Folder = folder } }
	b.feed("zulu", in(""))
	b.feed("beta", in("world"))
	b.feed("Alpha", in("world"))
	b.feed("gamma", in("asia"))
	feeds, err := b.s.Feeds(b.ctx, news.Local)
	b.must(err)
	var names []string
	for _, f := range feeds {
		names = append(names, f.Title)
	}
	sameAll(b, "feeds", names, []string{"zulu", "gamma", "Alpha", "beta"})
}

func feedNumbers(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	state := news.FetchState{
		ETag: `"x"`, LastModified: "Fri", BodyHash: "h", LastTry: day, LastGood: day.Add(-time.Hour), LastNew: day.Add(-2 * time.Hour),
		Next: day.Add(time.Hour), Interval: time.Hour, Status: 403, Err: "the server refuses", ErrKind: "status", Failures: 3, Repaired: "one byte", Gone: true,
	}
	_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, State: state, Stories: numbered(f, 5)})
	b.must(err)
	b.mark(news.MarkRead, true, numbered(f, 2)...)
	got, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "state", fmt.Sprintf("%+v", got.State), fmt.Sprintf("%+v", state))
	same(b, "items", got.Items, 5)
	same(b, "unread", got.Unread, 3)
	other, err := b.s.Feed(b.ctx, news.Local, g.ID)
	b.must(err)
	same(b, "items of another", other.Items, 0)
	all, err := b.s.Feeds(b.ctx, news.Local)
	b.must(err)
	same(b, "unread in the list", all[0].Unread, 3)
	same(b, "items in the list", all[0].Items, 5)
}

func feedChanged(b *bench) {
	f := b.feed("alpha")
	b.file(f, numbered(f, 3)...)
	f.Title, f.Folder = "Alpha News", "asia"
	b.must(b.s.PutFeed(b.ctx, f))
	got, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "title", got.Title, "Alpha News")
	same(b, "items", got.Items, 3)
	same(b, "status", got.State.Status, 200)
}

func feedNamed(b *bench) {
	f := b.feed("alpha", func(f *news.Feed) { f.Title, f.Outlet = "", "" })
	_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, Title: "Alpha World", Home: "https://alpha.example/", Lang: "en"})
	b.must(err)
	got, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "title", got.Title, "Alpha World")
	same(b, "outlet", got.Outlet, "Alpha World")
	same(b, "home", got.Home, "https://alpha.example/")
	same(b, "language", got.Lang, "en")
	_, err = b.s.File(b.ctx, news.Delivery{Feed: f.ID, Title: "Another"})
	b.must(err)
	got, err = b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "title the second time", got.Title, "Alpha World")

	long := b.feed("beta", func(f *news.Feed) { f.Title, f.Outlet = "Beta - RSS - World", "Beta - RSS - World" })
	_, err = b.s.File(b.ctx, news.Delivery{Feed: long.ID, Title: "Beta - RSS - World", Outlet: "Beta"})
	b.must(err)
	got, err = b.s.Feed(b.ctx, news.Local, long.ID)
	b.must(err)
	same(b, "title beside a shorter outlet", got.Title, "Beta - RSS - World")
	same(b, "outlet that was the title", got.Outlet, "Beta")

	set := b.feed("gamma", func(f *news.Feed) { f.Title, f.Outlet = "Gamma World", "Gamma" })
	_, err = b.s.File(b.ctx, news.Delivery{Feed: set.ID, Title: "Gamma World", Outlet: "Another"})
	b.must(err)
	got, err = b.s.Feed(b.ctx, news.Local, set.ID)
	b.must(err)
	same(b, "outlet that was set", got.Outlet, "Gamma")
}

func feedMoved(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, MovedTo: "https://new.example/feed"})
	b.must(err)
	got, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "address", got.URL, "https://new.example/feed")
	_, err = b.s.File(b.ctx, news.Delivery{Feed: f.ID, MovedTo: g.URL})
	b.must(err)
	got, err = b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "address after moving onto another feed", got.URL, "https://new.example/feed")
}

func feedRemoved(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	sts := numbered(f, 4)
	other := story(g, "other", day.Add(time.Minute))
	b.tagged(f, sts...)
	b.tagged(g, other)
	b.join(sts[1], other)
	b.mark(news.MarkStarred, true, sts[2])
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	feeds, err := b.s.Feeds(b.ctx, news.Local)
	b.must(err)
	same(b, "feeds", len(feeds), 1)
	want := []string{"other", "alpha-002"}
	sameAll(b, "wire", keys(b.page(news.ListQuery{})), want)
	sameAll(b, "top", keys(b.page(news.ListQuery{View: news.Top})), want)
	sameAll(b, "found", b.find("headline"), want)
	sameAll(b, "unread", b.find("is:unread"), want)
	same(b, "stories of the event", b.page(news.ListQuery{View: news.Top}).Rows[0].Stories, 1)
	c, err := b.s.Counts(b.ctx, news.Local, news.Query{})
	b.must(err)
	same(b, "counts", c, news.Counts{Stories: 2, Unread: 2, Feeds: 1})
	due, err := b.s.Due(b.ctx, store.Lease{Holder: "x", Now: day.Add(48 * time.Hour), Until: day.Add(49 * time.Hour), Limit: 10})
	b.must(err)
	same(b, "due feeds", len(due), 1)
}

func feedBack(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.tagged(f, sts...)
	b.mark(news.MarkRead, true, sts[1])
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	same(b, "rows while removed", len(b.page(news.ListQuery{}).Rows), 0)
	b.must(b.s.PutFeed(b.ctx, f))
	sameAll(b, "wire", keys(b.page(news.ListQuery{})), []string{"alpha-000", "alpha-001", "alpha-002", "alpha-003"})
	sameAll(b, "unread", b.find("is:unread"), []string{"alpha-000", "alpha-002", "alpha-003"})
	same(b, "top rows", len(b.page(news.ListQuery{View: news.Top}).Rows), 4)
	same(b, "new when filed again", len(b.file(f, sts...).New), 0)
}

func lease(holder string, now time.Time, only ...news.FeedID) store.Lease {
	return store.Lease{Holder: holder, Now: now, Until: now.Add(5 * time.Minute), Limit: 10, Only: only}
}

func (b *bench) due(l store.Lease) []string {
	b.Helper()
	feeds, err := b.s.Due(b.ctx, l)
	b.must(err)
	var names []string
	for _, f := range feeds {
		names = append(names, f.Title)
	}
	return names
}

func leases(b *bench) {
	for i, name := range []string{"alpha", "beta", "gamma"} {
		f := b.feed(name)
		_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, State: news.FetchState{Next: day.Add(-time.Duration(i) * time.Hour)}})
		b.must(err)
	}
	b.feed("never fetched")
	short := lease("one", day)
	short.Limit = 2
	sameAll(b, "first leases", b.due(short), []string{"never fetched", "gamma"})
	sameAll(b, "leases of another", b.due(lease("two", day)), []string{"beta", "alpha"})
	same(b, "leases left", len(b.due(lease("one", day))), 0)
	same(b, "leases after they end", len(b.due(lease("two", day.Add(6*time.Minute)))), 4)
}

func leasesNamed(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	b.file(f)
	b.file(g) // both are due in an hour
	same(b, "due", len(b.due(lease("one", day))), 0)
	sameAll(b, "named", b.due(lease("one", day, f.ID, "none")), []string{"alpha"})
	same(b, "named by another", len(b.due(lease("two", day, f.ID))), 0)
	sameAll(b, "named again", b.due(lease("one", day, f.ID)), []string{"alpha"})
	sameAll(b, "the other", b.due(lease("two", day, f.ID, g.ID)), []string{"beta"})
}

func leaseAhead(b *bench) {
	f := b.feed("alpha")
	sameAll(b, "leased a year ahead", b.due(lease("one", day.AddDate(1, 0, 0))), []string{"alpha"})
	sameAll(b, "leased by the right clock", b.due(lease("two", day)), []string{"alpha"})
	same(b, "leased by a clock a little behind", len(b.due(lease("three", day.Add(-2*time.Minute)))), 0)
	sameAll(b, "named", b.due(lease("four", day.Add(-time.Hour), f.ID)), []string{"alpha"})
}

func leaseEnds(b *bench) {
	f := b.feed("alpha")
	sameAll(b, "leased", b.due(lease("one-x", day)), []string{"alpha"})
	held, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "who holds it", held.HeldBy(day.Add(4*time.Minute)), "one")
	same(b, "until when", held.Until, day.Add(5*time.Minute))
	same(b, "who holds it then", held.HeldBy(day.Add(5*time.Minute)), "")
	_, err = b.s.File(b.ctx, news.Delivery{Feed: f.ID, State: news.FetchState{Next: day}})
	b.must(err)
	held, err = b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "who holds it after filing", held.Holder, "")
	sameAll(b, "leased by another after filing", b.due(lease("two", day)), []string{"alpha"})
}
