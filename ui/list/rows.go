package list

import (
	"strconv"
	"strings"
	"time"

	"dateline/news"
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
	wideRows   = 60 // from here on one line has room for who carries it
	leastOne   = 36 // in fewer columns one line has no room for a headline
	rowsCode   = 72 // from here on countries stand in a row of one line
	outletCell = 16
	codesCell  = 10 // "PRK RUS +2"
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

// The times of rows of one line: a clock or a weekday, and where a row on the screen has a date.
const (
	clockCells = 5
	dateCells  = 6 // "25 Apr"
)

// stampCells is the width of the column of times: all rows on the screen have the same.
func (l *List) stampCells() int {
	for _, r := range l.Rows[l.top:min(l.top+l.h, len(l.Rows))] {
		if draw.Width(l.shortStamp(r.Time)) > clockCells {
			return dateCells
		}
	}
	return clockCells
}

// shortStamp is a time in few cells: the clock for today, the weekday for the last days, day
// and month for the last twelve months, else month and year.
func (l *List) shortStamp(t time.Time) string {
	s := l.Stamp(t)
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
	n := l.MarksOf(&marks, r.Flags, r.Starred, r.Unread > 0)
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
	style.Write(&b, lead)
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

// lead is what stands before the headline of a row of one line, in columns.
func (l *List) lead(r *Row) string {
	var b strings.Builder
	column := func(s string, w int) {
		s = draw.Clip(s, w, l.Glyphs.Ellipsis)
		b.WriteString(s)
		draw.Pad(&b, w-draw.Width(s)+1)
	}
	column(l.shortStamp(r.Time), l.stamps)
	if l.w < wideRows {
		return b.String()
	}
	if l.w >= rowsCode {
		column(codes(r.Countries, codesCell, 2), codesCell)
	}
	who := l.who(r)
	if l.order == news.Top && r.Outlets > 1 && r.Grown > 0 {
		who += " +" + strconv.Itoa(r.Grown)
	}
	column(l.ASCIICells(who), outletCell)
	return b.String()
}

// codes writes as many country codes, at most so many, as fit in some cells, and how many
// are left out: "PRK RUS +2".
func codes(countries []string, room, most int) string {
	for n := min(len(countries), most); n >= 0; n-- {
		s := strings.Join(countries[:n], " ")
		if more := len(countries) - n; more > 0 {
			s = strings.TrimSpace(s + " +" + strconv.Itoa(more))
		}
		if draw.Width(s) <= room {
			return s
		}
	}
	return ""
}
