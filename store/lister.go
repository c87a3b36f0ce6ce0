package store

import (
	"context"
	"time"

	"dateline/news"
)

// Lister is the part of a Store that answers queries: rows of a view and counts of them.
type Lister interface {
	// Headlines returns a run of rows of a view that match its query. Wire is newest
	// first; Top has one row for each event with a story that matches. Ages in a
	// query that nobody resolved count from the store's own clock. Words, names and
	// claims are found once a story is annotated; state, source and time at once.
	Headlines(ctx context.Context, q news.ListQuery) (news.Page, error)
	// Counts counts the stories that match.
	Counts(ctx context.Context, user news.User, q news.Query) (news.Counts, error)
	// Values returns what a field may be given that names something: outlets, tags and
	// languages of the feeds, what countries and agencies are called and their codes, and
	// units of figures, in any order. Fields whose values are not known have none.
	Values(ctx context.Context, user news.User, field news.TermField) ([]string, error)
	// Timeline counts the stories that match by when they came: slot i holds those with
	// from+i*step <= Story.Time < from+(i+1)*step. step is whole milliseconds.
	Timeline(ctx context.Context, user news.User, q news.Query, from time.Time, step time.Duration, slots int) ([]int, error)
	// Countries counts the stories that match by the countries that they name (the six
	// they name most), most first, then by code.
	Countries(ctx context.Context, user news.User, q news.Query) ([]news.CountryCount, error)
	// Changes returns the stories that changed after since, the newest change first, up
	// to limit: those with a newer version, and corrections and withdrawals that came as
	// stories of their own. Was is the version that stood at since, or the first one of
	// a story that came later; its N is 0 where none is kept. Nothing is compared yet.
	Changes(ctx context.Context, user news.User, since time.Time, limit int) ([]news.Revision, error)
}
