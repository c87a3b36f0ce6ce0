package postgres

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// sweepBatch is how many stories one transaction of Sweep deletes, so that
// other writers get their turn.
const sweepBatch = 500

// What Sweep deletes: stories after the label $1 that are hidden, or of feed $3, no later
// than label $4, older than $5 (ms) and not among its newest $6.
const (
	sweepHidden = `SELECT s.n, s.event FROM story s WHERE s.hidden AND s.n > $1`
	sweepOld    = `SELECT s.n, s.event FROM story s WHERE s.feed = $3 AND s.n > $1 AND s.n <= $4 AND s.time < $5 AND NOT s.hidden
		AND ($6 <= 0 OR s.n < (SELECT n FROM story WHERE feed = $3 ORDER BY n DESC LIMIT 1 OFFSET greatest($6 - 1, 0)))`
	sweepUnstarred = ` AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.story = s.n AND m.starred <> 0)
		AND NOT EXISTS (SELECT 1 FROM note o WHERE o.story = s.id) ORDER BY s.n LIMIT $2`
)

// Sweep deletes old stories and what removed feeds left. Whole months go at once where
// nothing in them is kept.
func (s *Store) Sweep(ctx context.Context, before time.Time, keep int) (int, error) {
	swept, err := s.sweepStories(ctx, sweepHidden)
	if err != nil {
		return swept, err
	}
	if keep <= 0 {
		n, err := s.dropMonths(ctx, before)
		if swept += n; err != nil {
			return swept, err
		}
	}
	feeds, err := s.sweptFeeds(ctx, keep)
	if err != nil {
		return swept, err
	}
	for _, f := range feeds {
		n, err := s.sweepStories(ctx, sweepOld, f.feed, lastLabel(millis(before)), millis(before), f.keep)
		if swept += n; err != nil {
			return swept, err
		}
	}
	if err := s.sweepFeeds(ctx); err != nil || keep > 0 {
		return swept, err
	}
	return swept, s.sweepAlerts(ctx, before)
}

type sweptFeed struct{ feed, keep int64 }

// sweptFeeds returns every feed with how many of its newest stories are kept: as many as
// its document holds at least, or they would come again.
func (s *Store) sweptFeeds(ctx context.Context, keep int) (all []sweptFeed, err error) {
	err = s.reading(ctx, "sweep", func(ctx context.Context) error {
		all = nil
		rows, err := s.write.Query(ctx, `SELECT f.n, greatest($1::bigint, coalesce((fs.doc::jsonb ->> 'items')::bigint, 0)) FROM feed f LEFT JOIN feed_state fs ON fs.feed = f.n`, keep)
		return eachRow(rows, err, func(r pgx.Rows) error {
			var f sweptFeed
			err := r.Scan(&f.feed, &f.keep)
			all = append(all, f)
			return err
		})
	})
	return all, err
}

// sweepStories deletes doomed stories that nobody starred or wrote a note on in steps, each
// of them from where the last one ended.
func (s *Store) sweepStories(ctx context.Context, doom string, args ...any) (int, error) {
	swept := 0
	for last := int64(math.MinInt64); ; {
		var labels, events []int64
		err := s.update(ctx, "sweep", lockNews, func(t *tx) error {
			labels, events = nil, nil
			seen := map[int64]bool{}
			err := t.each(doom+sweepUnstarred, append([]any{last, sweepBatch}, args...), func(r pgx.Rows) error {
				var n, event int64
				err := r.Scan(&n, &event)
				labels = append(labels, n)
				if !seen[event] {
					seen[event] = true
					events = append(events, event)
				}
				return err
			})
			if err != nil || len(labels) == 0 {
				return err
			}
			return t.deleteStories(labels, events)
		})
		if err != nil {
			return swept, err
		}
		if swept += len(labels); len(labels) < sweepBatch {
			return swept, nil
		}
		last = labels[len(labels)-1]
	}
}

// uncount takes stories out of the totals of their feeds; which says which stories s.
func (t *tx) uncount(which string, args ...any) error {
	for _, q := range []string{
		`UPDATE tally t SET delta = t.delta - x.delta FROM (SELECT m.usr, s.feed, sum(` + readDelta + `) AS delta FROM story s JOIN mark m ON m.story = s.n
			WHERE ` + which + ` AND NOT s.hidden GROUP BY m.usr, s.feed) x WHERE t.usr = x.usr AND t.feed = x.feed`,
		`UPDATE feed_state t SET stories = t.stories - x.stories, fresh = t.fresh - x.fresh FROM (SELECT s.feed, count(*) AS stories,
			count(*) FILTER (WHERE NOT s.hidden AND NOT s.quiet) AS fresh FROM story s WHERE ` + which + ` GROUP BY s.feed) x WHERE t.feed = x.feed`,
	} {
		if _, err := t.exec(q, args...); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) deleteStories(labels, events []int64) error {
	if err := t.uncount(`s.n = ANY($1)`, labels); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM mark WHERE story = ANY($1)`,
		`DELETE FROM fresh WHERE story = ANY($1)`,
		`DELETE FROM bookmark WHERE story = ANY($1)`,
		`DELETE FROM page WHERE story = ANY($1)`,
		`DELETE FROM version WHERE story = ANY($1)`,
		`DELETE FROM followup WHERE earlier = ANY($1) OR story = ANY($1)`,
		`DELETE FROM finding WHERE n = ANY($1)`,
		`DELETE FROM body WHERE n = ANY($1)`,
		`DELETE FROM story WHERE n = ANY($1)`,
	} {
		if _, err := t.exec(q, labels); err != nil {
			return err
		}
	}
	if err := t.refreshEvents(events); err != nil {
		return err
	}
	return t.tick("stories", 0)
}

// sweepFeeds forgets removed feeds that have no story left.
func (s *Store) sweepFeeds(ctx context.Context) error {
	return s.update(ctx, "sweep feeds", lockNews, func(t *tx) error {
		_, err := t.exec(`WITH f AS (DELETE FROM feed WHERE removed AND NOT EXISTS (SELECT 1 FROM story WHERE story.feed = feed.n) RETURNING n),
			o AS (DELETE FROM own_name WHERE feed IN (SELECT n FROM f)),
			st AS (DELETE FROM tally WHERE feed IN (SELECT n FROM f)) DELETE FROM feed_state WHERE feed IN (SELECT n FROM f)`)
		return err
	})
}

// dropMonths drops the months that ended before a time and of which nothing is kept: no
// story is starred, has a note or is among those that its feed's document lists.
func (s *Store) dropMonths(ctx context.Context, before time.Time) (int, error) {
	dropped := 0
	if err := s.loadMonths(ctx); err != nil { // some were made since
		return 0, err
	}
	for _, m := range s.parts() {
		if m.first == math.MinInt64 || m.end > firstLabel(millis(before)) {
			continue
		}
		var n int
		err := s.update(ctx, "sweep a month", lockNews, func(t *tx) (err error) {
			n, err = t.dropMonth(m)
			return err
		})
		if err == nil {
			dropped += n
		}
		var server *pgconn.PgError
		if err != nil && !(errors.As(err, &server) && server.Code == codeLocked) {
			return dropped, err
		}
	}
	if dropped == 0 {
		return 0, nil
	}
	return dropped, s.loadMonths(ctx)
}

// codeLocked is the error of a lock that was not got in time.
const codeLocked = "55P03"

// dropMonth drops a month unless something of it is kept. Who reads is not waited for
// longer than a moment: the stories then go one by one.
func (t *tx) dropMonth(m bounds) (int, error) {
	story, mark := partName("story", m.first), partName("mark", m.first)
	var kept bool
	var stories int
	if _, err := t.get(`SELECT EXISTS (SELECT 1 FROM `+mark+` WHERE starred <> 0) OR EXISTS (SELECT 1 FROM note o JOIN `+story+` s ON s.id = o.story), (SELECT count(*) FROM `+story+`)`, nil, &kept, &stories); err != nil || kept {
		return 0, err
	}
	// A feed's newest stories, as many as its document lists, are newer than the month.
	if _, err := t.get(`SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT feed FROM `+story+`) p JOIN feed_state f ON f.feed = p.feed
		WHERE coalesce((f.doc::jsonb ->> 'items')::int, 0) > (SELECT count(*) FROM (SELECT FROM story s WHERE s.feed = p.feed AND s.n >= $1 LIMIT (f.doc::jsonb ->> 'items')::int) x))`,
		[]any{m.end}, &kept); err != nil || kept {
		return 0, err
	}
	events, err := t.numbers(`SELECT DISTINCT event FROM ` + story)
	if err != nil {
		return 0, err
	}
	if err := t.uncount(`s.n >= $1 AND s.n < $2`, m.first, m.end); err != nil {
		return 0, err
	}
	for _, of := range []struct{ table, label string }{
		{"fresh", "story"}, {"bookmark", "story"}, {"page", "story"}, {"version", "story"}, {"followup", "earlier"}, {"followup", "story"},
	} {
		if _, err := t.exec(fmt.Sprintf(`DELETE FROM %[1]s WHERE %[2]s >= $1 AND %[2]s < $2`, of.table, of.label), m.first, m.end); err != nil {
			return 0, err
		}
	}
	if _, err := t.exec(`SET LOCAL lock_timeout = '2s'`); err != nil {
		return 0, err
	}
	for _, p := range parted {
		if _, err := t.exec(`DROP TABLE ` + partName(p.table, m.first)); err != nil {
			return 0, err
		}
	}
	if err := t.refreshEvents(events); err != nil {
		return 0, err
	}
	if stories == 0 {
		return 0, nil
	}
	return stories, t.tick("stories", 0)
}
