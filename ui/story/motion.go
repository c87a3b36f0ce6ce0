package story

import "dateline/ui/page"

// MoveBy scrolls by n lines.
func (s *Pane) MoveBy(n int) page.Intent { s.Scroll(n); return nil }

// MoveScreens scrolls by half or whole screens.
func (s *Pane) MoveScreens(half bool, n int) page.Intent { s.Pages(half, n); return nil }

// MoveToTop goes to the headline.
func (s *Pane) MoveToTop() page.Intent { s.Top = 0; return nil }

// MoveToBottom goes to the end.
func (s *Pane) MoveToBottom() page.Intent { s.Scroll(page.WholeList); return nil }
