package list

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
)

// Height is how many lines a row takes.
func (l *List) Height(i int) int {
	l.shape(l.Rows[i])
	return 1 + len(l.Rows[i].title)
}

// shape wraps the headline of a row for the present width.
func (l *List) shape(r *Row) {
	dense := l.InUse()
	if r.width == l.w && r.version == l.Version && r.density == dense && r.cols == l.cols {
		return
	}
	r.width, r.version, r.density, r.cols, r.drawn, r.title = l.w, l.Version, dense, l.cols, [3][]string{}, nil
	if dense == OneLine {
		return
	}
	r.title = draw.Headline(l.ASCIICells(r.Title), max(l.w-2, 8), l.HeadlineLines(), l.Glyphs.Ellipsis)
}

// View draws the pane.
func (l *List) View(w, h int) string {
	l.w, l.h = w, h
	if len(l.Rows) == 0 {
		return l.empty(w, h)
	}
	l.scroll()
	l.cols = l.lineUp()
	out := make([]string, 0, h+3)
	for i := l.top; i < len(l.Rows) && len(out) < h; i++ {
		out = append(out, l.draw(l.Rows[i], i == l.Sel, l.focus)...)
	}
	return strings.Join(out[:min(len(out), h)], "\n")
}

// empty says why there are no rows.
func (l *List) empty(w, h int) string {
	switch {
	case l.err != nil:
		return l.Vacant(w, h, "The stories cannot be read.", draw.FirstLine(l.err.Error())+". "+l.Does(&l.Keys.RefreshAll, "tries again")+".")
	case !l.loaded && l.slow:
		return l.Loading(w, h)
	case !l.loaded:
		return ""
	case l.UnreadOnly && l.Counts.Stories > 0:
		return l.Vacant(w, h, "Nothing unread.", l.Does(&l.Keys.HideRead, "shows what was read as well")+".")
	case l.Asked != "":
		return l.Vacant(w, h, "Nothing matches.", "Searched for “"+l.Asked+"”. "+l.missing+l.Does(&l.Keys.Search, "changes the search")+", "+l.Does(&l.Keys.Back,
			"ends it")+".")
	case l.Round.Active():
		return l.Vacant(w, h, "Fetching the first stories"+l.Glyphs.Ellipsis, "Headlines appear here as they come.")
	case l.Feeds == 0:
		return l.Vacant(w, h, "No feeds yet.", l.Does(&l.Keys.Add, "adds one by the address of any page."))
	case l.failed >= l.Feeds:
		return l.Vacant(w, h, "No feed could be read.", "Is this machine online? "+l.Does(&l.Keys.Sources, "shows what each server said")+", "+
			l.Does(&l.Keys.RefreshAll, "tries again")+".")
	}
	failed := ""
	if l.failed > 0 {
		failed = fmt.Sprintf("%d of %s could not be read. ", l.failed, draw.Plural(l.Feeds, "feed", "feeds"))
	}
	return l.Vacant(w, h, "No stories yet.", failed+l.Does(&l.Keys.RefreshAll, "fetches the feeds")+", "+l.Does(&l.Keys.Add, "adds one")+", "+
		l.Does(&l.Keys.Sources, "shows how they are")+".")
}

// draw returns the lines of a row, remembered until width, look or row change.
func (l *List) draw(r *Row, selected, focus bool) []string {
	l.shape(r)
	state := 0
	if selected {
		state = 1
		if focus {
			state = 2
		}
	}
	if r.drawn[state] == nil {
		r.drawn[state] = l.paint(r, state)
	}
	return r.drawn[state]
}

func (l *List) paint(r *Row, state int) []string {
	bar := " "
	if state > 0 {
		bar = l.Theme.Bar.Wrap(l.Glyphs.Bar)
	}
	if r.density == OneLine {
		return []string{l.paintOne(r, state, bar)}
	}
	title := l.Theme.Read
	if r.Unread > 0 {
		title = l.Theme.Unread
	}
	out := make([]string, 0, 1+len(r.title))
	var b strings.Builder
	l.meta(&b, r, l.w-1, state, bar)
	out = append(out, b.String())
	for _, t := range r.title {
		b.Reset()
		b.WriteString(bar)
		l.Found(&b, title, l.Isolated(t), l.Words)
		draw.Pad(&b, l.w-1-draw.Width(t))
		out = append(out, b.String())
	}
	return out
}

// meta writes the first line of a row: time, countries and who carries it on the
// left, marks on the right.
//
// Blanks are in the style of what is beside them: it cannot be seen, and spares the
// terminal a change of style.
func (l *List) meta(b *strings.Builder, r *Row, w, state int, bar string) {
	var marks strings.Builder
	n := l.MarksOf(&marks, &r.Headline)
	left := draw.Clip(l.about(r), max(w-n-2, 0), l.Glyphs.Ellipsis)
	grown := ""
	if r.Grown > 0 && l.order == news.Top {
		if g := " +" + strconv.Itoa(r.Grown); draw.Width(left)+len(g) <= w-n-2 {
			grown = g
		}
	}
	gap := w - draw.Width(left) - len(grown) - n - 1
	switch state {
	case 2:
		b.WriteString(bar + l.Theme.Selected.On)
		b.WriteString(left + grown)
		draw.Pad(b, gap)
		b.WriteString(l.Theme.Selected.Off)
	case 1:
		b.WriteString(bar)
		l.Theme.Resting.Write(b, left+grown)
		draw.Pad(b, gap)
	default:
		b.WriteString(l.Theme.Dim.On + bar + left)
		if grown != "" || n > 0 {
			b.WriteString(l.Theme.Dim.Off)
			l.Theme.Grown.Write(b, grown)
			draw.Pad(b, gap)
			break
		}
		draw.Pad(b, gap+1)
		b.WriteString(l.Theme.Dim.Off)
		return
	}
	b.WriteString(marks.String())
	b.WriteByte(' ')
}

// Starts reports whether there is nothing to list, and not because of a search.
func (l *List) Starts() bool { return len(l.Rows) == 0 && l.Asked == "" }

// Hints are the keys that matter most here, each with a word.
func (l *List) Hints() [][2]string {
	k := l.Keys
	if l.Starts() {
		return [][2]string{{k.Add.First(), "add a feed"}, {k.RefreshAll.First(), "fetch"}, {k.Sources.First(), "sources"}, {k.Help.First(), "help"},
			{k.Quit.First(), "quit"}}
	}
	return [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "read"}, {k.NextUnread.First(), "next unread"}, {k.Star.First(), "star"},
		{k.AllRead.First(), "all read"}, {k.Search.First(), "search"}, {k.RefreshAll.First(), "fetch"}, {k.NextPane.First(), "pane"},
		{k.Help.First(), "help"}}
}
