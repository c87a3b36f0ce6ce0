package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/terms"
)

// selectFeed begins to select feeds, as they are for everybody. selectOwnFeed adds how a user has them, o.
const (
	selectFeed    = `SELECT f.n, f.doc, st.doc, st.holder, st.until FROM feed f JOIN feed_state st ON st.feed = f.n`
	selectOwnFeed = `SELECT f.n, f.doc, st.doc, st.holder, st.until, o.doc FROM feed f JOIN feed_state st ON st.feed = f.n`
)

func scanFeed(rows interface{ Scan(...any) error }, more ...any) (int64, news.FeedStatus, error) {
	var n int64
	var doc, state []byte
	var f news.FeedStatus
	var until int64
	if err := rows.Scan(append([]any{&n, &doc, &state, &f.Holder, &until}, more...)...); err != nil {
		return 0, f, err
	}
	if f.Holder != "" {
		f.Until = time.UnixMilli(until).UTC()
	}
	if err := json.Unmarshal(doc, &f.Feed); err != nil {
		return 0, f, err
	}
	return n, f, json.Unmarshal(state, &f.State)
}

// Feeds returns every subscription with its health, by folder, then title.
func (s *Store) Feeds(ctx context.Context, user news.User) ([]news.FeedStatus, error) {
	feeds, err := s.feeds(ctx, user, "")
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", s.plain(err))
	}
	slices.SortStableFunc(feeds, func(a, b news.FeedStatus) int {
		return cmp.Or(
			strings.Compare(strings.ToLower(a.Folder), strings.ToLower(b.Folder)),
			strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)),
			strings.Compare(string(a.ID), string(b.ID)))
	})
	return feeds, nil
}

// Feed returns one subscription with its health.
func (s *Store) Feed(ctx context.Context, user news.User, id news.FeedID) (news.FeedStatus, error) {
	feeds, err := s.feeds(ctx, user, id)
	if err == nil && len(feeds) == 0 {
		err = news.ErrNotFound
	}
	if err != nil {
		return news.FeedStatus{}, fmt.Errorf("feed %s: %w", id, s.plain(err))
	}
	return feeds[0], nil
}

// feeds returns the feeds that a user sees, or one of them.
func (s *Store) feeds(ctx context.Context, user news.User, only news.FeedID) ([]news.FeedStatus, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, selectOwnFeed+` LEFT JOIN subscription o ON o.user = ?1 AND o.feed = f.n
		WHERE f.removed = 0 AND ?2 IN ('', f.id) AND `+sees("?1", "f.n"), u, string(only))
	if err != nil {
		return nil, err
	}
	var feeds []news.FeedStatus
	at := map[int64]int{}
	err = eachRow(rows, func(r *sql.Rows) error {
		var own []byte
		n, f, err := scanFeed(r, &own)
		if err == nil && own != nil {
			var o news.Subscription
			err = json.Unmarshal(own, &o)
			f.Feed = o.Of(f.Feed)
		}
		at[n] = len(feeds)
		feeds = append(feeds, f)
		return err
	})
	if err != nil {
		return nil, err
	}
	one := int64(0)
	if len(feeds) == 1 {
		for n := range at {
			one = n
		}
	}
	return feeds, s.countFeeds(ctx, u, one, func(n int64, count func(*news.FeedStatus)) {
		if i, ok := at[n]; ok {
			count(&feeds[i])
		}
	})
}

// countFeeds fills in what is kept count of, and the stories of a week and those that
// were too costly off an index, of one feed or (0) of all.
func (s *Store) countFeeds(ctx context.Context, u, one int64, fill func(int64, func(*news.FeedStatus))) error {
	rows, err := s.read.QueryContext(ctx, `SELECT f.n, coalesce(i.stories, 0), coalesce(r.stories, 0), (SELECT count(*) FROM story WHERE feed = f.n AND n > ?1)
		FROM feed f LEFT JOIN tally i ON i.user = 0 AND i.feed = f.n LEFT JOIN tally r ON r.user = ?2 AND r.feed = f.n WHERE ?3 IN (0, f.n)`,
		s.now().Add(-7*24*time.Hour).Unix(), u, one)
	if err != nil {
		return err
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var n, items, unread, recent int64
		err := r.Scan(&n, &items, &unread, &recent)
		fill(n, func(f *news.FeedStatus) {
			f.Items, f.Unread, f.PerDay = int(items), int(unread), float64(recent)/7
		})
		return err
	})
	if err != nil {
		return err
	}
	rows, err = s.read.QueryContext(ctx, costlyQuery, quote(terms.StateFacet+"costly"), one)
	if err != nil {
		return err
	}
	return eachRow(rows, func(r *sql.Rows) error {
		var n int64
		var costly int
		err := r.Scan(&n, &costly)
		fill(n, func(f *news.FeedStatus) { f.Costly = costly })
		return err
	})
}

// costlyQuery counts the stories that were too costly to tag, by feed: few, and found in
// the word index.
const costlyQuery = `SELECT s.feed, count(*) FROM search CROSS JOIN story s ON s.n = search.rowid
	WHERE search MATCH ?1 AND s.hidden = 0 AND ?2 IN (0, s.feed) GROUP BY s.feed`

// PutFeed adds a subscription or changes one with the same ID.
func (s *Store) PutFeed(ctx context.Context, f news.Feed) error {
	return s.update(ctx, "subscribe to a feed", untilPower, func(t *tx) error {
		if taken, err := t.taken(f); err != nil || taken {
			return cmp.Or(err, news.ErrExists)
		}
		return errors.Join(t.putFeed(f), t.tick("feeds"))
	})
}

// AddFeeds adds those feeds that are not subscribed to, all of them or none.
func (s *Store) AddFeeds(ctx context.Context, feeds []news.Feed) (int, error) {
	added := 0
	err := s.update(ctx, "subscribe to feeds", untilPower, func(t *tx) error {
		added = 0
		for _, f := range feeds {
			known, err := t.shareFeed(f)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				return err
			}
			if !known {
				added++
			}
		}
		return t.tick("feeds")
	})
	if err != nil {
		added = 0
	}
	return added, err
}

// shareFeed adds a feed for everybody unless it is known as one, by its ID or address. A
// personal one becomes shared.
func (t *tx) shareFeed(f news.Feed) (known bool, err error) {
	n, err := t.feedLike(f)
	if err != nil {
		return false, err
	}
	if n != 0 {
		var doc []byte
		var personal bool
		if _, err := t.get(`SELECT personal, doc FROM feed WHERE n = ?`, []any{n}, &personal, &doc); err != nil || !personal {
			return true, err
		}
		var was news.Feed
		if err := json.Unmarshal(doc, &was); err != nil {
			return false, err
		}
		f.ID, f.URL = was.ID, was.URL
	}
	f.Personal = false
	return false, t.putFeed(f)
}

// taken reports whether another subscription has the feed's address.
func (t *tx) taken(f news.Feed) (bool, error) {
	var other string
	return t.get(`SELECT id FROM feed WHERE url = ? AND removed = 0 AND id <> ?`, []any{f.URL, string(f.ID)}, &other)
}

// putFeed writes a subscription.
func (t *tx) putFeed(f news.Feed) error {
	doc, err := json.Marshal(f)
	if err != nil {
		return err
	}
	var n int64
	var removed, personal bool
	found, err := t.get(`SELECT n, removed, personal FROM feed WHERE id = ?`, []any{string(f.ID)}, &n, &removed, &personal)
	if err != nil {
		return err
	}
	if !found {
		if n, err = t.insert(`INSERT INTO feed (id, url, personal, doc) VALUES (?, ?, ?, ?)`, string(f.ID), f.URL, f.Personal, string(doc)); err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO feed_state (feed) VALUES (?)`, n)
		return err
	}
	if _, err = t.exec(`UPDATE feed SET url = ?, personal = ?, doc = ?, removed = 0 WHERE n = ?`, f.URL, f.Personal, string(doc), n); err == nil && removed {
		err = bringBack(t, n)
	}
	if err != nil || personal == f.Personal {
		return err
	}
	if f.Personal {
		return errors.Join(t.standAlone(n), t.forgetUnread(n))
	}
	if err := t.shareNames(n); err != nil {
		return err
	}
	return t.unreadOf(n, 0)
}

// RemoveFeed ends a subscription. Starred stories and those with notes stay in the lists;
// the others are hidden until PutFeed brings them back or Sweep deletes them.
func (s *Store) RemoveFeed(ctx context.Context, id news.FeedID) error {
	return s.update(ctx, fmt.Sprintf("remove feed %s", id), untilPower, func(t *tx) error {
		n, err := t.feed(id)
		if err != nil {
			return err
		}
		return errors.Join(t.removeFeed(n), t.tick("feeds"))
	})
}

func (t *tx) removeFeed(n int64) error {
	if _, err := t.exec(`UPDATE feed SET removed = 1 WHERE n = ?`, n); err != nil {
		return err
	}
	return hide(t, n)
}

// feed returns the number of a subscribed feed.
func (t *tx) feed(id news.FeedID) (int64, error) {
	var n int64
	found, err := t.get(`SELECT n FROM feed WHERE id = ? AND removed = 0`, []any{string(id)}, &n)
	if err == nil && !found {
		err = fmt.Errorf("feed %s: %w", id, news.ErrNotFound)
	}
	return n, err
}

// hide takes a feed's stories that nobody starred or wrote a note on off every list.
func hide(t *tx, feed int64) error {
	for _, q := range []string{
		`UPDATE story SET hidden = 1 WHERE feed = ? AND NOT EXISTS (SELECT 1 FROM mark WHERE story = n AND starred <> 0)
			AND NOT EXISTS (SELECT 1 FROM note WHERE note.story = story.id)`,
		`INSERT OR IGNORE INTO parked (story, user) SELECT u.story, u.user FROM story s CROSS JOIN user x CROSS JOIN unread u ON u.user = x.n AND u.story = s.n WHERE s.feed = ? AND s.hidden = 1`,
		`DELETE FROM unread WHERE user IN (SELECT n FROM user) AND story IN (SELECT n FROM story WHERE feed = ? AND hidden = 1)`,
	} {
		if _, err := t.exec(q, feed); err != nil {
			return err
		}
	}
	return refreshEventsOf(t, feed)
}

func bringBack(t *tx, feed int64) error {
	for _, q := range []string{
		`UPDATE story SET hidden = 0 WHERE feed = ?`,
		`INSERT OR IGNORE INTO unread (user, story, feed) SELECT p.user, p.story, s.feed FROM story s JOIN parked p ON p.story = s.n WHERE s.feed = ? AND ` + sees("p.user", "s.feed"),
		`DELETE FROM parked WHERE story IN (SELECT n FROM story WHERE feed = ?)`,
	} {
		if _, err := t.exec(q, feed); err != nil {
			return err
		}
	}
	return refreshEventsOf(t, feed)
}

// refreshEventsOf recomputes the events that hold stories of a feed.
func refreshEventsOf(t *tx, feed int64) error {
	events := map[int64]bool{}
	err := t.each(`SELECT DISTINCT p.event FROM story s JOIN place p ON p.story = s.n WHERE s.feed = ?`, []any{feed},
		func(r *sql.Rows) error {
			var n int64
			err := r.Scan(&n)
			events[n] = true
			return err
		})
	if err != nil {
		return err
	}
	return refreshEvents(t, events)
}

// Due leases feeds whose time has come, oldest due first.
func (s *Store) Due(ctx context.Context, l store.Lease) ([]news.FeedStatus, error) {
	var due []news.FeedStatus
	err := s.update(ctx, "lease feeds", untilKill, func(t *tx) error {
		numbers, err := dueFeeds(t, l, &due)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			if _, err := t.exec(`UPDATE feed_state SET holder = ?, until = ? WHERE feed = ?`, l.Holder, millis(l.Until), n); err != nil {
				return err
			}
		}
		return nil
	})
	return due, err
}

func dueFeeds(t *tx, l store.Lease, due *[]news.FeedStatus) ([]int64, error) {
	var numbers []int64
	take := func(r *sql.Rows) error {
		n, f, err := scanFeed(r)
		numbers = append(numbers, n)
		*due = append(*due, f)
		return err
	}
	now := millis(l.Now)
	stray := millis(l.Until.Add(l.Until.Sub(l.Now))) // no lease is that long: a clock was wrong
	if len(l.Only) == 0 {
		return numbers, t.each(selectFeed+` WHERE st.next <= ?1 AND f.removed = 0 AND (st.until <= ?1 OR st.until > ?3) ORDER BY st.next, f.n LIMIT ?2`,
			[]any{now, l.Limit, stray}, take)
	}
	for _, id := range l.Only {
		if len(numbers) == l.Limit {
			break
		}
		if err := t.each(selectFeed+` WHERE f.id = ? AND f.removed = 0 AND (st.until <= ? OR st.until > ? OR st.holder = ?)`,
			[]any{string(id), now, stray, l.Holder}, take); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// tick moves one of the counters on.
func (t *tx) tick(counter string) error {
	_, err := t.exec(`UPDATE tick SET ` + counter + ` = ` + counter + ` + 1`)
	return err
}

// Tick returns a number that grows whenever any process changes something.
func (s *Store) Tick(ctx context.Context) (store.Tick, error) {
	var k store.Tick
	err := s.read.QueryRowContext(ctx, `SELECT stories, marks, feeds FROM tick`).Scan(&k.Stories, &k.Marks, &k.Feeds)
	if err != nil {
		return k, fmt.Errorf("read tick: %w", s.plain(err))
	}
	return k, nil
}
