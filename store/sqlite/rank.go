package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/terms"
)

// rankWindow is how many of the newest matching stories are ranked: the score of one
// costs two microseconds, so that a page takes a tenth of a second at most.
const rankWindow = 50_000

// rankedPage orders matching stories by relevance: bm25, a word of the headline counting
// eight times. A query may find stories without its words ("is:unread OR treaty"): they
// come after those with words, newest first, and so do all where it has no words.
func (s *Store) rankedPage(ctx context.Context, q news.ListQuery, p *plan) (news.Page, error) {
	match := allOfAny(terms.WordsSought(terms.Prune(q.Query.Expr), phrase))
	if match == "" && p.label != "search.rowid" {
		return s.wirePage(ctx, q, p)
	}
	r := ranking{s: s, q: q, spill: s.spill(ctx), scored: *p}
	if p.label != "search.rowid" {
		r.scored = p.within(match)
		r.rest = p
		p.where = append(p.where, "# NOT IN (SELECT rowid FROM search WHERE search MATCH "+p.Bind(match)+")")
	}
	return r.page(ctx)
}

func allOfAny(match []string) string {
	if len(match) < 2 {
		return strings.Join(match, "")
	}
	return "(" + strings.Join(match, ") OR (") + ")"
}

// within returns the plan that reads those of its stories which the word index finds.
func (p *plan) within(match string) plan {
	w := *p
	w.where, w.args = slices.Clone(p.where), slices.Clone(p.args)
	w.driver, w.label = "search", "search.rowid"
	if p.driver != "story s" {
		w.driver = "search CROSS JOIN " + p.driver + " ON " + p.label + " = search.rowid"
	}
	w.where = append(w.where, "search MATCH "+w.Bind(match))
	return w
}

// ranking is a list by relevance: the rows with a score, then the rest, whose score is 0.
type ranking struct {
	s      *Store
	q      news.ListQuery
	spill  int64
	scored plan
	rest   *plan // nil when there is none
}

// page gathers a page from the two parts of the list, in the direction that is asked for.
func (r *ranking) page(ctx context.Context) (news.Page, error) {
	rows, err := derived.ReadParts(ctx, r.q, r.scoredRows, r.restRows)
	if err != nil {
		return news.Page{}, err
	}
	w := window{limit: r.q.Limit, backward: r.q.Backward, rows: rows}
	return w.page(), nil
}

// direction returns how rows behind a cursor compare with it and how they are ordered.
func (r *ranking) direction() (compare, order string) {
	if r.q.Backward {
		return ">", ""
	}
	return "<", " DESC"
}

// scoredRows reads rows by score. Only those of the page are looked up.
func (r *ranking) scoredRows(ctx context.Context, of derived.Part) ([]row, error) {
	p := r.scored
	p.args = slices.Clone(p.args)
	b := p.counting(r.spill)
	compare, order := r.direction()
	hits := "SELECT " + b.label + " AS hit, max(1, cast(-1e9 * bm25(search, 1.0, 8.0) AS INTEGER)) AS score FROM " + b.from +
		" WHERE ?1 = ?1 AND " + b.where + " ORDER BY " + b.label + " DESC LIMIT " + strconv.Itoa(rankWindow)
	page := "SELECT hit, score FROM (" + hits + ")"
	if !of.Whole {
		page += fmt.Sprintf(" WHERE (score, hit) %s (%s, %s)", compare, p.Bind(of.Rank), p.Bind(of.N))
	}
	by := fmt.Sprintf(" ORDER BY score%s, hit%s", order, order)
	return r.read(ctx, "r.score", "("+page+by+" LIMIT "+strconv.Itoa(of.Limit)+") r CROSS JOIN story s ON s.n = r.hit", by, p.args)
}

// restRows reads rows without any of the words in order of their labels, which is that
// of time.
func (r *ranking) restRows(ctx context.Context, of derived.Part) ([]row, error) {
	if r.rest == nil {
		return nil, nil
	}
	p := *r.rest
	p.args = slices.Clone(p.args)
	lo, hi := p.labels(r.spill)
	cond := p.conditions(lo, hi)
	compare, order := r.direction()
	if !of.Whole {
		cond += fmt.Sprintf(" AND %s %s %s", p.label, compare, p.Bind(of.N))
	}
	page := "SELECT s.n AS hit FROM " + p.rows() + " WHERE " + cond + " ORDER BY " + p.label + order + " LIMIT " + strconv.Itoa(of.Limit)
	return r.read(ctx, "0", "("+page+") r CROSS JOIN story s ON s.n = r.hit", " ORDER BY r.hit"+order, p.args)
}

// read reads rows of the Wire; rank is the expression of their rank.
func (r *ranking) read(ctx context.Context, rank, from, order string, args []any) (all []row, err error) {
	columns := strings.TrimSuffix(wireColumns, "s.time") + rank
	rows, err := r.s.read.QueryContext(ctx, "SELECT "+columns+" FROM "+from+wireJoins+" WHERE ?1 = ?1"+order, args...)
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, func(found *sql.Rows) error {
		one, err := scanRow(found)
		all = append(all, one)
		return err
	})
	return all, err
}
