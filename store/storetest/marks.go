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
		{"unread of named stories", unreadOf},
		{"undo names only what changed", markUndo},
		{"marks of one user are not another's", markUsers},
		{"marking what is gone", markMissing},
		{"mark all matches the query and what was there", markAll},
		{"mark all comes undone", markAllUndo},
		{"a big change", markMany},
		{"mark all of a folder of thousands of feeds", markFolder},
		{"who reads one copy has read all", markCopies},
		{"mark all reads copies that do not match too", markAllCopies},
		{"copies of one user are not another's", markCopiesUsers},
		{"a copy of what was read comes read", markCopyComes},
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

func unreadOf(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.file(f, sts...)
	b.mark(news.MarkRead, true, sts[1])
	got, err := b.s.Unread(b.ctx, news.Local, []news.StoryID{sts[3].ID, "gone", sts[1].ID, sts[0].ID})
	b.must(err)
	sameAll(b, "unread", got, []news.StoryID{sts[3].ID, sts[0].ID})
	got, err = b.s.Unread(b.ctx, news.Local, nil)
	b.must(err)
	same(b, "unread of none", len(got), 0)
	got, err = b.s.Unread(b.ctx, "another", []news.StoryID{sts[1].ID})
	b.must(err)
	sameAll(b, "unread of another user", got, []news.StoryID{sts[1].ID})
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

// markFolder marks what any of 3,000 feeds brought: as many alternatives are no error.
func markFolder(b *bench) {
	f := b.feed("alpha")
	b.tagged(f, numbered(f, 2)...)
	var any []news.Expr
	for i := range 3000 {
		any = append(any, &news.Term{Field: news.FieldFeed, Value: fmt.Sprintf("none%d", i)})
	}
	any[1500] = &news.Term{Field: news.FieldFeed, Value: string(f.ID)}
	undo, err := b.s.MarkAll(b.ctx, news.Local, news.Query{Expr: &news.Or{Parts: any}}, b.tick().Stories, news.Change{Kind: news.MarkRead, On: true, At: day})
	b.must(err)
	same(b, "marked", len(undo.Stories), 2)
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
	many := few(2000, 200)
	sts := numbered(f, many)
	for part := range slices.Chunk(sts, 500) {
		b.file(f, part...)
	}
	unread := news.ListQuery{View: news.Top, Query: query(b, "is:unread")}
	same(b, "events with unread ones", len(walk(b, unread, few(700, 70))), many)
	b.mark(news.MarkRead, true, sts[10])
	p := b.page(unread)
	same(b, "first unread", p.Rows[0].Story, sts[0].ID)
	same(b, "one after the read one", p.Rows[10].Story, sts[11].ID)
	undo := b.mark(news.MarkRead, true, sts...)
	same(b, "marked", len(undo.Stories), many-1)
	same(b, "unread", len(b.find("is:unread")), 0)
}

// copies files an origin, a copy and a copy of that, another story of their event in
// its own words, two copies of a story that is not here, and a story by itself.
func (b *bench) copies() (f news.Feed, all map[string]news.Story) {
	b.Helper()
	f = b.feed("alpha")
	all = map[string]news.Story{}
	for i, key := range []string{"origin", "copy", "copy2", "own", "lost1", "lost2", "alone"} {
		all[key] = story(f, key, day.Add(time.Duration(i)*time.Minute))
		b.file(f, all[key])
	}
	of := func(id news.StoryID) func(*news.Annotation) {
		return func(a *news.Annotation) { a.Place.Origin = id }
	}
	founder := all["origin"]
	b.annotate(note(founder), note(all["alone"]))
	b.join(all["copy"], founder, of(founder.ID))
	b.join(all["copy2"], founder, of(all["copy"].ID))
	b.join(all["own"], founder)
	b.join(all["lost1"], founder, of("gone"))
	b.join(all["lost2"], founder, of("gone"))
	return f, all
}

func markCopies(b *bench) {
	_, all := b.copies()
	for _, row := range []struct {
		read   string
		unread []string
	}{
		{"origin", []string{"alone", "lost2", "lost1", "own"}},
		{"copy2", []string{"alone", "lost2", "lost1", "own"}},
		{"lost1", []string{"alone", "own", "copy2", "copy", "origin"}},
		{"own", []string{"alone", "lost2", "lost1", "copy2", "copy", "origin"}},
		{"alone", []string{"lost2", "lost1", "own", "copy2", "copy", "origin"}},
	} {
		before := b.tick()
		undo := b.mark(news.MarkRead, true, all[row.read])
		sameAll(b, "unread after "+row.read, b.find("is:unread"), row.unread)
		same(b, "named by the undo", len(undo.Stories), 7-len(row.unread))
		same(b, "tick", b.tick().Marks, before.Marks+1)
		redo, err := b.s.Mark(b.ctx, news.Local, undo)
		b.must(err)
		same(b, "unread after undo", len(b.find("is:unread")), 7)
		same(b, "named by the redo", len(redo.Stories), len(undo.Stories))
	}
	b.mark(news.MarkRead, true, all["copy"])
	b.mark(news.MarkRead, false, all["copy"])
	sameAll(b, "one copy made unread", b.find("is:unread"), []string{"alone", "lost2", "lost1", "own", "copy"})
	b.mark(news.MarkStarred, true, all["origin"])
	same(b, "starred", len(b.find("is:starred")), 1)
}

func markAllCopies(b *bench) {
	f, all := b.copies()
	b.mark(news.MarkRead, true, all["alone"])
	shown := b.tick().Stories
	late := story(f, "late", day.Add(time.Hour))
	b.file(f, late)
	b.join(late, all["origin"], func(a *news.Annotation) { a.Place.Origin = all["origin"].ID })
	before := b.tick()
	undo, err := b.s.MarkAll(b.ctx, news.Local, query(b, "copy2 OR alone"), shown, news.Change{Kind: news.MarkRead, On: true, At: day})
	b.must(err)
	same(b, "named by the undo", len(undo.Stories), 4)
	sameAll(b, "unread", b.find("is:unread"), []string{"lost2", "lost1", "own"})
	same(b, "tick", b.tick().Marks, before.Marks+1)
	_, err = b.s.Mark(b.ctx, news.Local, undo)
	b.must(err)
	sameAll(b, "unread after undo", b.find("is:unread"), []string{"late", "lost2", "lost1", "own", "copy2", "copy", "origin"})
	undo, err = b.s.MarkAll(b.ctx, news.Local, query(b, "copy2"), shown, news.Change{Kind: news.MarkStarred, On: true, At: day})
	b.must(err)
	same(b, "starred", len(undo.Stories), 1)
}

func markCopiesUsers(b *bench) {
	_, all := b.copies()
	undo, err := b.s.Mark(b.ctx, "ana", news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{all["copy"].ID}, At: day})
	b.must(err)
	same(b, "named by the undo", len(undo.Stories), 3)
	same(b, "unread of local", len(b.find("is:unread")), 7)
	same(b, "unread of ana", len(b.page(news.ListQuery{User: "ana", Query: query(b, "is:unread")}).Rows), 4)
}

func markCopyComes(b *bench) {
	f, all := b.copies()
	b.mark(news.MarkRead, true, all["origin"])
	_, err := b.s.Mark(b.ctx, "ana", news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{all["own"].ID}, At: day})
	b.must(err)
	late := story(f, "late", day.Add(time.Hour))
	b.file(f, late)
	same(b, "unread as long as nobody knows", b.article(late.ID).Read, false)
	before := b.tick()
	copies := func(a *news.Annotation) { a.Place.Origin = all["origin"].ID }
	b.join(late, all["origin"], copies)
	same(b, "read", b.article(late.ID).Read, true)
	same(b, "marks of the tick grew", b.tick().Marks > before.Marks, true)
	a, err := b.s.Article(b.ctx, "ana", late.ID)
	b.must(err)
	same(b, "read by ana, who has not read those words", a.Read, false)
	b.mark(news.MarkRead, false, late)
	b.join(late, all["origin"], copies)
	same(b, "read again only because it was annotated again", b.article(late.ID).Read, false)
}
