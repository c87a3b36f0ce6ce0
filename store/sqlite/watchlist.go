package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/news"
	"dateline/store/derived"
)

// searchColumns are read with search_saved w and its user u.
const searchColumns = `w.n, u.name, w.name, w.query, w.fires, w.made, w.since`

func scanSearch(r *sql.Rows) (news.SavedSearch, error) {
	var w news.SavedSearch
	var fires string
	var made int64
	err := r.Scan(&w.ID, &w.User, &w.Name, &w.Query, &fires, &made, &w.Since)
	w.Made = fromMillis(made)
	if err == nil && fires != "" {
		w.Fires, err = news.ParseTriggers(fires)
	}
	return w, err
}

// Searches returns a user's saved searches by name, or the watches of every user.
func (s *Store) Searches(ctx context.Context, user news.User) ([]news.SavedSearch, error) {
	where, args := `w.removed = 0 AND w.fires <> '' ORDER BY w.n`, []any(nil)
	if user != "" {
		where, args = `w.removed = 0 AND w.user = (SELECT n FROM user WHERE name = ?) ORDER BY w.folded`, []any{string(user)}
	}
	var all []news.SavedSearch
	rows, err := s.read.QueryContext(ctx, `SELECT `+searchColumns+` FROM search_saved w JOIN user u ON u.n = w.user WHERE `+where, args...)
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			w, err := scanSearch(r)
			all = append(all, w)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("saved searches: %w", s.plain(err))
	}
	return all, nil
}

// watched reports whether anybody has a watch.
func (t *tx) watched() (bool, error) {
	return t.get(`SELECT 1 FROM search_saved WHERE removed = 0 AND fires <> '' LIMIT 1`, nil, new(int64))
}

// SaveSearch adds a search or changes the one with that ID.
func (s *Store) SaveSearch(ctx context.Context, w news.SavedSearch) (news.SavedSearch, error) {
	u, err := s.user(ctx, w.User)
	if err == nil {
		err = w.Check()
	}
	if err != nil {
		return w, fmt.Errorf("save search %s: %w", w.Name, err)
	}
	err = s.update(ctx, fmt.Sprintf("save search %s", w.Name), untilPower, func(t *tx) error {
		folded := strings.ToLower(w.Name)
		taken, err := t.get(`SELECT n FROM search_saved WHERE user = ? AND folded = ? AND removed = 0 AND n <> ?`, []any{u, folded, int64(w.ID)}, new(int64))
		if err != nil {
			return err
		}
		if taken {
			return news.ErrExists
		}
		if err := t.putSearch(u, folded, &w); err != nil {
			return err
		}
		return t.tick("marks")
	})
	return w, err
}

// putSearch writes a search. It begins to watch anew when it fires for the first time,
// looks for something else or comes back.
func (t *tx) putSearch(u int64, folded string, w *news.SavedSearch) error {
	fires := news.TriggerNames(w.Fires)
	if _, err := t.get(`SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'fresh'`, nil, &w.Since); err != nil {
		return err
	}
	if w.ID == 0 {
		n, err := t.insert(`INSERT INTO search_saved (user, name, folded, query, fires, made, since) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			u, w.Name, folded, w.Query, fires, millis(w.Made), w.Since)
		w.ID = news.SearchID(n)
		return err
	}
	var query, fired string
	var since int64
	var removed bool
	found, err := t.get(`SELECT query, fires, since, removed FROM search_saved WHERE n = ? AND user = ?`, []any{int64(w.ID), u}, &query, &fired, &since, &removed)
	if err != nil {
		return err
	}
	if !found {
		return news.ErrNotFound
	}
	if query == w.Query && fired != "" && !removed {
		w.Since = since
	}
	_, err = t.exec(`UPDATE search_saved SET name = ?, folded = ?, query = ?, fires = ?, made = ?, since = ?, removed = 0 WHERE n = ?`,
		w.Name, folded, w.Query, fires, millis(w.Made), w.Since, int64(w.ID))
	return err
}

// RemoveSearch takes a search and its alerts off every list.
func (s *Store) RemoveSearch(ctx context.Context, user news.User, id news.SearchID) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("remove search: %w", err)
	}
	return s.update(ctx, "remove search", untilPower, func(t *tx) error {
		n, err := t.exec(`UPDATE search_saved SET removed = 1 WHERE n = ? AND user = ? AND removed = 0`, int64(id), u)
		if err == nil && n == 0 {
			err = news.ErrNotFound
		}
		return errors.Join(err, t.tick("marks"))
	})
}

// Matching returns which of the stories each search finds.
func (s *Store) Matching(ctx context.Context, searches []news.SavedSearch, ids []news.StoryID) ([][]news.StoryID, error) {
	all := make([][]news.StoryID, len(searches))
	set, err := s.labelled(ctx, ids)
	if err == nil && len(set.id) > 0 {
		for i := range searches {
			if all[i], err = s.matching(ctx, &searches[i], set); err != nil {
				break
			}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("match saved searches: %w", s.plain(err))
	}
	return all, nil
}

// labelled is a set of stories by their labels.
type labelled struct {
	id     map[int64]news.StoryID
	lo, hi int64 // the least and greatest label
}

func (s *Store) labelled(ctx context.Context, ids []news.StoryID) (labelled, error) {
	set := labelled{id: make(map[int64]news.StoryID, len(ids))}
	names, err := json.Marshal(ids)
	if err != nil {
		return set, err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT s.n, s.id FROM json_each(?) j CROSS JOIN story s ON s.id = j.value`, string(names))
	if err != nil {
		return set, err
	}
	err = eachRow(rows, func(r *sql.Rows) error {
		var n int64
		var id news.StoryID
		if err := r.Scan(&n, &id); err != nil {
			return err
		}
		if len(set.id) == 0 {
			set.lo, set.hi = n, n
		}
		set.lo, set.hi = min(set.lo, n), max(set.hi, n)
		set.id[n] = id
		return nil
	})
	return set, err
}

// matching reads what a search finds between the least and the greatest label and
// keeps those of the set. A search that cannot be read any more finds nothing.
func (s *Store) matching(ctx context.Context, w *news.SavedSearch, set labelled) ([]news.StoryID, error) {
	q, err := news.ParseQuery(w.Query)
	if err != nil {
		return nil, nil
	}
	u, err := s.user(ctx, w.User)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, p.selectLabels(set), p.args...)
	if err != nil {
		return nil, err
	}
	var found []news.StoryID
	return found, eachRow(rows, func(r *sql.Rows) error {
		var n int64
		err := r.Scan(&n)
		if id, ok := set.id[n]; ok {
			found = append(found, id)
		}
		return err
	})
}

// selectLabels writes the SELECT of the labels that match within the bounds of a set.
// ?1 is bound in any case: not every query asks for the user.
func (p *plan) selectLabels(set labelled) string {
	return fmt.Sprintf("SELECT s.n FROM %s WHERE %s AND ?1 = ?1", p.rows(), p.conditions(set.lo, set.hi))
}

// Fresh returns stories that no watch was held against yet.
func (s *Store) Fresh(ctx context.Context, limit int) ([]news.Fresh, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+filingColumns+`, q.n, s.changed FROM fresh q CROSS JOIN place p ON p.story = q.story `+filingJoins+`
		LEFT JOIN finding d ON d.seq = p.seq WHERE s.hidden = 0 AND p.tagger <> 0
		AND q.n = (SELECT max(n) FROM fresh WHERE story = q.story) ORDER BY q.n LIMIT ?`, limit)
	var all []news.Fresh
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			f, err := derived.ScanFresh(r)
			all = append(all, f)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("fresh news: %w", s.plain(err))
	}
	return all, nil
}

// sweepAlerts deletes old alerts and what was removed.
func (s *Store) sweepAlerts(ctx context.Context, before time.Time) error {
	return s.update(ctx, "sweep alerts", untilKill, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM alert WHERE at < ? OR search NOT IN (SELECT n FROM search_saved WHERE removed = 0)`, millis(before)); err != nil {
			return err
		}
		_, err := t.exec(`DELETE FROM search_saved WHERE removed <> 0`)
		return err
	})
}
