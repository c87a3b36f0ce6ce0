package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// changedQuery reads what changed after ?2 off the index of changes. The older version
// is the one that stood then, else the first.
const changedQuery = `SELECT ` + storyColumns + `, v.id, s.altered, s.flags, s.changed,
	NOT EXISTS (SELECT 1 FROM unread WHERE user = ?1 AND story = s.n),
	EXISTS (SELECT 1 FROM mark WHERE user = ?1 AND story = s.n AND starred <> 0),
	coalesce(o.n, 0), coalesce(o.seen, 0), coalesce(o.title, ''), o.doc
	FROM story s JOIN body b ON b.n = s.body JOIN feed f ON f.n = s.feed JOIN place p ON p.story = s.n JOIN event v ON v.n = p.event
	LEFT JOIN version o ON o.story = s.n AND o.n = coalesce(
		(SELECT n FROM version WHERE story = s.n AND seen <= ?2 ORDER BY n DESC LIMIT 1),
		(SELECT n FROM version WHERE story = s.n ORDER BY n LIMIT 1))
	WHERE s.altered > ?2 AND s.altered <> 0 AND s.hidden = 0`

// newestChanges ends it.
const newestChanges = ` ORDER BY s.altered DESC LIMIT ?3`

// Changes returns the stories that changed after since.
func (s *Store) Changes(ctx context.Context, user news.User, since time.Time, limit int) ([]news.Revision, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, fmt.Errorf("changes: %w", err)
	}
	lacks, err := s.lacks(ctx, u)
	if err != nil {
		return nil, fmt.Errorf("changes: %w", s.plain(err))
	}
	query := changedQuery
	if lacks {
		query += " AND " + seenStory
	}
	rows, err := s.read.QueryContext(ctx, query+newestChanges, u, millis(since), limit)
	var all []news.Revision
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			v, err := derived.ScanRevision(r)
			all = append(all, v)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("changes: %w", s.plain(err))
	}
	return all, nil
}

// Leave notes how far the user came in a story.
func (s *Store) Leave(ctx context.Context, user news.User, m news.Bookmark) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("leave story: %w", err)
	}
	return s.update(ctx, fmt.Sprintf("leave story %s", m.Story), untilKill, func(t *tx) error {
		n, err := t.exec(`INSERT INTO bookmark (user, story, version, at, field, offset)
			SELECT ?, n, ?, ?, ?, ? FROM story WHERE id = ?
			ON CONFLICT (user, story) DO UPDATE SET version = excluded.version, at = excluded.at, field = excluded.field, offset = excluded.offset
				WHERE (excluded.version, excluded.at) >= (version, at)`,
			u, m.Version, millis(m.At), int64(m.Field), m.Offset, string(m.Story))
		if err != nil {
			return err
		}
		if n == 0 {
			found, err := t.get(`SELECT 1 FROM story WHERE id = ?`, []any{string(m.Story)}, new(int64))
			if err == nil && !found {
				err = news.ErrNotFound
			}
			return err
		}
		_, err = t.exec(`DELETE FROM bookmark WHERE user = ?1 AND at < (SELECT at FROM bookmark WHERE user = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)`,
			u, news.MaxBookmarks-1)
		return err
	})
}

// maxVisits is how many sessions of a user are remembered.
const maxVisits = 20

// Visit notes a session of the user.
func (s *Store) Visit(ctx context.Context, user news.User, v news.Visit) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("note visit: %w", err)
	}
	return s.update(ctx, "note visit", untilKill, func(t *tx) error {
		if _, err := t.exec(`INSERT OR REPLACE INTO visit (user, id, began, seen, over) VALUES (?, ?, ?, ?, ?)`,
			u, v.ID, millis(v.Began), millis(v.Seen), v.Over); err != nil {
			return err
		}
		_, err := t.exec(`DELETE FROM visit WHERE user = ?1 AND id IN (SELECT id FROM visit WHERE user = ?1 ORDER BY seen DESC LIMIT -1 OFFSET ?2)`, u, maxVisits)
		return err
	})
}

// LastVisit returns when the user was last at hand in a session that is over.
func (s *Store) LastVisit(ctx context.Context, user news.User, now time.Time) (time.Time, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return time.Time{}, fmt.Errorf("last visit: %w", err)
	}
	var at sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT max(seen) FROM visit WHERE user = ? AND seen <= ? AND (over <> 0 OR seen <= ?)`,
		u, millis(now), millis(now.Add(-news.VisitLasts))).Scan(&at)
	if err != nil {
		return time.Time{}, fmt.Errorf("last visit: %w", s.plain(err))
	}
	return fromMillis(at.Int64), nil
}

// PutFullText keeps the page of a story.
func (s *Store) PutFullText(ctx context.Context, f news.FullText) error {
	doc, found, err := packed.PackPage(&f)
	if err != nil {
		return fmt.Errorf("keep full text of story %s: %w", f.Story, err)
	}
	return s.update(ctx, fmt.Sprintf("keep full text of story %s", f.Story), untilKill, func(t *tx) error {
		n, err := t.exec(`INSERT OR REPLACE INTO page (story, version, fetched, url, etag, modified, tagger, title, doc, finding)
			SELECT n, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM story WHERE id = ?`,
			f.Version, millis(f.Fetched), f.URL, f.ETag, f.LastModified, f.Tagger, f.Title, doc, found, string(f.Story))
		if err == nil && n == 0 {
			err = news.ErrNotFound
		}
		return err
	})
}

// FullText returns the page of a story.
func (s *Store) FullText(ctx context.Context, user news.User, id news.StoryID) (news.FullText, error) {
	f, err := s.fullText(ctx, user, id)
	if err != nil {
		return f, fmt.Errorf("full text of story %s: %w", id, s.plain(err))
	}
	return f, nil
}

func (s *Store) fullText(ctx context.Context, user news.User, id news.StoryID) (news.FullText, error) {
	none := news.FullText{Story: id}
	u, err := s.user(ctx, user)
	if err != nil {
		return none, err
	}
	var p packed.Page
	err = s.read.QueryRowContext(ctx, `SELECT p.version, p.fetched, p.url, p.etag, p.modified, p.tagger, p.title, p.doc, p.finding
		FROM story s JOIN page p ON p.story = s.n WHERE s.id = ?1 AND `+seesStory("?2"), string(id), u).Scan(p.Columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		return none, news.ErrNotFound
	}
	if err != nil {
		return none, err
	}
	return p.Unpack(id)
}
