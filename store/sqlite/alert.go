package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"dateline/news"
	"dateline/store/derived"
)

// maxAlerts is how many of the newest alerts a user keeps.
const maxAlerts = 5000

// Fire stores alerts and lets fresh news go.
func (s *Store) Fire(ctx context.Context, upto int64, alerts []news.Alert) ([]news.Alert, error) {
	users := map[news.User]int64{}
	for i := range alerts {
		u, err := s.user(ctx, alerts[i].User)
		if err != nil {
			return nil, fmt.Errorf("fire: %w", err)
		}
		users[alerts[i].User] = u
	}
	var fired []news.Alert
	err := s.update(ctx, fmt.Sprintf("fire %d alerts", len(alerts)), untilKill, func(t *tx) error {
		for _, a := range alerts {
			stored, err := t.putAlert(users[a.User], &a)
			if err != nil {
				return err
			}
			if stored {
				fired = append(fired, a)
			}
		}
		if _, err := t.exec(`DELETE FROM fresh WHERE n <= ?`, upto); err != nil || len(fired) == 0 {
			return err
		}
		for _, u := range users {
			if _, err := t.exec(`DELETE FROM alert WHERE user = ?1 AND n <= (SELECT n FROM alert WHERE user = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)`, u, maxAlerts); err != nil {
				return err
			}
		}
		return t.tick("marks")
	})
	return fired, err
}

// putAlert stores an alert unless its watch is gone or has fired it already.
func (t *tx) putAlert(u int64, a *news.Alert) (stored bool, err error) {
	doc, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	n, err := t.exec(`INSERT OR IGNORE INTO alert (user, search, mark, at, doc)
		SELECT user, n, ?3, ?4, ?5 FROM search_saved WHERE n = ?1 AND user = ?2 AND removed = 0`, int64(a.Search), u, a.Mark, millis(a.Time), string(doc))
	if err != nil || n == 0 {
		return false, err
	}
	_, err = t.get(`SELECT n FROM alert WHERE search = ? AND mark = ?`, []any{int64(a.Search), a.Mark}, &a.ID)
	return true, err
}

// alertFrom joins alerts a to the searches w that fired them, as far as they are there.
const alertFrom = ` FROM alert a CROSS JOIN search_saved w ON w.n = a.search AND w.removed = 0 WHERE a.user = ? AND a.removed = 0`

// Alerts returns a user's alerts, newest first.
func (s *Store) Alerts(ctx context.Context, user news.User, limit int) (news.AlertPage, error) {
	var p news.AlertPage
	u, err := s.user(ctx, user)
	if err == nil {
		err = s.read.QueryRowContext(ctx, `SELECT count(*)`+alertFrom+` AND a.seen = 0`, u).Scan(&p.Unseen)
	}
	var rows *sql.Rows
	if err == nil && limit > 0 {
		rows, err = s.read.QueryContext(ctx, `SELECT a.n, w.name, a.seen, a.doc`+alertFrom+` ORDER BY a.n DESC LIMIT ?`, u, limit+1)
	}
	if err == nil && rows != nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			a, err := derived.ScanAlert(r, user)
			p.Alerts = append(p.Alerts, a)
			return err
		})
	}
	if err != nil {
		return news.AlertPage{}, fmt.Errorf("alerts: %w", s.plain(err))
	}
	if p.More = limit > 0 && len(p.Alerts) > limit; p.More {
		p.Alerts = p.Alerts[:limit]
	}
	return p, nil
}

// ChangeAlerts sets or clears a state and returns the change that undoes it.
func (s *Store) ChangeAlerts(ctx context.Context, user news.User, c news.AlertChange) (news.AlertChange, error) {
	undo := news.AlertChange{Kind: c.Kind, On: !c.On}
	if c.Kind != news.AlertSeen && c.Kind != news.AlertRemoved {
		return undo, fmt.Errorf("change alerts: unknown state %q", string(c.Kind))
	}
	u, err := s.user(ctx, user)
	if err != nil {
		return undo, fmt.Errorf("change alerts: %w", err)
	}
	err = s.update(ctx, "change alerts", untilPower, func(t *tx) error {
		ids := c.Alerts
		if c.All {
			ids = nil
			if err := t.each(`SELECT a.n`+alertFrom+` AND a.n <= ?`, []any{u, int64(c.Upto)}, func(r *sql.Rows) error {
				var id news.AlertID
				err := r.Scan(&id)
				ids = append(ids, id)
				return err
			}); err != nil {
				return err
			}
		}
		for _, id := range ids {
			n, err := t.exec(`UPDATE alert SET `+string(c.Kind)+` = ?1 WHERE n = ?2 AND user = ?3 AND `+string(c.Kind)+` <> ?1`, c.On, int64(id), u)
			if err != nil {
				return err
			}
			if n > 0 {
				undo.Alerts = append(undo.Alerts, id)
			}
		}
		if len(undo.Alerts) == 0 {
			return nil
		}
		return t.tick("marks")
	})
	return undo, err
}

// maxTold is how many alerts one notification is made of at most.
const maxTold = 100

// Tell gives the alerts a user was not told of yet to one caller.
func (s *Store) Tell(ctx context.Context, user news.User, now time.Time, every time.Duration) ([]news.Alert, error) {
	u, err := s.user(ctx, user)
	var waiting bool
	if err == nil { // most calls end here, without a write
		err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM alert WHERE user = ? AND told = 0)`, u).Scan(&waiting)
	}
	if err != nil {
		return nil, fmt.Errorf("tell alerts: %w", s.plain(err))
	}
	if !waiting {
		return nil, nil
	}
	var all []news.Alert
	err = s.update(ctx, "tell alerts", untilKill, func(t *tx) error {
		soon, err := t.get(`SELECT 1 FROM alert WHERE user = ? AND told > ? AND told <= ? LIMIT 1`, []any{u, max(now.Add(-every).UnixMilli(), 1), now.UnixMilli()}, new(int64))
		if err != nil || soon {
			return err
		}
		err = t.each(`SELECT a.n, w.name, a.seen, a.doc`+alertFrom+` AND a.told = 0 AND a.seen = 0 ORDER BY a.n DESC LIMIT ?`, []any{u, maxTold}, func(r *sql.Rows) error {
			a, err := derived.ScanAlert(r, user)
			all = append(all, a)
			return err
		})
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE alert SET told = iif(seen = 0 AND removed = 0, ?2, 1) WHERE user = ?1 AND told = 0`, u, max(now.UnixMilli(), 2))
		return err
	})
	return all, err
}
