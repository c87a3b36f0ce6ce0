package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"dateline/news"
	"dateline/store/terms"
)

// PutNote keeps a note in place of the one its user has there, and returns the note that
// undoes this.
func (s *Store) PutNote(ctx context.Context, n news.Note) (news.Note, error) {
	was := n
	was.Text, was.Shared = "", false
	err := n.Clean()
	var u int64
	if err == nil {
		u, err = s.user(ctx, n.User)
	}
	if err != nil {
		return was, fmt.Errorf("note: %w", err)
	}
	err = s.update(ctx, "note", untilPower, func(t *tx) error {
		here, err := t.get(`SELECT 1 FROM story s WHERE s.id = ?1 AND `+seesStory("?2"), []any{string(n.Story), u}, new(int64))
		if err == nil && !here {
			err = news.ErrNotFound
		}
		if err != nil {
			return err
		}
		var made int64
		found, err := t.get(`SELECT text, shared, made FROM note WHERE story = ? AND event = ? AND user = ?`,
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
		return t.tick("marks")
	})
	return was, err
}

// putNote writes a clean note, or takes it away when it has no text.
func (t *tx) putNote(u int64, n news.Note) error {
	if n.Text == "" {
		_, err := t.exec(`DELETE FROM note WHERE story = ? AND event = ? AND user = ?`, string(n.Story), n.Event, u)
		return err
	}
	_, err := t.exec(`INSERT OR REPLACE INTO note (story, event, user, shared, made, text, words) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		string(n.Story), n.Event, u, n.Shared, millis(n.Made), n.Text, terms.Phrase(n.Text))
	return err
}

// notesQuery reads the notes that user ?1 sees with the stories whose ids ?2 lists, the
// newest %d of them. A note on an event is with all stories that its own is with. One that
// is shared on a story of a feed that the user does not see is not for that user.
var notesQuery = `SELECT o.story, o.event, w.name, o.text, o.shared, o.made FROM (
		SELECT value AS story, 0 AS event FROM json_each(?2)
		UNION SELECT value, 1 FROM json_each(?2)
		UNION SELECT m.id, 1 FROM json_each(?2) j CROSS JOIN story s ON s.id = j.value CROSS JOIN place p ON p.story = s.n
			CROSS JOIN place q ON q.event = p.event CROSS JOIN story m ON m.n = q.story) h
	CROSS JOIN note o ON o.story = h.story AND o.event = h.event CROSS JOIN user w ON w.n = o.user
	WHERE o.user = ?1 OR o.shared = 1 AND (o.event OR NOT EXISTS (SELECT 1 FROM story s WHERE s.id = o.story AND NOT ` + seesStory("?1") + `))
	ORDER BY o.made DESC, w.name DESC, o.event DESC, o.story DESC LIMIT %d`

// Notes returns the notes that a user sees with stories, oldest first.
func (s *Store) Notes(ctx context.Context, user news.User, ids []news.StoryID, limit int) ([]news.Note, error) {
	u, err := s.user(ctx, user)
	var all []news.Note
	if err == nil {
		all, err = notes(ctx, s.read, u, ids, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("notes: %w", s.plain(err))
	}
	return all, nil
}

// querier is a connection, or a transaction on one.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func notes(ctx context.Context, from querier, u int64, ids []news.StoryID, limit int) ([]news.Note, error) {
	names, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := from.QueryContext(ctx, fmt.Sprintf(notesQuery, limit), u, string(names))
	if err != nil {
		return nil, err
	}
	var all []news.Note
	err = eachRow(rows, func(r *sql.Rows) error {
		n, err := scanNote(r)
		all = append(all, n)
		return err
	})
	slices.Reverse(all)
	return all, err
}

func scanNote(r *sql.Rows) (n news.Note, err error) {
	var made int64
	err = r.Scan(&n.Story, &n.Event, &n.User, &n.Text, &n.Shared, &made)
	n.Made = fromMillis(made)
	return n, err
}

// seenNote is true of a note x that the user sees.
const seenNote = `(x.user = ?1 OR x.shared = 1)`

// noted writes the SELECT of the labels of stories with a note of these words, or with any
// note where there are none. Notes are few: a person wrote each.
func (c *compiler) noted(words string) string {
	having := ""
	if words != "" {
		having = " AND instr(x.words, " + c.Bind(words) + ") > 0"
	}
	return "SELECT o.n AS story FROM note x CROSS JOIN story o ON o.id = x.story WHERE " + seenNote + having
}
