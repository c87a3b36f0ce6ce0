package postgres

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/terms"
	"dateline/words"
)

// A query becomes the conditions of one SELECT over story s and the user's mark m of it.
// Parts that the word index answers for the whole query are kept apart as one tsquery: how
// they are looked for is gather's business.

// plan is a query made ready.
type plan struct {
	sight
	where []string // conditions that hold for all rows, but for match
	match []string // tsqueries that must all hold
	args  []any    // $1 is the user
	few   bool     // an index other than that of labels holds all rows, which are few
	// since and before bound the time, in ms; before is excluded.
	since, before int64
}

// bind adds an argument and returns its placeholder.
func (p *plan) bind(v any) string {
	p.args = append(p.args, v)
	return "$" + strconv.Itoa(len(p.args))
}

// cond is one part of a query: as a tsquery, when there is one, and in SQL.
type cond struct {
	match string
	sql   string
	// both says that sql does not go through the word index.
	both bool
	// narrow is a tsquery that holds wherever sql does.
	narrow string
}

const (
	always = "true"
	never  = "false"
	// noMatch finds nothing: no story has this term.
	noMatch = `'_'`

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
	p := &plan{sight: v, args: []any{user}, since: math.MinInt64, before: math.MaxInt64}
	c := compiler{plan: p, codes: map[string][]string{}, events: map[string]int64{}}
	if err := s.codeNames(ctx, q.Expr, c.codes); err != nil {
		return nil, err
	}
	if err := s.eventNumbers(ctx, q.Expr, c.events); err != nil {
		return nil, err
	}
	switch e := terms.Prune(q.Expr).(type) {
	case nil:
	case *news.And:
		c.all(e.Parts)
	default:
		c.all([]news.Expr{e})
	}
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

// compiler turns a tree into conditions of its plan.
type compiler struct {
	*plan
	codes  map[string][]string // by name, see codeNames
	events map[string]int64    // by id
	lookUp bool                // the query asks for what is read
}

// all compiles the parts that must all hold.
func (c *compiler) all(parts []news.Expr) {
	for _, e := range parts {
		if c.bound(e) {
			continue
		}
		m := c.compile(e)
		switch {
		case m.match != "" && !m.both:
			c.match = append(c.match, m.match)
			continue
		case m.narrow != "":
			c.match = append(c.match, m.narrow)
		}
		if m.sql != always {
			c.where = append(c.where, m.sql)
		}
		if t, ok := e.(*news.Term); ok && t.Field == news.FieldIs {
			c.few = c.few || t.Value == "starred" || t.Value == "noted"
			c.lookUp = c.lookUp || t.Value == "read"
		}
		if t, ok := e.(*news.Term); ok && t.Field == news.FieldNote {
			c.few = true
		}
		c.few = c.few || len(eventsOf(e)) > 0
	}
}

// eventsOf returns the events of event: or of several joined by OR; none for any other
// expression.
func eventsOf(e news.Expr) []string {
	switch e := e.(type) {
	case *news.Term:
		if e.Field == news.FieldEvent {
			return []string{e.Value}
		}
	case *news.Or:
		var all []string
		for _, p := range e.Parts {
			one := eventsOf(p)
			if len(one) == 0 {
				return nil
			}
			all = append(all, one...)
		}
		return all
	}
	return nil
}

// bound takes a time that bounds the whole query.
func (c *compiler) bound(e news.Expr) bool {
	t, ok := e.(*news.Term)
	if !ok {
		return false
	}
	switch t.Field {
	case news.FieldSince:
		c.since = max(c.since, t.Time.UnixMilli())
	case news.FieldBefore:
		c.before = min(c.before, t.Time.UnixMilli())
	default:
		return false
	}
	return true
}

// compile turns any expression into a condition.
func (c *compiler) compile(e news.Expr) cond {
	switch e := e.(type) {
	case *news.Term:
		return c.term(e)
	case *news.Not:
		return cond{sql: "NOT coalesce(" + c.asSQL(c.compile(e.Part)) + ", false)"}
	case *news.And:
		return c.join(e.Parts, " & ", " AND ")
	case *news.Or:
		if all := eventsOf(e); len(all) > 0 {
			return c.ofEvents(all)
		}
		return c.join(e.Parts, " | ", " OR ")
	}
	return cond{sql: always}
}

// asSQL is a condition in SQL, by way of the word index where it must.
func (c *compiler) asSQL(m cond) string {
	if m.sql != "" {
		return m.sql
	}
	return c.matches(m.match)
}

// matches is true of stories that a tsquery finds.
func (p *plan) matches(match string) string {
	return "s.words @@ " + p.bind(match) + "::text::tsquery"
}

func (c *compiler) join(parts []news.Expr, op, sqlOp string) cond {
	var match, texts []string
	both := true
	conds := make([]cond, len(parts))
	for i, e := range parts {
		conds[i] = c.compile(e)
		if conds[i].match != "" {
			match = append(match, "("+conds[i].match+")")
		}
		both = both && conds[i].both
	}
	whole := len(match) == len(parts)
	if whole && !both {
		return cond{match: joined(match, op)}
	}
	for _, m := range conds {
		texts = append(texts, "("+c.asSQL(m)+")")
	}
	all := cond{sql: "(" + joined(texts, sqlOp) + ")", both: both}
	if whole {
		all.match = joined(match, op)
	}
	return all
}

// entityFacets are the letters of the fields that name what may have a code.
var entityFacets = map[news.TermField]string{
	news.FieldCountry: terms.CountryFacet,
	news.FieldAgency:  terms.AgencyFacet,
	news.FieldBy:      terms.ByFacet,
	news.FieldAbout:   terms.AboutFacet,
}

func (c *compiler) term(t *news.Term) cond {
	if facet, ok := entityFacets[t.Field]; ok {
		return c.entity(facet, t.Value)
	}
	switch t.Field {
	case news.FieldText:
		return textCond(t)
	case news.FieldPerson:
		return partOfName(terms.PersonFacet, t.Value)
	case news.FieldClaim:
		return cond{match: phrase(terms.ClaimFacet + t.Value)}
	case news.FieldLang:
		return cond{match: phrase(terms.LangFacet + strings.Join(terms.Words(t.Value), "_"))}
	case news.FieldSource:
		return feedsCond(c.named(t.Value))
	case news.FieldTag:
		return c.tag(t.Value)
	case news.FieldFigure:
		return c.figure(t)
	case news.FieldIs:
		return c.state(t.Value)
	case news.FieldNote:
		return c.noted(terms.Phrase(t.Value))
	case news.FieldSince:
		return cond{sql: "s.time >= " + c.bind(t.Time.UnixMilli())}
	case news.FieldBefore:
		return cond{sql: "s.time < " + c.bind(t.Time.UnixMilli())}
	case news.FieldFeed:
		return c.ofFeed(t.Value)
	case news.FieldEvent:
		return c.ofEvents([]string{t.Value})
	}
	return cond{sql: never}
}

// ofFeed is true of stories of a feed.
func (c *compiler) ofFeed(id string) cond {
	for _, f := range c.names {
		if f.id == id {
			return cond{sql: fmt.Sprintf("s.feed = %d", f.n)}
		}
	}
	return cond{sql: never}
}

// ofEvents is true of stories of these events.
func (c *compiler) ofEvents(ids []string) cond {
	var numbers []int64
	for _, id := range ids {
		if n := c.events[id]; n != 0 {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return cond{sql: never}
	}
	return cond{sql: "s.event = ANY(" + c.bind(numbers) + "::bigint[])"}
}

func textCond(t *news.Term) cond {
	match := phrase(terms.Sought(t.Value, t.Prefix)...) // not empty: see terms.Prune
	if t.Prefix {
		match += ":*"
	}
	return cond{match: match}
}

// entity finds names that are kept by their code, or by their words where they
// have none.
func (c *compiler) entity(prefix, name string) cond {
	folded := terms.FoldName(name)
	if folded == "" {
		return cond{sql: never, match: noMatch, both: true}
	}
	match := []string{phrase(prefix + terms.FoldCode(name))}
	for _, code := range c.codes[folded] {
		match = append(match, phrase(prefix+code))
	}
	if prefix != terms.CountryFacet {
		match = append(match, "("+partOfName(prefix, name).match+")")
	}
	slices.Sort(match)
	return cond{match: anyOf(slices.Compact(match))}
}

// partOfName finds words of a name that stand together.
func partOfName(prefix, name string) cond {
	var tokens []string
	for _, w := range terms.Words(name) {
		tokens = append(tokens, prefix+w)
	}
	if len(tokens) == 0 {
		return cond{sql: never, match: noMatch, both: true}
	}
	return cond{match: phrase(tokens...)}
}

// feedsCond is true of stories of these feeds.
func feedsCond(feeds []int64) cond {
	if len(feeds) == 0 {
		return cond{sql: never, match: noMatch, both: true}
	}
	match, numbers := make([]string, len(feeds)), make([]string, len(feeds))
	for i, n := range feeds {
		numbers[i] = strconv.FormatInt(n, 10)
		match[i] = phrase(terms.FeedFacet + numbers[i])
	}
	return cond{sql: "s.feed = ANY('{" + strings.Join(numbers, ",") + "}'::bigint[])", match: anyOf(match), both: true}
}

// tag finds stories of feeds the reader tagged or filed so, and those the outlet
// tagged so.
func (c *compiler) tag(name string) cond {
	own := partOfName(terms.TagFacet, name)
	match := []string{"(" + own.match + ")"}
	for _, f := range c.names {
		if f.tagged(name) {
			match = append(match, phrase(terms.FeedFacet+strconv.FormatInt(f.n, 10)))
		}
	}
	if len(match) == 1 {
		return own
	}
	return cond{match: anyOf(match)}
}

// figure finds stories by what is counted and by its value: among those that count it,
// which the word index knows, by the values that stand in their rows.
func (c *compiler) figure(t *news.Term) cond {
	asked := words.Counted(t.Value)
	if t.Op == "" {
		return partOfName(terms.UnitFacet, asked)
	}
	unit := terms.FoldName(asked)
	value := "EXISTS (SELECT 1 FROM unnest(s.units, s.amounts) a (unit, value) WHERE a.value " + t.Op + " " + c.bind(t.Num)
	if unit == "" {
		return cond{sql: value + ")"}
	}
	return cond{narrow: partOfName(terms.UnitFacet, asked).match,
		sql: value + " AND a.unit IN (SELECT n FROM unit WHERE strpos(' ' || name || ' ', " + c.bind(" "+unit+" ") + ") > 0))"}
}

// state finds stories by the reader's marks and by the agency's.
func (c *compiler) state(word string) cond {
	flag := func(f news.Flag) cond {
		return cond{sql: fmt.Sprintf("(s.flags <> 0 AND s.flags & %d <> 0)", f)}
	}
	switch word {
	case "unread":
		return cond{sql: c.unread()}
	case "read":
		return cond{sql: "NOT " + c.unread()}
	case "starred":
		return cond{sql: "(m.starred <> 0)"}
	case "noted":
		return c.noted("")
	case "urgent":
		return flag(news.Urgent)
	case "changed":
		return flag(news.Changed)
	case "corrected":
		return flag(news.Corrected)
	case "withdrawn":
		return flag(news.Withdrawn)
	case "opinion":
		return flag(news.Opinion)
	case "live":
		return flag(news.Live)
	case "denied", "differing", "digest", "costly":
		return cond{match: phrase(terms.StateFacet + word)}
	}
	return cond{sql: never}
}
