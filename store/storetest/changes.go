package storetest

import (
	"fmt"
	"reflect"
	"time"

	"dateline/news"
)

func changesTests() []test {
	return []test{
		{"changes since a time, the newest first", changesSince},
		{"a change stands beside the version of that time", changesBeside},
		{"corrections that come as stories of their own", changesAlone},
		{"changes of removed feeds", changesRemoved},
		{"bookmarks", bookmarks},
		{"bookmarks of one user are not another's", bookmarkUsers},
		{"the newest bookmarks are kept", bookmarkBound},
		{"the last visit is one that is over", visits},
		{"two sessions at once", visitsAtOnce},
		{"a session that was killed", visitKilled},
		{"full text comes back as it was kept", fullText},
		{"full text goes with its story", fullTextSwept},
	}
}

// changed files a new version of a story, first seen so long after day.
func (b *bench) changed(f news.Feed, st news.Story, after time.Duration, text string, change ...func(*news.Story)) news.Story {
	b.Helper()
	st.Text, st.Seen = text, day.Add(after)
	for _, c := range change {
		c(&st)
	}
	sameAll(b, "updated", b.file(f, st).Updated, []news.StoryID{st.ID})
	return st
}

func (b *bench) changes(since time.Time, limit int) []news.Revision {
	b.Helper()
	all, err := b.s.Changes(b.ctx, news.Local, since, limit)
	b.must(err)
	return all
}

// changedKeys lists changed stories with the versions that are compared.
func changedKeys(rs []news.Revision) (all []string) {
	for _, r := range rs {
		all = append(all, fmt.Sprintf("%s %d-%d", r.Title[len("Headline "):], r.Was.N, r.Now.N))
	}
	return all
}

func changesSince(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.tagged(f, sts...)
	sameAll(b, "changes before any", changedKeys(b.changes(time.Time{}, 10)), nil)
	b.changed(f, sts[0], time.Hour, "One.")
	b.changed(f, sts[1], 2*time.Hour, "Two.")
	b.changed(f, sts[2], 3*time.Hour, "Three.")
	b.mark(news.MarkRead, true, sts[2])
	b.mark(news.MarkStarred, true, sts[1])
	sameAll(b, "changes", changedKeys(b.changes(day, 10)), []string{"alpha-002 1-2", "alpha-001 1-2", "alpha-000 1-2"})
	sameAll(b, "newest changes", changedKeys(b.changes(day, 2)), []string{"alpha-002 1-2", "alpha-001 1-2"})
	late := b.changes(day.Add(2*time.Hour), 10)
	sameAll(b, "later changes", changedKeys(late), []string{"alpha-002 1-2"})
	same(b, "read", late[0].Read, true)
	same(b, "time", late[0].Time, day.Add(3*time.Hour))
	same(b, "text", late[0].Now.Text, "Three.")
	same(b, "text before", late[0].Was.Text, sts[2].Text)
	same(b, "event", late[0].Event, news.EventID(sts[2].ID))
	same(b, "starred", b.changes(day, 10)[1].Starred, true)
	same(b, "read by another", func() bool {
		all, err := b.s.Changes(b.ctx, "ana", day.Add(2*time.Hour), 10)
		b.must(err)
		return all[0].Read
	}(), false)
}

func changesBeside(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.changed(f, st, time.Hour, "Two.")
	b.changed(f, st, 2*time.Hour, "Three.")
	b.changed(f, st, 3*time.Hour, "Four.", func(s *news.Story) {
		s.Markers = []news.Marker{{Class: news.CorrectionMarker, Text: "CORRECTED", Note: "fixes the number"}}
	})
	for _, row := range []struct {
		since time.Duration
		want  string
	}{{-time.Hour, "one 1-4"}, {30 * time.Minute, "one 1-4"}, {90 * time.Minute, "one 2-4"}, {150 * time.Minute, "one 3-4"}} {
		got := b.changes(day.Add(row.since), 10)
		sameAll(b, fmt.Sprint("changes since ", row.since), changedKeys(got), []string{row.want})
		same(b, "flags", got[0].Flags, news.Changed|news.Corrected)
		same(b, "note", got[0].Note, "fixes the number")
	}
	same(b, "changes since the last", len(b.changes(day.Add(3*time.Hour), 10)), 0)
}

func changesAlone(b *bench) {
	f := b.feed("alpha")
	marked := func(class news.MarkerClass) func(*news.Story) {
		return func(s *news.Story) { s.Markers = []news.Marker{{Class: class, Text: "X"}} }
	}
	b.file(f, story(f, "plain", day), story(f, "urgent", day, marked(news.PriorityMarker)), story(f, "fixed", day.Add(time.Minute), marked(news.CorrectionMarker)),
		story(f, "killed", day.Add(2*time.Minute), marked(news.WithdrawalMarker)),
		story(f, "old", day.Add(-48*time.Hour), marked(news.WithdrawalMarker), func(s *news.Story) { s.Seen = day }))
	sameAll(b, "changes", changedKeys(b.changes(day.Add(-time.Hour), 10)), []string{"killed 0-1", "fixed 0-1"})
	sameAll(b, "changes of long ago", changedKeys(b.changes(day.Add(-72*time.Hour), 10)), []string{"killed 0-1", "fixed 0-1", "old 0-1"})
}

func changesRemoved(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.changed(f, st, time.Hour, "Two.")
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	same(b, "changes", len(b.changes(day, 10)), 0)
}

func (b *bench) leave(user news.User, m news.Bookmark) {
	b.Helper()
	b.must(b.s.Leave(b.ctx, user, m))
}

func bookmarks(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	none := news.Bookmark{Story: st.ID}
	same(b, "bookmark before any", b.article(st.ID).Bookmark, none)
	m := news.Bookmark{Story: st.ID, Version: 1, At: day.Add(time.Hour), Field: news.InText, Offset: 120}
	before := b.tick()
	b.leave(news.Local, m)
	same(b, "bookmark", b.article(st.ID).Bookmark, m)
	same(b, "tick", b.tick(), before)
	b.changed(f, st, 2*time.Hour, "Two.")
	same(b, "bookmark after a new version", b.article(st.ID).Bookmark, m)
	m.Version, m.At, m.Offset, m.Field = 2, day.Add(3*time.Hour), 0, news.InTitle
	b.leave(news.Local, m)
	same(b, "newer bookmark", b.article(st.ID).Bookmark, m)
	late := m
	late.Version, late.At = 1, day.Add(4*time.Hour) // another session still had the old version
	b.leave(news.Local, late)
	same(b, "bookmark after an older version was left", b.article(st.ID).Bookmark, m)
	b.is(b.s.Leave(b.ctx, news.Local, news.Bookmark{Story: "none", Version: 1}), news.ErrNotFound)
	b.sweep(day.Add(time.Hour), 0, 1)
	b.file(f, st)
	same(b, "bookmark of a story that went", b.article(st.ID).Bookmark, none)
}

func bookmarkUsers(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.leave("ana", news.Bookmark{Story: st.ID, Version: 1, At: day, Offset: 7})
	same(b, "bookmark of local", b.article(st.ID).Bookmark.Version, 0)
	a, err := b.s.Article(b.ctx, "ana", st.ID)
	b.must(err)
	same(b, "bookmark of ana", a.Bookmark.Offset, 7)
}

func bookmarkBound(b *bench) {
	b.long()
	f := b.feed("alpha")
	sts := numbered(f, news.MaxBookmarks+3)
	for i := 0; i < len(sts); i += 500 {
		b.file(f, sts[i:min(i+500, len(sts))]...)
	}
	for i, st := range sts {
		b.leave(news.Local, news.Bookmark{Story: st.ID, Version: 1, At: day.Add(time.Duration(i) * time.Second)})
	}
	for i, want := range []int{0, 0, 0, 1} {
		same(b, "version of an old bookmark", b.article(sts[i].ID).Bookmark.Version, want)
	}
	same(b, "version of the newest", b.article(sts[len(sts)-1].ID).Bookmark.Version, 1)
}

func (b *bench) visit(id string, began, seen time.Duration, over bool) {
	b.Helper()
	b.must(b.s.Visit(b.ctx, news.Local, news.Visit{ID: id, Began: day.Add(began), Seen: day.Add(seen), Over: over}))
}

func (b *bench) lastVisit(at time.Duration, want time.Time) {
	b.Helper()
	got, err := b.s.LastVisit(b.ctx, news.Local, day.Add(at))
	b.must(err)
	same(b, fmt.Sprint("last visit ", at, " after day"), got, want)
}

func visits(b *bench) {
	b.lastVisit(0, time.Time{})
	b.visit("a", 0, 0, false)
	b.lastVisit(time.Minute, time.Time{})
	b.visit("a", 0, 10*time.Minute, true)
	b.lastVisit(time.Hour, day.Add(10*time.Minute))
	for i := range 40 {
		at := time.Duration(i+1) * time.Hour
		b.visit(fmt.Sprint("b", i), at, at+time.Minute, true)
	}
	b.lastVisit(50*time.Hour, day.Add(40*time.Hour+time.Minute))
	b.visit("clock", 0, 1000*time.Hour, true)
	b.lastVisit(50*time.Hour, day.Add(40*time.Hour+time.Minute))
	got, err := b.s.LastVisit(b.ctx, "ana", day.Add(50*time.Hour))
	b.must(err)
	same(b, "last visit of ana", got, time.Time{})
}

func visitsAtOnce(b *bench) {
	b.visit("yesterday", -24*time.Hour, -23*time.Hour, true)
	b.visit("a", 0, 0, false)
	b.lastVisit(time.Hour, day.Add(-23*time.Hour)) // b opens: a has not ended
	b.visit("b", time.Hour, time.Hour, false)
	b.visit("a", 0, 2*time.Hour, true)
	b.visit("b", time.Hour, 3*time.Hour, false)
	b.lastVisit(4*time.Hour, day.Add(2*time.Hour)) // c opens: a has, b has not
	b.visit("b", time.Hour, 5*time.Hour, true)
	b.lastVisit(6*time.Hour, day.Add(5*time.Hour))
}

func visitKilled(b *bench) {
	b.visit("yesterday", -24*time.Hour, -23*time.Hour, true)
	b.visit("a", 0, time.Hour, false) // and no more
	b.lastVisit(2*time.Hour, day.Add(-23*time.Hour))
	b.lastVisit(time.Hour+news.VisitLasts, day.Add(time.Hour))
}

func fullText(b *bench) {
	f := b.feed("alpha")
	st := fullStory(f)
	b.file(f, st)
	_, err := b.s.FullText(b.ctx, news.AnyUser, st.ID)
	b.is(err, news.ErrNotFound)
	want := news.FullText{
		Story: st.ID, Version: 1, URL: "https://alpha.example/page", Title: st.Title, Text: "SEOUL, April 10 -- The «first» paragraph.\nA second one of 1,500 words.",
		Links: []news.Link{{Span: news.Span{Start: 4, End: 9}, URL: "https://a.example/1"}}, Images: []news.Image{{URL: "https://a.example/p.jpg", Alt: "A harbour"}},
		Dateline: news.Dateline{City: "SEOUL", Month: 4, Day: 10, End: 19}, Fetched: day.Add(time.Hour), Tagger: "t1", ETag: `"x"`, LastModified: "Fri, 10 Apr 2026 12:00:00 GMT",
		Mentions: []news.Mention{{Span: news.Span{Start: 0, End: 5}, Field: news.InText, Kind: news.Place, Name: "Seoul", Ref: "seoul", Country: "KOR"}},
		Claims:   []news.Claim{{Field: news.InText, Content: []news.Span{{Start: 20, End: 40}}, Stance: news.Asserts, Kind: news.Speech, Outer: -1}},
	}
	b.must(b.s.PutFullText(b.ctx, want))
	got, err := b.s.FullText(b.ctx, news.AnyUser, st.ID)
	b.must(err)
	if !reflect.DeepEqual(got, want) {
		b.Fatalf("full text is\n%+v, want\n%+v", got, want)
	}
	same(b, "text of the story", b.article(st.ID).Text, st.Text)
	want.Text, want.Links, want.Mentions, want.Claims, want.Version = "Another.", nil, nil, nil, 2
	b.must(b.s.PutFullText(b.ctx, want))
	got, err = b.s.FullText(b.ctx, news.AnyUser, st.ID)
	b.must(err)
	same(b, "newer text", got.Text, "Another.")
	b.is(b.s.PutFullText(b.ctx, news.FullText{Story: "none"}), news.ErrNotFound)
}

func fullTextSwept(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	b.must(b.s.PutFullText(b.ctx, news.FullText{Story: st.ID, Version: 1, Text: "All."}))
	b.sweep(day.Add(time.Hour), 0, 1)
	_, err := b.s.FullText(b.ctx, news.AnyUser, st.ID)
	b.is(err, news.ErrNotFound)
	b.file(f, st)
	_, err = b.s.FullText(b.ctx, news.AnyUser, st.ID)
	b.is(err, news.ErrNotFound)
}
