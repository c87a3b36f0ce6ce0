package story

import (
	"testing"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

func TestUnmarked(t *testing.T) {
	claims := []news.Claim{{}}
	for _, tt := range []struct {
		name         string
		lang, source string
		text         string
		claims       []news.Claim
		want         bool
	}{
		{"english", "en-GB", "", "x", nil, false},
		{"korean", "ko", "", "x", nil, true},
		{"korean by its feed", "", "ko", "x", nil, true},
		{"declared wrongly, but claims were found", "ko", "", "x", claims, false},
		{"headline only", "ko", "", "", nil, false},
		{"unknown", "", "", "x", nil, false},
	} {
		a := &news.Article{Story: news.Story{Lang: tt.lang, Text: tt.text}, Source: news.Feed{Lang: tt.source}, Claims: tt.claims}
		if got := unmarked(a); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func TestPhotoWords(t *testing.T) {
	for _, tt := range []struct {
		name string
		img  news.Image
		want string
	}{
		{"all", news.Image{URL: "https://a.example/p.jpg", Alt: "A tug", Credit: "R. Okafor"}, "[photo] A tug (R. Okafor)"},
		{"no credit", news.Image{URL: "https://a.example/p.jpg", Alt: "A tug"}, "[photo] A tug"},
		{"credit only", news.Image{URL: "https://a.example/p.jpg", Credit: "R. Okafor"}, "[photo] (R. Okafor)"},
		{"nothing", news.Image{URL: "https://u:p@a.example:8080/p.jpg"}, "[photo] without a description, at a.example"},
	} {
		if got := photoWords(&tt.img); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A page that nobody waits for any more is dropped.
func TestLatePageIsDropped(t *testing.T) {
	s := New(page.Deps{Look: &draw.Look{}}, nil, false)
	s.ID = "x"
	s.take(page.ArticleMsg{ID: "x", Art: news.Article{Story: news.Story{ID: "x"}}})
	s.Update(fullTextMsg{id: "x", got: news.FullText{Text: "late"}})
	if s.OnPage() {
		t.Error("an answer nobody waits for is shown")
	}
}
