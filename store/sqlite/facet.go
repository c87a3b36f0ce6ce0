package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/store/terms"
	"dateline/words"
)

// feedsCond is true of stories of these feeds.
func feedsCond(feeds []int64) cond {
	if len(feeds) == 0 {
		return cond{sql: never, match: noMatch, both: true}
	}
	var match, numbers []string
	for _, n := range feeds {
		number := strconv.FormatInt(n, 10)
		numbers = append(numbers, number)
		match = append(match, quote(terms.FeedFacet+number))
	}
	return cond{sql: "s.feed IN (" + strings.Join(numbers, ",") + ")", match: strings.Join(match, " OR "), both: true}
}

// tag finds stories of feeds the reader tagged or filed so, and those the outlet
// tagged so.
func (c *compiler) tag(name string) cond {
	own := partOfName(terms.TagFacet, name)
	var feeds []int64
	for _, f := range c.feeds {
		if f.tagged(name) {
			feeds = append(feeds, f.n)
		}
	}
	if len(feeds) == 0 {
		return own
	}
	return cond{match: own.match + " OR " + feedsCond(feeds).match}
}

// figure finds stories by what is counted and by its value: among those that count it,
// which the word index knows, by the table of values. The plus keeps SQLite from asking
// that index once for each value.
func (c *compiler) figure(t *news.Term) cond {
	asked := words.Counted(t.Value)
	if t.Op == "" {
		return partOfName(terms.UnitFacet, asked)
	}
	unit := terms.FoldName(asked)
	value := "value " + t.Op + " " + c.bind(t.Num) + " AND " + saneValue
	if unit == "" {
		return cond{sql: "# IN (SELECT story FROM figure WHERE " + value + ")"}
	}
	return cond{narrow: partOfName(terms.UnitFacet, asked).match, sql: "+# IN (SELECT story FROM figure WHERE unit IN (SELECT n FROM unit WHERE ' ' || name || ' ' LIKE " +
		c.bind("% "+unit+" %") + ") AND " + value + ")"}
}

// saneValue keeps out what news.Figure.Sane refuses: a store written before it did has
// rows of that until the story is read again.
const saneValue = "value BETWEEN -1e15 AND 1e15"

// state finds stories by the reader's marks and by the agency's.
func (c *compiler) state(word string) cond {
	flag := func(f news.Flag) cond {
		return cond{sql: fmt.Sprintf("(s.flags <> 0 AND s.flags & %d <> 0)", f)}
	}
	switch word {
	case "unread":
		return cond{sql: "EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = #)"}
	case "read":
		return cond{sql: "NOT EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = #)"}
	case "starred":
		return cond{sql: "EXISTS (SELECT 1 FROM mark WHERE user = ?1 AND story = # AND starred <> 0)"}
	case "noted":
		return cond{sql: "# IN (" + c.noted("") + ")"}
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
		return cond{match: quote(terms.StateFacet + word)}
	}
	return cond{sql: never}
}
