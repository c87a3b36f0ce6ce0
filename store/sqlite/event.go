package sqlite

import (
	"database/sql"
	"maps"
	"slices"

	"dateline/store/derived"
)

// refreshEvents recomputes the rows of events whose stories changed. An event
// without a story goes.
func refreshEvents(t *tx, events map[int64]bool) error {
	for _, n := range slices.Sorted(maps.Keys(events)) {
		members, err := t.members(n)
		if err != nil {
			return err
		}
		if len(members) == 0 {
			err = t.emptyEvent(n)
		} else {
			err = t.putEvent(n, members)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) members(event int64) ([]derived.Member, error) {
	var all []derived.Member
	err := t.each(`SELECT s.n, s.id, s.time, s.flags, s.lent, p.flags, s.outlet, p.source, p.origin, p.version, p.countries
		FROM place p JOIN story s ON s.n = p.story WHERE p.event = ? AND s.hidden = 0`, []any{event},
		func(r *sql.Rows) error {
			var m derived.Member
			err := r.Scan(&m.N, &m.ID, &m.Time, &m.Marked, &m.Lent, &m.Found, &m.Outlet, &m.Source, &m.Origin, &m.Version, &m.Countries)
			all = append(all, m)
			return err
		})
	return all, err
}

// emptyEvent deletes an event, or keeps it out of sight while it has hidden stories.
func (t *tx) emptyEvent(n int64) error {
	hidden, err := t.get(`SELECT 1 FROM place WHERE event = ? LIMIT 1`, []any{n}, new(int64))
	if err != nil {
		return err
	}
	if hidden {
		_, err = t.exec(`UPDATE event SET stories = 0 WHERE n = ?`, n)
		return err
	}
	if _, err = t.exec(`DELETE FROM event WHERE n = ?`, n); err != nil {
		return err
	}
	_, err = t.exec(`DELETE FROM looked WHERE event = ?`, n)
	return err
}

func (t *tx) putEvent(n int64, members []derived.Member) error {
	e, changed := derived.EventOf(members)
	for _, m := range changed {
		if _, err := t.exec(`UPDATE story SET flags = ?, lent = ? WHERE n = ?`, int64(m.Marked), int64(m.Lent), m.N); err != nil {
			return err
		}
	}
	_, err := t.exec(`UPDATE event SET rank = ?, lead = ?, first = ?, last = ?, stories = ?, outlets = ?, origins = ?,
		flags = ?, countries = ? WHERE n = ?`,
		e.Rank, e.Lead, e.First, e.Last, len(members), e.Outlets, e.Origins, int64(e.Flags), e.Countries, n)
	return err
}
