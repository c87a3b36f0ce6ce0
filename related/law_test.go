package related

import (
	"fmt"
	"runtime"
	"testing"

	"dateline/news"
	"dateline/news/newstest"
)

// The law of all work on strangers' text, for placing: twice the text takes twice the
// memory, whether it stands in the headline or below. Placing counts no steps, and what
// is gone over for every word of itself would be allocated four times; a list that grows
// may take a little over twice.
func TestPlacingKeepsTheLaw(t *testing.T) {
	for i, p := range newstest.Hostile() {
		if testing.Short() && i%5 != 0 {
			continue
		}
		for _, inTitle := range []bool{false, true} {
			one, two := placingTakes(p, 16<<10, inTitle), placingTakes(p, 32<<10, inTitle)
			if two > 3*one+256<<10 {
				t.Errorf("%s (in the title: %v): %d bytes, then %d for twice the text", p.Name, inTitle, one, two)
			}
		}
	}
}

// placingTakes is how many bytes are allocated to place three stories of a text of n
// bytes, with a mention every ten.
func placingTakes(p newstest.Pattern, n int, inTitle bool) uint64 {
	text := news.CleanText(p.Text(n))
	x := New(Options{})
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
		x.Place(news.Filing{Story: s, Mentions: ms})
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
