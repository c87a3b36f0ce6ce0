package claims

import (
	"testing"

	"dateline/news"
	"dateline/wires"
)

// A dateline is nobody's words: no part of a claim lies in it.
func TestDatelineIsNoClaim(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"SEOUL, Nov. 23 (Hanbit) -- Aid will reach the islands by Friday, the foreign ministry in Seoul said.",
		"MANILA, Philippines, November 23 (Northgate) — A strong earthquake jolted the islands on Monday, officials said.",
		"MOSCOW, November 23. /TANS/. The bridge at Port Vell is open again, the ministry said.",
		"By Ana Reyes\nLIMA, Nov 23 (Northwire) - The mine stays closed, its owner said.",
	} {
		claims, _ := f.Find(&news.Story{Text: text}, nil, nil)
		end := wires.ParseDateline(text).End
		if len(claims) != 1 || end == 0 {
			t.Errorf("%q: %d claims, dateline of %d bytes", text, len(claims), end)
			continue
		}
		if at := claims[0].Bounds().Start; at < end {
			t.Errorf("%q: the claim begins at %q", text, text[at:])
		}
	}
}
