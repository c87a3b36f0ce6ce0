package cli

import (
	"encoding/json"
	"testing"

	"dateline/bench/press"
)

// BenchmarkTag runs the engines on stories of 1.8 kB, as `dateline tag --jsonl` does, on
// one core:
//
//	go test -run '^$' -bench 'Tag$' ./cli
func BenchmarkTag(b *testing.B) {
	t, err := newTagging()
	if err != nil {
		b.Fatal(err)
	}
	w := press.NewWriter(1)
	var lines [][]byte
	size := 0
	for range 200 {
		line, err := json.Marshal(map[string]string{"id": "1", "title": w.Title(), "text": w.Text(270), "lang": "en"})
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line)
		size += len(line)
	}
	n := 0
	for b.Loop() {
		if _, err := t.line(lines[n%len(lines)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "stories/s")
	b.ReportMetric(float64(size)/float64(len(lines)), "B/story")
}
