package storetest

import (
	"fmt"
	"strings"
	"time"

	"dateline/news"
)

func noteTests() []test {
	return []test{
		{"put, change and take away, each undone", notePut},
		{"a reader has one on the story and one on its event", noteBoth},
		{"own notes are the reader's, shared ones everybody's", noteUsers},
		{"a shared note on a story that others do not see", noteUnseen},
		{"a note on an event goes with its story", noteMoves},
		{"found by its words and by being there", noteFound},
		{"words of a note are found as those of stories", noteWords},
		{"text is cleaned and bounded", noteClean},
		{"a note on what is gone", noteMissing},
		{"the newest of many, oldest first", noteMany},
		{"sweep never deletes a story with a note", noteSwept},
		{"a removed feed leaves stories with notes", noteFeedRemoved},
		{"ticks grow with a change and only then", noteTicks},
		{"another handle sees it at once", noteShared},
	}
}

// put keeps a note and returns what undoes it.
func (b *bench) put(n news.Note) news.Note {
	b.Helper()
	if n.User == "" {
		n.User = news.Local
	}
	if n.Made.IsZero() {
		n.Made = day
	}
	undo, err := b.s.PutNote(b.ctx, n)
	b.must(err)
	return undo
}

// notes lists what a user sees with stories: "local: text", with "event" and "shared".
func (b *bench) notes(user news.User, sts ...news.Story) []string {
	b.Helper()
	var ids []news.StoryID
	for _, st := range sts {
		ids = append(ids, st.ID)
	}
	all, err := b.s.Notes(b.ctx, user, ids, news.MaxNotes)
	b.must(err)
	return told(all)
}

func told(notes []news.Note) []string {
	var all []string
	for _, n := range notes {
		line := string(n.User) + ": " + n.Text
		if n.Event {
			line += " (event)"
		}
		if n.Shared {
			line += " (shared)"
		}
		all = append(all, line)
	}
	return all
}

func notePut(b *bench) {
	f := b.feed("alpha")
	st, other := story(f, "one", day), story(f, "two", day)
	b.tagged(f, st, other)
	first := b.put(news.Note{Story: st.ID, Text: "ask the ministry"})
	same(b, "undo of the first", first, news.Note{Story: st.ID, User: news.Local, Made: day})
	sameAll(b, "notes", b.notes(news.Local, st), []string{"local: ask the ministry"})
	later := day.Add(time.Hour)
	changed := b.put(news.Note{Story: st.ID, Text: "asked", Shared: true, Made: later})
	same(b, "undo of the change", changed, news.Note{Story: st.ID, User: news.Local, Text: "ask the ministry", Made: day})
	sameAll(b, "notes", b.notes(news.Local, st, other), []string{"local: asked (shared)"})
	sameAll(b, "notes of the article", told(b.article(st.ID).Notes), []string{"local: asked (shared)"})
	gone := b.put(news.Note{Story: st.ID})
	same(b, "undo of taking it away", gone, news.Note{Story: st.ID, User: news.Local, Text: "asked", Shared: true, Made: later})
	same(b, "notes", len(b.notes(news.Local, st)), 0)
	for _, step := range []struct {
		name string
		undo news.Note
		want []string
	}{
		{"taking it away", gone, []string{"local: asked (shared)"}},
		{"the change", changed, []string{"local: ask the ministry"}},
		{"the first", first, nil},
	} {
		b.put(step.undo)
		sameAll(b, "notes after undoing "+step.name, b.notes(news.Local, st), step.want)
	}
}

func noteBoth(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	b.put(news.Note{Story: st.ID, Text: "of the story"})
	b.put(news.Note{Story: st.ID, Text: "of the event", Event: true, Made: day.Add(time.Second)})
	sameAll(b, "notes", b.notes(news.Local, st), []string{"local: of the story", "local: of the event (event)"})
	b.put(news.Note{Story: st.ID})
	sameAll(b, "notes", b.notes(news.Local, st), []string{"local: of the event (event)"})
	same(b, "noted", b.page(news.ListQuery{}).Rows[0].Noted, true)
	b.put(news.Note{Story: st.ID, Event: true})
	same(b, "noted", b.page(news.ListQuery{}).Rows[0].Noted, false)
}

func noteUsers(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	b.put(news.Note{Story: st.ID, User: "ana", Text: "mine"})
	b.put(news.Note{Story: st.ID, User: "ben", Text: "ours", Shared: true, Made: day.Add(time.Minute)})
	sameAll(b, "of ana", b.notes("ana", st), []string{"ana: mine", "ben: ours (shared)"})
	sameAll(b, "of ben", b.notes("ben", st), []string{"ben: ours (shared)"})
	sameAll(b, "of somebody new", b.notes("cleo", st), []string{"ben: ours (shared)"})
	same(b, "own note found by another", len(b.page(news.ListQuery{User: "ben", Query: query(b, "note:mine")}).Rows), 0)
	same(b, "own note found", len(b.page(news.ListQuery{User: "ana", Query: query(b, "note:mine")}).Rows), 1)
	same(b, "shared note found", len(b.page(news.ListQuery{User: "cleo", Query: query(b, "note:ours")}).Rows), 1)
	b.put(news.Note{Story: st.ID, User: "ben", Text: "ours no more"})
	sameAll(b, "of ana", b.notes("ana", st), []string{"ana: mine"})
	for _, view := range []news.View{news.Wire, news.Top} {
		same(b, "noted for ana", b.page(news.ListQuery{User: "ana", View: view}).Rows[0].Noted, true)
		same(b, "noted for cleo", b.page(news.ListQuery{User: "cleo", View: view}).Rows[0].Noted, false)
	}
	a, err := b.s.Article(b.ctx, "cleo", st.ID)
	b.must(err)
	same(b, "notes of an article for cleo", len(a.Notes), 0)
}

// noteUnseen: what is shared on a story of a feed of one's own is not for others, until they
// see the story.
func noteUnseen(b *bench) {
	_, own, _, hers := twoFeeds(b)
	b.put(news.Note{Story: hers.ID, User: ana, Text: "hers", Shared: true})
	sameAll(b, "of ana", b.notes(ana, hers), []string{"ana: hers (shared)"})
	sameAll(b, "of ben", b.notes(ben, hers), nil)
	own.Personal = false
	b.must(b.s.PutFeed(b.ctx, own))
	sameAll(b, "of ben, when the feed is shared", b.notes(ben, hers), []string{"ana: hers (shared)"})
}

func noteMoves(b *bench) {
	f := b.feed("alpha")
	one, two, three := story(f, "one", day), story(f, "two", day.Add(time.Minute)), story(f, "three", day.Add(2*time.Minute))
	b.tagged(f, one, two, three)
	b.join(two, one)
	b.put(news.Note{Story: two.ID, Text: "on the event", Event: true})
	b.put(news.Note{Story: two.ID, Text: "on the story", Made: day.Add(time.Second)})
	sameAll(b, "with another of the event", b.notes(news.Local, one), []string{"local: on the event (event)"})
	sameAll(b, "with both, each once", b.notes(news.Local, one, two), []string{"local: on the event (event)", "local: on the story"})
	same(b, "with one of another event", len(b.notes(news.Local, three)), 0)
	b.join(two, three)
	same(b, "with one it left", len(b.notes(news.Local, one)), 0)
	sameAll(b, "with one it came to", b.notes(news.Local, three), []string{"local: on the event (event)"})
	sameAll(b, "article it came to", told(b.article(three.ID).Notes), []string{"local: on the event (event)"})
}

func noteFound(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.tagged(f, sts...)
	b.join(sts[0], sts[3])
	b.put(news.Note{Story: sts[1].ID, Text: "call the ministry back"})
	b.put(news.Note{Story: sts[3].ID, Text: "Outlets differ", Event: true})
	b.mark(news.MarkRead, true, sts[1])
	for _, row := range []struct {
		query string
		want  []string
	}{
		{"is:noted", []string{"alpha-001", "alpha-003"}},
		{"-is:noted", []string{"alpha-000", "alpha-002"}},
		{"note:ministry", []string{"alpha-001"}},
		{"note:call note:back", []string{"alpha-001"}},
		{"note:call|differ", []string{"alpha-001", "alpha-003"}},
		{"note:differ is:unread", []string{"alpha-003"}},
		{"note:ministry headline", []string{"alpha-001"}},
		{"is:noted -note:ministry", []string{"alpha-003"}},
		{"note:ministry OR 002", []string{"alpha-001", "alpha-002"}},
		{"note:headline", nil},
		{"ministry", nil},
	} {
		sameAll(b, "found by "+row.query, b.find(row.query), row.want)
		c, err := b.s.Counts(b.ctx, news.Local, query(b, row.query))
		b.must(err)
		same(b, "counted by "+row.query, c.Stories, len(row.want))
	}
	var noted []string
	for _, r := range b.page(news.ListQuery{View: news.Top}).Rows {
		noted = append(noted, fmt.Sprint(r.Stories, r.Noted))
	}
	sameAll(b, "rows of Top", noted, []string{"2 true", "1 true", "1 false"})
	same(b, "events found", len(b.page(news.ListQuery{View: news.Top, Query: query(b, "is:noted")}).Rows), 2)
}

func noteWords(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 3)
	b.tagged(f, sts...)
	b.put(news.Note{Story: sts[0].ID, Text: "The Generals' plan: 100% “off the record”, see Łódź's _file_"})
	b.put(news.Note{Story: sts[1].ID, Text: "記者に聞く"})
	b.put(news.Note{Story: sts[2].ID, Text: "of the"})
	for _, row := range []struct {
		query string
		found int
	}{
		{"note:general", 1}, {"note:GENERALS", 1}, {"note:gener", 0}, {`note:"off the record"`, 1}, {`note:"record off"`, 0}, {"note:lodz", 1},
		{"note:100%", 1}, {"note:%", -1}, {"note:file", 1}, {"note:記者", 1}, {"note:of", 1}, {"note:the", 2}, {"note:記聞", 0},
	} {
		q, err := news.ParseQuery(row.query)
		if row.found < 0 {
			same(b, row.query+" is refused", err != nil, true)
			continue
		}
		b.must(err)
		same(b, "found by "+row.query, len(b.page(news.ListQuery{Query: q}).Rows), row.found)
	}
}

func noteClean(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	b.put(news.Note{Story: st.ID, Text: " a\x1b]0;b\x07\n\u202ec "})
	sameAll(b, "notes", b.notes(news.Local, st), []string{"local: a]0;b c"})
	_, err := b.s.PutNote(b.ctx, news.Note{Story: st.ID, User: news.Local, Text: strings.Repeat("x", news.MaxNote+1), Made: day})
	same(b, "too long is refused", err != nil, true)
	sameAll(b, "notes", b.notes(news.Local, st), []string{"local: a]0;b c"})
	b.put(news.Note{Story: st.ID, Text: "\x1b\u202e"})
	same(b, "nothing is left of it", len(b.notes(news.Local, st)), 0)
}

func noteMissing(b *bench) {
	_, err := b.s.PutNote(b.ctx, news.Note{Story: "gone", User: news.Local, Text: "x", Made: day})
	b.is(err, news.ErrNotFound)
	same(b, "notes of what is gone", len(b.notes(news.Local, news.Story{ID: "gone"})), 0)
	same(b, "notes of nothing", len(b.notes(news.Local)), 0)
}

func noteMany(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	for i := range 12 {
		user := news.User(fmt.Sprintf("u%02d", i))
		b.put(news.Note{Story: st.ID, User: user, Text: fmt.Sprint("note ", i), Shared: true, Made: day.Add(-time.Duration(i) * time.Minute)})
	}
	all, err := b.s.Notes(b.ctx, news.Local, []news.StoryID{st.ID}, 3)
	b.must(err)
	sameAll(b, "notes", told(all), []string{"u02: note 2 (shared)", "u01: note 1 (shared)", "u00: note 0 (shared)"})
}

func noteSwept(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 5)
	b.tagged(f, sts...)
	b.put(news.Note{Story: sts[3].ID, Text: "keep"})
	b.put(news.Note{Story: sts[4].ID, User: "ana", Text: "keep", Event: true})
	b.sweep(day.Add(time.Hour), 0, 3)
	sameAll(b, "left", keys(b.page(news.ListQuery{})), []string{"alpha-003", "alpha-004"})
	b.put(news.Note{Story: sts[3].ID})
	b.sweep(day.Add(time.Hour), 0, 1)
	sameAll(b, "left", keys(b.page(news.ListQuery{})), []string{"alpha-004"})
}

func noteFeedRemoved(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 3)
	b.tagged(f, sts...)
	b.put(news.Note{Story: sts[1].ID, Text: "keep"})
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	sameAll(b, "left", keys(b.page(news.ListQuery{})), []string{"alpha-001"})
	b.sweep(day.Add(time.Hour), 0, 2)
	sameAll(b, "note", b.notes(news.Local, sts[1]), []string{"local: keep"})
}

func noteTicks(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	last := b.tick().Marks
	for _, row := range []struct {
		name string
		note news.Note
		grew bool
	}{
		{"taking away what is not there", news.Note{}, false},
		{"the first", news.Note{Text: "x"}, true},
		{"the same again", news.Note{Text: "x", Made: day.Add(time.Hour)}, false},
		{"sharing it", news.Note{Text: "x", Shared: true}, true},
		{"another text", news.Note{Text: "y", Shared: true}, true},
		{"taking it away", news.Note{}, true},
	} {
		row.note.Story = st.ID
		b.put(row.note)
		now := b.tick().Marks
		same(b, row.name+": marks grew", now > last, row.grew)
		last = now
	}
}

func noteShared(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	other := b.another()
	b.put(news.Note{Story: st.ID, Text: "x", Shared: true})
	got, err := other.Notes(b.ctx, "ana", []news.StoryID{st.ID}, 10)
	b.must(err)
	sameAll(b, "notes", told(got), []string{"local: x (shared)"})
}
