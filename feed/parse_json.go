package feed

import (
	stdjson "encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed/json"

	"dateline/news"
)

// readJSON reads JSON Feed 1.0 and 1.1. gofeed gives up on a value of the wrong
// type, so on an error the document is brought into form once: tags as a text,
// numbers as texts, a single author as a list.
func (doc *document) readJSON(s string, limit int) error {
	doc.kind = "json"
	if deep(s) {
		return errors.New("parse json: brackets inside one another too deep")
	}
	var shape struct {
		Version any `json:"version"`
		Items   any `json:"items"`
	}
	f, err := (&json.Parser{}).Parse(strings.NewReader(s))
	if err != nil {
		mended, mendErr := mendJSON(s)
		if mendErr != nil {
			mended, mendErr = mendJSON(tidyJSON(s))
			doc.repair.say("JSON that was not whole")
		}
		if mendErr != nil {
			return fmt.Errorf("parse json: %s", line(text{s: mendErr.Error(), kind: plain}, 200))
		}
		if f, err = (&json.Parser{}).Parse(strings.NewReader(mended)); err != nil {
			return fmt.Errorf("parse json: %s", line(text{s: err.Error(), kind: plain}, 200))
		}
		doc.repair.say("values of the wrong type")
	}
	if f.Version == "" && len(f.Items) == 0 {
		if stdjson.Unmarshal([]byte(s), &shape) != nil || shape.Items == nil {
			return &NotFeed{What: "JSON of another kind"}
		}
	}
	doc.title = text{s: f.Title, kind: plain}
	doc.home, doc.lang = f.HomePageURL, f.Language
	doc.elements = len(f.Items)
	for _, it := range f.Items[:min(len(f.Items), limit)] {
		if it != nil {
			doc.items = append(doc.items, jsonItem(it, f))
		}
	}
	return nil
}

func jsonItem(it *json.Item, f *json.Feed) item {
	r := item{
		guid:      it.ID,
		permalink: true,
		link:      firstNonEmpty(it.URL, it.ExternalURL),
		title:     text{s: it.Title, kind: plain},
		content:   text{s: it.ContentHTML, kind: html5},
		summary:   text{s: it.Summary, kind: plain},
		published: it.DatePublished,
		updated:   it.DateModified,
		tags:      it.Tags,
		lang:      it.Language,
	}
	if strings.TrimSpace(it.ContentHTML) == "" {
		r.content = text{s: it.ContentText, kind: plain}
	}
	authors := it.Authors
	if it.Author != nil {
		authors = append(authors, it.Author)
	}
	if len(authors) == 0 {
		authors = f.Authors
		if f.Author != nil {
			authors = append(authors, f.Author)
		}
	}
	for _, a := range authors {
		if a != nil {
			r.authors = append(r.authors, a.Name)
		}
	}
	for _, u := range []string{it.Image, it.BannerImage} {
		if u != "" {
			r.images = append(r.images, news.Image{URL: u})
		}
	}
	return r
}

// deep reports whether brackets stand inside one another beyond reason.
func deep(s string) bool {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// jsonTexts are the fields of JSON Feed that hold one text.
const jsonTexts = " version title home_page_url feed_url description user_comment next_url icon favicon language id url external_url content_html content_text summary image banner_image date_published date_modified name avatar mime_type "

// mendJSON brings values of the wrong type into that of their field.
func mendJSON(s string) (string, error) {
	d := stdjson.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		return "", err
	}
	mendObject(v)
	out, err := stdjson.Marshal(v)
	return string(out), err
}

func mendObject(o map[string]any) {
	for k, v := range o {
		switch {
		case strings.Contains(jsonTexts, " "+k+" "):
			o[k] = mendString(v)
		case k == "tags":
			o[k] = mendTags(v)
		case k == "items" || k == "authors" || k == "hubs":
			o[k] = mendList(v)
		case k == "author":
			if name, ok := v.(string); ok {
				v = map[string]any{"name": name}
			}
			if a, ok := v.(map[string]any); ok {
				mendObject(a)
				o[k] = a
			} else {
				delete(o, k)
			}
		default:
			delete(o, k) // attachments, extensions: nothing we read
		}
	}
}

// mendList keeps the objects of a list; a single one becomes a list.
func mendList(v any) []any {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	kept := []any{}
	for _, x := range list {
		if name, ok := x.(string); ok {
			x = map[string]any{"name": name}
		}
		if o, ok := x.(map[string]any); ok {
			mendObject(o)
			kept = append(kept, o)
		}
	}
	return kept
}

func mendString(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case stdjson.Number:
		return x.String()
	}
	return ""
}

// mendTags reads tags that are one text, with commas between, as a list.
func mendTags(v any) []string {
	tags := []string{}
	switch x := v.(type) {
	case string:
		for t := range strings.SplitSeq(x, ",") {
			if t = strings.TrimSpace(t); t != "" {
				tags = append(tags, t)
			}
		}
	case []any:
		for _, t := range x {
			if s := mendString(t); s != "" {
				tags = append(tags, s)
			}
		}
	}
	return tags
}
