package feed

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
)

const newsSitemap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <!-- <url><loc>http://wire.example/never</loc></url> -->
 <url>
  <loc>https://wire.example/world/ministers-meet-2026-04-10/</loc>
  <lastmod>2026-04-10T10:05:00Z</lastmod>
  <news:news>
   <news:publication><news:name>Example Wire</news:name><news:language>en</news:language></news:publication>
   <news:publication_date>2026-04-10T12:00:00.5+03:00</news:publication_date>
   <news:title><![CDATA[Ministers meet & part]]></news:title>
   <news:keywords>ministers, Oslo</news:keywords>
  </news:news>
  <image:image><image:loc>https://wire.example/1.jpg</image:loc><image:caption>A flag &amp; a door</image:caption></image:image>
 </url>
 <url><loc>https://wire.example/about</loc></url>
 <url><loc>/relative</loc><news:news><news:publication_date>2026-04-09</news:publication_date><news:title>Fish rise &#27;[2J</news:title></news:news></url>
`

func TestParseSitemap(t *testing.T) {
	p, err := Parse(news.Feed{ID: "s"}, Document{URL: "https://wire.example/sitemap.xml", Body: []byte(newsSitemap + "</urlset>")}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.Kind != "sitemap" || p.Title != "Example Wire" || p.Lang != "en" || p.Elements != 2 || p.Repaired != "" {
		t.Errorf("got %+v", p)
	}
	a, b := p.Items[0], p.Items[1]
	if a.Title != "Ministers meet & part" || a.URL != "https://wire.example/world/ministers-meet-2026-04-10/" || a.Outlet != "Example Wire" ||
		!a.Published.Equal(time.Date(2026, 4, 10, 9, 0, 0, 5e8, time.UTC)) || strings.Join(a.Tags, "|") != "ministers|Oslo" {
		t.Errorf("got %+v", a)
	}
	if len(a.Images) != 1 || a.Images[0] != (news.Image{URL: "https://wire.example/1.jpg", Alt: "A flag & a door"}) {
		t.Errorf("images %+v", a.Images)
	}
	if b.Title != "Fish rise [2J" || b.URL != "https://wire.example/relative" {
		t.Errorf("got %+v", b)
	}
}

func TestParseSitemapCut(t *testing.T) {
	for cut := range len(newsSitemap) {
		p, err := parseText(newsSitemap[:cut])
		if err == nil && len(p.Items) > 0 && p.Repaired == "" {
			t.Fatalf("cut at %d: not said to be mended", cut)
		}
	}
}

// FuzzSitemap holds the reading of sitemaps to the laws of Parse.
func FuzzSitemap(f *testing.F) {
	f.Add(newsSitemap + "</urlset>")
	f.Add("<urlset><url><loc>x</loc><news:title/></url>")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parseText("<urlset>" + s)
		if err != nil {
			return
		}
		for i := range p.Items {
			checkStory(t, "fuzz", &p.Items[i])
		}
	})
}
