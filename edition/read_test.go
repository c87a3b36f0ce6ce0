package edition

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// item is what these tests need of a story, read with the standard library alone.
type item struct {
	id, title, link, published, body string
}

// read parses a document strictly and returns its items.
func read(t *testing.T, f Feed, doc []byte) []item {
	t.Helper()
	if strings.HasSuffix(f.document, ".json") {
		return readJSON(t, f, doc)
	}
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	var out []item
	var cur *item
	var open []string
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("%s: %v", f.document, err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			open = append(open, tok.Name.Local)
			if isItem(tok) {
				out = append(out, item{id: attr(tok, "about")})
				cur = &out[len(out)-1]
			}
			if cur != nil && tok.Name.Local == "link" && attr(tok, "href") != "" {
				cur.link = attr(tok, "href")
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			if isItem(xml.StartElement{Name: tok.Name}) {
				cur = nil
			}
		case xml.CharData:
			if cur != nil {
				cur.add(open, string(tok))
			}
		}
	}
}

func isItem(e xml.StartElement) bool {
	switch e.Name.Local {
	case "item", "entry", "url":
		return true
	}
	return false
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// add files text under the innermost open element.
func (it *item) add(open []string, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	switch open[len(open)-1] {
	case "guid", "id":
		it.id += text
	case "title":
		it.title += text
	case "link":
		it.link += text
	case "loc":
		it.id, it.link = it.id+text, it.link+text
	case "pubDate", "published", "date", "publication_date":
		it.published += text
	default:
		it.body += text
	}
}

func readJSON(t *testing.T, f Feed, doc []byte) []item {
	t.Helper()
	var feed struct {
		Items []struct {
			ID        string `json:"id"`
			URL       string `json:"url"`
			Title     string `json:"title"`
			Body      string `json:"content_html"`
			Published string `json:"date_published"`
		} `json:"items"`
	}
	if err := json.Unmarshal(doc, &feed); err != nil {
		t.Fatalf("%s: %v", f.document, err)
	}
	var out []item
	for _, i := range feed.Items {
		out = append(out, item{i.ID, i.Title, i.URL, i.Published, i.Body})
	}
	return out
}
