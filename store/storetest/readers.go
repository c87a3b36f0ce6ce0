package storetest

import (
	"fmt"
	"slices"
	"time"

	"dateline/news"
)

func readerTests() []test {
	return []test{
		{"a personal feed is seen by its subscribers alone", personalSeen},
		{"nothing that is asked for another tells of a personal feed", personalHidden},
		{"a personal feed is fetched once for all who have it", personalTwice},
		{"stories of a personal feed stand alone", personalAlone},
		{"a personal feed that is shared is everybody's", personalShared},
		{"a shared feed that becomes personal leaves the events of others", sharedPersonal},
		{"a feed is called and filed as each reader has it", ownNames},
		{"a reader's mute is his own", ownMute},
		{"leaving a shared feed hides it from who left it", sharedLeft},
		{"a personal feed that the last reader leaves is removed", personalLeft},
		{"what was starred or noted stays in sight", starredStays},
		{"who comes later has no personal feeds", laterReader},
		{"what a personal feed calls things is told to its subscribers", calledOwn},
	}
}

const (
	ana = news.User("ana")
	ben = news.User("ben")
)

// own subscribes a user to a feed of that name for himself.
func (b *bench) own(u news.User, name string, change ...func(*news.Feed)) news.Feed {
	b.Helper()
	url := "https://" + name + ".example/feed?token=secret"
	f := news.Feed{ID: news.NewFeedID(url), URL: url, Title: name, Outlet: name, Added: day}
	for _, c := range change {
		c(&f)
	}
	n, err := b.s.Subscribe(b.ctx, u, []news.Feed{f})
	b.must(err)
	same(b, "feeds not seen before", n, 1)
	f.Personal = true
	return f
}

// seenBy lists the keys of a view that a user sees.
func (b *bench) seenBy(u news.User, view news.View, text string) []string {
	b.Helper()
	return keys(b.page(news.ListQuery{User: u, View: view, Query: query(b, text)}))
}

func (b *bench) counts(u news.User, text string) string {
	b.Helper()
	c, err := b.s.Counts(b.ctx, u, query(b, text))
	b.must(err)
	return fmt.Sprintf("%d stories, %d unread, %d feeds", c.Stories, c.Unread, c.Feeds)
}

func (b *bench) feedTitles(u news.User) []string {
	b.Helper()
	feeds, err := b.s.Feeds(b.ctx, u)
	b.must(err)
	var all []string
	for _, f := range feeds {
		all = append(all, f.Title)
	}
	return all
}

// twoFeeds files a story of a shared feed and one of ana's own.
func twoFeeds(b *bench) (shared, own news.Feed, one, two news.Story) {
	b.Helper()
	for _, u := range []news.User{ana, ben} { // both are here already
		_, err := b.s.Counts(b.ctx, u, news.Query{})
		b.must(err)
	}
	shared, own = b.feed("alpha"), b.own(ana, "beta")
	one, two = story(shared, "one", day), story(own, "two", day.Add(-time.Minute))
	b.tagged(shared, one)
	b.tagged(own, two)
	return shared, own, one, two
}

func personalSeen(b *bench) {
	_, own, _, _ := twoFeeds(b)
	for _, row := range []struct {
		user   news.User
		feeds  []string
		keys   []string
		counts string
	}{
		{ana, []string{"alpha", "beta"}, []string{"one", "two"}, "2 stories, 2 unread, 2 feeds"},
		{ben, []string{"alpha"}, []string{"one"}, "1 stories, 1 unread, 1 feeds"},
		{news.Local, []string{"alpha"}, []string{"one"}, "1 stories, 1 unread, 1 feeds"},
	} {
		who := string(row.user)
		sameAll(b, "feeds of "+who, b.feedTitles(row.user), row.feeds)
		sameAll(b, "wire of "+who, b.seenBy(row.user, news.Wire, ""), row.keys)
		sameAll(b, "top of "+who, b.seenBy(row.user, news.Top, ""), row.keys)
		for _, q := range []string{"", "is:unread", "paragraph", "-is:starred", "since:2026-04-09"} {
			sameAll(b, "wire of "+who+" for "+q, b.seenBy(row.user, news.Wire, q), row.keys)
			sameAll(b, "top of "+who+" for "+q, b.seenBy(row.user, news.Top, q), row.keys)
			same(b, "counts of "+who+" for "+q, b.counts(row.user, q), row.counts)
		}
	}
	_, err := b.s.Feed(b.ctx, ben, own.ID)
	b.is(err, news.ErrNotFound)
	all, err := b.s.Feeds(b.ctx, news.AnyUser)
	b.must(err)
	same(b, "feeds there are", len(all), 2)
}

func personalHidden(b *bench) {
	shared, own, one, two := twoFeeds(b)
	changed := two
	changed.Title = "Headline new"
	changed.Seen = day.Add(time.Hour)
	b.file(own, changed)
	b.annotate(note(two, func(a *news.Annotation) {
		a.Version = 2
		a.Mentions = []news.Mention{{Kind: news.Country, Ref: "PRK", Name: "North Korea", Field: news.InTitle, Span: news.Span{Start: 0, End: 8}}}
	}))
	b.must(b.s.PutFullText(b.ctx, news.FullText{Story: two.ID, Version: 2, URL: two.URL, Text: "The page."}))
	for _, row := range []struct {
		user news.User
		n    int
	}{{ana, 1}, {ben, 0}} {
		who := " of " + string(row.user)
		fs, err := b.s.Stories(b.ctx, row.user, []news.StoryID{one.ID, two.ID})
		b.must(err)
		same(b, "stories"+who, len(fs), 1+row.n)
		rev, err := b.s.Changes(b.ctx, row.user, day.Add(-time.Hour), 10)
		b.must(err)
		same(b, "changes"+who, len(rev), row.n)
		cs, err := b.s.Countries(b.ctx, row.user, news.Query{})
		b.must(err)
		same(b, "countries"+who, len(cs), row.n)
		for _, text := range []string{"", "headline"} {
			slots, err := b.s.Timeline(b.ctx, row.user, query(b, text), day.Add(-time.Hour), 2*time.Hour, 1)
			b.must(err)
			same(b, "timeline"+who, slots[0], 1+row.n)
		}
		outlets, err := b.s.Values(b.ctx, row.user, news.FieldSource)
		b.must(err)
		same(b, "outlets"+who, slices.Contains(outlets, "beta"), row.n > 0)
		found, err := b.s.Matching(b.ctx, []news.SavedSearch{{User: row.user, Query: "headline"}}, []news.StoryID{one.ID, two.ID})
		b.must(err)
		same(b, "matches"+who, len(found[0]), 1+row.n)
		unread, err := b.s.Unread(b.ctx, row.user, []news.StoryID{one.ID, two.ID})
		b.must(err)
		same(b, "unread"+who, len(unread), 1+row.n)
		_, errs := b.s.Article(b.ctx, row.user, two.ID)
		_, errEvent := b.s.Event(b.ctx, row.user, news.EventID(two.ID), 10)
		_, errVersion := b.s.Version(b.ctx, row.user, two.ID, 1)
		_, errNewest := b.s.Version(b.ctx, row.user, two.ID, 2)
		_, errPage := b.s.FullText(b.ctx, row.user, two.ID)
		_, errMark := b.s.Mark(b.ctx, row.user, news.Change{Kind: news.MarkStarred, At: day, Stories: []news.StoryID{two.ID}})
		_, errNote := b.s.PutNote(b.ctx, news.Note{User: row.user, Story: two.ID, Text: "mine", Shared: true, Made: day})
		for _, err := range []error{errs, errEvent, errVersion, errNewest, errPage, errMark, errNote} {
			if row.n > 0 {
				b.must(err)
			} else {
				b.is(err, news.ErrNotFound)
			}
		}
	}
	undo, err := b.s.MarkAll(b.ctx, ben, news.Query{}, b.tick().Stories, news.Change{Kind: news.MarkStarred, On: true, At: day})
	b.must(err)
	same(b, "stories that ben marks with all", len(undo.Stories), 1)
	sameAll(b, "what ben finds by ana's note", b.seenBy(ben, news.Wire, "note:mine"), nil)
	sameAll(b, "what ben finds in beta", b.seenBy(ben, news.Wire, "source:beta"), nil)
	sameAll(b, "what ana finds in alpha", b.seenBy(ana, news.Wire, "feed:"+string(shared.ID)), []string{"one"})
}

func personalTwice(b *bench) {
	_, own, _, _ := twoFeeds(b)
	again := own
	again.Title, again.Folder, again.Personal = "my beta", "work", false
	n, err := b.s.Subscribe(b.ctx, ben, []news.Feed{again})
	b.must(err)
	same(b, "feeds not seen before", n, 1)
	sameAll(b, "feeds of ben", b.feedTitles(ben), []string{"alpha", "my beta"})
	sameAll(b, "feeds of ana", b.feedTitles(ana), []string{"alpha", "beta"})
	same(b, "counts of ben", b.counts(ben, ""), "2 stories, 2 unread, 2 feeds")
	n, err = b.s.Subscribe(b.ctx, ben, []news.Feed{again})
	b.must(err)
	same(b, "feeds not seen before", n, 0)
	all, err := b.s.Feeds(b.ctx, news.AnyUser)
	b.must(err)
	same(b, "feeds there are", len(all), 2)
	sameAll(b, "what ben finds by his folder", b.seenBy(ben, news.Wire, "tag:work"), []string{"two"})
	sameAll(b, "what ana finds by his folder", b.seenBy(ana, news.Wire, "tag:work"), nil)
}

func personalAlone(b *bench) {
	shared, own, one, two := twoFeeds(b)
	three := story(shared, "three", day)
	b.tagged(shared, three)
	b.annotate(note(two, func(a *news.Annotation) { // as if the engines knew nothing of it
		a.Place.Event, a.Place.Origin = news.EventID(one.ID), one.ID
		a.Place.Relations = []news.Relation{{To: one.ID, Kind: news.Earlier}}
	}))
	b.annotate(note(three, func(a *news.Annotation) {
		a.Place.Event, a.Place.Origin = news.EventID(two.ID), two.ID
		a.Place.Relations = []news.Relation{{To: two.ID, Kind: news.Earlier}}
	}))
	for _, st := range []news.Story{one, two, three} {
		a, err := b.s.Article(b.ctx, ana, st.ID)
		b.must(err)
		same(b, "event of "+st.Title, a.Event.ID, news.EventID(st.ID))
		same(b, "stories in the event of "+st.Title, a.Event.Stories, 1)
		same(b, "origin of "+st.Title, a.Origin, "")
	}
	fs, err := b.s.Stories(b.ctx, ana, []news.StoryID{two.ID, three.ID})
	b.must(err)
	same(b, "relations", len(fs[0].Relations)+len(fs[1].Relations), 0)
	fs, err = b.s.Followups(b.ctx, ana, []news.StoryID{one.ID, two.ID}, 10)
	b.must(err)
	same(b, "what follows", len(fs), 0)
	b.must(b.s.Filings(b.ctx, 0, time.Time{}, nil, func(f news.Filing) bool {
		if f.Story.Feed == own.ID {
			b.Errorf("a personal story is handed to the index")
		}
		return true
	}))
}

func personalShared(b *bench) {
	_, own, _, two := twoFeeds(b)
	before := b.tick()
	f := own
	f.Personal = false
	b.must(b.s.PutFeed(b.ctx, f))
	same(b, "tick grew", b.tick().Feeds > before.Feeds, true)
	sameAll(b, "wire of ben", b.seenBy(ben, news.Wire, ""), []string{"one", "two"})
	same(b, "counts of ben", b.counts(ben, ""), "2 stories, 2 unread, 2 feeds")
	b.is(b.s.Unsubscribe(b.ctx, ben, f.ID), nil)
	sameAll(b, "wire of ben when he left it", b.seenBy(ben, news.Wire, ""), []string{"one"})
	sameAll(b, "wire of ana", b.seenBy(ana, news.Wire, ""), []string{"one", "two"})
	b.own(ana, "gamma")
	g := news.Feed{ID: "other", URL: "https://gamma.example/feed?token=secret", Title: "Gamma"}
	n, err := b.s.AddFeeds(b.ctx, []news.Feed{g})
	b.must(err)
	same(b, "feeds shared by adding", n, 1)
	sameAll(b, "feeds of ben", b.feedTitles(ben), []string{"alpha", "Gamma"})
	sameAll(b, "feeds of ana", b.feedTitles(ana), []string{"alpha", "beta", "gamma"})
	_ = two
}

func sharedPersonal(b *bench) {
	shared, other := b.feed("alpha"), b.feed("beta")
	founder, joined := story(shared, "founder", day), story(other, "joined", day.Add(time.Minute))
	b.tagged(shared, founder)
	b.file(other, joined)
	b.join(joined, founder, func(a *news.Annotation) {
		a.Place.Relations = []news.Relation{{To: founder.ID, Kind: news.Earlier}}
	})
	n, err := b.s.Subscribe(b.ctx, ana, []news.Feed{shared})
	b.must(err)
	same(b, "feeds not seen before", n, 0)
	b.must(b.s.PutSubscription(b.ctx, news.SubscriptionTo(ana, shared)))
	shared.Personal = true
	b.must(b.s.PutFeed(b.ctx, shared))
	for _, row := range []struct {
		user news.User
		keys []string
	}{{ana, []string{"joined", "founder"}}, {ben, []string{"joined"}}, {news.Local, []string{"joined"}}} {
		sameAll(b, "wire of "+string(row.user), b.seenBy(row.user, news.Wire, ""), row.keys)
		sameAll(b, "top of "+string(row.user), b.seenBy(row.user, news.Top, ""), row.keys)
		sameAll(b, "unread of "+string(row.user), b.seenBy(row.user, news.Wire, "is:unread"), row.keys)
		fs, err := b.s.Followups(b.ctx, row.user, []news.StoryID{founder.ID}, 10)
		b.must(err)
		same(b, "what follows for "+string(row.user), len(fs), 0)
	}
	a := b.article(joined.ID)
	same(b, "stories of the event that is left", a.Event.Stories, 1)
	same(b, "outlets of the event that is left", a.Event.Outlets, 1)
	same(b, "the event keeps its name", a.Event.ID, news.EventID(founder.ID))
	late := story(other, "late", day.Add(2*time.Minute))
	b.file(other, late)
	b.join(late, founder)
	same(b, "stories of the event that grows", b.article(late.ID).Event.Stories, 2)
	b.must(b.s.RemoveFeed(b.ctx, shared.ID))
}

func ownNames(b *bench) {
	shared, own, _, _ := twoFeeds(b)
	o := news.SubscriptionTo(ana, shared)
	o.Title, o.Folder, o.Tags = "Ana's alpha", "asia/korea", []string{"desk"}
	before := b.tick()
	b.must(b.s.PutSubscription(b.ctx, o))
	same(b, "tick grew", b.tick().Feeds > before.Feeds, true)
	sameAll(b, "feeds of ana", b.feedTitles(ana), []string{"beta", "Ana's alpha"})
	sameAll(b, "feeds of ben", b.feedTitles(ben), []string{"alpha"})
	for _, q := range []string{"tag:korea", "tag:desk", `source:"ana's alpha"`} {
		sameAll(b, "what ana finds by "+q, b.seenBy(ana, news.Wire, q), []string{"one"})
		sameAll(b, "what ben finds by "+q, b.seenBy(ben, news.Wire, q), nil)
	}
	tags, err := b.s.Values(b.ctx, ana, news.FieldTag)
	b.must(err)
	same(b, "ana's tags", slices.Contains(tags, "desk"), true)
	tags, err = b.s.Values(b.ctx, ben, news.FieldTag)
	b.must(err)
	same(b, "ben's tags", slices.Contains(tags, "desk"), false)
	o.User, o.Feed = ben, own.ID
	b.is(b.s.PutSubscription(b.ctx, o), news.ErrNotFound)
	b.is(b.s.Unsubscribe(b.ctx, ben, own.ID), news.ErrNotFound)
}

func ownMute(b *bench) {
	shared, _, _, _ := twoFeeds(b)
	o := news.SubscriptionTo(ana, shared)
	o.Muted = true
	b.must(b.s.PutSubscription(b.ctx, o))
	b.tagged(shared, story(shared, "three", day.Add(time.Minute)))
	same(b, "counts of ana", b.counts(ana, ""), "3 stories, 2 unread, 2 feeds")
	same(b, "counts of ben", b.counts(ben, ""), "2 stories, 2 unread, 1 feeds")
	f, err := b.s.Feed(b.ctx, ana, shared.ID)
	b.must(err)
	same(b, "muted for ana", f.Muted, true)
	f, err = b.s.Feed(b.ctx, ben, shared.ID)
	b.must(err)
	same(b, "muted for ben", f.Muted, false)
	shared.Muted = true // now for all, but who has it another way
	b.must(b.s.PutFeed(b.ctx, shared))
	o.Muted = false
	b.must(b.s.PutSubscription(b.ctx, o))
	b.tagged(shared, story(shared, "four", day.Add(2*time.Minute)))
	same(b, "counts of ana", b.counts(ana, ""), "4 stories, 3 unread, 2 feeds")
	same(b, "counts of ben", b.counts(ben, ""), "3 stories, 2 unread, 1 feeds")
}

func sharedLeft(b *bench) {
	shared, other := b.feed("alpha"), b.feed("beta")
	lead, second := story(shared, "lead", day), story(other, "second", day.Add(time.Minute))
	alone := story(shared, "alone", day.Add(-time.Hour))
	b.tagged(shared, lead, alone)
	b.file(other, second)
	b.join(second, lead)
	b.must(b.s.Unsubscribe(b.ctx, ana, shared.ID))
	sameAll(b, "feeds of ana", b.feedTitles(ana), []string{"beta"})
	sameAll(b, "wire of ana", b.seenBy(ana, news.Wire, ""), []string{"second"})
	sameAll(b, "top of ana", b.seenBy(ana, news.Top, ""), []string{"second"})
	sameAll(b, "top of ben", b.seenBy(ben, news.Top, ""), []string{"lead", "alone"})
	same(b, "counts of ana", b.counts(ana, ""), "1 stories, 1 unread, 1 feeds")
	same(b, "counts of ben", b.counts(ben, ""), "3 stories, 3 unread, 2 feeds")
	b.tagged(shared, story(shared, "later", day.Add(time.Hour)))
	sameAll(b, "unread of ana", b.seenBy(ana, news.Wire, "is:unread"), []string{"second"})
	b.must(b.s.RemoveFeed(b.ctx, shared.ID)) // and everybody's return does not bring hers
	b.must(b.s.PutFeed(b.ctx, shared))
	sameAll(b, "wire of ana after all", b.seenBy(ana, news.Wire, ""), []string{"second"})
	same(b, "counts of ana after all", b.counts(ana, ""), "1 stories, 1 unread, 1 feeds")
	n, err := b.s.Subscribe(b.ctx, ana, []news.Feed{shared})
	b.must(err)
	same(b, "feeds not seen before", n, 1)
	same(b, "counts of ana when she is back", b.counts(ana, ""), "4 stories, 4 unread, 2 feeds")
}

func personalLeft(b *bench) {
	_, own, _, two := twoFeeds(b)
	n, err := b.s.Subscribe(b.ctx, ben, []news.Feed{own})
	b.must(err)
	same(b, "feeds not seen before", n, 1)
	b.must(b.s.Unsubscribe(b.ctx, ana, own.ID))
	sameAll(b, "wire of ana", b.seenBy(ana, news.Wire, ""), []string{"one"})
	sameAll(b, "wire of ben", b.seenBy(ben, news.Wire, ""), []string{"one", "two"})
	b.must(b.s.Unsubscribe(b.ctx, ben, own.ID))
	all, err := b.s.Feeds(b.ctx, news.AnyUser)
	b.must(err)
	same(b, "feeds there are", len(all), 1)
	b.own(ana, "beta") // before it was swept
	sameAll(b, "wire of ana when it is back", b.seenBy(ana, news.Wire, ""), []string{"one", "two"})
	same(b, "counts of ana", b.counts(ana, ""), "2 stories, 2 unread, 2 feeds")
	same(b, "counts of ben", b.counts(ben, ""), "1 stories, 1 unread, 1 feeds")
	b.must(b.s.Unsubscribe(b.ctx, ana, own.ID))
	b.sweep(day.AddDate(-1, 0, 0), 0, 1)
	_, err = b.s.Article(b.ctx, news.AnyUser, two.ID)
	b.is(err, news.ErrNotFound)
}

func starredStays(b *bench) {
	shared, own, one, two := twoFeeds(b)
	_, err := b.s.Mark(b.ctx, ana, news.Change{Kind: news.MarkStarred, On: true, At: day, Stories: []news.StoryID{one.ID}})
	b.must(err)
	_, err = b.s.PutNote(b.ctx, news.Note{User: ana, Story: two.ID, Text: "mine", Made: day})
	b.must(err)
	b.must(b.s.Unsubscribe(b.ctx, ana, shared.ID))
	b.must(b.s.Unsubscribe(b.ctx, ana, own.ID))
	for _, q := range []string{"", "is:starred OR is:noted", "headline"} {
		sameAll(b, "wire of ana for "+q, b.seenBy(ana, news.Wire, q), []string{"one", "two"})
	}
	same(b, "counts of ana", b.counts(ana, ""), "2 stories, 0 unread, 0 feeds")
	sameAll(b, "wire of ben", b.seenBy(ben, news.Wire, ""), []string{"one"})
	_, err = b.s.Article(b.ctx, ana, two.ID)
	b.must(err)
}

func laterReader(b *bench) {
	twoFeeds(b)
	late := news.User("late")
	same(b, "counts", b.counts(late, ""), "1 stories, 1 unread, 1 feeds")
	sameAll(b, "unread", b.seenBy(late, news.Wire, "is:unread"), []string{"one"})
}

func calledOwn(b *bench) {
	_, own, one, two := twoFeeds(b)
	agency := func(ref, name string) func(*news.Annotation) {
		return func(a *news.Annotation) {
			a.Mentions = []news.Mention{{Kind: news.Agency, Ref: ref, Name: name, Field: news.InTitle, Span: news.Span{Start: 0, End: 8}}}
		}
	}
	b.annotate(note(one, agency("IAEA", "Atomic Agency")))
	b.annotate(note(two, agency("QTB", "Quiet Board")))
	told := func(u news.User) string {
		all, err := b.s.Values(b.ctx, u, news.FieldAgency)
		b.must(err)
		slices.Sort(all)
		return fmt.Sprint(all)
	}
	const shared, both = "[atomic agency headline iaea]", "[atomic agency headline iaea qtb quiet board]"
	for user, want := range map[news.User]string{ana: both, ben: shared, news.Local: shared, news.AnyUser: both} {
		same(b, "names told to "+string(user), told(user), want)
	}
	sameAll(b, "what ana finds by it", b.seenBy(ana, news.Wire, `agency:"quiet board"`), []string{"two"})
	own.Personal = false
	b.must(b.s.PutFeed(b.ctx, own))
	same(b, "names told to ben when it is shared", told(ben), both)
}
