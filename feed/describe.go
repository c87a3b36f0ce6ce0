package feed

import (
	"fmt"
	"math"
	"strings"
	"time"

	"dateline/news"
)

// Description is a feed document as "dateline parse" prints it: every element, in
// the document's order, nothing merged, dropped or cut for the reader's comfort.
type Description struct {
	File  string            `json:"file"`
	Title string            `json:"title"`
	Kind  string            `json:"kind"`
	Items []DescriptionItem `json:"items"`
	Error string            `json:"error"`
}

// DescriptionItem is one element. Title and Text are plain text; Published is RFC
// 3339 in UTC or "".
type DescriptionItem struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Author    string `json:"author"`
	Text      string `json:"text"`
}

// maxDescribed bounds the elements of one description.
const maxDescribed = 100_000

// Describe reads a document that lies in the named file. One that cannot be read
// has an Error and no items.
func Describe(name string, body []byte) Description {
	d := Description{File: news.CleanLine(name), Items: []DescriptionItem{}}
	doc, err := read(Document{Body: body}, bounds{items: maxDescribed, elements: 32 * maxDescribed, bytes: 1 << 30, steps: math.MaxInt}, nil)
	if err != nil {
		d.Error = news.CleanLine(err.Error())
		return d
	}
	d.Kind, d.Title = doc.kind, line(doc.title, maxTitle)
	// A file has no address, and where its links lead from there is for the reader
	// of the description to say: relative ones stay as they are.
	doc.home, doc.self = "", ""
	m := mapper{doc: doc}
	for i := range doc.items {
		d.Items = append(d.Items, m.describe(&doc.items[i]))
	}
	return d
}

func (m *mapper) describe(it *item) DescriptionItem {
	out := DescriptionItem{
		ID:     clip(news.CleanLine(it.guid), maxURL),
		Title:  line(it.title, maxBody),
		URL:    m.link(it),
		Author: strings.Join(labels(authorNames(it.authors), maxLabels), ", "),
	}
	if rel := trimLink(it.link); out.URL == "" && rel != "" && !hasScheme(rel) {
		out.URL = news.CleanLine(escapeLink(rel))
	}
	if out.ID == "" {
		out.ID = out.URL
	}
	body := it.content
	if body.empty() {
		body = it.summary
	}
	w := walker{links: m.resolver(body.base), bare: true}
	out.Text, _, _ = w.clean(body)
	for _, s := range []string{it.published, it.updated} {
		if t, ok := parseDate(s); ok {
			out.Published = t.Format(time.RFC3339)
			break
		}
	}
	return out
}

// String says in one line what was read, for a person.
func (d Description) String() string {
	if d.Error != "" {
		return fmt.Sprintf("%s: %s", d.File, d.Error)
	}
	return fmt.Sprintf("%s: %s, %d items, %s", d.File, d.Kind, len(d.Items), d.Title)
}
