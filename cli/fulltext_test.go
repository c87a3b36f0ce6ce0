package cli

import (
	"strings"
	"testing"

	"dateline/news"
)

// The demo's outlet that publishes headlines only has its articles on its pages: they are
// read, marked and kept, and the feed's text stays what it was.
func TestEditionFullText(t *testing.T) {
	room := openTestEdition(t)
	n := 0
	for _, a := range filed(t, room) {
		if a.Outlet != "Sterling Daily" {
			continue
		}
		n++
		f, err := room.desk.FullText(t.Context(), a.ID)
		if err != nil {
			t.Errorf("%s: %v", a.Title, err)
			continue
		}
		if len(f.Text) < 300 || strings.Contains(f.Text, "Most read") || strings.Contains(f.Text, "invented newspaper") || len(f.Mentions) == 0 {
			t.Errorf("%s: %d names in %q", a.Title, len(f.Mentions), f.Text)
		}
		again, err := room.store.FullText(t.Context(), news.AnyUser, a.ID)
		if err != nil || again.Text != f.Text {
			t.Errorf("%s is not kept: %v", a.Title, err)
		}
		if now, err := room.desk.Article(t.Context(), a.ID); err != nil || now.Text != a.Text || now.Version != a.Version {
			t.Errorf("%s: the page changed the story: %v", a.Title, err)
		}
	}
	if n == 0 {
		t.Error("the outlet without texts has no story")
	}
}

// What the second and third fetch change is listed, the withdrawal first.
func TestEditionChanges(t *testing.T) {
	room := openEditionAt(t, editionDay)
	since := room.clock()
	round(t, room)
	round(t, room)
	r, err := room.desk.Changes(t.Context(), since)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[news.RevisionKind]int{}
	figures := 0
	for i := range r.All {
		kinds[r.All[i].Kind]++
		figures += len(r.All[i].Figures)
	}
	if kinds[news.WithdrawnStory] == 0 || kinds[news.CorrectedStory] == 0 || kinds[news.UpdatedStory] == 0 || figures == 0 || r.All[0].Kind != news.WithdrawnStory {
		t.Errorf("changes are %v with %d figures", kinds, figures)
	}
	t.Logf("%v, %d figures", kinds, figures)
}
