package feed

import (
	"net/url"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// maxAbove is the memory that a document may take above its own bytes.
const maxAbove = 64 << 20

// wideHead begins a feed in UTF-16.
var wideHead = strings.Join(strings.Split(itemHead, ""), "\x00") + "\x00"

// TestMemory reads documents of 15 MiB that are made to cost memory, and measures the most
// that is held meanwhile.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	const size = 15 << 20
	parse := func(text []byte) {
		p, _ := Parse(news.Feed{ID: "f"}, Document{URL: "http://a.example/", Body: text}, noon, nil)
		runtime.KeepAlive(p)
	}
	for _, c := range []struct {
		name             string
		head, unit, tail string
		read             func([]byte)
	}{
		{"JSON Feed of empty items", jsonHead, "{},", "]}", parse},
		{"JSON Feed of lists", jsonHead + `{"tags":[`, `"a",`, "]}]}", parse},
		{"JSON Feed of objects nobody asks for", jsonHead + `{"x":[`, "{},", "]}]}", parse},
		{"JSON Feed of escapes", jsonHead + `{"id":"1","content_text":"`, `\u0430`, `"}]}`, parse},
		{"RSS of empty items", rssHead, "<item/>", "", parse},
		{"RSS of an item of empty elements", rssHead + "<item>", "<a/>", "", parse},
		{"RSS of elements of other vocabularies", rssHead + "<item>", "<x:a b='c'/>", "", parse},
		{"RSS of quotation marks", rssHead + "<item><guid>", `"`, "", parse},
		{"RSS of short texts", rssHead + "<item>", "<title>a</title>", "", parse},
		{"RSS of items with long texts", rssHead, "<item><description>" + strings.Repeat("word &amp; ", 2000) + "</description></item>", "", parse},
		{"RSS in Windows-1251", `<?xml version="1.0" encoding="windows-1251"?>` + rssHead, "<item><description>" + strings.Repeat("\xf1\xeb\xee\xe2\xee ", 2000) + "</description></item>", "", parse},
		{"RSS in UTF-16", "\xff\xfe" + wideHead, strings.Repeat("\x40\x04", 4000), "", parse},
		{"Atom of links", atomHead + "<entry>", "<link href='a'/>", "", parse},
		{"relative links", rssHead + "<item><description><![CDATA[", "<a href=c>d</a>", "]]>", parse},
		{"sitemap of entries", mapHead, "<url><news:news><news:title>a</news:title></news:news></url>", "", parse},
		{"OPML of feeds", "<opml><body>", "<outline xmlUrl='a.b'/>", "", func(b []byte) {
			feeds, _, _ := readOPML(b, nil)
			runtime.KeepAlive(feeds)
		}},
		{"page of formatting", "<html><body><p>" + strings.Repeat("<b id=a><i>", 60) + "</p>", "<p>x</p>", "", func(b []byte) {
			_, _, _, _ = Article(b[:4<<20], "text/html", &url.URL{Scheme: "http", Host: "a.example"}, nil)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := []byte(hostileMarkup{head: c.head, unit: c.unit, tail: c.tail}.text(size))
			if above := heldWhile(func() { c.read(text) }); above > maxAbove {
				t.Errorf("%d MiB above the body", above>>20)
			} else {
				t.Logf("%d MiB above the body", above>>20)
			}
			runtime.KeepAlive(text)
		})
	}
}

// heldWhile returns the most memory in use while work is done, above what was before.
func heldWhile(work func()) int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, most := int64(m.HeapAlloc), int64(0)
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	for tick := time.NewTicker(2 * time.Millisecond); ; {
		select {
		case <-done:
			return most
		case <-tick.C:
			runtime.ReadMemStats(&m)
			most = max(most, int64(m.HeapAlloc)-before)
		}
	}
}
