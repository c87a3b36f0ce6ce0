package ui

import (
	"strings"

	"dateline/ui/theme"
)

// tour is the page of the first start: what is where, what the marks mean, the keys to
// begin with. Any key ends it; one that means something does that as well.
type tour struct {
	*look
	unneeded
	scroller
	w, drawn int // what lines were made for: width and look
}

func newTour(d deps) page { return &tour{look: d.look} }

func (t *tour) open(reader) (intent, bool) { t.top = 0; return nil, true }
func (t *tour) title() string              { return "Welcome to dateline" }
func (t *tour) wheel(n int)                { t.scroll(n) }
func (t *tour) click(int, int) intent      { return goBack{} }

func (t *tour) hints() [][2]string {
	k := t.keys
	more := [2]string{}
	if t.top+t.h < len(t.lines) {
		more = [2]string{k.Down.first(), "more"}
	}
	return [][2]string{{k.Open.first(), "begin"}, more}
}

func (t *tour) key(key string, n int) intent {
	k := t.keys
	switch more := t.top+t.h < len(t.lines); {
	case k.Down.is(key) && more:
		t.scroll(n)
	case k.PageDown.is(key) && more:
		t.scroll(t.h - 1)
	case k.Up.is(key) && t.top > 0:
		t.scroll(-n)
	case k.Open.is(key), k.Back.is(key), k.Down.is(key), k.Up.is(key), k.PageDown.is(key):
		return goBack{}
	default:
		return several{goBack{}, pressKey{key, n}}
	}
	return nil
}

func (t *tour) view(w, h int) string {
	if t.lines == nil || t.w != w || t.drawn != t.look.version {
		t.w, t.drawn, t.lines = w, t.look.version, nil
		t.lay(w)
	}
	return t.scroller.view(h)
}

// lay writes the page, the most useful first: a small window shows its beginning.
func (t *tour) lay(w int) {
	k, g := t.keys, &t.g
	put := func(style theme.Style, text string) {
		for _, l := range wrap(text, min(w-2, measure)) {
			var b strings.Builder
			b.WriteByte(' ')
			style.Write(&b, tame(text[l.Start:l.End]))
			t.lines = append(t.lines, b.String()+strings.Repeat(" ", max(w-1-width(text[l.Start:l.End]), 0)))
		}
	}
	part := func(head, text string) {
		t.lines = append(t.lines, "")
		put(t.th.Heading, head)
		put(theme.Style{}, text)
	}
	put(theme.Style{}, "The wires are being fetched meanwhile. Nothing here says what is true: it shows who said it, how sure, and who differs.")
	part("Keys to begin with", strings.Join([]string{t.does2(&k.Down, &k.Up, "move"), t.does(&k.Open, "reads"), t.does(&k.NextPane, "goes to the next pane"),
		t.does(&k.Back, "goes back"), t.does(&k.Search, "searches"), t.does(&k.Help, "lists every key and mark"), t.does(&k.Quit, "quits")}, ", ")+".")
	part("Three panes", "Stories: a row an event; 7/3 is seven outlets of which three did not copy, # figures differ, "+g.Denied+" somebody denies. "+
		"Story: its names, figures and claims marked. Related: the same event elsewhere, and what differs.")
	part("The story's margin", g.Says+" says, "+g.Denies+" denies, "+g.Confirms+" confirms, "+g.Declines+" declines to say, "+g.Unnamed+" source unnamed, "+
		g.Hedged+" hedged, "+g.Second+" second hand. "+t.does2(&k.NextClaim, &k.PrevClaim, "claim to claim")+", "+t.does(&k.Why, "tells why")+".")
	part("Views", strings.Join([]string{t.does(&k.TopView, "events"), t.does(&k.WireView, "everything by time"), t.does(&k.Claims, "who says what"),
		t.does(&k.Figures, "what is counted"), t.does(&k.Sources, "the feeds")}, ", ")+". "+t.does(&k.Add, "adds a feed by the address of any page")+".")
}
