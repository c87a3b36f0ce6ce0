package related

import (
	"cmp"
	"math"
	"slices"

	"dateline/news"
)

// likeness is the rule of background that the model for showing chose, rather than names
// in common alone.
const likeness = "likeness"

const (
	nBeside       = 11
	mostRelations = 10
	mostMates     = 6   // stories of a likely event that are added to those near
	likelyMate    = 0.1 // least chance of such an event
	// leastThread is the least chance, of being worth showing, that lets a story be called
	// an earlier one of the same thread. What is shown below it shares a name or two, and
	// "Earlier" would say more than is known.
	leastThread = 0.3
)

// candidate is an earlier story that may be shown beside the new one.
type candidate struct {
	neighbour
	own   bool    // of the event the new one went to
	shown float64 // chance that it is worth showing
}

// beside lists the stories near and the mates of the likelier ones, those of the story's own
// event first, each part best first. Of two stories equally like the new one, that is the
// better whose event is: what one member does not share with the new story another does.
func (x *Index) beside(it *item, ev *event, near []neighbour, tried []standing) []candidate {
	near = x.mates(it, ev, near, tried)
	out := make([]candidate, len(near))
	for i := range near {
		c := &out[i]
		c.neighbour, c.own = near[i], x.items[near[i].n-x.first].event == ev
		c.shown = logistic(x.model.Beside, x.besideFeatures(it, c, tried))
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		if a.own != b.own {
			return cmp.Compare(flag(b.own), flag(a.own))
		}
		return cmp.Compare(b.shown, a.shown)
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

// besideFeatures are what the model for showing sees of an earlier story.
func (x *Index) besideFeatures(it *item, c *candidate, tried []standing) []float32 {
	old := x.items[c.n-x.first]
	joins, best, mean := 0.0, c.p, c.p
	if i := slices.IndexFunc(tried, func(s standing) bool { return s.ev == old.event }); i >= 0 {
		joins, best, mean = tried[i].joins, tried[i].best[0], tried[i].mean()
	}
	var days float64
	if it.at != 0 && old.at != 0 {
		days = math.Abs(float64(it.at-old.at)) / 86400
	}
	own, p := flag(c.own), float32(logit(c.p))/5
	return []float32{1, p, float32(logit(joins)) / 5, own, float32(logit(best)) / 5, float32(logit(mean)) / 5,
		float32(math.Log1p(days)) / 5, own * p, c.names, c.rare / 10, c.miss}
}

// BesideNames gives these features in order.
func BesideNames() []string {
	return []string{"bias", "chance", "chance of its event", "own event", "best of its event", "mean of its event", "log days", "own event x chance", "names", "rarest", "names missing"}
}

// Beside calls visit for each earlier story that may be shown beside s, with what the
// model sees of it. For fitting the model; s is not taken in.
func (x *Index) Beside(s news.Story, visit func(news.StoryID, []float32)) {
	it := x.read(&news.Filing{Story: s})
	near := x.near(&it)
	tried := x.weighEvents(&it, near, nil)
	ev := x.choose(&it, tried)
	for _, c := range x.beside(&it, ev, near, tried) {
		visit(x.items[c.n-x.first].id, x.besideFeatures(&it, &c, tried))
	}
	if len(ev.members) == 0 {
		delete(x.events, ev.id)
	}
	x.lex.discard(&it)
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
			told = x.telltale(f)
		}
		r := news.Relation{From: it.id, To: old.id, Kind: kind, Score: round(c.p), Why: why(told, it, old)}
		if kind == news.Background && c.shown >= x.model.Show {
			r.Why.Rule = likeness
		}
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
	case c.shown >= leastThread:
		return news.Earlier, true
	case c.shown >= x.model.Show:
		return news.Background, true
	case c.p >= x.model.Behind && c.names > 0.5:
		return news.Background, true
	}
	return "", false
}
