package derived

import (
	"context"
	"strconv"

	"dateline/news"
	"dateline/store/packed"
)

// ScanHeadline reads a row of a list, and its place in it: the rank and the label of its story
// or event. The columns are that label, the ids of story, event and feed, outlet, title,
// address, time, countries, outlets, origins and stories of the event, by how many outlets it
// grew, how many are unread, whether it is starred and noted, flags and rank.
func ScanHeadline(r packed.Row) (h news.Headline, rank, n int64, err error) {
	var at, flags int64
	var countries string
	var grown int
	err = r.Scan(&n, &h.Story, &h.Event, &h.Feed, &h.Outlet, &h.Title, &h.URL, &at, &countries,
		&h.Outlets, &h.Origins, &h.Stories, &grown, &h.Unread, &h.Starred, &h.Noted, &flags, &rank)
	h.Time = packed.FromMillis(at)
	h.Flags = news.Flag(flags)
	h.Countries = CountryCodes(countries)
	h.Grown = max(grown, 0)
	h.Cursor = news.Cursor{Rank: rank, ID: strconv.FormatInt(n, 10)}
	return h, rank, n, err
}

// CursorPlace is the place of a cursor: (rank, n); start says that there is none.
func CursorPlace(c news.Cursor) (rank, n int64, start bool) {
	if c == (news.Cursor{}) {
		return 0, 0, true
	}
	n, _ = strconv.ParseInt(c.ID, 10, 64) // a foreign cursor stands before its equals
	return c.Rank, n, false
}

// Part says which rows of a part of a list by relevance are read: all, or those behind a
// cursor.
type Part struct {
	Rank, N int64
	Whole   bool
	Limit   int
}

// ReadParts reads the rows of a page of a list by relevance and one more: those with a score,
// then the rest, whose score is 0, in the direction that is asked for.
func ReadParts[R any](ctx context.Context, q news.ListQuery, scored, rest func(context.Context, Part) ([]R, error)) (all []R, err error) {
	parts := []func(context.Context, Part) ([]R, error){scored, rest}
	rank, n, start := CursorPlace(q.After)
	first := 0
	if q.Backward && start || !start && rank == 0 {
		first = 1
	}
	step := 1
	if q.Backward {
		step = -1
	}
	for i := first; i >= 0 && i < len(parts) && len(all) <= q.Limit; i += step {
		rows, err := parts[i](ctx, Part{Rank: rank, N: n, Whole: start || i != first, Limit: q.Limit + 1 - len(all)})
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}
