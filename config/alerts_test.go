package config

import (
	"testing"
	"time"
)

func TestQuietUntil(t *testing.T) {
	seoul := time.FixedZone("KST", 9*3600)
	for _, c := range []struct {
		name, quiet string
		now         string // UTC
		zone        *time.Location
		want        string // UTC, "" for no quiet hours
	}{
		{"none", "", "2026-04-10T23:00", time.UTC, ""},
		{"before", "22:00-07:00", "2026-04-10T21:59", time.UTC, ""},
		{"as they begin", "22:00-07:00", "2026-04-10T22:00", time.UTC, "2026-04-11T07:00"},
		{"after midnight", "22:00-07:00", "2026-04-11T06:59", time.UTC, "2026-04-11T07:00"},
		{"as they end", "22:00-07:00", "2026-04-11T07:00", time.UTC, ""},
		{"by day", "12:00 - 13:30", "2026-04-10T13:00", time.UTC, "2026-04-10T13:30"},
		{"outside the day's", "12:00-13:30", "2026-04-10T13:30", time.UTC, ""},
		{"on the reader's clock", "22:00-07:00", "2026-04-10T14:00", seoul, "2026-04-10T22:00"},
		{"not on the machine's", "22:00-07:00", "2026-04-10T23:00", seoul, ""},
	} {
		now, err := time.Parse("2006-01-02T15:04", c.now)
		if err != nil {
			t.Fatal(err)
		}
		got, err := (&Alerts{Quiet: c.quiet}).QuietUntil(now, c.zone)
		text := ""
		if !got.IsZero() {
			text = got.UTC().Format("2006-01-02T15:04")
		}
		if err != nil || text != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, text, err, c.want)
		}
	}
}
