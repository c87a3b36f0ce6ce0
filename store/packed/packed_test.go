package packed

import (
	"testing"

	"dateline/news"
)

// Law: what is not a blob of ours is an error, never a panic nor a large answer.
func FuzzUnpack(f *testing.F) {
	st := news.Story{URL: "u", Text: "text", Tags: []string{"a"}, Markers: []news.Marker{{Text: "FLASH"}}, Links: []news.Link{{URL: "x"}}}
	packed, err := PackStory(&st)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(packed)
	found, err := PackFinding(&Finding{Mentions: []news.Mention{{Kind: news.FigureKind, Figure: &news.Figure{Value: 1.5}}}, Claims: []news.Claim{{Stance: news.Denies, Cue: []news.Span{{Start: 1, End: 2}}}}}, &st)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(found)
	f.Fuzz(func(t *testing.T, packed []byte) {
		var st news.Story
		if UnpackStory(packed, &st) == nil {
			again, err := PackStory(&st)
			if err != nil {
				t.Fatal(err)
			}
			var same news.Story
			if err := UnpackStory(again, &same); err != nil || same.Text != st.Text || len(same.Links) != len(st.Links) {
				t.Fatalf("packed again: %v", err)
			}
		}
		// The plain bytes are the interesting ones: strangers do not deflate.
		for _, base := range []string{"", "Some text of a story"} {
			d := newDecoder(packed, base)
			_ = list(d, func(d *decoder) news.Mention { return d.mention(0) })
			d = newDecoder(packed, base)
			_ = list(d, func(d *decoder) news.Claim { return d.claim(0) })
		}
		_, _ = UnpackFinding(packed, &st)
		_, _ = UnpackWhole(packed, nil)
	})
}

// Law: every text comes back byte for byte, and no bytes make expand panic.
func FuzzShrink(f *testing.F) {
	for _, s := range []string{"", " ", "  ", "The government said that THE troops", "Le café, “quoted” — don’t…", "北朝鮮が\nМосква и Россия", "a\x01\x02\x03b\x80\xff", "the\n\nthe", " x the  the", "ThE the-The 'the' 1the2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := expand(shrink(nil, text))
		if err != nil || got != text {
			t.Fatalf("%q comes back as %q, %v", text, got, err)
		}
		_, _ = expand([]byte(text))
	})
}
