package list

import "dateline/ui/page"

// Move changes the selection by n rows and reports whether it changed. Rows that are
// not loaded yet are owed: no key is lost to a slow store.
func (l *List) Move(n int) bool {
	to := l.Sel + l.owed + n
	changed := l.MoveTo(to)
	switch {
	case !l.loaded:
		l.owed = max(to, 0)
	case to >= len(l.Rows) && l.more:
		l.owed = to - (len(l.Rows) - 1)
	case to < 0 && l.moreUp:
		l.owed = to
	}
	return changed
}

func (l *List) MoveTo(i int) bool {
	l.touched, l.owed = true, 0
	i = max(min(i, len(l.Rows)-1), 0)
	changed := i != l.Sel
	l.Sel = i
	return changed
}

// Pages moves by n halves of the screen, or by n whole ones.
func (l *List) Pages(half bool, n int) (moved bool) {
	dir := 1
	if n < 0 {
		dir, n = -1, -n
	}
	for range min(n, 1000) {
		moved = l.page(half, dir) || moved
	}
	return moved
}

// page moves by a share of the screen.
func (l *List) page(half bool, dir int) bool {
	lines := max(l.h-1, 1)
	if half {
		lines = max(l.h/2, 1)
	}
	i := l.Sel
	for used := 0; i >= 0 && i < len(l.Rows); i += dir {
		if used += l.Height(i); used > lines {
			break
		}
	}
	if i == l.Sel {
		i += dir
	}
	return l.MoveTo(i)
}

// Unread finds the next row in a direction that has something unread. Where rows are
// left that are not loaded yet, the search goes on when they come: it waits.
func (l *List) Unread(dir int) (found, waits bool) {
	l.seeking = 0
	for i := l.Sel + dir; i >= 0 && i < len(l.Rows); i += dir {
		if l.Rows[i].Unread > 0 {
			l.MoveTo(i)
			return true, false
		}
	}
	if dir > 0 && l.more || dir < 0 && l.moreUp {
		l.seeking = dir
	}
	return false, l.seeking != 0
}

// Target is the selected row, ok false when there is none.
func (l *List) Target() (t page.Target, ok bool) {
	r := l.Selected()
	if r == nil {
		return t, false
	}
	return page.Target{Story: r.Story, Event: r.Event, URL: r.URL, Title: r.Title, Feed: r.Feed, Name: r.Outlet}, true
}

// Touch notes that the reader has taken a place in the list.
func (l *List) Touch() { l.touched = true }

// At returns the row drawn on line y of the pane, -1 for none.
func (l *List) At(y int) int {
	for i := l.top; i < len(l.Rows); i++ {
		if y -= l.Height(i); y < 0 {
			return i
		}
	}
	return -1
}

// scroll moves the window so that the selected row is wholly in it.
func (l *List) scroll() {
	if len(l.Rows) == 0 {
		l.top = 0
		return
	}
	l.Sel = max(min(l.Sel, len(l.Rows)-1), 0)
	l.top = max(min(l.top, l.Sel), 0)
	used := 0
	for i := l.Sel; i >= l.top; i-- {
		if used += l.Height(i); used > l.h {
			l.top = min(i+1, l.Sel)
			return
		}
	}
}
