package postgres

import (
	"context"
	"fmt"
	"strconv"

	"dateline/news"
	"dateline/store/terms"
)

// A query becomes the conditions of one SELECT over story s and the user's mark m of it.
// Package terms walks the query; what its parts are in SQL stands here. Parts that the word
// index answers for the whole query are kept apart as one tsquery: how they are looked for is
// gather's business.

// plan is a query made ready.
type plan struct {
	sight
	terms.Bounds
	where []string // conditions that hold for all rows, but for match
	match []string // tsqueries that must all hold
	args  []any    // $1 is the user
	few   bool     // an index other than that of labels holds all rows, which are few
}

// Bind adds an argument and returns its placeholder.
func (p *plan) Bind(v any) string {
	p.args = append(p.args, v)
	return "$" + strconv.Itoa(len(p.args))
}

const (
	// withMarks joins the mark of user $1. unread is true of what the user has not read.
	withMarks = ` LEFT JOIN mark m ON m.usr = $1 AND m.story = s.n`
	unread    = `(CASE WHEN s.quiet THEN coalesce(m.read, 0) < 0 ELSE coalesce(m.read, 0) <= 0 END)`
	// readDelta is what a mark m of a story s adds to the unread stories of a new reader.
	readDelta = `CASE WHEN s.quiet THEN (m.read < 0)::int ELSE -(m.read > 0)::int END`
)

func (s *Store) plan(ctx context.Context, user int, q news.Query) (*plan, error) {
	ctx, cancel, err := s.soon(ctx)
	if err != nil {
		return nil, err
	}
	defer cancel()
	v, err := s.sight(ctx, user)
	if err != nil {
		return nil, err
	}
	q = q.Resolve(s.now())
	p := &plan{sight: v, args: []any{user}, Bounds: terms.NoBounds()}
	c := compiler{plan: p}
	if c.events, err = s.eventNumbers(ctx, q.Expr); err != nil {
		return nil, err
	}
	codes, err := s.codeNames(ctx, q.Expr)
	if err != nil {
		return nil, err
	}
	c.all(terms.Parts(q.Expr), &terms.Compiler{Dialect: &c, Feeds: v.names, Codes: codes})
	if c.lookUp {
		err = s.fewRead(ctx, user, &c)
	}
	return p, err
}

// fewRead has a query for what is read looked up by the marks, where these are few.
func (s *Store) fewRead(ctx context.Context, user int, c *compiler) error {
	const most = 5000
	var marks int64
	if _, err := s.row(ctx, `SELECT count(*) FROM (SELECT FROM mark WHERE usr = $1 AND read > 0 LIMIT $2) x`, []any{user, most + 1}, &marks); err != nil || marks > most {
		return err
	}
	var quiet bool
	if _, err := s.row(ctx, `SELECT EXISTS (SELECT 1 FROM story WHERE quiet)`, nil, &quiet); err != nil || quiet {
		return err
	}
	c.few = true
	c.where = append(c.where, "m.read > 0")
	return nil
}

// compiler turns a tree into conditions of its plan: it is the dialect in which these are
// written.
type compiler struct {
	*plan
	events map[string]int64 // by id
	lookUp bool             // the query asks for what is read
}

// all compiles the parts that must all hold.
func (c *compiler) all(parts []news.Expr, walk *terms.Compiler) {
	for _, e := range parts {
		if c.Take(e) {
			continue
		}
		m := walk.Compile(e)
		switch {
		case m.ByWords():
			c.match = append(c.match, m.Match)
			continue
		case m.Narrow != "":
			c.match = append(c.match, m.Narrow)
		}
		if m.SQL != terms.Always {
			c.where = append(c.where, m.SQL)
		}
		c.few = c.few || isFew(e)
		if t, ok := e.(*news.Term); ok && t.Field == news.FieldIs {
			c.lookUp = c.lookUp || t.Value == "read"
		}
	}
}

// isFew reports whether a part is of few stories, which an index of their own tells.
func isFew(e news.Expr) bool {
	if _, noted := terms.NotesOf(e); noted || len(terms.EventsOf(e)) > 0 {
		return true
	}
	t, ok := e.(*news.Term)
	return ok && t.Field == news.FieldIs && t.Value == "starred"
}

// matches is true of stories that a tsquery finds.
func (p *plan) matches(match string) string {
	return "s.words @@ " + p.Bind(match) + "::text::tsquery"
}

// Found holds for stories that a tsquery finds.
func (c *compiler) Found(match string) string { return c.matches(match) }

// Phrase is the tsquery of terms that stand together.
func (c *compiler) Phrase(begins bool, tokens ...string) string { return phrase(begins, tokens...) }

// MatchAll is the tsquery of what matches all of several.
func (c *compiler) MatchAll(match []string) string { return terms.Balanced(match, " & ") }

// MatchAny is the tsquery of what matches one of several.
func (c *compiler) MatchAny(match []string) string { return anyOf(match) }

// Not holds where a condition does not, or is null.
func (c *compiler) Not(sql string) string { return "NOT coalesce(" + sql + ", false)" }

// All holds where all conditions do.
func (c *compiler) All(sql []string) string { return "(" + terms.Balanced(sql, " AND ") + ")" }

// Any holds where one of the conditions does.
func (c *compiler) Any(sql []string) string { return "(" + terms.Balanced(sql, " OR ") + ")" }

// OfFeed is true of stories of a feed.
func (c *compiler) OfFeed(id news.FeedID) string {
	if n := c.names.Number(id); n != 0 {
		return fmt.Sprintf("s.feed = %d", n)
	}
	return terms.Never
}

// OfFeeds is true of stories of these feeds.
func (c *compiler) OfFeeds(feeds []int64) string { return "s.feed = ANY(" + bigints(feeds) + ")" }

// OfEvents is true of stories of these events.
func (c *compiler) OfEvents(ids []string) string {
	var numbers []int64
	for _, id := range ids {
		if n := c.events[id]; n != 0 {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return terms.Never
	}
	return "s.event = ANY(" + c.Bind(numbers) + "::bigint[])"
}

// Counts is true of stories with such a value of a unit, or of any.
func (c *compiler) Counts(unit, op string, value float64) string {
	found := ""
	if op == ">" || op == ">=" {
		found = "largest(s.amounts) " + op + " " + c.Bind(value) + " AND " // off an index
	}
	found += "EXISTS (SELECT 1 FROM unnest(s.units, s.amounts) a (unit, value) WHERE a.value " + op + " " + c.Bind(value)
	if unit == "" {
		return found + ")"
	}
	return found + " AND a.unit IN (SELECT n FROM unit WHERE strpos(' ' || name || ' ', " + c.Bind(" "+unit+" ") + ") > 0))"
}

// Unread is true of what the user has not read.
func (c *compiler) Unread() string { return c.unread() }

// Starred is true of what the user starred.
func (c *compiler) Starred() string { return "(m.starred <> 0)" }
