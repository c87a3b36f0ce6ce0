package desk

import (
	"testing"
	"time"

	"dateline/news"
)

func TestTakenOver(t *testing.T) {
	start := time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)
	const old, other, third = "http://a.example/feed", "https://b.example/feed", "https://c.example/feed"
	type answer struct {
		after time.Duration
		to    string
		want  string
	}
	for _, row := range []struct {
		name    string
		answers []answer
	}{
		{"within the site", []answer{{0, "https://www.a.example/rss", "https://www.a.example/rss"}}},
		{"once", []answer{{0, other, ""}}},
		{"often within an hour", []answer{{0, other, ""}, {20 * time.Minute, other, ""}, {40 * time.Minute, other, ""}, {time.Hour, other, ""}}},
		{"twice in two days", []answer{{0, other, ""}, {48 * time.Hour, other, ""}}},
		{"three times over a day", []answer{{0, other, ""}, {12 * time.Hour, other, ""}, {24 * time.Hour, other, other}}},
		{"back in between", []answer{{0, other, ""}, {12 * time.Hour, "", ""}, {24 * time.Hour, other, ""}, {36 * time.Hour, other, ""}}},
		{"now here, now there", []answer{{0, other, ""}, {12 * time.Hour, third, ""}, {24 * time.Hour, other, ""}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var s news.FetchState
			for _, a := range row.answers {
				if got := takenOver(&s, old, a.to, start.Add(a.after)); got != a.want {
					t.Errorf("after %v: %q, want %q", a.after, got, a.want)
				}
			}
		})
	}
}
