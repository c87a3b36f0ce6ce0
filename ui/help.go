package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/theme"
)

// help is the help screen, made from the key map; typing after / searches it.
type help struct {
	*look
	version string
	edit    edit
	typing  bool
	top     int
	h       int
	drawn   []string
	w, at   int // what drawn was made for: width and look version
}

// openHelp shows the help.
func (m *Model) openHelp() tea.Cmd {
	m.openPage(coverHelp)
	m.help.open()
	return nil
}

func (h *help) open() { h.top, h.typing = 0, false; h.edit.set(""); h.drawn = nil }

// update takes keys, and text pasted into the search.
func (h *help) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		h.press(msg)
	case tea.PasteMsg:
		if h.typing {
			h.edit.insert(msg.Content)
			h.filter()
		}
	}
	return nil
}

func (h *help) title() string {
	if h.version == "" {
		return "Help"
	}
	return h.join("Help", "dateline "+h.version)
}

func (h *help) words() string { return "" }

func (h *help) hints(k *keyMap) [][2]string {
	return [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Search.first(), "search the help"}, {k.Quit.first(), "close"}}
}

func (h *help) wheel(n int)                         { h.scroll(n) }
func (h *help) click(*Model, int, int) tea.Cmd      { return nil }
func (h *help) heard(*Model, news.Bulletin) tea.Cmd { return nil }

// key takes what press has left over.
func (h *help) key(m *Model, key string, _ int) tea.Cmd {
	if m.keys.Back.is(key) {
		return m.leave()
	}
	return nil
}

// press handles the keys of the help; ok false leaves them to the rest.
func (h *help) press(k tea.KeyPressMsg) (ok bool) {
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
			return h.turn(s)
		default:
			if h.edit.key(k) {
				h.filter()
			}
		}
		return true
	}
	if h.keys.Search.is(s) {
		h.typing = true
		return true
	}
	return h.turn(s)
}

func (h *help) turn(s string) bool {
	switch k := h.keys; {
	case k.Down.is(s):
		h.scroll(1)
	case k.Up.is(s):
		h.scroll(-1)
	case k.HalfDown.is(s):
		h.scroll(h.h / 2)
	case k.HalfUp.is(s):
		h.scroll(-h.h / 2)
	case k.PageDown.is(s):
		h.scroll(h.h - 1)
	case k.PageUp.is(s):
		h.scroll(1 - h.h)
	case k.Top.is(s):
		h.top = 0
	case k.Bottom.is(s):
		h.scroll(1 << 20)
	default:
		return false
	}
	return true
}

func (h *help) scroll(n int) { h.top = max(min(h.top+n, len(h.drawn)-h.h), 0) }

func (h *help) filter() { h.top, h.drawn = 0, nil }

// view draws the screen.
func (h *help) view(w, height int) string {
	h.h = height
	if h.drawn == nil || h.w != w || h.at != h.look.version {
		h.w, h.at = w, h.look.version
		h.draw()
	}
	h.scroll(0)
	return strings.Join(h.drawn[h.top:min(h.top+height, len(h.drawn))], "\n")
}

// draw lists the actions by group, then what the marks mean. What a search looks for
// may stand in keys, help or name.
func (h *help) draw() {
	h.drawn = []string{}
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
	for _, c := range commands {
		rows = append(rows, [2]string{":" + c.name, c.help})
	}
	h.section("Command line", rows, want)
	h.section("Marks of the list", h.markRows(), want)
	h.section("Gutter of the story", h.gutterRows(), want)
	if len(h.drawn) == 0 {
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
			if len(h.drawn) > 0 {
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
	half := (len(h.drawn) + 1) / 2
	for half < len(h.drawn) && strings.TrimSpace(h.drawn[half]) != "" {
		half++
	}
	if half >= len(h.drawn) {
		return
	}
	left, right := h.drawn[:half], h.drawn[half+1:]
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
	h.drawn = out
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
		h.drawn = append(h.drawn, b.String())
	}
}
