package related

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
)

// Panel lays out what belongs beside the open story: the others of its event (same),
// then earlier and later events of the thread and background (links), by the relations
// the filings carry: the open story's, or else those of the others of its event. Rows of a group are in order of time, a reprint right after the
// story it copies; of several versions by one outlet only the newest is shown. Outlets and origins
// count the event with the open story. What the filings do not know (OutletKind,
// Country, Unread, NotCarried) is left to the caller.
func Panel(open news.Filing, same, links []news.Filing) news.Panel {
	p := news.Panel{Story: open.Story.ID, Outlet: open.Story.Outlet}
	p.Outlets, p.Origins = Spread(append([]news.Filing{open}, same...))
	p.Joined = joinings(&open, same)
	p.Rows = append(p.Rows, group(&open, newest(&open, same), func(*news.Filing) news.RelationKind { return news.SameEvent })...)
	for _, kind := range []news.RelationKind{news.Earlier, news.Later, news.Background} {
		var part []news.Filing
		for i := range links {
			if linkKind(&open, same, &links[i]) == kind {
				part = append(part, links[i])
			}
		}
		p.Rows = append(p.Rows, group(&open, newest(&open, part), func(*news.Filing) news.RelationKind { return kind })...)
		if kind == news.Background {
			p.Shared = sharedNames(&open, part)
		}
	}
	return p
}

// joinings lists by which stories other events became the open story's, as far as it still has them.
func joinings(open *news.Filing, same []news.Filing) (all []news.Joining) {
	event := append([]news.Filing{*open}, same...)
	slices.SortStableFunc(event, func(a, b news.Filing) int { return a.Story.Time().Compare(b.Story.Time()) })
	for i := range event {
		by := &event[i]
		for _, r := range by.Relations {
			at := slices.IndexFunc(event, func(f news.Filing) bool { return f.Story.ID == r.To })
			if r.Why.Rule != news.LateRule || at < 0 {
				continue
			}
			j := news.Joining{By: by.Story.ID, Outlet: by.Story.Outlet, With: r.To, Title: event[at].Story.Title}
			if r.To == open.Story.ID {
				j.Title = by.Story.Title
			}
			if a, b := open.Story.Time(), by.Story.Time(); !a.IsZero() && !b.IsZero() {
				j.Lag = b.Sub(a)
			}
			all = append(all, j)
		}
	}
	return all
}

// Spread counts the outlets that carry an event and the origins of their words.
func Spread(event []news.Filing) (outlets, origins int) {
	o, s := map[string]bool{}, map[string]bool{}
	for i := range event {
		f := &event[i]
		o[f.Story.Outlet] = true
		s[strings.ToLower(cmp.Or(f.Source, f.Story.Outlet))] = true
	}
	return len(o), len(s)
}

// newest leaves out the stories that their own outlet has replaced, and those that
// are versions of the open story.
func newest(open *news.Filing, fs []news.Filing) []news.Filing {
	replaced := map[news.StoryID]bool{}
	mark := func(f *news.Filing) {
		if f.Origin == "" {
			return
		}
		for i := range fs {
			if fs[i].Story.ID == f.Origin && fs[i].Story.Outlet == f.Story.Outlet {
				replaced[f.Origin] = true
			}
		}
	}
	mark(open)
	for i := range fs {
		mark(&fs[i])
	}
	return slices.DeleteFunc(slices.Clone(fs), func(f news.Filing) bool { return replaced[f.Story.ID] || f.Story.ID == open.Story.ID })
}

// linkKind says how a linked story stands to the open one and its event; Background when
// nothing says more. Of two events of one thread the earlier one is that which was first,
// whichever came here first.
func linkKind(open *news.Filing, same []news.Filing, other *news.Filing) news.RelationKind {
	kind := linked(open, other)
	for i := range same {
		if kind != "" {
			break
		}
		if kind = linked(&same[i], other); kind == news.Background {
			kind = "" // what is behind another story is not behind this one
		}
	}
	switch {
	case kind == news.Earlier && other.Story.Time().After(open.Story.Time()):
		return news.Later
	case kind == news.Later && other.Story.Time().Before(open.Story.Time()):
		return news.Earlier
	case kind == "":
		return news.Background
	}
	return kind
}

// linked is what one of two stories says about the other, "" when neither says anything.
func linked(one, other *news.Filing) news.RelationKind {
	if r, ok := relation(one, other); ok && r.Kind != news.SameEvent {
		return r.Kind
	}
	if r, ok := relation(other, one); ok && r.Kind == news.Earlier {
		return news.Later
	}
	return ""
}

// relation finds what from says about to.
func relation(from, to *news.Filing) (news.Relation, bool) {
	for _, r := range from.Relations {
		if r.To == to.Story.ID {
			return r, true
		}
	}
	return news.Relation{}, false
}

// group makes the rows of one group, reprints under their origin.
func group(open *news.Filing, fs []news.Filing, kind func(*news.Filing) news.RelationKind) []news.RelatedRow {
	slices.SortStableFunc(fs, func(a, b news.Filing) int { return a.Story.Time().Compare(b.Story.Time()) })
	notes := Notes(*open, fs)
	at := map[news.StoryID]int{}
	for i := range fs {
		at[fs[i].Story.ID] = i
	}
	copies := map[int][]int{}
	var tops []int
	for i := range fs {
		if j, ok := at[root(fs, at, i)]; ok && j != i {
			copies[j] = append(copies[j], i)
		} else {
			tops = append(tops, i)
		}
	}
	var rows []news.RelatedRow
	for _, i := range tops {
		for _, j := range append([]int{i}, copies[i]...) {
			rows = append(rows, row(open, &fs[j], kind(&fs[j]), notes[j]))
		}
	}
	return rows
}

// root follows the origins of story i within the group to the story copied first.
func root(fs []news.Filing, at map[news.StoryID]int, i int) news.StoryID {
	for range len(fs) {
		j, ok := at[fs[i].Origin]
		if !ok || j == i {
			break
		}
		i = j
	}
	return fs[i].Story.ID
}

func row(open, f *news.Filing, kind news.RelationKind, n news.Difference) news.RelatedRow {
	s := &f.Story
	r := news.RelatedRow{Story: s.ID, Event: f.Event, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Time: s.Time(),
		Kind: kind, Origin: f.Origin, Differs: n}
	if t := open.Story.Time(); !t.IsZero() && !r.Time.IsZero() {
		r.Lag = r.Time.Sub(t)
	}
	if f.Origin != "" && f.Source != s.Outlet {
		r.OriginName = f.Source
	}
	if rel, ok := relation(open, f); ok {
		r.Score, r.Why = rel.Score, rel.Why
	} else if rel, ok := relation(f, open); ok {
		r.Score, r.Why = rel.Score, rel.Why
	}
	return r
}

// mostShared is how many names the background's heading shows.
const mostShared = 4

// sharedNames lists the names of the open story that most of the others have too;
// countries by their code.
func sharedNames(open *news.Filing, others []news.Filing) []string {
	type tally struct {
		name  string
		kind  int
		count int
	}
	var ts []tally
	for i := range open.Mentions {
		m := &open.Mentions[i]
		name := label(m)
		if name == "" || slices.ContainsFunc(ts, func(t tally) bool { return t.name == name }) {
			continue
		}
		t := tally{name: name, kind: rank(m.Kind)}
		for j := range others {
			if slices.ContainsFunc(others[j].Mentions, func(o news.Mention) bool { return label(&o) == name }) {
				t.count++
			}
		}
		if t.count > 0 {
			ts = append(ts, t)
		}
	}
	slices.SortStableFunc(ts, func(a, b tally) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.kind, b.kind)) })
	var out []string
	for _, t := range ts[:min(mostShared, len(ts))] {
		out = append(out, t.name)
	}
	return out
}

// label is what a heading calls an entity, "" for figures and the unnamed.
func label(m *news.Mention) string {
	switch m.Kind {
	case news.FigureKind:
		return ""
	case news.Country:
		return m.Ref
	}
	return m.Name
}
