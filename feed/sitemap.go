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
	sk := &skeleton{b: doc.b}
	pages, whole := newScanner(s, doc.b), 0
	found := false
	for {
		block, next, ok := pages.element(whole, "url")
		if !ok {
			break
		}
		whole, found = next, true
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
	if found && doc.elements == 0 {
		return &NotFeed{What: "a sitemap of pages, not of news"}
	}
	if !strings.Contains(s[whole:], "</urlset") {
		doc.repair.say("the end was missing")
	}
	return nil
}

func sitemapItem(sk *skeleton, block string) (item, bool) {
	newsBlock, _, ok := newScanner(block, sk.b).element(0, "news")
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
		if tag = strings.TrimSpace(tag); tag != "" && len(it.tags) < maxWords {
			it.tags = append(it.tags, tag)
		}
	}
	images := newScanner(block, sk.b)
	for next := 0; len(it.images) < maxLabels; {
		var image string
		image, next, ok = images.element(next, "image")
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

// elementText returns the decoded text of the first element of that name.
func elementText(sk *skeleton, s, local string) string {
	raw, _, _ := newScanner(s, sk.b).element(0, local)
	return strings.TrimSpace(sk.charData(raw))
}
