package desk

import (
	"context"
	"fmt"

	"dateline/claims"
	"dateline/news"
	"dateline/related"
)

// MostRead is how many stories a ledger or a table of figures is made of at most; the
// newest are read.
const MostRead = 300

// Claims returns who says what in the stories of a scope. Of a query the by: and
// claim: terms choose among the claims as well.
func (d *Desk) Claims(ctx context.Context, s news.Scope) (news.Ledger, error) {
	fs, x, err := d.scope(ctx, s)
	if err != nil {
		return news.Ledger{}, fmt.Errorf("read claims: %w", err)
	}
	l := news.Ledger{Extent: x}
	switch {
	case s.Entity.Name == "" || s.Side == news.AnySide:
		l.Speakers = claims.Ledger(fs, s.Query)
	case s.Side == news.BySide:
		l.Speakers = claims.By(fs, s.Entity)
	default:
		l.Speakers = claims.About(fs, s.Entity)
	}
	return l, nil
}

// Figures returns what the stories of a scope count.
func (d *Desk) Figures(ctx context.Context, s news.Scope) (news.FigureTable, error) {
	fs, x, err := d.scope(ctx, s)
	if err != nil {
		return news.FigureTable{}, fmt.Errorf("read figures: %w", err)
	}
	return news.FigureTable{Extent: x, Counts: related.Figures(fs)}, nil
}

// scope reads the stories of a scope, at most MostRead of them.
func (d *Desk) scope(ctx context.Context, s news.Scope) (fs []news.Filing, x news.Extent, err error) {
	switch {
	case s.Story != "":
		var f news.Filing
		f, err = d.filing(ctx, s.Story)
		fs = []news.Filing{f}
	case s.Event != "":
		if fs, err = d.o.Store.Event(ctx, d.user, s.Event, MostRead+1); len(fs) > MostRead {
			fs, x.Cut, err = d.matching(ctx, news.Query{Expr: &news.Term{Field: news.FieldEvent, Value: string(s.Event)}})
		}
	case s.Entity.Name != "":
		fs, x.Cut, err = d.matching(ctx, s.Entity.Claimed(s.Side))
	default:
		fs, x.Cut, err = d.matching(ctx, s.Query)
	}
	if err != nil {
		return nil, x, err
	}
	x = extentOf(fs, x.Cut)
	if len(fs) > 0 && (s.Story != "" || s.Event != "") {
		x.Title = fs[0].Story.Title
	}
	return fs, x, nil
}

func extentOf(fs []news.Filing, cut bool) news.Extent {
	outlets := map[string]bool{}
	for i := range fs {
		outlets[fs[i].Story.Outlet] = true
	}
	return news.Extent{Stories: len(fs), Outlets: len(outlets), Cut: cut}
}

// matching returns the newest stories that match, and whether there are more.
func (d *Desk) matching(ctx context.Context, q news.Query) ([]news.Filing, bool, error) {
	page, err := d.Headlines(ctx, news.ListQuery{View: news.Wire, Query: q, Limit: MostRead})
	if err != nil {
		return nil, false, err
	}
	fs, err := d.stories(ctx, page)
	return fs, page.More, err
}

// stories reads the stories of a page's rows.
func (d *Desk) stories(ctx context.Context, page news.Page) ([]news.Filing, error) {
	ids := make([]news.StoryID, len(page.Rows))
	for i := range page.Rows {
		ids[i] = page.Rows[i].Story
	}
	return d.o.Store.Stories(ctx, d.user, ids)
}
