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
		finder.Find(s, nil)
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
