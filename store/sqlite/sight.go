package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dateline/news"
	"dateline/store/terms"
)

// Who sees which feed: a shared one everybody but who left it, a personal one who
// subscribed to it. Most stores have shared feeds that nobody left, and then no query
// says a word about it.

// anyUser is the number of news.AnyUser, who sees all and has no marks.
const anyUser = -1

// unseenFeeds selects the feeds that the user of ?1 does not see.
const unseenFeeds = `(SELECT n FROM feed WHERE personal <> 0 AND n NOT IN (SELECT feed FROM subscription WHERE user = ?1 AND off = 0)
	UNION ALL SELECT feed FROM subscription WHERE user = ?1 AND off <> 0)`

// unseenStories selects the stories that the user of ?1 does not see.
const unseenStories = `(SELECT n FROM story WHERE feed IN ` + unseenFeeds + `
	AND n NOT IN (SELECT story FROM mark WHERE user = ?1 AND starred <> 0)
	AND n NOT IN (SELECT o.n FROM note x CROSS JOIN story o ON o.id = x.story WHERE x.user = ?1))`

// seenStory holds where the user of ?1 sees story s.
const seenStory = `((s.feed NOT IN (SELECT n FROM feed WHERE personal <> 0) OR s.feed IN (SELECT feed FROM subscription WHERE user = ?1 AND off = 0))
		AND s.feed NOT IN (SELECT feed FROM subscription WHERE user = ?1 AND off <> 0)
	OR EXISTS (SELECT 1 FROM mark WHERE user = ?1 AND story = s.n AND starred <> 0)
	OR EXISTS (SELECT 1 FROM note x WHERE x.story = s.id AND x.user = ?1))`

// sees writes whether a user sees a feed, by the expressions of their numbers.
func sees(user, feed string) string {
	return fmt.Sprintf(`(%[1]s < 0 OR coalesce((SELECT o.off = 0 FROM subscription o WHERE o.user = %[1]s AND o.feed = %[2]s),
		(SELECT g.personal = 0 FROM feed g WHERE g.n = %[2]s), 1))`, user, feed)
}

// seesStory writes whether a user sees story s, for few stories: it asks for each.
func seesStory(user string) string {
	return `(` + sees(user, "s.feed") + ` OR EXISTS (SELECT 1 FROM mark k WHERE k.user = ` + user + ` AND k.story = s.n AND k.starred <> 0)
		OR EXISTS (SELECT 1 FROM note y WHERE y.story = s.id AND y.user = ` + user + `))`
}

// lacks reports whether there are feeds that a user does not see: two looks at indexes
// that are empty in most stores.
func (s *Store) lacks(ctx context.Context, user int64) (lacks bool, err error) {
	if user == anyUser {
		return false, nil
	}
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM feed WHERE personal <> 0) OR EXISTS (SELECT 1 FROM subscription WHERE user = ? AND off <> 0)`,
		user).Scan(&lacks)
	return lacks, err
}

// called is what feeds are called: by everybody, and by those who call some another way.
type called struct {
	at  int64 // tick.feeds + 1 when it was read
	all terms.FeedNames
	own map[int64]terms.FeedNames
}

// feedNames returns the names of all feeds as a user has them, kept until feeds change.
func (s *Store) feedNames(ctx context.Context, user int64) (terms.FeedNames, error) {
	var at int64
	if err := s.read.QueryRowContext(ctx, `SELECT feeds FROM tick`).Scan(&at); err != nil {
		return nil, err
	}
	s.mu.Lock()
	known := s.names
	own, ok := known.own[user]
	s.mu.Unlock()
	if known.at == at+1 && ok {
		return own, nil
	}
	if known.at != at+1 {
		known = called{at: at + 1, own: map[int64]terms.FeedNames{}}
		var err error
		if known.all, err = s.readNames(ctx); err != nil {
			return nil, err
		}
	}
	own, err := s.readOwnNames(ctx, user, known.all)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names.at != known.at {
		s.names = known
	}
	s.names.own[user] = own
	return own, nil
}

func (s *Store) readNames(ctx context.Context) (names terms.FeedNames, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT n, doc FROM feed`)
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var n int64
		var doc []byte
		if err := r.Scan(&n, &doc); err != nil {
			return err
		}
		var f news.Feed
		err := json.Unmarshal(doc, &f)
		names = append(names, terms.NameFeed(n, &f))
		return err
	})
	return names, err
}

// readOwnNames returns the names of feeds, with those that a user gave some.
func (s *Store) readOwnNames(ctx context.Context, user int64, names terms.FeedNames) (terms.FeedNames, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT o.feed, o.doc, f.doc FROM subscription o JOIN feed f ON f.n = o.feed WHERE o.user = ?`, user)
	if err != nil {
		return nil, err
	}
	copied := false
	err = eachRow(rows, func(r *sql.Rows) error {
		var n int64
		var doc, feed []byte
		if err := r.Scan(&n, &doc, &feed); err != nil {
			return err
		}
		f, err := ownFeed(doc, feed)
		if err != nil {
			return err
		}
		if !copied {
			names, copied = slices.Clone(names), true
		}
		if i := slices.IndexFunc(names, func(f terms.FeedName) bool { return f.N == n }); i >= 0 {
			names[i] = terms.NameFeed(n, &f)
		}
		return nil
	})
	return names, err
}

// ownFeed is a feed as a subscription has it; both are JSON.
func ownFeed(subscription, feed []byte) (f news.Feed, err error) {
	var o news.Subscription
	if err = json.Unmarshal(subscription, &o); err == nil {
		err = json.Unmarshal(feed, &f)
	}
	return o.Of(f), err
}

// seen adds that the user sees the story to the conditions of a plan.
func (p *plan) seen(where []string) []string {
	if p.lacks {
		where = append(where, seenStory)
	}
	return where
}

// topOf writes the join of event v with the story s that stands for it: the lead, or
// the first story that the user sees.
func topOf(lacks bool) string {
	if !lacks {
		return topJoins
	}
	first := `(SELECT x.n FROM place p CROSS JOIN story x ON x.n = p.story WHERE p.event = v.n AND x.hidden = 0 AND ` +
		strings.NewReplacer("s.feed", "x.feed", "s.n", "x.n", "s.id", "x.id", "note x", "note y", "x.story", "y.story", "x.user", "y.user").Replace(seenStory) + ` ORDER BY x.n LIMIT 1)`
	lead := `(SELECT s.n FROM story s WHERE s.n = v.lead AND ` + seenStory + `)`
	return strings.Replace(topJoins, "s.n = v.lead", "s.n = coalesce("+lead+", "+first+")", 1)
}

// seenFeeds ends a WHERE so that feed f is one that the user sees.
func (p *plan) seenFeeds() string {
	if !p.lacks {
		return ""
	}
	return " AND f.n NOT IN " + unseenFeeds
}

// unseenCount takes the stories that the user does not see off a count of all that are not
// hidden.
func (p *plan) unseenCount() string {
	if !p.lacks {
		return ""
	}
	return " - (SELECT count(*) FROM story WHERE hidden = 0 AND n IN " + unseenStories + ")"
}
