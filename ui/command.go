package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
	"dateline/ui/prompt"
)

// promptKey gives a key to the open prompt and runs what is entered.
func (m *Model) promptKey(k tea.KeyPressMsg) page.Intent {
	if !m.prompt.Key(k) {
		return nil
	}
	text := strings.TrimSpace(m.prompt.Value())
	past := m.prompt.KeepPast()
	return page.All(past, m.entered(text))
}

// entered runs the line of the open prompt.
func (m *Model) entered(text string) page.Intent {
	switch m.prompt.Kind() {
	case prompt.Search:
		return m.search(text)
	case prompt.Command:
		return m.command(text)
	case prompt.Feed:
		return m.subs.Add(text)
	case prompt.Field:
		return m.prompt.Taken(text)
	case prompt.Watch:
		return m.watches.Add(text)
	}
	return nil
}

// commandTable lists the commands, those that open pages among them.
// Where this machine is not the reader's they name none of its files.
func commandTable(served bool) []command {
	table := []command{
		{form: "add URL", help: "add the feed found at an address", run: func(m *Model, rest string) page.Intent { return m.subs.AddCommand(rest) }},
		importCommand(served),
		exportCommand(served),
		{form: "refresh", short: "r", help: "fetch all feeds", run: func(m *Model, _ string) page.Intent { return m.subs.RefreshAll() }},
		{form: "search WORDS", help: "search and filter", run: (*Model).search},
		{form: "write NAME", short: "w", help: "write the story to a file, as text", run: save},
		{form: "save NAME", help: "keep the search shown under a name", run: func(m *Model, rest string) page.Intent { return m.watches.Save(rest, m.list().Asked) }},
		{form: "saved NAME", help: "what a saved search finds", run: func(m *Model, rest string) page.Intent { return m.watches.Open(rest) }},
		{form: "watch", help: "watch the search, story or name you are at", run: func(m *Model, _ string) page.Intent { return m.watchForm() }},
		{form: "theme NAME", help: "other colours: auto, dark, light, contrast, 16, mono", run: setTheme},
		{form: "zone NAME", help: "times of another zone, such as Europe/Paris", run: setZone},
		{form: "top", help: "the Top view", run: func(m *Model, _ string) page.Intent { return m.showView(news.Top) }},
		{form: "wire", help: "the Wire view", run: func(m *Model, _ string) page.Intent { return m.showView(news.Wire) }},
	}
	for i := range pageTable {
		if r := &pageTable[i]; r.help != "" {
			table = append(table, command{form: strings.TrimSpace(string(r.name) + " " + r.arg), help: r.help, run: func(m *Model, rest string) page.Intent {
				return m.open(page.Show{Page: r.name, Of: page.Subject{Entity: news.Entity{Name: rest}}})
			}})
		}
	}
	return append(table,
		command{form: "relevance", help: "the best matches of a search first, or the newest again", run: func(m *Model, _ string) page.Intent { return m.rank() }},
		command{form: "quit", short: "q", help: "quit", run: func(m *Model, _ string) page.Intent { return m.end() }})
}

func importCommand(served bool) command {
	if served {
		return command{form: "import URL", help: "add the feeds of an OPML list at an address, or of one that you paste", run: func(m *Model,
			rest string) page.Intent {
			return m.subs.ImportList(rest)
		}}
	}
	return command{form: "import FILE", help: "add the feeds of an OPML or newsboat urls file", run: func(m *Model, rest string) page.Intent { return m.subs.Import(rest) }}
}

func exportCommand(served bool) command {
	if served {
		return command{form: "export", help: "copy the feeds as OPML", run: func(m *Model, _ string) page.Intent { return m.subs.Copy() }}
	}
	return command{form: "export FILE", help: "write the feeds to a new file: OPML, or newsboat urls", run: func(m *Model, rest string) page.Intent { return m.subs.Export(rest) }}
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
func (m *Model) command(text string) page.Intent {
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
