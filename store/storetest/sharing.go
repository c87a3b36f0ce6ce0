package storetest

import (
	"fmt"
	"sync"
	"time"

	"dateline/news"
	"dateline/store"
)

func sharingTests() []test {
	return []test{
		{"what one handle does the other sees", sharedView},
		{"a feed is leased to one of two handles", sharedLeases},
		{"one of two handles has the turn to place stories", sharedTurns},
		{"two handles write at once", sharedWriting},
		{"handles that add the same feeds count each once", sharedAdding},
		{"what is acknowledged is there when opened again", reopened},
		{"many calls at once on one handle", crowd},
	}
}

func sharedView(b *bench) {
	other := b.another()
	f := b.feed("alpha")
	sts := numbered(f, 3)
	before, err := other.Tick(b.ctx)
	b.must(err)
	b.file(f, sts...)
	b.mark(news.MarkRead, true, sts[0])
	b.must(b.s.SetSetting(b.ctx, news.Local, "place", "x"))
	after, err := other.Tick(b.ctx)
	b.must(err)
	same(b, "stories of the other's tick grew", after.Stories > before.Stories, true)
	same(b, "marks of the other's tick grew", after.Marks > before.Marks, true)
	c, err := other.Counts(b.ctx, news.Local, news.Query{})
	b.must(err)
	same(b, "counts", c, news.Counts{Stories: 3, Unread: 2, Feeds: 1})
	v, err := other.Setting(b.ctx, news.Local, "place")
	b.must(err)
	same(b, "setting", v, "x")
	undo, err := other.Mark(b.ctx, "ana", news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{sts[1].ID}})
	b.must(err)
	same(b, "undo", len(undo.Stories), 1)
	p := b.page(news.ListQuery{User: "ana", Query: query(b, "is:unread source:alpha")})
	same(b, "rows of a user the other made", len(p.Rows), 2)
}

func sharedTurns(b *bench) {
	one, two := b.s, b.another()
	for i, ask := range []struct {
		name   string
		s      store.Store
		holder string
		at     time.Duration // after day
		length time.Duration // 0 gives the turn up
		ok     bool
	}{
		{"the first takes it", one, "one", 0, time.Minute, true},
		{"the other waits", two, "two", time.Second, time.Minute, false},
		{"the other cannot give it up", two, "two", time.Second, 0, false},
		{"the first takes it again", one, "one", 2 * time.Second, time.Minute, true},
		{"the other still waits", two, "two", time.Minute, time.Minute, false},
		{"until it ends", two, "two", 62 * time.Second, time.Minute, true},
		{"now the first waits", one, "one", 63 * time.Second, time.Minute, false},
		{"the other gives it up", two, "two", 64 * time.Second, 0, true},
		{"and the first has it", one, "one", 64 * time.Second, time.Minute, true},
		{"one that ends too late is none", two, "two", -time.Hour, time.Minute, true},
	} {
		now := day.Add(ask.at)
		ok, err := ask.s.Turn(b.ctx, store.Turn{Holder: ask.holder, Now: now, Until: now.Add(ask.length)})
		b.must(err)
		same(b, fmt.Sprintf("%d: %s", i, ask.name), ok, ask.ok)
	}
}

func sharedAdding(b *bench) {
	var feeds []news.Feed
	for i := range 300 {
		url := fmt.Sprintf("https://feed%03d.example/", i)
		feeds = append(feeds, news.Feed{ID: news.NewFeedID(url), URL: url, Title: url})
	}
	var wg sync.WaitGroup
	var added [3]int
	for i, s := range []store.Store{b.s, b.another(), b.another()} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n, err := s.AddFeeds(b.ctx, feeds)
			if err != nil {
				b.Error(err)
			}
			added[i] = n
		}()
	}
	wg.Wait()
	same(b, "feeds added", added[0]+added[1]+added[2], len(feeds))
}

func sharedLeases(b *bench) {
	other := b.another()
	for i := range 20 {
		b.feed(fmt.Sprintf("feed%02d", i))
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	leased := map[news.FeedID]int{}
	for i, s := range []interface {
		Close() error
	}{b.s, other} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			st := b.s
			if s == other {
				st = other
			}
			for range 10 {
				l := lease(fmt.Sprint("holder ", i), day)
				l.Limit = 3
				feeds, err := st.Due(b.ctx, l)
				if err != nil {
					b.Error(err)
					return
				}
				mu.Lock()
				for _, f := range feeds {
					leased[f.ID]++
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	same(b, "leased feeds", len(leased), 20)
	for id, n := range leased {
		same(b, "leases of "+string(id), n, 1)
	}
}

func sharedWriting(b *bench) {
	other := b.another()
	f, g := b.feed("alpha"), b.feed("beta")
	var wg sync.WaitGroup
	for i, s := range []struct {
		feed news.Feed
		file func(news.Delivery) (news.Filed, error)
		tag  func([]news.Annotation) error
	}{
		{f, func(d news.Delivery) (news.Filed, error) { return b.s.File(b.ctx, d) }, func(a []news.Annotation) error { return b.s.Annotate(b.ctx, a) }},
		{g, func(d news.Delivery) (news.Filed, error) { return other.File(b.ctx, d) }, func(a []news.Annotation) error { return other.Annotate(b.ctx, a) }},
	} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range 20 {
				st := story(s.feed, fmt.Sprintf("%d-%d", i, n), day.Add(time.Duration(n)*time.Second))
				if _, err := s.file(news.Delivery{Feed: s.feed.ID, Stories: []news.Story{st}}); err != nil {
					b.Error(err)
				}
				if err := s.tag([]news.Annotation{note(st)}); err != nil {
					b.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 40)
	same(b, "found", len(b.find("headline")), 40)
}

func reopened(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 5)
	b.tagged(f, sts...)
	b.mark(news.MarkStarred, true, sts[1])
	b.must(b.s.Close())
	b.s = b.another()
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 5)
	same(b, "starred", len(b.find("is:starred")), 1)
	same(b, "found", len(b.find("headline")), 5)
	same(b, "new when filed again", len(b.file(f, sts...).New), 0)
}

func crowd(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 20)
	b.file(f, sts...)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range 10 {
				var err error
				switch (i + n) % 4 {
				case 0:
					_, err = b.s.Headlines(b.ctx, news.ListQuery{User: news.Local, View: news.Top, Limit: 10})
				case 1:
					_, err = b.s.Mark(b.ctx, news.Local, news.Change{Kind: news.MarkRead, On: n%2 == 0, Stories: []news.StoryID{sts[i].ID}})
				case 2:
					err = b.s.Annotate(b.ctx, []news.Annotation{note(sts[n])})
				case 3:
					_, err = b.s.Article(b.ctx, news.User(fmt.Sprint("reader ", n)), sts[n].ID)
				}
				if err != nil {
					b.Error(err)
				}
			}
		}()
	}
	wg.Wait()
}
