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
		_, block, next, ok := pages.element(whole, "url")
		if !ok {
			break
		}
		whole, found = next, true
		entry := sk.fields(block)
		it, ok := entry.item(sk)
		if !ok {
			continue
		}
		if doc.elements++; doc.elements <= limit {
			doc.items = append(doc.items, it)
		}
		if doc.title.empty() {
			doc.title = text{s: sk.value(entry.words["name"])}
			doc.lang = sk.value(entry.words["language"])
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

// sitemapEntry is what an entry's elements hold, as it stands in the document: the first
// of each name. Those of its news element go before its own.
type sitemapEntry struct {
	words  map[string]string
	images []string
	news   bool
}

// fields reads the elements of an entry, each byte of it twice at most.
func (sk *skeleton) fields(block string) sitemapEntry {
	e := sitemapEntry{words: map[string]string{}}
	c := newScanner(block, sk.b)
	for i := 0; ; {
		name, content, next, ok := c.element(i, "loc", "lastmod", "news", "image", "title", "publication_date", "language", "keywords", "name")
		if !ok {
			return e
		}
		i = next
		switch {
		case name == "image" && len(e.images) < maxLabels:
			e.images = append(e.images, content)
		case name == "news" && !e.news:
			e.news = true
			for name, words := range sk.fields(content).words {
				if name != "loc" && name != "lastmod" {
					e.words[name] = words
				}
			}
		case name != "image" && name != "news":
			if _, had := e.words[name]; !had {
				e.words[name] = content
			}
		}
	}
}

// value decodes the text of an element.
func (sk *skeleton) value(raw string) string { return strings.TrimSpace(sk.charData(raw)) }

// item makes an item of an entry; ok is false for a page that is no news.
func (e sitemapEntry) item(sk *skeleton) (it item, ok bool) {
	it = item{
		title:     text{s: sk.value(e.words["title"])},
		link:      sk.value(e.words["loc"]),
		published: sk.value(e.words["publication_date"]),
		updated:   sk.value(e.words["lastmod"]),
		lang:      sk.value(e.words["language"]),
	}
	for tag := range strings.SplitSeq(sk.value(e.words["keywords"]), ",") {
		if tag = strings.TrimSpace(tag); tag != "" && len(it.tags) < maxWords {
			it.tags = append(it.tags, tag)
		}
	}
	for _, image := range e.images {
		words := sk.fields(image).words
		words["caption"] = elementText(sk, image, "caption")
		if u := sk.value(words["loc"]); u != "" {
			it.images = append(it.images, news.Image{URL: u, Alt: line(text{s: firstNonEmpty(words["caption"], sk.value(words["title"]))}, maxTitle)})
		}
	}
	return it, e.news && !it.title.empty()
}

// elementText returns the decoded text of the first element of that name.
func elementText(sk *skeleton, s, local string) string {
	_, raw, _, _ := newScanner(s, sk.b).element(0, local)
	return sk.value(raw)
}
