package sqlite

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/terms"
)

// A query becomes one SELECT. What words and facets can say goes into one FTS5
// expression, which intersects its lists itself; the rest (state, time, figures)
// become conditions on the row. The most telling part drives:
//
//	words, facets   search, backwards by label
//	event:          place_by_event (also several joined by OR)
//	is:unread       unread of the user
//	is:starred      mark_starred
//	is:noted, note: note, with the labels of its stories
//	is:read         place less unread, where hardly anything is read
//	feed:, source:  story_by_feed (one feed)
//	is:urgent ...   story_flagged
//	anything else   story itself, backwards
//
// All drivers end in the story's label, so rows come in order of time (nearly, see
// 0001.sql) and reading stops when the page is full.

// A condition on the label says "#" for it, so that it is asked of the driver, before
// the story's row is looked up; a plan whose conditions are all of that kind needs no
// rows at all to count what matches.

// plan is a query made ready.
type plan struct {
	driver string   // what is read
	label  string   // its column that holds the label
	where  []string // conditions that hold for all rows
	args   []any    // ?1 is the user
	// since and before bound the time, in ms; before is excluded.
	since, before int64
	// manyUnread says that most of what is newest is likely to be unread, hardlyRead that
	// all but a few stories are, fewFeedsRead that those few are of few feeds.
	manyUnread, hardlyRead, fewFeedsRead bool

	lacks bool // there are feeds that the user does not see
}

// bind adds an argument and returns its placeholder.
func (p *plan) bind(v any) string {
	p.args = append(p.args, v)
	return "?" + strconv.Itoa(len(p.args))
}

// cond is one part of a query: as an FTS5 expression, when there is one, and in
// SQL over story s.
type cond struct {
	match string
	sql   string
	// both says that sql does not go through the word index.
	both bool
	// narrow is an FTS5 expression that holds wherever sql does.
	narrow string
}

const (
	always = "1"
	never  = "0"
	// noMatch finds nothing: no story has this token.
	noMatch = `"_"`
)

func (s *Store) plan(ctx context.Context, user int64, q news.Query) (*plan, error) {
	var feeds []feedName
	if asksFeeds(q.Expr) {
		var err error
		if feeds, err = s.feedNames(ctx, user); err != nil {
			return nil, err
		}
	}
	lacks, err := s.lacks(ctx, user)
	if err != nil {
		return nil, err
	}
	q = q.Resolve(s.now())
	p := &plan{driver: "story s", label: "s.n", args: []any{user}, since: math.MinInt64, before: math.MaxInt64, lacks: lacks}
	c := compiler{plan: p, feeds: feeds, codes: map[string][]string{}}
	if err := s.codeNames(ctx, q.Expr, c.codes); err != nil {
		return nil, err
	}
	if c.manyUnread, err = s.manyUnread(ctx, user); err != nil {
		return nil, err
	}
	if c.manyUnread {
		if c.hardlyRead, c.fewFeedsRead, err = s.hardlyRead(ctx, user); err != nil {
			return nil, err
		}
	}
	var parts []news.Expr
	switch e := terms.Prune(q.Expr).(type) {
	case nil:
	case *news.And:
		parts = e.Parts
	default:
		parts = []news.Expr{e}
	}
	c.all(parts)
	return p, nil
}

// compiler turns a tree into conditions of its plan.
type compiler struct {
	*plan
	feeds []feedName
	codes map[string][]string // by name, see codeNames
}

// all compiles the parts that must all hold and chooses what drives.
func (c *compiler) all(parts []news.Expr) {
	var positive, negative []string
	var later []cond
	wordy := slices.ContainsFunc(parts, c.wordy)
	for _, e := range parts {
		if c.bound(e) || c.drive(e, wordy) {
			continue
		}
		if not, ok := e.(*news.Not); ok {
			if m := c.compile(not.Part); m.match != "" && !m.both {
				negative = append(negative, m.match)
				continue
			}
		}
		m := c.compile(e)
		if m.narrow != "" {
			positive = append(positive, m.narrow)
		}
		if m.match != "" && !m.both {
			positive = append(positive, m.match)
		} else {
			later = append(later, m)
		}
	}
	for _, m := range later {
		if m.match != "" && len(positive) > 0 && c.driver == "story s" {
			positive = append(positive, m.match)
		} else if m.sql != always {
			c.where = append(c.where, m.sql)
		}
	}
	c.words(positive, negative)
}

// words puts the parts for the word index in place.
func (c *compiler) words(positive, negative []string) {
	if len(positive) == 0 {
		for _, n := range negative {
			c.where = append(c.where, "# NOT IN (SELECT rowid FROM search WHERE search MATCH "+c.bind(n)+")")
		}
		return
	}
	match := allOf(positive)
	if len(negative) > 0 {
		match = "(" + match + ") NOT (" + strings.Join(negative, " OR ") + ")"
	}
	if c.driver != "story s" {
		c.where = append(c.where, "# IN (SELECT rowid FROM search WHERE search MATCH "+c.bind(match)+")")
		return
	}
	c.driver, c.label = "search", "search.rowid"
	c.where = append(c.where, "search MATCH "+c.bind(match))
}

func allOf(match []string) string {
	if len(match) == 1 {
		return match[0]
	}
	return "(" + strings.Join(match, ") AND (") + ")"
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

// wordy reports whether a part must be found in the word index.
func (c *compiler) wordy(e news.Expr) bool {
	if t, ok := e.(*news.Term); !ok || t.Field == news.FieldIs {
		return false
	}
	bound := len(c.args)
	m := c.compile(e)
	c.args = c.args[:bound] // only looked
	return m.match != "" && !m.both || m.narrow != ""
}

// drive lets a part choose where rows come from, if nothing has chosen yet. Words are
// the better choice always, within the labels of the set that could have driven.
func (c *compiler) drive(e news.Expr, wordy bool) bool {
	events := eventsOf(e)
	t, ok := e.(*news.Term)
	if !ok && len(events) == 0 || c.driver != "story s" {
		return false
	}
	words, noted := notesOf(e)
	var d struct{ driver, label, where string }
	switch {
	case len(events) > 0:
		d.driver, d.label, d.where = "place e", "e.story", c.ofEvents("e.event", events)
	case t.Field == news.FieldIs && t.Value == "unread":
		d.driver, d.label, d.where = "unread u", "u.story", "u.user = ?1"
	case t.Field == news.FieldIs && t.Value == "starred":
		d.driver, d.label, d.where = "mark m", "m.story", "m.user = ?1 AND m.starred <> 0"
	case noted:
		d.driver, d.label, d.where = "(SELECT DISTINCT story FROM ("+c.noted(words)+")) d", "d.story", "d.story IS NOT NULL"
	case t.Field == news.FieldIs && t.Value == "read" && c.hardlyRead && c.fewFeedsRead:
		d.driver, d.label = "(SELECT s.n FROM ("+feedsRead+") f CROSS JOIN story s ON s.feed = f.feed) d", "d.n"
		d.where = "NOT EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = d.n)"
	case t.Field == news.FieldIs && t.Value == "read" && c.hardlyRead:
		// Both lists are in order of labels: going along them side by side costs a third
		// of asking the one for each row of the other. What is left is sorted.
		d.driver, d.label = "(SELECT story FROM place EXCEPT SELECT story FROM unread WHERE user = ?1) d", "d.story"
		d.where = "d.story IS NOT NULL"
	default:
		return false
	}
	if wordy {
		for _, end := range []struct{ op, of string }{{">=", "min"}, {"<=", "max"}} {
			c.where = append(c.where, fmt.Sprintf("# %s (SELECT %s(%s) FROM %s WHERE %s)", end.op, end.of, d.label, d.driver, d.where))
		}
		return false
	}
	c.driver, c.label, c.where = d.driver, d.label, append(c.where, d.where)
	return true
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

// ofEvents is true where column is one of the events.
func (c *compiler) ofEvents(column string, events []string) string {
	holes := make([]string, len(events))
	for i, e := range events {
		holes[i] = c.bind(e)
	}
	if len(holes) == 1 {
		return column + " = (SELECT n FROM event WHERE id = " + holes[0] + ")"
	}
	return column + " IN (SELECT n FROM event WHERE id IN (" + strings.Join(holes, ", ") + "))"
}

// compile turns any expression into a condition.
func (c *compiler) compile(e news.Expr) cond {
	switch e := e.(type) {
	case *news.Term:
		return c.term(e)
	case *news.Not:
		m := c.compile(e.Part)
		return cond{sql: "NOT (" + c.asSQL(m) + ")"}
	case *news.And:
		return c.join(e.Parts, " AND ")
	case *news.Or:
		return c.join(e.Parts, " OR ")
	}
	return cond{sql: always}
}

// asSQL is a condition in SQL, by way of the word index where it must.
func (c *compiler) asSQL(m cond) string {
	if m.sql != "" {
		return m.sql
	}
	return "# IN (SELECT rowid FROM search WHERE search MATCH " + c.bind(m.match) + ")"
}

func (c *compiler) join(parts []news.Expr, op string) cond {
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
		return cond{match: strings.Join(match, op)}
	}
	for _, m := range conds {
		texts = append(texts, "("+c.asSQL(m)+")")
	}
	// The plus keeps SQLite from gathering each side by itself and sorting.
	joined := cond{sql: "+(" + balanced(texts, op) + ")", both: both}
	if whole {
		joined.match = strings.Join(match, op)
	}
	return joined
}

// balanced joins conditions as a tree that is as flat as can be: SQLite takes one of a
// thousand levels, and joined one after the other each condition is a level.
func balanced(conditions []string, op string) string {
	if len(conditions) < 3 {
		return strings.Join(conditions, op)
	}
	half := len(conditions) / 2
	return "(" + balanced(conditions[:half], op) + ")" + op + "(" + balanced(conditions[half:], op) + ")"
}

func (c *compiler) term(t *news.Term) cond {
	switch t.Field {
	case news.FieldText:
		return textCond(t)
	case news.FieldCountry:
		return c.entity(terms.CountryFacet, t.Value)
	case news.FieldAgency:
		return c.entity(terms.AgencyFacet, t.Value)
	case news.FieldPerson:
		return partOfName(terms.PersonFacet, t.Value)
	case news.FieldBy:
		return c.entity(terms.ByFacet, t.Value)
	case news.FieldAbout:
		return c.entity(terms.AboutFacet, t.Value)
	case news.FieldClaim:
		return cond{match: quote(terms.ClaimFacet + t.Value)}
	case news.FieldLang:
		return cond{match: quote(terms.LangFacet + strings.Join(terms.Words(t.Value), "_"))}
	case news.FieldSource:
		return feedsCond(c.feedsNamed(t.Value))
	case news.FieldTag:
		return c.tag(t.Value)
	case news.FieldFigure:
		return c.figure(t)
	case news.FieldIs:
		return c.state(t.Value)
	case news.FieldNote:
		return cond{sql: "# IN (" + c.noted(terms.Phrase(t.Value)) + ")"}
	case news.FieldSince:
		return cond{sql: "s.time >= " + c.bind(t.Time.UnixMilli())}
	case news.FieldBefore:
		return cond{sql: "s.time < " + c.bind(t.Time.UnixMilli())}
	case news.FieldFeed:
		return cond{sql: "s.feed = (SELECT n FROM feed WHERE id = " + c.bind(t.Value) + ")"}
	case news.FieldEvent:
		return cond{sql: "# IN (SELECT story FROM place WHERE " + c.ofEvents("event", []string{t.Value}) + ")"}
	}
	return cond{sql: never}
}

func quote(tokens ...string) string { return `"` + strings.Join(tokens, " ") + `"` }

func textCond(t *news.Term) cond {
	tokens := terms.Sought(t.Value, t.Prefix) // not empty: see terms.Prune
	if t.Prefix {
		return cond{match: quote(tokens...) + " *"}
	}
	return cond{match: quote(tokens...)}
}

// entity finds names that are kept by their code, or by their words where they
// have none.
func (c *compiler) entity(prefix, name string) cond {
	folded := terms.FoldName(name)
	if folded == "" {
		return cond{sql: never, match: noMatch, both: true}
	}
	match := []string{quote(prefix + terms.FoldCode(name))}
	for _, code := range c.codes[folded] {
		match = append(match, quote(prefix+code))
	}
	if prefix != terms.CountryFacet {
		match = append(match, partOfName(prefix, name).match)
	}
	slices.Sort(match)
	return cond{match: strings.Join(slices.Compact(match), " OR ")}
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
	return cond{match: quote(tokens...)}
}
