package storetest

import (
	"fmt"
	"slices"
	"time"

	"dateline/news"
)

func listTests() []test {
	return []test{
		{"wire is newest first and carries the row", wireRow},
		{"a field has its values", fieldValues},
		{"top shows a new story at once", topAtOnce},
		{"top is by origins then time", topOrder},
		{"wire pages forward and back through equal times", pagesWire},
		{"top pages forward and back", pagesTop},
		{"cursors stay right while rows come and go", pagesMove},
		{"search pages", pagesSearch},
		{"counts", counts},
		{"grown counts outlets since looked", grown},
		{"a timeline counts each story in its slot", timeline},
		{"countries are counted by story", countryCounts},
	}
}

func fieldValues(b *bench) {
	f := b.feed("alpha", func(f *news.Feed) {
		f.Outlet, f.Aliases, f.Tags, f.Folder, f.Lang = "Alpha Wire", []string{"AW"}, []string{"asia"}, "world", "en"
	})
	gone := b.feed("gone", func(f *news.Feed) { f.Outlet = "Gone" })
	b.must(b.s.RemoveFeed(b.ctx, gone.ID))
	for field, want := range map[news.TermField][]string{
		news.FieldSource: {"AW", "Alpha Wire", f.Title}, news.FieldTag: {"asia", "world"}, news.FieldLang: {"en"}, news.FieldPerson: nil, news.FieldCountry: nil,
	} {
		got, err := b.s.Values(b.ctx, news.AnyUser, field)
		b.must(err)
		slices.Sort(got)
		sameAll(b, string(field), got, want)
	}
}

func wireRow(b *bench) {
	f := b.feed("alpha")
	old, fresh := story(f, "old", day.Add(-time.Hour)), story(f, "new", day)
	b.file(f, old, fresh)
	p := b.page(news.ListQuery{})
	sameAll(b, "rows", keys(p), []string{"new", "old"})
	same(b, "more", p.More, false)
	r := p.Rows[0]
	same(b, "story", r.Story, fresh.ID)
	same(b, "event", r.Event, news.EventID(fresh.ID))
	same(b, "feed", r.Feed, f.ID)
	same(b, "outlet", r.Outlet, "alpha")
	same(b, "url", r.URL, fresh.URL)
	same(b, "time", r.Time, fresh.Time())
	same(b, "outlets", r.Outlets, 1)
	same(b, "origins", r.Origins, 1)
	same(b, "stories", r.Stories, 1)
	same(b, "unread", r.Unread, 1)
}

func topAtOnce(b *bench) {
	f := b.feed("alpha")
	b.file(f, story(f, "new", day))
	sameAll(b, "top", keys(b.page(news.ListQuery{View: news.Top})), []string{"new"})
}

func topOrder(b *bench) {
	f, g, h := b.feed("alpha"), b.feed("beta"), b.feed("gamma")
	big1, big2, big3 := story(f, "big1", day.Add(-2*time.Hour)), story(g, "big2", day.Add(-110*time.Minute)), story(h, "big3", day.Add(-100*time.Minute))
	copied := story(h, "copied", day.Add(-90*time.Minute))
	fresh, stale := story(f, "fresh", day), story(g, "stale", day.Add(-20*time.Hour))
	b.tagged(f, big1, fresh)
	b.tagged(g, big2, stale)
	b.tagged(h, big3, copied)
	b.join(big2, big1)
	b.join(big3, big1)
	b.join(copied, big1, func(a *news.Annotation) { a.Place.Origin = big1.ID; a.Place.Source = "alpha" })
	p := b.page(news.ListQuery{View: news.Top})
	sameAll(b, "top", keys(p), []string{"big1", "fresh", "stale"})
	r := p.Rows[0]
	same(b, "stories", r.Stories, 4)
	same(b, "outlets", r.Outlets, 3)
	same(b, "origins", r.Origins, 3)
	same(b, "unread", r.Unread, 4)
	same(b, "event", r.Event, news.EventID(big1.ID))
}

// walk reads a whole list page by page, forward and then back, and checks that
// both ways show every row once and alike.
func walk(b *bench, q news.ListQuery, limit int) []string {
	b.Helper()
	q.Limit = limit
	var forward []string
	var last news.Headline
	for {
		p := b.page(q)
		for _, r := range p.Rows {
			forward = append(forward, string(r.Story))
			last = r
		}
		if !p.More {
			break
		}
		if len(p.Rows) != limit {
			b.Fatalf("a page of %d has %d rows and more", limit, len(p.Rows))
		}
		q.After = last.Cursor
	}
	if len(forward) == 0 {
		return nil
	}
	back := []string{string(last.Story)}
	q.After, q.Backward = last.Cursor, true
	for {
		p := b.page(q)
		rows := slices.Clone(p.Rows)
		slices.Reverse(rows)
		for _, r := range rows {
			back = append(back, string(r.Story))
		}
		if !p.More {
			break
		}
		q.After = p.Rows[0].Cursor
	}
	slices.Reverse(back)
	sameAll(b, "rows read backward", back, forward)
	return forward
}

func pagesWire(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	for _, feed := range []news.Feed{f, g} {
		var all []news.Story
		for i := range 60 {
			all = append(all, story(feed, fmt.Sprintf("%s-%02d", feed.Outlet, i), day.Add(-time.Duration(i/20)*time.Second)))
		}
		b.file(feed, all...)
	}
	for _, limit := range []int{few(1, 3), 7, 40, 120, 200} {
		got := walk(b, news.ListQuery{}, limit)
		same(b, "rows", len(got), 120)
		slices.Sort(got)
		same(b, "different rows", len(slices.Compact(got)), 120)
	}
	p := b.page(news.ListQuery{Limit: 200})
	if !slices.IsSortedFunc(p.Rows, func(x, y news.Headline) int { return y.Time.Compare(x.Time) }) {
		b.Fatal("wire is not newest first")
	}
}

func pagesTop(b *bench) {
	f := b.feed("alpha")
	var all []news.Story
	for i := range 50 {
		all = append(all, story(f, fmt.Sprint(i), day.Add(-time.Duration(i/10)*time.Second)))
	}
	b.file(f, all...)
	for _, limit := range []int{3, 10, 50, 60} {
		same(b, "rows", len(walk(b, news.ListQuery{View: news.Top}, limit)), 50)
	}
	for _, limit := range []int{3, 60} {
		same(b, "rows of a query", len(walk(b, news.ListQuery{View: news.Top, Query: query(b, "is:unread")}, limit)), 50)
	}
}

func pagesMove(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 30)
	b.file(f, sts[5:25]...)
	first := b.page(news.ListQuery{Limit: 10})
	at := first.Rows[9].Cursor
	b.file(f, sts[:5]...)  // newer ones come
	b.file(f, sts[25:]...) // and older ones
	next := b.page(news.ListQuery{Limit: 10, After: at})
	same(b, "next row", next.Rows[0].Story, sts[15].ID)
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	same(b, "rows after removal", len(b.page(news.ListQuery{Limit: 10, After: at}).Rows), 0)
	b.must(b.s.PutFeed(b.ctx, f))
	same(b, "next row again", b.page(news.ListQuery{Limit: 10, After: at}).Rows[0].Story, sts[15].ID)
	back := b.page(news.ListQuery{Limit: 3, After: first.Rows[0].Cursor, Backward: true})
	sameAll(b, "rows before", keys(back), []string{"alpha-002", "alpha-003", "alpha-004"})
	same(b, "more before", back.More, true)
	top := b.page(news.ListQuery{Limit: 10, After: news.Cursor{}, Backward: false})
	same(b, "first row", top.Rows[0].Story, sts[0].ID)
}

func pagesSearch(b *bench) {
	f := b.feed("alpha")
	var all []news.Story
	for i := range 80 {
		all = append(all, story(f, fmt.Sprintf("zebra %02d", i), day.Add(-time.Duration(i/8)*time.Second)))
	}
	b.tagged(f, all[40:]...)
	b.tagged(f, all[:40]...)
	for _, limit := range []int{7, 100} {
		same(b, "hits", len(walk(b, news.ListQuery{Query: query(b, "zebra")}, limit)), 80)
		same(b, "ranked hits", len(walk(b, news.ListQuery{Query: query(b, "zebra"), ByRank: true}, limit)), 80)
		same(b, "events of hits", len(walk(b, news.ListQuery{View: news.Top, Query: query(b, "zebra")}, limit)), 80)
	}
	p := b.page(news.ListQuery{Query: query(b, "zebra"), Limit: 20})
	if !slices.IsSortedFunc(p.Rows, func(x, y news.Headline) int { return y.Time.Compare(x.Time) }) {
		b.Fatal("hits are not newest first")
	}
}

func counts(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 10)
	b.tagged(f, sts...)
	b.mark(news.MarkRead, true, sts[:3]...)
	for _, row := range []struct {
		query           string
		stories, unread int
	}{{"", 10, 7}, {"headline", 10, 7}, {"is:unread", 7, 7}, {"nothing", 0, 0}, {"is:read", 3, 0}} {
		c, err := b.s.Counts(b.ctx, news.Local, query(b, row.query))
		b.must(err)
		same(b, "stories of "+row.query, c.Stories, row.stories)
		same(b, "unread of "+row.query, c.Unread, row.unread)
		same(b, "feeds", c.Feeds, 1)
	}
}

func grown(b *bench) {
	f, g, h := b.feed("alpha"), b.feed("beta"), b.feed("gamma")
	one, two, three := story(f, "one", day), story(g, "two", day.Add(time.Minute)), story(h, "three", day.Add(2*time.Minute))
	b.tagged(f, one)
	grownNow := func() int { return b.page(news.ListQuery{View: news.Top}).Rows[0].Grown }
	same(b, "grown before a look", grownNow(), 0)
	b.must(b.s.Looked(b.ctx, news.Local, news.EventID(one.ID)))
	b.tagged(g, two)
	b.join(two, one)
	b.tagged(h, three)
	b.join(three, one)
	same(b, "grown", grownNow(), 2)
	b.must(b.s.Looked(b.ctx, news.Local, news.EventID(one.ID)))
	same(b, "grown after a look", grownNow(), 0)
	b.is(b.s.Looked(b.ctx, news.Local, "none"), news.ErrNotFound)
}

// timeline files stories of one second at the edge of a slot, so that their places in
// the list stand before it, and asks by words, by state, and for all.
func timeline(b *bench) {
	f, gone := b.feed("alpha"), b.feed("gone")
	edge := day.Add(-2 * time.Hour)
	var sts []news.Story
	for i, at := range []time.Time{edge, edge, edge, edge.Add(-time.Millisecond), edge.Add(time.Hour), day.Add(-time.Second), day, day.Add(-4 * time.Hour)} {
		sts = append(sts, story(f, fmt.Sprintf("river-%d", i), at))
	}
	b.tagged(f, sts...)
	b.tagged(gone, story(gone, "river-gone", edge))
	b.must(b.s.RemoveFeed(b.ctx, gone.ID))
	for _, text := range []string{"", "paragraph", "feed:" + string(f.ID), "is:unread", "paragraph since:1w", "-nothing", "-is:starred river*"} {
		for _, row := range []struct {
			from  time.Time
			step  time.Duration
			slots int
			want  []int
		}{
			{edge.Add(-time.Hour), time.Hour, 3, []int{1, 3, 2}},
			{edge.Add(-time.Hour), time.Hour, 4, []int{1, 3, 2, 1}},
			{edge, 15 * time.Minute, 2, []int{3, 0}},
			{edge.Add(-time.Millisecond), time.Millisecond, 2, []int{1, 3}},
			{time.Unix(0, 0), 100 * 365 * 24 * time.Hour, 1, []int{8}},
			{day.Add(time.Hour), time.Hour, 0, []int{}},
		} {
			got, err := b.s.Timeline(b.ctx, news.Local, query(b, text), row.from, row.step, row.slots)
			b.must(err)
			sameAll(b, fmt.Sprintf("%d slots of %s from %s of %q", row.slots, row.step, row.from.Format(time.TimeOnly), text), got, row.want)
		}
	}
}

func countryCounts(b *bench) {
	f := b.feed("alpha")
	named := func(codes ...string) func(*news.Annotation) {
		return func(a *news.Annotation) {
			for _, c := range codes {
				a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: news.Span{Start: 0, End: 5}, Kind: news.Country, Ref: c, Name: "Country " + c})
			}
		}
	}
	for i, codes := range [][]string{{"FIN", "FIN", "EST"}, {"EST"}, {"EST", "LVA"}, {}, {"NOR"}} {
		st := story(f, fmt.Sprint("story-", i), day.Add(-time.Duration(i)*time.Hour))
		b.file(f, st)
		b.annotate(note(st, named(codes...)))
	}
	for text, want := range map[string][]news.CountryCount{
		"":               {{Code: "EST", Stories: 3}, {Code: "FIN", Stories: 1}, {Code: "LVA", Stories: 1}, {Code: "NOR", Stories: 1}},
		"since:150m":     {{Code: "EST", Stories: 2}, {Code: "FIN", Stories: 1}},
		"country:LVA":    {{Code: "EST", Stories: 1}, {Code: "LVA", Stories: 1}},
		"country:PRK":    nil,
		"-is:unread":     nil,
		"is:unread EST1": nil,
	} {
		got, err := b.s.Countries(b.ctx, news.Local, query(b, text))
		b.must(err)
		sameAll(b, "countries of "+text, got, want)
	}
}
