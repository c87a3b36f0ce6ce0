package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
)

// maxAlerts is how many of the newest alerts a user keeps.
const maxAlerts = 5000

// Fire stores alerts and lets fresh news go.
func (s *Store) Fire(ctx context.Context, upto int64, alerts []news.Alert) ([]news.Alert, error) {
	users := map[news.User]int{}
	for i := range alerts {
		u, err := s.user(ctx, alerts[i].User)
		if err != nil {
			return nil, fmt.Errorf("fire: %w", s.note(ctx, err))
		}
		users[alerts[i].User] = u
	}
	var fired []news.Alert
	err := s.update(ctx, fmt.Sprintf("fire %d alerts", len(alerts)), lockAlerts, func(t *tx) error {
		fired = nil
		for _, a := range alerts {
			stored, err := t.putAlert(users[a.User], &a)
			if err != nil {
				return err
			}
			if stored {
				fired = append(fired, a)
			}
		}
		if _, err := t.exec(`DELETE FROM fresh WHERE n <= $1`, upto); err != nil || len(fired) == 0 {
			return err
		}
		for _, u := range users {
			if _, err := t.exec(`DELETE FROM alert WHERE usr = $1 AND n <= (SELECT n FROM alert WHERE usr = $1 ORDER BY n DESC LIMIT 1 OFFSET $2)`, u, maxAlerts); err != nil {
				return err
			}
		}
		return t.tick("marks", 0)
	})
	return fired, err
}

// putAlert stores an alert unless its watch is gone or has fired it already.
func (t *tx) putAlert(u int, a *news.Alert) (stored bool, err error) {
	doc, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	return t.get(`INSERT INTO alert (usr, search, mark, at, doc) SELECT usr, n, $3, $4, $5 FROM search_saved WHERE n = $1 AND usr = $2 AND NOT removed
		ON CONFLICT (search, mark) DO NOTHING RETURNING n`, []any{int64(a.Search), u, a.Mark, millis(a.Time), string(doc)}, &a.ID)
}

// alertFrom joins alerts a to the searches w that fired them, as far as they are there.
const alertFrom = ` FROM alert a JOIN search_saved w ON w.n = a.search AND NOT w.removed WHERE a.usr = $1 AND NOT a.removed`

// Alerts returns a user's alerts, newest first.
func (s *Store) Alerts(ctx context.Context, user news.User, limit int) (p news.AlertPage, err error) {
	err = s.readingOf(ctx, user, "alerts", func(ctx context.Context, s *Store) error {
		p = news.AlertPage{}
		u, err := s.user(ctx, user)
		if err != nil {
			return err
		}
		if _, err := s.row(ctx, `SELECT count(*)`+alertFrom+` AND NOT a.seen`, []any{u}, &p.Unseen); err != nil || limit <= 0 {
			return err
		}
		rows, err := s.query(ctx, `SELECT a.n, w.name, a.seen, a.doc`+alertFrom+` ORDER BY a.n DESC LIMIT $2`, u, limit+1)
		return eachRow(rows, err, func(r pgx.Rows) error {
			a, err := derived.ScanAlert(r, user)
			p.Alerts = append(p.Alerts, a)
			return err
		})
	})
	if p.More = limit > 0 && len(p.Alerts) > limit; p.More {
		p.Alerts = p.Alerts[:limit]
	}
	return p, err
}

// ChangeAlerts sets or clears a state and returns the change that undoes it.
func (s *Store) ChangeAlerts(ctx context.Context, user news.User, c news.AlertChange) (news.AlertChange, error) {
	undo := news.AlertChange{Kind: c.Kind, On: !c.On}
	if c.Kind != news.AlertSeen && c.Kind != news.AlertRemoved {
		return undo, fmt.Errorf("change alerts: unknown state %q", string(c.Kind))
	}
	u, err := s.user(ctx, user)
	if err != nil {
		return undo, fmt.Errorf("change alerts: %w", s.note(ctx, err))
	}
	err = s.updateUser(ctx, "change alerts", u, func(t *tx) error {
		ids := c.Alerts
		if c.All {
			ids = nil
			if err := t.each(`SELECT a.n`+alertFrom+` AND a.n <= $2`, []any{u, int64(c.Upto)}, func(r pgx.Rows) error {
				var id news.AlertID
				err := r.Scan(&id)
				ids = append(ids, id)
				return err
			}); err != nil {
				return err
			}
		}
		undo.Alerts = nil
		for _, id := range ids {
			n, err := t.exec(`UPDATE alert SET `+string(c.Kind)+` = $1 WHERE n = $2 AND usr = $3 AND `+string(c.Kind)+` <> $1`, c.On, int64(id), u)
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
		return t.tick("marks", u)
	})
	return undo, err
}

// maxTold is how many alerts one notification is made of at most.
const maxTold = 100

// Tell gives the alerts a user was not told of yet to one caller.
func (s *Store) Tell(ctx context.Context, user news.User, now time.Time, every time.Duration) ([]news.Alert, error) {
	var u int
	var waiting bool
	err := s.reading(ctx, "tell alerts", func(ctx context.Context) (err error) {
		if u, err = s.user(ctx, user); err == nil { // most calls end here, without a write
			_, err = s.row(ctx, `SELECT EXISTS (SELECT 1 FROM alert WHERE usr = $1 AND told = 0)`, []any{u}, &waiting)
		}
		return err
	})
	if err != nil || !waiting {
		return nil, err
	}
	var all []news.Alert
	err = s.updateUser(ctx, "tell alerts", u, func(t *tx) error {
		all = nil
		soon, err := t.get(`SELECT 1 FROM alert WHERE usr = $1 AND told > $2 AND told <= $3 LIMIT 1`, []any{u, max(now.Add(-every).UnixMilli(), 1), now.UnixMilli()}, new(int))
		if err != nil || soon {
			return err
		}
		err = t.each(`SELECT a.n, w.name, a.seen, a.doc`+alertFrom+` AND a.told = 0 AND NOT a.seen ORDER BY a.n DESC LIMIT $2`, []any{u, maxTold}, func(r pgx.Rows) error {
			a, err := derived.ScanAlert(r, user)
			all = append(all, a)
			return err
		})
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE alert SET told = CASE WHEN NOT seen AND NOT removed THEN $2::bigint ELSE 1 END WHERE usr = $1 AND told = 0`, u, max(now.UnixMilli(), 2))
		return err
	})
	return all, err
}
