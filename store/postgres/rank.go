package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/derived"
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

// page gathers a page from the two parts of the list, in the direction that is asked for.
func (r *ranking) page(ctx context.Context) (news.Page, error) {
	all, err := derived.ReadParts(ctx, r.q, r.scoredRows, r.restRows)
	if err != nil {
		return news.Page{}, err
	}
	return pageOf(all, r.q), nil
}

// scoredRows reads rows by score. Only those of the page are looked up.
func (r *ranking) scoredRows(ctx context.Context, of derived.Part) ([]row, error) {
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
	if !of.Whole {
		where = fmt.Sprintf(" WHERE (score, n) %s ($4::bigint, $5::bigint)", compare)
		args = append(args, of.Rank, of.N)
	}
	by := fmt.Sprintf(" ORDER BY x.score%[1]s, x.n%[1]s", order)
	return r.s.rows(ctx, `SELECT `+r.scored.wireColumns()+`x.score FROM (SELECT n, score FROM (SELECT n, greatest(1, (1e9 * ts_rank(words, $3::text::tsquery, 1))::bigint) AS score
		FROM story WHERE n = ANY($2)) x`+where+strings.ReplaceAll(by, "x.", "")+` LIMIT `+strconv.Itoa(of.Limit)+`) x JOIN story s ON s.n = x.n`+wireJoins+by, args...)
}

// restRows reads rows without any of the words in order of their labels.
func (r *ranking) restRows(ctx context.Context, of derived.Part) ([]row, error) {
	in := r.rest.labels()
	if !of.Whole {
		in = in.behind(of.N, r.q.Backward)
	}
	labels, err := r.s.gather(ctx, r.rest, in, of.Limit, r.q.Backward)
	if err != nil || len(labels) == 0 {
		return nil, err
	}
	order := " DESC"
	if r.q.Backward {
		order = ""
	}
	return r.s.rows(ctx, `SELECT `+r.rest.wireColumns()+`0::bigint FROM story s`+wireJoins+`WHERE s.n = ANY($2) ORDER BY s.n`+order, r.u, labels)
}
