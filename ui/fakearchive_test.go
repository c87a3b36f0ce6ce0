package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"dateline/news"
	"dateline/wires"
)

// Changes answers with the invented dam's new version, and with a correction and a
// withdrawal of other stories.
func (d *fakeDesk) Changes(_ context.Context, since time.Time) (news.Revisions, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("changes %s", since.Format("2006-01-02 15:04"))
	if d.fail != nil {
		return news.Revisions{}, d.fail
	}
	got := news.Revisions{Since: since}
	for _, r := range d.revisions() {
		if r.Time.After(since) && r.Compare(wires.Proper) {
			got.All = append(got.All, r)
		}
	}
	news.SortRevisions(got.All)
	return got, nil
}

func (d *fakeDesk) revisions() []news.Revision {
	if len(d.stories) == 0 {
		return nil
	}
	dam := d.stories[0]
	old := strings.NewReplacer("About 1,800 households", "Nearly 900 households", "14 experts were", "12 experts were").Replace(dam.Text)
	of := func(s *fakeStory, ago time.Duration, flags news.Flag, note, was string) news.Revision {
		r := news.Revision{Story: s.ID, Event: s.Event.ID, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Time: fakeNow.Add(-ago), Flags: flags, Version: 2,
			Note: note, Read: s.Read,
			Now: news.Version{N: 2, Title: s.Title, Text: s.Text}}
		if was != "" {
			r.Before, r.Was = 1, news.Version{N: 1, Title: s.Title, Text: was}
		}
		return r
	}
	r := of(dam, 20*time.Minute, news.Changed, "ADDS inspection, UPDATES number of households", old)
	r.Version, r.Now.N = dam.Version, dam.Version
	all := []news.Revision{r, of(d.stories[1], 90*time.Minute, news.Changed|news.Corrected, "", d.stories[1].Text+" It was built in 1961.")}
	for _, s := range d.stories {
		if s.flags.Has(news.Withdrawn) {
			all = append(all, of(s, 3*time.Hour, news.Withdrawn, "", ""))
		}
	}
	last := d.stories[len(d.stories)-1]
	return append(all, of(last, 50*time.Hour, news.Changed, "", "Another text altogether, which said little."))
}

// Leave keeps a bookmark.
func (d *fakeDesk) Leave(_ context.Context, m news.Bookmark) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("leave version %d at %d", m.Version, m.Offset)
	if s := d.find(m.Story); s != nil && d.fail == nil {
		s.Bookmark = m
	}
	return d.fail
}

// FullText answers with a longer text of the dam's story; the others have none.
func (d *fakeDesk) FullText(_ context.Context, id news.StoryID) (news.FullText, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("full text of %s", id)
	s := d.find(id)
	if s == nil || s != d.stories[0] {
		return news.FullText{}, errors.New("403: the server refuses readers like this")
	}
	text := s.Text + "\nThe page goes on: 31 farms lie below the dam, the board said."
	return news.FullText{Story: id, Version: s.Version, URL: s.URL, Title: s.Title, Text: text, Fetched: fakeNow.Add(-2 * time.Minute),
		Dateline: s.Dateline, Mentions: s.Mentions, Claims: s.Claims}, nil
}
