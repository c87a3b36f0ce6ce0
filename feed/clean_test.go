package feed

import (
	"fmt"
	"strings"
	"testing"

	"dateline/news"
)

// cleanRows are HTML and the text that is left of it, links as [words](address).
var cleanRows = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"plain", "One two.", "One two."},
	{"paragraphs", "<p>One.</p><p>Two.</p>", "One.\nTwo."},
	{"paragraphs not closed", "<p>One.<p>Two.", "One.\nTwo."},
	{"line breaks", "One.<br>Two.<br /><br/>Three.", "One.\nTwo.\nThree."},
	{"white space", "  One\n\n two&nbsp;\tthree ", "One two three"},
	{"inline", "<b>One</b> <i>two</i>, <span>thr</span>ee", "One two, three"},
	{"entities", "&lt;b&gt; &amp;amp; &mdash; &#8217;", "<b> &amp; — ’"},
	{"headings", "<h1>Head</h1>Text<h2>More</h2>", "Head\nText\nMore"},
	{"list", "<ul><li>One<li>Two</ul>After", "• One\n• Two\nAfter"},
	{"ordered list", "<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"},
	{"list of links", `<ul><li><a href="http://a.example/">One</a></li></ul>`, "• [One](http://a.example/)"},
	{"nested lists", "<ul><li>A<ol><li>B</li></ol></li><li>C</li></ul>", "• A\n1. B\n• C"},
	{"table", "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A | B\n1 | 2"},
	{"quote", "A<blockquote><p>B</p></blockquote>C", "A\nB\nC"},
	{"pre", "<pre>one\n  two</pre>", "one\ntwo"},
	{"link", `See <a href="http://a.example/x?a=1&amp;b=2">the page</a>.`, "See [the page](http://a.example/x?a=1&b=2)."},
	{"link over paragraphs", `<a href="http://a.example/"><p>A</p><p>B</p></a>`, "[A](http://a.example/)\n[B](http://a.example/)"},
	{"link not closed", `<a href="http://a.example/">A <a href="http://b.example/">B`, "[A](http://a.example/) [B](http://b.example/)"},
	{"link without words", `A<a href="http://a.example/"><img src="http://a.example/i.jpg"></a>B`, "AB"},
	{"script link", `<a href="javascript:alert(1)">A</a> <a href=" java&#9;script:x">B</a>`, "A B"},
	{"link after clean-up", "a\u200bb <a href='http://a.example/'>c\u200bd</a>", "ab [cd](http://a.example/)"},
	{"script and style", "A<script>x()</script><style>p{}</style>B", "AB"},
	{"script not closed", "A<script>x()", "A"},
	{"event handler", `<p onclick="x()">A<img src=x onerror=y()></p>`, "A"},
	{"iframe", `A<iframe src="http://a.example/">no frames</iframe>B`, "AB"},
	{"XHTML iframe", `A<iframe src="http://a.example/"/>B`, "AB"},
	{"noscript", "A<noscript>no script</noscript>B", "AB"},
	{"comment", "A<!-- x -->B<!-- > -->C", "ABC"},
	{"hidden", `A<div hidden>x<div>y</div></div><p style="display: none">z</p>B`, "AB"},
	{"hidden to the end", `A<div style="display:none">B`, "A\nB"},
	{"form", `A<select><option>1</option></select><textarea>2</textarea><button>3</button>B`, "AB"},
	{"deep", strings.Repeat("<div>", 3000) + "A" + strings.Repeat("</div>", 3000), "A"},
	{"deep and not closed", strings.Repeat("<b><ul>", 3000) + "A", "A"},
	{"unknown elements", "<o:p>A</o:p> <x-y z=1>B</x-y>", "A B"},
	{"word in brackets", "the <placeholder> stays", "the <placeholder> stays"},
	{"bare less-than", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
	{"escaped twice", "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\nTwo."},
	{"escape reference", "A&#27;[2JB&#x9b;C&#155;D", "A[2JB›C›D"},
	{"escape twice", "A&amp;#27;[2J", "A&#27;[2J"},
	{"bidi", "A\u202eB&#8238;C", "ABC"},
	{"encoded twice", "wasnâ\u0080\u0099t", "wasn’t"},
	{"emoji and Persian", "👩‍👩‍👧 می‌خواهم", "👩‍👩‍👧 می‌خواهم"},
	{"appeared first", `<p>One.</p><p>The post <a href="http://a.example/">One</a> appeared first on <a href="http://a.example">Example</a>.</p>`, "One."},
	{"read more", `<p>One.</p><p><a href="http://a.example/">Read more…</a></p>`, "One."},
	{"doctype and body", "<!DOCTYPE html><html><head><title>x</title></head><body>A</body></html>", "A"},
	{"definition list", "<dl><dt>A<dd>B</dl>", "A\nB"},
	{"quotation mark not closed", `A <a href="http://a.example/>B</a> C`, "A B C"},
	{"many not closed", strings.Repeat(`<a b="`, 3000) + ">A", "A"},
	{"less-than before a letter", "where a<b then all is well", "where a<b then all is well"},
	{"cut off in a tag", `A <a href="http://a.exam`, "A"},
	{"cut off in a tag's name", "A <stro", "A"},
	{"CDATA left over", "<![CDATA[A]]>", ""},
}

// cleaned cleans HTML of a page whose address is not known: relative addresses are dropped.
func cleaned(html string) (text string, links []news.Link, images []news.Image) {
	w := walker{}
	return w.clean(makeText(html))
}

func TestClean(t *testing.T) {
	for _, c := range cleanRows {
		t.Run(c.name, func(t *testing.T) {
			text, links, _ := cleaned(c.in)
			if got := withLinks(text, links); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// withLinks writes links into the text.
func withLinks(text string, links []news.Link) string {
	var b strings.Builder
	at := 0
	for _, l := range links {
		fmt.Fprintf(&b, "%s[%s](%s)", text[at:l.Start], text[l.Start:l.End], l.URL)
		at = l.End
	}
	return b.String() + text[at:]
}

func TestCleanImages(t *testing.T) {
	_, _, images := cleaned(`<img src="http://a.example/1.jpg" alt=" A  flag&#27;[2J "><img src="http://a.example/t.gif" width=1 height=1>
		<img src="data:image/gif;base64,xx" data-src="http://a.example/2.jpg"><img src="http://feeds.feedburner.com/~r/x"><img src="relative.jpg">`)
	want := []news.Image{{URL: "http://a.example/1.jpg", Alt: "A flag[2J"}, {URL: "http://a.example/2.jpg"}}
	if fmt.Sprint(images) != fmt.Sprint(want) {
		t.Errorf("got %+v", images)
	}
}

// FuzzClean holds Clean to its laws: the text is clean, spans of links lie in it
// in order and point to the web, and cleaning clean text changes nothing.
func FuzzClean(f *testing.F) {
	for _, c := range cleanRows {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, links, images := cleaned(s)
		checkStory(t, "fuzz", &news.Story{ID: "x", Title: "x", Text: text, Links: links})
		for _, img := range images {
			if !isWeb(img.URL) || news.CleanLine(img.Alt) != img.Alt {
				t.Errorf("image %+v", img)
			}
		}
		bare := walker{bare: true}
		if plainText, _, _ := bare.clean(guessed(s)); news.CleanText(plainText) != plainText {
			t.Errorf("bare text %+q", plainText)
		}
		if l := line(guessed(s), maxTitle); news.CleanLine(l) != l || len(l) > maxTitle+3 {
			t.Errorf("line %+q", l)
		}
	})
}

func guessed(s string) text { return text{s: s} }
