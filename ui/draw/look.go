// Package draw holds what every screen is drawn with: cells and wrapped lines, times and
// counts in words, small pictures. It knows text and width, and no screen.
package draw

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"dateline/news"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Look is what all screens draw with. Its version grows when something changes that
// shows everywhere (theme, glyphs, the day), so that remembered lines are dropped.
type Look struct {
	Theme   *theme.Theme
	Keys    *keys.Map
	Glyphs  theme.Glyphs
	Marks   []theme.Mark
	Now     time.Time // as of the last clock message
	Zone    *time.Location
	Version int
	isolate bool // isolate right-to-left words, for terminals that reorder them

	Round news.Round // the refresh under way
	Feeds int        // how many are subscribed
}

// New makes a look that is not dressed yet.
func New(keys *keys.Map, zone *time.Location, now time.Time, isolate bool) *Look {
	return &Look{Keys: keys, Zone: zone, Now: now, isolate: isolate}
}

// Dress changes theme and glyphs.
func (k *Look) Dress(th *theme.Theme, g theme.Glyphs) {
	k.Theme, k.Glyphs = th, g
	k.Marks = th.Marks(&k.Glyphs)
	k.Version++
}

// Tick moves the clock and reports whether the day changed.
func (k *Look) Tick(now time.Time) {
	a, b := k.Now.In(k.Zone), now.In(k.Zone)
	k.Now = now
	if a.YearDay() != b.YearDay() || a.Year() != b.Year() {
		k.Version++
	}
}

// Stamp is the time of a row: the clock for today, the weekday with it for the last
// days, the date before that and for what is ahead of a clock that was set back.
func (k *Look) Stamp(t time.Time) string {
	if t.IsZero() {
		return "--:--"
	}
	local, today := t.In(k.Zone), k.Now.In(k.Zone)
	y, m, d := today.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, k.Zone)
	ahead := !local.Before(midnight.AddDate(0, 0, 1))
	switch {
	case !ahead && !local.Before(midnight):
		return local.Format("15:04")
	case !ahead && local.After(midnight.AddDate(0, 0, -6)):
		return local.Format("Mon 15:04")
	case local.Year() == y:
		return local.Format("2 Jan")
	}
	return local.Format("2 Jan 2006")
}

// Clock is a time with its zone: "14:07 UTC".
func (k *Look) Clock(t time.Time) string { return t.In(k.Zone).Format("15:04 MST") }

// Age is how long ago t was, in the largest unit that fits: 5m, 2h, 3d, 6y.
func (k *Look) Age(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return span(k.Now.Sub(t))
}

// span writes a duration in one unit: 38m, 5h, 2d, 6y.
func span(d time.Duration) string {
	const year = 8766 * time.Hour // 365 days and a quarter
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	case d >= 2*year:
		return strconv.Itoa(int(d/year)) + "y"
	}
	return strconv.Itoa(int(d/(24*time.Hour))) + "d"
}

// When is a time with how long ago it was: "Tue 10:00 (3d)".
func (k *Look) When(t time.Time) string {
	if age := k.Age(t); age != "" && age != "now" {
		return k.Stamp(t) + " (" + age + ")"
	}
	return k.Stamp(t)
}

// Lag writes how much later or earlier another story came: +38m, −2d.
func (k *Look) Lag(d time.Duration) string {
	if d < 0 {
		return k.Glyphs.Minus + span(-d)
	}
	if d < time.Minute {
		return "+0m"
	}
	return "+" + span(d)
}

// Does says what a key does, as in "r tries again"; "" when the action has no key.
func (k *Look) Does(b *keys.Binding, what string) string {
	if len(b.Keys) == 0 {
		return ""
	}
	return b.First() + " " + what
}

// Does2 is does for two keys that belong together.
func (k *Look) Does2(a, b *keys.Binding, what string) string { return keys.Pair(a, b) + " " + what }

// Vacant sets words into an empty pane: what is the matter, and what to do.
func (k *Look) Vacant(w, h int, title, more string) string {
	if title == "" {
		return ""
	}
	var out []string
	put := func(text string, s theme.Style) {
		for _, l := range Wrap(text, w-4) {
			var b strings.Builder
			Pad(&b, 2)
			t := Tame(text[l.Start:l.End])
			s.Write(&b, t)
			Pad(&b, w-2-Width(t))
			out = append(out, b.String())
		}
	}
	put("", theme.Style{})
	put(title, k.Theme.Strong)
	if more != "" {
		put("", theme.Style{})
		put(more, k.Theme.Dim)
	}
	return strings.Join(out[:min(len(out), h)], "\n")
}

// Loading is what a pane says while it waits.
func (k *Look) Loading(w, h int) string { return k.Vacant(w, h, "Loading"+k.Glyphs.Ellipsis, "") }

// Sep is what stands between the parts of a line.
func (k *Look) Sep() string { return " " + k.Glyphs.Dot + " " }

// Join puts the non-empty parts on one line.
func (k *Look) Join(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, k.Sep())
}

// ASCII spells what engines write with other glyphs, where the terminal has none of
// them. Letters stay.
func (k *Look) ASCII(s string) string {
	if !k.Glyphs.ASCII || plain(s) {
		return s
	}
	return asciiForms.Replace(s)
}

// ASCIICells is ascii for text that is laid out already: each form is one cell wide
// as what it stands for.
func (k *Look) ASCIICells(s string) string {
	if !k.Glyphs.ASCII || plain(s) {
		return s
	}
	return asciiCellForms.Replace(s)
}

var (
	asciiForms     = strings.NewReplacer(append([]string{"≠", "!=", "→", "->", "←", "<-", "…", "..."}, asciiPairs...)...)
	asciiCellForms = strings.NewReplacer(append([]string{"≠", "/", "→", ">", "←", "<", "…", "."}, asciiPairs...)...)
)

var asciiPairs = []string{
	"≈", "~", "–", "-", "—", "-", "−", "-", "“", `"`, "”", `"`, "‘", "'", "’", "'",
	"«", `"`, "»", `"`, "·", "-", "×", "x", "•", "*", "\u00a0", " ", "≥", ">", "≤", "<",
}

// MarksOf writes the marks of a row and returns their width in cells.
func (k *Look) MarksOf(b *strings.Builder, h *news.Headline) int {
	n := 0
	put := func(glyph string, s theme.Style) {
		s.Write(b, glyph)
		n++
	}
	for i := range k.Marks {
		if h.Flags.Has(k.Marks[i].Flag) {
			put(k.Marks[i].Glyph, k.Marks[i].Style)
		}
	}
	if h.Noted {
		put(k.Glyphs.Noted, k.Theme.Note)
	}
	if h.Starred {
		put(k.Glyphs.Starred, k.Theme.Starred)
	}
	if h.Unread > 0 {
		put(k.Glyphs.Unread, k.Theme.Unread)
	}
	return n
}

// The isolates of Unicode: what is between them takes its own direction and leaves that
// of the line alone.
const (
	FirstStrong = "\u2068"
	PopIsolate  = "\u2069"
)

// Isolated wraps a text that runs from right to left in FSI and PDI, so that a terminal
// which reorders text keeps it to itself; only where the reader asked for it, because
// others show the two marks.
func (k *Look) Isolated(s string) string {
	if !k.isolate || plain(s) || !strings.ContainsFunc(s, rightToLeft) {
		return s
	}
	return FirstStrong + s + PopIsolate
}

// rightToLeft reports whether a letter belongs to a script written so.
func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}
