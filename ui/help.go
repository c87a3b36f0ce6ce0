package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/theme"
)

// help is the help screen, made from the key map; typing after / searches it.
type help struct {
	*look
	unneeded
	version  string
	commands [][2]string // of the command line
	edit     edit
	typing   bool
	scroller
	w, at int // what lines were made for: width and look version
}

func newHelp(d deps) page { return &help{look: d.look, version: d.version, commands: d.commands} }

func (h *help) open(reader) (intent, bool) {
	h.top, h.typing, h.lines = 0, false, nil
	h.edit.set("")
	return nil, true
}

// paste takes text into the search.
func (h *help) paste(text string) {
	if h.typing {
		h.edit.insert(text)
		h.filter()
	}
}

// line is the search.
func (h *help) line(w int) (text string, col int, shown bool) {
	if !h.typing && h.edit.value == "" {
		return "", 0, false
	}
	text, col = h.edit.view(w)
	if !h.typing {
		col = -1
	}
	return text, col, true
}

func (h *help) title() string {
	if h.version == "" {
		return "Help"
	}
	return h.join("Help", "dateline "+h.version)
}

func (h *help) hints() [][2]string {
	k := h.keys
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Search.first(), "search the help"}, {k.Quit.first(), "close"}}
}

func (h *help) wheel(n int) { h.scroll(n) }

// key takes what press has left over.
func (h *help) key(key string, _ int) intent {
	if h.keys.Back.is(key) {
		return goBack{}
	}
	return nil
}

// press takes the keys that scroll and search.
func (h *help) press(k tea.KeyPressMsg) (want intent, taken bool) {
	s := k.String()
	if h.typing {
		switch s {
		case "enter":
			h.typing = false
		case "esc":
			h.typing = false
			h.edit.set("")
			h.filter()
		case "up", "down", "pgup", "pgdown":
			return nil, h.turn(h.keys, s, 1)
		default:
			if h.edit.key(k) {
				h.filter()
			}
		}
		return nil, true
	}
	if h.keys.Search.is(s) {
		h.typing = true
		return nil, true
	}
	return nil, h.turn(h.keys, s, 1)
}

func (h *help) filter() { h.top, h.lines = 0, nil }

// view draws the screen.
func (h *help) view(w, height int) string {
	if h.lines == nil || h.w != w || h.at != h.look.version {
		h.w, h.at = w, h.look.version
		h.draw()
	}
	return h.scroller.view(height)
}

// draw lists the actions by group, then what the marks mean. What a search looks for
// may stand in keys, help or name.
func (h *help) draw() {
	h.lines = []string{}
	if h.w >= 2*helpColumn {
		defer h.fold()
	}
	want := strings.ToLower(strings.TrimSpace(h.edit.value))
	for _, g := range groups {
		var rows [][2]string
		for _, a := range h.keys.all() {
			if a.group == g {
				rows = append(rows, [2]string{a.label(), a.help})
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
	if len(h.lines) == 0 {
		h.put("", "nothing in the help speaks of “"+want+"”", theme.Style{})
	}
}

func (h *help) markRows() [][2]string {
	var rows [][2]string
	for _, m := range h.marks {
		rows = append(rows, [2]string{m.Glyph, markHelp[m.Word]})
	}
	return append(rows,
		[2]string{h.g.Starred, "starred"},
		[2]string{h.g.Unread, "unread"},
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
	g := &h.g
	return [][2]string{
		{g.Says, "somebody says"}, {g.Denies, "denies"}, {g.Confirms, "confirms"},
		{g.Declines, "declines to say, confirm or comment"}, {g.Asks, "asks"},
		{g.Unnamed, "the source is not named"}, {g.Second, "second hand, via another outlet"},
		{g.Hedged, "hedged: is believed to, reportedly"}, {g.Quoted, "quoted words"},
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
			if len(h.lines) > 0 {
				h.put("", "", theme.Style{})
			}
			h.put("", name, h.th.Heading)
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
	blank := blanks[:min(h.column(), len(blanks))]
	half := (len(h.lines) + 1) / 2
	for half < len(h.lines) && strings.TrimSpace(h.lines[half]) != "" {
		half++
	}
	if half >= len(h.lines) {
		return
	}
	left, right := h.lines[:half], h.lines[half+1:]
	out := make([]string, max(len(left), len(right)))
	var rest strings.Builder
	pad(&rest, h.w-2*h.column())
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
	h.lines = out
}

// put writes one row; a long text goes on in the next line.
func (h *help) put(keys, text string, s theme.Style) {
	w := h.column()
	column := min(keyColumn, w/3)
	lead := 1
	if keys != "" {
		lead = column
	}
	for i, l := range wrap(text, max(w-lead-1, 8)) {
		var b strings.Builder
		pad(&b, 1)
		used := 1
		if keys != "" && i == 0 {
			k := clip(keys, column-2, h.g.Ellipsis)
			h.th.Key.Write(&b, k)
			used += width(k)
		}
		pad(&b, lead-used)
		t := clip(text[l.Start:l.End], w-lead, h.g.Ellipsis)
		s.Write(&b, t)
		pad(&b, w-max(lead, used)-width(t))
		h.lines = append(h.lines, b.String())
	}
}
