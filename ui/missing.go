package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
	"dateline/ui/prompt"
)

type (
	// unknownMsg says what of a list's query is nowhere on file.
	unknownMsg struct {
		asked   string // the query as typed
		missing []page.Missing
	}
	// countedMsg brings what figures can be asked for by.
	countedMsg []string
	// checkedMsg says what of a watch's query is nowhere on file, before it is kept.
	checkedMsg struct {
		line    string // what stood in the prompt
		missing []page.Missing
		keep    func(note string) page.Ask
	}
)

// askUnknown asks what of the search shown is nowhere on file.
func (m *Model) askUnknown() tea.Cmd {
	l := m.list()
	if m.opt.Values == nil || l.Asked == "" {
		return nil
	}
	asked, q, d := l.Asked, l.Query, m.opt.Values
	return m.run(func(ctx context.Context) tea.Msg {
		all, err := d.Unknown(ctx, q)
		if err != nil || len(all) == 0 {
			return nil // the list says it when stories cannot be read
		}
		return unknownMsg{asked, all}
	})
}

// gotUnknown tells what is nowhere: in the list where it is empty, else below it.
func (m *Model) gotUnknown(msg unknownMsg) {
	l := m.list()
	if msg.asked != l.Asked {
		return
	}
	lines := missingLines(msg.missing)
	l.Missing = lines + ". "
	m.say(lines)
}

// missingLines writes what is missing as one line.
func missingLines(missing []page.Missing) string {
	var lines []string
	for _, x := range missing {
		lines = append(lines, x.Line)
	}
	return strings.Join(lines, "; ")
}

// askCounted asks what figures can be asked for by.
func (m *Model) askCounted() tea.Cmd {
	d := m.opt.Values
	if d == nil {
		return nil
	}
	return m.run(func(ctx context.Context) tea.Msg {
		all, err := d.Counted(ctx)
		if err != nil {
			return nil // there is nothing to complete then
		}
		return countedMsg(all)
	})
}

// checked keeps a search, one that fires after a look whether its values are anywhere: a
// slip of the fingers never comes in the news. What is not in the news yet is noted.
func (m *Model) checked(s news.SavedSearch, keep func(note string) page.Ask) tea.Cmd {
	q, err := news.ParseQuery(s.Query)
	d := m.opt.Values
	if d == nil || err != nil || len(s.Fires) == 0 {
		m.prompt.Close()
		return m.run(keep(""))
	}
	if !m.prompt.Typing() {
		m.prompt.Open(prompt.Watch, watchLine(&s))
		m.watching = s.ID
	}
	m.prompt.Wait()
	line := m.prompt.Value()
	return m.run(func(ctx context.Context) tea.Msg {
		all, err := d.Unknown(ctx, q)
		if err != nil {
			all = nil // keeping it says what is wrong with the store
		}
		return checkedMsg{line, all, keep}
	})
}

// gotChecked keeps a watch that was looked at, or says at the prompt what is wrong with it.
func (m *Model) gotChecked(msg checkedMsg) tea.Cmd {
	asked := m.prompt.Waiting() && m.prompt.Value() == msg.line
	if i := slices.IndexFunc(msg.missing, func(x page.Missing) bool { return x.Slip }); i >= 0 {
		if asked {
			m.prompt.Fail(msg.missing[i].Line, -1)
		}
		return nil
	}
	if !asked {
		return nil // it was left
	}
	m.prompt.Close()
	return m.run(msg.keep(missingLines(msg.missing)))
}
