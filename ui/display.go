package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/page"
	"dateline/ui/theme"
)

// The theme and the time zone are each reader's own. What is chosen on the command line is
// kept for the next session and stands before the settings file, which holds for all
// readers of a server.

// autoTheme is the name of the theme that follows the terminal's background.
const autoTheme = "auto"

// themeNames are the names of themes, "auto" first.
func themeNames() []string {
	names := []string{autoTheme}
	for _, p := range theme.Palettes() {
		names = append(names, p.Name)
	}
	return names
}

// recall puts what the reader chose in an earlier session in the place of the settings'.
func (o *Options) recall(kept func(key string) string) {
	if name := kept("theme"); name != "" {
		o.Theme = name
	}
	if name := kept("zone"); name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			o.Zone = zone
		}
	}
}

// setTheme changes the theme, or tells which there are.
func setTheme(m *Model, name string) page.Intent {
	p, known := theme.Named(name)
	switch {
	case m.opt.NoColour:
		return page.Say("NO_COLOR is set: there are no colours to change")
	case !known && name != autoTheme:
		return page.Say("themes: " + strings.Join(themeNames(), ", ") + m.Sep() + "now " + m.Theme.Name)
	}
	said := page.Several{page.Say("theme " + name), page.Keep{Key: "theme", Value: name}}
	m.autoTheme = name == autoTheme
	if !m.autoTheme {
		m.Dress(theme.Must(m.opt.adorned(p)), m.Glyphs)
		return said
	}
	m.Dress(theme.Must(m.opt.adorned(theme.Terminal())), m.Glyphs)
	if m.opt.AskBackground {
		return append(said, page.Raw(ansi.RequestBackgroundColor))
	}
	return said
}

// zoneMsg is a time zone that was looked up.
type zoneMsg struct {
	name string
	zone *time.Location
}

// setZone looks up a time zone, or tells which one it is.
func setZone(m *Model, name string) page.Intent {
	if name == "" {
		return page.Say("times are those of " + m.Zone.String() + m.Sep() + ":zone Europe/Paris changes that")
	}
	return page.Ask(func(context.Context) tea.Msg {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return copiedMsg{tried: "change the time zone", err: fmt.Errorf("there is no zone %s; zones are named like Europe/Paris, or UTC", name)}
		}
		return zoneMsg{name, zone}
	})
}

// gotZone changes the time zone.
func gotZone(m *Model, msg zoneMsg) page.Intent {
	m.Zone = msg.zone
	m.Version++
	return page.Several{page.Say("times are those of " + msg.zone.String()), page.Keep{Key: "zone", Value: msg.name}}
}
