package feed

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"dateline/news"
)

// readRSS reads RSS 0.9x to 2.0 and RDF.
func (doc *document) readRSS(sk *skeleton) error {
	doc.kind = "rss"
	f, err := (&rss.Parser{}).Parse(bytes.NewReader(sk.xml))
	if err != nil {
		return err
	}
	doc.title = firstText(sk, f.Title, extValue(f.Extensions, "dc", "title"))
	doc.home = firstNonEmpty(f.Link, atomLink(f.Extensions))
	doc.lang = firstNonEmpty(f.Language, extValue(f.Extensions, "dc", "language"))
	doc.generator = f.Generator
	doc.ttl = freshness(f)
	doc.items = make([]item, len(f.Items))
	for i, it := range f.Items {
		doc.items[i] = rssItem(sk, it)
	}
	return nil
}

// freshness returns what <ttl> (minutes) or the syndication module says.
func freshness(f *rss.Feed) time.Duration {
	if n, err := strconv.ParseFloat(strings.TrimSpace(f.TTL), 64); err == nil && n > 0 {
		return time.Duration(min(n, 1e6) * float64(time.Minute))
	}
	var period time.Duration
	switch strings.TrimSpace(extValue(f.Extensions, "sy", "updatePeriod")) {
	case "hourly":
		period = time.Hour
	case "daily":
		period = 24 * time.Hour
	default:
		return 0
	}
	if n, err := strconv.Atoi(strings.TrimSpace(extValue(f.Extensions, "sy", "updateFrequency"))); err == nil && n > 1 {
		period /= time.Duration(n)
	}
	return period
}

func rssItem(sk *skeleton, it *rss.Item) item {
	e := it.Extensions
	r := item{
		title:   firstText(sk, it.Title, extValue(e, "dc", "title"), extValue(e, "atom", "title"), extValue(e, "media", "title"), groupValue(e, "title"), extValue(e, "itunes", "title")),
		content: firstText(sk, it.Content, it.Custom["encoded"], it.Custom["body"], it.Custom["content"], it.Custom["fulltext"], it.Custom["fullitem"], extValue(e, "xhtml", "body"), extValue(e, "atom", "content")),
		summary: firstText(sk, it.Description, it.Custom["summary"], it.Custom["abstract"], extValue(e, "dc", "description"), extValue(e, "dcterms", "abstract"), extValue(e, "media", "description"), groupValue(e, "description"), extValue(e, "itunes", "summary"), extValue(e, "atom", "summary")),
		link:    firstNonEmpty(it.Link, atomLink(e)),
	}
	if it.GUID != nil {
		r.guid = it.GUID.Value
		r.permalink = !strings.EqualFold(it.GUID.IsPermalink, "false")
	}
	if r.guid == "" {
		r.guid, r.permalink = firstNonEmpty(extValue(e, "atom", "id"), it.Custom["id"]), true
	}
	r.published = firstDate(it.Custom["published"], it.PubDate, extValue(e, "dc", "date"), extValue(e, "dcterms", "created"), extValue(e, "dcterms", "issued"), extValue(e, "atom", "published"), it.Custom["date"])
	r.updated = firstDate(extValue(e, "atom", "updated"), extValue(e, "dcterms", "modified"), it.Custom["updated"], it.Custom["lastBuildDate"])
	r.authors = rssAuthors(sk, it)
	for _, c := range it.Categories {
		r.tags = append(r.tags, c.Value)
	}
	for _, c := range e["dc"]["subject"] {
		r.tags = append(r.tags, c.Value)
	}
	r.images = mediaImages(sk, e, r.summary.s)
	for _, enc := range it.Enclosures {
		if strings.HasPrefix(enc.Type, "image/") {
			r.images = append(r.images, news.Image{URL: enc.URL})
		}
	}
	if it.Source != nil {
		r.source = it.Source.Title
	}
	r.lang = extValue(e, "dc", "language")
	return r
}

func rssAuthors(sk *skeleton, it *rss.Item) (authors []string) {
	if it.Author != "" {
		authors = append(authors, it.Author)
	}
	for _, v := range it.Extensions["dc"]["creator"] {
		authors = append(authors, v.Value)
	}
	if len(authors) == 0 {
		for _, v := range it.Extensions["atom"]["author"] {
			for _, n := range v.Children["name"] {
				authors = append(authors, n.Value)
			}
		}
	}
	if len(authors) == 0 {
		if v := firstNonEmpty(extValue(it.Extensions, "itunes", "author"), extValue(it.Extensions, "dc", "author"), extValue(it.Extensions, "dc", "contributor")); v != "" {
			authors = append(authors, v)
		}
	}
	return authors
}

// extValue returns the first value of an element of another vocabulary.
func extValue(e ext.Extensions, prefix, name string) string {
	for _, v := range e[prefix][name] {
		if v.Value != "" {
			return v.Value
		}
	}
	return ""
}

// atomLink returns the page that an Atom link inside RSS leads to.
func atomLink(e ext.Extensions) string {
	for _, l := range e["atom"]["link"] {
		href := trimLink(l.Attrs["href"])
		if rel := l.Attrs["rel"]; (rel == "" || rel == "alternate") && href != "" && (isWeb(href) || !hasScheme(href)) {
			return href
		}
	}
	return ""
}

func firstText(sk *skeleton, values ...string) text {
	for _, v := range values {
		if v == "" {
			continue
		}
		if t := sk.resolve(v); !t.empty() {
			return t
		}
	}
	return text{}
}

// firstDate returns the first of the values that reads as a date; without one, the
// first that says anything.
func firstDate(values ...string) string {
	for _, v := range values {
		if _, ok := parseDate(v); ok {
			return v
		}
	}
	return firstNonEmpty(values...)
}

func firstNonEmpty(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}
