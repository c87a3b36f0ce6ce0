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
// of the same length costs, being cut off there. DATELINE_LAW=1 has all patterns, and
// texts of 256 KiB too.
func TestEnginesKeepTheLaw(t *testing.T) {
	if testing.Short() {
		t.Skip("long: it counts steps, on one goroutine")
	}
	e, c := lawEngines(t)
	const small, large, whole = 16 << 10, 32 << 10, 256 << 10 // whole pieces of paragraphs, which are 8 KiB
	plain := strings.Repeat(plainNews, large/len(plainNews))
	pe, pc, _ := engineSteps(e, c, plain, 0)
	normal := pe + pc
	budget := desk.StorySteps(&news.Story{Text: plain})
	t.Logf("news costs %.0f steps a byte (names and figures %.0f, claims %.0f), a story may cost %.0f", float64(normal)/float64(len(plain)),
		float64(pe)/float64(len(plain)), float64(pc)/float64(len(plain)), float64(budget)/float64(len(plain)))
	if budget < 2*normal || budget > 4*normal+300_000 {
		t.Errorf("a story may cost %d steps where news costs %d", budget, normal)
	}
	all, cut := os.Getenv("DATELINE_LAW") != "", 0
	for i, p := range newstest.Hostile() {
		if !all && i%5 != 0 {
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
		if all {
			cutOff(t, e, c, p.Name, news.CleanText(p.Text(whole)))
		}
		if e2+c2 > budget && cutOff(t, e, c, p.Name, two) {
			cut++
		}
	}
	t.Logf("%d patterns are cut off", cut)
}

// cutOff has the engines read a text within a story's budget, and reports whether it was
// spent before they were done. They stop where it is: what was begun may be finished, a
// fifth of a budget more.
func cutOff(t *testing.T, e *entities.Tagger, c *claims.Finder, name, text string) bool {
	t.Helper()
	budget := desk.StorySteps(&news.Story{Text: text})
	es, cs, err := engineSteps(e, c, text, budget)
	if over := es + cs - budget; over > budget/5 || err == nil && over > 0 {
		t.Errorf("%s: %d bytes cost %d steps, %.0f %% more than they may (names and figures %d), %v",
			name, len(text), es+cs, 100*float64(over)/float64(budget), es, err)
	}
	if err != nil && os.Getenv("DATELINE_LAW") != "" {
		t.Logf("%s is cut off at %d bytes, %+.1f %%", name, len(text), 100*float64(es+cs-budget)/float64(budget))
	}
	return err != nil
}

func lawEngines(t *testing.T) (*entities.Tagger, *claims.Finder) {
	t.Helper()
	e, err := entities.New()
	if err != nil {
		t.Fatal(err)
	}
	c, err := claims.New()
	if err != nil {
		t.Fatal(err)
	}
	return e, c
}
