package cli

import (
	"cmp"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/claims"
	"dateline/desk"
	"dateline/entities"
	"dateline/news"
	"dateline/news/newstest"
)

// TestDearestStory looks for the story that costs the engines most: patterns are cut,
// joined and kept when they cost more steps a byte than those before. One whose cost
// grows faster than it does fails, and one that is not stopped at its budget.
// DATELINE_DEAREST=5m looks for that long.
func TestDearestStory(t *testing.T) {
	if testing.Short() {
		t.Skip("long: it counts steps, on one goroutine")
	}
	long, _ := time.ParseDuration(os.Getenv("DATELINE_DEAREST"))
	rounds, deadline := 30, time.Now().Add(long)
	e, c := lawEngines(t)
	d := dearestStory{tagger: e, finder: c, rnd: rand.New(rand.NewPCG(11, 7)), table: append(newstest.Hostile(), newstest.Pattern{Name: "news", Unit: plainNews})}
	tried := 0
	for ; tried < rounds || time.Now().Before(deadline); tried++ {
		d.try(t)
	}
	t.Logf("%d tried", tried)
	for _, k := range d.kept[:min(len(d.kept), 5)] {
		t.Logf("%5.0f steps a byte: %.100q %.100q", k.cost, k.Head, k.Unit)
	}
}

// dearestStory has the dearest patterns so far.
type dearestStory struct {
	tagger *entities.Tagger
	finder *claims.Finder
	rnd    *rand.Rand
	table  []newstest.Pattern
	kept   []pricedStory
}

type pricedStory struct {
	newstest.Pattern
	cost float64 // steps a byte
}

// try makes a pattern of those that were dear and of the table, and keeps it when it is.
func (d *dearestStory) try(t *testing.T) {
	p := d.pick()
	switch other := d.pick(); d.rnd.IntN(5) {
	case 0:
		p.Unit += d.piece(other.Unit)
	case 1:
		p.Unit = d.piece(p.Unit) + d.piece(other.Unit)
	case 2:
		p.Unit = d.piece(p.Unit) + " " + d.piece(other.Unit) + " "
	case 3:
		p.Unit += "\n" // a paragraph a piece
	default:
		p.Head += d.piece(other.Unit)
	}
	if p.Unit == "" || len(p.Unit) > 1000 || len(p.Head) > 1000 {
		return
	}
	const small, large = 8 << 10, 16 << 10 // whole pieces of paragraphs
	text := news.CleanText(p.Text(large))
	one, two := d.steps(news.CleanText(p.Text(small))), d.steps(text)
	if one > 10*small && float64(two) > 2.2*float64(one)+100_000 {
		t.Errorf("%d steps, then %d for twice the text: head %q, unit %q", one, two, p.Head, p.Unit)
	}
	if two > desk.StorySteps(&news.Story{Text: text}) {
		cutOff(t, d.tagger, d.finder, p.Head+p.Unit, text)
	}
	d.kept = append(d.kept, pricedStory{p, float64(two) / float64(len(text)+1)})
	slices.SortStableFunc(d.kept, func(a, b pricedStory) int { return cmp.Compare(b.cost, a.cost) })
	d.kept = d.kept[:min(len(d.kept), 12)]
}

func (d *dearestStory) steps(text string) int {
	e, c, _ := engineSteps(d.tagger, d.finder, text, 0)
	return e + c
}

// pick returns a pattern of the table or one that was dear, as likely.
func (d *dearestStory) pick() newstest.Pattern {
	if n := len(d.kept); n > 0 && d.rnd.IntN(2) == 0 {
		return d.kept[d.rnd.IntN(n)].Pattern
	}
	return d.table[d.rnd.IntN(len(d.table))]
}

// piece is a part of a text, whole letters.
func (d *dearestStory) piece(s string) string {
	if s == "" {
		return s
	}
	i := d.rnd.IntN(len(s))
	return strings.ToValidUTF8(s[i:i+d.rnd.IntN(min(len(s)-i, 80))+1], "")
}
