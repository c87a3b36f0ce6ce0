package storetest

import (
	"math"
	"reflect"
	"time"

	"dateline/news"
)

func annotatingTests() []test {
	return []test{
		{"what was found comes back", foundRoundTrip},
		{"figures that nobody can have meant are refused", insaneFigures},
		{"untagged are newest first, of new text and old engines", untagged},
		{"a reading of an older version is dropped", staleReading},
		{"reading again replaces", readAgain},
		{"an event keeps its id while it has a story", eventMoves},
		{"an event that merges into another", eventMerges},
		{"flags of events", eventFlags},
		{"stories too costly to tag are found and counted by feed", costlyStories},
		{"origins count a reprint once", eventOrigins},
		{"filings come in order, from a number and a time", filings},
		{"an event's stories are oldest first", eventStories},
		{"countries of a row", rowCountries},
		{"follow-ups are found from the earlier story", followups},
		{"follow-ups that went", followupsGone},
	}
}

func found(st news.Story) news.Annotation {
	most := 1500.0
	return note(st, func(a *news.Annotation) {
		a.Mentions = []news.Mention{
			{Field: news.InTitle, Span: news.Span{Start: 0, End: 5}, Kind: news.Country, Ref: "PRK", Name: "North Korea", Why: news.Why{Rule: "gazetteer", Detail: "name"}},
			{Field: news.InText, Span: news.Span{Start: 3, End: 9}, Kind: news.Country, Ref: "RUS", Name: "Russia", Why: news.Why{Rule: "demonym", Margin: 0.5}},
			{Field: news.InText, Span: news.Span{Start: 10, End: 14}, Kind: news.Agency, Ref: "iaea", Name: "International Atomic Energy Agency"},
			{Field: news.InText, Span: news.Span{Start: 12, End: 20}, Kind: news.Person, Ref: "rafael grossi", Name: "Rafael Grossi", Country: "ARG"},
			{Field: news.InText, Span: news.Span{Start: 21, End: 26}, Kind: news.FigureKind,
				Figure: &news.Figure{Value: 1000.5, Max: &most, Approx: "up to", Unit: "troops", Counted: news.Span{Start: 27, End: 33}, Aspect: news.AspectRate}},
		}
		a.Claims = []news.Claim{
			{Field: news.InText, Source: []news.Span{{Start: 10, End: 20}}, Cue: []news.Span{{Start: 21, End: 25}}, Content: []news.Span{{Start: 0, End: 9}, {Start: 26, End: 30}},
				Via: []news.Span{{Start: 1, End: 2}}, Stance: news.Denies, Kind: news.Speech, Quoted: true, Hedged: true, Anonymous: true,
				Speaker: "RUS", SpeakerName: "Kremlin", ViaRef: "tass", Outer: -1, Figures: []int{4}, Why: news.Why{Rule: "cue", Detail: "denied"}},
			{Field: news.InTitle, Cue: []news.Span{{Start: 1, End: 2}}, Content: []news.Span{{Start: 3, End: 4}}, Stance: news.Asserts, Kind: news.Attitude, Outer: 0},
		}
		a.Unsure = []news.Claim{
			{Field: news.InText, Cue: []news.Span{{Start: 21, End: 25}}, Content: []news.Span{{Start: 26, End: 30}}, Stance: news.Denies, Kind: news.Speech, Speaker: "UKR", Outer: -1, Unsure: true},
		}
		a.Place.Relations = []news.Relation{{From: st.ID, To: "other", Kind: news.Background, Score: 0.25, Why: news.Why{Rule: "names", Detail: "PRK", Margin: 0.125}}}
		a.Place.Source = "Yonhap"
	})
}

func foundRoundTrip(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	want := found(st)
	b.annotate(want)
	a := b.article(st.ID)
	same(b, "tagged", a.Tagged, true)
	if !reflect.DeepEqual(a.Mentions, want.Mentions) {
		b.Fatalf("mentions are\n%+v, want\n%+v", a.Mentions, want.Mentions)
	}
	if !reflect.DeepEqual(a.Claims, want.Claims) {
		b.Fatalf("claims are\n%+v, want\n%+v", a.Claims, want.Claims)
	}
	if !reflect.DeepEqual(a.Unsure, want.Unsure) {
		b.Fatalf("unsure claims are\n%+v, want\n%+v", a.Unsure, want.Unsure)
	}
	same(b, "flags", a.Flags, news.Denied)
	fs, err := b.s.Stories(b.ctx, news.AnyUser, []news.StoryID{st.ID})
	b.must(err)
	if !reflect.DeepEqual(fs[0].Unsure, want.Unsure) {
		b.Fatalf("unsure claims of the filing are\n%+v, want\n%+v", fs[0].Unsure, want.Unsure)
	}
	same(b, "an unsure speaker is not searched for", len(b.find("by:UKR")), 0)
	same(b, "a sure one is", len(b.find("by:RUS")), 1)
	if !reflect.DeepEqual(fs[0].Relations, want.Place.Relations) {
		b.Fatalf("relations are %+v, want %+v", fs[0].Relations, want.Place.Relations)
	}
	same(b, "source", fs[0].Source, "Yonhap")
}

func insaneFigures(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	most := math.Inf(1)
	an := found(st)
	last := an.Mentions[4]
	for i, fig := range []news.Figure{{Value: math.Inf(-1)}, {Value: math.NaN()}, {Value: 7, Max: &most}, {Value: 2e15}} {
		fig.Unit = "people"
		an.Mentions[i] = news.Mention{Field: news.InText, Span: news.Span{Start: i, End: i + 1}, Kind: news.FigureKind, Figure: &fig}
	}
	b.annotate(an)
	a := b.article(st.ID)
	same(b, "mentions", len(a.Mentions), 5)
	for i := range 4 {
		same(b, "a figure", a.Mentions[i].Figure == nil, true)
		same(b, "its place", a.Mentions[i].Span, an.Mentions[i].Span)
		same(b, "the caller's own figure", an.Mentions[i].Figure != nil, true)
	}
	same(b, "the figure that a claim points at", *a.Mentions[a.Claims[0].Figures[0]].Figure.Max, *last.Figure.Max)
	same(b, "found by figure", len(b.find("figure:people>1")), 0)
	same(b, "found by one below 0", len(b.find("figure:people<1")), 0)
	b.must(b.s.PutFullText(b.ctx, news.FullText{Story: st.ID, Title: st.Title, Mentions: an.Mentions}))
	page, err := b.s.FullText(b.ctx, news.AnyUser, st.ID)
	b.must(err)
	same(b, "mentions of the page", len(page.Mentions), 5)
	same(b, "a figure of the page", page.Mentions[0].Figure == nil, true)
	same(b, "the figure of the page", *page.Mentions[4].Figure.Max, 1500.0)
}

func untagged(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 6)
	b.file(f, sts...)
	ids := func(tagger string, limit int) (got []news.StoryID) {
		all, err := b.s.Untagged(b.ctx, tagger, limit)
		b.must(err)
		for _, st := range all {
			got = append(got, st.ID)
		}
		return got
	}
	sameAll(b, "untagged", ids("t1", 2), []news.StoryID{sts[0].ID, sts[1].ID})
	b.annotate(note(sts[0]), note(sts[1]), note(sts[3]))
	sameAll(b, "untagged", ids("t1", 10), []news.StoryID{sts[2].ID, sts[4].ID, sts[5].ID})
	sameAll(b, "untagged by other engines", ids("t2", 3), []news.StoryID{sts[0].ID, sts[1].ID, sts[2].ID})
	sts[1].Text = "Changed."
	b.file(f, sts[1])
	sameAll(b, "untagged after a change", ids("t1", 1), []news.StoryID{sts[1].ID})
}

func staleReading(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	old := found(st)
	st.Text = "Changed."
	b.file(f, st)
	b.annotate(old)
	same(b, "tagged", b.article(st.ID).Tagged, false)
	b.annotate(note(story(f, "never filed", day)))
	fresh := found(st)
	fresh.Version = 2
	b.annotate(fresh)
	same(b, "tagged", b.article(st.ID).Tagged, true)
}

func readAgain(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.annotate(found(st))
	same(b, "found by country", len(b.find("country:PRK")), 1)
	same(b, "found by figure", len(b.find("figure:troops>1200")), 1)
	b.annotate(note(st))
	same(b, "found by country", len(b.find("country:PRK")), 0)
	same(b, "found by figure", len(b.find("figure:troops>1200")), 0)
	same(b, "found by word", len(b.find("paragraph")), 1)
	same(b, "flags", b.article(st.ID).Flags, 0)
	st.Text = "Wholly different words."
	b.file(f, st)
	b.annotate(note(st, func(a *news.Annotation) { a.Version = 2 }))
	same(b, "found by old word", len(b.find("paragraph")), 0)
	same(b, "found by new word", len(b.find("different")), 1)
}

// topEvents lists events with their numbers of stories.
func (b *bench) topEvents() map[news.EventID]int {
	b.Helper()
	all := map[news.EventID]int{}
	for _, r := range b.page(news.ListQuery{View: news.Top}).Rows {
		all[r.Event] = r.Stories
	}
	return all
}

func (b *bench) sameEvents(want map[news.EventID]int) {
	b.Helper()
	if got := b.topEvents(); !reflect.DeepEqual(got, want) {
		b.Fatalf("events are %v, want %v", got, want)
	}
}

func eventMoves(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	one, two := story(f, "one", day), story(g, "two", day.Add(time.Minute))
	b.tagged(f, one)
	b.tagged(g, two)
	b.join(two, one)
	b.sameEvents(map[news.EventID]int{news.EventID(one.ID): 2})
	b.join(one, one, func(a *news.Annotation) { a.Tagger = "t2" }) // read again: stays
	three := story(g, "three", day.Add(2*time.Minute))
	b.tagged(g, three)
	b.join(one, three) // the founder leaves its own event
	b.sameEvents(map[news.EventID]int{news.EventID(one.ID): 1, news.EventID(three.ID): 2})
	same(b, "event of the one left", b.article(two.ID).Event.ID, news.EventID(one.ID))
}

func eventMerges(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	sts := numbered(f, 3)
	more := numbered(g, 3)
	b.tagged(f, sts...)
	b.tagged(g, more...)
	for i := 1; i < 3; i++ {
		b.join(sts[i], sts[0])
		b.join(more[i], more[0])
	}
	b.sameEvents(map[news.EventID]int{news.EventID(sts[0].ID): 3, news.EventID(more[0].ID): 3})
	for _, st := range more {
		b.join(st, sts[0])
	}
	b.sameEvents(map[news.EventID]int{news.EventID(sts[0].ID): 6})
	_, err := b.s.Event(b.ctx, news.AnyUser, news.EventID(more[0].ID), 10)
	b.is(err, news.ErrNotFound)
	b.join(more[2], more[2]) // and splits off
	b.sameEvents(map[news.EventID]int{news.EventID(sts[0].ID): 5, news.EventID(more[2].ID): 1})
}

func eventFlags(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	one := story(f, "one", day, func(s *news.Story) { s.Markers = []news.Marker{{Class: news.PriorityMarker, Rank: "1", Text: "FLASH"}} })
	two := story(g, "two", day.Add(time.Minute))
	b.tagged(f, one)
	b.tagged(g, two)
	b.join(two, one, func(a *news.Annotation) {
		a.Flags = news.FiguresDiffer
		a.Claims = []news.Claim{{Field: news.InText, Cue: []news.Span{{Start: 0, End: 1}}, Content: []news.Span{{Start: 2, End: 3}}, Stance: news.Denies, Outer: -1}}
	})
	r := b.page(news.ListQuery{View: news.Top}).Rows[0]
	same(b, "flags of the event", r.Flags, news.Urgent|news.FiguresDiffer|news.Denied)
	rows := b.page(news.ListQuery{}).Rows
	same(b, "flags of the second story", rows[0].Flags, news.FiguresDiffer|news.Denied)
	same(b, "flags of the first story", rows[1].Flags, news.Urgent)
	same(b, "flags of the open first story", b.article(one.ID).Flags, news.Urgent|news.FiguresDiffer)
	sameAll(b, "denied", b.find("is:denied"), []string{"two"})
	sameAll(b, "differing", b.find("is:differing"), []string{"two"})
	three, four := story(f, "three", day.Add(time.Hour)), story(f, "four", day.Add(2*time.Hour))
	b.tagged(f, three, four)
	b.annotate(note(three, func(a *news.Annotation) { a.Place.Genre = news.DigestGenre }), note(four, func(a *news.Annotation) { a.Place.Genre = news.ColumnGenre }))
	sameAll(b, "digest", b.find("is:digest"), []string{"three"})
}

func costlyStories(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	one, two, three := story(f, "one", day), story(f, "two", day.Add(time.Minute)), story(g, "three", day.Add(2*time.Minute))
	b.tagged(f, one, two)
	b.tagged(g, three)
	counts := func() (n []int) {
		for _, of := range []news.Feed{f, g} {
			st, err := b.s.Feed(b.ctx, news.Local, of.ID)
			b.must(err)
			n = append(n, st.Costly)
		}
		return n
	}
	sameAll(b, "before", counts(), []int{0, 0})
	costly := func(a *news.Annotation) { a.Flags = news.Costly }
	b.annotate(note(one, costly), note(two, costly))
	sameAll(b, "costly", b.find("is:costly"), []string{"two", "one"})
	sameAll(b, "not costly", b.find("-is:costly"), []string{"three"})
	sameAll(b, "marked", counts(), []int{2, 0})
	same(b, "flags of the open story", b.article(one.ID).Flags, news.Costly)
	all, err := b.s.Feeds(b.ctx, news.Local)
	b.must(err)
	sum := 0
	for i := range all {
		sum += all[i].Costly
	}
	same(b, "of all feeds", sum, 2)
	b.annotate(note(one))
	sameAll(b, "read by other engines", counts(), []int{1, 0})
}

func eventOrigins(b *bench) {
	f, g, h := b.feed("alpha"), b.feed("beta"), b.feed("gamma")
	one, two, three := story(f, "one", day), story(g, "two", day.Add(time.Minute)), story(h, "three", day.Add(2*time.Minute))
	b.tagged(f, one)
	b.tagged(g, two)
	b.tagged(h, three)
	b.join(two, one, func(a *news.Annotation) { a.Place.Origin, a.Place.Source = one.ID, "alpha" })
	b.join(three, one, func(a *news.Annotation) { a.Place.Source = "ALPHA" }) // own story that credits the agency
	r := b.page(news.ListQuery{View: news.Top}).Rows[0]
	same(b, "outlets", r.Outlets, 3)
	same(b, "origins", r.Origins, 1)
	same(b, "origin of the reprint", b.article(two.ID).Origin, one.ID)
}

func filings(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.file(f, sts...)
	b.annotate(found(sts[3]))
	b.annotate(note(sts[1]), note(sts[2]))
	read := func(after int64, since time.Time, most int) (ids []news.StoryID, seq int64) {
		b.Helper()
		b.must(b.s.Filings(b.ctx, after, since, nil, func(f news.Filing) bool {
			if f.Seq <= seq {
				b.Fatalf("sequence %d after %d", f.Seq, seq)
			}
			seq = f.Seq
			ids = append(ids, f.Story.ID)
			return len(ids) < most
		}))
		return ids, seq
	}
	all, seq := read(0, time.Time{}, 10)
	same(b, "filings", len(all), 3)
	same(b, "first filing", all[0], sts[3].ID)
	some, _ := read(0, time.Time{}, 2)
	same(b, "filings until told to stop", len(some), 2)
	recent, _ := read(0, sts[2].Time(), 10)
	same(b, "filings since", len(recent), 2)
	none, _ := read(seq, time.Time{}, 10)
	same(b, "filings after the last", len(none), 0)
	b.annotate(note(sts[3]), note(sts[0]))
	again, _ := read(seq, time.Time{}, 10)
	same(b, "filings after reading again", len(again), 2)
	whole, _ := read(0, time.Time{}, 10)
	same(b, "filings in all", len(whole), 4)
	known := func(s news.StoryID, e news.EventID) bool { return s == sts[3].ID && e == news.EventID(s) }
	told := map[news.StoryID]string{}
	b.must(b.s.Filings(b.ctx, 0, time.Time{}, known, func(f news.Filing) bool {
		same(b, "a filing without its event", f.Event == "" || f.Seq == 0, false)
		told[f.Story.ID] = f.Story.Title
		return true
	}))
	same(b, "filings with those that are known", len(told), 4)
	same(b, "title of what is known", told[sts[3].ID], "")
	same(b, "title of what is not", told[sts[1].ID], sts[1].Title)
}

func eventStories(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 4)
	b.file(f, sts...)
	b.annotate(found(sts[0]))
	for _, st := range sts[1:] {
		b.join(st, sts[0])
	}
	fs, err := b.s.Event(b.ctx, news.AnyUser, news.EventID(sts[0].ID), 10)
	b.must(err)
	same(b, "stories", len(fs), 4)
	same(b, "oldest", fs[0].Story.ID, sts[3].ID)
	same(b, "mentions of the newest", len(fs[3].Mentions), 5)
	fs, err = b.s.Event(b.ctx, news.AnyUser, news.EventID(sts[0].ID), 2)
	b.must(err)
	same(b, "stories up to a limit", len(fs), 2)
}

func rowCountries(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.file(f, st)
	b.annotate(note(st, func(a *news.Annotation) {
		for i, ref := range []string{"RUS", "PRK", "PRK", "USA", "USA", "USA"} {
			a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: news.Span{Start: i, End: i + 1}, Kind: news.Country, Ref: ref})
		}
		a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: news.Span{Start: 8, End: 9}, Kind: news.Person, Name: "X Y"})
	}))
	sameAll(b, "countries", b.page(news.ListQuery{}).Rows[0].Countries, []string{"USA", "PRK", "RUS"})
	sameAll(b, "countries of the event", b.page(news.ListQuery{View: news.Top}).Rows[0].Countries, []string{"USA", "PRK", "RUS"})
}

// earlier makes an annotation that links to earlier stories, and to one as background.
func earlier(st news.Story, background news.StoryID, to ...news.Story) news.Annotation {
	return note(st, func(a *news.Annotation) {
		for _, o := range to {
			a.Place.Relations = append(a.Place.Relations, news.Relation{From: st.ID, To: o.ID, Kind: news.Earlier, Score: 0.5})
		}
		a.Place.Relations = append(a.Place.Relations, news.Relation{From: st.ID, To: background, Kind: news.Background, Score: 0.25})
	})
}

func (b *bench) followups(limit int, of ...news.Story) (titles []string) {
	b.Helper()
	var ids []news.StoryID
	for _, st := range of {
		ids = append(ids, st.ID)
	}
	fs, err := b.s.Followups(b.ctx, news.AnyUser, ids, limit)
	b.must(err)
	for _, f := range fs {
		titles = append(titles, f.Story.GUID)
	}
	return titles
}

func followups(b *bench) {
	f := b.feed("alpha")
	first, second, third, beside := story(f, "first", day.Add(-3*time.Hour)), story(f, "second", day.Add(-2*time.Hour)), story(f, "third", day), story(f, "beside", day.Add(-time.Hour))
	b.tagged(f, first)
	b.file(f, second, third, beside)
	b.annotate(earlier(third, "none", second, first), earlier(second, "none", first), earlier(beside, first.ID))
	sameAll(b, "of the first", b.followups(10, first), []string{"second", "third"})
	sameAll(b, "of the second", b.followups(10, second), []string{"third"})
	sameAll(b, "of both, each once", b.followups(10, first, second), []string{"second", "third"})
	sameAll(b, "the newest of them", b.followups(1, first), []string{"third"})
	same(b, "of the last", len(b.followups(10, third, beside)), 0)
	same(b, "of nobody", len(b.followups(10)), 0)
	same(b, "of one that is not here", len(b.followups(10, story(f, "gone", day))), 0)
	fs, err := b.s.Followups(b.ctx, news.AnyUser, []news.StoryID{second.ID}, 1)
	b.must(err)
	same(b, "relations of a filing", len(fs[0].Relations), 3)
	same(b, "event of a filing", fs[0].Event, news.EventID(third.ID))
}

func followupsGone(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	first, second, third := story(f, "first", day.Add(-48*time.Hour)), story(f, "second", day.Add(-2*time.Hour)), story(g, "third", day)
	b.tagged(f, first)
	b.file(f, second)
	b.file(g, third)
	b.annotate(earlier(second, "none", first), earlier(third, "none", first, second))
	b.annotate(earlier(third, "none", second)) // read again
	sameAll(b, "after a new reading", b.followups(10, first), []string{"second"})
	b.must(b.s.RemoveFeed(b.ctx, g.ID))
	same(b, "of a removed feed", len(b.followups(10, second)), 0)
	b.must(b.s.PutFeed(b.ctx, g))
	sameAll(b, "of one that came back", b.followups(10, second), []string{"third"})
	b.sweep(day.Add(-24*time.Hour), 0, 1)
	same(b, "of one that was swept", len(b.followups(10, first)), 0)
	b.tagged(f, first) // under its old label
	same(b, "of one that was filed again", len(b.followups(10, first)), 0)
	b.sweep(day.Add(-time.Hour), 0, 2)
	b.tagged(f, second)
	same(b, "of a story filed again", len(b.followups(10, second)), 0)
	b.annotate(earlier(third, "none", second))
	sameAll(b, "linked again", b.followups(10, second), []string{"third"})
}
