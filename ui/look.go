package ui

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"dateline/news"
	"dateline/ui/theme"
)

// look is what all screens draw with. Its version grows when something changes that
// shows everywhere (theme, glyphs, the day), so that remembered lines are dropped.
type look struct {
	th      *theme.Theme
	keys    *keyMap
	g       theme.Glyphs
	marks   []theme.Mark
	now     time.Time // as of the last clock message
	zone    *time.Location
	version int
	isolate bool // isolate right-to-left words, for terminals that reorder them

	round news.Round // the refresh under way
	feeds int        // how many are subscribed
}

// newLook makes a look that is not dressed yet.
func newLook(keys *keyMap, zone *time.Location, now time.Time, isolate bool) *look {
	return &look{keys: keys, zone: zone, now: now, isolate: isolate}
}

// dress changes theme and glyphs.
func (k *look) dress(th *theme.Theme, g theme.Glyphs) {
	k.th, k.g = th, g
	k.marks = th.Marks(&k.g)
	k.version++
}

// tick moves the clock and reports whether the day changed.
func (k *look) tick(now time.Time) {
	a, b := k.now.In(k.zone), now.In(k.zone)
	k.now = now
	if a.YearDay() != b.YearDay() || a.Year() != b.Year() {
		k.version++
	}
}

// stamp is the time of a row: the clock for today, the weekday with it for the last
// days, the date before that.
func (k *look) stamp(t time.Time) string {
	if t.IsZero() {
		return "--:--"
	}
	local, today := t.In(k.zone), k.now.In(k.zone)
	y, m, d := today.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, k.zone)
	switch {
	case !local.Before(midnight):
		return local.Format("15:04")
	case local.After(midnight.AddDate(0, 0, -6)):
		return local.Format("Mon 15:04")
	case local.Year() == y:
		return local.Format("2 Jan")
	}
	return local.Format("2 Jan 2006")
}

// clock is a time with its zone: "14:07 UTC".
func (k *look) clock(t time.Time) string { return t.In(k.zone).Format("15:04 MST") }

// age is how long ago t was, in the largest unit that fits: 5m, 2h, 3d.
func (k *look) age(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return span(k.now.Sub(t))
}

// span writes a duration in one unit: 38m, 5h, 2d.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	}
	return strconv.Itoa(int(d/(24*time.Hour))) + "d"
}

// when is a time with how long ago it was: "Tue 10:00 (3d)".
func (k *look) when(t time.Time) string {
	if age := k.age(t); age != "" && age != "now" {
		return k.stamp(t) + " (" + age + ")"
	}
	return k.stamp(t)
}

// lag writes how much later or earlier another story came: +38m, −2d.
func (k *look) lag(d time.Duration) string {
	if d < 0 {
		return k.g.Minus + span(-d)
	}
	if d < time.Minute {
		return "+0m"
	}
	return "+" + span(d)
}

// does says what a key does, as in "r tries again"; "" when the action has no key.
func (k *look) does(b *binding, what string) string {
	if len(b.keys) == 0 {
		return ""
	}
	return b.first() + " " + what
}

// does2 is does for two keys that belong together.
func (k *look) does2(a, b *binding, what string) string { return pair(a, b) + " " + what }

// vacant sets words into an empty pane: what is the matter, and what to do.
func (k *look) vacant(w, h int, title, more string) string {
	if title == "" {
		return ""
	}
	var out []string
	put := func(text string, s theme.Style) {
		for _, l := range wrap(text, w-4) {
			var b strings.Builder
			pad(&b, 2)
			t := tame(text[l.Start:l.End])
			s.Write(&b, t)
			pad(&b, w-2-width(t))
			out = append(out, b.String())
		}
	}
	put("", theme.Style{})
	put(title, k.th.Strong)
	if more != "" {
		put("", theme.Style{})
		put(more, k.th.Dim)
	}
	return strings.Join(out[:min(len(out), h)], "\n")
}

// loading is what a pane says while it waits.
func (k *look) loading(w, h int) string { return k.vacant(w, h, "Loading"+k.g.Ellipsis, "") }

// sep is what stands between the parts of a line.
func (k *look) sep() string { return " " + k.g.Dot + " " }

// join puts the non-empty parts on one line.
func (k *look) join(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, k.sep())
}

// ascii spells what engines write with other glyphs, where the terminal has none of
// them. Letters stay.
func (k *look) ascii(s string) string {
	if !k.g.ASCII || plain(s) {
		return s
	}
	return asciiForms.Replace(s)
}

// asciiCells is ascii for text that is laid out already: each form is one cell wide
// as what it stands for.
func (k *look) asciiCells(s string) string {
	if !k.g.ASCII || plain(s) {
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

// marksOf writes the marks of a row and returns their width in cells.
func (k *look) marksOf(b *strings.Builder, flags news.Flag, starred, unread bool) int {
	n := 0
	put := func(glyph string, s theme.Style) {
		s.Write(b, glyph)
		n++
	}
	for i := range k.marks {
		if flags.Has(k.marks[i].Flag) {
			put(k.marks[i].Glyph, k.marks[i].Style)
		}
	}
	if starred {
		put(k.g.Starred, k.th.Starred)
	}
	if unread {
		put(k.g.Unread, k.th.Unread)
	}
	return n
}

// The isolates of Unicode: what is between them takes its own direction and leaves that
// of the line alone.
const (
	firstStrong = "\u2068"
	popIsolate  = "\u2069"
)

// isolated wraps a text that runs from right to left in FSI and PDI, so that a terminal
// which reorders text keeps it to itself; only where the reader asked for it, because
// others show the two marks.
func (k *look) isolated(s string) string {
	if !k.isolate || plain(s) || !strings.ContainsFunc(s, rightToLeft) {
		return s
	}
	return firstStrong + s + popIsolate
}

// rightToLeft reports whether a letter belongs to a script written so.
func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}
