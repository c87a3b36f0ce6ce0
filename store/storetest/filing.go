package storetest

import (
	"fmt"
	"reflect"
	"time"

	"dateline/news"
)

func filingTests() []test {
	return []test{
		{"a story comes back as it was filed", storyRoundTrip},
		{"new and known stories are told apart", filedNewAndKnown},
		{"a story named twice in a delivery is stored once", filedTwice},
		{"a story under a new ID is not stored again", renamed},
		{"a story whose address changed from http to https is the same", otherScheme},
		{"a changed text is a new version", versions},
		{"published and first seen stay", versionTimes},
		{"marks stay across versions", versionMarks},
		{"markers make flags", markerFlags},
		{"a muted feed's stories are not unread", muted},
		{"a new story is its own event, unread and untagged", freshStory},
		{"a delivery without stories keeps the state", emptyDelivery},
		{"a missing story is not found", storyMissing},
		{"stories come in the order asked", storiesByID},
	}
}

func fullStory(f news.Feed) news.Story {
	return story(f, "full", day, func(s *news.Story) {
		s.Text = "SEOUL, April 10 (Yonhap) -- First «paragraph».\nZweiter Absatz.\n第三段。"
		s.GUID = "tag:alpha,2026:1"
		s.Links = []news.Link{{Span: news.Span{Start: 3, End: 9}, URL: "https://a.example/1"}, {Span: news.Span{Start: 12, End: 20}, URL: "https://a.example/2"}}
		s.Images = []news.Image{{URL: "https://a.example/p.jpg", Alt: "A harbour", Credit: "R. Okafor"}, {URL: "https://a.example/q.jpg", Credit: "Meridian"}}
		s.Authors, s.Tags, s.Lang, s.Credit = []string{"A. One", "B. Two"}, []string{"World", "Asia"}, "en-GB", "Yonhap"
		s.Dateline = news.Dateline{City: "SEOUL", Where: "South Korea", Agency: "Yonhap", Month: 4, Day: 10, Year: 2026, End: 28}
		s.Markers = []news.Marker{{Class: news.VersionMarker, Rank: "2", Text: "(2nd LD)", Note: "ATTN: adds"}}
		s.Updated = day.Add(time.Second)
	})
}

func storyRoundTrip(b *bench) {
	f := b.feed("alpha")
	want := fullStory(f)
	b.file(f, want)
	got := b.article(want.ID)
	if !reflect.DeepEqual(got.Story, want) {
		b.Fatalf("story is\n%+v, want\n%+v", got.Story, want)
	}
	same(b, "source", got.Source.ID, f.ID)
	untagged, err := b.s.Untagged(b.ctx, "t1", 10)
	b.must(err)
	if len(untagged) != 1 || !reflect.DeepEqual(untagged[0], want) {
		b.Fatalf("untagged stories are %+v", untagged)
	}
}

func filedNewAndKnown(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	sts := numbered(f, 3)
	filed := b.file(f, sts[:2]...)
	sameAll(b, "new", filed.New, []news.StoryID{sts[0].ID, sts[1].ID})
	filed = b.file(f, sts...)
	sameAll(b, "new", filed.New, []news.StoryID{sts[2].ID})
	same(b, "updated", len(filed.Updated), 0)
	filed = b.file(g, story(g, "alpha-000", day))
	same(b, "new of another feed with the same key", len(filed.New), 1)
}

func filedTwice(b *bench) {
	f := b.feed("alpha")
	one := story(f, "one", day)
	again := one
	again.Text = "Another text."
	filed := b.file(f, one, again)
	same(b, "new", len(filed.New), 1)
	same(b, "updated", len(filed.Updated), 0)
	same(b, "text", b.article(one.ID).Text, one.Text)
}

func renamed(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	as := func(key string, change ...func(*news.Story)) news.Story {
		return story(f, key, day, append([]func(*news.Story){func(s *news.Story) {
			s.Title, s.URL, s.Text = "A headline", "https://a.example/1", "A text."
		}}, change...)...)
	}
	undated := func(s *news.Story) { s.Published = time.Time{}; s.Title = "Undated" }
	one := as("one")
	b.file(f, one, as("u1", undated))
	for _, c := range []struct {
		name string
		feed news.Feed
		new  int
		sts  []news.Story
	}{
		{"a new ID", f, 0, []news.Story{as("two")}},
		{"another one", f, 0, []news.Story{as("three")}},
		{"undated", f, 0, []news.Story{as("u2", undated)}},
		{"beside the old one", f, 1, []news.Story{one, as("four")}},
		{"another text", f, 1, []news.Story{as("five", func(s *news.Story) { s.Text = "Another text." })}},
		{"another time", f, 1, []news.Story{as("six", func(s *news.Story) { s.Published = day.Add(time.Hour) })}},
		{"without a link", f, 1, []news.Story{as("seven", func(s *news.Story) { s.URL = "" })}},
		{"of another feed", g, 1, []news.Story{story(g, "one", day, func(s *news.Story) { s.Title, s.URL, s.Text = one.Title, one.URL, one.Text })}},
	} {
		filed := b.file(c.feed, c.sts...)
		same(b, c.name, len(filed.New), c.new)
		same(b, c.name, len(filed.Updated), 0)
	}
	b.file(f, as("n1", func(s *news.Story) { s.Title = "Twice" }))
	twice := func(s *news.Story) { s.Title = "Twice" }
	same(b, "two for one", len(b.file(f, as("n2", twice), as("n3", twice)).New), 1)
}

// otherScheme files a story anew whose guid and link changed from http to https.
func otherScheme(b *bench) {
	f := b.feed("alpha")
	one := story(f, "one", day, func(s *news.Story) { s.URL = "http://a.example/1" })
	b.file(f, one)
	for _, c := range []struct {
		name         string
		text         string
		new, updated int
	}{
		{"the same words", one.Text, 0, 0},
		{"other words", "Another text.", 0, 1},
	} {
		again := story(f, "one of https", day, func(s *news.Story) { s.Title, s.URL, s.Text = one.Title, "https://a.example/1", c.text })
		filed, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, Stories: []news.Story{again}, Was: map[news.StoryID]news.StoryID{again.ID: one.ID}})
		if err != nil {
			b.Fatal(err)
		}
		same(b, c.name+": new", len(filed.New), c.new)
		same(b, c.name+": updated", len(filed.Updated), c.updated)
	}
}

func versions(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	for n, change := range []func(*news.Story){
		func(s *news.Story) {
			s.Text, s.GUID = "Second text.", s.URL
			s.Links = []news.Link{{Span: news.Span{End: 6}, URL: s.URL + "/more"}}
		},
		func(s *news.Story) { s.Title = "Second headline one" },
		func(s *news.Story) { s.URL += "?2" },
		func(s *news.Story) {
			s.Markers = []news.Marker{{Class: news.CorrectionMarker, Text: "CORRECTED", Note: "fixes the number"}}
		},
	} {
		change(&st)
		st.Seen = day.Add(time.Duration(n+1) * time.Hour)
		filed := b.file(f, st)
		sameAll(b, "updated", filed.Updated, []news.StoryID{st.ID})
		same(b, "new", len(filed.New), 0)
		same(b, "version", b.article(st.ID).Version, n+2)
		same(b, "updated again", len(b.file(f, st).Updated), 0)
	}
	a := b.article(st.ID)
	same(b, "older versions", len(a.Versions), 4)
	same(b, "newest of them", a.Versions[0].N, 4)
	same(b, "tagged", a.Tagged, false)
	same(b, "flags", a.Flags, news.Changed|news.Corrected)
	first, err := b.s.Version(b.ctx, news.AnyUser, st.ID, 1)
	b.must(err)
	same(b, "first version", fmt.Sprintf("%+v", first), fmt.Sprintf("%+v", news.Version{N: 1, Title: "Headline one", Text: story(f, "one", day).Text, Seen: day.Add(time.Minute)}))
	third, err := b.s.Version(b.ctx, news.AnyUser, st.ID, 3)
	b.must(err)
	same(b, "third version's title", third.Title, "Second headline one")
	same(b, "third version's time", third.Seen, day.Add(2*time.Hour))
	newest, err := b.s.Version(b.ctx, news.AnyUser, st.ID, 5)
	b.must(err)
	same(b, "newest version's note", newest.Note, "fixes the number")
	same(b, "newest version's text", newest.Text, st.Text)
	same(b, "newest version's time", newest.Seen, day.Add(4*time.Hour))
	_, err = b.s.Version(b.ctx, news.AnyUser, st.ID, 6)
	b.is(err, news.ErrNotFound)
	same(b, "row's title", b.page(news.ListQuery{}).Rows[0].Title, st.Title)
}

func versionTimes(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.file(f, story(f, "later", day.Add(time.Minute)))
	changed := st
	changed.Text, changed.Published, changed.Seen, changed.Updated = "New.", day.Add(time.Hour), day.Add(time.Hour), day.Add(time.Hour)
	b.file(f, changed)
	a := b.article(st.ID)
	same(b, "published", a.Published, st.Published)
	same(b, "seen", a.Seen, st.Seen)
	same(b, "updated", a.Updated, changed.Updated)
	sameAll(b, "wire", keys(b.page(news.ListQuery{})), []string{"later", "one"})
}

func versionMarks(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.mark(news.MarkRead, true, st)
	b.mark(news.MarkStarred, true, st)
	st.Text = "New."
	b.file(f, st)
	a := b.article(st.ID)
	same(b, "read", a.Read, true)
	same(b, "starred", a.Starred, true)
}

func markerFlags(b *bench) {
	f := b.feed("alpha")
	for i, row := range []struct {
		class news.MarkerClass
		rank  string
		want  news.Flag
	}{
		{news.PriorityMarker, "1", news.Urgent}, {news.CorrectionMarker, "", news.Corrected}, {news.WithdrawalMarker, "", news.Withdrawn},
		{news.KindMarker, "live", news.Live}, {news.KindMarker, "opinion", news.Opinion}, {news.KindMarker, "analysis", 0}, {news.EmbargoMarker, "", 0},
	} {
		st := story(f, fmt.Sprint(i), day, func(s *news.Story) { s.Markers = []news.Marker{{Class: row.class, Rank: row.rank, Text: "X"}} })
		b.file(f, st)
		same(b, "flags of "+string(row.class)+" "+row.rank, b.article(st.ID).Flags, row.want)
	}
	same(b, "urgent rows", len(b.find("is:urgent")), 1)
}

func muted(b *bench) {
	f := b.feed("alpha", func(f *news.Feed) { f.Muted = true })
	b.file(f, numbered(f, 3)...)
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 3)
	same(b, "unread", len(b.find("is:unread")), 0)
}

func freshStory(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	a := b.article(st.ID)
	same(b, "event", a.Event, news.Event{ID: news.EventID(st.ID), Lead: st.ID, First: day, Last: day, Stories: 1, Outlets: 1, Origins: 1})
	same(b, "read", a.Read, false)
	same(b, "tagged", a.Tagged, false)
	for _, user := range []news.User{news.Local, "ana"} {
		got, err := b.s.Counts(b.ctx, user, news.Query{})
		b.must(err)
		same(b, "unread of "+string(user), got.Unread, 1)
	}
}

func emptyDelivery(b *bench) {
	f := b.feed("alpha")
	_, err := b.s.File(b.ctx, news.Delivery{Feed: f.ID, NotParsed: true, State: news.FetchState{Status: 304, ETag: "x"}})
	b.must(err)
	got, err := b.s.Feed(b.ctx, news.Local, f.ID)
	b.must(err)
	same(b, "status", got.State.Status, 304)
	same(b, "validator", got.State.ETag, "x")
}

func storyMissing(b *bench) {
	_, err := b.s.Article(b.ctx, news.Local, "none")
	b.is(err, news.ErrNotFound)
	_, err = b.s.Version(b.ctx, news.AnyUser, "none", 1)
	b.is(err, news.ErrNotFound)
	_, err = b.s.Event(b.ctx, news.AnyUser, "none", 10)
	b.is(err, news.ErrNotFound)
}

func storiesByID(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 5)
	b.file(f, sts...)
	fs, err := b.s.Stories(b.ctx, news.AnyUser, []news.StoryID{sts[3].ID, "none", sts[0].ID, sts[4].ID})
	b.must(err)
	var got []news.StoryID
	for _, f := range fs {
		got = append(got, f.Story.ID)
	}
	sameAll(b, "stories", got, []news.StoryID{sts[3].ID, sts[0].ID, sts[4].ID})
	same(b, "text", fs[0].Story.Text, sts[3].Text)
}
