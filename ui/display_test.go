package ui

import (
	"strings"
	"testing"
	"time"

	"dateline/ui/theme"
)

// TestThemeCommand: a theme is taken at once and in the next session, before the settings'.
func TestThemeCommand(t *testing.T) {
	for _, row := range []struct {
		name, typed string
		opt         Options
		theme, says string
		kept        string
	}{
		{"a theme", "theme light", Options{}, "light", "theme light", "light"},
		{"another than the settings'", "theme contrast", Options{Theme: "dark"}, "contrast", "theme contrast", "contrast"},
		{"the terminal's", "theme auto", Options{Theme: "dark"}, "16", "theme auto", "auto"},
		{"no name", "theme", Options{Theme: "dark"}, "dark", "themes: auto, ", ""},
		{"no theme", "theme pink", Options{Theme: "dark"}, "dark", "themes: auto, ", ""},
		{"where there are no colours", "theme light", Options{NoColour: true}, "mono", "NO_COLOR", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			mem := memory{}
			row.opt.Memory = mem
			s := newScreen(t, 80, 24, row.opt, nil).keys(":").typed(row.typed).keys("enter")
			if got := s.m.Theme.Name; got != row.theme || !strings.Contains(s.text(), row.says) || mem["theme"] != row.kept {
				t.Errorf("theme %q, kept %q, without %q in\n%s", got, mem["theme"], row.says, s.text())
			}
			again := newScreen(t, 80, 24, row.opt, nil)
			if got := again.m.Theme.Name; got != row.theme {
				t.Errorf("theme %q in the next session, want %q", got, row.theme)
			}
		})
	}
}

// TestThemeNames: the help of the command names every theme.
func TestThemeNames(t *testing.T) {
	for _, c := range commandTable(true) {
		if c.name() != "theme" {
			continue
		}
		for _, name := range themeNames() {
			if !strings.Contains(c.help, name) {
				t.Errorf("the help %q does not name %s", c.help, name)
			}
		}
	}
	if len(themeNames()) != len(theme.Palettes())+1 {
		t.Error("a theme has no name")
	}
}

// TestZoneCommand: times are those of another zone at once and in the next session.
func TestZoneCommand(t *testing.T) {
	for _, row := range []struct{ name, typed, zone, says, kept string }{
		{"a zone", "zone Asia/Tokyo", "Asia/Tokyo", "times are those of Asia/Tokyo", "Asia/Tokyo"},
		{"no name", "zone", "UTC", "times are those of UTC", ""},
		{"no zone", "zone Nowhere/Town", "UTC", "there is no zone Nowhere/Town", ""},
		{"a path", "zone ../../etc/passwd", "UTC", "there is no zone", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			mem := memory{}
			s := newScreen(t, 80, 24, Options{Memory: mem, Zone: time.UTC}, nil)
			before := s.text()
			s.keys(":").typed(row.typed).keys("enter")
			if got := s.m.Zone.String(); got != row.zone || !strings.Contains(s.text(), row.says) || mem["zone"] != row.kept {
				t.Errorf("zone %q, kept %q, without %q in\n%s", got, mem["zone"], row.says, s.text())
			}
			again := newScreen(t, 80, 24, Options{Memory: mem, Zone: time.UTC}, nil)
			if changed := again.text() != before; changed != (row.kept != "") {
				t.Errorf("times of the next session changed: %v\n%s", changed, again.text())
			}
		})
	}
}
