package storetest

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"dateline/news"
	"dateline/store"
)

func watchlistTests() []test {
	return []test{
		{"searches are kept by name, for each user", searchesKept},
		{"a name is one of a kind", searchNames},
		{"a removed search comes back with its alerts", searchRemoved},
		{"a wrong search is refused", searchWrong},
		{"matching finds what the list finds", matchingLikeLists},
		{"news is fresh once, and only while there is a watch", freshOnce},
		{"a new version is fresh, a new reading is not", freshVersions},
		{"a watch begins after the news that is fresh", watchBegins},
		{"an alert fires once for a mark", firesOnce},
		{"of two handles that fire for the same news one does", firesOnceAtOnce},
		{"alerts are seen and removed, and that is undone", alertsChanged},
		{"alerts are told to one, not too often", alertsTold},
		{"sweeping takes old alerts and removed searches", alertsSwept},
	}
}

func (b *bench) save(name, query string, fires ...news.Trigger) news.SavedSearch {
	b.Helper()
	w, err := b.s.SaveSearch(b.ctx, news.SavedSearch{User: news.Local, Name: name, Query: query, Fires: fires, Made: day})
	b.must(err)
	return w
}

// searches writes what a user has saved.
func (b *bench) searches(user news.User) (all []string) {
	b.Helper()
	ws, err := b.s.Searches(b.ctx, user)
	b.must(err)
	for _, w := range ws {
		all = append(all, fmt.Sprintf("%s: %s (%s)", w.Name, w.Query, news.TriggerNames(w.Fires)))
	}
	return all
}

func searchesKept(b *bench) {
	before := b.tick()
	b.save("north", "country:PRK", news.OnFigure, news.OnEvent)
	dam := b.save("Dam", "tarsa dam")
	same(b, "marks of the tick grew", b.tick().Marks > before.Marks, true)
	_, err := b.s.SaveSearch(b.ctx, news.SavedSearch{User: "ana", Name: "dam", Query: "levee", Fires: []news.Trigger{news.OnEvent}, Made: day})
	b.must(err)
	sameAll(b, "searches", b.searches(news.Local), []string{"Dam: tarsa dam ()", "north: country:PRK (event, figure)"})
	sameAll(b, "another's", b.searches("ana"), []string{"dam: levee (event)"})
	sameAll(b, "watches of all", b.searches(""), []string{"north: country:PRK (event, figure)", "dam: levee (event)"})
	dam.Name, dam.Query = "The dam", "tarsa dam since:2d"
	_, err = b.s.SaveSearch(b.ctx, dam)
	b.must(err)
	b.must(b.s.Close())
	b.s = b.another()
	ws, err := b.s.Searches(b.ctx, news.Local)
	b.must(err)
	same(b, "searches", len(ws), 2)
	same(b, "renamed", ws[1].Name+ws[1].Query, "The damtarsa dam since:2d")
	same(b, "id", ws[1].ID, dam.ID)
	same(b, "made", ws[1].Made.Equal(day), true)
	same(b, "user", ws[1].User, news.Local)
}

func searchNames(b *bench) {
	b.save("Dam", "tarsa dam")
	north := b.save("north", "country:PRK")
	_, err := b.s.SaveSearch(b.ctx, news.SavedSearch{User: news.Local, Name: "dam", Query: "levee"})
	b.is(err, news.ErrExists)
	north.Name = "DAM"
	_, err = b.s.SaveSearch(b.ctx, north)
	b.is(err, news.ErrExists)
	_, err = b.s.SaveSearch(b.ctx, news.SavedSearch{ID: 999, User: news.Local, Name: "gone", Query: "levee"})
	b.is(err, news.ErrNotFound)
	_, err = b.s.SaveSearch(b.ctx, news.SavedSearch{ID: north.ID, User: "ana", Name: "mine", Query: "levee"})
	b.is(err, news.ErrNotFound)
	same(b, "searches", len(b.searches(news.Local)), 2)
}

func searchRemoved(b *bench) {
	_, sts, w := b.watching(1)
	b.fire(w, sts[0], "m")
	same(b, "alerts", len(b.alerts()), 1)
	b.must(b.s.RemoveSearch(b.ctx, news.Local, w.ID))
	b.is(b.s.RemoveSearch(b.ctx, news.Local, w.ID), news.ErrNotFound)
	same(b, "searches", len(b.searches(news.Local)), 0)
	same(b, "alerts", len(b.alerts()), 0)
	same(b, "stored for a removed watch", len(b.fire(w, sts[0], "other")), 0)
	b.save(w.Name, "another by that name")
	_, err := b.s.SaveSearch(b.ctx, w)
	b.is(err, news.ErrExists)
	w.Name = "back"
	_, err = b.s.SaveSearch(b.ctx, w)
	b.must(err)
	same(b, "searches", len(b.searches(news.Local)), 2)
	sameAll(b, "alerts", b.alerts(), []string{"back m"})
}

func searchWrong(b *bench) {
	for _, w := range []news.SavedSearch{
		{Name: "", Query: "dam"}, {Name: " dam", Query: "dam"}, {Name: "a\x1bb", Query: "dam"}, {Name: "dam", Query: ""},
		{Name: "dam", Query: "country:"}, {Name: "dam", Query: "dam", Fires: []news.Trigger{"rain"}}, {Name: "\u202edam", Query: "dam"},
	} {
		w.User = news.Local
		if _, err := b.s.SaveSearch(b.ctx, w); err == nil {
			b.Errorf("%+v is saved", w)
		}
	}
	same(b, "searches", len(b.searches(news.Local)), 0)
}

func matchingLikeLists(b *bench) {
	f, g := b.feed("alpha"), b.feed("beta")
	sts := append(numbered(f, 12), numbered(g, 12)...)
	b.tagged(f, sts[:12]...)
	b.tagged(g, sts[12:]...)
	b.mark(news.MarkRead, true, sts[2], sts[14])
	b.mark(news.MarkStarred, true, sts[3])
	b.annotate(note(sts[5], func(a *news.Annotation) {
		a.Mentions = []news.Mention{{Field: news.InTitle, Span: news.Span{End: 8}, Kind: news.Country, Ref: "PRK", Name: "North Korea"}}
	}))
	b.join(sts[6], sts[5])
	var ids []news.StoryID
	in := map[news.StoryID]bool{}
	for i, st := range sts {
		if i%3 != 1 {
			ids, in[st.ID] = append(ids, st.ID), true
		}
	}
	ids = append(ids, "missing")
	var ws []news.SavedSearch
	for _, q := range []string{"headline", "source:beta", "is:unread", "is:starred", "country:PRK", "alpha 004", "-is:unread", "paragraph -source:alpha",
		"event:" + string(sts[5].ID), "since:2026-04-10T11:55:00", "before:2026-04-10T11:55:00 headline", "feed:" + string(f.ID), "nothing", "is:starred OR country:PRK"} {
		ws = append(ws, news.SavedSearch{User: news.Local, Query: q}, news.SavedSearch{User: "ana", Query: q})
	}
	ws = append(ws, news.SavedSearch{User: news.Local, Query: "country:"})
	got, err := b.s.Matching(b.ctx, ws, ids)
	b.must(err)
	same(b, "answers", len(got), len(ws))
	for i, w := range ws[:len(ws)-1] {
		var want []news.StoryID
		for _, r := range b.page(news.ListQuery{User: w.User, Query: query(b, w.Query)}).Rows {
			if in[r.Story] {
				want = append(want, r.Story)
			}
		}
		slices.Sort(want)
		slices.Sort(got[i])
		sameAll(b, "stories of "+string(w.User)+" for "+w.Query, got[i], want)
	}
	same(b, "found by a query that cannot be read", len(got[len(ws)-1]), 0)
	none, err := b.s.Matching(b.ctx, ws, nil)
	b.must(err)
	same(b, "answers about no story", len(none), len(ws))
}

// fresh lists the keys of fresh stories, with the last order.
func (b *bench) fresh(limit int) (all []string, last int64) {
	b.Helper()
	fs, err := b.s.Fresh(b.ctx, limit)
	b.must(err)
	for _, f := range fs {
		same(b, "order grows", f.Order > last, true)
		last = f.Order
		all = append(all, fmt.Sprintf("%s v%d", f.Story.GUID, f.Story.Version))
	}
	return all, last
}

func freshOnce(b *bench) {
	f := b.feed("alpha")
	sts := numbered(f, 6)
	b.tagged(f, sts[:2]...)
	all, _ := b.fresh(10)
	same(b, "fresh without a watch", len(all), 0)
	b.save("kept only", "headline")
	b.tagged(f, sts[2])
	all, _ = b.fresh(10)
	same(b, "fresh without a watch that fires", len(all), 0)
	b.save("watch", "headline", news.OnEvent)
	b.tagged(f, sts[3], sts[4])
	all, _ = b.fresh(1)
	sameAll(b, "fresh up to one", all, []string{"alpha-003 v1"})
	all, last := b.fresh(10)
	sameAll(b, "fresh", all, []string{"alpha-003 v1", "alpha-004 v1"})
	b.tagged(f, sts[5])
	_, err := b.s.Fire(b.ctx, last, nil)
	b.must(err)
	all, _ = b.fresh(10)
	sameAll(b, "fresh after some were let go", all, []string{"alpha-005 v1"})
	fs, err := b.s.Fresh(b.ctx, 10)
	b.must(err)
	same(b, "arrived", fs[0].Arrived.Equal(sts[5].Seen), true)
	same(b, "event", fs[0].Event, news.EventID(sts[5].ID))
}

func freshVersions(b *bench) {
	f, sts, _ := b.watching(2)
	_, last := b.fresh(10)
	_, err := b.s.Fire(b.ctx, last, nil)
	b.must(err)
	for _, tagger := range []string{"t1", "t2"} {
		b.annotate(note(sts[0], func(a *news.Annotation) { a.Tagger = tagger }))
	}
	all, _ := b.fresh(10)
	same(b, "fresh after being read again", len(all), 0)
	sts[0].Title, sts[0].Seen = "Headline anew", day.Add(3*time.Hour)
	b.file(f, sts[0])
	all, _ = b.fresh(10)
	same(b, "fresh before it is read", len(all), 0)
	b.annotate(note(sts[0], func(a *news.Annotation) { a.Version = 2 }))
	b.annotate(note(sts[0], func(a *news.Annotation) { a.Version, a.Tagger = 2, "t3" }))
	all, _ = b.fresh(10)
	sameAll(b, "fresh", all, []string{"alpha-000 v2"})
	fs, err := b.s.Fresh(b.ctx, 10)
	b.must(err)
	same(b, "arrived", fs[0].Arrived.Equal(day.Add(3*time.Hour)), true)
}

// watching has a watch and n stories that came after it, not let go yet.
func (b *bench) watching(n int) (news.Feed, []news.Story, news.SavedSearch) {
	b.Helper()
	w := b.save("watch", "headline", news.OnEvent)
	f := b.feed("alpha")
	sts := numbered(f, n)
	b.tagged(f, sts...)
	return f, sts, w
}

func watchBegins(b *bench) {
	_, _, w := b.watching(2)
	_, last := b.fresh(10)
	second := b.save("second", "headline", news.OnOrigin)
	same(b, "the first begins before the news", w.Since < last, true)
	same(b, "the second after it", second.Since, last)
	w.Name = "renamed"
	w, err := b.s.SaveSearch(b.ctx, w)
	b.must(err)
	same(b, "a renamed watch goes on", w.Since < last, true)
	w.Query = "headline paragraph"
	w, err = b.s.SaveSearch(b.ctx, w)
	b.must(err)
	same(b, "one that looks for something else begins anew", w.Since, last)
}

// fire fires an alert for a story and returns what was stored.
func (b *bench) fire(w news.SavedSearch, st news.Story, marks ...string) []news.Alert {
	b.Helper()
	var as []news.Alert
	for _, m := range marks {
		as = append(as, alertOf(w, st, m))
	}
	fired, err := b.s.Fire(b.ctx, 0, as)
	b.must(err)
	return fired
}

func alertOf(w news.SavedSearch, st news.Story, mark string) news.Alert {
	return news.Alert{User: w.User, Search: w.ID, Rule: w.Name, Trigger: news.OnEvent, What: "a new event", Time: day, Story: st.ID, Event: news.EventID(st.ID),
		Outlet: st.Outlet, Title: st.Title, URL: st.URL, Field: news.InText, Span: news.Span{Start: 0, End: 5}, Sentence: mark, Mark: mark}
}

// alerts lists a user's alerts as rule and sentence, newest first; unseen ones only
// when asked.
func (b *bench) alerts() (all []string) {
	b.Helper()
	p, err := b.s.Alerts(b.ctx, news.Local, 100)
	b.must(err)
	for _, a := range p.Alerts {
		all = append(all, a.Rule+" "+a.Sentence)
	}
	return all
}

func (b *bench) unseen() int {
	b.Helper()
	p, err := b.s.Alerts(b.ctx, news.Local, 0)
	b.must(err)
	same(b, "alerts when none are asked for", len(p.Alerts), 0)
	return p.Unseen
}

func firesOnce(b *bench) {
	_, sts, w := b.watching(2)
	before := b.tick()
	fired := b.fire(w, sts[0], "a", "b", "a")
	same(b, "stored", len(fired), 2)
	same(b, "marks of the tick grew", b.tick().Marks > before.Marks, true)
	same(b, "stored again", len(b.fire(w, sts[1], "b")), 0)
	same(b, "unseen", b.unseen(), 2)
	sameAll(b, "alerts", b.alerts(), []string{"watch b", "watch a"})
	p, err := b.s.Alerts(b.ctx, news.Local, 1)
	b.must(err)
	same(b, "more", p.More, true)
	want := alertOf(w, sts[0], "b")
	want.ID, want.Mark = fired[1].ID, ""
	same(b, "alert", p.Alerts[0], want)
	_, err = b.s.ChangeAlerts(b.ctx, news.Local, news.AlertChange{Kind: news.AlertRemoved, On: true, Alerts: []news.AlertID{fired[0].ID}})
	b.must(err)
	same(b, "stored after it was removed", len(b.fire(w, sts[0], "a")), 0)
	other, err := b.s.SaveSearch(b.ctx, news.SavedSearch{User: "ana", Name: "hers", Query: "headline", Fires: []news.Trigger{news.OnEvent}})
	b.must(err)
	same(b, "stored for another's watch", len(b.fire(other, sts[0], "a")), 1)
	same(b, "alerts", len(b.alerts()), 1)
}

func firesOnceAtOnce(b *bench) {
	other := b.another()
	_, sts, w := b.watching(20)
	_, last := b.fresh(100)
	var as []news.Alert
	for _, st := range sts {
		as = append(as, alertOf(w, st, string(st.ID)))
	}
	var wg sync.WaitGroup
	fired := make([]int, 6)
	for i := range fired {
		s := []store.Store{b.s, other}[i%2]
		wg.Go(func() {
			got, err := s.Fire(b.ctx, last, as)
			if err != nil {
				b.Error(err)
			}
			fired[i] = len(got)
		})
	}
	wg.Wait()
	n := 0
	for _, f := range fired {
		n += f
	}
	same(b, "stored", n, len(sts))
	same(b, "alerts", len(b.alerts()), len(sts))
	all, _ := b.fresh(100)
	same(b, "fresh", len(all), 0)
}

func alertsChanged(b *bench) {
	_, sts, w := b.watching(1)
	fired := b.fire(w, sts[0], "a", "b", "c")
	before := b.tick()
	undo, err := b.s.ChangeAlerts(b.ctx, news.Local, news.AlertChange{Kind: news.AlertSeen, On: true, Alerts: []news.AlertID{fired[0].ID, 999}})
	b.must(err)
	same(b, "marks of the tick grew", b.tick().Marks > before.Marks, true)
	same(b, "unseen", b.unseen(), 2)
	undoAll, err := b.s.ChangeAlerts(b.ctx, news.Local, news.AlertChange{Kind: news.AlertSeen, On: true, All: true, Upto: fired[1].ID})
	b.must(err)
	same(b, "changed", len(undoAll.Alerts), 1)
	same(b, "unseen", b.unseen(), 1)
	for _, u := range []news.AlertChange{undoAll, undo} {
		_, err = b.s.ChangeAlerts(b.ctx, news.Local, u)
		b.must(err)
	}
	same(b, "unseen", b.unseen(), 3)
	undo, err = b.s.ChangeAlerts(b.ctx, "ana", news.AlertChange{Kind: news.AlertRemoved, On: true, Alerts: []news.AlertID{fired[0].ID}})
	b.must(err)
	same(b, "removed by another", len(undo.Alerts), 0)
	undo, err = b.s.ChangeAlerts(b.ctx, news.Local, news.AlertChange{Kind: news.AlertRemoved, On: true, All: true, Upto: fired[2].ID})
	b.must(err)
	same(b, "alerts", len(b.alerts()), 0)
	same(b, "unseen", b.unseen(), 0)
	_, err = b.s.ChangeAlerts(b.ctx, news.Local, undo)
	b.must(err)
	sameAll(b, "alerts", b.alerts(), []string{"watch c", "watch b", "watch a"})
	if _, err := b.s.ChangeAlerts(b.ctx, news.Local, news.AlertChange{Kind: "told", On: true, All: true, Upto: 9}); err == nil {
		b.Error("a state that there is not was set")
	}
}

func alertsTold(b *bench) {
	other := b.another()
	_, sts, w := b.watching(1)
	tell := func(s store.Store, at time.Time) int {
		as, err := s.Tell(b.ctx, news.Local, at, time.Minute)
		b.must(err)
		return len(as)
	}
	same(b, "told of nothing", tell(b.s, day), 0)
	fired := b.fire(w, sts[0], "a", "b")
	_, err := b.s.ChangeAlerts(b.ctx, news.Local, news.AlertChange{Kind: news.AlertSeen, On: true, Alerts: []news.AlertID{fired[0].ID}})
	b.must(err)
	same(b, "told", tell(b.s, day), 1)
	same(b, "told to another", tell(other, day), 0)
	b.fire(w, sts[0], "c", "d", "e")
	same(b, "told too soon", tell(other, day.Add(59*time.Second)), 0)
	same(b, "told to another user", func() int { as, _ := b.s.Tell(b.ctx, "ana", day, time.Minute); return len(as) }(), 0)
	same(b, "told when it is time", tell(other, day.Add(time.Minute)), 3)
	same(b, "told again", tell(b.s, day.Add(time.Hour)), 0)
	b.fire(w, sts[0], "f")
	same(b, "told after the clock went back", tell(b.s, day.Add(-time.Hour)), 1)
}

func alertsSwept(b *bench) {
	_, sts, w := b.watching(2)
	b.fire(w, sts[0], "a")
	gone := b.save("gone", "headline", news.OnEvent)
	b.fire(gone, sts[1], "a")
	b.must(b.s.RemoveSearch(b.ctx, news.Local, gone.ID))
	_, err := b.s.Sweep(b.ctx, day.Add(-24*time.Hour), 0)
	b.must(err)
	sameAll(b, "alerts", b.alerts(), []string{"watch a"})
	_, err = b.s.SaveSearch(b.ctx, gone)
	b.is(err, news.ErrNotFound)
	_, err = b.s.Sweep(b.ctx, day.Add(24*time.Hour), 0)
	b.must(err)
	same(b, "alerts", len(b.alerts()), 0)
	all, _ := b.fresh(10)
	same(b, "fresh stories that were swept", len(all), 0)
	sameAll(b, "searches", b.searches(news.Local), []string{"watch: headline (event)"})
}
