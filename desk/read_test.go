package desk

import (
	"fmt"
	"testing"
	"time"

	"dateline/news"
)

// What followed is seen from an older story: of each later event the first story that
// says so, in order of time, and nothing twice.
func TestRelatedShowsWhatFollowed(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	subscribe(t, s, "a")
	d := deskFor(t, w, s)
	start := d.now().Add(-240 * time.Hour)
	var stories []news.Story
	var as []news.Annotation
	for _, row := range []struct {
		id      string
		event   string
		hours   int
		earlier []news.StoryID
	}{
		{"root", "root", 0, nil},
		{"open", "open", 10, []news.StoryID{"root"}},
		{"same", "open", 11, []news.StoryID{"open"}}, // the engine may say so before a correction joins them
		{"next", "next", 30, []news.StoryID{"same"}},
		{"next2", "next", 31, []news.StoryID{"open", "same"}},
		{"last", "last", 90, []news.StoryID{"next", "open"}},
		{"far", "far", 99, []news.StoryID{"next"}},
	} {
		at := start.Add(time.Duration(row.hours) * time.Hour)
		st := news.Story{ID: news.StoryID(row.id), Feed: feedAt("a").ID, Outlet: "a", Title: "Headline of " + row.id, Text: "Text of " + row.id + ".", Published: at, Seen: at, Version: 1}
		p := news.Placement{Story: st.ID, Event: news.EventID(row.event), Source: st.Title}
		for _, to := range row.earlier {
			p.Relations = append(p.Relations, news.Relation{From: st.ID, To: to, Kind: news.Earlier, Score: 0.5})
		}
		stories = append(stories, st)
		as = append(as, news.Annotation{Story: st.ID, Version: 1, Tagger: d.o.Engines, Place: p})
	}
	if _, err := s.File(t.Context(), news.Delivery{Feed: feedAt("a").ID, Stories: stories}); err != nil {
		t.Fatal(err)
	}
	if err := s.Annotate(t.Context(), as); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ open, want string }{
		{"root", "[later open]"},
		{"open", "[same same earlier root later next later last]"},
		{"same", "[same open earlier root later next later last]"},
		{"next", "[same next2 earlier open earlier same later last later far]"},
		{"far", "[earlier next]"},
	} {
		p, err := d.Related(t.Context(), news.StoryID(row.open))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range p.Rows {
			got = append(got, string(r.Kind), string(r.Story))
		}
		if fmt.Sprint(got) != row.want {
			t.Errorf("beside %s stand %v, want %s", row.open, got, row.want)
		}
	}
}
