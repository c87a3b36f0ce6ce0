package feed

import (
	"errors"
	"strings"

	"dateline/news"
)

// readJSON reads JSON Feed 1.0 and 1.1. Values of the wrong type are brought into that
// of their field: tags as a text, numbers as texts, a single author as a list. Of a
// document that is cut off the whole items are kept.
func (doc *document) readJSON(s string, limit int) error {
	doc.kind = "json"
	r := &jsonReader{s: s, b: doc.b}
	if s[0] == '[' {
		if r.skip(); r.deep {
			return errTooDeep
		}
		return &NotFeed{What: "JSON of another kind"}
	}
	version, listed := "", false
	var authors []string
	r.object(func(key string) {
		switch strings.ToLower(key) {
		case "version":
			version = r.text()
		case "title":
			doc.title = text{s: r.text(), kind: plain}
		case "home_page_url":
			doc.home = r.text()
		case "language":
			doc.lang = r.text()
		case "author", "authors":
			authors = r.people(authors)
		case "items":
			listed = listed || r.peek() != 'n' // null
			doc.jsonItems(r, limit)
		default:
			r.skip()
		}
	})
	for i := range doc.items {
		if len(doc.items[i].authors) == 0 {
			doc.items[i].authors = authors
		}
	}
	return doc.judgeJSON(r, version != "" || listed)
}

// judgeJSON says what was wrong with a document that was read; isFeed says that it has
// what only feeds have.
func (doc *document) judgeJSON(r *jsonReader, isFeed bool) error {
	if r.loose || r.cut && !doc.b.Over() {
		doc.repair.say("JSON that was not whole")
	}
	if r.odd {
		doc.repair.say("values of the wrong type")
	}
	switch {
	case r.deep:
		return errTooDeep
	case r.cut && len(doc.items) == 0:
		return errors.New("parse json: it is broken or cut off before the first item")
	case !isFeed:
		return &NotFeed{What: "JSON of another kind"}
	}
	return nil
}

var errTooDeep = errors.New("parse json: brackets inside one another too deep")

// jsonItems reads the list of items, or a single one in its place.
func (doc *document) jsonItems(r *jsonReader, limit int) {
	one := func() {
		if r.peek() != '{' {
			r.odd = true
			r.skip()
			return
		}
		if doc.elements++; len(doc.items) >= limit {
			r.skip()
			return
		}
		if it := r.item(); !r.cut {
			doc.items = append(doc.items, it)
		}
	}
	switch r.peek() {
	case '[':
		r.array(one)
	case '{':
		r.odd = true
		one()
	default:
		r.skip()
	}
}

// item reads an item.
func (r *jsonReader) item() item {
	it := item{permalink: true}
	var external, html, words string
	r.object(func(key string) {
		switch strings.ToLower(key) {
		case "id":
			it.guid = r.text()
		case "url":
			it.link = r.text()
		case "external_url":
			external = r.text()
		case "title":
			it.title = text{s: r.text(), kind: plain}
		case "content_html":
			html = r.text()
		case "content_text":
			words = r.text()
		case "summary":
			it.summary = text{s: r.text(), kind: plain}
		case "date_published":
			it.published = r.text()
		case "date_modified":
			it.updated = r.text()
		case "language":
			it.lang = r.text()
		case "image", "banner_image":
			if u := r.text(); u != "" && len(it.images) < 2 {
				it.images = append(it.images, news.Image{URL: u})
			}
		case "tags":
			it.tags = r.tags()
		case "author", "authors":
			it.authors = r.people(it.authors)
		default:
			r.skip()
		}
	})
	it.link = firstNonEmpty(it.link, external)
	it.content = text{s: html, kind: html5}
	if strings.TrimSpace(html) == "" {
		it.content = text{s: words, kind: plain}
	}
	return it
}

// people reads a list of authors, or a single one in its place; a text is a name.
func (r *jsonReader) people(names []string) []string {
	one := func() {
		name := ""
		if r.peek() != '{' {
			r.odd = true
			name = r.text()
		} else {
			r.object(func(key string) {
				if strings.EqualFold(key, "name") {
					name = r.text()
				} else {
					r.skip()
				}
			})
		}
		if name != "" && len(names) < maxLabels {
			names = append(names, name)
		}
	}
	switch r.peek() {
	case '[':
		r.array(one)
	case 'n': // null
		r.skip()
	default:
		one()
	}
	return names
}

// tags reads a list of tags; in a single text they stand with commas between.
func (r *jsonReader) tags() (tags []string) {
	if r.peek() == '[' {
		r.array(func() {
			if t := r.text(); t != "" && len(tags) < maxWords {
				tags = append(tags, t)
			}
		})
		return tags
	}
	for t := range strings.SplitSeq(r.text(), ",") {
		if t = strings.TrimSpace(t); t != "" && len(tags) < maxWords {
			tags = append(tags, t)
		}
	}
	r.odd = r.odd || len(tags) > 0
	return tags
}
