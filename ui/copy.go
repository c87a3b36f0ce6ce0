package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// Clipboard says how text is copied. The zero value asks the terminal (OSC 52), and takes
// it that it does so.
type Clipboard struct {
	// Copy puts text where the reader can paste it, called from a tea.Cmd; nil asks the
	// terminal. What it cannot do is an error in plain words.
	Copy func(text string) error
	// Doubt is what the reader can do where the terminal may not take what it is asked, ""
	// where it does.
	Doubt string
}

// put copies a text: what to say of it now, and what does it.
func (c *Clipboard) put(k *draw.Look, what, text, shown string) (string, tea.Cmd) {
	switch {
	case c.Copy != nil:
		put := c.Copy
		return "", func() tea.Msg {
			return copiedMsg{k.Join(what+" copied", shown), k.Join("copy the "+what, shown), put(text)}
		}
	case c.Doubt != "":
		return k.Join(what+" sent to the terminal to copy", c.Doubt, shown), tea.Raw(ansi.SetSystemClipboard(text))
	}
	return k.Join(what+" copied", shown), tea.Raw(ansi.SetSystemClipboard(text))
}

// copied copies a text and says so.
func (c *Clipboard) copied(k *draw.Look, what, text, shown string) page.Intent {
	said, cmd := c.put(k, what, text, shown)
	return page.All(page.Say(said), page.Command(cmd))
}
