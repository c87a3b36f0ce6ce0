package feed

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

const sampleSitemap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://harbour.example/1</loc><news:news><news:publication><news:name>Harbour Wire</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-04-10T09:00:00Z</news:publication_date><news:title>Ferry resumes service</news:title></news:news></url></urlset>`

func TestDiscover(t *testing.T) {
	html := func(s string) func(string) string {
		return func(string) string { return "<!doctype html><html>" + s + "</html>" }
	}
	tests := []struct {
		name  string
		pages map[string]func(base string) string
		want  []string // paths of the feeds offered
		kind  ErrKind
	}{
		{"the feed itself", map[string]func(string) string{"/": func(string) string { return sampleRSS }}, []string{"/"}, ""},
		{"named by the page", map[string]func(string) string{
			"/":  html(`<head><link rel="alternate" type="application/rss+xml" href="/n"><link rel="stylesheet" href="/css"></head>`),
			"/n": func(string) string { return sampleRSS },
		}, []string{"/n"}, ""},
		{"two named, one dead", map[string]func(string) string{
			"/":  html(`<link rel=alternate type="application/atom+xml" href="/dead"><LINK REL="ALTERNATE" TYPE="Application/RSS+XML; charset=utf-8" HREF="n"><link rel=alternate type="text/html" hreflang=fr href=/fr>`),
			"/n": func(string) string { return sampleRSS },
		}, []string{"/n"}, ""},
		{"base", map[string]func(string) string{
			"/":       html(`<base href="/deep/er/"><link rel="alternate" type="application/rss+xml" href="../n">`),
			"/deep/n": func(string) string { return sampleRSS },
		}, []string{"/deep/n"}, ""},
		{"a link that looks like one", map[string]func(string) string{
			"/":              html(`<a href="/about">About</a> <a href="/world/rss.xml?x=1">RSS</a>`),
			"/world/rss.xml": func(string) string { return sampleRSS },
		}, []string{"/world/rss.xml?x=1"}, ""},
		{"a usual place", map[string]func(string) string{
			"/":     html(`<p>Hello`),
			"/feed": func(string) string { return sampleRSS },
		}, []string{"/feed"}, ""},
		{"the news sitemap of robots.txt", map[string]func(string) string{
			"/": html(`<p>Hello`),
			"/robots.txt": func(base string) string {
				return "User-agent: *\nSitemap: " + base + "/sitemap.xml\nsitemap: " + base + "/news-sitemap.xml\n"
			},
			"/news-sitemap.xml": func(string) string { return sampleSitemap },
		}, []string{"/news-sitemap.xml"}, ""},
		{"none", map[string]func(string) string{"/": html(`<p>Hello`)}, nil, KindNotFeed},
		{"no page", map[string]func(string) string{"/": func(string) string { return `{"error":"rate limited"}` }}, nil, KindNotFeed},
		{"only elsewhere", map[string]func(string) string{"/": html(`<link rel="alternate" type="application/rss+xml" href="http://127.0.0.1:1/x"><link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">`)}, nil, KindNotFeed},
		{"nothing there", nil, nil, KindStatus},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var base string
			asked := 0
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				asked++
				if p, ok := test.pages[r.URL.Path]; ok {
					io.WriteString(w, p(base))
					return
				}
				http.NotFound(w, r)
			})
			base = s.URL
			found, err := testClient(t, s).Discover(t.Context(), s.URL+"/", testNow)
			var got []string
			for _, c := range found {
				got = append(got, strings.TrimPrefix(c.Feed.URL, s.URL))
				if len(c.Parsed.Items) != 1 || c.Feed.Title != "Harbour Wire" && !c.Feed.Sitemap || c.Feed.ID == "" || c.Response.BodyHash == "" {
					t.Errorf("candidate %+v", c.Feed)
				}
			}
			var e *Error
			if !slices.Equal(got, test.want) || (test.kind != "" && (!errors.As(err, &e) || e.Kind != test.kind)) || (test.kind == "" && err != nil) {
				t.Errorf("found %q, %v; want %q", got, err, test.want)
			}
			if asked > maxProbes+2 {
				t.Errorf("the site was asked %d times", asked)
			}
		})
	}
}

func FuzzPageHints(f *testing.F) {
	f.Add(`<base href="x/"><link rel="alternate" type="application/rss+xml" href="../n"><a href="/rss">`)
	f.Add(`<link rel=feed href=javascript:x><a href="//h/feed.xml#x">`)
	f.Fuzz(func(t *testing.T, page string) {
		base, _ := url.Parse("http://site.example/page")
		named, linked := pageHints(base, []byte(page), nil)
		for _, list := range [][]string{named, linked} {
			if len(list) > maxHints {
				t.Errorf("%d hints", len(list))
			}
			for _, a := range list {
				if u, err := url.Parse(a); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
					t.Errorf("hint %q", a)
				}
			}
		}
	})
}
