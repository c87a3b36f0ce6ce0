package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"dateline/news"
)

// passed is the time of reading of a story that came while its reader had the feed muted:
// he did not read it, but it is not unread.
const passed = 1

// Subscribe gives a user feeds for himself.
func (s *Store) Subscribe(ctx context.Context, user news.User, feeds []news.Feed) (int, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return 0, fmt.Errorf("subscribe: %w", s.note(ctx, err))
	}
	added := 0
	err = s.update(ctx, "subscribe", lockNews, func(t *tx) error {
		added = 0
		for _, f := range feeds {
			fresh, err := t.subscribe(u, f)
			if err != nil {
				return err
			}
			if fresh {
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

// subscribe gives a user one feed and reports whether he did not see it before.
func (t *tx) subscribe(u int, f news.Feed) (bool, error) {
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
	return true, t.beginWith(u, n, !f.Muted)
}

// feed returns the number of a feed that was not removed.
func (t *tx) feed(id news.FeedID) (n int64, err error) {
	found, err := t.get(`SELECT n FROM feed WHERE id = $1 AND NOT removed`, []any{string(id)}, &n)
	if err == nil && !found {
		err = fmt.Errorf("feed %s: %w", id, news.ErrNotFound)
	}
	return n, err
}

// feedLike returns the number of the feed with that ID or address, 0 when there is none.
func (t *tx) feedLike(f news.Feed) (n int64, err error) {
	_, err = t.get(`SELECT n FROM feed WHERE NOT removed AND (id = $1 OR md5(url) = md5($2) AND url = $2) ORDER BY id <> $1`, []any{string(f.ID), f.URL}, &n)
	return n, err
}

// seesFeed reports whether a user sees a feed.
func (t *tx) seesFeed(u int, feed int64) (seen bool, err error) {
	_, err = t.get(`SELECT $2::bigint NOT IN `+unseenFeeds, []any{u, feed}, &seen)
	return seen, err
}

func (t *tx) putSubscription(u int, feed int64, off bool, o news.Subscription) error {
	doc, err := json.Marshal(o)
	if err == nil {
		_, err = t.exec(`INSERT INTO subscription (usr, feed, off, muted, doc) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (usr, feed) DO UPDATE SET off = excluded.off, muted = excluded.muted, doc = excluded.doc`, u, feed, off, o.Muted, string(doc))
	}
	return err
}

// beginWith has a user begin to see a feed: what he has not read is unread for him, or
// nothing is when he wants no news of it.
func (t *tx) beginWith(u int, feed int64, wants bool) error {
	changes := []string{
		`INSERT INTO mark (usr, story, read) SELECT $1, n, -1 FROM story WHERE feed = $2 AND quiet
			ON CONFLICT (usr, story) DO UPDATE SET read = -1 WHERE mark.read IN (0, 1)`,
		`UPDATE mark SET read = 0 WHERE usr = $1 AND read = 1 AND story IN (SELECT n FROM story WHERE feed = $2 AND NOT quiet)`,
	}
	if !wants {
		changes = []string{
			`INSERT INTO mark (usr, story, read) SELECT $1, n, 1 FROM story WHERE feed = $2 AND NOT quiet
				ON CONFLICT (usr, story) DO UPDATE SET read = 1 WHERE mark.read <= 0`,
			`UPDATE mark SET read = 0 WHERE usr = $1 AND read < 0 AND story IN (SELECT n FROM story WHERE feed = $2 AND quiet)`,
		}
	}
	for _, q := range changes {
		if _, err := t.exec(q, u, feed); err != nil {
			return err
		}
	}
	return t.recount(feed)
}

// recount counts anew what is unread of a feed.
func (t *tx) recount(feed int64) error {
	for _, q := range []string{
		`UPDATE feed_state SET fresh = (SELECT count(*) FROM story WHERE feed = $1 AND NOT hidden AND NOT quiet) WHERE feed = $1`,
		`DELETE FROM tally WHERE feed = $1`,
		`INSERT INTO tally (usr, feed, delta) SELECT m.usr, s.feed, sum(` + readDelta + `) FROM story s JOIN mark m ON m.story = s.n WHERE s.feed = $1 AND NOT s.hidden GROUP BY m.usr, s.feed`,
	} {
		if _, err := t.exec(q, feed); err != nil {
			return err
		}
	}
	return nil
}

// share makes the stories of a feed that was personal unread for all who want its news and
// have not read them, and what they call things everybody's.
func (t *tx) share(feed int64, muted bool) error {
	if _, err := t.exec(`WITH x AS (DELETE FROM own_name WHERE feed = $1 RETURNING name, code)
		INSERT INTO name (name, code) SELECT name, code FROM x ON CONFLICT DO NOTHING`, feed); err != nil {
		return err
	}
	if muted {
		return t.recount(feed)
	}
	for _, q := range []string{
		`UPDATE story SET quiet = false WHERE feed = $1 AND quiet`,
		`INSERT INTO mark (usr, story, read) SELECT o.usr, s.n, 1 FROM subscription o JOIN story s ON s.feed = o.feed WHERE o.feed = $1 AND o.muted AND NOT o.off
			ON CONFLICT (usr, story) DO UPDATE SET read = 1 WHERE mark.read = 0`,
	} {
		if _, err := t.exec(q, feed); err != nil {
			return err
		}
	}
	return t.recount(feed)
}

// PutSubscription changes what a user has for himself of a feed.
func (s *Store) PutSubscription(ctx context.Context, o news.Subscription) error {
	u, err := s.user(ctx, o.User)
	if err != nil {
		return fmt.Errorf("change feed %s: %w", o.Feed, s.note(ctx, err))
	}
	return s.update(ctx, fmt.Sprintf("change feed %s", o.Feed), lockNews, func(t *tx) error {
		n, err := t.seenFeed(u, o.Feed)
		if err == nil {
			err = t.putSubscription(u, n, false, o)
		}
		if err != nil {
			return err
		}
		return t.tick("feeds", 0)
	})
}

// seenFeed returns the number of a feed that the user sees.
func (t *tx) seenFeed(u int, id news.FeedID) (int64, error) {
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
		return fmt.Errorf("leave feed %s: %w", id, s.note(ctx, err))
	}
	return s.update(ctx, fmt.Sprintf("leave feed %s", id), lockNews, func(t *tx) error {
		n, err := t.seenFeed(u, id)
		if err == nil {
			err = t.leave(u, n)
		}
		if err != nil {
			return err
		}
		return t.tick("feeds", 0)
	})
}

// leave notes that a user left a feed; a personal one that nobody has any more is removed.
func (t *tx) leave(u int, feed int64) error {
	var personal bool
	if _, err := t.get(`SELECT personal FROM feed WHERE n = $1`, []any{feed}, &personal); err != nil {
		return err
	}
	if !personal {
		return t.putSubscription(u, feed, true, news.Subscription{})
	}
	if _, err := t.exec(`DELETE FROM subscription WHERE usr = $1 AND feed = $2`, u, feed); err != nil {
		return err
	}
	had, err := t.get(`SELECT 1 FROM subscription WHERE feed = $1 AND NOT off`, []any{feed}, new(int))
	if err != nil || had {
		return err
	}
	return t.removeFeed(feed)
}

// apart keeps what is personal and what all see apart, whatever placements say: the
// engines may not have known yet that a feed became personal.
func (a *annotating) apart(found []placed) error {
	any, err := a.get(`SELECT 1 FROM feed WHERE personal LIMIT 1`, nil, new(int))
	if err != nil || !any {
		return err
	}
	for i := range found {
		p := &found[i]
		related := len(p.Place.Relations)
		if p.personal {
			p.Place.Event, p.Place.Origin, p.Place.Relations = "", "", nil
		} else if err := a.leavePersonal(p.Story, &p.Place); err != nil {
			return err
		}
		if len(p.Place.Relations) < related {
			if err := p.pack(); err != nil { // it was packed before
				return err
			}
		}
	}
	return nil
}

// leavePersonal takes out of the placement of a shared story what leads to personal ones.
func (a *annotating) leavePersonal(id news.StoryID, at *news.Placement) error {
	personal := map[string]bool{}
	ids := []string{string(at.Origin)}
	for _, r := range at.Relations {
		ids = append(ids, string(r.To))
	}
	err := a.each(`SELECT s.id FROM story s JOIN feed f ON f.n = s.feed WHERE s.id = ANY($1) AND f.personal`, []any{ids}, func(r pgx.Rows) error {
		var id string
		err := r.Scan(&id)
		personal[id] = true
		return err
	})
	if err != nil {
		return err
	}
	holds, err := a.get(`SELECT 1 FROM event v JOIN story s ON s.event = v.n JOIN feed f ON f.n = s.feed WHERE v.id = $1 AND v.stories < 2 AND f.personal`,
		[]any{string(at.Event)}, new(int))
	if err != nil {
		return err
	}
	if holds {
		at.Event = news.EventID(id)
	}
	if personal[string(at.Origin)] {
		at.Origin = ""
	}
	var kept []news.Relation
	for _, r := range at.Relations {
		if !personal[string(r.To)] {
			kept = append(kept, r)
		}
	}
	at.Relations = kept
	return nil
}

// standAlone takes the stories of a feed out of the events of others: what is personal
// stands alone. The event keeps its name, which may be that of the story.
func (t *tx) standAlone(feed int64) error {
	var events []int64
	err := t.each(`WITH c AS (SELECT s.n, s.event, 'own:' || s.id AS own FROM story s WHERE s.feed = $1 AND EXISTS (SELECT 1 FROM story o WHERE o.event = s.event AND o.n <> s.n)),
		e AS (INSERT INTO event (id) SELECT own FROM c ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING id, n),
		u AS (UPDATE story SET event = e.n FROM c JOIN e ON e.id = c.own WHERE story.n = c.n)
		SELECT c.event FROM c UNION SELECT n FROM e`, []any{feed}, func(r pgx.Rows) error {
		var n int64
		err := r.Scan(&n)
		events = append(events, n)
		return err
	})
	if err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE story SET tagger = 0, origin = '', again = false WHERE feed = $1`,
		`DELETE FROM followup WHERE story IN (SELECT n FROM story WHERE feed = $1)`,
		`DELETE FROM followup WHERE earlier IN (SELECT n FROM story WHERE feed = $1)`,
	} {
		if _, err := t.exec(q, feed); err != nil {
			return err
		}
	}
	return t.refreshEvents(events)
}
