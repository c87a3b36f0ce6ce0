package list

import "dateline/ui/page"

// MoveBy moves the selection by n rows.
func (l *List) MoveBy(n int) page.Intent { return page.Moved{Changed: l.Move(n)} }

// MoveScreens moves the selection by half or whole screens.
func (l *List) MoveScreens(half bool, n int) page.Intent {
	return page.Moved{Changed: l.Pages(half, n)}
}

// MoveToTop moves to the first row, and asks for it when it is not loaded.
func (l *List) MoveToTop() page.Intent {
	if l.owed = 0; l.Fresh > 0 || l.moreUp {
		return l.Load(ToStart)
	}
	return page.Moved{Changed: l.MoveTo(0)}
}

// MoveToBottom moves to the last row, and asks for it when it is not loaded.
func (l *List) MoveToBottom() page.Intent {
	if l.owed = 0; l.more {
		return l.Load(toEnd)
	}
	return page.Moved{Changed: l.MoveTo(len(l.Rows) - 1)}
}
