package claims

import (
	"strings"
	"testing"

	"dateline/news"
)

// BenchmarkFind reads the probes as stories of 25 sentences, three a paragraph.
func BenchmarkFind(b *testing.B) {
	finder, err := New()
	if err != nil {
		b.Fatal(err)
	}
	s := benchStory(b)
	b.SetBytes(int64(len(s.Text)))
	b.ReportAllocs()
	for b.Loop() {
		finder.Find(s, nil, nil)
	}
}

// BenchmarkStory reads the probes as stories of some 400 words, one after the other,
// so that the memory the model lies in is used as a round of feeds uses it.
func BenchmarkStory(b *testing.B) {
	finder, err := New()
	if err != nil {
		b.Fatal(err)
	}
	stories := []*news.Story{{Lang: "en"}}
	for i, p := range readProbes(b) {
		s := stories[len(stories)-1]
		s.Text += p.text + " \n"[b2i(i%3 == 2):][:1]
		if len(s.Text) > 2400 {
			stories = append(stories, &news.Story{Lang: "en"})
		}
	}
	stories = stories[:len(stories)-1]
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		finder.Find(stories[i%len(stories)], nil, nil)
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}

func benchStory(tb testing.TB) *news.Story {
	var text strings.Builder
	for i, p := range readProbes(tb) {
		text.WriteString(p.text)
		text.WriteByte(" \n"[b2i(i%3 == 2)])
	}
	return &news.Story{Lang: "en", Text: text.String()}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
