package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// Watchlist is what saved searches and the Alerts view ask. Its promises are those of
// Desk.
type Watchlist interface {
	// Searches returns the reader's saved searches by name.
	Searches(ctx context.Context) ([]news.SavedSearch, error)
	// SaveSearch adds a search (ID 0) or changes the one with that ID, also one that was
	// removed. Another one with that name is news.ErrExists.
	SaveSearch(ctx context.Context, s news.SavedSearch) (news.SavedSearch, error)
	// RemoveSearch takes a search and its alerts off the lists; SaveSearch with the same
	// ID brings both back.
	RemoveSearch(ctx context.Context, id news.SearchID) error
	// Alerts returns up to limit alerts, newest first, and how many are unseen.
	Alerts(ctx context.Context, limit int) (news.AlertPage, error)
	// ChangeAlerts applies a change and returns the one that undoes it.
	ChangeAlerts(ctx context.Context, c news.AlertChange) (news.AlertChange, error)
}

type (
	// searchesMsg brings the saved searches.
	searchesMsg struct {
		searches []news.SavedSearch
		err      error
	}
	// savedMsg says that a search was saved, removed or brought back; was is what it was
	// before, nil for nothing.
	savedMsg struct {
		label string
		now   news.SavedSearch
		was   *news.SavedSearch
		undid bool
		err   error
	}
	// unseenMsg tells how many alerts wait.
	unseenMsg struct{ n int }
)

// noWatchlist says that there is none here.
func (m *Model) noWatchlist() bool {
	if m.opt.Watchlist == nil {
		m.say("searches and alerts cannot be kept here")
	}
	return m.opt.Watchlist == nil
}

// loadSearches asks for the saved searches.
func (m *Model) loadSearches() tea.Cmd {
	ctx, d := m.ctx, m.opt.Watchlist
	if d == nil {
		return nil
	}
	return func() tea.Msg {
		s, err := d.Searches(ctx)
		return searchesMsg{s, err}
	}
}

// countAlerts asks how many alerts wait.
func (m *Model) countAlerts() tea.Cmd {
	ctx, d := m.ctx, m.opt.Watchlist
	if d == nil {
		return nil
	}
	return func() tea.Msg {
		p, err := d.Alerts(ctx, 0)
		if err != nil {
			return nil // the view says it; a corner of the screen need not
		}
		return unseenMsg{p.Unseen}
	}
}

// store saves a search; label says what was done.
func (m *Model) store(s news.SavedSearch, was *news.SavedSearch, label string, undid bool) tea.Cmd {
	ctx, d := m.ctx, m.opt.Watchlist
	return func() tea.Msg {
		now, err := d.SaveSearch(ctx, s)
		return savedMsg{label, now, was, undid, err}
	}
}

// unstore removes a search.
func (m *Model) unstore(s news.SavedSearch, label string, undid bool) tea.Cmd {
	ctx, d := m.ctx, m.opt.Watchlist
	return func() tea.Msg {
		return savedMsg{label, news.SavedSearch{}, &s, undid, d.RemoveSearch(ctx, s.ID)}
	}
}

// gotSaved tells what was done and remembers how to undo it.
func (m *Model) gotSaved(msg savedMsg) tea.Cmd {
	again := tea.Batch(m.loadSearches(), m.countAlerts(), m.loadAlerts())
	if msg.err != nil {
		m.fail(msg.label, msg.err)
		return again
	}
	if msg.undid {
		m.say("undone: " + msg.label)
		return again
	}
	m.canUndo(msg.label, func() tea.Cmd {
		if msg.was == nil {
			return m.unstore(msg.now, msg.label, true)
		}
		return m.store(*msg.was, nil, msg.label, true)
	})
	return again
}

// named returns the saved search of a name, nil when there is none.
func (m *Model) named(name string) *news.SavedSearch {
	i := slices.IndexFunc(m.saved, func(s news.SavedSearch) bool { return strings.EqualFold(s.Name, name) })
	if i < 0 {
		return nil
	}
	return &m.saved[i]
}

// saveShown keeps the search shown under a name; one that has the name gives way.
func (m *Model) saveShown(name string) tea.Cmd {
	asked := m.list().asked
	switch {
	case m.noWatchlist():
		return nil
	case asked == "":
		m.say("search for something first: " + m.does(&m.keys.Search, "searches"))
		return nil
	case name == "":
		m.prompt.open(askCommand, "save ")
		m.prompt.fail("expected a name for /"+asked, -1)
		return nil
	}
	s, was := news.SavedSearch{Name: name, Query: asked}, m.named(name)
	label := "saved: " + name
	if was != nil {
		s, label = *was, "saved anew: "+name
		s.Query = asked
	}
	if err := s.Check(); err != nil {
		m.prompt.open(askCommand, "save "+name)
		m.prompt.fail(firstLine(err.Error()), -1)
		return nil
	}
	return m.store(s, was, label, false)
}

// openSaved shows what a saved search finds.
func (m *Model) openSaved(name string) tea.Cmd {
	if name == "" {
		return m.turnToSearches()
	}
	s := m.named(name)
	if s == nil {
		m.prompt.open(askCommand, "saved "+name)
		m.prompt.fail("no search is saved under this name; tab lists those that are", -1)
		return nil
	}
	return m.search(s.Query)
}

// watchForm opens the line in which a watch is made: what to watch, what fires it, and
// its name. Enter takes what stands there.
func (m *Model) watchForm() tea.Cmd {
	if m.noWatchlist() {
		return nil
	}
	s, ok := m.watchable()
	if !ok {
		m.say("nothing to watch here: search for something, or choose a story or a name")
		return nil
	}
	for i := range m.saved {
		if m.saved[i].Query == s.Query {
			s.ID, s.Name = m.saved[i].ID, m.saved[i].Name
			if len(m.saved[i].Fires) > 0 {
				s.Fires = m.saved[i].Fires
			}
		}
	}
	return m.editWatch(s)
}

// editWatch opens the line for a search: a new one when it has no ID.
func (m *Model) editWatch(s news.SavedSearch) tea.Cmd {
	m.prompt.open(askWatch, watchLine(&s))
	m.prompt.offer = "on " + news.TriggerNames(news.Triggers()) + m.sep() + "enter watches"
	m.watching = s.ID
	return nil
}

// watchable is what the reader is at: the search or event of the list, the story's event,
// a name under its cursor, the entity of a page.
func (m *Model) watchable() (s news.SavedSearch, ok bool) {
	s.Fires = []news.Trigger{news.OnEvent}
	event, title := news.EventID(""), ""
	switch {
	case m.cover == coverEntity && m.entity.loaded && m.entity.err == nil:
		e := m.entity.p.Entity
		s.Query, s.Name = e.Query().String(), e.Name
		return named1(s), s.Query != ""
	case m.focus == storyPane && m.cover == uncovered && m.story.shown() && m.story.at == onEntity && m.story.lay() != nil && m.story.nameInSight():
		x := &m.story.art.Mentions[m.story.i]
		words := m.story.text(x.Field, x.Span)
		s.Query, s.Name = nameQuery(x, words).String(), x.Name
		if s.Name == "" {
			s.Name = words
		}
		return named1(s), s.Query != ""
	case m.focus == listPane && m.list().asked != "":
		s.Query, s.Name = m.list().asked, m.list().asked
		return named1(s), true
	case m.focus == relatedPane && m.related.selected() != nil:
		x := m.related.selected()
		event, title = x.Event, x.Title
	case m.focus != listPane && m.story.shown():
		event, title = m.story.art.Event.ID, m.story.art.Title
	case m.list().selected() != nil:
		r := m.list().selected()
		event, title = r.Event, r.Title
	}
	if event == "" {
		return s, false
	}
	s.Query, s.Name = ofEvent(event).Text, shortName(title, eventNameRunes)
	s.Fires = news.Triggers()[1:] // the event is not new any more
	return named1(s), true
}

// eventNameRunes is how long the name is that a watch on an event begins with.
const eventNameRunes = 32

// named1 makes a name fit to be one.
func named1(s news.SavedSearch) news.SavedSearch {
	s.Name = shortName(s.Name, news.MaxSearchName)
	return s
}

// shortName cuts a clean line between words where it is longer than most runes.
func shortName(name string, most int) string {
	name = news.CleanLine(name)
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	name = string(r[:most])
	if i := strings.LastIndexByte(name, ' '); i > most/2 {
		name = name[:i]
	}
	return strings.TrimSpace(name)
}

// watchLine writes a watch as parseWatch reads it.
func watchLine(s *news.SavedSearch) string {
	return fmt.Sprintf("%s on %s as %s", s.Query, news.TriggerNames(s.Fires), s.Name)
}

// parseWatch reads QUERY on TRIGGERS as NAME. The last "on" that triggers follow counts,
// so that query and name may have such words; without it a watch fires for new events,
// and without a name it is called by its query. An error comes with the byte it is about,
// -1 for none in particular.
func parseWatch(line string) (s news.SavedSearch, at int, err error) {
	s.Fires = []news.Trigger{news.OnEvent}
	s.Query = line
	end := len(line)
	for {
		i := strings.LastIndex(line[:end], " on ")
		if i < 0 {
			break
		}
		fires, name, _ := strings.Cut(line[i+4:], " as ")
		ts, wrong := news.ParseTriggers(fires)
		if wrong == nil {
			s.Fires, s.Query, s.Name, err = ts, line[:i], name, nil
			break
		}
		if err == nil {
			at, err = i+4, wrong
		}
		end = i
	}
	if err != nil {
		return s, at, err
	}
	s.Query = strings.TrimSpace(s.Query)
	if strings.TrimSpace(s.Name) == "" {
		s.Name = s.Query
	}
	s = named1(s)
	if _, err := news.ParseQuery(s.Query); err != nil {
		_, at := mistake(err)
		return s, at, err
	}
	return s, -1, s.Check()
}

// addWatch takes the line of the form.
func (m *Model) addWatch(line string) tea.Cmd {
	s, at, err := parseWatch(line)
	if err != nil {
		text, _ := mistake(err)
		m.prompt.fail(text, at)
		return nil
	}
	s.ID = m.watching
	var was *news.SavedSearch
	for i := range m.saved {
		switch same := strings.EqualFold(m.saved[i].Name, s.Name); {
		case m.saved[i].ID == s.ID:
			old := m.saved[i]
			was = &old
			if s.Made = old.Made; old.Query != s.Query || len(old.Fires) == 0 {
				s.Made = m.now
			}
		case same:
			m.prompt.fail("another search is saved under this name", len(line)-len(s.Name))
			return nil
		}
	}
	m.prompt.close()
	label := "watching " + s.Name
	if len(s.Fires) == 0 {
		label = "saved: " + s.Name
	}
	return m.store(s, was, label, false)
}
