package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/page"
)

// save writes the story the reader is at to a file, as text: one of this name, or "" for one
// named like the story.
func save(m *Model, path string) page.Intent {
	t, write := m.target(), m.opt.Save
	switch {
	case t.Story == "":
		return nil
	case write == nil:
		return page.Say("stories are written to no file here" + m.Sep() + m.Does(&m.Keys.Cite, "copies a citation"))
	}
	return page.Ask(func(ctx context.Context) tea.Msg {
		name, err := write(ctx, t.Story, path)
		return copiedMsg{"written to " + name, "write the story", err}
	})
}
