package entities

import (
	"strings"
	"testing"

	"dateline/news"
)

// benchBytes is the length of a news agency's story.
const benchBytes = 1800

// BenchmarkFind reads stories of some 1,800 bytes, one after the other, and says how many
// of them a second takes.
func BenchmarkFind(b *testing.B) {
	tag := tagger(b)
	stories := benchStories(b)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		tag.Find(stories[n%len(stories)], nil)
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "stories/s")
}

// benchStories joins the labelled stories to longer ones, three a paragraph.
func benchStories(tb testing.TB) []*news.Story {
	var out []*news.Story
	var text strings.Builder
	title := ""
	for i, s := range readStories(tb) {
		if text.Len() == 0 {
			title = s.Title
		}
		text.WriteString(s.Text)
		text.WriteByte(" \n"[min(i%3, 1)])
		if len(title)+text.Len() >= benchBytes-len(s.Text)/2 {
			out = append(out, &news.Story{Title: title, Text: strings.TrimSpace(text.String())})
			text.Reset()
		}
	}
	return out
}

// BenchmarkNew loads the tables and the model.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}
