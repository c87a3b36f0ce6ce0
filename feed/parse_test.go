package feed

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

var noon = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

func parseText(doc string) (Parsed, error) {
	return Parse(news.Feed{ID: "f", Title: "Example News"}, Document{URL: "http://feeds.example/rss", Body: []byte(doc)}, noon, nil)
}

// rss2 wraps items in a channel.
func rss2(items string) string {
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example</title><link>http://news.example/</link>` + items + `</channel></rss>`
}

func titled(title string) string {
	return rss2("<item><title>" + title + "</title><guid>1</guid></item>")
}

// titleRows are documents, each with one item, and the headline that a reader of
// the document would see.
var titleRows = []struct{ name, doc, want string }{
	{"plain", titled("Ministers meet"), "Ministers meet"},
	{"entities", titled("Fish &amp; chips &lt;3 &#8212; &quot;now&quot;"), `Fish & chips <3 — "now"`},
	{"entities of HTML", titled("Caf&eacute; &mdash; na&iuml;ve&nbsp;end"), "Café — naïve end"},
	{"bare ampersand", titled("AT&T and Q&A"), "AT&T and Q&A"},
	{"ampersand and a word", titled("AT&copying"), "AT&copying"},
	{"bare less-than", titled("Prices < 2 percent"), "Prices < 2 percent"},
	{"escaped markup", titled("&lt;b&gt;Prices&lt;/b&gt; rise &lt;i&gt;5%&lt;/i&gt; &amp;amp; more"), "Prices rise 5% & more"},
	{"CDATA markup", titled("<![CDATA[<b>Prices</b> rise &amp; fall]]>"), "Prices rise & fall"},
	{"CDATA in two", titled("<![CDATA[a ]]]]><![CDATA[> b]]>"), "a ]]> b"},
	{"CDATA and text", titled("Breaking: <![CDATA[big]]> news"), "Breaking: big news"},
	{"CDATA open", titled("<![CDATA[never ends"), "never ends"},
	{"escaped twice", titled("&amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;"), "<b>x</b>"},
	{"inline markup", titled("All <b>bold</b> now"), "All bold now"},
	{"word in brackets", titled("Use of the &lt;placeholder&gt; tag"), "Use of the <placeholder> tag"},
	{"script", titled("a&lt;script&gt;alert(1)&lt;/script&gt;b"), "ab"},
	{"escape as reference", titled("a&#27;[2Jb"), "a[2Jb"},
	{"escape as twice escaped reference", titled("a&amp;#27;[2Jb"), "a[2Jb"},
	{"one-byte escape twice escaped", titled("a&amp;#155;2Jb"), "a›2Jb"},
	{"control bytes", titled("a\x01\x02\x1b[mb"), "a[mb"},
	{"NUL", titled("a\x00b"), "ab"},
	{"surrogate reference", titled("a&#xD800;b"), "a\ufffdb"},
	{"bidi override", titled("a \u202egnp.exe\u202c b"), "a gnp.exe b"},
	{"line ends", titled("\tone\n two\r\nthree "), "one two three"},
	{"own entity", `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY co "ACME">]>` + strings.TrimPrefix(titled("The &co; report"), `<?xml version="1.0" encoding="utf-8"?>`), "The ACME report"},
	{"entity bomb", `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>` + rss2("<item><title>x &b; y</title></item>"), "x &a;&a; y"},
	{"external entity", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>` + rss2("<item><title>x &x; y</title></item>"), "x &x; y"},
	{"wrong end tag", titled("First</b>"), "First"},
	{"upper case", `<RSS VERSION="2.0"><CHANNEL><TITLE>x</TITLE><ITEM><TITLE>Ministers</TITLE></ITEM></CHANNEL></RSS>`, "Ministers"},
	{"no rss around", `<channel><title>x</title><item><title>Ministers</title></item></channel>`, "Ministers"},
	{"attributes without quotes", `<rss version=2.0><channel><item><title type=text>Ministers</title></item></channel></rss>`, "Ministers"},
	{"prefixes not declared", rss2(`<item><title>Ministers</title><dc:creator>A</dc:creator><media:content url="http://news.example/i.jpg"/></item>`), "Ministers"},
	{"wrong namespace", strings.Replace(titled("Ministers"), "<rss ", `<rss xmlns="http://nonsense.example/" `, 1), "Ministers"},
	{"space before", "\ufeff\n\n  " + titled("Ministers"), "Ministers"},
	{"warning before", "<br />\n<b>Warning</b>: x in <b>feed.php</b> on line 3<br />\n" + titled("Ministers"), "Ministers"},
	{"long comment before", "<!-- " + strings.Repeat("x", 10000) + " -->" + titled("Ministers"), "Ministers"},
	{"script after", titled("Ministers") + "<!-- cached --><script>x()</script>", "Ministers"},
	{"text between", rss2("stray<item>more<title>Ministers</title>text</item>stray"), "Ministers"},
	{"cut in the channel's end", strings.TrimSuffix(titled("Ministers"), "nel></rss>"), "Ministers"},
	{"cut in the only item", `<rss><channel><item><title>Ministers</title><description>They`, "Ministers"},
	{"title not closed", rss2("<item><title>Ministers<guid>1</guid></item>"), "Ministers1"},
	{"item not closed", rss2("<item><title>Ministers</title>"), "Ministers"},
	{"deep", rss2("<item><title>Ministers</title><x>" + strings.Repeat("<b>", 5000) + "x" + strings.Repeat("</b>", 5000) + "</x></item>"), "Ministers"},
	{"XML 1.1", `<?xml version="1.1"?>` + strings.TrimPrefix(titled("Ministers"), `<?xml version="1.0" encoding="utf-8"?>`), "Ministers"},
	{"no title", rss2("<item><description>Opening words. More.</description></item>"), "Opening words. More."},
	{"RSS 0.90", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>x</title></channel><item><title>Ministers</title></item></rdf:RDF>`, "Ministers"},
	{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>x</title></channel><item rdf:about="y"><title>Ministers</title></item></rdf:RDF>`, "Ministers"},
	{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Ministers</title></entry></feed>`, "Ministers"},
	{"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>x</title><entry><title mode="escaped">Ministers &amp;amp; &lt;b&gt;more&lt;/b&gt;</title></entry></feed>`, "Ministers & more"},
	{"Atom base64", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">TWluaXN0ZXJz</title></entry></feed>`, "Ministers"},
	{"Atom, wrong namespace", `<feed xmlns="http://www.w3.org/2005/atom"><entry><title>Ministers</title></entry></feed>`, "Ministers"},
	{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Ministers</a:title></a:entry></a:feed>`, "Ministers"},
	{"Atom plain text", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text">a &lt;b&gt; c</title></entry></feed>`, "a <b> c"},
	{"Atom HTML", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</title></entry></feed>`, "a c & d"},
	{"Atom XHTML", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Fish &amp; chips: <b>bold</b> &lt;i&gt;</div></title></entry></feed>`, "Fish & chips: bold <i>"},
	{"Atom, two titles", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ministers</title><title>Other</title></entry></feed>`, "Ministers"},
	{"two titles", rss2("<item><title>Ministers</title><title>Other</title></item>"), "Ministers"},
	{"first title empty", rss2("<item><title> </title><title>Ministers</title></item>"), "Ministers"},
	{"title of Atom in RSS", rss2(`<item><atom:title>Ministers</atom:title></item>`), "Ministers"},
	{"title of the media group", rss2(`<item><media:group><media:title>Ministers</media:title></media:group></item>`), "Ministers"},
	{"semicolon forgotten", titled("caf&#233 and &copy 2025, AT&T"), "café and © 2025, AT&T"},
	{"semicolon forgotten before a letter", titled("a &copyb &#233b"), "a &copyb &#233b"},
	{"Channel Definition Format", `<CHANNEL HREF="http://w.example/"><TITLE>x</TITLE><ITEM HREF="http://w.example/1"><TITLE>Ministers</TITLE><ABSTRACT>They met</ABSTRACT></ITEM></CHANNEL>`, "Ministers"},
	{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","title":"Fish & <chips>"}]}`, "Fish & <chips>"},
	{"JSON Feed, wrong types", `{"version":"https://jsonfeed.org/version/1","title":5,"items":[{"id":12,"title":"Ministers","tags":"a, b","author":"A"}]}`, "Ministers"},
	{"JSON Feed, comma too many", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"Ministers","tags":["a",],},],}`, "Ministers"},
	{"JSON Feed, line end in a text", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"title\":\"Ministers\nmeet\"}]}", "Ministers meet"},
	{"JSON Feed, odd escape", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"Minister\'s \x41"}]}`, "Minister's x41"},
	{"JSON Feed, cut off", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"Ministers","authors":[{"name":"A"}]},{"id":"2","title":"Oth`, "Ministers"},
	{"envelope", `<soap:Envelope><soap:Body><rss><channel><item><title>Ministers</title></item></channel></rss></soap:Body></soap:Envelope>`, "Ministers"},
	{"encoded twice", titled("wasnâ€™t â€œhereâ€\u009d"), "wasn’t “here”"},
	{"encoded twice throughout", rss2("<item><title>Über Zürich</title></item>"), "Über Zürich"},
}

func TestParseTitles(t *testing.T) {
	for _, c := range titleRows {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(c.doc)
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Items) != 1 || p.Items[0].Title != c.want {
				t.Errorf("got %d items, %+q, want %+q", len(p.Items), titles(p), c.want)
			}
			for i := range p.Items {
				checkStory(t, c.name, &p.Items[i])
			}
		})
	}
}

func titles(p Parsed) (all []string) {
	for _, s := range p.Items {
		all = append(all, s.Title)
	}
	return all
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name, doc, what string
		page, portal    bool
	}{
		{"nothing", "", "empty", false, false},
		{"space", " \n ", "empty", false, false},
		{"NUL bytes", strings.Repeat("\x00", 100), "empty", false, false},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff", "another kind", false, false},
		{"words", "Service unavailable", "another kind", false, false},
		{"page", "<!doctype html><html><head><title>x</title></head><body>Hello</body></html>", "web page", true, false},
		{"page without doctype", "<html><body><p>x</p></body></html>", "web page", true, false},
		{"page about feeds", "<!DOCTYPE html><html><body><p>Use <rss> for it</p></body></html>", "web page", true, false},
		{"portal", `<html><body><form>Please log in <input type="password"></form></body></html>`, "web page", true, true},
		{"portal of few words", `<html><head><meta http-equiv="refresh" content="0;url=http://10.0.0.1/login"></head></html>`, "asks for a login", true, true},
		{"front page", "<html><body><a href='/login'>Sign in</a>" + strings.Repeat("<p>News of the day.</p>", 400) + "</body></html>", "web page", true, false},
		{"list of feeds", `<opml version="2.0"><body><outline xmlUrl="http://news.example/"/></body></opml>`, "OPML", false, false},
		{"index of sitemaps", `<sitemapindex><sitemap><loc>http://news.example/a.xml</loc></sitemap></sitemapindex>`, "index of sitemaps", false, false},
		{"sitemap of pages", `<urlset><url><loc>http://news.example/</loc></url></urlset>`, "not of news", false, false},
		{"other XML", `<note><to>A</to></note>`, "no element of a feed", false, false},
		{"other JSON", `{"error":"rate limited","code":42}`, "JSON of another kind", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parseText(c.doc)
			var nf *NotFeed
			if !errors.Is(err, ErrNotFeed) || !errors.As(err, &nf) || !strings.Contains(nf.What, c.what) || nf.Page != c.page || nf.Portal != c.portal {
				t.Errorf("got %v %+v", err, nf)
			}
		})
	}
	if _, err := parseText(`{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 100_000)); err == nil || errors.Is(err, ErrNotFeed) {
		t.Errorf("deep JSON: %v", err)
	}
}

func TestParseSaysWhatItMended(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"nothing", titled("x"), ""},
		{"junk", "Warning!" + titled("x"), "text before the feed"},
		{"prolog", "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a \"b\">]><!-- c -->" + rss2(""), ""},
		{"cut", rss2("<item><title>a</title></item><item><title>b</title></item>")[:190], "the end was missing"},
		{"bytes", titled("caf\xe9 ünder Brücken für Füchse"), "bytes that are not UTF-8"},
		{"encoding", strings.Replace(titled("caf\xe9"), ` encoding="utf-8"`, "", 1), "read as windows-1252"},
		{"twice", titled("ZÃ¼rich fÃ¼r alle"), "text that was encoded twice"},
		{"not closed", rss2("<item><title>a<guid>b</guid></item>"), "elements that were not closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(c.doc)
			if err != nil || p.Repaired != c.want {
				t.Errorf("got %q, %v, want %q", p.Repaired, err, c.want)
			}
		})
	}
}

func TestParseCutDropsTheLastItem(t *testing.T) {
	doc := rss2("<item><title>One</title></item><item><title>Two</title><description>cut off here")
	p, err := parseText(strings.TrimSuffix(doc, "</channel></rss>"))
	if err != nil || len(p.Items) != 1 || p.Elements != 2 {
		t.Errorf("got %q of %d, %v", titles(p), p.Elements, err)
	}
}

func TestParseKeepsTheNewest(t *testing.T) {
	items := func(n int, date func(i int) time.Time) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<item><title>%d</title><guid>%d</guid><pubDate>%s</pubDate></item>", i, i, date(i).Format(time.RFC1123Z))
		}
		return rss2(b.String())
	}
	for _, c := range []struct {
		name  string
		step  time.Duration
		first string
	}{
		{"newest first", -time.Minute, "0"},
		{"oldest first", time.Minute, "200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(items(maxItems+200, func(i int) time.Time { return noon.Add(time.Duration(i) * c.step) }))
			if err != nil || len(p.Items) != maxItems || p.Items[0].Title != c.first || p.Elements != maxItems+200 {
				t.Errorf("got %d of %d, first %q, %v", len(p.Items), p.Elements, p.Items[0].Title, err)
			}
		})
	}
}

func TestParseLinks(t *testing.T) {
	for _, c := range []struct{ name, link, want string }{
		{"plain", "http://news.example/1?a=b&amp;c=d", "http://news.example/1?a=b&c=d"},
		{"relative", "/story/1", "http://news.example/story/1"},
		{"without scheme", "//other.example/1", "http://other.example/1"},
		{"spaces", "  http://news.example/a b  ", "http://news.example/a%20b"},
		{"line ends", "http://news.example/a\r\nX-Injected: 1", "http://news.example/aX-Injected:%201"},
		{"script", " JaVaScRiPt:alert(1)", ""},
		{"script with a tab", "java\tscript:alert(1)", ""},
		{"data", "data:text/html,x", ""},
		{"file", "file:///etc/hostname", ""},
		{"mail", "mailto:a@b.example", ""},
		{"option", "--remote-debugging-port=1", ""},
		{"escapes", "http://news.example/\u009b2J\u202e", "http://news.example/%C2%9B2J%E2%80%AE"},
		{"shell", "http://news.example/`touch x`|'\"&gt;&lt;", "http://news.example/%60touch%20x%60|'%22%3E%3C"},
		{"user name", "http://bank.example@evil.example/", "http://evil.example/"},
		{"other script", "http://news.example/新闻", "http://news.example/新闻"},
		{"empty host", "http:///x", ""},
		{"none", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(rss2("<item><title>x</title><guid isPermaLink='false'>http://guid.example/</guid><link>" + c.link + "</link></item>"))
			if err != nil || p.Items[0].URL != c.want {
				t.Errorf("got %q, %v, want %q", p.Items[0].URL, err, c.want)
			}
		})
	}
}

func TestParseItemLink(t *testing.T) {
	atom := func(link string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://base.example/a/"><link rel="self" href="http://feeds.example/atom"/><entry><title>x</title><id>tag:x</id>` + link + `</entry></feed>`
	}
	for _, c := range []struct{ name, doc, want string }{
		{"guid", rss2("<item><title>x</title><guid>http://news.example/p/1</guid></item>"), "http://news.example/p/1"},
		{"guid that is none", rss2("<item><title>x</title><guid isPermaLink='false'>http://news.example/p/1</guid></item>"), ""},
		{"atom link in RSS", rss2(`<item><title>x</title><atom:link href="http://news.example/2"/></item>`), "http://news.example/2"},
		{"atom alternate", atom(`<link rel="edit" href="e"/><link rel="alternate" type="text/html" href="b"/>`), "http://base.example/a/b"},
		{"atom relations", atom(`<link rel="enclosure" href="http://x.example/a.mp3"/><link href="http://news.example/1"/>`), "http://news.example/1"},
		{"atom relation in capitals", atom(`<link rel="ALTERNATE" href="http://news.example/1"/>`), "http://news.example/1"},
		{"atom white space", atom(`<link href=" http://news.example/1 "/>`), "http://news.example/1"},
		{"atom link as text", atom(`<link> http://news.example/1 </link>`), "http://news.example/1"},
		{"about by another prefix", `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item r:about="http://news.example/1"><title>x</title></item></r:RDF>`, "http://news.example/1"},
		{"atom script base", strings.Replace(atom(`<link href="x"/>`), "http://base.example/a/", "javascript:alert(1)//", 1), ""},
		{"json", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"x","external_url":"http://news.example/1"}]}`, "http://news.example/1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(c.doc)
			if err != nil || len(p.Items) != 1 || p.Items[0].URL != c.want {
				t.Errorf("got %+v, %v, want %q", p.Items, err, c.want)
			}
		})
	}
}

func TestParseAggregator(t *testing.T) {
	doc := rss2(`<item><title>Ministers meet - again - The Daily Example</title><source url="http://daily.example">The Daily Example</source></item>`)
	p, err := Parse(news.Feed{ID: "g", Outlet: "Search"}, Document{URL: "https://news.google.com/rss/search?q=x", Body: []byte(doc)}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := p.Items[0]; s.Title != "Ministers meet - again" || s.Outlet != "The Daily Example" {
		t.Errorf("got %q of %q", s.Title, s.Outlet)
	}
}

func TestParseWire(t *testing.T) {
	p, err := parseText(rss2(`<item><title>(2nd LD) Ministers meet</title><description>&lt;p&gt;(ATTN: ADDS details)&lt;/p&gt;&lt;p&gt;OSLO, April 9 (Yonhap) -- They met.&lt;/p&gt;&lt;p&gt;(END)&lt;/p&gt;&lt;p&gt;With files from AP&lt;/p&gt;</description></item>`))
	if err != nil {
		t.Fatal(err)
	}
	s := p.Items[0]
	if s.Dateline.City != "OSLO" || s.Dateline.Agency != "Yonhap" || s.Credit != "AP" || len(s.Markers) != 2 || !strings.HasPrefix(s.Text[s.Dateline.End:], "They met.") {
		t.Errorf("got %+v", s)
	}
	if want := time.Date(2026, 4, 9, 0, 0, 0, 0, time.UTC); !s.Published.Equal(want) {
		t.Errorf("published %v, want the dateline's day", s.Published)
	}
}

func TestParseCredits(t *testing.T) {
	for _, c := range []struct{ name, item, want string }{
		{"none", "<description>They met.</description>", ""},
		{"text", "<description>They met. (AFP)</description>", "AFP"},
		{"author", "<dc:creator>Associated Press</dc:creator>", "Associated Press"},
		{"source", "<source url='http://x.example/'>Reuters</source>", "Reuters"},
		{"person", "<dc:creator>Ann Author</dc:creator>", ""},
		{"signed by another", "<description>&lt;p&gt;OSLO, April 9 (Fjordnytt) - They met.&lt;/p&gt;&lt;p&gt;(Reporting by A; Editing by B)&lt;/p&gt;</description>", ""},
		{"signed", "<description>&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;(Reporting by A; Editing by B)&lt;/p&gt;</description>", "Reuters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(rss2("<item><title>x</title>" + c.item + "</item>"))
			if err != nil || p.Items[0].Credit != c.want {
				t.Errorf("got %q, %v, want %q", p.Items[0].Credit, err, c.want)
			}
		})
	}
}

func TestDatelineDay(t *testing.T) {
	for _, c := range []struct {
		name string
		d    news.Dateline
		want string
	}{
		{"this year", news.Dateline{Month: 4, Day: 9}, "2026-04-09"},
		{"tomorrow, elsewhere", news.Dateline{Month: 4, Day: 11}, "2026-04-11"},
		{"last year", news.Dateline{Month: 12, Day: 31}, "2025-12-31"},
		{"with a year", news.Dateline{Month: 12, Day: 31, Year: 2020}, "2020-12-31"},
		{"no month", news.Dateline{Day: 9}, "0001-01-01"},
		{"no such day", news.Dateline{Month: 2, Day: 30}, "0001-01-01"},
	} {
		if got := datelineDay(c.d, noon).Format("2006-01-02"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestParseFreshness(t *testing.T) {
	for _, c := range []struct {
		name, element string
		want          time.Duration
	}{
		{"none", "", 0},
		{"ttl", "<ttl>120</ttl>", 2 * time.Hour},
		{"for ever", "<ttl>525600000</ttl>", 24 * time.Hour},
		{"negative", "<ttl>-5</ttl>", 0},
		{"words", "<ttl>often</ttl>", 0},
		{"module", "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 15 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(rss2(c.element))
			if err != nil || p.TTL != c.want {
				t.Errorf("got %v, %v, want %v", p.TTL, err, c.want)
			}
		})
	}
}

func TestParsePeople(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"mail and name", rss2("<item><title>x</title><author>a@b.example (Ann Author)</author></item>"), "Ann Author"},
		{"name and mail", rss2("<item><title>x</title><author>Ann Author &lt;a@b.example&gt;</author></item>"), "Ann Author"},
		{"dublin core", rss2("<item><title>x</title><dc:creator><![CDATA[Ann & Bo]]></dc:creator></item>"), "Ann & Bo"},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><author><name>Ann</name></author><author><name>Bo</name></author></entry></feed>`, "Ann|Bo"},
		{"atom, no name element", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><author>Ann</author></entry></feed>`, "Ann"},
		{"atom, of the feed", `<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ann</name></author><entry><title>x</title></entry></feed>`, "Ann"},
		{"json", `{"version":"https://jsonfeed.org/version/1.1","authors":[{"name":"Ann"}],"items":[{"id":"1","title":"x"}]}`, "Ann"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(c.doc)
			if err != nil || len(p.Items) != 1 || strings.Join(p.Items[0].Authors, "|") != c.want {
				t.Errorf("got %+v, %v", p.Items, err)
			}
		})
	}
}

func TestParseBoundsEntities(t *testing.T) {
	doc := `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", maxEntity) + `">]>` + rss2("<item><title>x</title><description>"+strings.Repeat("&a;", 50_000)+"</description></item>")
	p, err := parseText(doc)
	if err != nil || len(p.Items) != 1 || len(p.Items[0].Text) > maxBody+3 {
		t.Errorf("%d items, %v", len(p.Items), err)
	}
	sk := &skeleton{entities: map[string]string{"a": strings.Repeat("a", maxEntity)}}
	if n := len(sk.decodeEntities(strings.Repeat("&a;", 50_000))); n > 2*maxGrowth {
		t.Errorf("grew to %d bytes", n)
	}
}

func TestParseBounds(t *testing.T) {
	long := strings.Repeat("word ", 200_000)
	p, err := parseText(rss2("<item><title>Start " + long + "</title><guid>" + strings.Repeat("g", 1<<20) + "</guid><description>" + long + long + "</description></item>"))
	if err != nil {
		t.Fatal(err)
	}
	s := p.Items[0]
	if len(s.Title) > maxTitle+3 || !strings.HasPrefix(s.Title, "Start word") || !strings.HasSuffix(s.Title, "…") || len(s.Text) > maxBody+3 || len(s.GUID) > maxGUID+3 {
		t.Errorf("%d bytes of title, %d of text, %d of guid", len(s.Title), len(s.Text), len(s.GUID))
	}
}
