package related

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"dateline/news"
	"dateline/news/newstest"
)

// The law of all work on strangers' text, for placing: twice the text takes twice the
// memory and steps, whether it stands in the headline or below. What is gone over for every
// word of itself would be allocated four times; a list that grows may take a little over twice.
func TestPlacingKeepsTheLaw(t *testing.T) {
	for i, p := range newstest.Hostile() {
		if testing.Short() && i%5 != 0 {
			continue
		}
		for _, inTitle := range []bool{false, true} {
			one, steps := placingTakes(p, 16<<10, inTitle)
			two, twice := placingTakes(p, 32<<10, inTitle)
			if two > 3*one+256<<10 {
				t.Errorf("%s (in the title: %v): %d bytes, then %d for twice the text", p.Name, inTitle, one, two)
			}
			if twice > 2*steps+1000 {
				t.Errorf("%s (in the title: %v): %d steps, then %d for twice the text", p.Name, inTitle, steps, twice)
			}
		}
	}
}

// A story whose budget is over is placed by what was seen until then: it founds an event where nothing
// was.
func TestPlacingEndsWithItsBudget(t *testing.T) {
	stories := madeStream(400)
	last := stories[399]
	placed := func(b *news.Budget) (news.Placement, news.EventID) {
		x := New(Options{})
		for _, f := range stories[:399] {
			x.Place(f, nil)
		}
		p := x.Place(last, b)
		return p, x.EventOf(last.Story.ID)
	}
	whole, _ := placed(nil)
	for _, c := range []struct {
		name  string
		steps int
		over  bool
		shown int // relations
	}{
		{"not read", 1, true, 0},
		{"read, not looked up", 300, true, 0},
		{"without a limit", 0, false, len(whole.Relations)},
		{"as the desk gives", 100_000, false, len(whole.Relations)},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := news.NewBudget(t.Context(), c.steps)
			p, kept := placed(b)
			if p.Event == "" || p.Event != kept || len(p.Relations) != c.shown || b.Over() != c.over {
				t.Errorf("event %q, in the index %q; %d relations, want %d; over %v after %d steps", p.Event, kept, len(p.Relations), c.shown, b.Over(), b.Spent())
			}
		})
	}
}

// placingTakes is how many bytes are allocated to place three stories of a text of n
// bytes, with a mention every ten, and how many steps that is.
func placingTakes(p newstest.Pattern, n int, inTitle bool) (allocated uint64, steps int) {
	text := news.CleanText(p.Text(n))
	x := New(Options{})
	budget := news.NewBudget(context.Background(), 0)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for j := range 3 {
		s := news.Story{ID: news.StoryID(fmt.Sprint(j)), Outlet: fmt.Sprint("Outlet ", j), Title: "A title", Text: text, Lang: "en", Published: start, Seen: start}
		var ms []news.Mention
		if inTitle {
			s.Title, s.Text = news.CleanLine(text), ""
		}
		for at := 0; at+10 < len(s.Text); at += 10 {
			ms = append(ms, news.Mention{Field: news.InText, Span: news.Span{Start: at, End: at + 4}, Kind: news.Kinds()[at/10%5],
				Ref: fmt.Sprint(at % 1000), Name: s.Text[at : at+4]})
		}
		x.Place(news.Filing{Story: s, Mentions: ms}, budget)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, budget.Spent()
}
