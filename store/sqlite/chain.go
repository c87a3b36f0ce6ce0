package sqlite

import (
	"context"
	"database/sql"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// chained adds the versions of an article that are filed under other ids.
func chained(ctx context.Context, t *tx, n int64, a *news.Article) error {
	rows, err := t.QueryContext(ctx, `SELECT s.n, s.id, s.time, s.outlet, p.origin, p.version FROM place p CROSS JOIN story s ON s.n = p.story
		WHERE p.event = (SELECT event FROM place WHERE story = ?) AND s.hidden = 0 ORDER BY s.time, s.n`, n)
	if err != nil {
		return err
	}
	var links []derived.Link
	err = eachRow(rows, func(r *sql.Rows) error {
		var l derived.Link
		err := r.Scan(&l.N, &l.ID, &l.Time, &l.Outlet, &l.Origin, &l.Version)
		links = append(links, l)
		return err
	})
	if err != nil {
		return err
	}
	newer, older := derived.Along(links, n)
	if err := addVersions(ctx, t, newer, &a.Newer); err != nil {
		return err
	}
	return addVersions(ctx, t, older, &a.Versions)
}

// addVersions adds the versions of stories.
func addVersions(ctx context.Context, t *tx, of []derived.Link, to *[]news.Version) error {
	for i := range of {
		vs, err := versionsOf(ctx, t, &of[i])
		if err != nil {
			return err
		}
		*to = append(*to, vs...)
	}
	return nil
}

// versionsOf lists the versions of a story, newest first, without their texts.
func versionsOf(ctx context.Context, t *tx, l *derived.Link) ([]news.Version, error) {
	now := news.Version{Story: l.ID}
	st := news.Story{ID: l.ID}
	var changed int64
	var blob []byte
	found, err := t.get(`SELECT s.version, s.title, s.url, s.changed, b.doc FROM story s JOIN body b ON b.n = s.body WHERE s.n = ?`, []any{l.N},
		&now.N, &st.Title, &st.URL, &changed, &blob)
	if err == nil && !found {
		err = news.ErrNotFound
	}
	if err == nil {
		err = packed.UnpackStory(blob, &st)
	}
	if err != nil {
		return nil, err
	}
	now.Title, now.Note, now.Seen = st.Title, derived.MarkerNote(&st), fromMillis(changed)
	if changed == 0 {
		now.Seen = st.Seen
	}
	older, err := olderVersions(ctx, t, l.N, l.ID)
	return append([]news.Version{now}, older...), err
}

// olderVersions lists the versions of a story that were replaced, newest first.
func olderVersions(ctx context.Context, t *tx, n int64, id news.StoryID) ([]news.Version, error) {
	rows, err := t.QueryContext(ctx, `SELECT n, title, seen, note FROM version WHERE story = ? ORDER BY n DESC`, n)
	if err != nil {
		return nil, err
	}
	var all []news.Version
	err = eachRow(rows, func(r *sql.Rows) error {
		v := news.Version{Story: id}
		var seen int64
		err := r.Scan(&v.N, &v.Title, &seen, &v.Note)
		v.Seen = fromMillis(seen)
		all = append(all, v)
		return err
	})
	return all, err
}
