package list

func (l *List) replace(rows []*Row, up, down bool) {
	l.Rows, l.moreUp, l.more = rows, up, down
	l.Fresh = 0
}

// merge shows the list as it is now with the same row selected: on the same line of the
// screen, or lower when the list was at its top and the new rows show above it.
// Before the reader has taken a place, that is the first row.
func (l *List) merge(rows []*Row, more bool) {
	key, above := "", l.Sel-l.top
	if r := l.Selected(); r != nil {
		key = l.key(&r.Headline)
	}
	l.replace(rows, false, more)
	if !l.touched {
		l.Sel, l.top = 0, 0
		return
	}
	l.Sel = min(l.Sel, max(len(rows)-1, 0))
	for i, r := range rows {
		if l.key(&r.Headline) == key {
			l.Sel = i
			break
		}
	}
	if l.top > 0 {
		l.top = max(l.Sel-above, 0)
	}
}

func (l *List) append(rows []*Row, more bool) {
	l.Rows = append(l.Rows, l.unknown(rows)...)
	l.more = more
	if over := len(l.Rows) - keepRows; over > 0 && l.Sel > over+ahead {
		l.Rows = append([]*Row(nil), l.Rows[over:]...)
		l.Sel, l.top, l.moreUp = l.Sel-over, max(l.top-over, 0), true
	}
}

func (l *List) prepend(rows []*Row, more bool) {
	rows = l.unknown(rows)
	l.Rows = append(rows, l.Rows...)
	l.Sel, l.top, l.moreUp = l.Sel+len(rows), l.top+len(rows), more
	if len(l.Rows) > keepRows && l.Sel < keepRows-ahead {
		l.Rows, l.more = l.Rows[:keepRows], true
	}
}

// unknown leaves out the rows that are there already: a list changes between pages.
func (l *List) unknown(rows []*Row) []*Row {
	have := make(map[string]bool, len(l.Rows))
	for _, r := range l.Rows {
		have[l.key(&r.Headline)] = true
	}
	kept := rows[:0]
	for _, r := range rows {
		if !have[l.key(&r.Headline)] {
			kept = append(kept, r)
		}
	}
	return kept
}

// renew brings known rows up to date where they stand; new ones wait to be asked for.
func (l *List) renew(rows []*Row) {
	now := make(map[string]*Row, len(rows))
	for _, r := range rows {
		now[l.key(&r.Headline)] = r
	}
	for i, r := range l.Rows {
		if n := now[l.key(&r.Headline)]; n != nil {
			n.Cursor = r.Cursor
			l.Rows[i] = n
		}
	}
}
