package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/pages/alerts"
	"dateline/ui/prompt"
)

// loadSearches asks for the saved searches.
func (m *Model) loadSearches() tea.Cmd {
	if m.opt.Watchlist == nil {
		return nil
	}
	return m.run(alerts.AskSearches(m.opt.Watchlist))
}

// countAlerts asks how many alerts wait.
func (m *Model) countAlerts() tea.Cmd {
	if m.opt.Watchlist == nil {
		return nil
	}
	return m.run(alerts.AskUnseen(m.opt.Watchlist))
}

// gotSearches notes what is saved, for names and forms.
func (m *Model) gotSearches(msg page.SearchesMsg) {
	if msg.Err != nil {
		return // the page says it
	}
	m.saved = msg.Searches
	var names []string
	for i := range m.saved {
		names = append(names, m.saved[i].Name)
	}
	m.prompt.LearnNames(names)
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
	asked := m.list().Asked
	switch {
	case m.opt.Watchlist == nil:
		m.say(alerts.NoWatchlist)
		return nil
	case asked == "":
		m.say("search for something first: " + m.Does(&m.Keys.Search, "searches"))
		return nil
	case name == "":
		m.prompt.Open(prompt.Command, "save ")
		m.prompt.Fail("expected a name for /"+asked, -1)
		return nil
	}
	s, was := news.SavedSearch{Name: name, Query: asked}, m.named(name)
	label := "saved: " + name
	if was != nil {
		s, label = *was, "saved anew: "+name
		s.Query = asked
	}
	if err := s.Check(); err != nil {
		m.prompt.Open(prompt.Command, "save "+name)
		m.prompt.Fail(draw.FirstLine(err.Error()), -1)
		return nil
	}
	return m.checked(s, func(note string) page.Ask {
		return alerts.KeepSearch(m.opt.Watchlist, s, was, m.Join(label, note), false)
	})
}

// openSaved shows what a saved search finds.
func (m *Model) openSaved(name string) tea.Cmd {
	if name == "" {
		return m.open(page.Show{Page: page.Searches})
	}
	s := m.named(name)
	if s == nil {
		m.prompt.Open(prompt.Command, "saved "+name)
		m.prompt.Fail("no search is saved under this name; tab lists those that are", -1)
		return nil
	}
	return m.search(s.Query)
}

// watchForm opens the line in which a watch is made: what to watch, what fires it, and
// its name. Enter takes what stands there.
func (m *Model) watchForm() tea.Cmd {
	if m.opt.Watchlist == nil {
		m.say(alerts.NoWatchlist)
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
	m.prompt.OpenWatch(watchLine(&s), "on "+news.TriggerNames(news.Triggers())+m.Sep()+"enter watches")
	m.watching = s.ID
	return nil
}

// watchable is what the reader is at: the entity of a page, a name under the story's
// cursor, the search of the list, an event.
func (m *Model) watchable() (s news.SavedSearch, ok bool) {
	s.Fires = []news.Trigger{news.OnEvent}
	s.Query, s.Name = m.watchedName()
	if s.Query == "" && m.focus == listPane {
		s.Query, s.Name = m.list().Asked, m.list().Asked
	}
	if s.Query != "" {
		return fitName(s), true
	}
	event, title := m.eventHere()
	if event == "" {
		return s, false
	}
	s.Query, s.Name = page.EventQuery(event).Text, shortName(title, eventNameRunes)
	s.Fires = news.Triggers()[1:] // the event is not new any more
	return fitName(s), true
}

// watchedName is the query and the name of the entity that the reader is at.
func (m *Model) watchedName() (query, name string) {
	if p, ok := m.over().(page.Pointer); ok {
		if e := p.Subject().Entity; e.Kind != "" {
			return e.Query().String(), e.Name
		}
	}
	if m.page != page.None || m.focus != storyPane {
		return "", ""
	}
	return m.story.NamedQuery()
}

// eventHere is the event of the story that the reader is at, and a title for it.
func (m *Model) eventHere() (news.EventID, string) {
	t := m.target()
	return t.Event, t.Title
}

// eventNameRunes is how long the name is that a watch on an event begins with.
const eventNameRunes = 32

// fitName makes a name fit to be one.
func fitName(s news.SavedSearch) news.SavedSearch {
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
	s = fitName(s)
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
		m.prompt.Fail(text, at)
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
				s.Made = m.Now
			}
		case same:
			m.prompt.Fail("another search is saved under this name", len(line)-len(s.Name))
			return nil
		}
	}
	label := "watching " + s.Name
	if len(s.Fires) == 0 {
		label = "saved: " + s.Name
	}
	return m.checked(s, func(note string) page.Ask {
		return alerts.KeepSearch(m.opt.Watchlist, s, was, m.Join(label, note), false)
	})
}
