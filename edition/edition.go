// Package edition is the demo's newspaper rack: a set of invented outlets whose
// feed documents (RSS 2.0, RSS 1.0, Atom, JSON Feed and a news sitemap) are
// embedded in the binary and served by an in-process http.RoundTripper, so that
// the demo fetches them through the same pipeline as real feeds, with no network.
//
// Every event, person, company and outlet is invented; real countries and
// institutions appear in harmless roles only. All hosts lie under the reserved
// top-level domain .example (RFC 2606).
//
// The documents are templates (fill.go says what they may say). Times are written as ages, such as
// {{ago "2h15m" "rfc822"}}, and expanded against the time the edition was opened
// at, so that the newest story is always some minutes old. An edition has
// [States] states: {{if since 1}} guards what the second fetch of a feed brings,
// {{if since 2}} the third: new stories, corrected figures, a withdrawal.
package edition

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed documents
var documents embed.FS

//go:embed feeds.tsv
var feedTable []byte

//go:embed groups.tsv
var groupTable []byte

// Feed is one feed of the edition with what is plainly known of its publisher.
type Feed struct {
	URL     string
	Title   string
	Outlet  string   // several feeds may share one
	Kind    string   // news-agency, state-agency, broadcaster, newspaper or organization
	Country string   // ISO 3166-1 alpha-3 of the outlet's seat
	Lang    string   // BCP 47
	Aliases []string // other names of the outlet, as texts cite it
	Folder  string   // where the demo files the feed
	Sitemap bool     // the document is a news sitemap

	document string // name in documents/
	media    string // Content-Type it is served as
}

// Place says where a story of the edition belongs. It is what a reader of all the
// stories would answer, and serves tests of relating.
type Place struct {
	// Event names what happened. A slash parts the thread from a later event in
	// it: "ferry-aegean/inspection" follows "ferry-aegean". Stories of one Event
	// belong together; stories that share no thread do not. "" stands alone.
	Event string
	// Reprint is the guid of the story this one carries word for word, or "".
	Reprint string
}

// Feeds returns the feeds of the edition, agencies first. The slice is the
// caller's own.
func Feeds() []Feed {
	feeds := parsedFeeds()
	out := slices.Clone(feeds)
	for i := range out {
		out[i].Aliases = slices.Clone(out[i].Aliases)
	}
	return out
}

// Places returns the place of every story, in any state, by the id its document
// gives it: guid or Atom id. Stories of RSS 1.0 and of the sitemap have none and
// stand under their address. Stories in other languages are of the event they
// tell of; opinion and analysis are of none.
func Places() map[string]Place {
	places := make(map[string]Place)
	for _, row := range table(groupTable) {
		places[row[0]] = Place{Event: row[1], Reprint: row[2]}
	}
	return places
}

// Groups returns the event of every story that has one, by the same ids as
// [Places].
func Groups() map[string]string {
	groups := make(map[string]string)
	for id, place := range Places() {
		if place.Event != "" {
			groups[id] = place.Event
		}
	}
	return groups
}

// parsedFeeds reads the embedded table once; its rows are never written to.
var parsedFeeds = sync.OnceValue(func() []Feed {
	var feeds []Feed
	for _, row := range table(feedTable) {
		feeds = append(feeds, Feed{
			URL: row[0], Title: row[1], Outlet: row[2], Kind: row[3], Country: row[4], Lang: row[5],
			Aliases: strings.Split(row[6], "|"), Folder: row[7],
			document: row[8], media: row[9], Sitemap: row[10] == "yes",
		})
	}
	return feeds
})

// table reads an embedded tab-separated table without its heading. The tables are
// part of the program: one that cannot be read is a bug that every test meets.
func table(tsv []byte) [][]string {
	r := csv.NewReader(bytes.NewReader(tsv))
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("edition: read embedded table: %v", err))
	}
	return rows[1:]
}
