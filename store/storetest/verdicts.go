package storetest

import (
	"fmt"
	"sync"

	"dateline/news"
	"dateline/store"
)

func verdictTests() []test {
	return []test{
		{"the last word on a story and an event holds", verdictsKept},
		{"what is taken back is told too", verdictsTakenBack},
		{"a correction files its stories with it", verdictsFiled},
		{"verdicts need no story", verdictsStay},
		{"one process and one reader see what another said", verdictsShared},
		{"two processes lose none of each other's", verdictsAtOnce},
		{"the newest are kept", verdictsMany},
		{"a reader's own are his", verdictsOwn},
	}
}

func verdict(s, e string, r news.Ruling) news.Verdict {
	return news.Verdict{Story: news.StoryID(s), Event: news.EventID(e), Ruling: r}
}

// verdicts writes what was said after a sequence number.
func verdicts(b *bench, s store.Store, after int64) (all []string, last int64) {
	b.Helper()
	vs, err := s.Verdicts(b.ctx, after)
	b.must(err)
	for _, v := range vs {
		same(b, "sequence grows", v.Seq > max(last, after), true)
		last = v.Seq
		all = append(all, fmt.Sprintf("%s %s %s", v.Story, v.Event, v.Ruling))
	}
	return all, last
}

func verdictsKept(b *bench) {
	all, _ := verdicts(b, b.s, 0)
	same(b, "verdicts of an empty store", len(all), 0)
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict("b", "a", news.RuledApart), verdict("c", "a", news.RuledApart)}, nil))
	_, last := verdicts(b, b.s, 0)
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict("b", "a", news.RuledSame), verdict("b", "d", news.RuledApart)}, nil))
	all, _ = verdicts(b, b.s, 0)
	sameAll(b, "verdicts", all, []string{"c a apart", "b a same", "b d apart"})
	all, _ = verdicts(b, b.s, last)
	sameAll(b, "verdicts since", all, []string{"b a same", "b d apart"})
}

func verdictsTakenBack(b *bench) {
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict("b", "a", news.RuledApart)}, nil))
	_, last := verdicts(b, b.s, 0)
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict("b", "a", news.RuledOpen)}, nil))
	all, last := verdicts(b, b.s, last)
	sameAll(b, "verdicts", all, []string{"b a "})
	all, _ = verdicts(b, b.s, last)
	same(b, "verdicts after the last", len(all), 0)
}

func verdictsFiled(b *bench) {
	f := b.feed("alpha")
	st, other := story(f, "one", day), story(f, "two", day)
	b.tagged(f, st, other)
	before := b.tick()
	a := note(other)
	a.Place.Event = news.EventID(st.ID)
	b.must(b.s.Correct(b.ctx, []news.Verdict{{Story: other.ID, Event: a.Place.Event, Ruling: news.RuledSame}}, []news.Annotation{a}))
	same(b, "stories of the event", b.article(st.ID).Event.Stories, 2)
	same(b, "rows", len(b.page(news.ListQuery{View: news.Top}).Rows), 1)
	between := b.tick()
	same(b, "tick grew", between.Stories > before.Stories, true)
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict("b", "a", news.RuledApart)}, nil))
	same(b, "tick grew without an annotation", b.tick().Stories > between.Stories, true)
	between = b.tick()
	b.must(b.s.Correct(b.ctx, nil, nil))
	same(b, "tick with nothing said", b.tick(), between)
}

func verdictsStay(b *bench) {
	f := b.feed("alpha")
	st := story(f, "one", day)
	b.tagged(f, st)
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict(string(st.ID), "none", news.RuledApart), verdict("none", "none", news.RuledSame)}, nil))
	b.must(b.s.RemoveFeed(b.ctx, f.ID))
	b.sweep(day.Add(1), 0, 1)
	b.must(b.s.Close())
	b.s = b.another()
	all, _ := verdicts(b, b.s, 0)
	sameAll(b, "verdicts", all, []string{string(st.ID) + " none apart", "none none same"})
}

func verdictsShared(b *bench) {
	other := b.another()
	f := b.feed("alpha")
	st, two := story(f, "one", day), story(f, "two", day)
	b.tagged(f, st, two)
	before, err := other.Tick(b.ctx)
	b.must(err)
	a := note(two)
	a.Place.Event = news.EventID(st.ID)
	b.must(b.s.Correct(b.ctx, []news.Verdict{{Story: two.ID, Event: a.Place.Event, Ruling: news.RuledSame}}, []news.Annotation{a}))
	after, err := other.Tick(b.ctx)
	b.must(err)
	same(b, "the other's tick grew", after.Stories > before.Stories, true)
	all, _ := verdicts(b, other, 0)
	sameAll(b, "the other's verdicts", all, []string{fmt.Sprintf("%s %s same", two.ID, st.ID)})
	for _, user := range []news.User{news.Local, "ana"} {
		p, err := other.Headlines(b.ctx, news.ListQuery{User: user, View: news.Top, Limit: 10})
		b.must(err)
		same(b, "events of "+string(user), len(p.Rows), 1)
	}
}

func verdictsAtOnce(b *bench) {
	other := b.another()
	var wg sync.WaitGroup
	for i, s := range []store.Store{b.s, other} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range 20 {
				if err := s.Correct(b.ctx, []news.Verdict{verdict(fmt.Sprint(i, "-", n), "e", news.RuledApart)}, nil); err != nil {
					b.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	all, _ := verdicts(b, b.s, 0)
	same(b, "verdicts", len(all), 40)
}

func verdictsOwn(b *bench) {
	own := verdict("b", "a", news.RuledApart)
	own.User = ana
	before := b.tick()
	b.must(b.s.Correct(b.ctx, []news.Verdict{own}, nil))
	after := b.tick()
	same(b, "the tick of marks grew", after.Marks > before.Marks, true)
	same(b, "the tick of stories", after.Stories, before.Stories)
	b.must(b.s.Correct(b.ctx, []news.Verdict{verdict("b", "a", news.RuledSame), {User: ben, Story: "c", Event: "a", Ruling: news.RuledSame}}, nil))
	all, _ := verdicts(b, b.s, 0)
	sameAll(b, "everybody's", all, []string{"b a same"})
	for user, want := range map[news.User]string{ana: "ana b a apart", ben: "ben c a same", news.Local: ""} {
		vs, err := b.another().OwnVerdicts(b.ctx, user)
		b.must(err)
		var got string
		for _, v := range vs {
			got += fmt.Sprintf("%s %s %s %s", v.User, v.Story, v.Event, v.Ruling)
		}
		same(b, "verdicts of "+string(user), got, want)
	}
}

func verdictsMany(b *bench) {
	const kept, more = 10_000, 100
	var vs []news.Verdict
	for i := range kept + more {
		vs = append(vs, verdict(fmt.Sprint(i), "e", news.RuledApart))
	}
	b.must(b.s.Correct(b.ctx, vs[:kept], nil))
	b.must(b.s.Correct(b.ctx, vs[kept:], nil))
	all, _ := verdicts(b, b.s, 0)
	same(b, "at least the newest", len(all) >= kept, true)
	same(b, "the newest", all[len(all)-1], fmt.Sprintf("%d e apart", kept+more-1))
	same(b, "first of the newest", all[len(all)-kept], fmt.Sprintf("%d e apart", more))
}
