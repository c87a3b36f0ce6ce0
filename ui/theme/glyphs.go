package theme

import "dateline/news"

// Glyphs are the characters that are not letters. Each is one cell wide.
type Glyphs struct {
	ASCII bool // every glyph is an ASCII character

	Says, Denies, Confirms, Declines, Asks string // first column of the gutter
	Unnamed, Hedged, Quoted, Second        string // second column
	Unsure                                 string // there, of a claim that is not sure

	Urgent, Changed, Corrected, Withdrawn string // marks of the list
	Differ, Denied, Starred, Unread       string
	Noted                                 string

	Bar, Dot, Minus, Arrow, Refresh, Ellipsis string
	Open, Fold                                string // an opened and a folded group

	Horizontal, Vertical string // the rules between panes
	RuleDown, RuleRight  string // where one begins at another
	FocusH               string // the title line of the pane in focus

	// Levels are the steps of small plots and maps, lowest first; Nil stands for none.
	Levels   []string
	Nil      string
	Up, Down string // beside a figure of a plot: at least, up to
	Run      string // between the figures of one outlet
	Bright   string // a bar of a count
}

// Unicode returns the glyphs of a UTF-8 terminal.
func Unicode() Glyphs {
	return Glyphs{
		Says: "»", Denies: "×", Confirms: "✓", Declines: "–", Asks: "?",
		Unnamed: "@", Hedged: "≈", Quoted: `"`, Second: "←", Unsure: "¿",
		Urgent: "!", Changed: "Δ", Corrected: "c", Withdrawn: "k",
		Differ: "#", Denied: "×", Starred: "★", Unread: "●",
		Noted: "¶",
		Bar:   "▌", Dot: "·", Minus: "−", Arrow: "←", Refresh: "↻", Ellipsis: "…",
		Open: "▾", Fold: "▸",
		Horizontal: "─", Vertical: "│",
		RuleDown: "┬", RuleRight: "├", FocusH: "━",
		Levels: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}, Nil: "·",
		Up: "↑", Down: "↓", Run: "─", Bright: "■",
	}
}

// Console returns glyphs that the fonts of the Linux console have: the line drawing
// and the signs of code page 437.
func Console() Glyphs {
	g := Unicode()
	a := ASCII()
	g.Denies, g.Confirms, g.Declines = a.Denies, "√", a.Declines
	g.Changed, g.Denied, g.Starred, g.Unread = a.Changed, a.Denied, a.Starred, "•"
	g.Minus, g.Refresh, g.Ellipsis = a.Minus, a.Refresh, a.Ellipsis
	g.Open, g.Fold = a.Open, a.Fold
	g.FocusH = "═"
	g.Levels, g.Bright = []string{"_", "░", "▒", "▓", "█"}, "■"
	return g
}

// ASCII returns the glyphs for terminals and fonts without the others.
func ASCII() Glyphs {
	return Glyphs{
		ASCII: true,
		Says:  ">", Denies: "x", Confirms: "+", Declines: "-", Asks: "?",
		Unnamed: "@", Hedged: "~", Quoted: `"`, Second: "<", Unsure: "%",
		Urgent: "!", Changed: "^", Corrected: "c", Withdrawn: "k",
		Differ: "#", Denied: "x", Starred: "*", Unread: "o",
		Noted: "n",
		Bar:   ">", Dot: "-", Minus: "-", Arrow: "<", Refresh: "~", Ellipsis: "~",
		Open: "-", Fold: "+",
		Horizontal: "-", Vertical: "|",
		RuleDown: "+", RuleRight: "+", FocusH: "=",
		Levels: []string{"_", "-", "=", "+", "*", "%", "#", "@"}, Nil: ".",
		Up: ">", Down: "<", Run: "-", Bright: "#",
	}
}

// Stance returns the glyph and the style of a claim's stance.
func (t *Theme) Stance(g *Glyphs, s news.Stance) (string, Style) {
	switch s {
	case news.Denies:
		return g.Denies, t.Denies
	case news.Confirms:
		return g.Confirms, t.Confirms
	case news.Declines:
		return g.Declines, t.Declines
	case news.Questions:
		return g.Asks, t.Asks
	}
	return g.Says, t.Says
}

// Mark is one mark of a row in the list.
type Mark struct {
	Flag  news.Flag
	Glyph string
	Style Style
	Word  string
}

// Marks lists the marks of a row in the order they are drawn.
func (t *Theme) Marks(g *Glyphs) []Mark {
	return []Mark{
		{news.Urgent, g.Urgent, t.Urgent, "urgent"},
		{news.Changed, g.Changed, t.Changed, "new version"},
		{news.Corrected, g.Corrected, t.Corrected, "corrected"},
		{news.Withdrawn, g.Withdrawn, t.Withdrawn, "withdrawn"},
		{news.FiguresDiffer, g.Differ, t.Differ, "figures differ"},
		{news.Denied, g.Denied, t.Denied, "somebody denies"},
	}
}
