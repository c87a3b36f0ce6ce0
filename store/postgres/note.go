package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/terms"
)

// PutNote keeps a note in place of the one its user has there, and returns the note that
// undoes this.
func (s *Store) PutNote(ctx context.Context, n news.Note) (news.Note, error) {
	was := n
	was.Text, was.Shared = "", false
	err := n.Clean()
	var u int
	var v sight
	if err == nil {
		u, v, err = s.userSight(ctx, n.User)
	}
	if err != nil {
		return was, fmt.Errorf("note: %w", s.note(ctx, err))
	}
	err = s.updateUser(ctx, "note", u, func(t *tx) error {
		here, err := t.get(`SELECT 1 FROM story s WHERE $1::int = $1 AND s.id = $2 AND `+v.seen(), []any{u, string(n.Story)}, new(int))
		if err == nil && !here {
			err = news.ErrNotFound
		}
		if err != nil {
			return err
		}
		var made int64
		found, err := t.get(`SELECT text, shared, made FROM note WHERE story = $1 AND event = $2 AND usr = $3`,
			[]any{string(n.Story), n.Event, u}, &was.Text, &was.Shared, &made)
		if err != nil {
			return err
		}
		if found {
			was.Made = fromMillis(made)
		}
		if was.Text == n.Text && (n.Text == "" || was.Shared == n.Shared) {
			return nil
		}
		if err := t.putNote(u, n); err != nil {
			return err
		}
		return t.tick("marks", u)
	})
	return was, err
}

// putNote writes a clean note, or takes it away when it has no text.
func (t *tx) putNote(u int, n news.Note) error {
	if n.Text == "" {
		_, err := t.exec(`DELETE FROM note WHERE story = $1 AND event = $2 AND usr = $3`, string(n.Story), n.Event, u)
		return err
	}
	_, err := t.exec(`INSERT INTO note (story, event, usr, shared, made, text, words) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (story, event, usr) DO UPDATE SET shared = excluded.shared, made = excluded.made, text = excluded.text, words = excluded.words`,
		string(n.Story), n.Event, u, n.Shared, millis(n.Made), n.Text, terms.Phrase(n.Text))
	return err
}

// notesQuery reads the notes that user $1 sees with the stories whose ids $2 lists, the
// newest $3 of them. A note on an event is with all stories that its own is with. One that
// is shared on a story that the user does not see is not for that user.
func (v sight) notesQuery() string {
	return `SELECT o.story, o.event, w.name, o.text, o.shared, o.made FROM (
		SELECT i AS story, false AS event FROM unnest($2::text[]) i
		UNION SELECT i, true FROM unnest($2::text[]) i
		UNION SELECT m.id, true FROM story s JOIN story m ON m.event = s.event WHERE s.id = ANY($2)) h
	JOIN note o ON o.story = h.story AND o.event = h.event JOIN usr w ON w.n = o.usr
	WHERE o.usr = $1 OR o.shared AND (o.event OR NOT EXISTS (SELECT 1 FROM story s WHERE s.id = o.story AND NOT ` + v.seen() + `))
	ORDER BY o.made DESC, w.name DESC, o.event DESC, o.story DESC LIMIT $3`
}

// Notes returns the notes that a user sees with stories, oldest first.
func (s *Store) Notes(ctx context.Context, user news.User, ids []news.StoryID, limit int) (all []news.Note, err error) {
	err = s.readingOf(ctx, user, "notes", func(ctx context.Context, s *Store) error {
		u, v, err := s.userSight(ctx, user)
		if err != nil || len(ids) == 0 {
			return err
		}
		rows, err := s.query(ctx, v.notesQuery(), u, ids, limit)
		all, err = readNotes(rows, err)
		return err
	})
	return all, err
}

func (t *tx) notes(u int, v sight, ids []news.StoryID, limit int) ([]news.Note, error) {
	rows, err := t.Query(t.ctx, v.notesQuery(), u, ids, limit)
	return readNotes(rows, err)
}

func readNotes(rows pgx.Rows, err error) (all []news.Note, _ error) {
	err = eachRow(rows, err, func(r pgx.Rows) error {
		var n news.Note
		var made int64
		err := r.Scan(&n.Story, &n.Event, &n.User, &n.Text, &n.Shared, &made)
		n.Made = fromMillis(made)
		all = append(all, n)
		return err
	})
	slices.Reverse(all)
	return all, err
}

// seenNote is true of a note x that user $1 sees.
const seenNote = `(x.usr = $1 OR x.shared)`

// Noted is true of stories with a note of these words, or with any note where there are
// none. Notes are few: a person wrote each.
func (c *compiler) Noted(words string) string {
	having := ""
	if words != "" {
		having = " AND strpos(x.words, " + c.Bind(words) + ") > 0"
	}
	return "s.id IN (SELECT x.story FROM note x WHERE " + seenNote + having + ")"
}
