package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// storyColumns and filingColumns are read with story s, body b and feed f joined,
// and place p and finding d for filings.
const (
	storyColumns = `s.id, f.id, s.outlet, s.url, s.title, s.version, b.doc`

	// What was found in an older version does not fit the text.
	filingColumns = storyColumns + `, p.seq, v.id, p.origin, p.source, iif(p.tagger = 0, NULL, d.doc)`
	filingJoins   = `JOIN story s ON s.n = p.story JOIN body b ON b.n = s.body JOIN feed f ON f.n = s.feed JOIN event v ON v.n = p.event `
	// filingFrom also has stories nobody has annotated yet.
	filingFrom = `FROM place p ` + filingJoins + `LEFT JOIN finding d ON d.seq = p.seq `
)

// Article returns a story with all that is known about it.
func (s *Store) Article(ctx context.Context, user news.User, id news.StoryID) (news.Article, error) {
	a, err := s.article(ctx, user, id)
	if err != nil {
		return a, fmt.Errorf("story %s: %w", id, s.plain(err))
	}
	return a, nil
}

func (s *Store) article(ctx context.Context, user news.User, id news.StoryID) (news.Article, error) {
	var a news.Article
	u, err := s.user(ctx, user)
	if err != nil {
		return a, err
	}
	err = s.asked.moment(ctx, func(t *tx) error {
		n, err := t.story(u, id, &a)
		if err != nil {
			return err
		}
		if a.Notes, err = notes(ctx, t, u, []news.StoryID{id}, news.MaxNotes); err != nil {
			return err
		}
		if a.Versions, err = olderVersions(ctx, t, n, ""); err != nil || a.Event.Stories < 2 {
			return err
		}
		return chained(ctx, t, n, &a)
	})
	return a, err
}

// story reads what is kept of a story itself, and returns its label.
func (t *tx) story(u int64, id news.StoryID, a *news.Article) (n int64, err error) {
	var first, last, flags, eventFlags, at, seq, tagger int64
	var feed, blob []byte
	found := false
	err = t.each(`SELECT `+storyColumns+`, s.n, f.doc, p.seq, p.tagger, p.origin, s.flags | p.flags, v.flags, d.doc,
		v.id, coalesce((SELECT id FROM story WHERE n = v.lead), ''), v.first, v.last, v.stories, v.outlets, v.origins,
		NOT EXISTS (SELECT 1 FROM unread WHERE user = ?2 AND story = s.n),
		EXISTS (SELECT 1 FROM mark WHERE user = ?2 AND story = s.n AND starred <> 0),
		coalesce(m.version, 0), coalesce(m.at, 0), coalesce(m.field, 0), coalesce(m.offset, 0)
		`+filingFrom+`LEFT JOIN bookmark m ON m.user = ?2 AND m.story = s.n WHERE s.id = ?1 AND `+seesStory("?2"), []any{string(id), u}, func(r *sql.Rows) (err error) {
		found = true
		a.Story, err = packed.ScanStory(r, &n, &feed, &seq, &tagger, &a.Origin, &flags, &eventFlags, &blob,
			&a.Event.ID, &a.Event.Lead, &first, &last, &a.Event.Stories, &a.Event.Outlets, &a.Event.Origins, &a.Read, &a.Starred,
			&a.Bookmark.Version, &at, &a.Bookmark.Field, &a.Bookmark.Offset)
		return err
	})
	if err == nil && !found {
		err = news.ErrNotFound
	}
	if err != nil {
		return n, err
	}
	a.Event.First, a.Event.Last = fromMillis(first), fromMillis(last)
	a.Tagged = tagger != 0
	a.Bookmark.Story, a.Bookmark.At = a.ID, fromMillis(at)
	a.Flags = news.Flag(flags) | news.Flag(eventFlags)&news.FiguresDiffer
	if err := json.Unmarshal(feed, &a.Source); err != nil {
		return n, err
	}
	// What was found in an older version does not fit this one's text.
	if blob == nil || !a.Tagged {
		return n, nil
	}
	marks, err := packed.UnpackFinding(blob, &a.Story)
	a.Mentions, a.Claims, a.Unsure = marks.Mentions, marks.Claims, marks.Unsure
	return n, err
}

// Version returns version n of a story with its text; the newest one too.
func (s *Store) Version(ctx context.Context, user news.User, id news.StoryID, n int) (news.Version, error) {
	v, err := s.version(ctx, user, id, n)
	if err != nil {
		return v, fmt.Errorf("version %d of story %s: %w", n, id, s.plain(err))
	}
	return v, nil
}

func (s *Store) version(ctx context.Context, user news.User, id news.StoryID, n int) (news.Version, error) {
	v := news.Version{N: n}
	u, err := s.user(ctx, user)
	if err != nil {
		return v, err
	}
	var seen int64
	var blob []byte
	err = s.read.QueryRowContext(ctx, `SELECT o.title, o.seen, o.note, o.doc FROM story s JOIN version o ON o.story = s.n
		WHERE s.id = ?1 AND o.n = ?2 AND `+seesStory("?3"), string(id), n, u).Scan(&v.Title, &seen, &v.Note, &blob)
	if err == nil {
		v.Seen = fromMillis(seen)
		v.Text, err = packed.UnpackText(blob)
		return v, err
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return v, err
	}
	var st news.Story
	err = s.read.QueryRowContext(ctx, `SELECT s.title, s.url, s.changed, b.doc FROM story s JOIN body b ON b.n = s.body
		WHERE s.id = ?1 AND s.version = ?2 AND `+seesStory("?3"), string(id), n, u).Scan(&v.Title, &st.URL, &seen, &blob) // a body is packed against its address
	if errors.Is(err, sql.ErrNoRows) {
		return v, news.ErrNotFound
	}
	if err != nil {
		return v, err
	}
	st.Version, st.Title = n, v.Title
	err = packed.UnpackStory(blob, &st)
	return derived.NewestVersion(&st, seen), err
}

// filings asks for rows of filingColumns.
func (s *Store) filings(ctx context.Context, query string, args ...any) (fs []news.Filing, err error) {
	err = s.asked.each(ctx, query, args, func(r *sql.Rows) error {
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

// Event returns the stories of an event, oldest first.
func (s *Store) Event(ctx context.Context, user news.User, id news.EventID, limit int) ([]news.Filing, error) {
	var fs []news.Filing
	u, err := s.user(ctx, user)
	if err == nil {
		fs, err = s.filings(ctx, `SELECT `+filingColumns+` `+filingFrom+`WHERE p.event = (SELECT n FROM event WHERE id = ?1)
			AND s.hidden = 0 AND `+seesStory("?2")+` ORDER BY s.time, s.n LIMIT `+strconv.Itoa(limit), string(id), u)
	}
	if err == nil && len(fs) == 0 {
		err = news.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("event %s: %w", id, s.plain(err))
	}
	return fs, nil
}

// Stories returns the named stories as filings, in that order.
func (s *Store) Stories(ctx context.Context, user news.User, ids []news.StoryID) ([]news.Filing, error) {
	names, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, fmt.Errorf("stories: %w", err)
	}
	fs, err := s.filings(ctx, `SELECT `+filingColumns+` FROM json_each(?1) j CROSS JOIN story s ON s.id = j.value
		CROSS JOIN place p ON p.story = s.n CROSS JOIN body b ON b.n = s.body CROSS JOIN feed f ON f.n = s.feed CROSS JOIN event v ON v.n = p.event
		LEFT JOIN finding d ON d.seq = p.seq WHERE `+seesStory("?2")+` ORDER BY j.key`, string(names), u)
	if err != nil {
		return nil, fmt.Errorf("stories: %w", s.plain(err))
	}
	return fs, nil
}
