package related

import "dateline/ui/page"

// MoveBy moves the cursor by n headlines.
func (r *Pane) MoveBy(n int) page.Intent { r.Move(n); return nil }

// MoveScreens moves the cursor by about a screen, also where half of one was asked for.
func (r *Pane) MoveScreens(_ bool, n int) page.Intent { r.Move(n * max(r.h/6, 1)); return nil }

// MoveToTop goes to the first headline.
func (r *Pane) MoveToTop() page.Intent { r.Sel = 0; return nil }

// MoveToBottom goes to the last headline.
func (r *Pane) MoveToBottom() page.Intent { r.Move(page.WholeList); return nil }
