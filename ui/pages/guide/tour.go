package guide

import (
	"strings"

	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// tour is the page of the first start: what is where, what the marks mean, the keys to
// begin with. Any key ends it; one that means something does that as well.
type tour struct {
	*draw.Look
	page.Unneeded
	page.Scroller
	w, drawn int  // what lines were made for: width and look
	served   bool // the archive is there already
}

// NewTour makes the page of the first start.
func NewTour(d page.Deps) page.Page { return &tour{Look: d.Look, served: d.Served} }

func (t *tour) Open(page.Reader) (page.Intent, bool) { t.Top = 0; return nil, true }
func (t *tour) Title() string                        { return "Welcome to dateline" }
func (t *tour) Wheel(n int)                          { t.Scroll(n) }
func (t *tour) Click(int, int) page.Intent           { return page.GoBack{} }

func (t *tour) Hints() [][2]string {
	k := t.Keys
	more := [2]string{}
	if t.Top+t.H < len(t.Lines) {
		more = [2]string{k.Down.First(), "more"}
	}
	return [][2]string{{k.Open.First(), "begin"}, more}
}

func (t *tour) Key(key string, n int) page.Intent {
	k := t.Keys
	switch more := t.Top+t.H < len(t.Lines); {
	case k.Down.Is(key) && more:
		t.Scroll(n)
	case k.PageDown.Is(key) && more:
		t.Scroll(t.H - 1)
	case k.Up.Is(key) && t.Top > 0:
		t.Scroll(-n)
	case k.Open.Is(key), k.Back.Is(key), k.Down.Is(key), k.Up.Is(key), k.PageDown.Is(key):
		return page.GoBack{}
	default:
		return page.Several{page.GoBack{}, page.PressKey{Key: key, N: n}}
	}
	return nil
}

func (t *tour) View(w, h int) string {
	if t.Lines == nil || t.w != w || t.drawn != t.Look.Version {
		t.w, t.drawn, t.Lines = w, t.Look.Version, nil
		t.lay(w)
	}
	return t.Scroller.View(h)
}

// lay writes the page, the most useful first: a small window shows its beginning.
func (t *tour) lay(w int) {
	k, g := t.Keys, &t.Glyphs
	put := func(style theme.Style, text string) {
		for _, l := range draw.Wrap(text, min(w-2, draw.Measure)) {
			var b strings.Builder
			b.WriteByte(' ')
			style.Write(&b, draw.Tame(text[l.Start:l.End]))
			t.Lines = append(t.Lines, b.String()+strings.Repeat(" ", max(w-1-draw.Width(text[l.Start:l.End]), 0)))
		}
	}
	part := func(head, text string) {
		t.Lines = append(t.Lines, "")
		put(t.Theme.Heading, head)
		put(theme.Style{}, text)
	}
	first := "The wires are being fetched meanwhile. "
	if t.served {
		first = ""
	}
	put(theme.Style{}, first+"Nothing here says what is true: it shows who said it, how sure, and who differs.")
	part("Keys to begin with", strings.Join([]string{t.Does2(&k.Down, &k.Up, "move"), t.Does(&k.Open, "reads"), t.Does(&k.NextPane, "goes to the next pane"),
		t.Does(&k.Back, "goes back"), t.Does(&k.Search, "searches"), t.Does(&k.Help, "lists every key and mark"), t.Does(&k.Quit, "quits")}, ", ")+".")
	part("Three panes", "Stories: a row an event; 7/3 is seven outlets of which three did not copy, # figures differ, "+g.Denied+" somebody denies. "+
		"Story: its names, figures and claims marked. Related: the same event elsewhere, and what differs.")
	part("The story's margin", g.Says+" says, "+g.Denies+" denies, "+g.Confirms+" confirms, "+g.Declines+" declines to say, "+g.Unnamed+" source unnamed, "+
		g.Hedged+" hedged, "+g.Second+" second hand. "+t.Does2(&k.NextClaim, &k.PrevClaim, "claim to claim")+", "+t.Does(&k.Why, "tells why")+".")
	part("Views", strings.Join([]string{t.Does(&k.TopView, "events"), t.Does(&k.WireView, "everything by time"), t.Does(&k.Claims, "who says what"),
		t.Does(&k.Figures, "what is counted"), t.Does(&k.Sources, "the feeds")}, ", ")+". "+t.Does(&k.Add, "adds a feed by the address of any page")+".")
}
