package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
)

// user returns a user's number; one who is new gets one.
func (s *Store) user(ctx context.Context, name news.User) (int, error) {
	if name == news.AnyUser {
		return anyUser, nil
	}
	s.mu.Lock()
	n, ok := s.users[name]
	s.mu.Unlock()
	if ok {
		return n, nil
	}
	within, cancel, err := s.soon(ctx)
	if err != nil {
		return 0, err
	}
	defer cancel()
	found, err := s.row(within, `SELECT n FROM usr WHERE name = $1`, []any{string(name)}, &n)
	if err == nil && !found {
		err = s.change(ctx, func(t *tx) error {
			_, err := t.get(`INSERT INTO usr (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING n`, []any{string(name)}, &n)
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

// Mark applies a change for a user and returns the change that undoes it.
func (s *Store) Mark(ctx context.Context, user news.User, c news.Change) (news.Change, error) {
	undo := news.Change{Kind: c.Kind, On: !c.On, At: c.At}
	u, v, err := s.userSight(ctx, user)
	if err != nil {
		return undo, fmt.Errorf("mark: %w", s.note(ctx, err))
	}
	err = s.updateUser(ctx, "mark", u, func(t *tx) error {
		ids := map[int64]news.StoryID{}
		var known []int64
		err := t.each(`SELECT s.n, s.id FROM unnest($2::text[]) WITH ORDINALITY o (id, at) JOIN story s ON s.id = o.id WHERE $1::int = $1 AND `+v.seen()+` ORDER BY o.at`, []any{u, c.Stories}, func(r pgx.Rows) error {
			var n int64
			var id news.StoryID
			err := r.Scan(&n, &id)
			if ids[n] == "" {
				known, ids[n] = append(known, n), id
			}
			return err
		})
		if err == nil && len(known) == 0 && len(c.Stories) > 0 {
			err = news.ErrNotFound
		}
		if err != nil {
			return err
		}
		undo.Stories, err = t.mark(u, known, ids, c)
		return err
	})
	return undo, err
}

// mark sets or clears a mark of stories, and of their copies when they are read, and
// returns the ids of those that changed: the stories in their order, then the copies.
func (t *tx) mark(u int, stories []int64, ids map[int64]news.StoryID, c news.Change) ([]news.StoryID, error) {
	changed, err := t.markAll(u, stories, c)
	if err != nil {
		return nil, err
	}
	var all []news.StoryID
	for _, n := range stories {
		if changed[n] {
			all = append(all, ids[n])
		}
	}
	copies, err := t.readCopies(u, stories, c)
	if err != nil {
		return nil, err
	}
	if all = append(all, copies...); len(all) == 0 {
		return nil, nil
	}
	return all, t.tick("marks", u)
}

// markAll sets or clears one mark of stories and returns those for which that was a change.
func (t *tx) markAll(u int, stories []int64, c news.Change) (map[int64]bool, error) {
	at := int64(0)
	if c.On {
		at = max(millis(c.At), 1)
	}
	switch c.Kind {
	case news.MarkRead:
		return t.markRead(u, stories, at)
	case news.MarkStarred:
		return t.markStarred(u, stories, at)
	}
	return nil, fmt.Errorf("unknown mark %q", c.Kind)
}

// markRead has stories read since a time (ms), or not (0), and keeps the totals of their
// feeds.
func (t *tx) markRead(u int, stories []int64, at int64) (map[int64]bool, error) {
	was, fewer := "NOT "+unread, 1
	if at != 0 {
		was, fewer = unread, -1
	}
	changed := map[int64]bool{}
	feeds := map[int64]int{}
	err := t.each(`WITH c AS (SELECT s.n, s.feed, CASE WHEN $3::bigint > 0 THEN $3::bigint WHEN s.quiet THEN -1 ELSE 0 END AS read FROM story s`+withMarks+` WHERE s.n = ANY($2) AND NOT s.hidden AND `+was+` AND s.feed NOT IN `+unseenFeeds+`),
		i AS (INSERT INTO mark (usr, story, read) SELECT $1, n, read FROM c ON CONFLICT (usr, story) DO UPDATE SET read = excluded.read)
		SELECT n, feed FROM c`, []any{u, stories, at}, func(r pgx.Rows) error {
		var n, feed int64
		err := r.Scan(&n, &feed)
		changed[n] = true
		feeds[feed] += fewer
		return err
	})
	if err != nil || len(feeds) == 0 {
		return changed, err
	}
	var numbers []int64
	var deltas []int
	for _, f := range slices.Sorted(maps.Keys(feeds)) {
		numbers, deltas = append(numbers, f), append(deltas, feeds[f])
	}
	_, err = t.exec(`INSERT INTO tally (usr, feed, delta) SELECT $1, f, d FROM unnest($2::bigint[], $3::bigint[]) x (f, d)
		ON CONFLICT (usr, feed) DO UPDATE SET delta = tally.delta + excluded.delta`, u, numbers, deltas)
	return changed, err
}

func (t *tx) markStarred(u int, stories []int64, at int64) (map[int64]bool, error) {
	changed := map[int64]bool{}
	return changed, t.each(`INSERT INTO mark (usr, story, starred) SELECT $1, s.n, $3::bigint FROM story s`+withMarks+` WHERE s.n = ANY($2) AND (coalesce(m.starred, 0) <> 0) <> ($3::bigint <> 0)
		ON CONFLICT (usr, story) DO UPDATE SET starred = excluded.starred RETURNING story`, []any{u, stories, at}, func(r pgx.Rows) error {
		var n int64
		err := r.Scan(&n)
		changed[n] = true
		return err
	})
}

// MarkAll marks every story that matches q and was filed no later than upto.
func (s *Store) MarkAll(ctx context.Context, user news.User, q news.Query, upto int64, c news.Change) (news.Change, error) {
	undo := news.Change{Kind: c.Kind, On: !c.On, At: c.At}
	u, err := s.user(ctx, user)
	if err != nil {
		return undo, fmt.Errorf("mark all: %w", s.note(ctx, err))
	}
	if c.Kind == news.MarkRead && c.On { // the others need no look
		q = news.AllOf(news.Query{Expr: &news.Term{Field: news.FieldIs, Value: "unread"}}, q)
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return undo, fmt.Errorf("mark all: %w", s.note(ctx, err))
	}
	query := "SELECT s.n, s.id FROM story s" + withMarks + " WHERE s.filed <= " + strconv.FormatInt(upto, 10) + " AND " + p.conditions(p.labels())
	err = s.updateUser(ctx, "mark all", u, func(t *tx) error {
		ids := map[int64]news.StoryID{}
		var numbers []int64
		err := t.each(query, p.modeled(), func(r pgx.Rows) error {
			var n int64
			var id news.StoryID
			err := r.Scan(&n, &id)
			numbers, ids[n] = append(numbers, n), id
			return err
		})
		if err != nil {
			return err
		}
		undo.Stories, err = t.mark(u, numbers, ids, c)
		return err
	})
	return undo, err
}

// Unread returns which of the named stories the user has not read.
func (s *Store) Unread(ctx context.Context, user news.User, ids []news.StoryID) (left []news.StoryID, err error) {
	err = s.readingOf(ctx, user, "unread of stories", func(ctx context.Context, s *Store) error {
		u, v, err := s.userSight(ctx, user)
		if err != nil {
			return err
		}
		left, err = column[news.StoryID](ctx, s, `SELECT s.id FROM unnest($2::text[]) WITH ORDINALITY o (id, at) JOIN story s ON s.id = o.id`+withMarks+`
			WHERE NOT s.hidden AND `+v.unread()+` ORDER BY o.at`, u, ids)
		return err
	})
	return left, err
}

// readCopies marks the copies of stories that a user read and returns those that were
// not: the words are the same.
func (t *tx) readCopies(u int, read []int64, c news.Change) ([]news.StoryID, error) {
	if c.Kind != news.MarkRead || !c.On || len(read) == 0 {
		return nil, nil
	}
	of := map[int64]bool{}
	for _, n := range read {
		of[n] = true
	}
	events := map[int64][]derived.Link{}
	ids := map[int64]news.StoryID{}
	err := t.each(`SELECT o.event, o.n, o.id, o.origin FROM story o WHERE o.event IN (SELECT v.n FROM story s JOIN event v ON v.n = s.event WHERE s.n = ANY($1) AND v.stories > 1)
		ORDER BY o.event, o.n`, []any{read}, func(r pgx.Rows) error {
		var event int64
		var l derived.Link
		err := r.Scan(&event, &l.N, &l.ID, &l.Origin)
		events[event] = append(events[event], l)
		ids[l.N] = l.ID
		return err
	})
	if err != nil {
		return nil, err
	}
	var copies []int64
	for _, event := range slices.Sorted(maps.Keys(events)) {
		copies = append(copies, copiesOf(events[event], of)...)
	}
	changed, err := t.markAll(u, copies, c)
	var all []news.StoryID
	for _, n := range copies {
		if changed[n] {
			all = append(all, ids[n])
		}
	}
	return all, err
}

// copiesOf returns the other stories of an event that go back to the same words as
// those that were read.
func copiesOf(members []derived.Link, read map[int64]bool) (copies []int64) {
	origin := map[news.StoryID]news.StoryID{}
	for _, o := range members {
		if o.Origin != "" {
			origin[o.ID] = o.Origin
		}
	}
	roots := map[news.StoryID]bool{}
	for _, o := range members {
		if read[o.N] {
			roots[derived.RootOf(o.ID, origin)] = true
		}
	}
	for _, o := range members {
		if !read[o.N] && roots[derived.RootOf(o.ID, origin)] {
			copies = append(copies, o.N)
		}
	}
	return copies
}

// Looked notes that the user has seen the event as it is now.
func (s *Store) Looked(ctx context.Context, user news.User, id news.EventID) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("look at event: %w", s.note(ctx, err))
	}
	return s.updateUser(ctx, fmt.Sprintf("look at event %s", id), u, func(t *tx) error {
		n, err := t.exec(`INSERT INTO looked (usr, event, outlets) SELECT $1, n, outlets FROM event WHERE id = $2
			ON CONFLICT (usr, event) DO UPDATE SET outlets = excluded.outlets`, u, string(id))
		if err == nil && n == 0 {
			err = news.ErrNotFound
		}
		return err
	})
}

// Setting returns a small named value of a user, "" when there is none.
func (s *Store) Setting(ctx context.Context, user news.User, key string) (value string, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("setting %s", key), func(ctx context.Context, s *Store) error {
		u, err := s.user(ctx, user)
		if err == nil {
			_, err = s.row(ctx, `SELECT value FROM setting WHERE usr = $1 AND key = $2`, []any{u, key}, &value)
		}
		return err
	})
	return value, err
}

// SetSetting keeps a small named value for a user; "" forgets it.
func (s *Store) SetSetting(ctx context.Context, user news.User, key, value string) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("setting %s: %w", key, s.note(ctx, err))
	}
	return s.updateUser(ctx, fmt.Sprintf("setting %s", key), u, func(t *tx) error {
		if value == "" {
			_, err := t.exec(`DELETE FROM setting WHERE usr = $1 AND key = $2`, u, key)
			return err
		}
		_, err := t.exec(`INSERT INTO setting (usr, key, value) VALUES ($1, $2, $3) ON CONFLICT (usr, key) DO UPDATE SET value = excluded.value`, u, key, value)
		return err
	})
}
