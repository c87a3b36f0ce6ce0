package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// wireFeed is a feed of 20 items of 400 words of escaped HTML.
func wireFeed() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example Wire</title><link>http://news.example/</link>`)
	for i := range 20 {
		fmt.Fprintf(&b, `<item><title>Headline %d about the ministers who met</title><link>http://news.example/%d</link><guid>http://news.example/%d</guid><pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><category>World</category><description>%s</description></item>`, i, i, i,
			strings.Repeat("&lt;p&gt;The ministry said on &lt;a href=&quot;http://news.example/x&quot;&gt;Thursday&lt;/a&gt; that it had “more” troops in the field today.&lt;/p&gt;\n", 25))
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	d := Document{URL: "http://news.example/rss", Body: wireFeed()}
	f := news.Feed{ID: "f", Title: "Example Wire"}
	seen := time.Date(2025, 1, 6, 12, 0, 0, 0, time.UTC)
	b.SetBytes(int64(len(d.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if p, err := Parse(f, d, seen, nil); err != nil || len(p.Items) != 20 || len(p.Items[0].Links) != 25 {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	d := Document{URL: "http://news.example/rss", Body: wireFeed()}
	b.SetBytes(int64(len(d.Body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(d, bounds{items: maxItems, elements: maxElements, bytes: maxSkeleton, steps: 1 << 30}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	s := strings.Repeat("<p>The ministry said on <a href=\"http://news.example/x\">Thursday</a> that it had “more” troops in the field &amp; today.</p>\n", 90)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		cleaned(s)
	}
}
