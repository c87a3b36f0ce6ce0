package postgres

import (
	"github.com/jackc/pgx/v5"

	"dateline/store/derived"
)

// refreshEvents recomputes the rows of events whose stories changed. An event without a
// story goes; one whose stories are hidden is out of sight.
func (t *tx) refreshEvents(events []int64) error {
	if len(events) == 0 {
		return nil
	}
	members := map[int64][]derived.Member{}
	hidden := map[int64]bool{}
	err := t.each(`SELECT event, hidden, n, id, time, flags, lent, found, outlet, source, origin, again, countries FROM story WHERE event = ANY($1)`,
		[]any{events}, func(r pgx.Rows) error {
			var event int64
			var out bool
			var m derived.Member
			err := r.Scan(&event, &out, &m.N, &m.ID, &m.Time, &m.Marked, &m.Lent, &m.Found, &m.Outlet, &m.Source, &m.Origin, &m.Version, &m.Countries)
			if out {
				hidden[event] = true
			} else {
				members[event] = append(members[event], m)
			}
			return err
		})
	if err != nil {
		return err
	}
	var b pgx.Batch
	for _, n := range events {
		switch {
		case len(members[n]) > 0:
			putEvent(&b, n, members[n])
		case hidden[n]:
			b.Queue(`UPDATE event SET stories = 0 WHERE n = $1`, n)
		default:
			b.Queue(`DELETE FROM event WHERE n = $1`, n)
			b.Queue(`DELETE FROM looked WHERE event = $1`, n)
		}
	}
	return t.SendBatch(t.ctx, &b).Close()
}

func putEvent(b *pgx.Batch, n int64, members []derived.Member) {
	e, changed := derived.EventOf(members)
	for _, m := range changed {
		b.Queue(`UPDATE story SET flags = $1, lent = $2 WHERE n = $3`, int64(m.Marked), int64(m.Lent), m.N)
	}
	b.Queue(`UPDATE event SET rank = $1, lead = $2, first = $3, last = $4, stories = $5, outlets = $6, origins = $7, flags = $8, countries = $9 WHERE n = $10`,
		e.Rank, e.Lead, e.First, e.Last, len(members), e.Outlets, e.Origins, int64(e.Flags), e.Countries, n)
}
