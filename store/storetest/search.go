package storetest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/news"
)

func searchTests() []test {
	return []test{
		{"the search language", searchLanguage},
		{"words are found once annotated, state at once", searchAtOnce},
		{"relevance puts the headline first", searchRanked},
		{"old and read stories among thousands", searchThousands},
		{"a query in top lists events", searchTop},
		{"ages count from the store's clock", searchAges},
		{"hostile queries", searchHostile},
	}
}

// library files stories that differ in one thing each, minutes apart, first newest.
func library(b *bench) {
	b.Helper()
	f := b.feed("alpha", func(f *news.Feed) {
		f.Outlet, f.Title, f.Aliases, f.Tags = "Yonhap News Agency", "Alpha", []string{"YNA"}, []string{"asia"}
	})
	g := b.feed("beta", func(f *news.Feed) { f.Folder = "world/europe" })
	at := day
	add := func(f news.Feed, key, text string, change func(*news.Story, *news.Annotation)) {
		at = at.Add(-time.Minute)
		st := story(f, key, at, func(s *news.Story) { s.Text = text })
		a := note(st)
		if change != nil {
			change(&st, &a)
		}
		b.file(f, st)
		b.annotate(a)
	}
	mention := func(kind news.Kind, ref, name string) news.Mention {
		return news.Mention{Field: news.InText, Span: news.Span{Start: 0, End: 5}, Kind: kind, Ref: ref, Name: name}
	}
	claim := func(change func(*news.Claim)) news.Claim {
		c := news.Claim{Field: news.InText, Cue: []news.Span{{Start: 6, End: 7}}, Content: []news.Span{{Start: 0, End: 5}}, Stance: news.Asserts, Outer: -1}
		change(&c)
		return c
	}
	add(f, "plain", "The troops crossed a bridge; 1,500 soldiers waited.", nil)
	add(f, "phrase", "The bridge was crossed by a troop of scouts on the U.S. side.", nil)
	add(f, "prk", "Korea.", func(_ *news.Story, a *news.Annotation) {
		a.Mentions = []news.Mention{mention(news.Country, "PRK", "North Korea"), mention(news.Person, "rafael grossi", "Rafael Grossi")}
		a.Claims = []news.Claim{claim(func(c *news.Claim) {
			c.Stance, c.Anonymous, c.Speaker, c.SpeakerName = news.Denies, true, "RUS", "Kremlin"
		})}
	})
	add(g, "kor", "Korea.", func(_ *news.Story, a *news.Annotation) {
		a.Mentions = []news.Mention{mention(news.Country, "KOR", "South Korea"), mention(news.Person, "kim grossi", "Kim"), mention(news.Person, "", "Grossi Rafael")}
		a.Claims = []news.Claim{claim(func(c *news.Claim) {
			c.Hedged, c.Via, c.Speaker, c.SpeakerName = true, []news.Span{{Start: 8, End: 9}}, "rafael grossi", "Rafael Grossi"
		})}
	})
	add(g, "iaea", "Watchdog.", func(s *news.Story, a *news.Annotation) {
		s.Lang, s.Tags = "de-AT", []string{"Ausland", "Nuclear Power"}
		agency := mention(news.Agency, "international-atomic-energy-agency", "International Atomic Energy Agency")
		agency.End = len("Watchdog")
		short := agency
		short.Span, short.Field, short.Ref = news.Span{Start: 9, End: 13}, news.InTitle, "iaea"
		a.Mentions = []news.Mention{short, agency, mention(news.Organisation, "", "Hanwha Group")}
		a.Claims = []news.Claim{claim(func(c *news.Claim) { c.Quoted = true })}
	})
	add(g, "figures", "Numbers.", func(s *news.Story, a *news.Annotation) {
		most := 20.0
		for _, fig := range []news.Figure{{Value: 1500, Unit: "troops"}, {Value: 12, Max: &most, Unit: "people killed"}} {
			a.Mentions = append(a.Mentions, news.Mention{Field: news.InText, Span: news.Span{Start: 0, End: 3}, Kind: news.FigureKind, Figure: &fig})
		}
	})
	add(g, "cjk", "北朝鮮がミサイルを発射した。 Ночью Россия", func(s *news.Story, _ *news.Annotation) { s.Lang = "ja" })
	add(g, "accents", "Le café près de Zürich; Türkiye’s élection", func(s *news.Story, _ *news.Annotation) { s.Lang = "fr" })
}

func searchLanguage(b *bench) {
	library(b)
	feed, err := b.s.Feeds(b.ctx, news.Local)
	b.must(err)
	beta := feed[slices.IndexFunc(feed, func(f news.FeedStatus) bool { return f.Title == "beta" })].ID
	all := []string{"plain", "phrase", "prk", "kor", "iaea", "figures", "cjk", "accents"}
	first := b.page(news.ListQuery{}).Rows[0]
	for _, row := range []struct{ query, want string }{
		{"", strings.Join(all, " ")},
		{"troops", "plain phrase"},
		{"TROOP", "plain phrase"},
		{"crossed bridge", "plain phrase"},
		{`"crossed a bridge"`, "plain"},
		{`"bridge crossed"`, "phrase"},
		{"1500", "plain"},
		{"U.S.", "phrase"},
		{"sold*", "plain"},
		{"sold", ""},
		{"bridge -scouts", "plain"},
		{"scouts OR soldiers", "plain phrase"},
		{"(scouts OR soldiers) -by", "plain phrase"},
		{"-bridge", "prk kor iaea figures cjk accents"},
		{"-bridge -korea", "iaea figures cjk accents"},
		{"-(bridge OR korea) -numbers", "iaea cjk accents"},
		{"korea", "prk kor"},
		{"country:PRK", "prk"},
		{"country:prk|KOR", "prk kor"},
		{`country:"north korea"`, "prk"},
		{"country:korea", "prk kor"},
		{"-country:PRK korea", "kor"},
		{"agency:iaea", "iaea"},
		{`agency:"atomic energy"`, "iaea"},
		{"agency:hanwha", "iaea"},
		{"agency:watchdog", "iaea"},
		{`person:"Rafael Grossi"`, "prk"},
		{"person:grossi", "prk kor"},
		{`person:"kim grossi"`, ""},
		{"source:yonhap", "plain phrase prk"},
		{`source:"news agency"`, "plain phrase prk"},
		{"source:yna -troops", "prk"},
		{"source:nobody", ""},
		{"-source:yonhap korea", "kor"},
		{"lang:de", "iaea"},
		{"lang:de-AT", "iaea"},
		{"lang:de-CH", ""},
		{"tag:asia", "plain phrase prk"},
		{"tag:europe", "kor iaea figures cjk accents"},
		{`tag:"nuclear power"`, "iaea"},
		{"claim:denied", "prk"},
		{"claim:unnamed", "prk"},
		{"claim:hedged|quoted", "kor iaea"},
		{"claim:secondhand", "kor"},
		{"by:kremlin", "prk"},
		{"by:RUS", "prk"},
		{"by:grossi", "kor"},
		{"about:PRK", "prk"},
		{`about:"north korea"`, "prk"},
		{"about:grossi", "prk kor"},
		{"figure:troops", "figures"},
		{"figure:troops>1000", "figures"},
		{"figure:troops>1500", ""},
		{"figure:troops>=1500", "figures"},
		{"figure:killed>15", "figures"},
		{"figure:killed<15", "figures"},
		{"figure:deaths", "figures"},
		{"figure:dead>15", "figures"},
		{"figure:wounded", ""},
		{"figure:killed<12", ""},
		{"figure:>1k", "figures"},
		{"is:unread", strings.Join(all, " ")},
		{"is:read", ""},
		{"is:unread korea", "prk kor"},
		{"is:starred", ""},
		{"is:unread OR is:starred", strings.Join(all, " ")},
		{"korea OR is:starred", "prk kor"},
		{"since:2026-04-10T11:57 korea", "prk"},
		{"before:2026-04-10T11:57 korea", "kor"},
		{"since:2026-04-10T11:57", "plain phrase prk"},
		{"-since:2026-04-10T11:55", "figures cjk accents"},
		{"feed:" + string(beta), "kor iaea figures cjk accents"},
		{"feed:none", ""},
		{"event:" + string(first.Event), "plain"},
		{"event:none", ""},
		{"event:none OR event:" + string(first.Event), "plain"},
		{"(event:none OR event:" + string(first.Event) + ") is:unread", "plain"},
		{"event:" + string(first.Event) + " OR korea", "plain prk kor"},
		{"朝鮮", "cjk"},
		{"鮮朝", ""},
		{"ミサイル 発射", "cjk"},
		{"россия", "cjk"},
		{"cafe zurich", "accents"},
		{"Café", "accents"},
		{"turkiye", "accents"},
		{`(korea OR "crossed a bridge") -person:rafael source:yonhap`, "plain"},
	} {
		got := b.find(row.query)
		if strings.Join(got, " ") != row.want {
			b.Errorf("%s finds %q, want %q", row.query, got, row.want)
		}
		top := keys(b.page(news.ListQuery{View: news.Top, Query: query(b, row.query)}))
		if strings.Join(top, " ") != row.want {
			b.Errorf("%s finds %q in top, want %q", row.query, top, row.want)
		}
		c, err := b.s.Counts(b.ctx, news.Local, query(b, row.query))
		b.must(err)
		if c.Stories != len(got) {
			b.Errorf("%s counts %d, finds %d", row.query, c.Stories, len(got))
		}
	}
}

func searchAtOnce(b *bench) {
	f := b.feed("alpha", func(f *news.Feed) { f.Tags = []string{"asia"} })
	st := story(f, "one", day, func(s *news.Story) { s.Markers = []news.Marker{{Class: news.PriorityMarker, Text: "FLASH"}} })
	b.file(f, st)
	for _, text := range []string{"is:unread", "source:alpha", "feed:" + string(f.ID), "since:2026-04-10", "is:urgent", "event:" + string(st.ID)} {
		same(b, "rows of "+text, len(b.find(text)), 1)
	}
	same(b, "rows of a word", len(b.find("headline")), 0)
	b.annotate(note(st))
	same(b, "rows of a word", len(b.find("headline")), 1)
}

func searchRanked(b *bench) {
	f := b.feed("alpha")
	in := story(f, "volcano", day.Add(-time.Hour))
	near := story(f, "near", day, func(s *news.Story) { s.Text = "A volcano far away. " + strings.Repeat("Other words follow here. ", 20) })
	none := story(f, "none", day.Add(time.Hour))
	b.tagged(f, in, near, none)
	sameAll(b, "newest first", b.find("volcano"), []string{"near", "volcano"})
	sameAll(b, "ranked", keys(b.page(news.ListQuery{Query: query(b, "volcano"), ByRank: true})), []string{"volcano", "near"})
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"is:unread", []string{"none", "near", "volcano"}}, // no words: by time
		{"is:unread OR volcano", []string{"volcano", "near", "none"}},
		{"is:unread (is:starred OR volcano OR since:2026-04-10T12:30:00Z)", []string{"volcano", "near", "none"}},
		{"is:unread OR (volcano -far)", []string{"volcano", "near", "none"}},
		{"is:starred OR volcano", []string{"volcano", "near"}},
		{"is:unread -volcano", []string{"none"}},
	} {
		q := news.ListQuery{Query: query(b, test.query), ByRank: true}
		sameAll(b, "ranked: "+test.query, keys(b.page(q)), test.want)
		q.Limit = 1
		for i, want := range test.want { // page by page, there and back
			p := b.page(q)
			sameAll(b, fmt.Sprintf("page %d of %s", i+1, test.query), keys(p), []string{want})
			same(b, "more", p.More, i+1 < len(test.want))
			if i > 0 {
				back := news.ListQuery{Query: q.Query, ByRank: true, Backward: true, After: p.Rows[0].Cursor}
				sameAll(b, fmt.Sprintf("before page %d of %s", i+1, test.query), keys(b.page(back)), test.want[:i])
			}
			q.After = p.Rows[0].Cursor
		}
	}
}

// searchThousands holds that an old story is ranked, however many newer ones have the word
// too, and that the few read stories are found.
func searchThousands(b *bench) {
	b.long()
	f := b.feed("alpha")
	all := []news.Story{story(f, "volcano", day.Add(-50*time.Hour))}
	for i := range 2100 {
		all = append(all, story(f, fmt.Sprintf("other%d", i), day.Add(-time.Duration(i)*time.Minute), func(s *news.Story) { s.Text = "One more volcano." }))
	}
	b.tagged(f, all...)
	p := b.page(news.ListQuery{Query: query(b, "volcano"), ByRank: true, Limit: 2})
	same(b, "the first of many", keys(p)[0], "volcano")
	for _, i := range []int{0, 900, 2100} {
		b.mark(news.MarkRead, true, all[i])
	}
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"is:read", []string{"other899", "other2099", "volcano"}},
		{"-is:unread", []string{"other899", "other2099", "volcano"}},
		{"-is:unread before:2026-04-09T12:00:00Z", []string{"other2099", "volcano"}},
		{"is:read before:2026-04-08T12:00:00Z more", nil},
	} {
		sameAll(b, test.query, b.find(test.query), test.want)
	}
	q := news.ListQuery{Query: query(b, "is:read"), Limit: 1}
	q.After = b.page(q).Rows[0].Cursor
	sameAll(b, "the second page of what is read", keys(b.page(q)), []string{"other2099"})
	counts, err := b.s.Counts(b.ctx, news.Local, query(b, "is:read"))
	b.must(err)
	same(b, "counted", counts.Stories, 3)
}

func searchTop(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	one, two := story(f, "one", day), story(g, "two", day.Add(time.Minute))
	b.tagged(f, one)
	b.tagged(g, two)
	b.join(two, one)
	p := b.page(news.ListQuery{View: news.Top, Query: query(b, "source:alpha headline")})
	same(b, "rows", len(p.Rows), 1)
	same(b, "stories of the event", p.Rows[0].Stories, 2)
}

func searchAges(b *bench) {
	f := b.feed("alpha")
	fresh, old := story(f, "fresh", day.Add(-time.Hour)), story(f, "old", day.Add(-50*time.Hour))
	b.tagged(f, fresh, old)
	q, err := news.ParseQuery("headline since:2d")
	b.must(err)
	sameAll(b, "young", keys(b.page(news.ListQuery{Query: q})), []string{"fresh"})
}

// searchHostile asks what could break out of the backend's own language.
func searchHostile(b *bench) {
	f := b.feed("alpha")
	b.tagged(f, story(f, "one", day))
	values := []string{`'; DROP TABLE story; --`, `a" OR "b`, `a* NEAR(b)`, `{title}:a`, `a_b`, `%`, `_`, `c_prk`, `x'`, `\`, `a OR`, strings.Repeat("long", 100)}
	for _, value := range values[:few(len(values), 2)] {
		for _, field := range []news.TermField{news.FieldText, news.FieldCountry, news.FieldAgency, news.FieldPerson, news.FieldSource, news.FieldLang, news.FieldTag,
			news.FieldClaim, news.FieldBy, news.FieldAbout, news.FieldFigure, news.FieldIs, news.FieldFeed, news.FieldEvent, "no such field"} {
			for _, t := range []news.Term{{Field: field, Value: value}, {Field: field, Value: value, Prefix: true}, {Field: field, Value: value, Op: ">", Num: 1}} {
				for _, e := range []news.Expr{&t, &news.Not{Part: &t}, &news.Or{Parts: []news.Expr{&t, &news.Not{Part: &t}}}} {
					_, err := b.s.Headlines(b.ctx, news.ListQuery{User: news.Local, View: news.Wire, Query: news.Query{Expr: e}, Limit: 10})
					if err != nil {
						b.Errorf("%s:%q: %v", field, value, err)
					}
				}
			}
		}
	}
	same(b, "rows", len(b.page(news.ListQuery{}).Rows), 1)
	deep := news.Expr(&news.Term{Value: "headline"})
	for range 60 {
		deep = &news.Not{Part: deep}
	}
	p := b.page(news.ListQuery{Query: news.Query{Expr: deep}})
	same(b, "rows of a deep query", fmt.Sprint(len(p.Rows)), "1")
}
