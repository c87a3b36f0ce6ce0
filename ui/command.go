package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/prompt"
)

// paste puts pasted text where text is being typed; elsewhere it is dropped, so that
// a paste never runs as keys.
func (m *Model) paste(text string) {
	switch {
	case m.prompt.Typing():
		m.prompt.Paste(text)
	default:
		if p, ok := m.over().(page.Typist); ok {
			p.Paste(text)
		}
	}
}

// promptKey gives a key to the open prompt and runs what is entered.
func (m *Model) promptKey(k tea.KeyPressMsg) tea.Cmd {
	if !m.prompt.Key(k) {
		return nil
	}
	text := strings.TrimSpace(m.prompt.Value())
	past := m.do(m.prompt.KeepPast())
	return tea.Batch(past, m.entered(text))
}

// entered runs the line of the open prompt.
func (m *Model) entered(text string) tea.Cmd {
	switch m.prompt.Kind() {
	case prompt.Search:
		return m.search(text)
	case prompt.Command:
		return m.command(text)
	case prompt.Feed:
		return m.do(m.subs.Add(text))
	case prompt.Field:
		return m.do(m.prompt.Taken(text))
	case prompt.Watch:
		return m.do(m.watches.Add(text))
	}
	return nil
}

// openSearch opens the search prompt, and asks for what completes it.
func (m *Model) openSearch(text string) tea.Cmd {
	m.prompt.Open(prompt.Search, text)
	if m.prompt.Learned() {
		return nil
	}
	return tea.Batch(m.do(m.subs.List()), m.do(prompt.AskCounted(m.opt.Values)))
}

// search filters the list, or clears the filter when nothing was typed.
func (m *Model) search(text string) tea.Cmd {
	q := news.Query{}
	if text != "" {
		parsed, err := news.ParseQuery(text)
		if err != nil {
			m.prompt.Open(prompt.Search, text)
			m.prompt.Fail(prompt.Mistake(err))
			return nil
		}
		q = parsed
	}
	m.prompt.Close()
	if text == m.list().Asked {
		return nil
	}
	found := m.list().Search(q, text)
	m.story.Search(m.list().Words)
	m.history.clear()
	left := m.do(m.story.Leaving())
	m.story.Close()
	m.related.Close()
	m.showPage(page.None)
	m.setFocus(layout.List)
	return tea.Batch(left, m.do(found))
}

// rank orders what a search found by relevance, or by time again. Relevance is of
// stories, so it shows them in Wire.
func (m *Model) rank() tea.Cmd {
	l := m.list()
	if l.Asked == "" {
		m.status.Say("search for words first: relevance orders what a search finds")
		return nil
	}
	q, text, ranked := l.Query, l.Asked, !l.Ranked
	var turn tea.Cmd
	if m.view != news.Wire {
		turn = m.showView(news.Wire)
		l = m.list()
	}
	return tea.Batch(turn, m.do(l.Rank(q, text, ranked)))
}

// command is a line of the command line. form is its name with what it takes.
type command struct {
	form, help string
	run        func(m *Model, rest string) tea.Cmd
	short      string // another name
}

func (c *command) name() string {
	name, _, _ := strings.Cut(c.form, " ")
	return name
}

// commandTable lists the commands, those that open pages among them.
func commandTable() []command {
	table := []command{
		{form: "add URL", help: "add the feed found at an address", run: func(m *Model, rest string) tea.Cmd { return m.do(m.subs.AddCommand(rest)) }},
		{form: "import FILE", help: "add the feeds of an OPML or newsboat urls file", run: func(m *Model, rest string) tea.Cmd { return m.do(m.subs.Import(rest)) }},
		{form: "export FILE", help: "write the feeds to a new file: OPML, or newsboat urls", run: func(m *Model,
			rest string) tea.Cmd {
			return m.do(m.subs.Export(rest))
		}},
		{form: "refresh", short: "r", help: "fetch all feeds", run: func(m *Model, _ string) tea.Cmd { return m.do(m.subs.RefreshAll()) }},
		{form: "search WORDS", help: "search and filter", run: (*Model).search},
		{form: "save NAME", help: "keep the search shown under a name", run: func(m *Model, rest string) tea.Cmd { return m.do(m.watches.Save(rest, m.list().Asked)) }},
		{form: "saved NAME", help: "what a saved search finds", run: func(m *Model, rest string) tea.Cmd { return m.do(m.watches.Open(rest)) }},
		{form: "watch", help: "watch the search, story or name you are at", run: func(m *Model, _ string) tea.Cmd { return m.watchForm() }},
		{form: "top", help: "the Top view", run: func(m *Model, _ string) tea.Cmd { return m.showView(news.Top) }},
		{form: "wire", help: "the Wire view", run: func(m *Model, _ string) tea.Cmd { return m.showView(news.Wire) }},
	}
	for i := range pageTable {
		if r := &pageTable[i]; r.help != "" {
			table = append(table, command{form: strings.TrimSpace(string(r.name) + " " + r.arg), help: r.help, run: func(m *Model, rest string) tea.Cmd {
				return m.open(page.Show{Page: r.name, Of: page.Subject{Entity: news.Entity{Name: rest}}})
			}})
		}
	}
	return append(table,
		command{form: "relevance", help: "the best matches of a search first, or the newest again", run: func(m *Model, _ string) tea.Cmd { return m.rank() }},
		command{form: "quit", short: "q", help: "quit", run: func(m *Model, _ string) tea.Cmd { return m.end() }})
}

// commandWords are the forms of commands with their help.
func commandWords(table []command) [][2]string {
	out := make([][2]string, len(table))
	for i := range table {
		out[i] = [2]string{table[i].form, table[i].help}
	}
	return out
}

// command runs a line of the command line.
func (m *Model) command(text string) tea.Cmd {
	name, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	m.prompt.Close()
	if name == "" {
		return nil
	}
	for i := range m.commands {
		if c := &m.commands[i]; c.name() == name || c.short == name {
			return c.run(m, rest)
		}
	}
	m.prompt.Open(prompt.Command, text)
	m.prompt.Fail("no such command: "+knownCommands(m.commands, name), 0)
	return nil
}

// knownCommands suggests the commands that begin alike, or names all.
func knownCommands(commands []command, typed string) string {
	var near, all []string
	for i := range commands {
		name := commands[i].name()
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
