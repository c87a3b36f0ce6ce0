package entity

import (
	"testing"

	"dateline/news"
)

// A claim of others names its speaker once.
func TestTold(t *testing.T) {
	court := news.Speaker{Kind: news.NamedSpeaker, Name: "the supreme court", Rows: make([]news.ClaimRow, 1)}
	twice := court
	twice.Rows = make([]news.ClaimRow, 2)
	for _, c := range []struct {
		name string
		of   *news.Speaker
		row  news.ClaimRow
		want string
	}{
		{"a cue", &court, news.ClaimRow{Source: "the supreme court", Cue: "said", Words: "it is over"}, "the supreme court said it is over"},
		{"words elsewhere", &court, news.ClaimRow{Source: "the supreme court", Cue: "announced", Words: "It is over", Apart: true},
			"the supreme court announced: It is over"},
		{"no cue", &court, news.ClaimRow{Source: "the supreme court", Cue: ":", Words: "it is over"}, "the supreme court: it is over"},
		{"the text says more of the speaker", &court, news.ClaimRow{Source: "Riyadh's supreme court", Cue: "said", Words: "it is over"}, "Riyadh's supreme court said it is over"},
		{"several claims", &twice, news.ClaimRow{Source: "the supreme court", Cue: "said", Words: "it is over"}, "the supreme court (2 claims): said it is over"},
	} {
		name := c.of.Name
		if len(c.of.Rows) > 1 {
			name += " (2 claims)"
		}
		if got := told(name, c.of, &c.row); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
