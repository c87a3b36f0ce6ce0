package ui

import (
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// Notify says how a reader at the terminal is told of alerts.
type Notify uint8

// The ways to tell.
const (
	NotifyNot Notify = iota // by a line on the screen
	NotifyBell
	NotifyOSC9    // a desktop notification as iTerm2, kitty, Windows Terminal and others take it
	NotifyOSC777  // as urxvt, foot, Ghostty, WezTerm and others take it
	NotifyNothing // not even by the line
)

// bytes returns what a terminal is sent, "" for nothing. The words of a notification are
// strangers': of them nothing is left that could end the sequence or begin another part
// of it.
func (n Notify) bytes(told *news.Notification) string {
	switch n {
	case NotifyBell:
		return "\a"
	case NotifyOSC9:
		// A digit and a semicolon at the beginning would be another command (progress).
		return "\x1b]9;dateline: " + harmless(told.Title+": "+told.Text) + "\x1b\\"
	case NotifyOSC777:
		return "\x1b]777;notify;" + harmless("dateline: "+told.Title) + ";" + harmless(told.Text) + "\x1b\\"
	}
	return ""
}

// harmless takes out of a text what could steer a terminal, and semicolons, which part
// the pieces of a sequence. It is bounded by news.MaxNotification and a name.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ';':
			return ','
		case draw.Hidden(r):
			return -1
		}
		return r
	}, news.CleanLine(s))
}

// tell passes a notification on to the terminal, and shows it.
func (n Notify) tell(k *draw.Look, told *news.Notification) page.Intent {
	if told == nil || n == NotifyNothing {
		return nil
	}
	said := page.Say("alert: " + k.ASCIICells(told.Title+": "+told.Text))
	out := n.bytes(told)
	if out == "" {
		return said
	}
	return page.All(said, page.Raw(out))
}
