package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"dateline/news"
)

// Subscribe gives a user feeds for himself.
func (s *Store) Subscribe(ctx context.Context, user news.User, feeds []news.Feed) (int, error) {
	u, err := s.user(ctx, user)
	added := 0
	if err == nil {
		err = s.update(ctx, "subscribe", untilPower, func(t *tx) error {
			added = 0
			for _, f := range feeds {
				fresh, err := t.subscribe(u, f)
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					return err
				}
				if fresh {
					added++
				}
			}
			return t.tick("feeds")
		})
	}
	if err != nil {
		added = 0
	}
	return added, err
}

// subscribe gives a user one feed and reports whether he did not see it before.
func (t *tx) subscribe(u int64, f news.Feed) (bool, error) {
	n, err := t.feedLike(f)
	if err != nil {
		return false, err
	}
	if n == 0 {
		shared := f // what is his alone stays with him
		shared.Personal, shared.Folder, shared.Tags, shared.Muted = true, "", nil, false
		if err = t.putFeed(shared); err == nil {
			n, err = t.feed(f.ID)
		}
	} else if seen, err := t.seesFeed(u, n); err != nil || seen {
		return false, err
	}
	if err != nil {
		return false, err
	}
	if err := t.putSubscription(u, n, false, news.SubscriptionTo("", f)); err != nil {
		return false, err
	}
	return true, t.unreadOf(n, u)
}

// feedLike returns the number of the feed with that ID or address, 0 when there is none.
func (t *tx) feedLike(f news.Feed) (n int64, err error) {
	found, err := t.get(feedByID, []any{string(f.ID)}, &n)
	if err == nil && !found {
		_, err = t.get(feedByURL, []any{f.URL}, &n)
	}
	return n, err
}

// The queries for a feed like another: each has its index, one for both looks at all feeds.
const (
	feedByID  = `SELECT n FROM feed WHERE removed = 0 AND id = ?`
	feedByURL = `SELECT n FROM feed WHERE removed = 0 AND url = ?`
)

// seesFeed reports whether a user sees a feed.
func (t *tx) seesFeed(u, feed int64) (seen bool, err error) {
	_, err = t.get(`SELECT `+sees("?1", "?2"), []any{u, feed}, &seen)
	return seen, err
}

func (t *tx) putSubscription(u, feed int64, off bool, o news.Subscription) error {
	doc, err := json.Marshal(o)
	if err == nil {
		_, err = t.exec(`INSERT OR REPLACE INTO subscription (user, feed, off, muted, doc) VALUES (?, ?, ?, ?, ?)`, u, feed, off, o.Muted, string(doc))
	}
	return err
}

// unreadOf makes the stories of a feed unread for one user, or (0) for all, who sees it,
// does not have it muted and has not read them.
func (t *tx) unreadOf(feed, user int64) error {
	_, err := t.exec(`INSERT OR IGNORE INTO unread (user, story, feed) SELECT u.n, s.n, s.feed
		FROM feed f CROSS JOIN user u LEFT JOIN subscription o ON o.user = u.n AND o.feed = f.n CROSS JOIN story s ON s.feed = f.n
		WHERE f.n = ?1 AND ?2 IN (0, u.n) AND s.hidden = 0 AND `+wantsNews+`
		AND NOT EXISTS (SELECT 1 FROM mark m WHERE m.user = u.n AND m.story = s.n AND m.read <> 0)`, feed, user)
	return err
}

// wantsNews holds where user u, whose subscription to feed f is o or null, has its new
// stories unread.
const wantsNews = `CASE WHEN o.user IS NULL THEN f.personal = 0 AND NOT coalesce(f.doc ->> '$.muted', 0) ELSE o.off = 0 AND o.muted = 0 END`

// forgetUnread takes the stories of a feed from the unread ones of users who do not see it.
func (t *tx) forgetUnread(feed int64) error {
	_, err := t.exec(`DELETE FROM unread WHERE user IN (SELECT n FROM user u WHERE NOT `+sees("u.n", "?1")+`)
		AND story IN (SELECT n FROM story WHERE feed = ?1)`, feed)
	return err
}

// PutSubscription changes what a user has for himself of a feed.
func (s *Store) PutSubscription(ctx context.Context, o news.Subscription) error {
	u, err := s.user(ctx, o.User)
	if err != nil {
		return fmt.Errorf("change feed %s: %w", o.Feed, err)
	}
	return s.update(ctx, fmt.Sprintf("change feed %s", o.Feed), untilPower, func(t *tx) error {
		n, err := t.seenFeed(u, o.Feed)
		if err != nil {
			return err
		}
		return errors.Join(t.putSubscription(u, n, false, o), t.tick("feeds"))
	})
}

// seenFeed returns the number of a feed that the user sees.
func (t *tx) seenFeed(u int64, id news.FeedID) (int64, error) {
	n, err := t.feed(id)
	if err != nil {
		return 0, err
	}
	seen, err := t.seesFeed(u, n)
	if err == nil && !seen {
		err = fmt.Errorf("feed %s: %w", id, news.ErrNotFound)
	}
	return n, err
}

// Unsubscribe has a user not see a feed any more.
func (s *Store) Unsubscribe(ctx context.Context, user news.User, id news.FeedID) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("leave feed %s: %w", id, err)
	}
	return s.update(ctx, fmt.Sprintf("leave feed %s", id), untilPower, func(t *tx) error {
		n, err := t.seenFeed(u, id)
		if err != nil {
			return err
		}
		if err := t.leave(u, n); err != nil {
			return err
		}
		return errors.Join(t.forgetUnread(n), t.tick("feeds"))
	})
}

// leave notes that a user left a feed; a personal one that nobody has any more is removed.
func (t *tx) leave(u, feed int64) error {
	var personal, had bool
	if _, err := t.get(`SELECT personal FROM feed WHERE n = ?`, []any{feed}, &personal); err != nil {
		return err
	}
	if !personal {
		return t.putSubscription(u, feed, true, news.Subscription{})
	}
	if _, err := t.exec(`DELETE FROM subscription WHERE user = ? AND feed = ?`, u, feed); err != nil {
		return err
	}
	had, err := t.get(`SELECT 1 FROM subscription WHERE feed = ? AND off = 0`, []any{feed}, new(int64))
	if err != nil || had {
		return err
	}
	return t.removeFeed(feed)
}

// apart keeps what is personal and what all see apart, whatever their placements say: the
// engines may not have known yet that a feed became personal.
func (a *annotating) apart(p *placed) error {
	at := &p.Place
	related := len(at.Relations)
	switch {
	case p.personal:
		at.Event, at.Origin, at.Relations = "", "", nil
	case a.personal:
		if err := a.leavePersonal(p.Story, at); err != nil {
			return err
		}
	}
	if len(at.Relations) < related {
		p.ready.doc = nil // it was made before
	}
	return nil
}

// leavePersonal takes out of the placement of a shared story what leads to personal ones.
func (a *annotating) leavePersonal(id news.StoryID, at *news.Placement) error {
	personal := func(id string) (bool, error) {
		return a.get(`SELECT 1 FROM story s CROSS JOIN feed f ON f.n = s.feed WHERE s.id = ? AND f.personal <> 0`, []any{id}, new(int64))
	}
	if at.Event != "" {
		holds, err := a.get(`SELECT 1 FROM event v CROSS JOIN place p ON p.event = v.n CROSS JOIN story s ON s.n = p.story CROSS JOIN feed f ON f.n = s.feed
			WHERE v.id = ? AND v.stories < 2 AND f.personal <> 0`, []any{string(at.Event)}, new(int64))
		if err != nil {
			return err
		}
		if holds {
			at.Event = news.EventID(id)
		}
	}
	if found, err := personal(string(at.Origin)); err != nil {
		return err
	} else if found {
		at.Origin = ""
	}
	var kept []news.Relation
	for _, r := range at.Relations {
		found, err := personal(string(r.To))
		if err != nil {
			return err
		}
		if !found {
			kept = append(kept, r)
		}
	}
	at.Relations = kept
	return nil
}

// standAlone takes the stories of a feed out of the events of others: what is personal
// stands alone.
func (t *tx) standAlone(feed int64) error {
	type standing struct {
		n, event int64
		id       string
	}
	var all []standing
	err := t.each(`SELECT s.n, s.id, p.event FROM story s CROSS JOIN place p ON p.story = s.n
		WHERE s.feed = ? AND (SELECT count(*) FROM place o WHERE o.event = p.event) > 1`, []any{feed}, func(r *sql.Rows) error {
		var s standing
		err := r.Scan(&s.n, &s.id, &s.event)
		all = append(all, s)
		return err
	})
	if err != nil {
		return err
	}
	events := map[int64]bool{}
	for _, s := range all {
		// The event keeps its name, which may be that of the story.
		own, err := t.event(news.EventID("own:" + s.id))
		if err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE place SET event = ? WHERE story = ?`, own, s.n); err != nil {
			return err
		}
		events[s.event], events[own] = true, true
	}
	for _, q := range []string{
		`UPDATE place SET tagger = 0, origin = '', version = 0 WHERE story IN (SELECT n FROM story WHERE feed = ?)`,
		`DELETE FROM followup WHERE story IN (SELECT n FROM story WHERE feed = ?)`,
		`DELETE FROM followup WHERE earlier IN (SELECT n FROM story WHERE feed = ?)`,
	} {
		if _, err := t.exec(q, feed); err != nil {
			return err
		}
	}
	return refreshEvents(t, events)
}
