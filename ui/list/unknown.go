package list

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
)

// unknownMsg says what of a list's query is nowhere on file.
type unknownMsg struct {
	asked   string // the query as typed
	missing []page.Missing
}

// Search asks for what matches a query, and what of the query is nowhere on file.
func (l *List) Search(q news.Query, typed string) page.Intent {
	l.Ask(q, typed)
	return page.Several{l.Load(ToStart), l.askUnknown()}
}

// askUnknown asks what of the search shown is nowhere on file.
func (l *List) askUnknown() page.Intent {
	if l.values == nil || l.Asked == "" {
		return nil
	}
	asked, q, d := l.Asked, l.Query, l.values
	return page.Ask(func(ctx context.Context) tea.Msg {
		all, err := d.Unknown(ctx, q)
		if err != nil || len(all) == 0 {
			return nil // the list says it when stories cannot be read
		}
		return unknownMsg{asked, all}
	})
}

// gotUnknown tells what is nowhere: in the list where it is empty, else below it.
func (l *List) gotUnknown(msg unknownMsg) page.Intent {
	if msg.asked != l.Asked {
		return nil
	}
	lines := page.MissingLines(msg.missing)
	l.missing = lines + ". "
	return page.Say(lines)
}
