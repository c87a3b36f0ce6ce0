package feed

import (
	_ "embed"
	"strings"

	"dateline/news"
)

// wiresTSV is the starter list: one feed a line, a header line first.
//
//go:embed wires.tsv
var wiresTSV string

// Wire is a feed of the starter list, with where the list knows it from.
type Wire struct {
	news.Feed
	Default  bool   // subscribed to at the first run
	Format   string // rss, atom, rdf, news-sitemap, google-news
	Status   string // verified, listed, unverified, workaround
	Evidence string // who saw it working, and when
}

// Wires returns the starter list in its own order. Outlet is the name that text
// cites the publisher by; Folder is the list's category.
func Wires() []Wire {
	lines := strings.Split(strings.TrimSpace(wiresTSV), "\n")
	wires := make([]Wire, 0, len(lines)-1)
	for _, line := range lines[1:] {
		if w, ok := parseWire(strings.Split(line, "\t")); ok {
			wires = append(wires, w)
		}
	}
	return wires
}

func parseWire(c []string) (Wire, bool) {
	if len(c) != 13 {
		return Wire{}, false
	}
	w := Wire{Format: c[8], Status: c[9], Evidence: c[7], Default: c[11] == "yes"}
	w.Feed = news.Feed{
		ID: news.NewFeedID(c[1]), URL: c[1], Title: c[0], Home: c[2], Outlet: c[0],
		Country: c[3], Lang: c[4], Kind: news.OutletKind(c[5]), Folder: c[12],
		Sitemap: c[8] == "news-sitemap",
	}
	if c[6] != "" {
		w.Aliases = strings.Split(c[6], "|")
		w.Outlet = w.Aliases[0]
	}
	return w, true
}
