package list

import (
	"strconv"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
)

// columns are the cells of what stands before the headline, the same in all rows on the
// screen; 0 where none of them has it or there is no room.
type columns struct{ stamp, codes, who int }

// The cells of columns.
const (
	clockCells  = 5
	dateCells   = 6  // "25 Apr"
	codeCells   = 6  // "PRK +2"
	codesCells  = 10 // "PRK RUS +2"
	aboutCells  = 14 // "PRK RUS CHN +2"
	outletCell  = 14
	outletCells = 16
)

// onScreen are the rows that may show.
func (l *List) onScreen() []*Row { return l.Rows[l.top:min(l.top+l.h, len(l.Rows))] }

// lineUp finds the columns for the rows on the screen.
func (l *List) lineUp() columns {
	if l.InUse() == OneLine {
		return l.lineUpOne()
	}
	var c columns
	for _, r := range l.onScreen() {
		c.stamp = max(c.stamp, draw.Width(l.Stamp(r.Time)))
	}
	room := l.w - c.stamp - 21 // for the outlet and for marks
	for _, r := range l.onScreen() {
		c.codes = max(c.codes, draw.Width(codes(r.Countries, min(room, aboutCells), 3)))
	}
	return c
}

// lineUpOne finds those of rows of one line. A narrow one has the numbers of outlets and
// origins only: beside the clock they leave the headline most of the row.
func (l *List) lineUpOne() columns {
	c := columns{stamp: clockCells}
	located, shared := false, 0
	for _, r := range l.onScreen() {
		if draw.Width(l.shortStamp(r.Time)) > clockCells {
			c.stamp = dateCells
		}
		located = located || len(r.Countries) > 0
		if l.shared(r) {
			shared = max(shared, len(l.who(r)))
		}
	}
	switch {
	case l.w < rowsCounts:
	case l.w < wideRows:
		c.who = shared
	case l.w < rowsCodes:
		c.who = l.widestWho(outletCell)
	default:
		c.who = l.widestWho(outletCells)
	}
	switch {
	case !located || l.w < rowsCode:
	case l.w < rowsCodes:
		c.codes = codeCells
	default:
		c.codes = codesCells
	}
	return c
}

// widestWho is the width of the widest outlet of the rows that are loaded, or a limit: it
// stays as one scrolls.
func (l *List) widestWho(limit int) int {
	w := 0
	for _, r := range l.Rows {
		if w = max(w, draw.Width(l.whoGrown(r))); w >= limit {
			return limit
		}
	}
	return w
}

// lead is what stands before the headline of a row of one line, in columns.
func (l *List) lead(r *Row) string {
	var b strings.Builder
	column := func(s string, w int) {
		if w == 0 {
			return
		}
		s = draw.Clip(s, w, l.Glyphs.Ellipsis)
		b.WriteString(s)
		draw.Pad(&b, w-draw.Width(s)+1)
	}
	c := r.cols
	column(l.shortStamp(r.Time), c.stamp)
	column(codes(r.Countries, c.codes, 2), c.codes)
	if l.w >= wideRows || l.shared(r) {
		column(l.ASCIICells(l.whoGrown(r)), c.who)
	} else {
		column("", c.who)
	}
	return b.String()
}

// whoGrown is who carries a row, with how many outlets came since one last looked where
// there is room.
func (l *List) whoGrown(r *Row) string {
	who := l.who(r)
	if l.shared(r) && r.Grown > 0 && l.w >= wideRows {
		who += " +" + strconv.Itoa(r.Grown)
	}
	return who
}

// shared reports whether a row stands for what several outlets carry.
func (l *List) shared(r *Row) bool { return l.order == news.Top && r.Outlets > 1 }

// who names the outlet of a row, or says how many outlets and origins its event has.
func (l *List) who(r *Row) string {
	if l.shared(r) {
		return strconv.Itoa(r.Outlets) + "/" + strconv.Itoa(r.Origins)
	}
	return r.Outlet
}

// about is the text of a row's first line: when, up to three countries, and who carries
// it. Of countries that have no room their number is told.
func (l *List) about(r *Row) string {
	var b strings.Builder
	stamp := l.Stamp(r.Time)
	b.WriteString(stamp)
	draw.Pad(&b, r.cols.stamp-draw.Width(stamp))
	if r.cols.codes > 0 {
		b.WriteByte(' ')
		draw.Fit(&b, codes(r.Countries, r.cols.codes, 3), r.cols.codes, "")
	}
	b.WriteString("  " + l.ASCIICells(l.who(r)))
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
