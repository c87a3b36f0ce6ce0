package packed

import (
	"time"

	"dateline/news"
)

// Row is a row of a query, of any database.
type Row interface{ Scan(dest ...any) error }

// ScanStory reads a story. The row's columns are its id, its feed's, outlet, address, title,
// version and the packed rest; more are what stands behind these.
func ScanStory(r Row, more ...any) (news.Story, error) {
	var st news.Story
	var blob []byte
	if err := r.Scan(append([]any{&st.ID, &st.Feed, &st.Outlet, &st.URL, &st.Title, &st.Version, &blob}, more...)...); err != nil {
		return news.Story{}, err
	}
	return st, UnpackStory(blob, &st)
}

// Filing is a row of a filing, which need not be unpacked.
type Filing struct {
	news.Filing        // but for what is packed
	story       []byte // packed
	found       []byte // likewise, nil for nothing that fits the text
}

// ScanFiling reads a filing. The row's columns are those of a story and the filing's number,
// event, origin, source and packed finding; more are what stands behind these.
func ScanFiling(r Row, more ...any) (p Filing, err error) {
	st := &p.Story
	return p, r.Scan(append([]any{&st.ID, &st.Feed, &st.Outlet, &st.URL, &st.Title, &st.Version, &p.story, &p.Seq, &p.Event, &p.Origin, &p.Source, &p.found}, more...)...)
}

// Unpack returns the whole filing.
func (p *Filing) Unpack() (news.Filing, error) {
	f := p.Filing
	if err := UnpackStory(p.story, &f.Story); err != nil || p.found == nil {
		return f, err
	}
	found, err := UnpackFinding(p.found, &f.Story)
	f.Mentions, f.Claims, f.Unsure, f.Relations = found.Mentions, found.Claims, found.Unsure, found.Relations
	return f, err
}

// UnpackUnless returns the whole filing, or only its names where it is known.
func (p *Filing) UnpackUnless(known func(news.StoryID, news.EventID) bool) (news.Filing, error) {
	if known != nil && known(p.Story.ID, p.Event) {
		return news.Filing{Seq: p.Seq, Event: p.Event, Story: news.Story{ID: p.Story.ID}}, nil
	}
	return p.Unpack()
}

// Page is a row of the full text of a story.
type Page struct {
	text    news.FullText
	fetched int64
	doc     []byte
	found   []byte
}

// PackPage packs the text of a page, and what was found in it.
func PackPage(f *news.FullText) (doc, found []byte, err error) {
	st := f.Of(news.Story{ID: f.Story, URL: f.URL, Title: f.Title})
	if doc, err = PackStory(&st); err != nil {
		return nil, nil, err
	}
	found, err = PackFinding(&Finding{Mentions: Sane(f.Mentions), Claims: f.Claims, Unsure: f.Unsure}, &st)
	return doc, found, err
}

// Columns are where its columns go: version, when it was fetched, address, etag, modified,
// version of the engines, title, and both parts of PackPage.
func (p *Page) Columns() []any {
	f := &p.text
	return []any{&f.Version, &p.fetched, &f.URL, &f.ETag, &f.LastModified, &f.Tagger, &f.Title, &p.doc, &p.found}
}

// Unpack returns the full text of a story.
func (p *Page) Unpack(id news.StoryID) (news.FullText, error) {
	f := p.text
	f.Story, f.Fetched = id, FromMillis(p.fetched)
	st := news.Story{ID: id, URL: f.URL, Title: f.Title}
	if err := UnpackStory(p.doc, &st); err != nil {
		return f, err
	}
	f.Text, f.Links, f.Images, f.Dateline = st.Text, st.Links, st.Images, st.Dateline
	found, err := UnpackFinding(p.found, &st)
	f.Mentions, f.Claims, f.Unsure = found.Mentions, found.Claims, found.Unsure
	return f, err
}

// Arrived is when a story came, or its newest version; changed is the latter in ms, 0 for none.
func Arrived(st *news.Story, changed int64) time.Time {
	if changed == 0 {
		return st.Seen
	}
	return FromMillis(changed)
}
