package storetest

import (
	"fmt"
	"time"

	"dateline/news"
)

func chainTests() []test {
	return []test{
		{"versions under other ids are one item's", chainVersions},
		{"a copy is no version", chainCopies},
		{"corrections mark the versions before and their copies", chainFlags},
		{"marks go when the later version does", chainParts},
		{"the row has the newest headline", chainRow},
		{"a new version of a marked story is marked", chainRenewed},
	}
}

// chain files stories an hour apart, each as one of what the last did: "first", then
// "second" and "third" as versions of the one before.
func (b *bench) chain(f news.Feed, change func(*news.Story), ids ...string) map[string]news.Story {
	b.Helper()
	all := map[string]news.Story{}
	for i, id := range ids {
		all[id] = story(f, id, day.Add(time.Duration(i)*time.Hour), change)
		b.file(f, all[id])
		if i == 0 {
			b.annotate(note(all[id]))
			continue
		}
		b.join(all[id], all[ids[0]], versionOf(all[ids[i-1]]))
	}
	return all
}

// versionOf places a story as a version of another one, copyOf as a copy.
func versionOf(o news.Story) func(*news.Annotation) { return placedAs(o, news.VersionRule) }
func copyOf(o news.Story) func(*news.Annotation)    { return placedAs(o, "copy") }

func placedAs(o news.Story, rule string) func(*news.Annotation) {
	return func(a *news.Annotation) {
		a.Place.Origin = o.ID
		a.Place.Relations = append(a.Place.Relations, news.Relation{From: a.Story, To: o.ID, Kind: news.SameEvent, Score: 0.9, Why: news.Why{Rule: rule}})
	}
}

// marked is a change to stories whose guid says what they are marked with.
func marked(s *news.Story) {
	switch s.GUID {
	case "corrected":
		s.Markers = []news.Marker{{Class: news.CorrectionMarker, Text: "CORRECTED", Note: "corrects number"}}
	case "killed":
		s.Markers = []news.Marker{{Class: news.WithdrawalMarker, Text: "KILL"}}
	}
}

// versions writes an article's versions: newer ones, itself, older ones, by the key of
// their story and number.
func (b *bench) versions(all map[string]news.Story, key string) (written []string) {
	b.Helper()
	name := map[news.StoryID]string{"": key}
	for k, st := range all {
		name[st.ID] = k
	}
	a := b.article(all[key].ID)
	write := func(v news.Version) { written = append(written, fmt.Sprint(name[v.Story], v.N)) }
	for _, v := range a.Newer {
		write(v)
	}
	write(news.Version{N: a.Version})
	for _, v := range a.Versions {
		write(v)
		same(b, "time of a version is known", v.Seen.IsZero(), false)
		same(b, "headline of a version is known", v.Title == "", false)
	}
	return written
}

func chainVersions(b *bench) {
	f := b.feed("alpha")
	all := b.chain(f, marked, "first", "second", "corrected")
	b.join(story(f, "other", day.Add(time.Hour)), all["first"])
	want := []string{"corrected1", "second1", "first1"}
	for key := range all {
		sameAll(b, "versions of "+key, b.versions(all, key), want)
	}
	next := all["second"]
	next.Text, next.Seen = "Second paragraph, rewritten.", day.Add(3*time.Hour)
	b.file(f, next)
	a := note(next, versionOf(all["first"]))
	a.Version, a.Place.Event = 2, news.EventID(all["first"].ID)
	b.annotate(a)
	want = []string{"corrected1", "second2", "second1", "first1"}
	for key := range all {
		sameAll(b, "versions of "+key, b.versions(all, key), want)
	}
	newest := b.article(all["first"].ID).Newer[0]
	same(b, "note", newest.Note, "corrects number")
	same(b, "seen", newest.Seen, all["corrected"].Seen)
	v, err := b.s.Version(b.ctx, news.AnyUser, newest.Story, newest.N)
	b.must(err)
	same(b, "text", v.Text, all["corrected"].Text)
}

func chainCopies(b *bench) {
	f, g, h := b.feed("alpha"), b.feed("alpha two", func(f *news.Feed) { f.Outlet = "alpha" }), b.feed("beta")
	all := b.chain(f, marked, "first", "second")
	for i, c := range []struct {
		key  string
		feed news.Feed
		of   string
	}{{"copy", g, "first"}, {"copy of copy", g, "copy"}, {"copy of second", g, "second"}, {"reprint", h, "first"}} {
		all[c.key] = story(c.feed, c.key, day.Add(time.Duration(10+i)*time.Minute))
		b.file(c.feed, all[c.key])
		b.join(all[c.key], all["first"], copyOf(all[c.of]))
	}
	sameAll(b, "versions of the first", b.versions(all, "first"), []string{"second1", "first1"})
	sameAll(b, "versions of a copy", b.versions(all, "copy"), []string{"second1", "copy1"})
	sameAll(b, "versions of a copy's copy", b.versions(all, "copy of copy"), []string{"second1", "copy of copy1"})
	sameAll(b, "versions of a reprint elsewhere", b.versions(all, "reprint"), []string{"reprint1"})
	alone := map[string]news.Story{"x": story(f, "x", day), "y": story(g, "y", day)}
	b.tagged(f, alone["x"])
	b.file(g, alone["y"])
	b.join(alone["y"], alone["x"], copyOf(alone["x"]))
	sameAll(b, "versions of one that was only copied", b.versions(alone, "x"), []string{"x1"})
}

func (b *bench) flags(st news.Story) news.Flag {
	b.Helper()
	return b.article(st.ID).Flags
}

func chainFlags(b *bench) {
	f, g, h := b.feed("alpha"), b.feed("alpha two", func(f *news.Feed) { f.Outlet = "alpha" }), b.feed("beta")
	all := b.chain(f, marked, "first", "corrected", "third")
	first := all["first"]
	same1, reprint, other := story(g, "copy", day), story(h, "reprint", day), story(f, "other", day)
	b.file(g, same1)
	b.file(h, reprint)
	b.file(f, other)
	b.join(same1, first, copyOf(first))
	b.join(reprint, first, copyOf(first))
	b.join(other, first)
	same(b, "the first", b.flags(first), news.Changed|news.Corrected)
	same(b, "its copy", b.flags(same1), news.Changed|news.Corrected)
	same(b, "the corrected one", b.flags(all["corrected"]), news.Changed|news.Corrected)
	same(b, "the one after", b.flags(all["third"]), news.Changed)
	same(b, "another outlet's reprint", b.flags(reprint), news.Flag(0))
	same(b, "another story of the outlet", b.flags(other), news.Flag(0))
	same(b, "found as corrected", len(b.find("is:corrected")), 3)
	for _, r := range b.page(news.ListQuery{}).Rows {
		want := r.Story == first.ID || r.Story == same1.ID || r.Story == all["corrected"].ID
		same(b, "row of "+r.Title, r.Flags.Has(news.Corrected), want)
	}
	killed := story(f, "killed", day.Add(9*time.Hour), marked)
	b.file(f, killed)
	b.join(killed, first, versionOf(all["third"]))
	for _, st := range []news.Story{first, same1, all["corrected"], all["third"], killed} {
		same(b, "withdrawn: "+st.GUID, b.flags(st).Has(news.Withdrawn), true)
	}
	same(b, "found as withdrawn", len(b.find("is:withdrawn")), 5)
	same(b, "the event", b.page(news.ListQuery{View: news.Top}).Rows[0].Flags.Has(news.Withdrawn), true)
}

func chainParts(b *bench) {
	f := b.feed("alpha")
	all := b.chain(f, marked, "first", "corrected")
	b.annotate(note(all["corrected"])) // into an event of its own
	same(b, "the first", b.flags(all["first"]), news.Flag(0))
	same(b, "versions of the first", len(b.versions(all, "first")), 1)
	same(b, "found as corrected", len(b.find("is:corrected")), 1)
	b.join(all["corrected"], all["first"], versionOf(all["first"]))
	same(b, "the first again", b.flags(all["first"]), news.Changed|news.Corrected)
	b.annotate(note(all["first"], func(a *news.Annotation) { a.Tagger = "t2" })) // read again
	same(b, "the first, read again", b.flags(all["first"]), news.Changed|news.Corrected)
	b.mark(news.MarkStarred, true, all["first"])
	b.sweep(day.Add(99*time.Hour), 0, 1)
	same(b, "the first when the other was swept", b.flags(all["first"]), news.Flag(0))
}

func chainRow(b *bench) {
	f := b.feed("alpha")
	all := b.chain(f, marked, "first", "second", "killed")
	g := b.feed("beta")
	other := story(g, "other", day.Add(99*time.Minute))
	b.file(g, other)
	b.join(other, all["first"])
	row := func() news.Headline { return b.page(news.ListQuery{View: news.Top}).Rows[0] }
	same(b, "headline of an item that was withdrawn", row().Story, other.ID)
	b.annotate(note(all["killed"])) // into an event of its own
	r := b.page(news.ListQuery{View: news.Top, Query: query(b, "second")}).Rows[0]
	same(b, "headline of a new version", r.Story, all["second"].ID)
	same(b, "outlets", r.Outlets, 2)
	same(b, "origins", r.Origins, 2)
	same(b, "new version", r.Flags.Has(news.Changed), true)
}

func chainRenewed(b *bench) {
	f := b.feed("alpha")
	all := b.chain(f, marked, "first", "corrected")
	next := all["first"]
	next.Text, next.Seen = "Rewritten in place.", day.Add(9*time.Hour)
	b.file(f, next)
	same(b, "before it is read", b.flags(next), news.Changed|news.Corrected)
	a := note(next)
	a.Version = 2
	b.annotate(a)
	same(b, "when it is read", b.flags(next), news.Changed|news.Corrected)
	b.annotate(note(all["corrected"])) // into an event of its own
	same(b, "by itself", b.flags(next), news.Changed)
}
