package main

import (
	"os"
	"testing"
)

func TestOutletOf(t *testing.T) {
	for file, want := range map[string]string{
		"refresh/bbc-03.xml":                    "bbc",
		"feeds/paper-2023-10-18-bbc.xml":        "bbc",
		"feeds/feedreader-Rss20JapanTimes.xml":  "Rss20JapanTimes",
		"feeds/paper-2023-10-18-straittimes.js": "straittimes",
	} {
		if got := outletOf(file); got != want {
			t.Errorf("%s: outlet %q, want %q", file, got, want)
		}
	}
}

// Every marked item is found as it was marked, and every mark stands in it.
func TestReadItems(t *testing.T) {
	const data = "../../../shared/data"
	if _, err := os.Stat(data); err != nil {
		t.Skip("the feed documents are not here")
	}
	gs, err := readItems(data, 1)
	if err != nil {
		t.Fatal(err)
	}
	claims := 0
	for _, g := range gs {
		for _, m := range g.Marks {
			claims++
			text := g.Field(m.Field)
			for _, s := range append(m.Source, append(m.Cue, m.Content...)...) {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Errorf("%q: span %v is outside", g.Title, s)
				}
			}
		}
	}
	if len(gs) < 1000 || claims < 500 {
		t.Errorf("%d items with %d claims", len(gs), claims)
	}
}
