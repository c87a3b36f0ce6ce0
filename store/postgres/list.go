package postgres

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
)

// maxPage bounds a page, whatever was asked.
const maxPage = 1000

// Headlines returns a run of rows of a view that match its query.
//
// Wire is newest first by Story.Time, the later filed last among equals. Top is
// by rank (see derived.Rank). A query in Top shows the events of the newest topWindow
// stories that match and are not newer than the cursor. Relevance (ByRank) orders
// the newest rankWindow stories that match; those that a query finds without its words
// come after them, newest first.
func (s *Store) Headlines(ctx context.Context, q news.ListQuery) (page news.Page, err error) {
	q.Limit = min(max(q.Limit, 1), maxPage)
	err = s.readingOf(ctx, q.User, fmt.Sprintf("list %s", q.View), func(ctx context.Context, s *Store) error {
		page, err = s.headlines(ctx, q)
		return err
	})
	return page, err
}

func (s *Store) headlines(ctx context.Context, q news.ListQuery) (news.Page, error) {
	u, v, err := s.userSight(ctx, q.User)
	if err != nil {
		return news.Page{}, err
	}
	if q.View == news.Top && q.Query.Expr == nil {
		return s.topPage(ctx, q, u, v, nil)
	}
	p, err := s.plan(ctx, u, q.Query)
	if err != nil {
		return news.Page{}, err
	}
	switch {
	case q.View == news.Top:
		return s.topSearch(ctx, q, u, p)
	case q.ByRank:
		return s.rankedPage(ctx, q, u, p)
	}
	return s.wirePage(ctx, q, u, p)
}

// Columns of a row. $1 is the user.
const (
	grownColumn = `v.outlets - coalesce((SELECT outlets FROM looked WHERE usr = $1 AND event = v.n), v.outlets)`

	wireColumnsOf = `s.n, s.id, v.id, f.id, s.outlet, s.title, s.url, s.time, s.countries, v.outlets, v.origins, v.stories,
		` + grownColumn + `, (UNREAD)::int, coalesce(m.starred, 0) <> 0,
		EXISTS (SELECT 1 FROM note x WHERE x.story = s.id AND ` + seenNote + `), s.flags | s.found, `
	wireJoins = withMarks + ` JOIN event v ON v.n = s.event JOIN feed f ON f.n = s.feed `

	// ofEvent are the visible stories o of event v with the user's marks m, between the
	// labels that they have.
	ofEvent    = ` FROM story s` + withMarks + ` WHERE s.event = v.n AND NOT s.hidden AND s.n >= v.first << 16 AND s.n <= (v.last << 16 | 65535)`
	topColumns = `v.n, s.id, v.id, f.id, s.outlet, s.title, s.url, v.last, v.countries, v.outlets, v.origins, v.stories,
		` + grownColumn + `, o.unread, o.starred, o.noted, v.flags, v.rank`
	topJoinsOf = ` JOIN feed f ON f.n = s.feed
		CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE UNREAD)::int AS unread, coalesce(bool_or(m.starred <> 0), false) AS starred,
			coalesce(bool_or(EXISTS (SELECT 1 FROM note x WHERE x.story = s.id AND ` + seenNote + `)), false) AS noted` + ofEvent + `) o `
)

// wireColumns are the columns of a row as a user sees it, but for its rank.
func (v sight) wireColumns() string { return strings.Replace(wireColumnsOf, "UNREAD", v.unread(), 1) }

// topJoins join what a row of Top is made of to event v: the story that stands for it, or
// the first one that the user sees.
func (v sight) topJoins() string {
	lead := ` JOIN story s ON s.n = v.lead`
	if v.lacks() {
		lead = ` JOIN LATERAL (SELECT s.* FROM story s WHERE s.event = v.n AND NOT s.hidden AND ` + v.seen() + ` ORDER BY s.n <> v.lead, s.n LIMIT 1) s ON true`
	}
	return lead + strings.Replace(topJoinsOf, "UNREAD", v.unread(), 1)
}

// row is a headline with its place in the list.
type row struct {
	news.Headline
	rank, n int64
}

func scanRow(r pgx.Rows) (w row, err error) {
	w.Headline, w.rank, w.n, err = derived.ScanHeadline(r)
	return w, err
}

// rows reads rows of a query.
func (s *Store) rows(ctx context.Context, query string, args ...any) (all []row, err error) {
	rows, err := s.query(ctx, query, args...)
	err = eachRow(rows, err, func(r pgx.Rows) error {
		w, err := scanRow(r)
		all = append(all, w)
		return err
	})
	return all, err
}

// pageOf makes a page of rows that came in the direction asked for, one more than its
// limit when there are more.
func pageOf(rows []row, q news.ListQuery) (p news.Page) {
	if len(rows) > q.Limit {
		p.More = true
		rows = rows[:q.Limit]
	}
	if q.Backward {
		slices.Reverse(rows)
	}
	for _, r := range rows {
		p.Rows = append(p.Rows, r.Headline)
	}
	return p
}

// wirePage reads rows in the order of labels.
func (s *Store) wirePage(ctx context.Context, q news.ListQuery, u int, p *plan) (news.Page, error) {
	in := p.labels()
	if rank, n, start := derived.CursorPlace(q.After); !start {
		if n == 0 {
			n = firstLabel(rank)
		}
		in = in.behind(n, q.Backward)
	}
	limit := q.Limit + 1
	if onlyIs(q.Query, "unread") { // what there is ends the search, not the oldest story
		left, err := s.unreadOf(ctx, u, p.sight)
		if err != nil {
			return news.Page{}, err
		}
		limit = min(limit, left)
	}
	labels, err := s.gather(ctx, p, in, limit, q.Backward)
	if err != nil || len(labels) == 0 {
		return news.Page{}, err
	}
	rows, err := s.rows(ctx, `SELECT `+p.wireColumns()+`s.time FROM story s`+wireJoins+`WHERE s.n = ANY($2)`, u, labels)
	slices.SortFunc(rows, func(a, b row) int {
		if q.Backward {
			return cmp.Compare(a.n, b.n)
		}
		return cmp.Compare(b.n, a.n)
	})
	return pageOf(rows, q), err
}

// onlyIs reports whether a query is is: with this word and no more.
func onlyIs(q news.Query, word string) bool {
	t, ok := q.Expr.(*news.Term)
	return ok && t.Field == news.FieldIs && t.Value == word
}

// unreadOf counts a user's unread stories by the totals that are kept.
func (s *Store) unreadOf(ctx context.Context, u int, v sight) (n int, err error) {
	_, err = s.row(ctx, `SELECT (SELECT coalesce(sum(fresh), 0) FROM feed_state WHERE `+v.feeds("feed")+`)::bigint
		+ (SELECT coalesce(sum(delta), 0) FROM tally WHERE usr = $1 AND `+v.feeds("feed")+`)::bigint`, []any{u}, &n)
	return n, err
}

// topPage reads events off their rank; of those numbered only when there are any.
func (s *Store) topPage(ctx context.Context, q news.ListQuery, u int, v sight, only []int64) (news.Page, error) {
	args := []any{u}
	where := "v.stories > 0"
	if v.lacks() {
		where += " AND EXISTS (SELECT 1 FROM story s WHERE s.event = v.n AND NOT s.hidden AND " + v.seen() + ")"
	}
	if only != nil {
		args = append(args, only)
		where += " AND v.n = ANY($2)"
	}
	compare, order := " < ", " DESC"
	if q.Backward {
		compare, order = " > ", ""
	}
	if rank, n, start := derived.CursorPlace(q.After); !start {
		where += fmt.Sprintf(" AND (v.rank, v.n)%s($%d::bigint, $%d::bigint)", compare, len(args)+1, len(args)+2)
		args = append(args, rank, n)
	}
	by := fmt.Sprintf(" ORDER BY v.rank%[1]s, v.n%[1]s", order)
	rows, err := s.rows(ctx, "SELECT "+topColumns+" FROM (SELECT * FROM event v WHERE "+where+by+" LIMIT "+strconv.Itoa(q.Limit+1)+") v"+v.topJoins()+by, args...)
	return pageOf(rows, q), err
}

// topWindow is how many matching stories are looked at for a page of events.
const topWindow = 2000

// topSearch lists the events of matching stories. No story of an event is newer
// than its rank, so that a page after a cursor looks at older stories only.
func (s *Store) topSearch(ctx context.Context, q news.ListQuery, u int, p *plan) (news.Page, error) {
	in := p.labels()
	if q.After != (news.Cursor{}) && !q.Backward {
		in.end = min(in.end, lastLabel(q.After.Rank))
	}
	labels, err := s.gather(ctx, p, in, topWindow, false)
	if err != nil || len(labels) == 0 {
		return news.Page{}, err
	}
	events, err := column[int64](ctx, s, `SELECT DISTINCT event FROM story WHERE n = ANY($1)`, labels)
	if err != nil {
		return news.Page{}, err
	}
	return s.topPage(ctx, q, u, p.sight, events)
}

// labels are the bounds of the labels of stories in the plan's time, both of them inside.
func (p *plan) labels() bounds {
	b := bounds{math.MinInt64, math.MaxInt64}
	if p.Since != math.MinInt64 {
		b.first = firstLabel(p.Since - 1) // a crowded millisecond reaches into the one before
	}
	if p.Before != math.MaxInt64 {
		b.end = lastLabel(p.Before)
	}
	return b
}

// behind are the bounds of what comes after a label in a list, or before it.
func (b bounds) behind(n int64, backward bool) bounds {
	if backward {
		b.first = max(b.first, n+1)
	} else {
		b.end = min(b.end, n-1)
	}
	return b
}

// conditions writes the WHERE of the stories that match, between labels.
func (p *plan) conditions(in bounds) string {
	where := append(slices.Clone(p.where), "NOT s.hidden")
	if in.first != math.MinInt64 {
		where = append(where, "s.n >= "+p.Bind(in.first))
	}
	if in.end != math.MaxInt64 {
		where = append(where, "s.n <= "+p.Bind(in.end))
	}
	if p.Since != math.MinInt64 {
		where = append(where, "s.time >= "+p.Bind(p.Since))
	}
	if p.Before != math.MaxInt64 {
		where = append(where, "s.time < "+p.Bind(p.Before))
	}
	if p.lacks() {
		where = append(where, p.seen())
	}
	if len(p.match) > 0 {
		where = append(where, p.matches("("+strings.Join(p.match, ") & (")+")"))
	}
	return strings.Join(where, " AND ")
}

// again is the plan with arguments of its own, to write one more query.
func (p *plan) again() *plan {
	c := *p
	c.args = slices.Clip(p.args)
	return &c
}

const (
	// walk is how many stories are looked at one by one for words before the word index is
	// asked: where one in ten of them is wanted, a page is full by then.
	walk = 2000
	// maxWalk is how many more are looked through at once for what is not so common.
	maxWalk = 200_000
)

// gather finds the labels of up to limit stories that match, in order. For words it first
// looks at the nearest stories one by one, which is all for common words; then among as many
// as hold the rest, going by those; for what is rare it asks the word index, a month after
// the other: left to itself, PostgreSQL may walk all of time for a word that hardly anybody
// writes.
func (s *Store) gather(ctx context.Context, p *plan, in bounds, limit int, backward bool) (found []int64, err error) {
	switch {
	case limit <= 0 || in.first > in.end:
		return nil, nil
	case p.few:
		return s.find(ctx, p, in, limit, backward, true)
	case len(p.match) == 0 && !strings.Contains(strings.Join(p.where, " "), "largest("):
		return s.find(ctx, p, in, limit, backward, false)
	}
	add := func(of bounds) error {
		more, err := s.find(ctx, p, of, limit-len(found), backward, true)
		found = append(found, more...)
		return err
	}
	for seen, next := 0, walk; next > 0 && len(found) < limit && in.first <= in.end; next = wider(len(found), limit, seen) {
		near, rest, err := s.edge(ctx, in, next, backward)
		if err == nil {
			err = add(near)
		}
		if err != nil {
			return nil, err
		}
		in = rest
		seen += next
	}
	for _, part := range s.within(in, backward) {
		if len(found) >= limit {
			break
		}
		if err := add(part); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// wider is how many more stories are looked through when so many of those seen matched; 0
// when what is missing is too rare for that.
func wider(found, limit, seen int) int {
	if found == 0 {
		return 0
	}
	next := walk + (limit-found)*seen/found
	if next > maxWalk {
		return 0
	}
	return next
}

// edge parts labels in the nearest stories, so many of them, and the rest, which is empty
// when there are no more.
func (s *Store) edge(ctx context.Context, in bounds, nearest int, backward bool) (edge, rest bounds, err error) {
	order := "DESC"
	if backward {
		order = "ASC"
	}
	var n int64
	more, err := s.row(ctx, `SELECT n FROM story WHERE n >= $1 AND n <= $2 ORDER BY n `+order+` OFFSET $3 LIMIT 1`, []any{in.first, in.end, nearest - 1}, &n)
	switch {
	case err != nil || !more:
		return in, bounds{1, 0}, err
	case backward:
		return bounds{in.first, n}, bounds{n + 1, in.end}, nil
	}
	return bounds{n, in.end}, bounds{in.first, n - 1}, nil
}

// within parts labels by months, the nearest first. The newest one takes all that is newer:
// another process may have made a month since.
func (s *Store) within(in bounds, backward bool) (all []bounds) {
	end := int64(math.MaxInt64)
	for _, part := range s.parts() {
		b := bounds{max(part.first, in.first), min(end, in.end)}
		if b.first <= b.end {
			all = append(all, b)
		}
		if part.first == math.MinInt64 {
			break
		}
		end = part.first - 1
	}
	if backward {
		slices.Reverse(all)
	}
	return all
}

// find runs the SELECT of labels that match. fenced keeps PostgreSQL from walking the
// labels in order: what matches is found first, then sorted.
func (s *Store) find(ctx context.Context, p *plan, in bounds, limit int, backward, fenced bool) ([]int64, error) {
	p = p.again()
	order := " DESC"
	if backward {
		order = ""
	}
	query := "SELECT s.n" + matching(p.conditions(in))
	if fenced {
		query = "SELECT s.n FROM (" + query + " OFFSET 0) s"
	}
	return column[int64](ctx, s, query+" ORDER BY s.n"+order+" LIMIT "+strconv.Itoa(limit), p.modeled()...)
}

// matching is the rest of a SELECT of stories s by conditions, with the marks m only where
// these are asked for.
func matching(conditions string) string {
	if strings.Contains(conditions, "m.") {
		return " FROM story s" + withMarks + " WHERE " + conditions
	}
	return " FROM story s WHERE $1::int = $1 AND " + conditions
}

// modeled are the arguments, for a query that is planned by what they are.
func (p *plan) modeled() []any {
	return append([]any{pgx.QueryExecModeCacheDescribe}, p.args...)
}
