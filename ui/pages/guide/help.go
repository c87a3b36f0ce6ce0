// Package guide holds the help and the page of the first start.
package guide

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// help is the help screen, made from the key map; typing after / searches it.
type help struct {
	*draw.Look
	page.Unneeded
	version  string
	commands [][2]string // of the command line
	edit     page.Edit
	typing   bool
	page.Scroller
	w, at int // what lines were made for: width and look version
}

// NewHelp makes the help.
func NewHelp(d page.Deps) page.Page {
	return &help{Look: d.Look, version: d.Version, commands: d.Commands}
}

func (h *help) Open(page.Reader) (page.Intent, bool) {
	h.Top, h.typing, h.Lines = 0, false, nil
	h.edit.Set("")
	return nil, true
}

// Paste takes text into the search.
func (h *help) Paste(text string) {
	if h.typing {
		h.edit.Insert(text)
		h.filter()
	}
}

// Line is the search.
func (h *help) Line(w int) (text string, col int, shown bool) {
	if !h.typing && h.edit.Value == "" {
		return "", 0, false
	}
	text, col = h.edit.View(w)
	if !h.typing {
		col = -1
	}
	return text, col, true
}

func (h *help) Title() string {
	if h.version == "" {
		return "Help"
	}
	return h.Join("Help", "dateline "+h.version)
}

func (h *help) Hints() [][2]string {
	k := h.Keys
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Search.First(), "search the help"}, {k.Quit.First(), "close"}}
}

func (h *help) Wheel(n int) { h.Scroll(n) }

// Key takes what press has left over.
func (h *help) Key(key string, _ int) page.Intent {
	if h.Keys.Back.Is(key) {
		return page.GoBack{}
	}
	return nil
}

// Press takes the keys that scroll and search.
func (h *help) Press(k tea.KeyPressMsg) (want page.Intent, taken bool) {
	s := k.String()
	if h.typing {
		switch s {
		case "enter":
			h.typing = false
		case "esc":
			h.typing = false
			h.edit.Set("")
			h.filter()
		case "up", "down", "pgup", "pgdown":
			return nil, h.Turn(h.Keys, s, 1)
		default:
			if h.edit.Key(k) {
				h.filter()
			}
		}
		return nil, true
	}
	if h.Keys.Search.Is(s) {
		h.typing = true
		return nil, true
	}
	return nil, h.Turn(h.Keys, s, 1)
}

func (h *help) filter() { h.Top, h.Lines = 0, nil }

// View draws the screen.
func (h *help) View(w, height int) string {
	if h.Lines == nil || h.w != w || h.at != h.Look.Version {
		h.w, h.at = w, h.Look.Version
		h.draw()
	}
	return h.Scroller.View(height)
}

// draw lists the actions by group, then what the marks mean. What a search looks for
// may stand in keys, help or name.
func (h *help) draw() {
	h.Lines = []string{}
	if h.w >= 2*helpColumn {
		defer h.fold()
	}
	want := strings.ToLower(strings.TrimSpace(h.edit.Value))
	for _, g := range keys.Groups {
		var rows [][2]string
		for _, a := range h.Keys.All() {
			if a.Group == g {
				rows = append(rows, [2]string{a.Label(), a.Help})
			}
		}
		h.section(g, rows, want)
	}
	var rows [][2]string
	for _, c := range h.commands {
		rows = append(rows, [2]string{":" + c[0], c[1]})
	}
	h.section("Command line", rows, want)
	h.section("Marks of the list", h.markRows(), want)
	h.section("Gutter of the story", h.gutterRows(), want)
	h.section("Signs in other places", h.signRows(), want)
	if len(h.Lines) == 0 {
		h.put("", "nothing in the help speaks of “"+want+"”", theme.Style{})
	}
}

func (h *help) markRows() [][2]string {
	var rows [][2]string
	for _, m := range h.Marks {
		rows = append(rows, [2]string{m.Glyph, markHelp[m.Word]})
	}
	return append(rows,
		[2]string{h.Glyphs.Noted, "you or the desk wrote a note"},
		[2]string{h.Glyphs.Starred, "starred"},
		[2]string{h.Glyphs.Unread, "unread"},
		[2]string{"7/3", "seven outlets, of which three did not copy from another"},
		[2]string{"+2", "outlets that joined since you last looked"})
}

// markHelp explains the marks more fully than their words do.
var markHelp = map[string]string{
	"urgent":          "urgent, by the agency's own marker",
	"new version":     "a newer version than the first",
	"corrected":       "the agency corrected a fact",
	"withdrawn":       "the agency withdrew the story",
	"figures differ":  "outlets give different figures for the same thing",
	"somebody denies": "somebody denies it",
}

func (h *help) gutterRows() [][2]string {
	g := &h.Glyphs
	return [][2]string{
		{g.Says, "somebody says"}, {g.Denies, "denies"}, {g.Confirms, "confirms"},
		{g.Declines, "declines to say, confirm or comment"}, {g.Asks, "asks"},
		{g.Unnamed, "the source is not named"}, {g.Second, "second hand, via another outlet"},
		{g.Hedged, "hedged: is believed to, reportedly"}, {g.Quoted, "quoted words"},
		{g.Unsure, "not sure: only with unsure = true in the settings"},
	}
}

// signRows say what a sign means where it is none of the marks: terminals with few signs have
// one for several things, told apart by their place.
func (h *help) signRows() [][2]string {
	g := &h.Glyphs
	return [][2]string{
		{g.Bar, "before a row: you are there"}, {g.Ellipsis, "where words end: they were cut, more is there"},
		{g.Vertical, "before a line of a story: new since you read it"}, {g.Arrow, "between names: who passed it on to whom; before names: who prints it"},
		{g.Fold + " " + g.Open, "before a group: folded, opened"}, {g.Refresh, "in the first line: feeds are being fetched"},
		{g.Levels[0] + " " + g.Levels[len(g.Levels)-1], "in a plot: the lowest and the highest"},
		{g.Up + " " + g.Down + " " + g.Hedged, "beside a bar of a plot: at least, up to, about"},
		{"[-a-] {+b+}", "where attributes cannot tell: a was taken out, b put in"},
	}
}

// section writes a group of rows that match.
func (h *help) section(name string, rows [][2]string, want string) {
	title := false
	for _, r := range rows {
		if want != "" && !strings.Contains(strings.ToLower(name+" "+r[0]+" "+r[1]), want) {
			continue
		}
		if !title {
			if len(h.Lines) > 0 {
				h.put("", "", theme.Style{})
			}
			h.put("", name, h.Theme.Heading)
			title = true
		}
		h.put(r[0], r[1], theme.Style{})
	}
}

// keyColumn is how wide the column of keys is.
const keyColumn = 20

// helpColumn is the least width of a column of the help; where there is room for two,
// they stand side by side.
const helpColumn = 56

// column is the width in which rows are drawn.
func (h *help) column() int {
	if h.w >= 2*helpColumn {
		return h.w / 2
	}
	return h.w
}

// fold sets the second half of the rows beside the first, parted between sections.
func (h *help) fold() {
	blank := draw.Blanks[:min(h.column(), len(draw.Blanks))]
	half := (len(h.Lines) + 1) / 2
	for half < len(h.Lines) && strings.TrimSpace(h.Lines[half]) != "" {
		half++
	}
	if half >= len(h.Lines) {
		return
	}
	left, right := h.Lines[:half], h.Lines[half+1:]
	out := make([]string, max(len(left), len(right)))
	var rest strings.Builder
	draw.Pad(&rest, h.w-2*h.column())
	for i := range out {
		l, r := blank, blank
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out[i] = l + r + rest.String()
	}
	h.Lines = out
}

// put writes one row; a long text goes on in the next line.
func (h *help) put(keys, text string, s theme.Style) {
	w := h.column()
	column := min(keyColumn, w/3)
	lead := 1
	if keys != "" {
		lead = column
	}
	for i, l := range draw.Wrap(text, max(w-lead-1, 8)) {
		var b strings.Builder
		draw.Pad(&b, 1)
		used := 1
		if keys != "" && i == 0 {
			k := draw.Clip(keys, column-2, h.Glyphs.Ellipsis)
			h.Theme.Key.Write(&b, k)
			used += draw.Width(k)
		}
		draw.Pad(&b, lead-used)
		t := draw.Clip(text[l.Start:l.End], w-lead, h.Glyphs.Ellipsis)
		s.Write(&b, t)
		draw.Pad(&b, w-max(lead, used)-draw.Width(t))
		h.Lines = append(h.Lines, b.String())
	}
}
