package feed

import (
	"strings"

	"dateline/news"
)

// readSitemap reads a news sitemap: agencies without RSS publish their headlines
// of the last two days so, for search engines. doc begins at <urlset>. An entry
// without a news title is a page and no story; a sitemap of nothing else is no
// feed.
func (doc *document) readSitemap(s string, limit int) error {
	doc.kind = "sitemap"
	sk := &skeleton{}
	pages := 0
	for {
		block, rest, ok := nextElement(s, "url")
		if !ok {
			break
		}
		s = rest
		pages++
		it, ok := sitemapItem(sk, block)
		if !ok {
			continue
		}
		if doc.elements++; doc.elements <= limit {
			doc.items = append(doc.items, it)
		}
		if doc.title.empty() {
			doc.title = text{s: elementText(sk, block, "name")}
			doc.lang = elementText(sk, block, "language")
		}
	}
	if pages > 0 && doc.elements == 0 {
		return &NotFeed{What: "a sitemap of pages, not of news"}
	}
	if !strings.Contains(s, "</urlset") {
		doc.repair.say("the end was missing")
	}
	return nil
}

func sitemapItem(sk *skeleton, block string) (item, bool) {
	newsBlock, _, ok := nextElement(block, "news")
	if !ok {
		newsBlock = block
	}
	it := item{
		title:     text{s: elementText(sk, newsBlock, "title")},
		link:      elementText(sk, block, "loc"),
		published: elementText(sk, newsBlock, "publication_date"),
		updated:   elementText(sk, block, "lastmod"),
		lang:      elementText(sk, newsBlock, "language"),
	}
	for tag := range strings.SplitSeq(elementText(sk, newsBlock, "keywords"), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			it.tags = append(it.tags, tag)
		}
	}
	for rest := block; len(it.images) < maxLabels; {
		var image string
		image, rest, ok = nextElement(rest, "image")
		if !ok {
			break
		}
		if u := elementText(sk, image, "loc"); u != "" {
			alt := line(text{s: firstNonEmpty(elementText(sk, image, "caption"), elementText(sk, image, "title"))}, maxTitle)
			it.images = append(it.images, news.Image{URL: u, Alt: alt})
		}
	}
	return it, !it.title.empty() && (ok || newsBlock != block || strings.Contains(block, "news:"))
}

// nextElement returns the content of the next element of that local name, and what
// follows it. An element that is cut off at the document's end is none.
func nextElement(s, local string) (content, rest string, ok bool) {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return "", "", false
		}
		s = s[i:]
		switch {
		case strings.HasPrefix(s, "<!--"):
			s = s[past(s, "-->", 4):]
			continue
		case strings.HasPrefix(s, "<![CDATA["):
			_, n := cdata(s)
			s = s[n:]
			continue
		}
		name := s[1 : 1+nameLen(s[1:])]
		if name == "" || !strings.EqualFold(localName(name), local) {
			s = s[1:]
			continue
		}
		t, n := scanTag(s)
		if n == 0 {
			return "", "", false
		}
		s = s[n:]
		if t.empty {
			return "", s, true
		}
		end, size, closed := findEnd(s, name)
		if !closed {
			return "", "", false
		}
		return s[:end], s[end+size:], true
	}
}

// elementText returns the decoded text of the first element of that name.
func elementText(sk *skeleton, s, local string) string {
	raw, _, _ := nextElement(s, local)
	return strings.TrimSpace(sk.charData(raw))
}
