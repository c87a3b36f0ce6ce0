package ui

import (
	tea "charm.land/bubbletea/v2"
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

// copy copies a text and says so: what it is, and how it is shown.
func (m *Model) copy(what, text, shown string) tea.Cmd {
	c := m.opt.Clipboard
	if c.Copy != nil {
		put := c.Copy
		return func() tea.Msg { return copiedMsg{what, shown, put(text)} }
	}
	if c.Doubt != "" {
		m.say(m.Join(what+" sent to the terminal to copy", c.Doubt, shown))
	} else {
		m.say(m.Join(what+" copied", shown))
	}
	return tea.SetClipboard(text)
}

// gotCopied says that something was copied, or why not and what to copy by hand.
func (m *Model) gotCopied(msg copiedMsg) {
	if msg.err != nil {
		m.fail(m.Join("copy the "+msg.what, msg.shown), msg.err)
		return
	}
	m.say(m.Join(msg.what+" copied", msg.shown))
}
