package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
)

// searchColumns are read with search_saved w and its user u.
const searchColumns = `w.n, u.name, w.name, w.query, w.fires, w.made, w.since`

func scanSearch(r pgx.Rows) (news.SavedSearch, error) {
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
func (s *Store) Searches(ctx context.Context, user news.User) (all []news.SavedSearch, err error) {
	where, args := `NOT w.removed AND w.fires <> '' ORDER BY w.n`, []any(nil)
	if user != "" {
		where, args = `NOT w.removed AND u.name = $1 ORDER BY w.folded COLLATE "C"`, []any{string(user)}
	}
	err = s.readingOf(ctx, user, "saved searches", func(ctx context.Context, s *Store) error {
		all = nil
		rows, err := s.query(ctx, `SELECT `+searchColumns+` FROM search_saved w JOIN usr u ON u.n = w.usr WHERE `+where, args...)
		return eachRow(rows, err, func(r pgx.Rows) error {
			w, err := scanSearch(r)
			all = append(all, w)
			return err
		})
	})
	return all, err
}

// SaveSearch adds a search or changes the one with that ID. It has the lock of the news:
// what was fresh before is told from what comes after.
func (s *Store) SaveSearch(ctx context.Context, w news.SavedSearch) (news.SavedSearch, error) {
	u, err := s.user(ctx, w.User)
	if err == nil {
		err = w.Check()
	}
	if err != nil {
		return w, fmt.Errorf("save search %s: %w", w.Name, s.note(ctx, err))
	}
	err = s.update(ctx, fmt.Sprintf("save search %s", w.Name), lockNews, func(t *tx) error {
		folded := strings.ToLower(w.Name)
		taken, err := t.get(`SELECT n FROM search_saved WHERE usr = $1 AND folded = $2 AND NOT removed AND n <> $3`, []any{u, folded, int64(w.ID)}, new(int64))
		if err != nil {
			return err
		}
		if taken {
			return news.ErrExists
		}
		if err := t.putSearch(u, folded, &w); err != nil {
			return err
		}
		return t.tick("marks", u)
	})
	return w, err
}

// putSearch writes a search. It begins to watch anew when it fires for the first time,
// looks for something else or comes back.
func (t *tx) putSearch(u int, folded string, w *news.SavedSearch) error {
	fires := news.TriggerNames(w.Fires)
	if _, err := t.get(`SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM fresh_n_seq`, nil, &w.Since); err != nil {
		return err
	}
	if w.ID == 0 {
		_, err := t.get(`INSERT INTO search_saved (usr, name, folded, query, fires, made, since) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING n`,
			[]any{u, w.Name, folded, w.Query, fires, millis(w.Made), w.Since}, &w.ID)
		return err
	}
	var query, fired string
	var since int64
	var removed bool
	found, err := t.get(`SELECT query, fires, since, removed FROM search_saved WHERE n = $1 AND usr = $2`, []any{int64(w.ID), u}, &query, &fired, &since, &removed)
	if err != nil {
		return err
	}
	if !found {
		return news.ErrNotFound
	}
	if query == w.Query && fired != "" && !removed {
		w.Since = since
	}
	_, err = t.exec(`UPDATE search_saved SET name = $1, folded = $2, query = $3, fires = $4, made = $5, since = $6, removed = false WHERE n = $7`,
		w.Name, folded, w.Query, fires, millis(w.Made), w.Since, int64(w.ID))
	return err
}

// RemoveSearch takes a search and its alerts off every list.
func (s *Store) RemoveSearch(ctx context.Context, user news.User, id news.SearchID) error {
	u, err := s.user(ctx, user)
	if err != nil {
		return fmt.Errorf("remove search: %w", s.note(ctx, err))
	}
	return s.update(ctx, "remove search", lockNews, func(t *tx) error {
		n, err := t.exec(`UPDATE search_saved SET removed = true WHERE n = $1 AND usr = $2 AND NOT removed`, int64(id), u)
		if err == nil && n == 0 {
			err = news.ErrNotFound
		}
		if err != nil {
			return err
		}
		return t.tick("marks", u)
	})
}

// Matching returns which of the stories each search finds.
func (s *Store) Matching(ctx context.Context, searches []news.SavedSearch, ids []news.StoryID) ([][]news.StoryID, error) {
	all := make([][]news.StoryID, len(searches))
	err := s.reading(ctx, "match saved searches", func(ctx context.Context) error {
		set := map[int64]news.StoryID{}
		rows, err := s.query(ctx, `SELECT n, id FROM story WHERE id = ANY($1)`, ids)
		err = eachRow(rows, err, func(r pgx.Rows) error {
			var n int64
			var id news.StoryID
			err := r.Scan(&n, &id)
			set[n] = id
			return err
		})
		for i := range searches {
			if err == nil && len(set) > 0 {
				all[i], err = s.matching(ctx, &searches[i], set)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// matching returns those of a set that a search finds. A search that cannot be read any
// more finds nothing.
func (s *Store) matching(ctx context.Context, w *news.SavedSearch, set map[int64]news.StoryID) (found []news.StoryID, err error) {
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
	p.where = append(p.where, "s.n = ANY("+p.Bind(slices.Collect(maps.Keys(set)))+"::bigint[])")
	labels, err := column[int64](ctx, s, "SELECT s.n FROM story s"+withMarks+" WHERE "+p.conditions(p.labels())+" ORDER BY s.n", p.modeled()...)
	for _, n := range labels {
		found = append(found, set[n])
	}
	return found, err
}

// Fresh returns stories that no watch was held against yet.
func (s *Store) Fresh(ctx context.Context, limit int) (all []news.Fresh, err error) {
	err = s.reading(ctx, "fresh news", func(ctx context.Context) error {
		all = nil
		rows, err := s.query(ctx, `SELECT `+filingColumns+`, q.n, s.changed FROM fresh q JOIN story s ON s.n = q.story`+filingJoins+`
			WHERE NOT s.hidden AND s.tagger <> 0 AND NOT EXISTS (SELECT 1 FROM fresh l WHERE l.story = q.story AND l.n > q.n) ORDER BY q.n LIMIT $1`, limit)
		return eachRow(rows, err, func(r pgx.Rows) error {
			f, err := derived.ScanFresh(r)
			all = append(all, f)
			return err
		})
	})
	return all, err
}

// sweepAlerts deletes old alerts and what was removed.
func (s *Store) sweepAlerts(ctx context.Context, before time.Time) error {
	return s.update(ctx, "sweep alerts", lockNews, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM alert WHERE at < $1 OR search NOT IN (SELECT n FROM search_saved WHERE NOT removed)`, millis(before)); err != nil {
			return err
		}
		_, err := t.exec(`DELETE FROM search_saved WHERE removed`)
		return err
	})
}
