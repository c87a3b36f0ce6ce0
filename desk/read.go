package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"dateline/news"
	"dateline/related"
)

const (
	// maxEvent is how many stories of an event the Related panel looks at.
	maxEvent = 100
	// silentFrom is how many origins an event needs before the absence of a
	// watched outlet says anything, and maxSilent how many are named.
	silentFrom = 3
	maxSilent  = 12
	// maxLinked is how many links to earlier events and background the panel shows at
	// most, and how many later events; maxFollowups how many stories of these are
	// looked at.
	maxLinked    = 24
	maxFollowups = 200
)

// Article returns a story with all its marks. The secret in the address of a shared feed is
// told to owners alone.
func (d *Desk) Article(ctx context.Context, id news.StoryID) (news.Article, error) {
	a, err := d.o.Store.Article(ctx, d.user, id)
	a.Source.URL = d.address(&a.Source)
	if m, ok := d.held.of(d.user, news.MarkRead)[id]; ok {
		a.Read = m.on
	}
	if m, ok := d.held.of(d.user, news.MarkStarred)[id]; ok {
		a.Starred = m.on
	}
	return a, err
}

// Looked notes that the reader has seen these events as they are now: what joins
// from here on counts as growth. One that is gone is left out.
func (d *Desk) Looked(ctx context.Context, events ...news.EventID) error {
	if d.may(actMark) != nil {
		return nil // looking is no reason to complain
	}
	var failed error
	for _, id := range events {
		if err := d.o.Store.Looked(ctx, d.user, id); err != nil && !errors.Is(err, news.ErrNotFound) {
			d.o.Log.Debug("event not noted as seen", "event", string(id), "why", err)
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// Version returns version n of a story with its text.
func (d *Desk) Version(ctx context.Context, id news.StoryID, n int) (news.Version, error) {
	a, err := d.o.Store.Article(ctx, d.user, id)
	if err != nil || a.Version != n {
		v, older := d.o.Store.Version(ctx, d.user, id, n)
		return v, errors.Join(err, older)
	}
	v := news.Version{N: n, Title: a.Title, Text: a.Text, Seen: a.Updated}
	if a.Version == 1 && v.Seen.IsZero() {
		v.Seen = a.Seen
	}
	for _, m := range a.Markers {
		if v.Note == "" {
			v.Note = m.Note
		}
	}
	return v, nil
}

// Related returns the panel beside a story: the rest of its event, earlier and
// later ones, background, what each differs in, and who has not carried it.
func (d *Desk) Related(ctx context.Context, id news.StoryID) (news.Panel, error) {
	open, err := d.filing(ctx, id)
	if err != nil {
		return news.Panel{}, err
	}
	event, err := d.o.Store.Event(ctx, d.user, open.Event, maxEvent)
	if err != nil {
		return news.Panel{}, err
	}
	others := slices.DeleteFunc(slices.Clone(event), func(f news.Filing) bool { return f.Story.ID == id })
	var links []news.Filing
	if ids := linkedTo(open, event); len(ids) > 0 {
		if links, err = d.o.Store.Stories(ctx, d.user, ids); err != nil {
			return news.Panel{}, err
		}
	}
	later, err := d.later(ctx, open, event, links)
	if err != nil {
		return news.Panel{}, err
	}
	p := related.Panel(open, others, append(links, later...))
	p.Rows = slices.DeleteFunc(p.Rows, func(r news.RelatedRow) bool { return r.Story == id })
	outlets, err := d.outlets.get(ctx, d)
	if err != nil {
		return p, err
	}
	for i := range p.Rows {
		f := outlets.byName[p.Rows[i].Outlet]
		p.Rows[i].OutletKind, p.Rows[i].Country = f.Kind, f.Country
	}
	p.NotCarried = d.silent(open, event, outlets)
	return p, d.markUnread(ctx, p.Rows)
}

func (d *Desk) filing(ctx context.Context, id news.StoryID) (news.Filing, error) {
	fs, err := d.o.Store.Stories(ctx, d.user, []news.StoryID{id})
	if err != nil {
		return news.Filing{}, err
	}
	if len(fs) == 0 {
		return news.Filing{}, news.ErrNotFound
	}
	return fs[0], nil
}

// linkedTo lists the stories that the open one links to, and those its event's
// other stories link to as earlier: an event's thread is that of all its stories.
func linkedTo(open news.Filing, event []news.Filing) []news.StoryID {
	var ids []news.StoryID
	in := map[news.StoryID]bool{}
	for _, f := range event {
		in[f.Story.ID] = true
	}
	add := func(r news.Relation) {
		if r.Kind != news.SameEvent && !in[r.To] {
			in[r.To] = true
			ids = append(ids, r.To)
		}
	}
	for _, r := range open.Relations {
		add(r)
	}
	for _, f := range event {
		for _, r := range f.Relations {
			if r.Kind == news.Earlier {
				add(r)
			}
		}
	}
	return ids[:min(len(ids), maxLinked)]
}

// later returns the events that follow the open story's and are not linked already,
// each by the first of its stories that says so: the rest of them is one key away.
func (d *Desk) later(ctx context.Context, open news.Filing, event, links []news.Filing) ([]news.Filing, error) {
	ids := []news.StoryID{open.Story.ID}
	for i := range event {
		if event[i].Story.ID != open.Story.ID {
			ids = append(ids, event[i].Story.ID)
		}
	}
	fs, err := d.o.Store.Followups(ctx, d.user, ids, maxFollowups)
	known := map[news.EventID]bool{open.Event: true}
	for i := range links {
		known[links[i].Event] = true
	}
	fs = slices.DeleteFunc(fs, func(f news.Filing) bool {
		had := known[f.Event]
		known[f.Event] = true
		return had
	})
	return fs[max(0, len(fs)-maxLinked):], err
}

// markUnread fills in which rows the reader has not read.
func (d *Desk) markUnread(ctx context.Context, rows []news.RelatedRow) error {
	ids := make([]news.StoryID, len(rows))
	for i, r := range rows {
		ids[i] = r.Story
	}
	unread, err := d.unread(ctx, ids)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].Unread = unread[rows[i].Story]
	}
	return nil
}

// unread tells which of the stories the reader has not read, marks that are held
// included.
func (d *Desk) unread(ctx context.Context, ids []news.StoryID) (map[news.StoryID]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	stored, err := d.o.Store.Unread(ctx, d.user, ids)
	if err != nil {
		return nil, err
	}
	unread := make(map[news.StoryID]bool, len(stored))
	for _, id := range stored {
		unread[id] = true
	}
	for id, m := range d.held.of(d.user, news.MarkRead) {
		unread[id] = !m.on
	}
	return unread, nil
}

// silent names watched outlets that have not carried the event: those of the open
// story's language, agencies first. An event of few origins, or one that has
// hardly begun, says nothing about anybody.
func (d *Desk) silent(open news.Filing, event []news.Filing, o *outlets) []string {
	var watched []string
	for _, f := range o.list {
		if sameLanguage(f.Lang, open.Story.Lang) {
			watched = append(watched, f.Outlet)
		}
	}
	names, _ := related.Silence(watched, event, silentFrom)
	return names[:min(len(names), maxSilent)]
}

func sameLanguage(a, b string) bool {
	base := func(s string) string {
		s, _, _ = strings.Cut(strings.ToLower(s), "-")
		if s == "" {
			return "en"
		}
		return s
	}
	return base(a) == base(b)
}

// outlets are the publishers behind the subscriptions.
type outlets struct {
	list   []news.Feed // one feed an outlet, agencies first
	byName map[string]news.Feed
}

// outletCache keeps them until subscriptions change.
type outletCache struct {
	mu    sync.Mutex
	known *outlets
}

func (c *outletCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known = nil
}

func (c *outletCache) get(ctx context.Context, d *Desk) (*outlets, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known != nil {
		return c.known, nil
	}
	feeds, err := d.o.Store.Feeds(ctx, news.AnyUser)
	if err != nil {
		return nil, err
	}
	o := &outlets{byName: map[string]news.Feed{}}
	for _, f := range feeds {
		if _, ok := o.byName[f.Outlet]; !ok && f.Outlet != "" && !f.Muted && !f.Personal {
			o.byName[f.Outlet] = f.Feed
			o.list = append(o.list, f.Feed)
		}
	}
	rank := func(k news.OutletKind) int {
		return slices.Index([]news.OutletKind{news.NewsAgency, news.StateAgency, news.Broadcaster, news.Newspaper}, k) & 7 // none is last
	}
	slices.SortStableFunc(o.list, func(a, b news.Feed) int { return rank(a.Kind) - rank(b.Kind) })
	c.known = o
	return o, nil
}
