package watches

import (
	"strings"
	"testing"

	"dateline/news"
)

func TestParseWatch(t *testing.T) {
	for _, c := range []struct {
		name, line, query, fires, as string
		at                           int // of the mistake, -1 for none
	}{
		{"whole", "dam on event, figure as Dams", "dam", "event, figure", "Dams", -1},
		{"query alone", "dam country:EST", "dam country:EST", "event", "dam country:EST", -1},
		{"no name", "dam on all", "dam", "event, origin, stance, figure, correction", "dam", -1},
		{"nothing fires: only kept", "dam on  as Dams", "dam", "", "Dams", -1},
		{"words of the form in a query", "ban on ships as sea ice on event as Ice", "ban on ships as sea ice", "event", "Ice", -1},
		{"no such trigger", "dam on rain as Dams", "", "", "", 7},
		{"a wrong query", "dam country: on event as Dams", "", "", "", 12},
		{"nothing", " on event as x", "", "", "", -2},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, at, err := parseWatch(c.line)
			if c.at != -1 {
				if err == nil || c.at >= 0 && at != c.at {
					t.Errorf("error %v at %d, want one at %d", err, at, c.at)
				}
				return
			}
			if err != nil || s.Query != c.query || news.TriggerNames(s.Fires) != c.fires || s.Name != c.as {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}

func FuzzParseWatch(f *testing.F) {
	for _, line := range []string{"dam on event as Dams", "ban on ships as sea ice on event as Ice", "dam on rain", " as on as on ", "a\x1b on all as \u202e"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		s, at, err := parseWatch(line)
		if err != nil {
			if at > len(line) {
				t.Fatalf("mistake at %d of %d", at, len(line))
			}
			return
		}
		if err := s.Check(); err != nil {
			t.Fatalf("%+v is taken: %v", s, err)
		}
		if strings.Contains(s.Name+" "+s.Query, "on ") {
			return // words of the form in it may be read as the form
		}
		back, _, err := parseWatch(watchLine(&s))
		if err != nil || back.Query != s.Query || back.Name != s.Name {
			t.Fatalf("%q reads back as %+v, %v", watchLine(&s), back, err)
		}
	})
}
