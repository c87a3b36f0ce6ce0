package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/news"
)

// fakeNow is the time on the reader's wall in every test.
var fakeNow = time.Date(2026, 4, 10, 16, 12, 0, 0, time.UTC)

// fakeDesk answers from invented stories in memory. Events and people are made up;
// countries and institutions have harmless roles only.
type fakeDesk struct {
	mu      sync.Mutex
	stories []*fakeStory
	feeds   []news.FeedStatus
	bulls   chan news.Bulletin
	fail    error
	refresh func(d *fakeDesk)
	asked   []string // what was asked, for tests
}

type fakeStory struct {
	news.Article
	event   string
	grown   int
	flags   news.Flag
	related []news.RelatedRow
	shared  []string
	silent  []string
}

func (d *fakeDesk) note(format string, args ...any) {
	d.asked = append(d.asked, fmt.Sprintf(format, args...))
}

// matching returns the stories a query matches: words in title or text, is:unread,
// is:starred and event:.
func (d *fakeDesk) matching(q news.Query) []*fakeStory {
	var out []*fakeStory
	for _, s := range d.stories {
		if satisfies(q.Expr, s) {
			out = append(out, s)
		}
	}
	return out
}

func satisfies(e news.Expr, s *fakeStory) bool {
	switch e := e.(type) {
	case *news.And:
		for _, p := range e.Parts {
			if !satisfies(p, s) {
				return false
			}
		}
	case *news.Or:
		for _, p := range e.Parts {
			if satisfies(p, s) {
				return true
			}
		}
		return false
	case *news.Not:
		return !satisfies(e.Part, s)
	case *news.Term:
		switch e.Field {
		case news.FieldFeed:
			return string(s.Feed) == e.Value
		case news.FieldEvent:
			return string(s.Event.ID) == e.Value
		case news.FieldIs:
			return e.Value == "unread" && !s.Read || e.Value == "starred" && s.Starred
		}
		return strings.Contains(strings.ToLower(s.Title+" "+s.Text), strings.ToLower(e.Value))
	}
	return true
}

func (d *fakeDesk) rows(view news.View, q news.Query) []news.Headline {
	var rows []news.Headline
	index := map[news.EventID]int{}
	for _, s := range d.matching(q) {
		h := news.Headline{
			Story: s.ID, Event: s.Event.ID, Feed: s.Feed, Outlet: s.Outlet, Title: s.Title, URL: s.URL, Time: s.Time(),
			Countries: countriesOf(s), Outlets: 1, Origins: 1, Stories: 1, Starred: s.Starred, Noted: len(s.Notes) > 0, Flags: s.flags, Grown: s.grown,
		}
		if !s.Read {
			h.Unread = 1
		}
		h.Cursor = news.Cursor{Rank: h.Time.Unix(), ID: string(s.ID)}
		if i, ok := index[s.Event.ID]; ok && view == news.Top {
			r := &rows[i]
			r.Stories++
			r.Outlets++
			if s.Origin == "" {
				r.Origins++
			}
			r.Unread += h.Unread
			r.Starred = r.Starred || h.Starred
			r.Noted = r.Noted || h.Noted
			continue
		}
		index[s.Event.ID] = len(rows)
		rows = append(rows, h)
	}
	if view == news.Top {
		for i := range rows {
			rows[i].Cursor.Rank += int64(rows[i].Origins) * 3600
		}
	}
	slices.SortStableFunc(rows, func(a, b news.Headline) int {
		return cmp.Or(cmp.Compare(b.Cursor.Rank, a.Cursor.Rank), cmp.Compare(a.Cursor.ID, b.Cursor.ID))
	})
	return rows
}

func countriesOf(s *fakeStory) []string {
	var out []string
	for _, m := range s.Mentions {
		if m.Kind == news.Country && !slices.Contains(out, m.Ref) {
			out = append(out, m.Ref)
		}
	}
	return out
}

func (d *fakeDesk) Headlines(_ context.Context, q news.ListQuery) (news.Page, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("headlines %s", q.View)
	if d.fail != nil {
		return news.Page{}, d.fail
	}
	rows := d.rows(q.View, q.Query)
	at := slices.IndexFunc(rows, func(h news.Headline) bool { return h.Cursor == q.After })
	if q.Backward {
		if at < 0 {
			at = len(rows)
		}
		from := max(at-q.Limit, 0)
		return news.Page{Rows: rows[from:at], More: from > 0}, nil
	}
	rows = rows[at+1:]
	n := min(q.Limit, len(rows))
	return news.Page{Rows: rows[:n], More: n < len(rows)}, nil
}

func (d *fakeDesk) Counts(_ context.Context, q news.Query) (news.Counts, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := news.Counts{Feeds: len(d.feeds)}
	for _, s := range d.matching(q) {
		c.Stories++
		if !s.Read {
			c.Unread++
		}
	}
	return c, d.fail
}

func (d *fakeDesk) find(id news.StoryID) *fakeStory {
	for _, s := range d.stories {
		if s.ID == id {
			return s
		}
	}
	return nil
}

func (d *fakeDesk) Article(_ context.Context, id news.StoryID) (news.Article, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("article %s", id)
	s := d.find(id)
	if s == nil {
		return news.Article{}, fmt.Errorf("story %s: %w", id, news.ErrNotFound)
	}
	a := s.Article
	a.Notes = d.notesOf(s)
	return a, nil
}

func (d *fakeDesk) Related(_ context.Context, id news.StoryID) (news.Panel, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.find(id)
	if s == nil {
		return news.Panel{}, news.ErrNotFound
	}
	p := news.Panel{Story: id, Outlet: s.Outlet, Rows: slices.Clone(s.related), NotCarried: s.silent, Shared: s.shared, Outlets: 1, Origins: 1}
	p.Rows = slices.DeleteFunc(p.Rows, func(r news.RelatedRow) bool {
		o := d.find(r.Story)
		return o != nil && o.Event.ID == s.Event.ID // joined since
	})
	var same []news.RelatedRow
	for _, o := range d.stories {
		if o.Event.ID != s.Event.ID {
			continue
		}
		if o == s {
			continue
		}
		r := news.RelatedRow{Story: o.ID, Event: o.Event.ID, Outlet: o.Outlet, OutletKind: o.Source.Kind, Title: o.Title, URL: o.URL,
			Time: o.Time(), Lag: o.Time().Sub(s.Time()), Kind: news.SameEvent, Unread: !o.Read, Origin: o.Origin,
			Why: news.Why{Rule: "same event", Detail: "shares two names and three rare words, 38 minutes apart", Margin: 0.31}}
		if n, ok := fakeNotes[o.Title]; ok {
			r.Differs = n
		}
		if from := d.find(o.Origin); from != nil {
			r.OriginName = from.Outlet
		} else {
			p.Origins++
		}
		p.Outlets++
		same = append(same, r)
	}
	slices.SortStableFunc(same, func(a, b news.RelatedRow) int { return cmp.Compare(a.Time.Unix(), b.Time.Unix()) })
	p.Rows = append(reprintsLast(same), p.Rows...)
	return p, nil
}

// reprintsLast puts reprints right after their origin where that is in the list.
func reprintsLast(rows []news.RelatedRow) []news.RelatedRow {
	var out []news.RelatedRow
	for _, r := range rows {
		if r.Origin != "" && slices.ContainsFunc(rows, func(o news.RelatedRow) bool { return o.Story == r.Origin }) {
			continue
		}
		out = append(out, r)
		for _, o := range rows {
			if o.Origin == r.Story {
				out = append(out, o)
			}
		}
	}
	return out
}

func (d *fakeDesk) Looked(_ context.Context, events ...news.EventID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, id := range events {
		d.note("looked %s", id)
		for _, s := range d.stories {
			if s.Event.ID == id {
				s.grown = 0
			}
		}
	}
	return d.fail
}

func (d *fakeDesk) set(s *fakeStory, kind news.MarkKind, on bool) bool {
	p := &s.Read
	if kind == news.MarkStarred {
		p = &s.Starred
	}
	changed := *p != on
	*p = on
	return changed
}

func (d *fakeDesk) Mark(_ context.Context, c news.Change) (news.Change, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("mark %s %t %d", c.Kind, c.On, len(c.Stories))
	if d.fail != nil {
		return news.Change{}, d.fail
	}
	undo := news.Change{Kind: c.Kind, On: !c.On, At: c.At}
	for _, id := range c.Stories {
		if s := d.find(id); s != nil && d.set(s, c.Kind, c.On) {
			undo.Stories = append(undo.Stories, id)
		}
	}
	return undo, nil
}

func (d *fakeDesk) MarkAll(ctx context.Context, q news.Query, c news.Change) (news.Change, error) {
	d.mu.Lock()
	for _, s := range d.matching(q) {
		c.Stories = append(c.Stories, s.ID)
	}
	d.mu.Unlock()
	return d.Mark(ctx, c)
}

// failing is a desk without stories, of whose five feeds so many failed in a round that is over.
func failing(n int) *fakeDesk {
	d := &fakeDesk{feeds: fakeFeeds()}
	for i := range d.feeds {
		d.feeds[i].State.Err = ""
		if i < n {
			d.feeds[i].State.Err = "no such host"
		}
	}
	return d
}

func (d *fakeDesk) Feeds(context.Context) ([]news.FeedStatus, error) { return d.feeds, d.fail }

func (d *fakeDesk) Subscribe(_ context.Context, url string) (news.FeedStatus, error) {
	f := news.FeedStatus{Feed: news.Feed{ID: news.NewFeedID(url), URL: url, Title: "Example Wire"}, Items: 12}
	d.feeds = append(d.feeds, f)
	return f, nil
}

func (d *fakeDesk) Refresh(_ context.Context, only ...news.FeedID) error {
	d.note("refresh %d", len(only))
	if d.refresh != nil {
		go d.refresh(d)
	}
	return d.fail
}

func (d *fakeDesk) Watch(context.Context) <-chan news.Bulletin { return d.bulls }

// marker builds a story and finds its marks by the words they cover.
type marker struct{ s *fakeStory }

func (d *fakeDesk) add(event, outlet string, kind news.OutletKind, ago time.Duration, title, text string) marker {
	s := &fakeStory{}
	s.Title, s.Text, s.Outlet = title, text, outlet
	s.ID = news.NewStoryID(news.FeedID(outlet), title)
	s.Feed = news.NewFeedID(outlet)
	s.Source = news.Feed{ID: s.Feed, Outlet: outlet, Kind: kind}
	s.event = event
	s.Event = news.Event{ID: news.EventID("e" + event)}
	s.Published = fakeNow.Add(-ago)
	s.Seen = s.Published.Add(2 * time.Minute)
	s.Version, s.Tagged = 1, true
	s.URL = "https://" + strings.ToLower(strings.ReplaceAll(outlet, " ", "")) + ".example/" + string(s.ID)
	d.stories = append(d.stories, s)
	return marker{s}
}

func (m marker) span(f news.Field, words string) news.Span {
	i := strings.Index(m.s.Field(f), words)
	if i < 0 {
		panic("no " + words + " in " + m.s.Field(f))
	}
	return news.Span{Start: i, End: i + len(words)}
}

func (m marker) mention(f news.Field, words string, x news.Mention) marker {
	x.Field, x.Span = f, m.span(f, words)
	m.s.Mentions = append(m.s.Mentions, x)
	return m
}

func (m marker) country(f news.Field, words, ref, name string) marker {
	return m.mention(f, words, news.Mention{Kind: news.Country, Ref: ref, Name: name, Why: news.Why{Rule: "gazetteer", Detail: name + " is a name of " + ref}})
}

func (m marker) name(words string, kind news.Kind, name string) marker {
	return m.mention(news.InText, words, news.Mention{Kind: kind, Ref: strings.ToLower(name), Name: name, Why: news.Why{Rule: "model", Margin: 0.42}})
}

func (m marker) figure(words, approx string, value float64, unit string) marker {
	return m.mention(news.InText, words, news.Mention{Kind: news.FigureKind, Figure: &news.Figure{Value: value, Approx: approx, Unit: unit},
		Why: news.Why{Rule: "figure grammar", Detail: "comparison + number + unit"}})
}

func (m marker) claim(st news.Stance, source, cue, content, via string, set func(*news.Claim)) marker {
	c := news.Claim{Field: news.InText, Stance: st, Kind: news.Speech, Outer: -1, Why: news.Why{Rule: "cue", Detail: "“" + cue + "” is a word of saying"}}
	if source != "" {
		c.Source = []news.Span{m.span(news.InText, source)}
	}
	if via != "" {
		c.Via = []news.Span{m.span(news.InText, via)}
	}
	c.Cue, c.Content = []news.Span{m.span(news.InText, cue)}, []news.Span{m.span(news.InText, content)}
	if set != nil {
		set(&c)
	}
	m.s.Claims = append(m.s.Claims, c)
	return m
}

func unnamed(c *news.Claim) { c.Anonymous = true }
func quoted(c *news.Claim)  { c.Quoted = true }

func (m marker) flags(f news.Flag) marker { m.s.flags |= f; m.s.Flags |= f; return m }
func (m marker) read() marker             { m.s.Read = true; return m }
func (m marker) reprints(o marker) marker { m.s.Origin = o.s.ID; m.s.Credit = o.s.Outlet; return m }
func (m marker) from(city, where string, month, day int) marker {
	m.s.Dateline = news.Dateline{City: city, Where: where, Month: month, Day: day}
	return m
}
