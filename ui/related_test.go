package ui

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/related"
)

// beside puts the cursor of Related on the headline that begins so.
func (s *stage) beside(title string) *stage {
	s.t.Helper()
	for range len(s.m.related.Panel.Rows) + 2 {
		if x := s.m.related.Selected(); x != nil && strings.HasPrefix(x.Title, title) {
			return s
		}
		s.keys("j")
	}
	s.t.Fatalf("no headline %q in Related:\n%s", title, s.text())
	return s
}

// From an older story the panel shows what followed.
func TestLaterGoldens(t *testing.T) {
	for size, wh := range map[string][2]int{"40x12": {40, 12}, "80x24": {80, 24}, "120x40": {120, 40}} {
		t.Run(size, func(t *testing.T) {
			newScreen(t, wh[0], wh[1], Options{}, nil).keys("enter", "tab").beside("Crack seen").keys("enter", "tab").golden("later-" + size)
		})
	}
}

// Words in place of rows begin where the titles of groups do.
func TestRelatedWordsBeginWithTheTitles(t *testing.T) {
	column := func(story, words string) int {
		d := newFakeDesk()
		s := newScreen(t, 120, 40, Options{}, d).keys("W", "g")
		for range d.stories {
			if s.m.list().Selected().Title == story {
				break
			}
			s.keys("j")
		}
		for _, l := range strings.Split(s.text(), "\n") {
			if before, _, ok := strings.Cut(l, words); ok {
				return draw.Width(before)
			}
		}
		t.Fatalf("no %q:\n%s", words, s.text())
		return 0
	}
	d := newFakeDesk()
	alone := ""
	for _, s := range d.stories {
		if p, _ := d.Related(t.Context(), s.ID); len(p.Rows) == 0 {
			alone = s.Title
			break
		}
	}
	if title, words := column(d.stories[0].Title, "Same event"), column(alone, "nobody else has it yet"); title != words {
		t.Errorf("titles begin in column %d, words in %d", title, words)
	}
}

// What an outlet sends a second time is no reprint of its story.
func TestCopiesByTheOutletItself(t *testing.T) {
	first := newFakeDesk().stories[0].ID
	reprint := func(id news.StoryID, outlet string, of news.StoryID) news.RelatedRow {
		return news.RelatedRow{Story: id, Kind: news.SameEvent, Outlet: outlet, Title: "Dam", Origin: of}
	}
	other := news.RelatedRow{Story: "o", Kind: news.SameEvent, Outlet: "Kanto Press", Title: "Dam"}
	for _, c := range []struct {
		name string
		rows []news.RelatedRow
		want string
	}{
		{"of the open story", []news.RelatedRow{reprint("a", "CNN", first)}, "▸ again by CNN"},
		{"twice", []news.RelatedRow{reprint("a", "CNN", first), reprint("b", "CNN", first)}, "▸ again by CNN, 2 times"},
		{"by another outlet", []news.RelatedRow{reprint("a", "BBC", first)}, "▸ 1 reprint of this story: BBC"},
		{"by both", []news.RelatedRow{reprint("a", "BBC", first), reprint("b", "CNN", first)}, "▸ 1 reprint of this story: BBC · again by CNN"},
		{"of another story", []news.RelatedRow{other, reprint("a", "Kanto Press", "o")}, "▸ again by Kanto Press"},
		{"of another story by the open one's outlet", []news.RelatedRow{other, reprint("a", "CNN", "o")}, "▸ 1 reprint: CNN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, 200, 60, Options{}, nil)
			s.m.related.Update(related.PanelMsg{ID: first, Panel: news.Panel{Story: first, Outlet: "CNN", Outlets: 2, Origins: 2, Rows: c.rows}})
			found := false
			for _, l := range strings.Split(s.text(), "\n") {
				found = found || strings.TrimSpace(l[strings.LastIndex(l, "│")+1:]) == c.want || strings.HasSuffix(strings.TrimSpace(l), "│ "+c.want) || strings.HasSuffix(strings.TrimSpace(l), "│  "+c.want)
			}
			if !found {
				t.Errorf("not told %q:\n%s", c.want, s.text())
			}
		})
	}
}

func TestRelatedTellsWhatWasJoined(t *testing.T) {
	first := newFakeDesk().stories[0].ID
	for _, c := range []struct {
		name string
		j    news.Joining
		want string
	}{
		{"by another story", news.Joining{By: "x", Outlet: "Coast Times", Lag: 2 * time.Hour, With: "y", Title: "Regulator opens sluices"}, "was two events until Coast Times +2h: joined with “Regulator opens sluices”"},
		{"by the open one", news.Joining{By: first, Outlet: "Coast Times", With: "y", Title: "Regulator opens sluices"}, "was two events until this story: joined with “Regulator opens sluices”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, 120, 40, Options{}, nil)
			s.m.related.Update(related.PanelMsg{ID: first, Panel: news.Panel{Story: first, Outlets: 2, Origins: 2, Joined: []news.Joining{c.j}, Rows: []news.RelatedRow{{Story: "y", Kind: news.SameEvent, Title: "Regulator opens sluices"}}}})
			var column []string
			for _, l := range strings.Split(s.text(), "\n") {
				if i := strings.LastIndex(l, "│"); i >= 0 {
					column = append(column, strings.TrimSpace(l[i+len("│"):]))
				}
			}
			if got := strings.Join(strings.Fields(strings.Join(column, " ")), " "); !strings.Contains(got, "= "+c.want) {
				t.Errorf("not told %q:\n%s", c.want, s.text())
			}
		})
	}
}
