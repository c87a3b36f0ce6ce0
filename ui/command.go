package ui

import (
	"errors"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// paste puts pasted text where text is being typed; elsewhere it is dropped, so that
// a paste never runs as keys.
func (m *Model) paste(text string) {
	switch {
	case m.prompt.ask != askNothing:
		m.prompt.edit.insert(strings.TrimSpace(text))
	case m.cover == coverHelp:
		m.help.update(tea.PasteMsg{Content: text})
	}
}

// promptKey gives a key to the open prompt and runs what is entered.
func (m *Model) promptKey(k tea.KeyPressMsg) tea.Cmd {
	if !m.prompt.key(k) {
		return nil
	}
	text := strings.TrimSpace(m.prompt.edit.value)
	past := m.keepPast()
	return tea.Batch(past, m.entered(text))
}

// keepPast remembers the line that was entered, for the next session too.
func (m *Model) keepPast() tea.Cmd {
	name := remembered()[m.prompt.ask]
	if !m.prompt.keep() || name == "" {
		return nil
	}
	return m.keep(name, strings.Join(m.prompt.past[m.prompt.ask], "\n"))
}

// entered runs the line of the open prompt.
func (m *Model) entered(text string) tea.Cmd {
	switch m.prompt.ask {
	case askSearch:
		return m.search(text)
	case askCommand:
		return m.command(text)
	case askFeed:
		return m.addFeed(text)
	case askField:
		return m.setField(text)
	case askWatch:
		return m.addWatch(text)
	}
	return nil
}

// search filters the list, or clears the filter when nothing was typed.
func (m *Model) search(text string) tea.Cmd {
	q := news.Query{}
	if text != "" {
		parsed, err := news.ParseQuery(text)
		if err != nil {
			m.prompt.open(askSearch, text)
			m.prompt.fail(mistake(err))
			return nil
		}
		q = parsed
	}
	m.prompt.close()
	if text == m.list().asked {
		return nil
	}
	m.list().ask(q, text)
	m.story.words = m.list().words
	m.history.clear()
	left := m.leaving()
	m.story.close()
	m.related.close()
	m.showPage(uncovered)
	m.setFocus(listPane)
	return tea.Batch(left, m.loadList(toStart))
}

// rank orders what a search found by relevance, or by time again. Relevance is of
// stories, so it shows them in Wire.
func (m *Model) rank() tea.Cmd {
	l := m.list()
	if l.asked == "" {
		m.say("search for words first: relevance orders what a search finds")
		return nil
	}
	q, text, ranked := l.query, l.asked, !l.ranked
	var turn tea.Cmd
	if m.view != news.Wire {
		turn = m.show(news.Wire)
		l = m.list()
	}
	l.ask(q, text)
	l.ranked = ranked
	m.say("ordered by " + map[bool]string{true: "relevance", false: "time"}[ranked])
	return tea.Batch(turn, m.loadList(toStart))
}

// mistake says what a query should have and at which byte.
func mistake(err error) (string, int) {
	var wrong *news.QueryError
	if errors.As(err, &wrong) {
		return "expected " + wrong.Expected, wrong.Pos
	}
	return firstLine(err.Error()), -1
}

// commands of the command line, with their help.
var commands = []struct{ name, help string }{
	{"add URL", "add the feed found at an address"},
	{"import FILE", "add the feeds of an OPML or newsboat urls file"},
	{"export FILE", "write the feeds to a new file: OPML, or newsboat urls"},
	{"refresh", "fetch all feeds"},
	{"search WORDS", "search and filter"},
	{"save NAME", "keep the search shown under a name"},
	{"saved NAME", "what a saved search finds"},
	{"searches", "the saved searches and watches"},
	{"watch", "watch the search, story or name you are at"},
	{"alerts", "what the watches fired"},
	{"top", "the Top view"},
	{"wire", "the Wire view"},
	{"claims", "who says what in the story, its event or the search"},
	{"figures", "what is counted there, and by whom"},
	{"entity NAME", "the page of a country, an agency, a person"},
	{"map", "the countries of the last 24 hours"},
	{"changes", "what was withdrawn, corrected and updated since your last visit"},
	{"sources", "the feeds and their health"},
	{"relevance", "the best matches of a search first, or the newest again"},
	{"tour", "the page of the first start"},
	{"help", "the keys"},
	{"quit", "quit"},
}

// command runs a line of the command line.
func (m *Model) command(text string) tea.Cmd {
	name, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	m.prompt.close()
	switch name {
	case "":
		return nil
	case "add":
		m.prompt.open(askFeed, rest)
		if rest != "" {
			return m.addFeed(rest)
		}
		return nil
	case "import", "export":
		return m.feedFile(name, rest)
	case "refresh", "r":
		return m.refreshAll()
	case "search":
		return m.search(rest)
	case "save":
		return m.saveShown(rest)
	case "saved":
		return m.openSaved(rest)
	case "searches":
		return m.turnToSearches()
	case "watch":
		return m.watchForm()
	case "alerts":
		return m.turnToAlerts()
	case "top":
		return m.show(news.Top)
	case "wire":
		return m.show(news.Wire)
	case "claims":
		return m.turnToBook(coverClaims)
	case "figures":
		return m.turnToBook(coverFigures)
	case "entity":
		if rest == "" {
			return m.turnToEntity()
		}
		return m.openEntity(news.Entity{Name: rest})
	case "map":
		return m.turnToWorld()
	case "changes":
		return m.openChanges()
	case "sources":
		return m.openSources()
	case "relevance":
		return m.rank()
	case "tour":
		return m.openTour()
	case "help", "h":
		return m.openHelp()
	case "quit", "q":
		return m.end()
	}
	m.prompt.open(askCommand, text)
	m.prompt.fail("no such command: "+m.knownCommands(name), 0)
	return nil
}

// feedFile imports or exports the subscriptions.
func (m *Model) feedFile(name, path string) tea.Cmd {
	if path == "" {
		m.prompt.open(askCommand, name+" ")
		m.prompt.fail("expected the name of a file", -1)
		return nil
	}
	if name == "import" {
		return m.importFeeds(path)
	}
	return m.exportFeeds(path)
}

// knownCommands suggests the commands that begin alike, or names all.
func (m *Model) knownCommands(typed string) string {
	var near, all []string
	for _, c := range commands {
		name, _, _ := strings.Cut(c.name, " ")
		all = append(all, name)
		if name[0] == typed[0] {
			near = append(near, name)
		}
	}
	if len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "?"
	}
	return "there are " + strings.Join(all, ", ")
}

// addFeed checks an address and asks the desk for its feed.
func (m *Model) addFeed(text string) tea.Cmd {
	if text == "" {
		m.prompt.close()
		return nil
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || strings.ContainsAny(text, " \t"):
		m.prompt.fail("not an address; expected something like https://example.org/feed.xml", -1)
		return nil
	case u.Scheme != "http" && u.Scheme != "https":
		m.prompt.fail("only http and https addresses can be fetched", -1)
		return nil
	}
	m.prompt.busy, m.prompt.err = true, ""
	return m.lookFor(text)
}
