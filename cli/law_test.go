package cli

import (
	"context"
	"os"
	"strings"
	"testing"

	"dateline/claims"
	"dateline/desk"
	"dateline/entities"
	"dateline/news"
	"dateline/news/newstest"
)

// plainNews is what a text costs that nobody made to cost much.
const plainNews = "The governor of Tarsa said on Monday that 12 people were killed when the upper dam burst, the worst flood in France since 1999.\n" +
	"“We were told nothing,” said Ola Mark, mayor of Paris. The ministry denied that it had known of cracks, according to two officials.\n" +
	"Rain fell for three days over the valley, and some 2,300 families were moved to schools in the hills, where they wait for tents and food.\n"

// engineSteps is what the two readers of stories spend on a text.
func engineSteps(e *entities.Tagger, c *claims.Finder, text string, limit int) (entity, claim int, err error) {
	s := &news.Story{Title: "A title", Text: text, Lang: "en"}
	b := news.NewBudget(context.Background(), limit)
	ms := e.Find(s, b)
	entity = b.Spent()
	c.Find(s, ms, b)
	return entity, b.Spent() - entity, b.Err()
}

// The law of all work on strangers' text, for the engines: twice the text costs at most
// twice the steps, with little on top, and no text costs more than four times what news
// of the same length costs, being cut off there.
func TestEnginesKeepTheLaw(t *testing.T) {
	if testing.Short() {
		t.Skip("long: it counts steps, on one goroutine")
	}
	e, err := entities.New()
	if err != nil {
		t.Fatal(err)
	}
	c, err := claims.New()
	if err != nil {
		t.Fatal(err)
	}
	const small, large = 16 << 10, 32 << 10 // both whole pieces of paragraphs, which are 8 KiB
	plain := strings.Repeat(plainNews, large/len(plainNews))
	pe, pc, _ := engineSteps(e, c, plain, 0)
	normal := pe + pc
	budget := desk.StorySteps(&news.Story{Text: plain})
	t.Logf("news costs %.0f steps a byte (names and figures %.0f, claims %.0f), a story may cost %.0f", float64(normal)/float64(len(plain)),
		float64(pe)/float64(len(plain)), float64(pc)/float64(len(plain)), float64(budget)/float64(len(plain)))
	if budget < 2*normal || budget > 4*normal+300_000 {
		t.Errorf("a story may cost %d steps where news costs %d", budget, normal)
	}
	cut := 0
	for i, p := range newstest.Hostile() {
		if os.Getenv("DATELINE_LAW") == "" && i%5 != 0 { // DATELINE_LAW=1 has all, in two minutes
			continue
		}
		one, two := news.CleanText(p.Text(small)), news.CleanText(p.Text(large))
		e1, c1, _ := engineSteps(e, c, one, 0)
		e2, c2, _ := engineSteps(e, c, two, 0)
		for _, row := range []struct {
			engine   string
			one, two int
		}{{"entities", e1, e2}, {"claims", c1, c2}} {
			if row.one > 10*small && float64(row.two) > 2.2*float64(row.one) {
				t.Errorf("%s: %s spends %d steps on %d bytes, %d on %d", p.Name, row.engine, row.one, len(one), row.two, len(two))
			}
		}
		if e2+c2 <= budget {
			continue
		}
		cut++
		if e3, c3, err := engineSteps(e, c, two, budget); err == nil || e3+c3 > budget+budget/2 {
			t.Errorf("%s: spends %d steps of %d, %v", p.Name, e3+c3, budget, err)
		}
		if os.Getenv("DATELINE_LAW") != "" {
			t.Logf("%s is cut off: %.1f times what news costs", p.Name, float64(e2+c2)/float64(normal))
		}
	}
	t.Logf("%d patterns are cut off", cut)
}
