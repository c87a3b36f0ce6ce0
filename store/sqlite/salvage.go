package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"dateline/news"
)

// Damage is found in three ways: the file is no database (at Open), it is shorter
// than it says (at Open), or a page turns out wrong while dateline runs. The last
// leaves a note beside the file, so that the next Open, which otherwise looks at
// nothing it does not need, checks every page first.

// noteSuffix names the note of damage.
const noteSuffix = ".damaged"

// errDamaged stands for damage that SQLite has not met yet.
var errDamaged = errors.New("the file is damaged")

// broken reports whether an error means that the file is no sound database.
func broken(err error) bool {
	code := sqliteCode(err) & 0xff
	return errors.Is(err, errDamaged) || code == codeCorrupt || code == codeNotADB
}

// noteDamage leaves the note for the next Open.
func (s *Store) noteDamage() {
	if f, err := os.Create(s.path + noteSuffix); err == nil { // where nothing can be written the note is no use either
		_ = f.Close()
	}
}

// checkDamage looks for what Open can see cheaply, and at everything when a note
// says that there is cause.
func checkDamage(ctx context.Context, db *sql.DB, path string) error {
	short, err := tooShort(ctx, db, path)
	if err != nil {
		return err
	}
	if short {
		return fmt.Errorf("it is shorter than it says: %w", errDamaged)
	}
	if _, err := os.Lstat(path + noteSuffix); err != nil {
		return nil
	}
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return fmt.Errorf("%s: %w", verdict, errDamaged)
	}
	return os.Remove(path + noteSuffix)
}

// tooShort reports whether a file without a log has fewer bytes than pages.
func tooShort(ctx context.Context, db *sql.DB, path string) (bool, error) {
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return false, nil
	}
	file, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	var pages, size int64
	if err := db.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
		return false, err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA page_size").Scan(&size); err != nil {
		return false, err
	}
	return file.Size() < pages*size, nil
}

// reopenFresh sets a broken file aside, begins a new one and carries over what
// can be read of what the reader did.
func reopenFresh(ctx context.Context, path string, o Options, why error) (*Store, error) {
	aside := fmt.Sprintf("%s.broken-%s", path, o.Now().UTC().Format("20060102-150405"))
	if err := setAside(path, aside); err != nil {
		return nil, fmt.Errorf("set the broken store aside: %w (it is broken: %w)", err, why)
	}
	s, err := open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	s.aside = aside
	s.salvage(ctx, aside)
	return s, nil
}

// setAside moves a database file with its log.
func setAside(path, aside string) error {
	if err := os.Remove(path + noteSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// salvage reads feeds, subscriptions, settings, saved searches, marks, notes, verdicts and
// the stories that were starred or have notes from a broken file, each table as far as it goes. What cannot be read is lost and
// no error: the file is kept for whoever wants to try harder.
func (s *Store) salvage(ctx context.Context, aside string) {
	old, err := sql.Open("sqlite", dsn(aside, "query_only(1)"))
	if err != nil {
		return
	}
	defer old.Close()
	old.SetMaxOpenConns(1)
	s.salvageFeeds(ctx, old)
	s.salvageSubscriptions(ctx, old)
	s.salvageSettings(ctx, old)
	s.salvageSearches(ctx, old)
	marks := readMarks(ctx, old)
	s.keepMarks(ctx, marks)
	s.salvageVerdicts(ctx, old)
	s.salvageStories(ctx, old, keptStories(ctx, old, marks, s.salvageNotes(ctx, old)))
}

// readable calls row for every row that can be read and puts up with the rest.
func readable(ctx context.Context, db *sql.DB, query string, row func(*sql.Rows) error) {
	if rows, err := db.QueryContext(ctx, query); err == nil {
		_ = eachRow(rows, row) // as far as it goes
	}
}

func (s *Store) salvageFeeds(ctx context.Context, old *sql.DB) {
	readable(ctx, old, `SELECT doc FROM feed WHERE removed = 0`, func(r *sql.Rows) error {
		var doc []byte
		var f news.Feed
		if err := r.Scan(&doc); err != nil {
			return err
		}
		if json.Unmarshal(doc, &f) == nil && f.ID != "" {
			_ = s.PutFeed(ctx, f) // the next one may do better
		}
		return nil
	})
}

func (s *Store) salvageSubscriptions(ctx context.Context, old *sql.DB) {
	readable(ctx, old, `SELECT u.name, f.id, o.off, o.doc FROM subscription o JOIN user u ON u.n = o.user JOIN feed f ON f.n = o.feed`, func(r *sql.Rows) error {
		var name, id string
		var off bool
		var doc []byte
		if err := r.Scan(&name, &id, &off, &doc); err != nil {
			return err
		}
		var o news.Subscription
		u, err := s.user(ctx, news.User(name))
		if err != nil || json.Unmarshal(doc, &o) != nil {
			return err
		}
		_ = s.update(ctx, "keep a subscription", untilKill, func(t *tx) error { // the next one may do better
			n, err := t.feed(news.FeedID(id))
			if err != nil {
				return err
			}
			return t.putSubscription(u, n, off, o)
		})
		return nil
	})
}

func (s *Store) salvageSettings(ctx context.Context, old *sql.DB) {
	readable(ctx, old, `SELECT u.name, g.key, g.value FROM setting g JOIN user u ON u.n = g.user`, func(r *sql.Rows) error {
		var user, key, value string
		if err := r.Scan(&user, &key, &value); err != nil {
			return err
		}
		return s.SetSetting(ctx, news.User(user), key, value)
	})
}

func (s *Store) salvageVerdicts(ctx context.Context, old *sql.DB) {
	var vs []news.Verdict
	readable(ctx, old, `SELECT coalesce(u.name, ''), v.story, v.event, v.ruling FROM verdict v LEFT JOIN user u ON u.n = v.user ORDER BY v.seq`, func(r *sql.Rows) error {
		var v news.Verdict
		err := r.Scan(&v.User, &v.Story, &v.Event, &v.Ruling)
		if err == nil {
			vs = append(vs, v)
		}
		return err
	})
	_ = s.Correct(ctx, vs, nil) // the file set aside still has them
}

// salvageSearches saves the searches again. Alerts are left behind: the stories they
// lead to are.
func (s *Store) salvageSearches(ctx context.Context, old *sql.DB) {
	readable(ctx, old, `SELECT `+searchColumns+` FROM search_saved w JOIN user u ON u.n = w.user WHERE w.removed = 0 ORDER BY w.n`, func(r *sql.Rows) error {
		w, err := scanSearch(r)
		if err == nil {
			w.ID = 0
			_, _ = s.SaveSearch(ctx, w) // the next one may do better
		}
		return err
	})
}
