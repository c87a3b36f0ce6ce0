package cli

import (
	"testing"
	"time"

	"dateline/news"
)

// The edition is told in words of the day it is shown on ("on Saturday"), so it is
// another text every day. What it promises holds on each.
func TestEditionAnyDay(t *testing.T) {
	if testing.Short() {
		t.Skip("a day is two seconds")
	}
	for _, row := range []struct {
		name string
		at   time.Time
	}{
		{"Monday", time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)},
		{"Tuesday", time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)},
		{"Wednesday", time.Date(2026, time.November, 25, 9, 0, 0, 0, time.UTC)},
		{"Thursday", time.Date(2026, time.November, 26, 9, 0, 0, 0, time.UTC)},
		{"Friday", time.Date(2026, time.November, 27, 9, 0, 0, 0, time.UTC)},
		{"Saturday", time.Date(2026, time.November, 28, 9, 0, 0, 0, time.UTC)},
		{"Sunday", time.Date(2026, time.November, 29, 9, 0, 0, 0, time.UTC)},
		{"midnight", time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC)},
		{"a year's last second", time.Date(2026, time.December, 31, 23, 59, 59, 0, time.UTC)},
		{"a year's first morning", time.Date(2027, time.January, 1, 3, 0, 0, 0, time.UTC)},
		{"leap day", time.Date(2028, time.February, 29, 12, 0, 0, 0, time.UTC)},
	} {
		t.Run(row.name, func(t *testing.T) {
			room := openEditionAt(t, row.at)
			grouped(t, room)
			reprinted(t, room)
			marked(t, room)
			searchable(t, room)
			saveAll(t, room)
			versioned(t, room)
			fired := alerts(t, room)
			for _, tr := range []news.Trigger{news.OnOrigin, news.OnFigure, news.OnCorrection} { // as in TestEditionFires
				if fired[tr] == 0 {
					t.Errorf("nothing fired %s", tr)
				}
			}
		})
	}
}
