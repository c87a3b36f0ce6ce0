package cli

import (
	"strings"
	"testing"

	"dateline/news"
)

// Watches on the demo's edition fire for what its later rounds bring, once, with the
// very sentence.
func TestEditionFires(t *testing.T) {
	room := openEditionAt(t, editionDay)
	saveAll(t, room)
	if p, err := room.desk.Alerts(t.Context(), 100); err != nil || len(p.Alerts) != 0 {
		t.Fatalf("%d alerts for what was there before the watches, %v", len(p.Alerts), err)
	}
	round(t, room)
	round(t, room)
	fired := alerts(t, room)
	for _, tr := range news.Triggers() {
		// Whether the launch that is cleared is news of its own depends on which of its
		// stories comes first, and a turn of stance on what is read in one sentence: both
		// are held in desk, with engines of the test's own.
		if fired[tr] == 0 && tr != news.OnEvent && tr != news.OnStance {
			t.Errorf("nothing fired %s", tr)
		}
	}
}

// saveAll saves a watch a trigger on everything in English.
func saveAll(t *testing.T, room *newsroom) {
	t.Helper()
	for _, tr := range news.Triggers() {
		if _, err := room.desk.SaveSearch(t.Context(), news.SavedSearch{Name: "all " + string(tr), Query: "lang:en", Fires: []news.Trigger{tr}}); err != nil {
			t.Fatal(err)
		}
	}
}

// alerts counts what fired, and checks that each has its sentence.
func alerts(t *testing.T, room *newsroom) map[news.Trigger]int {
	t.Helper()
	p, err := room.desk.Alerts(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	fired := map[news.Trigger]int{}
	for _, a := range p.Alerts {
		fired[a.Trigger]++
		t.Logf("%s | %s | %s | %s | %s", a.Trigger, a.What, a.Outlet, a.Title, a.Sentence)
		art, err := room.store.Article(t.Context(), news.Local, a.Story)
		if err != nil {
			t.Fatal(err)
		}
		if art.Version == 1 { // else it may have fired for an earlier one
			if got := art.Field(a.Field)[a.Start:a.End]; got != a.Sentence {
				t.Errorf("the sentence is %q, at its place stands %q", a.Sentence, got)
			}
		}
		if strings.TrimSpace(a.Sentence) == "" || a.What == "" {
			t.Errorf("an alert says nothing: %+v", a)
		}
	}
	return fired
}
