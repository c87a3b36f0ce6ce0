package packed

import (
	"bytes"
	"testing"

	"dateline/news"
)

// A finding without unsure claims is written as before there were such, and one of then
// is read.
func TestUnsureClaims(t *testing.T) {
	st := &news.Story{ID: "one", Title: "A bridge", Text: "The mayor said it holds."}
	claim := news.Claim{Field: news.InText, Source: []news.Span{{Start: 0, End: 9}}, Cue: []news.Span{{Start: 10, End: 14}},
		Content: []news.Span{{Start: 15, End: 23}}, Stance: news.Asserts, Kind: news.Speech, Outer: -1}
	doubtful := claim
	doubtful.Unsure = true
	pack := func(f Finding) []byte {
		t.Helper()
		b, err := PackFinding(&f, st)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	without := pack(Finding{Claims: []news.Claim{claim}})
	if !bytes.Equal(without, pack(Finding{Claims: []news.Claim{claim}, Unsure: []news.Claim{}})) {
		t.Error("an empty list is written")
	}
	for name, f := range map[string]Finding{
		"without": {Claims: []news.Claim{claim}},
		"with":    {Claims: []news.Claim{claim}, Unsure: []news.Claim{doubtful}},
		"only":    {Unsure: []news.Claim{doubtful}},
	} {
		got, err := UnpackFinding(pack(f), st)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Claims) != len(f.Claims) || len(got.Unsure) != len(f.Unsure) {
			t.Errorf("%s: %d and %d claims", name, len(got.Claims), len(got.Unsure))
		}
		for _, c := range got.Claims {
			if c.Unsure {
				t.Errorf("%s: a sure claim came back unsure", name)
			}
		}
		for _, c := range got.Unsure {
			if !c.Unsure {
				t.Errorf("%s: an unsure claim came back sure", name)
			}
		}
	}
}
