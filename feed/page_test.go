package feed

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dateline/news"
)

const harbourWords = "The harbour board of Port Elsa said on Friday that dredging of the northern channel would begin in May and take eleven weeks. "

// harbour is an invented paper's page with everything around the article that pages have.
func harbour(article string) string {
	return `<!doctype html><html><head><meta charset="utf-8"><title>Dredging begins | Elsa Post</title><script>var a="<p>script</p>"</script><style>p{color:red}</style></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/sea">Sea</a></ul></nav><main><article><h1>Dredging begins</h1>` + article + `</article></main>
<aside><h2>Most read</h2><a href="/x">Buses</a></aside><form><input name="mail"><button>Subscribe now</button></form><footer>Elsa Post is invented</footer></body></html>`
}

func TestArticle(t *testing.T) {
	base, _ := url.Parse("https://elsapost.example/sea/dredging")
	p := "<p>" + harbourWords + "</p>"
	whole := p + `<p>Pilots, who asked for it <a href="/sea/2024">in 2024</a>, said &quot;two ships at a time&quot; could pass.</p>` + p + p
	for _, row := range []struct {
		name, page, media string
		has               []string
		lacks             []string
		wrong             string
	}{
		{"an article", harbour(whole), "text/html", []string{"northern channel", `said "two ships at a time" could`}, []string{"script", "Subscribe", "Most read", "Home", "invented", "<"}, ""},
		{"no type", harbour(whole), "", []string{"northern channel"}, nil, ""},
		{"latin-1", strings.Replace(harbour(strings.ReplaceAll(whole, "Elsa", "\xc9lsa")), "utf-8", "iso-8859-1", 1), "text/html", []string{"Port Élsa"}, nil, ""},
		{"escapes", harbour(strings.ReplaceAll(whole, "Elsa", "\x1b[31mElsa\u009b&#27;]8;;x&#7;\u202e")), "text/html", []string{"Elsa"}, []string{"\x1b", "\u009b", "\u202e", "\x07"}, ""},
		{"a script's link", harbour(strings.Replace(whole, `href="/sea/2024"`, `href="javascript:alert(1)"`, 1)), "text/html", []string{"in 2024"}, []string{"javascript"}, ""},
		{"a picture", "GIF89a", "image/gif", nil, nil, "image/gif"},
		{"a feed", "<rss/>", "application/rss+xml", nil, nil, "application/rss+xml"},
		{"too little", harbour("<p>Please wait.</p>"), "text/html", nil, nil, "too little text"},
		{"a script fetches it", harbour("<noscript>Turn scripts on</noscript>"), "text/html", nil, nil, "script"},
		{"for subscribers", strings.Replace(harbour("<p>Subscribe to read.</p>"), "</head>", `<script type="application/ld+json">{"isAccessibleForFree": false}</script></head>`, 1), "text/html", nil, nil, "subscribers"},
		{"nesting", harbour(strings.Repeat("<div>", 100_000) + whole), "text/html", nil, nil, "nested"},
		{"many elements", harbour(strings.Repeat("<b></b>", 100_000) + whole), "text/html", nil, nil, "nested"},
		{"a large one", harbour(strings.Repeat(" ", maxPage) + whole), "text/html", nil, nil, "too large"},
		{"entities", harbour(whole + "<p>" + strings.Repeat("&amp;lt;&#x1F600;&nbsp;", 20_000) + "</p>"), "text/html", []string{"northern channel"}, nil, ""},
		{"nothing", "", "text/html", nil, nil, "too little"},
	} {
		t.Run(row.name, func(t *testing.T) {
			text, links, _, err := Article([]byte(row.page), row.media, base, nil)
			if row.wrong != "" {
				if !errors.Is(err, ErrNoArticle) || !strings.Contains(err.Error(), row.wrong) {
					t.Fatalf("error is %v, want %q (text %q)", err, row.wrong, cut(text, 200))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range row.has {
				if !strings.Contains(text, s) {
					t.Errorf("%q is missing in %q", s, cut(text, 900))
				}
			}
			for _, s := range row.lacks {
				if strings.Contains(text, s) {
					t.Errorf("%q is in %q", s, cut(text, 900))
				}
			}
			if row.name == "an article" && (len(links) != 1 || links[0].URL != "https://elsapost.example/sea/2024" || text[links[0].Start:links[0].End] != "in 2024") {
				t.Errorf("links are %+v", links)
			}
		})
	}
}

// What is taken off a page is clean and bounded, and its links lie in it, in order.
func FuzzArticle(f *testing.F) {
	p := "<p>" + harbourWords + "</p>"
	for _, s := range []string{harbour(p + p + p), harbour(p + `<a href="https://a.example">x</a><table><tr><td>` + p + p), "<p>\x1b[31m", harbour(strings.Repeat("<div>", 300) + p + p + p), "<svg><p>" + p + p + p, "<br><br>" + harbourWords + harbourWords + harbourWords} {
		f.Add([]byte(s), "text/html")
		f.Add([]byte(s), "text/html; charset=utf-16")
	}
	base, _ := url.Parse("https://elsapost.example/sea/dredging")
	f.Fuzz(func(t *testing.T, page []byte, media string) {
		text, links, images, err := Article(page, media, base, nil)
		if err != nil {
			if !errors.Is(err, ErrNoArticle) || text != "" {
				t.Fatalf("error %v with text %q", err, text)
			}
			return
		}
		if !utf8.ValidString(text) || len(text) > maxBody+64 {
			t.Fatalf("%d bytes of text", len(text))
		}
		for _, l := range strings.Split(text, "\n") {
			if l != news.CleanLine(l) {
				t.Fatalf("unclean line %q", l)
			}
		}
		at := 0
		for _, l := range links {
			if l.Start < at || l.End <= l.Start || l.End > len(text) || !strings.HasPrefix(l.URL, "http") {
				t.Fatalf("link %+v in %d bytes, after %d", l, len(text), at)
			}
			at = l.End
		}
		for _, i := range images {
			if !strings.HasPrefix(i.URL, "http") {
				t.Fatalf("image %+v", i)
			}
		}
	})
}

// roundTrip answers requests in tests.
type roundTrip func(*http.Request) (int, http.Header, string)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	status, head, body := f(r)
	return response(r, status, head, body), nil
}

func TestPage(t *testing.T) {
	p := "<p>" + harbourWords + "</p>"
	c := NewClient(Options{Transport: roundTrip(func(r *http.Request) (int, http.Header, string) {
		head := http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Etag": {`"1"`}}
		switch {
		case r.Header.Get("Cookie")+r.Header.Get("Referer") != "" || !strings.Contains(r.Header.Get("User-Agent"), "dateline"):
			return 400, head, ""
		case r.URL.Path == "/paid":
			return 403, head, ""
		case r.Header.Get("If-None-Match") == `"1"`:
			return 304, head, ""
		case r.URL.Path == "/moved":
			head.Set("Location", "/dredging")
			return 302, head, ""
		}
		return 200, head, harbour(p + p + p)
	})})
	now := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	got, err := c.Page(context.Background(), "https://elsapost.example/feed", "https://elsapost.example/moved", "", "", now)
	if err != nil || got.URL != "https://elsapost.example/dredging" || got.ETag != `"1"` || !strings.Contains(got.Text, "northern channel") {
		t.Fatalf("page is %+v, %v", got, err)
	}
	if got, err = c.Page(context.Background(), "https://elsapost.example/feed", "https://elsapost.example/dredging", `"1"`, "", now); err != nil || !got.Unchanged {
		t.Errorf("asked again: %+v, %v", got, err)
	}
	var e *Error
	if _, err = c.Page(context.Background(), "https://elsapost.example/feed", "https://elsapost.example/paid", "", "", now); !errors.As(err, &e) || e.Status != 403 || !strings.Contains(e.Plain(), "403: the server refuses") {
		t.Errorf("a page that is refused: %v", err)
	}
	if _, err = c.Page(context.Background(), "https://elsapost.example/feed", "ftp://elsapost.example/x", "", "", now); err == nil {
		t.Error("ftp is fetched")
	}
}

func response(r *http.Request, status int, head http.Header, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: head, Body: io.NopCloser(strings.NewReader(body)), Request: r, ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(body))}
}
