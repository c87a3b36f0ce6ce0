package sqlite

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// rows writes the FROM of the stories that are read: the driver, and story AS s.
func (p *plan) rows() string {
	if p.driver == "story s" {
		return p.driver
	}
	return p.driver + " CROSS JOIN story s ON s.n = " + p.label
}

// conditions writes the WHERE of rows with labels from lo to hi.
func (p *plan) conditions(lo, hi int64) string {
	where := p.seen(append(p.between(p.label, lo, hi), "s.hidden = 0"))
	if p.Since != math.MinInt64 {
		where = append(where, "s.time >= "+strconv.FormatInt(p.Since, 10))
	}
	if p.Before != math.MaxInt64 {
		where = append(where, "s.time < "+strconv.FormatInt(p.Before, 10))
	}
	return strings.Join(where, " AND ")
}

// ofStory finds a column of the story's row in a condition.
var ofStory = regexp.MustCompile(`\bs\.`)

// bare is a plan that reads labels only: counting needs no more, and a row costs ten
// times what a label does.
type bare struct{ from, label, where string }

// bare returns the plan without rows of stories; ok says that it asks nothing of them. A
// label is the second of its story's time or one of the spill before it, so that it
// tells most bounds of time by itself.
func (p *plan) bare(spill int64) (b bare, ok bool) {
	b.from, b.label = p.driver, p.label
	if p.driver == "story s" {
		b.from, b.label = "place", "place.story"
	}
	lo, hi := p.labels(spill)
	where := append(p.between(b.label, lo, hi), b.label+" NOT IN (SELECT n FROM story WHERE hidden <> 0)")
	if p.lacks {
		where = append(where, b.label+" NOT IN "+unseenStories)
	}
	at := func(op string, ms int64) string {
		return "(SELECT time FROM story WHERE n = " + b.label + ") " + op + " " + strconv.FormatInt(ms, 10) + ")"
	}
	if p.Since != math.MinInt64 {
		where = append(where, "("+b.label+" > "+strconv.FormatInt(floorSeconds(p.Since), 10)+" OR "+at(">=", p.Since))
	}
	if p.Before != math.MaxInt64 {
		where = append(where, "("+b.label+" < "+strconv.FormatInt(floorSeconds(p.Before)-spill, 10)+" OR "+at("<", p.Before))
	}
	b.where = strings.Join(where, " AND ")
	return b, !ofStory.MatchString(b.where)
}

// between writes the plan's own conditions for a column of labels, and its bounds.
func (p *plan) between(label string, lo, hi int64) []string {
	var where []string
	for _, w := range p.where {
		where = append(where, strings.ReplaceAll(w, "#", label))
	}
	if lo != math.MinInt64 {
		where = append(where, label+" >= "+strconv.FormatInt(lo, 10))
	}
	if hi != math.MaxInt64 {
		where = append(where, label+" <= "+strconv.FormatInt(hi, 10))
	}
	return where
}

// manyUnread reports whether a user has many unread stories. It reads that many
// rows of an index at most.
func (s *Store) manyUnread(ctx context.Context, user int64) (many bool, err error) {
	const enough = 2000
	err = s.read.QueryRowContext(ctx, `SELECT count(*) = ?2 FROM (SELECT 1 FROM unread WHERE user = ?1 LIMIT ?2)`, user, enough).Scan(&many)
	return many, err
}

// feedsRead are the feeds of which user ?1 has read something, by the totals that are kept.
const feedsRead = `SELECT a.feed, a.stories FROM tally a LEFT JOIN tally b ON b.user = ?1 AND b.feed = a.feed
	WHERE a.user = 0 AND a.stories <> coalesce(b.stories, 0)`

// hardlyRead reports whether a user has read a twentieth of the stories at most, and whether
// what was read is of feeds that have a third of all stories at most.
func (s *Store) hardlyRead(ctx context.Context, user int64) (hardly, fewFeeds bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(sum(stories) FILTER (WHERE user = ?1), 0) * 20 >= coalesce(sum(stories) FILTER (WHERE user = 0), 0) * 19,
		(SELECT coalesce(sum(stories), 0) FROM (`+feedsRead+`)) * 3 <= coalesce(sum(stories) FILTER (WHERE user = 0), 0)
		FROM tally WHERE user IN (0, ?1)`, user).Scan(&hardly, &fewFeeds)
	return hardly, fewFeeds, err
}

// labels returns the bounds of the labels that stories between two times have.
func (p *plan) labels(spill int64) (lo, hi int64) {
	lo, hi = math.MinInt64, math.MaxInt64
	if p.Since != math.MinInt64 {
		lo = floorSeconds(p.Since) - spill
	}
	if p.Before != math.MaxInt64 {
		hi = floorSeconds(p.Before)
	}
	return lo, hi
}

func floorSeconds(ms int64) int64 { return time.UnixMilli(ms).Unix() }
