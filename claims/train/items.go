package main

import (
	"bytes"
	"crypto/sha1"
	_ "embed"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"dateline/feed"
	"dateline/news"
)

// itemMarks are the claims of feed items, marked by hand like those of the wire: where
// an item is found and the bytes of its claims, but not its words, which are their
// publisher's.
//
//go:embed items.jsonl
var itemMarks []byte

// item is one line of itemMarks.
type item struct {
	File string // feed document, beneath the data folder
	Item string // the item's id in it
	Text int    // how many bytes of the item's text were marked
	Sum  string // of title and text, see sumOf
	marks
}

// sumOf tells whether an item is the one that was marked.
func sumOf(title, text string) string {
	sum := sha1.Sum([]byte(title + "\n" + text))
	return hex.EncodeToString(sum[:6])
}

// readItems reads the marked items out of the feed documents beneath data. Items of one
// outlet are of one part. A document that is missing, or holds other words than were
// marked, is an error: the model would be another.
func readItems(data string, weight float32) ([]gold, error) {
	var out []gold
	var fault error
	docs := map[string]map[string]feed.DescriptionItem{}
	parts := map[string]int{}
	err := decode(bytes.NewReader(itemMarks), func(m item) {
		d := docs[m.File]
		if d == nil && fault == nil {
			d, fault = readDocument(filepath.Join(data, filepath.FromSlash(m.File)))
			docs[m.File] = d
		}
		g := gold{Story: news.Story{Title: d[m.Item].Title, Text: d[m.Item].Text, Lang: "en"}, Titled: true, Marked: true, Weight: weight}
		g.Text = g.Text[:min(len(g.Text), m.Text)]
		if sumOf(g.Title, g.Text) != m.Sum && fault == nil {
			fault = fmt.Errorf("%s: item %s is not the one that was marked", m.File, m.Item)
		}
		outlet := outletOf(m.File)
		if _, ok := parts[outlet]; !ok {
			parts[outlet] = len(parts)
		}
		g.Part = parts[outlet]
		if fault == nil {
			m.into(&g)
		}
		out = append(out, g)
	})
	if err == nil {
		err = fault
	}
	return out, err
}

// readDocument returns the items of a feed document by id, the first of each.
func readDocument(file string) (map[string]feed.DescriptionItem, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d := feed.Describe(file, body)
	if d.Error != "" {
		return nil, fmt.Errorf("%s: %s", file, d.Error)
	}
	all := make(map[string]feed.DescriptionItem, len(d.Items))
	for _, it := range d.Items {
		if _, twice := all[it.ID]; !twice {
			all[it.ID] = it
		}
	}
	return all, nil
}

// outletOf names the outlet of a document by its file: "refresh/bbc-03.xml" and
// "feeds/paper-2023-10-18-bbc.xml" are of "bbc".
func outletOf(file string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if strings.HasPrefix(file, "refresh/") {
		name, _, _ = strings.Cut(name, "-")
		return name
	}
	return name[strings.LastIndexByte(name, '-')+1:]
}
