package sqlite

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"dateline/news"
	"dateline/store/packed"
)

// TestOldInsaneFigures plants what was stored before such figures were refused: it can
// be told as JSON, and reading the story again takes its rows back.
func TestOldInsaneFigures(t *testing.T) {
	ctx := context.Background()
	s := planStore(t)
	st := news.Story{ID: "s0-0", Title: "A headline", Text: "Words and more words."}
	most := math.Inf(1)
	old := packed.Finding{Mentions: []news.Mention{
		{Field: news.InText, Span: news.Span{End: 5}, Kind: news.FigureKind, Figure: &news.Figure{Value: math.Inf(1), Unit: "people"}},
		{Field: news.InText, Span: news.Span{Start: 6, End: 9}, Kind: news.FigureKind, Figure: &news.Figure{Value: 5, Max: &most, Unit: "people"}},
		{Field: news.InText, Span: news.Span{Start: 10, End: 14}, Kind: news.FigureKind, Figure: &news.Figure{Value: 12, Unit: "people"}},
	}}
	doc, err := packed.PackFinding(&old, &st)
	if err != nil {
		t.Fatal(err)
	}
	err = s.update(ctx, "plant", untilKill, func(x *tx) error {
		_, err := x.exec(`UPDATE finding SET doc = ? WHERE story = (SELECT n FROM story WHERE id = 's0-0')`, doc)
		if err == nil {
			_, err = x.exec(`INSERT INTO unit (n, name) VALUES (1, 'people')`)
		}
		for _, v := range []float64{most, 5, 12} {
			if err == nil {
				_, err = x.exec(`INSERT INTO figure (unit, value, story) SELECT 1, ?, n FROM story WHERE id = 's0-0'`, v)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Article(ctx, news.Local, st.ID)
	if err != nil || len(a.Mentions) != 3 || a.Mentions[2].Figure == nil || a.Mentions[2].Figure.Value != 12 {
		t.Fatalf("%v: %+v", err, a.Mentions)
	}
	fs, err := s.Stories(ctx, news.AnyUser, []news.StoryID{st.ID})
	if err != nil {
		t.Fatal(err)
	}
	for name, of := range map[string]any{"article": a, "filing": fs} {
		if _, err := json.Marshal(of); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for query, want := range map[string]int{"figure:>10": 1, "figure:>12": 0} {
		q, err := news.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := s.Counts(ctx, news.Local, q); err != nil || c.Stories != want {
			t.Errorf("%s finds %d stories (%v), want %d", query, c.Stories, err, want)
		}
	}
	if err := s.Annotate(ctx, []news.Annotation{{Story: st.ID, Version: 1, Tagger: "t"}}); err != nil {
		t.Fatal(err)
	}
	if left, err := column[float64](ctx, s.read, `SELECT value FROM figure`); err != nil || len(left) > 0 {
		t.Errorf("%v: rows left: %v", err, left)
	}
}
