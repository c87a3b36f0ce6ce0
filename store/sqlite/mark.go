package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"dateline/news"
)

// user returns a user's number. One who is new gets all stories unread.
func (s *Store) user(ctx context.Context, name news.User) (int64, error) {
	if name == news.AnyUser {
		return anyUser, nil
	}
	s.mu.Lock()
	n, ok := s.users[name]
	s.mu.Unlock()
	if ok {
		return n, nil
	}
	err := s.read.QueryRowContext(ctx, `SELECT n FROM user WHERE name = ?`, string(name)).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		err = s.update(ctx, fmt.Sprintf("make user %s", name), untilPower, func(t *tx) error {
			var err error
			n, err = t.newUser(name)
			return err
		})
	}
	if err != nil {
		return 0, err
	}
	s.mu.Lock()
	s.users[name] = n
	s.mu.Unlock()
	return n, nil
}

func (t *tx) newUser(name news.User) (int64, error) {
	var n int64
	if found, err := t.get(`SELECT n FROM user WHERE name = ?`, []any{string(name)}, &n); err != nil || found {
		return n, err
	}
	n, err := t.insert(`INSERT INTO user (name) VALUES (?)`, string(name))
	if err != nil {
		return 0, err
	}
	for _, q := range []string{
		`INSERT INTO unread (user, story, feed) SELECT ?, s.n, s.feed FROM story s JOIN feed f ON f.n = s.feed WHERE s.hidden = 0 AND f.personal = 0 AND NOT coalesce(json_extract(f.doc, '$.muted'), 0)`,
		`INSERT INTO parked (user, story) SELECT ?, s.n FROM story s WHERE s.hidden <> 0`,
	} {
		if _, err := t.exec(q, n); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// Mark applies a change for a user and returns the change that undoes it.
func (s *Store) Mark(ctx context.Context, user news.User, c news.Change) (news.Change, error) {
	undo := news.Change{Kind: c.Kind, On: !c.On, At: c.At}
	u, err := s.user(ctx, user)
	if err != nil {
		return undo, fmt.Errorf("mark: %w", err)
	}
	err = s.update(ctx, "mark", untilPower, func(t *tx) error {
		var known []int64
		for _, id := range c.Stories {
			var n int64
			found, err := t.get(`SELECT s.n FROM story s WHERE s.id = ?1 AND `+seesStory("?2"), []any{string(id), u}, &n)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			known = append(known, n)
			changed, err := t.mark(u, n, c)
			if err != nil {
				return err
			}
			if changed {
				undo.Stories = append(undo.Stories, id)
			}
		}
		if len(known) == 0 && len(c.Stories) > 0 {
			return news.ErrNotFound
		}
		return t.marked(u, known, c, &undo)
	})
	return undo, err
}

// marked has the copies of what was read read too, and moves the tick on when something
// changed.
func (t *tx) marked(u int64, stories []int64, c news.Change, undo *news.Change) error {
	copies, err := t.readCopies(u, stories, c)
	if err != nil {
		return err
	}
	undo.Stories = append(undo.Stories, copies...)
	if len(undo.Stories) == 0 {
		return nil
	}
	return t.tick("marks")
}

// mark sets or clears one mark of one story and reports whether that was a change.
func (t *tx) mark(u, n int64, c news.Change) (bool, error) {
	at := int64(0)
	if c.On {
		at = max(millis(c.At), 1)
	}
	switch c.Kind {
	case news.MarkRead:
		return t.markRead(u, n, at)
	case news.MarkStarred:
		return t.markStarred(u, n, at)
	}
	return false, fmt.Errorf("unknown mark %q", c.Kind)
}

func (t *tx) markRead(u, n, at int64) (bool, error) {
	var changed int64
	var err error
	if at != 0 {
		changed, err = t.exec(`DELETE FROM unread WHERE user = ? AND story = ?`, u, n)
	} else {
		changed, err = t.exec(`INSERT OR IGNORE INTO unread (user, story, feed) SELECT ?, n, feed FROM story WHERE n = ? AND hidden = 0`, u, n)
	}
	if err != nil || changed == 0 {
		return false, err
	}
	_, err = t.exec(`INSERT INTO mark (user, story, read, starred) VALUES (?, ?, ?, 0)
		ON CONFLICT (user, story) DO UPDATE SET read = excluded.read`, u, n, at)
	return true, err
}

func (t *tx) markStarred(u, n, at int64) (bool, error) {
	changed, err := t.exec(`INSERT INTO mark (user, story, read, starred) SELECT ?1, ?2, 0, ?3
		WHERE ?3 <> 0 OR EXISTS (SELECT 1 FROM mark WHERE user = ?1 AND story = ?2)
		ON CONFLICT (user, story) DO UPDATE SET starred = excluded.starred WHERE (starred <> 0) <> (excluded.starred <> 0)`, u, n, at)
	return changed > 0, err
}

// MarkAll marks every story that matches q and was filed no later than upto.
func (s *Store) MarkAll(ctx context.Context, user news.User, q news.Query, upto int64, c news.Change) (news.Change, error) {
	undo := news.Change{Kind: c.Kind, On: !c.On, At: c.At}
	u, err := s.user(ctx, user)
	if err != nil {
		return undo, fmt.Errorf("mark all: %w", err)
	}
	if c.Kind == news.MarkRead && c.On { // the others need no look
		q = news.AllOf(news.Query{Expr: &news.Term{Field: news.FieldIs, Value: "unread"}}, q)
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return undo, fmt.Errorf("mark all: %w", s.plain(err))
	}
	lo, hi := p.labels(math.MaxInt32)
	query := "SELECT s.n, s.id FROM " + p.rows() + " WHERE s.filed <= " + strconv.FormatInt(upto, 10) + " AND " + p.conditions(lo, hi)
	err = s.update(ctx, "mark all", untilPower, func(t *tx) error {
		var numbers []int64
		var ids []news.StoryID
		rows, err := t.conn.QueryContext(whole, query, p.args...)
		if err != nil {
			return err
		}
		err = eachRow(rows, func(r *sql.Rows) error {
			numbers, ids = append(numbers, 0), append(ids, "")
			return r.Scan(&numbers[len(numbers)-1], &ids[len(ids)-1])
		})
		if err != nil {
			return err
		}
		for i, n := range numbers {
			changed, err := t.mark(u, n, c)
			if err != nil {
				return err
			}
			if changed {
				undo.Stories = append(undo.Stories, ids[i])
			}
		}
		return t.marked(u, numbers, c, &undo)
	})
	return undo, err
}

// Unread returns which of the named stories the user has not read.
func (s *Store) Unread(ctx context.Context, user news.User, ids []news.StoryID) ([]news.StoryID, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, fmt.Errorf("unread of stories: %w", err)
	}
	names, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	var unread []news.StoryID
	err = s.asked.each(ctx, `SELECT s.id FROM json_each(?2) j CROSS JOIN story s ON s.id = j.value
		CROSS JOIN unread u ON u.user = ?1 AND u.story = s.n WHERE s.hidden = 0 ORDER BY j.key`, []any{u, string(names)}, func(r *sql.Rows) error {
		var id news.StoryID
		err := r.Scan(&id)
		unread = append(unread, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("unread of stories: %w", s.plain(err))
	}
	return unread, nil
}

// Looked notes that the user has seen the event as it is now.
func (s *Store) Looked(ctx context.Context, user news.User, id news.EventID) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("look at event: %w", err)
	}
	return s.update(ctx, fmt.Sprintf("look at event %s", id), untilKill, func(t *tx) error {
		n, err := t.exec(`INSERT OR REPLACE INTO looked (user, event, outlets) SELECT ?, n, outlets FROM event WHERE id = ?`, u, string(id))
		if err == nil && n == 0 {
			err = news.ErrNotFound
		}
		return err
	})
}
