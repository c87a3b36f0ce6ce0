package related

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/news"
)

const (
	mostRelations = 10
	mostMembers   = 12 // members of an event compared besides those proposed
)

// choose finds the event the story joins, or founds one.
func (x *Index) choose(it *item, near []neighbour) *event {
	if id, ok := x.rules.same[it.id]; ok {
		return x.event(id)
	}
	var best *event
	score := x.model.Join
	var tried []*event
	for _, c := range near {
		ev := x.items[c.n-x.first].event
		if c.p < x.model.Join/2 || len(tried) == 6 {
			break
		}
		if slices.Contains(tried, ev) || !x.open(it, ev) {
			continue
		}
		tried = append(tried, ev)
		if s := x.support(it, ev, near); s >= score {
			best, score = ev, s
		}
	}
	if best == nil {
		return x.event(x.rules.founded(it.id))
	}
	return best
}

// open reports whether the event can still be joined by the story: near enough in
// time, and not forbidden by the reader.
func (x *Index) open(it *item, ev *event) bool {
	if x.rules.apart(it.id, ev.id) {
		return false
	}
	gap := it.at - ev.last
	return it.at == 0 || ev.last == 0 || time.Duration(gap)*time.Second <= x.opt.Events
}

// support is the mean chance of the best three members of the event.
func (x *Index) support(it *item, ev *event, near []neighbour) float64 {
	var ps []float64
	have := map[uint32]bool{}
	for _, c := range near {
		if x.items[c.n-x.first].event == ev {
			ps = append(ps, c.p)
			have[c.n] = true
		}
	}
	for i := len(ev.members) - 1; i >= 0 && i >= len(ev.members)-mostMembers && len(ps) < 3; i-- {
		if n := ev.members[i]; !have[n] {
			ps = append(ps, x.weigh(it, n).p)
		}
	}
	slices.SortFunc(ps, func(a, b float64) int { return -cmpFloat(a, b) })
	ps = ps[:min(3, len(ps))]
	sum := 0.0
	for _, p := range ps {
		sum += p
	}
	return sum / float64(max(1, len(ps)))
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// relations lists what is worth showing beside the story.
func (x *Index) relations(f *news.Filing, it *item, ev *event, near []neighbour) []news.Relation {
	var out []news.Relation
	for _, c := range near {
		old := &x.items[c.n-x.first]
		kind, ok := x.kind(old, ev, c)
		if !ok || len(out) == mostRelations {
			continue
		}
		out = append(out, news.Relation{From: it.id, To: old.id, Kind: kind, Score: round(c.p), Why: x.why(f, it, old)})
	}
	return out
}

// kind says how an earlier story stands to a new one of event ev, and whether it is
// worth showing.
func (x *Index) kind(old *item, ev *event, c neighbour) (news.RelationKind, bool) {
	switch {
	case old.event == ev:
		return news.SameEvent, true
	case c.p >= x.model.Show:
		return news.Earlier, true
	case c.p >= x.model.Behind && c.names > 0.5:
		return news.Background, true
	}
	return "", false
}

func round(p float64) float64 { return math.Round(p*1000) / 1000 }

// why tells what the two stories share, in the new one's words.
func (x *Index) why(f *news.Filing, it, old *item) news.Why {
	var parts []string
	if s := x.sharedWords(f, it, old); s != "" {
		parts = append(parts, "shared: "+s)
	}
	if it.at != 0 && old.at != 0 {
		parts = append(parts, apart(it.at-old.at))
	}
	return news.Why{Rule: "model", Detail: strings.Join(parts, "; ")}
}

// apart says how far apart two times are, in words.
func apart(secs int64) string {
	if secs < 0 {
		secs = -secs
	}
	switch h := secs / 3600; {
	case h < 1:
		return fmt.Sprintf("%d min apart", secs/60)
	case h < 48:
		return fmt.Sprintf("%d h apart", h)
	default:
		return fmt.Sprintf("%d days apart", h/24)
	}
}

// sharedWords lists up to six of the rarest words of the new story that the old
// one has too.
func (x *Index) sharedWords(f *news.Filing, it, old *item) string {
	var found []word
	scan := func(text string) {
		words(text, func(t token) {
			n, ok := x.lex.number[t.hash]
			if !ok || t.stop || !old.has(n) || slices.ContainsFunc(found, func(w word) bool { return w.n == n }) {
				return
			}
			found = append(found, word{n, x.lex.idf(n), text[t.start:t.end]})
		})
	}
	scan(f.Story.Title)
	scan(lead(&f.Story))
	slices.SortStableFunc(found, func(a, b word) int { return cmpFloat(float64(b.idf), float64(a.idf)) })
	found = found[:min(6, len(found))]
	texts := make([]string, len(found))
	for i, w := range found {
		texts[i] = w.text
	}
	return strings.Join(texts, ", ")
}

type word struct {
	n    uint32
	idf  float32
	text string
}

// has reports whether the story has the term in headline or lead.
func (it *item) has(n uint32) bool {
	_, ok := slices.BinarySearch(it.title, n)
	if !ok {
		_, ok = slices.BinarySearch(it.lead, n)
	}
	return ok
}
