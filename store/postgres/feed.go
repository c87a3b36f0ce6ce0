package postgres

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store"
	"dateline/store/terms"
)

const selectFeed = `SELECT f.n, f.doc, st.doc, st.holder, st.until, st.stories FROM feed f JOIN feed_state st ON st.feed = f.n`

func scanFeed(r pgx.Rows, more ...any) (int64, news.FeedStatus, error) {
	var n, until int64
	var doc, state []byte
	var f news.FeedStatus
	if err := r.Scan(append([]any{&n, &doc, &state, &f.Holder, &until, &f.Items}, more...)...); err != nil {
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
func (s *Store) Feeds(ctx context.Context, user news.User) (feeds []news.FeedStatus, err error) {
	err = s.readingOf(ctx, user, "list feeds", func(ctx context.Context, s *Store) (err error) {
		feeds, err = s.feeds(ctx, user, "")
		return err
	})
	slices.SortStableFunc(feeds, func(a, b news.FeedStatus) int {
		return cmp.Or(
			strings.Compare(strings.ToLower(a.Folder), strings.ToLower(b.Folder)),
			strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)),
			strings.Compare(string(a.ID), string(b.ID)))
	})
	return feeds, err
}

// Feed returns one subscription with its health.
func (s *Store) Feed(ctx context.Context, user news.User, id news.FeedID) (f news.FeedStatus, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("feed %s", id), func(ctx context.Context, s *Store) error {
		feeds, err := s.feeds(ctx, user, id)
		if err == nil && len(feeds) == 0 {
			err = news.ErrNotFound
		}
		if err == nil {
			f = feeds[0]
		}
		return err
	})
	return f, err
}

// feeds returns the feeds that a user sees, or one of them.
func (s *Store) feeds(ctx context.Context, user news.User, only news.FeedID) ([]news.FeedStatus, error) {
	u, v, err := s.userSight(ctx, user)
	if err != nil {
		return nil, err
	}
	var feeds []news.FeedStatus
	var numbers []int64
	rows, err := s.query(ctx, strings.Replace(selectFeed, " FROM", ", o.doc FROM", 1)+` LEFT JOIN subscription o ON o.usr = $1 AND o.feed = f.n
		WHERE NOT f.removed AND $2 IN ('', f.id) AND `+v.feeds("f.n"), u, string(only))
	err = eachRow(rows, err, func(r pgx.Rows) error {
		var own []byte
		n, f, err := scanFeed(r, &own)
		if err == nil {
			err = asOwned(&f.Feed, own)
		}
		numbers, feeds = append(numbers, n), append(feeds, f)
		return err
	})
	if err != nil {
		return nil, err
	}
	return feeds, s.countFeeds(ctx, u, numbers, feeds)
}

// countFeeds fills in what is unread of feeds, the stories of a week and those that were
// too costly to tag.
func (s *Store) countFeeds(ctx context.Context, u int, numbers []int64, feeds []news.FeedStatus) error {
	at := make(map[int64]*news.FeedStatus, len(numbers))
	for i, n := range numbers {
		at[n] = &feeds[i]
	}
	rows, err := s.query(ctx, `SELECT f.feed, f.fresh + coalesce(t.delta, 0), (SELECT count(*) FROM story WHERE feed = f.feed AND n > $3)
		FROM feed_state f LEFT JOIN tally t ON t.usr = $1 AND t.feed = f.feed WHERE f.feed = ANY($2)`,
		u, numbers, firstLabel(s.now().Add(-7*24*time.Hour).UnixMilli()))
	err = eachRow(rows, err, func(r pgx.Rows) error {
		var n, unread, recent int64
		err := r.Scan(&n, &unread, &recent)
		if f := at[n]; f != nil {
			f.Unread, f.PerDay = int(unread), float64(recent)/7
		}
		return err
	})
	if err != nil {
		return err
	}
	rows, err = s.query(ctx, `SELECT feed, count(*) FROM story WHERE words @@ $1::text::tsquery AND NOT hidden AND feed = ANY($2) GROUP BY feed`,
		phrase(false, terms.StateFacet+"costly"), numbers)
	return eachRow(rows, err, func(r pgx.Rows) error {
		var n, costly int64
		err := r.Scan(&n, &costly)
		if f := at[n]; f != nil {
			f.Costly = int(costly)
		}
		return err
	})
}

// PutFeed adds a subscription or changes one with the same ID.
func (s *Store) PutFeed(ctx context.Context, f news.Feed) error {
	return s.update(ctx, "subscribe to a feed", lockNews, func(t *tx) error {
		if taken, err := t.taken(f); err != nil || taken {
			return cmp.Or(err, news.ErrExists)
		}
		if err := t.putFeed(f); err != nil {
			return err
		}
		return t.tick("feeds", 0)
	})
}

// AddFeeds adds those feeds that are not subscribed to, all of them or none.
func (s *Store) AddFeeds(ctx context.Context, feeds []news.Feed) (int, error) {
	added := 0
	err := s.update(ctx, "subscribe to feeds", lockNews, func(t *tx) error {
		added = 0
		for _, f := range feeds {
			known, err := t.shareFeed(f)
			if err != nil {
				return err
			}
			if !known {
				added++
			}
		}
		return t.tick("feeds", 0)
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
		if _, err := t.get(`SELECT personal, doc FROM feed WHERE n = $1`, []any{n}, &personal, &doc); err != nil || !personal {
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
	return t.get(`SELECT n FROM feed WHERE md5(url) = md5($1) AND url = $1 AND NOT removed AND id <> $2`, []any{f.URL, string(f.ID)}, new(int64))
}

// putFeed writes a subscription.
func (t *tx) putFeed(f news.Feed) error {
	doc, err := json.Marshal(f)
	if err != nil {
		return err
	}
	var n int64
	var removed, personal bool
	found, err := t.get(`SELECT n, removed, personal FROM feed WHERE id = $1`, []any{string(f.ID)}, &n, &removed, &personal)
	if err != nil {
		return err
	}
	if !found {
		_, err := t.exec(`WITH f AS (INSERT INTO feed (id, url, personal, doc) VALUES ($1, $2, $3, $4) RETURNING n) INSERT INTO feed_state (feed) SELECT n FROM f`,
			string(f.ID), f.URL, f.Personal, string(doc))
		return err
	}
	if _, err = t.exec(`UPDATE feed SET url = $1, personal = $2, doc = $3, removed = false WHERE n = $4`, f.URL, f.Personal, string(doc), n); err == nil && removed {
		err = t.show(n, `UPDATE story SET hidden = false WHERE feed = $1 AND hidden`)
	}
	switch {
	case err != nil || personal == f.Personal:
		return err
	case f.Personal:
		return t.standAlone(n)
	}
	return t.share(n, f.Muted)
}

// RemoveFeed ends a subscription. Starred stories and those with notes stay in the lists;
// the others are hidden until PutFeed brings them back or Sweep deletes them.
func (s *Store) RemoveFeed(ctx context.Context, id news.FeedID) error {
	return s.update(ctx, fmt.Sprintf("remove feed %s", id), lockNews, func(t *tx) error {
		n, err := t.feed(id)
		if err == nil {
			err = t.removeFeed(n)
		}
		if err != nil {
			return err
		}
		return t.tick("feeds", 0)
	})
}

func (t *tx) removeFeed(n int64) error {
	if _, err := t.exec(`UPDATE feed SET removed = true WHERE n = $1`, n); err != nil {
		return err
	}
	return t.show(n, `UPDATE story s SET hidden = true WHERE feed = $1 AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.story = s.n AND m.starred <> 0)
		AND NOT EXISTS (SELECT 1 FROM note WHERE note.story = s.id)`)
}

// show changes by a statement which stories of a feed are hidden, and what follows of it.
func (t *tx) show(feed int64, change string) error {
	if _, err := t.exec(change, feed); err != nil {
		return err
	}
	if err := t.recount(feed); err != nil {
		return err
	}
	events, err := t.numbers(`SELECT DISTINCT event FROM story WHERE feed = $1`, feed)
	if err != nil {
		return err
	}
	return t.refreshEvents(events)
}

// numbers reads one column of numbers.
func (t *tx) numbers(query string, args ...any) (all []int64, err error) {
	err = t.each(query, args, func(r pgx.Rows) error {
		var n int64
		err := r.Scan(&n)
		all = append(all, n)
		return err
	})
	return all, err
}

// Due leases feeds whose time has come, oldest due first.
func (s *Store) Due(ctx context.Context, l store.Lease) ([]news.FeedStatus, error) {
	var due []news.FeedStatus
	err := s.update(ctx, "lease feeds", lockLeases, func(t *tx) error {
		due = nil
		var numbers []int64
		err := dueFeeds(t, l, func(r pgx.Rows) error {
			n, f, err := scanFeed(r)
			numbers, due = append(numbers, n), append(due, f)
			return err
		})
		if err != nil || len(numbers) == 0 {
			return err
		}
		_, err = t.exec(`UPDATE feed_state SET holder = $1, until = $2 WHERE feed = ANY($3)`, l.Holder, millis(l.Until), numbers)
		return err
	})
	return due, err
}

// dueFeeds reads the feeds to lease. Those that are being filed are left out.
func dueFeeds(t *tx, l store.Lease, take func(pgx.Rows) error) error {
	now := millis(l.Now)
	stray := millis(l.Until.Add(l.Until.Sub(l.Now))) // no lease is that long: a clock was wrong
	if len(l.Only) == 0 {
		return t.each(selectFeed+` WHERE st.next <= $1 AND NOT f.removed AND (st.until <= $1 OR st.until > $3) ORDER BY st.next, f.n LIMIT $2 FOR UPDATE OF st SKIP LOCKED`,
			[]any{now, l.Limit, stray}, take)
	}
	return t.each(selectFeed+` JOIN unnest($1::text[]) WITH ORDINALITY o (id, at) ON o.id = f.id WHERE NOT f.removed AND (st.until <= $2 OR st.until > $3 OR st.holder = $4)
		ORDER BY o.at LIMIT $5 FOR UPDATE OF st SKIP LOCKED`,
		[]any{l.Only, now, stray, l.Holder, l.Limit}, take)
}

// tickSlots is how many rows the counters are parted in.
const tickSlots = 16

// tick moves one of the counters on; marks are counted in a slot of their user.
func (t *tx) tick(counter string, user int) error {
	if _, err := t.exec(`UPDATE tick SET `+counter+` = `+counter+` + 1 WHERE slot = $1`, user%tickSlots); err != nil {
		return err
	}
	switch counter {
	case "marks":
		t.own = append(t.own, user)
	case "feeds":
		t.own = append(t.own, everybody)
	case "stories":
		_, err := t.exec(`SELECT pg_notify($1, '')`, channel)
		return err
	}
	return nil
}

// Tick returns a number that grows whenever any process changes something.
func (s *Store) Tick(ctx context.Context) (k store.Tick, err error) {
	err = s.readingOf(ctx, news.Local, "read tick", func(ctx context.Context, s *Store) error {
		_, err := s.row(ctx, `SELECT sum(stories)::bigint, sum(marks)::bigint, sum(feeds)::bigint FROM tick`, nil, &k.Stories, &k.Marks, &k.Feeds)
		return err
	})
	return k, err
}
