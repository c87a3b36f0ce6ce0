package postgres

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/terms"
)

// Who sees which feed: a shared one everybody but who left it, a personal one who
// subscribed to it. Most stores have shared feeds that nobody left, and then no query
// says a word about it.

// anyUser is the number of news.AnyUser, who sees all and has no marks.
const anyUser = -1

// unseenFeeds selects the feeds that user $1 does not see.
const unseenFeeds = `(SELECT n FROM feed WHERE personal AND $1 >= 0 AND n NOT IN (SELECT feed FROM subscription WHERE usr = $1 AND NOT off)
	UNION ALL SELECT feed FROM subscription WHERE usr = $1 AND off)`

// sight is what a user sees of the feeds, and what these are called for him.
type sight struct {
	names  terms.FeedNames
	unseen []int64
}

// sights are those of the users who asked since feeds changed.
type sights struct {
	at  int64 // tick.feeds when they were read
	own map[int]sight
}

// maxSights bounds how many users' are remembered.
const maxSights = 2000

// sight returns what a user sees, kept until feeds change.
func (s *Store) sight(ctx context.Context, u int) (sight, error) {
	ctx, cancel, err := s.soon(ctx)
	if err != nil {
		return sight{}, err
	}
	defer cancel()
	var at int64
	if _, err := s.row(ctx, `SELECT feeds FROM tick WHERE slot = 0`, nil, &at); err != nil {
		return sight{}, err
	}
	s.mu.Lock()
	if s.sights.own == nil || s.sights.at != at || len(s.sights.own) > maxSights {
		s.sights = sights{at, map[int]sight{}}
	}
	own, ok := s.sights.own[u]
	s.mu.Unlock()
	if ok {
		return own, nil
	}
	unseen, err := column[int64](ctx, s, unseenFeeds, u)
	if err != nil {
		return sight{}, err
	}
	own = sight{unseen: unseen}
	if own.names, err = s.readNames(ctx, u); err != nil {
		return sight{}, err
	}
	s.mu.Lock()
	if s.sights.at == at {
		s.sights.own[u] = own
	}
	s.mu.Unlock()
	return own, nil
}

// readNames reads what all feeds are called for a user.
func (s *Store) readNames(ctx context.Context, u int) (names terms.FeedNames, err error) {
	rows, err := s.query(ctx, `SELECT f.n, f.doc, o.doc FROM feed f LEFT JOIN subscription o ON o.usr = $1 AND o.feed = f.n AND NOT o.off`, u)
	err = eachRow(rows, err, func(r pgx.Rows) error {
		var f news.Feed
		var n int64
		var doc, own []byte
		if err := r.Scan(&n, &doc, &own); err != nil {
			return err
		}
		if err := json.Unmarshal(doc, &f); err != nil {
			return err
		}
		if err := asOwned(&f, own); err != nil {
			return err
		}
		names = append(names, terms.NameFeed(n, &f))
		return nil
	})
	return names, err
}

// asOwned makes a feed what it is to a subscriber; subscription is JSON, nil for none.
func asOwned(f *news.Feed, subscription []byte) error {
	if subscription == nil {
		return nil
	}
	var o news.Subscription
	err := json.Unmarshal(subscription, &o)
	*f = o.Of(*f)
	return err
}

// feeds writes that a column of feeds' numbers is none of those that are not seen.
func (v sight) feeds(column string) string {
	if len(v.unseen) == 0 {
		return "true"
	}
	return column + " <> ALL(" + bigints(v.unseen) + ")"
}

// bigints writes numbers as an array of SQL.
func bigints(numbers []int64) string {
	digits := make([]string, len(numbers))
	for i, n := range numbers {
		digits[i] = strconv.FormatInt(n, 10)
	}
	return "'{" + strings.Join(digits, ",") + "}'::bigint[]"
}

// unread is true of story s with mark m that the user has not read.
func (v sight) unread() string {
	if len(v.unseen) == 0 {
		return unread
	}
	return "(" + unread + " AND " + v.feeds("s.feed") + ")"
}

// seen is true of story s that user $1 sees: what he starred or wrote a note on stays.
func (v sight) seen() string {
	if len(v.unseen) == 0 {
		return "true"
	}
	return "(" + v.feeds("s.feed") + ` OR EXISTS (SELECT 1 FROM mark k WHERE k.usr = $1 AND k.story = s.n AND k.starred <> 0)
		OR EXISTS (SELECT 1 FROM note y WHERE y.story = s.id AND y.usr = $1))`
}

// userSight returns a user's number and what he sees.
func (s *Store) userSight(ctx context.Context, user news.User) (int, sight, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return 0, sight{}, err
	}
	v, err := s.sight(ctx, u)
	return u, v, err
}

// lacks reports whether there are feeds that the user does not see.
func (v sight) lacks() bool { return len(v.unseen) > 0 }
