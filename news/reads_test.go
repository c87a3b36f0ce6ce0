package news

import "testing"

// A row reads as a sentence where the outlet wrote it as one, with a colon where it did not.
func TestClaimReads(t *testing.T) {
	vesk := &Speaker{Kind: NamedSpeaker, Name: "Ilmar Vesk"}
	for _, c := range []struct {
		name string
		row  ClaimRow
		of   *Speaker
		want string
	}{
		{"words after the cue", ClaimRow{Source: "Vesk", Cue: "said", Words: "the wall holds"}, vesk, "said the wall holds"},
		{"words before the cue", ClaimRow{Source: "Vesk", Cue: "told", Words: "Most of the injured", Apart: true}, vesk, "told: Most of the injured"},
		{"a cue that begins a sentence", ClaimRow{Source: "Vesk", Cue: "According to", Words: "the wall holds"}, vesk, "according to the wall holds"},
		{"words before that cue", ClaimRow{Source: "Vesk", Cue: "according to", Words: "The wall holds", Apart: true}, vesk, "according to: The wall holds"},
		{"a colon is the cue", ClaimRow{Source: "Vesk", Cue: ":", Words: "the wall holds", Apart: true}, vesk, "the wall holds"},
		{"one colon is enough", ClaimRow{Source: "Vesk", Cue: "said:", Words: "The wall holds", Apart: true}, vesk, "said: The wall holds"},
		{"cue and words share a word", ClaimRow{Source: "Vesk", Cue: "denied locking", Words: "locking out a crew"}, vesk, "denied locking out a crew"},
		{"another source than the heading's", ClaimRow{Source: "his office", Cue: "said", Words: "The wall holds", Apart: true}, vesk,
			"his office said: The wall holds"},
		{"no source and no cue", ClaimRow{Words: "the wall holds"}, vesk, "the wall holds"},
	} {
		if got := c.row.Reads(c.of); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for want, turn := range map[string]Turn{"confirmed that": {Cue: "Confirmed", Words: "that"}, "told: Most": {Cue: "told", Words: "Most", Apart: true}, "Most": {Words: "Most"}} {
		if got := turn.Reads(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTurned(t *testing.T) {
	r := ClaimRow{Stance: Asserts, Turns: []Turn{{Stance: Denies}, {Stance: Asserts}}}
	if r.Turned(0) != "denied" || r.Turned(1) != "said otherwise" {
		t.Errorf("%q, %q", r.Turned(0), r.Turned(1))
	}
}
