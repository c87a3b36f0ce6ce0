package feed

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/news/newstest"
)

// hostileMarkup is what a feed, a page or a list may be full of: head once, unit again
// and again, tail once.
type hostileMarkup struct{ name, head, unit, tail string }

const (
	rssHead  = `<rss version="2.0"><channel><title>x</title><link>http://a.example/</link>`
	itemHead = rssHead + `<item><title>x</title><description>`
	atomHead = `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>`
	jsonHead = `{"version":"https://jsonfeed.org/version/1.1","items":[`
	mapHead  = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
)

var hostileMarkups = []hostileMarkup{
	{"comments that never end", "", "<!--", ""},
	{"comments that never end, in a feed", rssHead, "<!--", ""},
	{"comments that never end, in an item", rssHead + "<item>", "<!-- ", ""},
	{"comments that never end, in a text", itemHead, "<!-- a", "</description></item></channel></rss>"},
	{"comments that end once", rssHead, "<!--", "--></channel></rss>"},
	{"comments in a sitemap", mapHead, "<url><!--</url>", ""},
	{"comments in JSON", jsonHead, "<!--", ""},
	{"comments in a list", "<opml><body>", "<!-- ", ""},
	{"comments half closed", rssHead, "<!-- -- ->", ""},
	{"sections that never end", rssHead, "<![CDATA[a</", ""},
	{"sections that never end, alone", "", "<![CDATA[", ""},
	{"sections that never end, in an item", itemHead, "<![CDATA[a</", ""},
	{"sections that never end, in a title", rssHead + "<item><title>", "<![CDATA[a</", "</title></item>"},
	{"sections in a sitemap", mapHead + "<url>", "<![CDATA[a</", ""},
	{"sections that end", itemHead, "<![CDATA[a]]>", "</description></item></channel></rss>"},
	{"sections half closed", itemHead, "<![CDATA[a]]", "</description></item></channel></rss>"},
	{"instructions that never end", rssHead, "<?", ""},
	{"instructions before the root", "", "<?xml ", ""},
	{"declarations that never end", rssHead, "<!", ""},
	{"declarations with a subset", "", "<!a[>", ""},
	{"doctypes", "", "<!DOCTYPE a [", ""},
	{"entities declared", "<!DOCTYPE rss [", "<!ENTITY a 'b'>", "]>" + rssHead},
	{"entities declared without an end", "<!DOCTYPE rss [", "<!ENTITY a '", "]>" + rssHead},
	{"entities used", "<!DOCTYPE rss [<!ENTITY a 'bbbbbbbbbbbbbbbb'>]>" + itemHead, "&a;", "</description></item></channel></rss>"},
	{"end tags that never end", rssHead, "</a", ""},
	{"end tags of nothing", rssHead, "</a>", ""},
	{"end tags of nothing, deep inside", rssHead + strings.Repeat("<b>", 60), "</a>", ""},
	{"end tags with a long name", rssHead + strings.Repeat("<"+strings.Repeat("b", 60)+">", 60), "</" + strings.Repeat("b", 59) + "c>", ""},
	{"start tags that never end", rssHead, "<a ", ""},
	{"elements inside one another", rssHead, "<a>", ""},
	{"elements inside one another, closed", rssHead, "<a><b></b></a>", ""},
	{"empty elements", rssHead + "<item>", "<a/>", ""},
	{"elements of other vocabularies", rssHead + "<item>", "<x:a/>", ""},
	{"bare less-thans", rssHead, "< ", ""},
	{"less-thans", rssHead, "<", ""},
	{"greater-thans", rssHead + "<item><guid>", ">", ""},
	{"attributes", rssHead + "<item ", "a=b ", ">"},
	{"attributes of many names", rssHead + "<item ", "a='b='", ">"},
	{"a quotation mark that never ends", rssHead, `<a b="`, ""},
	{"items", rssHead, "<item>", ""},
	{"items, closed", rssHead, "<item/>", ""},
	{"items inside one another", rssHead + "<item>", "<title><item>", ""},
	{"items with a title", rssHead, "<item><title>x</title></item>", ""},
	{"entries", atomHead, "<entry/>", ""},
	{"roots", "", "<rss>", ""},
	{"roots in a page", "<!DOCTYPE html><html><body>", "<rss>", ""},
	{"roots in a page with one item at last", "<!DOCTYPE html><html><body>", "<feed>", "<item>"},
	{"channels", "<rss>", "<channel>", ""},
	{"titles", rssHead + "<item>", "<title>", ""},
	{"titles, closed", rssHead + "<item>", "<title>a</title>", ""},
	{"dates", rssHead + "<item>", "<pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate>", ""},
	{"categories", rssHead + "<item>", "<category>a</category>", ""},
	{"authors", atomHead + "<entry>", "<author><name>a</name></author>", ""},
	{"authors of the feed", atomHead, "<author><name>a</name></author>", strings.Repeat("<entry/>", 100)},
	{"links", atomHead + "<entry>", "<link href='a'/>", ""},
	{"bases", atomHead + "<entry>", "<a xml:base='http://b.example/c'>", ""},
	{"pictures", rssHead + "<item><media:group>", "<media:content url='a'/><media:description/>", "</media:group></item>"},
	{"pictures of a description", rssHead + "<item><media:group>", "<media:description></media:description>", strings.Repeat("<media:content url='a' medium='image'/>", 100) + "</media:group></item>"},
	{"tags nobody knows", itemHead, "&lt;zz&gt;", "</description></item></channel></rss>"},
	{"tags nobody knows, unescaped", itemHead + "<![CDATA[", "<zz>", "]]></description></item></channel></rss>"},
	{"tags nobody knows, in a title", rssHead + "<item><title><![CDATA[", "<zz>", "]]></title></item></channel></rss>"},
	{"tags of many names", itemHead + "<![CDATA[", "<ab cd><ac ce>", "]]></description></item></channel></rss>"},
	{"relative links", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/` + strings.Repeat("b", 400) + `/"><entry><content type="html">`, "&lt;a href=c&gt;d&lt;/a&gt;", "</content></entry></feed>"},
	{"links with a mark first", itemHead + "<![CDATA[a", "<a href=http://a.example>\u0301\u0301\u0301\u0301\u0301</a>", "]]></description></item></channel></rss>"},
	{"parameters of a link", rssHead + "<item><link>http://a.example/?", "a&amp;", "</link></item></channel></rss>"},
	{"references", itemHead, "&amp;", "</description></item></channel></rss>"},
	{"references, escaped twice", itemHead, "&amp;amp;", "</description></item></channel></rss>"},
	{"ampersands", itemHead, "&", "</description></item></channel></rss>"},
	{"ampersands in a guid", rssHead + "<item><guid>", "&", "</guid></item></channel></rss>"},
	{"numbers of characters", itemHead, "&#", "</description></item></channel></rss>"},
	{"tags that never end, in a text", itemHead + "<![CDATA[", "<a b=\"> ", "]]></description></item></channel></rss>"},
	{"scripts that never end", itemHead + "<![CDATA[", "<script>", "]]></description></item></channel></rss>"},
	{"hidden to the end", itemHead + "<![CDATA[<div hidden>", "<div>a", "]]></description></item></channel></rss>"},
	{"read more", itemHead + "<![CDATA[", "<p>Read more</p>", "]]></description></item></channel></rss>"},
	{"lists inside one another", itemHead + "<![CDATA[", "<ol><li>", "]]></description></item></channel></rss>"},
	{"preformatted", itemHead + "<![CDATA[<pre>", "\n", "]]></description></item></channel></rss>"},
	{"urls of a sitemap", mapHead, "<url>", ""},
	{"urls of a sitemap, closed", mapHead, "<url></url>", ""},
	{"images of a sitemap", mapHead + "<url>", "<image:image>", "</url>"},
	{"keywords of a sitemap", mapHead + "<url><news:news><news:title>x</news:title><news:keywords>", "a,", "</news:keywords></news:news></url>"},
	{"objects", jsonHead, "{},", ""},
	{"objects inside one another", jsonHead, `{"a":`, ""},
	{"arrays", jsonHead, "[", ""},
	{"commas", jsonHead, ",", ""},
	{"texts", jsonHead + "{", `"a":"b",`, ""},
	{"tags in JSON", jsonHead + `{"tags":[`, `"a",`, ""},
	{"authors in JSON", jsonHead + `{"authors":[`, `{"name":"a"},`, ""},
	{"texts that never end", jsonHead, `"`, ""},
	{"escapes", jsonHead + `{"title":"`, `\u0041`, `"}]}`},
	{"unknown escapes", jsonHead + `{"title":"`, `\q`, `"}]}`},
	{"spaces in JSON", jsonHead, " ", ""},
	{"formatting opened again", "<html><body><p>" + strings.Repeat("<b id=a><i>", 60) + "</p>", "<p>x</p>", ""},
	{"formatting opened again and again", "<html><body>", "<p><b><i>", ""},
	{"boxes of a page", "<html><body>", "<div>", ""},
	{"paragraphs deep in a page", "<html><body>" + strings.Repeat("<div>", 380), "<p>Some words of it, here.</p>", ""},
	{"tables of a page", "<html><body>", "<table>", ""},
	{"cells of a page", "<html><body>", "<table><tr><td>", ""},
	{"forms of a page", "<html><body>", "<form><select><option>", ""},
	{"alternates of a page", "<html><head><base href='http://a.example/" + strings.Repeat("b", 5000) + "/'>", "<link rel=alternate type='application/rss+xml' href=c>", ""},
	{"links to feeds", "<html><body>", "<a href=/rss>", ""},
	{"outlines", "<opml><body>", "<outline>", ""},
	{"outlines, named", "<opml><body>", "<outline text='aaaaaaaaaaaaaaaaaaaaaaaaa'>", "<outline xmlUrl='http://a.example/'/>"},
	{"feeds of a list", "<opml><body>", "<outline xmlUrl='http://a.example/'/>", ""},
	{"categories of a list", "<opml><body><outline xmlUrl='http://a.example/' category='", "a,", "'/>"},
	{"bytes that are not UTF-8", itemHead, "\xe4\xf6 ", "</description></item></channel></rss>"},
	{"bytes that are not UTF-8, among letters", itemHead, "ää\xe4", "</description></item></channel></rss>"},
	{"zeros", itemHead, "\x00a", "</description></item></channel></rss>"},
	{"UTF-16 letters", "\xff\xfe", "<\x00", ""},
	{"encoded twice", itemHead, "â€™Ã¤", "</description></item></channel></rss>"},
}

func (h hostileMarkup) text(n int) string {
	return h.head + strings.Repeat(h.unit, max(1, (n-len(h.head)-len(h.tail))/len(h.unit))) + h.tail
}

// readers are all that reads strangers' markup here, each with the most that it may cost.
var readers = []struct {
	name string
	read func(text string, b *news.Budget)
}{
	{"document", func(text string, b *news.Budget) {
		_, _ = Parse(news.Feed{ID: "f"}, Document{URL: "http://a.example/feed", Body: []byte(text)}, noon, b)
	}},
	{"story", func(text string, b *news.Budget) {
		w := walker{links: resolver{bases: []string{"http://a.example/b"}, room: addressRoom(len(text)), b: b}, b: b}
		w.clean(makeText(text))
	}},
	{"page", func(text string, b *news.Budget) {
		base := &url.URL{Scheme: "http", Host: "a.example"}
		_, _, _, _ = Article([]byte(text), "text/html", base, b)
	}},
	{"feeds of a page", func(text string, b *news.Budget) {
		pageHints(&url.URL{Scheme: "http", Host: "a.example"}, []byte(text), b)
	}},
	{"list", func(text string, b *news.Budget) { _, _, _ = readOPML([]byte(text), b) }},
}

// usual is a document of each reader as it comes every day.
func usual(n int) string {
	one := `<item><title>Ministers meet on the harbour</title><link>http://a.example/1</link><guid>http://a.example/1</guid><pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate><description>` +
		strings.Repeat(`&lt;p&gt;The ministry said on &lt;a href=&quot;http://a.example/x&quot;&gt;Thursday&lt;/a&gt; that it had more troops in the field today.&lt;/p&gt;`, 8) + `</description></item>`
	return rssHead + strings.Repeat(one, n/len(one)) + "</channel></rss>"
}

func steps(text string, read func(string, *news.Budget)) int {
	b := news.NewBudget(context.Background(), 0)
	read(text, b)
	return b.Spent()
}

// TestLaw holds every reader to the law: twice the text costs at most 2.2 times the
// steps, and no text more than four times what a usual one of its length does.
func TestLaw(t *testing.T) {
	const small, large = 32 << 10, 256 << 10
	at := steps(usual(large), readers[0].read)
	t.Logf("a usual document: %.1f steps a byte", float64(at)/large)
	all := hostileMarkups
	for _, p := range newstest.Hostile() {
		all = append(all, hostileMarkup{"text: " + p.Name, itemHead + p.Head, p.Unit, "</description></item></channel></rss>"})
	}
	for _, p := range all {
		t.Run(p.name, func(t *testing.T) {
			for _, r := range readers {
				if r.name != "document" && strings.HasPrefix(p.name, "text: ") {
					continue // words are the same to all of them
				}
				one, two := steps(p.text(small), r.read), steps(p.text(2*small), r.read)
				if float64(two) > 2.2*float64(one)+1000 {
					t.Errorf("%s: %d steps, then %d for twice the text", r.name, one, two)
				}
				if testing.Short() {
					continue
				}
				if n := steps(p.text(large), r.read); n > 4*at {
					t.Errorf("%s: %d steps for %d bytes; a usual document takes %d", r.name, n, large, at)
				}
			}
		})
	}
}

// TestDearest looks for the dearest text: patterns are cut, joined and kept when they cost
// more steps a byte than those before. One that costs more than a document's budget fails.
// DATELINE_DEAREST=5m looks for that long.
func TestDearest(t *testing.T) {
	long, _ := time.ParseDuration(os.Getenv("DATELINE_DEAREST"))
	rounds, deadline := 300, time.Now().Add(long)
	if testing.Short() {
		rounds = 50
	}
	rnd := rand.New(rand.NewPCG(11, 7))
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			best := dearest{reader: r.read, rnd: rnd}
			for i := 0; i < rounds || time.Now().Before(deadline); i++ {
				best.try(t)
			}
			for _, k := range best.kept[:min(len(best.kept), 2)] {
				t.Logf("%5.1f steps a byte: %.60q %.60q", k.cost, k.head, k.unit)
			}
		})
	}
}

// dearest are the dearest patterns so far.
type dearest struct {
	reader func(string, *news.Budget)
	rnd    *rand.Rand
	kept   []priced
}

type priced struct {
	hostileMarkup
	cost float64
}

// try makes a pattern of those that were dear and of the table, and keeps it when it is.
func (d *dearest) try(t *testing.T) {
	pick := func() hostileMarkup {
		if n := len(d.kept); n > 0 && d.rnd.IntN(2) == 0 {
			return d.kept[d.rnd.IntN(n)].hostileMarkup
		}
		return hostileMarkups[d.rnd.IntN(len(hostileMarkups))]
	}
	piece := func(s string) string {
		if s == "" {
			return s
		}
		i := d.rnd.IntN(len(s))
		return s[i : i+d.rnd.IntN(min(len(s)-i, 64))+1]
	}
	p := pick()
	switch other := pick(); d.rnd.IntN(4) {
	case 0:
		p.unit += piece(other.unit)
	case 1:
		p.unit = piece(p.unit) + piece(other.unit)
	case 2:
		p.head += piece(other.unit)
	default:
		p.head, p.tail = other.head, other.tail
	}
	if p.unit == "" || len(p.unit) > 400 || len(p.head) > 4000 {
		return
	}
	text := p.text(32 << 10)
	n := steps(text, d.reader)
	if n > Steps(len(text))-stepsLeast+512<<10 {
		t.Fatalf("%d steps for %d bytes: head %q, unit %q, tail %q", n, len(text), p.head, p.unit, p.tail)
	}
	d.kept = append(d.kept, priced{p, float64(n) / float64(len(text))})
	slices.SortStableFunc(d.kept, func(a, b priced) int { return cmp.Compare(b.cost, a.cost) })
	d.kept = d.kept[:min(len(d.kept), 12)]
}

// TestOverBudget keeps what was read of a document that is too costly, and says so.
func TestOverBudget(t *testing.T) {
	doc := usual(64 << 10)
	whole := news.NewBudget(context.Background(), 0)
	all, err := Parse(news.Feed{ID: "f"}, Document{Body: []byte(doc)}, noon, whole)
	if err != nil || all.Repaired != "" {
		t.Fatal(err, all.Repaired)
	}
	for _, part := range []int{8, 16} {
		t.Run(fmt.Sprint("a part of ", part), func(t *testing.T) {
			p, err := Parse(news.Feed{ID: "f"}, Document{Body: []byte(doc)}, noon, news.NewBudget(context.Background(), whole.Spent()*(part-1)/part))
			if err != nil || len(p.Items) == 0 || len(p.Items) >= len(all.Items) || p.Repaired != tooCostly {
				t.Errorf("%d of %d items, %q, %v", len(p.Items), len(all.Items), p.Repaired, err)
			}
		})
	}
	d, err := read(Document{Body: []byte(doc)}, bounds{items: maxItems, elements: maxElements, bytes: maxSkeleton, steps: 5 * len(doc) / 2}, news.NewBudget(context.Background(), 0))
	if err != nil || len(d.items) == 0 || len(d.items) >= len(all.Items) || d.repair.String() != tooCostly {
		t.Errorf("reading: %d of %d items, %q, %v", len(d.items), len(all.Items), d.repair.String(), err)
	}
	if _, err := read(Document{Body: []byte(doc)}, bounds{items: 1, elements: 1, bytes: 1, steps: 1}, news.NewBudget(context.Background(), 0)); err == nil || !strings.Contains(err.Error(), tooCostly) {
		t.Errorf("nothing read: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Parse(news.Feed{ID: "f"}, Document{Body: []byte(doc)}, noon, news.NewBudget(ctx, 0)); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}
