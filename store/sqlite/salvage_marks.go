package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"dateline/news"
	"dateline/store/packed"
)

// Marks are what cannot be fetched again. They are read from a broken file by every
// way there is: a table from both its ends, and an index that holds a copy of it, so
// that a spoilt page loses what stood on it alone.

// mark is what a user did to a story.
type mark struct {
	user, story   string // the story's id
	n             int64  // its number, 0 when it was gone
	read, starred int64
}

// readMarks reads all marks that can be read, each once.
func readMarks(ctx context.Context, old *sql.DB) []mark {
	users, stories := map[int64]string{1: string(news.Local)}, map[int64]string{}
	names := func(into map[int64]string) func(*sql.Rows) error {
		return func(r *sql.Rows) error {
			var n int64
			var name string
			err := r.Scan(&n, &name)
			if err == nil {
				into[n] = name
			}
			return err
		}
	}
	for _, from := range []string{"user NOT INDEXED", "user INDEXED BY sqlite_autoindex_user_1"} {
		readable(ctx, old, `SELECT n, name FROM `+from, names(users))
	}
	for _, from := range []string{"story NOT INDEXED", "story NOT INDEXED ORDER BY n DESC", "story INDEXED BY sqlite_autoindex_story_1 ORDER BY id", "story INDEXED BY sqlite_autoindex_story_1 ORDER BY id DESC"} {
		readable(ctx, old, `SELECT n, id FROM `+from, names(stories))
	}
	found := map[[2]string]mark{}
	add := func(m mark) {
		if m.user == "" || m.story == "" {
			return
		}
		key := [2]string{m.user, m.story}
		was := found[key]
		m.n, m.read, m.starred = max(m.n, was.n), max(m.read, was.read), max(m.starred, was.starred)
		found[key] = m
	}
	for _, query := range []string{
		`SELECT user, story, read, starred FROM mark ORDER BY user, story`,
		`SELECT user, story, read, starred FROM mark ORDER BY user DESC, story DESC`,
	} {
		readable(ctx, old, query, func(r *sql.Rows) error {
			var user int64
			var m mark
			err := r.Scan(&user, &m.n, &m.read, &m.starred)
			if err == nil {
				m.user, m.story = users[user], stories[m.n]
				add(m)
			}
			return err
		})
	}
	readable(ctx, old, `SELECT user, story, read, starred FROM kept`, func(r *sql.Rows) error {
		var user int64
		var m mark
		err := r.Scan(&user, &m.story, &m.read, &m.starred)
		if err == nil {
			m.user = users[user]
			add(m)
		}
		return err
	})
	all := make([]mark, 0, len(found))
	for _, m := range found {
		all = append(all, m)
	}
	return all
}

// keepMarks keeps marks by story id until the stories come again.
func (s *Store) keepMarks(ctx context.Context, marks []mark) {
	users := map[string]int64{}
	for _, m := range marks {
		if n, err := s.user(ctx, news.User(m.user)); err == nil {
			users[m.user] = n
		}
	}
	_ = s.update(ctx, "keep salvaged marks", untilPower, func(t *tx) error { // the file set aside still has them
		for _, m := range marks {
			if _, err := t.exec(`INSERT OR REPLACE INTO kept (story, user, read, starred) VALUES (?, ?, ?, ?)`, m.story, users[m.user], m.read, m.starred); err != nil {
				return err
			}
		}
		return nil
	})
}

// salvageNotes carries notes over, by the ids of their stories, and returns these.
func (s *Store) salvageNotes(ctx context.Context, old *sql.DB) (stories []news.StoryID) {
	var all []news.Note
	for _, order := range []string{"", " DESC"} { // from both ends, as marks
		readable(ctx, old, `SELECT o.story, o.event, coalesce(u.name, iif(o.user = 1, 'local', '')), o.text, o.shared, o.made
			FROM note o LEFT JOIN user u ON u.n = o.user ORDER BY o.story`+order, func(r *sql.Rows) error {
			n, err := scanNote(r)
			if err == nil && n.User != "" && n.Clean() == nil && n.Text != "" {
				all = append(all, n)
			}
			return err
		})
	}
	for _, n := range all {
		u, err := s.user(ctx, n.User)
		if err != nil {
			continue // the next one may do better
		}
		_ = s.update(ctx, "keep a salvaged note", untilPower, func(t *tx) error { return t.putNote(u, n) }) // the file set aside still has it
		stories = append(stories, n.Story)
	}
	return stories
}

// keptStories returns the numbers of the stories that are kept whatever their age: those
// that were starred and those with notes.
func keptStories(ctx context.Context, old *sql.DB, marks []mark, noted []news.StoryID) []int64 {
	kept := map[int64]bool{}
	for _, m := range marks {
		if m.starred != 0 && m.n != 0 {
			kept[m.n] = true
		}
	}
	for _, id := range noted {
		var n int64
		if old.QueryRowContext(ctx, `SELECT n FROM story WHERE id = ?`, string(id)).Scan(&n) == nil {
			kept[n] = true
		}
	}
	return slices.Sorted(maps.Keys(kept))
}

// salvageStories files stories again: no feed may have them any more.
func (s *Store) salvageStories(ctx context.Context, old *sql.DB, numbers []int64) {
	byFeed := map[news.FeedID][]news.Story{}
	for _, n := range numbers {
		st, err := packed.ScanStory(old.QueryRowContext(ctx, `SELECT `+storyColumns+` FROM story s JOIN body b ON b.n = s.body JOIN feed f ON f.n = s.feed
			WHERE s.n = ? AND f.removed = 0`, n))
		if err == nil { // else the next one may do better
			byFeed[st.Feed] = append(byFeed[st.Feed], st)
		}
	}
	for feed, stories := range byFeed {
		_, _ = s.File(ctx, news.Delivery{Feed: feed, Stories: stories}) // likewise
	}
}
