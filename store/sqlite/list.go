package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"dateline/news"
	"dateline/store/derived"
)

// maxPage bounds a page, whatever was asked.
const maxPage = 1000

// Headlines returns a run of rows of a view that match its query.
//
// Wire is newest first by Story.Time, the later filed first among equals. Top is
// by rank (see rank). A query in Top shows the events of the newest topWindow
// stories that match and are not newer than the cursor. Relevance (ByRank) orders
// the newest rankWindow stories that match; those that a query finds without its words
// come after them, newest first.
func (s *Store) Headlines(ctx context.Context, q news.ListQuery) (news.Page, error) {
	q.Limit = min(max(q.Limit, 1), maxPage)
	page, err := s.headlines(ctx, q)
	if err != nil {
		return news.Page{}, fmt.Errorf("list %s: %w", q.View, s.plain(err))
	}
	return page, nil
}

func (s *Store) headlines(ctx context.Context, q news.ListQuery) (news.Page, error) {
	u, err := s.user(ctx, q.User)
	if err != nil {
		return news.Page{}, err
	}
	if q.View == news.Top && q.Query.Expr == nil {
		lacks, err := s.lacks(ctx, u)
		if err != nil {
			return news.Page{}, err
		}
		return s.topPage(ctx, q, &plan{args: []any{u}, lacks: lacks}, "event v")
	}
	p, err := s.plan(ctx, u, q.Query)
	if err != nil {
		return news.Page{}, err
	}
	switch {
	case q.View == news.Top && p.manyUnread && onlyUnread(q.Query):
		return s.topUnread(ctx, q, &plan{args: []any{u}, lacks: p.lacks})
	case q.View == news.Top:
		return s.topSearch(ctx, q, p)
	case q.ByRank:
		return s.rankedPage(ctx, q, p)
	}
	return s.wirePage(ctx, q, p)
}

// Columns of a row. ?1 is the user.
const (
	grownColumn = `v.outlets - coalesce((SELECT outlets FROM looked WHERE user = ?1 AND event = v.n), v.outlets)`

	wireColumns = `s.n, s.id, v.id, f.id, s.outlet, s.title, s.url, s.time, p.countries, v.outlets, v.origins, v.stories,
		` + grownColumn + `, EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = s.n),
		EXISTS (SELECT 1 FROM mark WHERE user = ?1 AND story = s.n AND starred <> 0),
		EXISTS (SELECT 1 FROM note x WHERE x.story = s.id AND ` + seenNote + `), s.flags | p.flags, s.time`
	wireJoins = ` CROSS JOIN place p ON p.story = s.n CROSS JOIN event v ON v.n = p.event CROSS JOIN feed f ON f.n = s.feed `

	topColumns = `v.n, s.id, v.id, f.id, s.outlet, s.title, s.url, v.last, v.countries, v.outlets, v.origins, v.stories,
		` + grownColumn + `, (SELECT count(*) FROM place p CROSS JOIN unread u ON u.user = ?1 AND u.story = p.story WHERE p.event = v.n),
		EXISTS (SELECT 1 FROM place p CROSS JOIN mark m ON m.user = ?1 AND m.story = p.story WHERE p.event = v.n AND m.starred <> 0),
		EXISTS (SELECT 1 FROM note) AND EXISTS (SELECT 1 FROM place p CROSS JOIN story o ON o.n = p.story CROSS JOIN note x ON x.story = o.id WHERE p.event = v.n AND ` + seenNote + `), v.flags, v.rank`
	topJoins = ` CROSS JOIN story s ON s.n = v.lead CROSS JOIN feed f ON f.n = s.feed `
)

// row is a headline with its place in the list.
type row struct {
	news.Headline
	rank, n int64
}

func scanRow(r *sql.Rows) (w row, err error) {
	w.Headline, w.rank, w.n, err = derived.ScanHeadline(r)
	return w, err
}

// newer orders rows as lists show them.
func newer(a, b row) int {
	return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.n, a.n))
}

// wirePage reads rows in the order of labels, which is that of time but for steps
// back of at most spill seconds. So it reads on until no row to come can belong
// before the last one of the page.
func (s *Store) wirePage(ctx context.Context, q news.ListQuery, p *plan) (news.Page, error) {
	var spill int64
	if err := s.read.QueryRowContext(ctx, `SELECT spill FROM tick`).Scan(&spill); err != nil {
		return news.Page{}, err
	}
	w := window{limit: q.Limit, backward: q.Backward, spill: spill}
	w.rank, w.n, w.start = derived.CursorPlace(q.After)
	lo, hi := p.labels(spill)
	if !w.start && !q.Backward {
		hi = min(hi, floorSeconds(w.rank))
	} else if !w.start {
		lo = max(lo, floorSeconds(w.rank)-spill)
	}
	rows, err := s.read.QueryContext(ctx, p.selectRows(lo, hi, q.Backward), p.args...)
	if err != nil {
		return news.Page{}, err
	}
	defer rows.Close()
	for rows.Next() {
		r, err := scanRow(rows)
		if err != nil {
			return news.Page{}, err
		}
		if !w.take(r) {
			break
		}
	}
	return w.page(), rows.Err()
}

// selectRows writes the SELECT of Wire rows with labels from lo to hi.
func (p *plan) selectRows(lo, hi int64, backward bool) string {
	order := " DESC"
	if backward {
		order = ""
	}
	return "SELECT " + wireColumns + " FROM " + p.rows() + wireJoins + " WHERE " + p.conditions(lo, hi) + " ORDER BY " + p.label + order
}

// window gathers the rows of a page from rows that come nearly in order.
type window struct {
	rows     []row // in list order, or against it when backward; one more than limit says More
	limit    int
	backward bool
	spill    int64
	rank, n  int64 // of the cursor
	start    bool
}

// before orders rows as they come: list order, or against it when backward.
func (w *window) before(a, b row) int {
	if w.backward {
		return newer(b, a)
	}
	return newer(a, b)
}

// take adds a row and reports whether more are needed.
func (w *window) take(r row) bool {
	if len(w.rows) > w.limit && w.settled(r) {
		return false
	}
	if !w.start && w.before(row{rank: w.rank, n: w.n}, r) >= 0 {
		return true
	}
	i, _ := slices.BinarySearchFunc(w.rows, r, w.before)
	w.rows = slices.Insert(w.rows, i, r)
	if len(w.rows) > w.limit+1 {
		w.rows = w.rows[:w.limit+1]
	}
	return true
}

// settled reports whether neither r nor any row after it can belong to the page.
func (w *window) settled(r row) bool {
	last := floorSeconds(w.rows[w.limit].rank)
	if w.backward {
		return r.n > last
	}
	return r.n+w.spill < last
}

func (w *window) page() news.Page {
	var p news.Page
	if len(w.rows) > w.limit {
		p.More = true
		w.rows = w.rows[:w.limit]
	}
	if w.backward {
		slices.Reverse(w.rows)
	}
	for _, r := range w.rows {
		p.Rows = append(p.Rows, r.Headline)
	}
	return p
}

// sortedPage runs a SELECT whose rows stand exactly by (rank, n), which are the
// expressions key[0] and key[1], and which ends in a WHERE.
func (s *Store) sortedPage(ctx context.Context, q news.ListQuery, p *plan, key [2]string, query string) (news.Page, error) {
	compare, order := " < ", fmt.Sprintf(" ORDER BY %s DESC, %s DESC", key[0], key[1])
	if q.Backward {
		compare, order = " > ", fmt.Sprintf(" ORDER BY %s, %s", key[0], key[1])
	}
	if rank, n, start := derived.CursorPlace(q.After); !start {
		query += fmt.Sprintf(" AND (%s, %s)%s(%s, %s)", key[0], key[1], compare, p.Bind(rank), p.Bind(n))
	}
	rows, err := s.read.QueryContext(ctx, query+order+" LIMIT "+strconv.Itoa(q.Limit+1), p.args...)
	if err != nil {
		return news.Page{}, err
	}
	w := window{limit: q.Limit, backward: q.Backward}
	err = eachRow(rows, func(r *sql.Rows) error {
		t, err := scanRow(r)
		w.rows = append(w.rows, t)
		return err
	})
	return w.page(), err
}

// topPage reads events, of all or of a subquery, off their rank.
func (s *Store) topPage(ctx context.Context, q news.ListQuery, p *plan, from string) (news.Page, error) {
	return s.sortedPage(ctx, q, p, [2]string{"v.rank", "v.n"}, "SELECT "+topColumns+" FROM "+from+topOf(p.lacks)+" WHERE v.stories > 0")
}

// onlyUnread reports whether a query is is:unread and no more.
func onlyUnread(q news.Query) bool {
	t, ok := q.Expr.(*news.Term)
	return ok && t.Field == news.FieldIs && t.Value == "unread"
}

// topUnread reads events off their rank and leaves out those that are read: the
// way to go while many are not.
func (s *Store) topUnread(ctx context.Context, q news.ListQuery, p *plan) (news.Page, error) {
	return s.sortedPage(ctx, q, p, [2]string{"v.rank", "v.n"}, "SELECT "+topColumns+" FROM event v"+topOf(p.lacks)+
		" WHERE v.stories > 0 AND EXISTS (SELECT 1 FROM place p CROSS JOIN unread u ON u.user = ?1 AND u.story = p.story WHERE p.event = v.n)")
}

// topWindow is how many matching stories are looked at for a page of events.
const topWindow = 2000

// topSearch lists the events of matching stories. No story of an event is newer
// than its rank, so that a page after a cursor looks at older stories only.
func (s *Store) topSearch(ctx context.Context, q news.ListQuery, p *plan) (news.Page, error) {
	var spill int64
	if err := s.read.QueryRowContext(ctx, `SELECT spill FROM tick`).Scan(&spill); err != nil {
		return news.Page{}, err
	}
	lo, hi := p.labels(spill)
	if q.After != (news.Cursor{}) && !q.Backward {
		hi = min(hi, floorSeconds(q.After.Rank))
	}
	return s.topPage(ctx, q, p, p.matchingEvents(lo, hi))
}

// matchingEvents writes the FROM of the events v of the newest topWindow stories
// that match.
func (p *plan) matchingEvents(lo, hi int64) string {
	return "(SELECT DISTINCT event FROM (SELECT p.event FROM " + p.rows() + " CROSS JOIN place p ON p.story = s.n WHERE " +
		p.conditions(lo, hi) + " ORDER BY " + p.label + " DESC LIMIT " + strconv.Itoa(topWindow) + ")) h CROSS JOIN event v ON v.n = h.event"
}

// Counts counts the stories that match.
func (s *Store) Counts(ctx context.Context, user news.User, q news.Query) (news.Counts, error) {
	c, err := s.counts(ctx, user, q)
	if err != nil {
		return c, fmt.Errorf("count: %w", s.plain(err))
	}
	return c, nil
}

func (s *Store) counts(ctx context.Context, user news.User, q news.Query) (news.Counts, error) {
	var c news.Counts
	u, err := s.user(ctx, user)
	if err != nil {
		return c, err
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return c, err
	}
	if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM feed f WHERE ?1 = ?1 AND removed = 0`+p.seenFeeds(), u).Scan(&c.Feeds); err != nil {
		return c, err
	}
	if q.Expr == nil {
		err = s.read.QueryRowContext(ctx, `SELECT (SELECT coalesce(sum(stories), 0) FROM tally WHERE user = 0) - (SELECT count(*) FROM story WHERE hidden <> 0)`+p.unseenCount()+`,
			(SELECT coalesce(sum(stories), 0) FROM tally WHERE user = ?1)`, u).Scan(&c.Stories, &c.Unread)
		return c, err
	}
	spill := s.spill(ctx)
	if err = s.read.QueryRowContext(ctx, p.countRows(spill), p.args...).Scan(&c.Stories); err != nil {
		return c, err
	}
	if c.Unread = c.Stories; p.driver == "unread u" {
		return c, nil
	}
	err = s.read.QueryRowContext(ctx, p.countUnread(spill), p.args...).Scan(&c.Unread)
	c.UnreadMore = c.Stories > unreadWindow && c.Unread > 0
	return c, err
}

// unreadWindow is how many of the newest matching stories are looked at to count those
// that are unread: each costs a look-up, and past some thousand nobody counts.
const unreadWindow = 10_000

// counting returns what counts stories: labels only where that is enough.
func (p *plan) counting(spill int64) bare {
	if b, ok := p.bare(spill); ok {
		return b
	}
	lo, hi := p.labels(spill)
	return bare{p.rows(), p.label, p.conditions(lo, hi)}
}

// countRows writes the SELECT of how many stories match.
func (p *plan) countRows(spill int64) string {
	b := p.counting(spill)
	return "SELECT count(*) FROM " + b.from + " WHERE ?1 = ?1 AND " + b.where
}

// countUnread writes the SELECT of how many of the newest of them are unread.
func (p *plan) countUnread(spill int64) string {
	b := p.counting(spill)
	return "SELECT count(*) FROM (SELECT " + b.label + " AS n FROM " + b.from + " WHERE " + b.where + " ORDER BY " + b.label + " DESC LIMIT " + strconv.Itoa(unreadWindow) +
		") x WHERE EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = x.n)"
}
