package draw

import (
	"testing"
	"time"
)

// A story keeps its time, and its age is sane, whatever the clock says.
func TestTimesByAnyClock(t *testing.T) {
	story := time.Date(2026, 4, 15, 14, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		name       string
		clock      time.Time
		stamp, age string
	}{
		{"right", story.Add(2 * time.Hour), "14:30", "2h"},
		{"a minute back", story.Add(-time.Minute), "14:30", "now"},
		{"a day back", story.AddDate(0, 0, -1), "15 Apr", "now"},
		{"a year back", story.AddDate(-1, 0, 0), "15 Apr 2026", "now"},
		{"six days ahead", story.AddDate(0, 0, 6), "Wed 14:30", "6d"},
		{"a month ahead", story.AddDate(0, 1, 0), "15 Apr", "30d"},
		{"a year ahead", story.AddDate(1, 0, 0), "15 Apr 2026", "365d"},
		{"a day short of two years ahead", story.AddDate(2, 0, -1), "15 Apr 2026", "730d"},
		{"two years ahead", story.AddDate(2, 0, 1), "15 Apr 2026", "2y"},
		{"2408 days ahead", story.AddDate(0, 0, 2408), "15 Apr 2026", "6y"},
	} {
		k := &Look{Zone: time.UTC}
		k.Tick(c.clock)
		if stamp, age := k.Stamp(story), k.Age(story); stamp != c.stamp || age != c.age {
			t.Errorf("%s: %q %q, want %q %q", c.name, stamp, age, c.stamp, c.age)
		}
	}
}
