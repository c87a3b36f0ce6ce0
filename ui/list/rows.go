package list

import (
	"strings"
	"time"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// Density is how many lines a row of a list takes. It is kept a view.
type Density string

const (
	asFits   Density = ""     // as the window has room
	OneLine  Density = "one"  // time, who carries it and headline on one line
	TwoLines Density = "two"  // the headline below them, cut to a line
	Whole    Density = "full" // and not cut to less than three lines
)

// What the rows go by: columns of the pane.
const (
	leastOne   = 36 // in fewer columns one line has no room for a headline
	rowsCounts = 40 // from here on a row of one line has room for the numbers of outlets and origins
	rowsCode   = 46 // from here on for a country
	wideRows   = 60 // from here on for who carries it
	rowsCodes  = 72 // from here on for several countries
)

// InUse is the density in use.
func (l *List) InUse() Density {
	switch {
	case l.Density != asFits:
		return l.Density
	case l.w >= leastOne:
		return OneLine
	}
	return TwoLines
}

// Denser gives the rows fewer or more lines, and keeps the choice.
func (l *List) Denser() page.Intent {
	said := "one line a row"
	switch l.InUse() {
	case OneLine:
		l.Density, said = TwoLines, "two lines a row"
	case TwoLines:
		l.Density, said = Whole, "whole headlines"
	default:
		l.Density = OneLine
	}
	return page.Several{page.Say(said), page.Keep{Key: "rows." + string(l.order), Value: string(l.Density)}, page.Settle{}}
}

// HeadlineLines is how many lines a headline has below the first line of its row.
func (l *List) HeadlineLines() int {
	switch l.InUse() {
	case OneLine:
		return 0
	case TwoLines:
		return 1
	}
	return 3
}

// evening is how long before midnight a story may be and still show the clock: it is later
// than the clock is now, so that it can be of no other day.
const evening = 12 * time.Hour

// shortStamp is a time in few cells: the clock for today and for the evening before, the
// weekday for the last days, day and month for the last twelve months, else month and year.
func (l *List) shortStamp(t time.Time) string {
	s := l.Stamp(t)
	if age := l.Now.Sub(t); age >= 0 && age < evening {
		return t.In(l.Zone).Format("15:04")
	}
	if day, _, ok := strings.Cut(s, " "); ok && strings.Contains(s, ":") {
		return day
	}
	if draw.Width(s) <= dateCells {
		return s
	}
	local, now := t.In(l.Zone), l.Now.In(l.Zone)
	if local.Year() <= now.Year() && local.After(now.AddDate(-1, 0, 0)) {
		return local.Format("2 Jan")
	}
	return local.Format("Jan'06")
}

// paintOne draws a row of one line: time, countries and who carries it in columns, the
// headline, marks at the right.
func (l *List) paintOne(r *Row, state int, bar string) string {
	var marks, b strings.Builder
	n := l.MarksOf(&marks, &r.Headline)
	lead := l.lead(r)
	room := max(l.w-1-draw.Width(lead)-n-2, 1)
	style := l.Theme.Dim
	switch state {
	case 2:
		style = l.Theme.Selected
	case 1:
		style = l.Theme.Resting
	}
	b.WriteString(bar)
	bare := lead
	if state == 1 {
		bare = strings.TrimRight(lead, " ") // a resting row may be underlined
	}
	style.Write(&b, bare)
	draw.Pad(&b, len(lead)-len(bare))
	title := l.Theme.Read
	if r.Unread > 0 {
		title = l.Theme.Unread
	}
	text := draw.Clip(l.ASCIICells(r.Title), room, l.Glyphs.Ellipsis)
	l.Found(&b, title, l.Isolated(text), l.Words)
	draw.Pad(&b, room-draw.Width(text)+1)
	b.WriteString(marks.String())
	b.WriteByte(' ')
	return b.String()
}
