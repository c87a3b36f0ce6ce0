package storetest

import (
	"fmt"
	"slices"
	"time"

	"dateline/news"
)

func markTests() []test {
	return []test{
		{"read and starred", marksSet},
		{"undo names only what changed", markUndo},
		{"marks of one user are not another's", markUsers},
		{"marking what is gone", markMissing},
		{"mark all matches the query and what was there", markAll},
		{"mark all comes undone", markAllUndo},
		{"a big change", markMany},
	}
}

func marksSet(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 3)
	b.file(f, sts...)
	b.mark(news.MarkRead, true, sts[0])
	b.mark(news.MarkStarred, true, sts[1])
	sameAll(b, "unread", b.find("is:unread"), []string{"alpha-001", "alpha-002"})
	sameAll(b, "read", b.find("is:read"), []string{"alpha-000"})
	sameAll(b, "starred", b.find("is:starred"), []string{"alpha-001"})
	rows := b.page(news.ListQuery{}).Rows
	same(b, "unread of a read row", rows[0].Unread, 0)
	same(b, "starred row", rows[1].Starred, true)
	same(b, "starred event", b.page(news.ListQuery{View: news.Top}).Rows[1].Starred, true)
	b.mark(news.MarkRead, false, sts[0])
	b.mark(news.MarkStarred, false, sts[1])
	same(b, "unread again", len(b.find("is:unread")), 3)
	same(b, "starred again", len(b.find("is:starred")), 0)
}

func markUndo(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.file(f, sts...)
	for _, kind := range []news.MarkKind{news.MarkRead, news.MarkStarred} {
		b.mark(kind, true, sts[1])
		undo := b.mark(kind, true, sts[0], sts[1], sts[2])
		same(b, "undo", fmt.Sprint(undo.Kind, undo.On, undo.Stories), fmt.Sprint(kind, false, []news.StoryID{sts[0].ID, sts[2].ID}))
		redo, err := b.s.Mark(b.ctx, news.Local, undo)
		b.must(err)
		same(b, "redo", fmt.Sprint(redo.Kind, redo.On, redo.Stories), fmt.Sprint(kind, true, []news.StoryID{sts[0].ID, sts[2].ID}))
		same(b, "undo of nothing", len(b.mark(kind, false, sts[3]).Stories), 0)
		a := b.article(sts[1].ID)
		same(b, "mark that was set before", kind == news.MarkRead && a.Read || kind == news.MarkStarred && a.Starred, true)
	}
}

func markUsers(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 3)
	b.file(f, sts...)
	undo, err := b.s.Mark(b.ctx, "ana", news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{sts[0].ID}, At: day})
	b.must(err)
	same(b, "undo", len(undo.Stories), 1)
	unread := func(u news.User) int {
		c, err := b.s.Counts(b.ctx, u, news.Query{})
		b.must(err)
		return c.Unread
	}
	same(b, "unread of ana", unread("ana"), 2)
	same(b, "unread of local", unread(news.Local), 3)
	b.file(f, story(f, "more", day.Add(time.Hour)))
	same(b, "unread of ana with a new one", unread("ana"), 3)
	same(b, "unread of someone new", unread("ben"), 4)
	p := b.page(news.ListQuery{User: "ana", Query: query(b, "is:unread")})
	same(b, "rows of ana", len(p.Rows), 3)
	b.must(b.s.SetSetting(b.ctx, "ana", "k", "v"))
	got, err := b.s.Setting(b.ctx, "ben", "k")
	b.must(err)
	same(b, "setting of ben", got, "")
}

func markMissing(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	_, err := b.s.Mark(b.ctx, news.Local, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{"none"}})
	b.is(err, news.ErrNotFound)
	undo, err := b.s.Mark(b.ctx, news.Local, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{"none", st.ID}})
	b.must(err)
	sameAll(b, "undo", undo.Stories, []news.StoryID{st.ID})
	undo, err = b.s.Mark(b.ctx, news.Local, news.Change{Kind: news.MarkRead, On: true})
	b.must(err)
	same(b, "undo of no stories", len(undo.Stories), 0)
}

func markAll(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	sts := numbered(f, 4)
	b.tagged(f, sts[:3]...)
	b.tagged(g, numbered(g, 2)...)
	shown := b.tick().Stories
	b.tagged(f, sts[3]) // comes after the list was shown
	undo, err := b.s.MarkAll(b.ctx, news.Local, query(b, "source:alpha"), shown, news.Change{Kind: news.MarkRead, On: true, At: day})
	b.must(err)
	same(b, "marked", len(undo.Stories), 3)
	sameAll(b, "unread", b.find("is:unread"), []string{"beta-000", "beta-001", "alpha-003"})
	undo, err = b.s.MarkAll(b.ctx, news.Local, query(b, "beta -001"), b.tick().Stories, news.Change{Kind: news.MarkStarred, On: true, At: day})
	b.must(err)
	same(b, "starred", len(undo.Stories), 1)
	undo, err = b.s.MarkAll(b.ctx, news.Local, news.Query{}, b.tick().Stories, news.Change{Kind: news.MarkRead, On: false, At: day})
	b.must(err)
	same(b, "marked unread", len(undo.Stories), 3)
	same(b, "unread", len(b.find("is:unread")), 6)
}

func markAllUndo(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 5)
	b.file(f, sts...)
	b.mark(news.MarkRead, true, sts[2])
	undo, err := b.s.MarkAll(b.ctx, news.Local, news.Query{}, b.tick().Stories, news.Change{Kind: news.MarkRead, On: true, At: day})
	b.must(err)
	same(b, "unread", len(b.find("is:unread")), 0)
	_, err = b.s.Mark(b.ctx, news.Local, undo)
	b.must(err)
	sameAll(b, "unread after undo", b.find("is:unread"), []string{"alpha-000", "alpha-001", "alpha-003", "alpha-004"})
}

func markMany(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 2000)
	for part := range slices.Chunk(sts, 500) {
		b.file(f, part...)
	}
	unread := news.ListQuery{View: news.Top, Query: query(b, "is:unread")}
	same(b, "events with unread ones", len(walk(b, unread, 700)), 2000)
	b.mark(news.MarkRead, true, sts[10])
	p := b.page(unread)
	same(b, "first unread", p.Rows[0].Story, sts[0].ID)
	same(b, "one after the read one", p.Rows[10].Story, sts[11].ID)
	undo := b.mark(news.MarkRead, true, sts...)
	same(b, "marked", len(undo.Stories), 1999)
	same(b, "unread", len(b.find("is:unread")), 0)
}
