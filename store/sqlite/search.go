package sqlite

import (
	"context"
	"fmt"
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
	terms.Bounds
	// manyUnread says that most of what is newest is likely to be unread, hardlyRead that
	// all but a few stories are, fewFeedsRead that those few are of few feeds.
	manyUnread, hardlyRead, fewFeedsRead bool

	lacks bool // there are feeds that the user does not see
}

// Bind adds an argument and returns its placeholder.
func (p *plan) Bind(v any) string {
	p.args = append(p.args, v)
	return "?" + strconv.Itoa(len(p.args))
}

func (s *Store) plan(ctx context.Context, user int64, q news.Query) (*plan, error) {
	var feeds terms.FeedNames
	if terms.Asks(q.Expr, news.FieldSource, news.FieldTag) {
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
	codes, err := s.codeNames(ctx, q.Expr)
	if err != nil {
		return nil, err
	}
	p := &plan{driver: "story s", label: "s.n", args: []any{user}, Bounds: terms.NoBounds(), lacks: lacks}
	c := compiler{plan: p}
	c.walk = &terms.Compiler{Dialect: &c, Feeds: feeds, Codes: codes}
	if terms.Asks(q.Expr, news.FieldIs) { // nothing else is planned by what is unread
		if c.manyUnread, err = s.manyUnread(ctx, user); err != nil {
			return nil, err
		}
	}
	if c.manyUnread {
		if c.hardlyRead, c.fewFeedsRead, err = s.hardlyRead(ctx, user); err != nil {
			return nil, err
		}
	}
	c.all(terms.Parts(q.Expr))
	return p, nil
}

// compiler turns a tree into conditions of its plan: it is the dialect in which these are
// written.
type compiler struct {
	*plan
	walk *terms.Compiler
}

// all compiles the parts that must all hold and chooses what drives.
func (c *compiler) all(parts []news.Expr) {
	var positive, negative []string
	var later []terms.Cond
	wordy := slices.ContainsFunc(parts, c.wordy)
	for _, e := range parts {
		if c.Take(e) || c.drive(e, wordy) {
			continue
		}
		if not, ok := e.(*news.Not); ok {
			if m := c.walk.Compile(not.Part); m.ByWords() {
				negative = append(negative, m.Match)
				continue
			}
		}
		m := c.walk.Compile(e)
		if m.Narrow != "" {
			positive = append(positive, m.Narrow)
		}
		if m.ByWords() {
			positive = append(positive, m.Match)
		} else {
			later = append(later, m)
		}
	}
	for _, m := range later {
		if m.Match != "" && len(positive) > 0 && c.driver == "story s" {
			positive = append(positive, m.Match)
		} else if m.SQL != terms.Always {
			c.where = append(c.where, m.SQL)
		}
	}
	c.words(positive, negative)
}

// words puts the parts for the word index in place.
func (c *compiler) words(positive, negative []string) {
	if len(positive) == 0 {
		for _, n := range negative {
			c.where = append(c.where, "# NOT IN (SELECT rowid FROM search WHERE search MATCH "+c.Bind(n)+")")
		}
		return
	}
	match := allOf(positive)
	if len(negative) > 0 {
		match = "(" + match + ") NOT (" + strings.Join(negative, " OR ") + ")"
	}
	if c.driver != "story s" {
		c.where = append(c.where, c.Found(match))
		return
	}
	c.driver, c.label = "search", "search.rowid"
	c.where = append(c.where, "search MATCH "+c.Bind(match))
}

func allOf(match []string) string {
	if len(match) == 1 {
		return match[0]
	}
	return "(" + strings.Join(match, ") AND (") + ")"
}

// wordy reports whether a part must be found in the word index.
func (c *compiler) wordy(e news.Expr) bool {
	if t, ok := e.(*news.Term); !ok || t.Field == news.FieldIs {
		return false
	}
	bound := len(c.args)
	m := c.walk.Compile(e)
	c.args = c.args[:bound] // only looked
	return m.ByWords() || m.Narrow != ""
}

// drive lets a part choose where rows come from, if nothing has chosen yet. Words are
// the better choice always, within the labels of the set that could have driven.
func (c *compiler) drive(e news.Expr, wordy bool) bool {
	events := terms.EventsOf(e)
	t, ok := e.(*news.Term)
	if !ok && len(events) == 0 || c.driver != "story s" {
		return false
	}
	words, noted := terms.NotesOf(e)
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

// ofEvents is true where column is one of the events.
func (c *compiler) ofEvents(column string, events []string) string {
	holes := make([]string, len(events))
	for i, e := range events {
		holes[i] = c.Bind(e)
	}
	if len(holes) == 1 {
		return column + " = (SELECT n FROM event WHERE id = " + holes[0] + ")"
	}
	return column + " IN (SELECT n FROM event WHERE id IN (" + strings.Join(holes, ", ") + "))"
}
