package related

import (
	"cmp"
	"slices"

	"dateline/news"
)

const (
	mostRelations = 10
	mostMates     = 6   // stories of a likely event that are added to those near
	likelyMate    = 0.1 // least chance of such an event
)

// candidate is an earlier story that may be shown beside the new one.
type candidate struct {
	neighbour
	own bool // of the event the new one went to
}

// candidates lists the stories near and the mates of the likelier ones, those of the story's own
// event first, each part best first. Of two stories equally like the new one, that is the
// better whose event is: what one member does not share with the new story another does.
func (x *Index) candidates(it *item, ev *event, near []neighbour, tried []standing) []candidate {
	near = x.mates(it, ev, near, tried)
	out := make([]candidate, len(near))
	for i := range near {
		c := &out[i]
		c.neighbour, c.own = near[i], x.items[near[i].n-x.first].event == ev
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		if a.own != b.own {
			return cmp.Compare(flag(b.own), flag(a.own))
		}
		return cmp.Compare(b.worth, a.worth)
	})
	return out
}

// mates adds the newest stories of the likely events that the words did not propose.
func (x *Index) mates(it *item, ev *event, near []neighbour, tried []standing) []neighbour {
	for i := range tried {
		s := &tried[i]
		if s.joins < likelyMate && s.ev != ev {
			continue
		}
		m := s.ev.members
		for j, k := len(m)-1, 0; j >= 0 && k < mostMates; j-- {
			if !slices.ContainsFunc(near, func(c neighbour) bool { return c.n == m[j] }) {
				near = append(near, x.weigh(it, m[j]))
				k++
			}
		}
	}
	return near
}

// relations lists what is worth showing beside the story, best first; the story it
// copies or replaces always is.
func (x *Index) relations(f *news.Filing, it *item, cs []candidate, src attribution) []news.Relation {
	var out []news.Relation
	var told []word
	for i := range cs {
		c := &cs[i]
		old := x.items[c.n-x.first]
		kind, ok := x.kind(c)
		repeats := c.n+1 == src.repeats && src.rule != "copy"
		origin := c.n+1 == src.number || repeats
		if !ok && !origin || len(out) >= mostRelations && !origin {
			continue
		}
		if told == nil {
			told = x.telltale(f, it)
		}
		x.budget.Spend(len(told)) // a relation is never left without its reason
		r := news.Relation{From: it.id, To: old.id, Kind: kind, Score: round(c.p), Why: why(told, it, old)}
		if origin {
			r.Why.Rule = src.rule
			if repeats {
				r.Why.Rule = "boilerplate"
			}
			if !ok && repeats {
				r.Kind = news.Background
			} else if !ok {
				r.Kind = news.Earlier
			}
			out = out[:min(len(out), mostRelations-1)]
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b news.Relation) int { return cmp.Compare(order(a.Kind), order(b.Kind)) })
	return out
}

// order puts the story's own event before the rest.
func order(k news.RelationKind) int {
	switch k {
	case news.SameEvent:
		return 0
	case news.Earlier:
		return 1
	}
	return 2
}

// kind says how an earlier story stands to the new one, and whether it is worth showing.
func (x *Index) kind(c *candidate) (news.RelationKind, bool) {
	switch {
	case c.own:
		return news.SameEvent, true
	case x.items[c.n-x.first].genre != "" || c.worth < x.at[worthShowing] || !x.named(c):
		return "", false
	case c.sure >= x.at[threadChance]:
		return news.Earlier, true
	}
	return news.Background, true
}

// named reports whether two stories share what names a happening: two names, one that is rare, or
// two rare words. Likeness of common words alone shows nothing.
func (x *Index) named(c *candidate) bool {
	return float64(c.name2) >= x.at[twoNames] || float64(c.name1) >= x.at[rareName] || float64(c.rare2) >= x.at[rareWords]
}
