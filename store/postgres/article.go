package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// storyColumns and filingColumns are read with story s, body b and feed f joined, and
// event v and finding d for filings.
const (
	storyColumns = `s.id, f.id, s.outlet, s.url, s.title, s.version, b.doc`

	// What was found in an older version does not fit the text.
	filingColumns = storyColumns + `, s.seq, v.id, s.origin, s.source, CASE WHEN s.tagger = 0 THEN NULL ELSE d.doc END`
	// filingJoins also has stories nobody has annotated yet.
	filingJoins = ` JOIN body b ON b.n = s.n JOIN feed f ON f.n = s.feed JOIN event v ON v.n = s.event LEFT JOIN finding d ON d.n = s.n `
)

// filings reads the filings of a query.
func (s *Store) filings(ctx context.Context, query string, args ...any) (fs []news.Filing, err error) {
	rows, err := s.query(ctx, query, args...)
	err = eachRow(rows, err, func(r pgx.Rows) error {
		p, err := packed.ScanFiling(r)
		if err != nil {
			return err
		}
		f, err := p.Unpack()
		fs = append(fs, f)
		return err
	})
	return fs, err
}

// Article returns a story with all that is known about it.
func (s *Store) Article(ctx context.Context, user news.User, id news.StoryID) (a news.Article, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("story %s", id), func(ctx context.Context, s *Store) error {
		u, v, err := s.userSight(ctx, user)
		if err != nil {
			return err
		}
		return pgx.BeginTxFunc(ctx, s.read, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(t pgx.Tx) error {
			a, err = article(&tx{Tx: t, ctx: ctx}, u, v, id)
			return err
		})
	})
	return a, err
}

func article(t *tx, u int, v sight, id news.StoryID) (a news.Article, err error) {
	var n, first, last, flags, eventFlags, at int64
	var feed, blob []byte
	var tagger, field int
	row := t.QueryRow(t.ctx, `SELECT `+storyColumns+`, s.n, f.doc, s.tagger, s.origin, s.flags | s.found, v.flags, d.doc,
		v.id, coalesce((SELECT id FROM story WHERE n = v.lead), ''), v.first, v.last, v.stories, v.outlets, v.origins,
		s.hidden OR NOT `+v.unread()+`, coalesce(m.starred, 0) <> 0,
		coalesce(k.version, 0), coalesce(k.at, 0), coalesce(k.field, 0), coalesce(k.start, 0)
		FROM story s`+filingJoins+withMarks+` LEFT JOIN bookmark k ON k.usr = $1 AND k.story = s.n WHERE s.id = $2 AND `+v.seen(), u, string(id))
	a.Story, err = packed.ScanStory(row, &n, &feed, &tagger, &a.Origin, &flags, &eventFlags, &blob,
		&a.Event.ID, &a.Event.Lead, &first, &last, &a.Event.Stories, &a.Event.Outlets, &a.Event.Origins, &a.Read, &a.Starred,
		&a.Bookmark.Version, &at, &field, &a.Bookmark.Offset)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, news.ErrNotFound
	}
	if err != nil {
		return a, err
	}
	a.Event.First, a.Event.Last = fromMillis(first), fromMillis(last)
	a.Tagged = tagger != 0
	a.Bookmark.Story, a.Bookmark.At, a.Bookmark.Field = a.ID, fromMillis(at), news.Field(field)
	a.Flags = news.Flag(flags) | news.Flag(eventFlags)&news.FiguresDiffer
	if err := json.Unmarshal(feed, &a.Source); err != nil {
		return a, err
	}
	// What was found in an older version does not fit this one's text.
	if blob != nil && a.Tagged {
		found, err := packed.UnpackFinding(blob, &a.Story)
		if err != nil {
			return a, err
		}
		a.Mentions, a.Claims, a.Unsure = found.Mentions, found.Claims, found.Unsure
	}
	if a.Notes, err = t.notes(u, v, []news.StoryID{id}, news.MaxNotes); err != nil {
		return a, err
	}
	if a.Versions, err = olderVersions(t, n, ""); err != nil || a.Event.Stories < 2 {
		return a, err
	}
	return a, chained(t, n, &a)
}

// Version returns version n of a story with its text; the newest one too.
func (s *Store) Version(ctx context.Context, user news.User, id news.StoryID, n int) (v news.Version, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("version %d of story %s", n, id), func(ctx context.Context, s *Store) error {
		v, err = s.version(ctx, user, id, n)
		return err
	})
	return v, err
}

func (s *Store) version(ctx context.Context, user news.User, id news.StoryID, n int) (news.Version, error) {
	v := news.Version{N: n}
	u, in, err := s.userSight(ctx, user)
	if err != nil {
		return v, err
	}
	var seen int64
	var blob []byte
	found, err := s.row(ctx, `SELECT o.title, o.seen, o.note, o.doc FROM story s JOIN version o ON o.story = s.n WHERE $1::int = $1 AND s.id = $2 AND o.n = $3 AND `+in.seen(),
		[]any{u, string(id), n}, &v.Title, &seen, &v.Note, &blob)
	if err != nil {
		return v, err
	}
	if found {
		v.Seen = fromMillis(seen)
		v.Text, err = packed.UnpackText(blob)
		return v, err
	}
	var st news.Story
	found, err = s.row(ctx, `SELECT s.title, s.url, s.changed, b.doc FROM story s JOIN body b ON b.n = s.n WHERE $1::int = $1 AND s.id = $2 AND s.version = $3 AND `+in.seen(),
		[]any{u, string(id), n}, &v.Title, &st.URL, &seen, &blob) // a body is packed against its address
	if err == nil && !found {
		err = news.ErrNotFound
	}
	if err != nil {
		return v, err
	}
	st.Version, st.Title = n, v.Title
	err = packed.UnpackStory(blob, &st)
	return derived.NewestVersion(&st, seen), err
}

// Event returns the stories of an event, oldest first.
func (s *Store) Event(ctx context.Context, user news.User, id news.EventID, limit int) (fs []news.Filing, err error) {
	err = s.readingOf(ctx, user, fmt.Sprintf("event %s", id), func(ctx context.Context, s *Store) error {
		u, v, err := s.userSight(ctx, user)
		if err != nil {
			return err
		}
		fs, err = s.filings(ctx, `SELECT `+filingColumns+` FROM story s`+filingJoins+`WHERE $1::int = $1 AND s.event = (SELECT n FROM event WHERE id = $2)
			AND NOT s.hidden AND `+v.seen()+` ORDER BY s.time, s.n LIMIT $3`, u, string(id), limit)
		if err == nil && len(fs) == 0 {
			err = news.ErrNotFound
		}
		return err
	})
	return fs, err
}

// Stories returns the named stories as filings, in that order.
func (s *Store) Stories(ctx context.Context, user news.User, ids []news.StoryID) (fs []news.Filing, err error) {
	err = s.readingOf(ctx, user, "stories", func(ctx context.Context, s *Store) error {
		u, v, err := s.userSight(ctx, user)
		if err != nil {
			return err
		}
		fs, err = s.filings(ctx, `SELECT `+filingColumns+` FROM unnest($2::text[]) WITH ORDINALITY o (id, at) JOIN story s ON s.id = o.id`+filingJoins+`
			WHERE $1::int = $1 AND `+v.seen()+` ORDER BY o.at`, u, ids)
		return err
	})
	return fs, err
}

// Followups returns the stories that name one of these as an earlier event.
func (s *Store) Followups(ctx context.Context, user news.User, ids []news.StoryID, limit int) (fs []news.Filing, err error) {
	err = s.readingOf(ctx, user, "follow-ups", func(ctx context.Context, s *Store) error {
		u, v, err := s.userSight(ctx, user)
		if err != nil {
			return err
		}
		fs, err = s.filings(ctx, `SELECT `+filingColumns+` FROM (SELECT DISTINCT l.story FROM story e JOIN followup l ON l.earlier = e.n JOIN story s ON s.n = l.story
			WHERE $1::int = $1 AND e.id = ANY($2) AND NOT s.hidden AND `+v.seen()+` ORDER BY l.story DESC LIMIT $3) x JOIN story s ON s.n = x.story`+filingJoins+`ORDER BY s.time, s.n`, u, ids, limit)
		return err
	})
	return fs, err
}

// chained adds the versions of an article that are filed under other ids.
func chained(t *tx, n int64, a *news.Article) error {
	var links []derived.Link
	err := t.each(`SELECT n, id, time, outlet, origin, again FROM story WHERE event = (SELECT event FROM story WHERE n = $1) AND NOT hidden ORDER BY time, n`, []any{n},
		func(r pgx.Rows) error {
			l, err := derived.ScanLink(r)
			links = append(links, l)
			return err
		})
	if err != nil {
		return err
	}
	return derived.AddChain(a, links, n, func(l *derived.Link) ([]news.Version, error) { return versionsOf(t, l) })
}

// versionsOf lists the versions of a story, newest first, without their texts.
func versionsOf(t *tx, l *derived.Link) ([]news.Version, error) {
	st := news.Story{ID: l.ID}
	var changed int64
	var blob []byte
	_, err := t.get(`SELECT s.version, s.title, s.url, s.changed, b.doc FROM story s JOIN body b ON b.n = s.n WHERE s.n = $1`, []any{l.N},
		&st.Version, &st.Title, &st.URL, &changed, &blob)
	if err == nil {
		err = packed.UnpackStory(blob, &st)
	}
	if err != nil {
		return nil, err
	}
	now := derived.NewestVersion(&st, changed)
	now.Story, now.Text = l.ID, ""
	older, err := olderVersions(t, l.N, l.ID)
	return slices.Concat([]news.Version{now}, older), err
}

// olderVersions lists the versions of a story that were replaced, newest first.
func olderVersions(t *tx, n int64, id news.StoryID) (all []news.Version, err error) {
	err = t.each(`SELECT n, title, seen, note FROM version WHERE story = $1 ORDER BY n DESC`, []any{n}, func(r pgx.Rows) error {
		v, err := derived.ScanVersion(r, id)
		all = append(all, v)
		return err
	})
	return all, err
}
