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
		l, err := derived.ScanLink(r)
		links = append(links, l)
		return err
	})
	if err != nil {
		return err
	}
	return derived.AddChain(a, links, n, func(l *derived.Link) ([]news.Version, error) { return versionsOf(ctx, t, l) })
}

// versionsOf lists the versions of a story, newest first, without their texts.
func versionsOf(ctx context.Context, t *tx, l *derived.Link) ([]news.Version, error) {
	st := news.Story{ID: l.ID}
	var changed int64
	var blob []byte
	found, err := t.get(`SELECT s.version, s.title, s.url, s.changed, b.doc FROM story s JOIN body b ON b.n = s.body WHERE s.n = ?`, []any{l.N},
		&st.Version, &st.Title, &st.URL, &changed, &blob)
	if err == nil && !found {
		err = news.ErrNotFound
	}
	if err == nil {
		err = packed.UnpackStory(blob, &st)
	}
	if err != nil {
		return nil, err
	}
	now := derived.NewestVersion(&st, changed)
	now.Story, now.Text = l.ID, ""
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
		v, err := derived.ScanVersion(r, id)
		all = append(all, v)
		return err
	})
	return all, err
}
