package sqlite

import (
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/terms"
)

// The conditions that package terms makes a query of, in SQLite's SQL and in FTS5's language.

// Found holds for stories that the word index finds.
func (c *compiler) Found(match string) string {
	return "# IN (SELECT rowid FROM search WHERE search MATCH " + c.Bind(match) + ")"
}

// quote is the FTS5 expression of tokens that stand together.
func quote(tokens ...string) string { return `"` + strings.Join(tokens, " ") + `"` }

// phrase is likewise, and of the last token only the beginning may be given.
func phrase(begins bool, tokens ...string) string {
	if begins {
		return quote(tokens...) + " *"
	}
	return quote(tokens...)
}

// Phrase asks the word index for tokens that stand together.
func (c *compiler) Phrase(begins bool, tokens ...string) string { return phrase(begins, tokens...) }

// MatchAll finds what all of these find.
func (c *compiler) MatchAll(match []string) string { return strings.Join(match, " AND ") }

// MatchAny finds what any of these finds.
func (c *compiler) MatchAny(match []string) string { return strings.Join(match, " OR ") }

// Not holds where a condition does not.
func (c *compiler) Not(sql string) string { return "NOT (" + sql + ")" }

// All holds where all conditions do. The plus keeps SQLite from gathering each side by itself
// and sorting; it takes a thousand levels of conditions.
func (c *compiler) All(sql []string) string { return "+(" + terms.Balanced(sql, " AND ") + ")" }

// Any holds where one of the conditions does.
func (c *compiler) Any(sql []string) string { return "+(" + terms.Balanced(sql, " OR ") + ")" }

// OfFeed is true of stories of a feed.
func (c *compiler) OfFeed(id news.FeedID) string {
	return "s.feed = (SELECT n FROM feed WHERE id = " + c.Bind(string(id)) + ")"
}

// OfFeeds is true of stories of these feeds.
func (c *compiler) OfFeeds(feeds []int64) string {
	numbers := make([]string, len(feeds))
	for i, n := range feeds {
		numbers[i] = strconv.FormatInt(n, 10)
	}
	return "s.feed IN (" + strings.Join(numbers, ",") + ")"
}

// OfEvents is true of stories of these events.
func (c *compiler) OfEvents(ids []string) string {
	return "# IN (SELECT story FROM place WHERE " + c.ofEvents("event", ids) + ")"
}

// Noted is true of stories with a note of these words, or with any note where there are none.
func (c *compiler) Noted(words string) string { return "# IN (" + c.noted(words) + ")" }

// Counts is true of stories with such a value of a unit, or of any. The plus keeps SQLite from
// asking the word index, which knows the unit, once for each value.
func (c *compiler) Counts(unit, op string, value float64) string {
	found := "value " + op + " " + c.Bind(value) + " AND " + saneValue
	if unit == "" {
		return "# IN (SELECT story FROM figure WHERE " + found + ")"
	}
	return "+# IN (SELECT story FROM figure WHERE unit IN (SELECT n FROM unit WHERE ' ' || name || ' ' LIKE " +
		c.Bind("% "+unit+" %") + ") AND " + found + ")"
}

// saneValue keeps out what news.Figure.Sane refuses: a store written before it did has
// rows of that until the story is read again.
const saneValue = "value BETWEEN -1e15 AND 1e15"

// Unread is true of what the user has not read.
func (c *compiler) Unread() string {
	return "EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = #)"
}

// Starred is true of what the user starred.
func (c *compiler) Starred() string {
	return "EXISTS (SELECT 1 FROM mark WHERE user = ?1 AND story = # AND starred <> 0)"
}
