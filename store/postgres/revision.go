package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// changedQuery reads what changed after $2 off the index of changes. The older version
// is the one that stood then, else the first.
const changedQuery = `SELECT ` + storyColumns + `, v.id, s.altered, s.flags, s.changed, NOT UNREAD, coalesce(m.starred, 0) <> 0,
	coalesce(o.n, 0), coalesce(o.seen, 0), coalesce(o.title, ''), o.doc
	FROM story s JOIN body b ON b.n = s.n JOIN feed f ON f.n = s.feed JOIN event v ON v.n = s.event` + withMarks + `
	LEFT JOIN version o ON o.story = s.n AND o.n = coalesce(
		(SELECT n FROM version WHERE story = s.n AND seen <= $2 ORDER BY n DESC LIMIT 1),
		(SELECT n FROM version WHERE story = s.n ORDER BY n LIMIT 1))
	WHERE s.altered > $2 AND s.altered <> 0 AND NOT s.hidden AND SEEN ORDER BY s.altered DESC LIMIT $3`

// Changes returns the stories that changed after since.
func (s *Store) Changes(ctx context.Context, user news.User, since time.Time, limit int) (all []news.Revision, err error) {
	err = s.readingOf(ctx, user, "changes", func(ctx context.Context, s *Store) error {
		all = nil
		u, v, err := s.userSight(ctx, user)
		if err != nil {
			return err
		}
		rows, err := s.query(ctx, strings.NewReplacer("UNREAD", v.unread(), "SEEN", v.seen()).Replace(changedQuery), u, millis(since), limit)
		return eachRow(rows, err, func(r pgx.Rows) error {
			v, err := derived.ScanRevision(r)
			all = append(all, v)
			return err
		})
	})
	return all, err
}

// Leave notes how far the user came in a story.
func (s *Store) Leave(ctx context.Context, user news.User, m news.Bookmark) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("leave story: %w", s.note(ctx, err))
	}
	return s.updateUser(ctx, fmt.Sprintf("leave story %s", m.Story), u, func(t *tx) error {
		n, err := t.exec(`INSERT INTO bookmark AS k (usr, story, version, at, field, start) SELECT $1, n, $2, $3, $4, $5 FROM story WHERE id = $6
			ON CONFLICT (usr, story) DO UPDATE SET version = excluded.version, at = excluded.at, field = excluded.field, start = excluded.start
				WHERE (excluded.version, excluded.at) >= (k.version, k.at)`,
			u, m.Version, millis(m.At), int(m.Field), m.Offset, string(m.Story))
		if err != nil {
			return err
		}
		if n == 0 {
			found, err := t.get(`SELECT 1 FROM story WHERE id = $1`, []any{string(m.Story)}, new(int))
			if err == nil && !found {
				err = news.ErrNotFound
			}
			return err
		}
		_, err = t.exec(`DELETE FROM bookmark WHERE usr = $1 AND at < (SELECT at FROM bookmark WHERE usr = $1 ORDER BY at DESC LIMIT 1 OFFSET $2)`,
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
		return fmt.Errorf("note visit: %w", s.note(ctx, err))
	}
	return s.updateUser(ctx, "note visit", u, func(t *tx) error {
		if _, err := t.exec(`INSERT INTO visit (usr, id, began, seen, over) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (usr, id) DO UPDATE SET began = excluded.began, seen = excluded.seen, over = excluded.over`,
			u, v.ID, millis(v.Began), millis(v.Seen), v.Over); err != nil {
			return err
		}
		_, err := t.exec(`DELETE FROM visit WHERE usr = $1 AND id IN (SELECT id FROM visit WHERE usr = $1 ORDER BY seen DESC OFFSET $2)`, u, maxVisits)
		return err
	})
}

// LastVisit returns when the user was last at hand in a session that is over.
func (s *Store) LastVisit(ctx context.Context, user news.User, now time.Time) (at time.Time, err error) {
	err = s.readingOf(ctx, user, "last visit", func(ctx context.Context, s *Store) error {
		u, err := s.user(ctx, user)
		if err != nil {
			return err
		}
		var ms *int64
		_, err = s.row(ctx, `SELECT max(seen) FROM visit WHERE usr = $1 AND seen <= $2 AND (over OR seen <= $3)`,
			[]any{u, millis(now), millis(now.Add(-news.VisitLasts))}, &ms)
		if ms != nil {
			at = fromMillis(*ms)
		}
		return err
	})
	return at, err
}

// PutFullText keeps the page of a story.
func (s *Store) PutFullText(ctx context.Context, f news.FullText) error {
	doc, found, err := packed.PackPage(&f)
	if err != nil {
		return fmt.Errorf("keep full text of story %s: %w", f.Story, err)
	}
	return s.update(ctx, fmt.Sprintf("keep full text of story %s", f.Story), lockNews, func(t *tx) error {
		n, err := t.exec(`INSERT INTO page (story, version, fetched, url, etag, modified, tagger, title, doc, finding)
			SELECT n, $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM story WHERE id = $10
			ON CONFLICT (story) DO UPDATE SET version = excluded.version, fetched = excluded.fetched, url = excluded.url, etag = excluded.etag,
				modified = excluded.modified, tagger = excluded.tagger, title = excluded.title, doc = excluded.doc, finding = excluded.finding`,
			f.Version, millis(f.Fetched), f.URL, f.ETag, f.LastModified, f.Tagger, f.Title, doc, found, string(f.Story))
		if err == nil && n == 0 {
			err = news.ErrNotFound
		}
		return err
	})
}

// FullText returns the page of a story.
func (s *Store) FullText(ctx context.Context, user news.User, id news.StoryID) (f news.FullText, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("full text of story %s", id), func(ctx context.Context, s *Store) error {
		f, err = s.fullText(ctx, user, id)
		return err
	})
	return f, err
}

func (s *Store) fullText(ctx context.Context, user news.User, id news.StoryID) (news.FullText, error) {
	u, v, err := s.userSight(ctx, user)
	if err != nil {
		return news.FullText{Story: id}, err
	}
	var p packed.Page
	there, err := s.row(ctx, `SELECT p.version, p.fetched, p.url, p.etag, p.modified, p.tagger, p.title, p.doc, p.finding
		FROM story s JOIN page p ON p.story = s.n WHERE $1::int = $1 AND s.id = $2 AND `+v.seen(), []any{u, string(id)}, p.Columns()...)
	if err == nil && !there {
		err = news.ErrNotFound
	}
	if err != nil {
		return news.FullText{Story: id}, err
	}
	return p.Unpack(id)
}
