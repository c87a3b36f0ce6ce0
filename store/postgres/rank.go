package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/terms"
)

// rankWindow is how many of the newest matching stories are ranked.
const rankWindow = 10_000

// rankedPage orders matching stories by relevance, a word of the headline counting ten
// times. A query may find stories without its words ("is:unread OR treaty"): they
// come after those with words, newest first, and so do all where it has no words.
func (s *Store) rankedPage(ctx context.Context, q news.ListQuery, u int, p *plan) (news.Page, error) {
	sought := terms.WordsSought(terms.Prune(q.Query.Expr), phrase)
	if len(sought) == 0 {
		return s.wirePage(ctx, q, u, p)
	}
	match := anyOf(sought)
	r := ranking{s: s, q: q, u: u, match: match, scored: p.again(), rest: p.again()}
	r.scored.match = append(append([]string(nil), p.match...), match)
	r.rest.where = append(append([]string(nil), p.where...), "NOT "+r.rest.matches(match))
	return r.page(ctx)
}

// ranking is a list by relevance: the rows with a score, then the rest, whose score is 0.
type ranking struct {
	s            *Store
	q            news.ListQuery
	u            int
	match        string
	scored, rest *plan
}

// part says which rows of a part are read: all, or those behind a cursor.
type part struct {
	rank, n int64
	whole   bool
	limit   int
}

// page gathers a page from the two parts of the list, in the direction that is asked for.
func (r *ranking) page(ctx context.Context) (news.Page, error) {
	parts := []func(context.Context, part) ([]row, error){r.scoredRows, r.restRows}
	rank, n, start := cursorPlace(r.q.After)
	first := 0
	if r.q.Backward && start || !start && rank == 0 {
		first = 1
	}
	step := 1
	if r.q.Backward {
		step = -1
	}
	var all []row
	for i := first; i >= 0 && i < len(parts) && len(all) <= r.q.Limit; i += step {
		rows, err := parts[i](ctx, part{rank: rank, n: n, whole: start || i != first, limit: r.q.Limit + 1 - len(all)})
		if err != nil {
			return news.Page{}, err
		}
		all = append(all, rows...)
	}
	return pageOf(all, r.q), nil
}

// scoredRows reads rows by score. Only those of the page are looked up.
func (r *ranking) scoredRows(ctx context.Context, of part) ([]row, error) {
	labels, err := r.s.gather(ctx, r.scored, r.scored.labels(), rankWindow, false)
	if err != nil || len(labels) == 0 {
		return nil, err
	}
	compare, order := "<", " DESC"
	if r.q.Backward {
		compare, order = ">", ""
	}
	args := []any{r.u, labels, r.match}
	where := ""
	if !of.whole {
		where = fmt.Sprintf(" WHERE (score, n) %s ($4::bigint, $5::bigint)", compare)
		args = append(args, of.rank, of.n)
	}
	by := fmt.Sprintf(" ORDER BY x.score%[1]s, x.n%[1]s", order)
	return r.s.rows(ctx, `SELECT `+r.scored.wireColumns()+`x.score FROM (SELECT n, score FROM (SELECT n, greatest(1, (1e9 * ts_rank(words, $3::text::tsquery, 1))::bigint) AS score
		FROM story WHERE n = ANY($2)) x`+where+strings.ReplaceAll(by, "x.", "")+` LIMIT `+strconv.Itoa(of.limit)+`) x JOIN story s ON s.n = x.n`+wireJoins+by, args...)
}

// restRows reads rows without any of the words in order of their labels.
func (r *ranking) restRows(ctx context.Context, of part) ([]row, error) {
	in := r.rest.labels()
	if !of.whole {
		in = in.behind(of.n, r.q.Backward)
	}
	labels, err := r.s.gather(ctx, r.rest, in, of.limit, r.q.Backward)
	if err != nil || len(labels) == 0 {
		return nil, err
	}
	order := " DESC"
	if r.q.Backward {
		order = ""
	}
	return r.s.rows(ctx, `SELECT `+r.rest.wireColumns()+`0::bigint FROM story s`+wireJoins+`WHERE s.n = ANY($2) ORDER BY s.n`+order, r.u, labels)
}
