package feed

import (
	"bytes"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"

	"dateline/news"
)

// readAtom reads Atom 0.3 and 1.0.
func (doc *document) readAtom(sk *skeleton) error {
	doc.kind = "atom"
	f, err := (&atom.Parser{}).Parse(bytes.NewReader(sk.xml))
	if err != nil {
		return err
	}
	doc.title = sk.resolve(f.Title)
	doc.home = alternate(f.Links)
	doc.lang = f.Language
	for _, l := range f.Links {
		if l.Rel == "self" {
			doc.self = l.Href
		}
	}
	if f.Generator != nil {
		doc.generator = f.Generator.Value
	}
	doc.items = make([]item, len(f.Entries))
	for i, e := range f.Entries {
		doc.items[i] = atomItem(sk, e, f.Authors[:min(len(f.Authors), maxLabels)])
	}
	return nil
}

func atomItem(sk *skeleton, e *atom.Entry, feedAuthors []*atom.Person) item {
	r := item{
		guid:      e.ID,
		title:     firstText(sk, e.Title, extValue(e.Extensions, "media", "title"), groupValue(e.Extensions, "title")),
		summary:   firstText(sk, e.Summary, groupValue(e.Extensions, "description"), extValue(e.Extensions, "media", "description")),
		link:      alternate(e.Links),
		permalink: true,
		published: firstDate(e.Published, extValue(e.Extensions, "dc", "date")),
		updated:   e.Updated,
	}
	r.images = mediaImages(sk, e.Extensions, r.summary.s)
	if e.Content != nil {
		r.content = sk.resolve(e.Content.Value)
	}
	authors := e.Authors
	if len(authors) == 0 && e.Source != nil {
		authors = e.Source.Authors
	}
	if len(authors) == 0 {
		authors = feedAuthors
	}
	for _, a := range authors {
		r.authors = append(r.authors, firstNonEmpty(a.Name, a.Email))
	}
	for _, v := range e.Extensions["dc"]["creator"] {
		r.authors = append(r.authors, v.Value)
	}
	for _, c := range e.Categories {
		r.tags = append(r.tags, firstNonEmpty(c.Label, c.Term))
	}
	for _, l := range e.Links {
		if l.Rel == "enclosure" && strings.HasPrefix(l.Type, "image/") {
			r.images = append(r.images, news.Image{URL: l.Href})
		}
	}
	if e.Source != nil {
		r.source = line(sk.resolve(e.Source.Title), maxWord)
	}
	return r
}

// groupValue returns a value that stands inside the media vocabulary's group or
// content, where video sites keep the text.
func groupValue(e ext.Extensions, name string) string {
	for _, outer := range []string{"group", "content"} {
		for _, g := range e["media"][outer] {
			for _, c := range g.Children[name] {
				return c.Value
			}
		}
	}
	return ""
}

// alternate returns the address of the page among the links: the first alternate that a
// browser opens and that is said to be HTML or nothing; else another alternate of the web,
// then what is related.
func alternate(links []*atom.Link) string {
	best, rank := "", 0
	for _, l := range links {
		r, rel := 0, strings.ToLower(l.Rel)
		foreign := hasScheme(trimLink(l.Href)+"/") && !isWeb(trimLink(l.Href))
		switch {
		case trimLink(l.Href) == "" || foreign:
		case rel == "alternate" && (l.Type == "" || strings.Contains(l.Type, "html")):
			r = 3
		case rel == "alternate":
			r = 2
		case rel == "related" || rel == "via":
			r = 1
		}
		if r > rank {
			best, rank = l.Href, r
		}
	}
	return best
}
