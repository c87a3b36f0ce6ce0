package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"dateline/news"
	"dateline/store/derived"
)

// Timeline counts the stories that match by when they came.
func (s *Store) Timeline(ctx context.Context, user news.User, q news.Query, from time.Time, step time.Duration, slots int) ([]int, error) {
	counts := make([]int, max(slots, 0))
	if slots <= 0 || step < time.Millisecond {
		return counts, nil
	}
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return nil, fmt.Errorf("count over time: %w", s.plain(err))
	}
	w := slotting{start: from.UnixMilli(), width: step.Milliseconds(), slots: int64(slots), spill: s.spill(ctx)}
	rows, err := s.read.QueryContext(ctx, p.slotRows(w), p.args...)
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			var slot, n int
			err := r.Scan(&slot, &n)
			if slot >= 0 && slot < slots {
				counts[slot] += n
			}
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("count over time: %w", s.plain(err))
	}
	return counts, nil
}

// slotting says how time is divided: ms, and the seconds a label may stand before its
// story's time.
type slotting struct{ start, width, slots, spill int64 }

// slotRows writes the SELECT of how many stories each slot holds. A label tells the slot
// by itself unless it stands within the spill of the slot's end, so that a query which
// reads labels only (see bare) looks up few stories.
func (p *plan) slotRows(w slotting) string {
	whole := w.start%1000 == 0 && w.width%1000 == 0
	start, width := w.start/1000, w.width/1000
	if whole && w.spill < width && p.everything() {
		return allRows(start, width, w.slots, w.spill, p.lacks)
	}
	p.Since, p.Before = max(p.Since, w.start), min(p.Before, w.start+w.slots*w.width)
	b, ok := p.bare(w.spill)
	if !whole || !ok {
		lo, hi := p.labels(w.spill)
		return fmt.Sprintf("SELECT (s.time - %d) / %d, count(*) FROM %s WHERE ?1 = ?1 AND %s GROUP BY 1", w.start, w.width, p.rows(), p.conditions(lo, hi))
	}
	slot := fmt.Sprintf(`CASE WHEN %[1]s >= %[2]d AND (%[1]s - %[2]d) %% %[3]d < %[4]d THEN (%[1]s - %[2]d) / %[3]d
		ELSE (SELECT (time - %[5]d) / %[6]d FROM story WHERE n = %[1]s) END`,
		b.label, start, width, width-w.spill, w.start, w.width)
	return "SELECT " + slot + ", count(*) FROM " + b.from + " WHERE ?1 = ?1 AND " + b.where + " GROUP BY 1"
}

// everything reports whether a plan asks for all stories.
func (p *plan) everything() bool {
	return p.driver == "story s" && len(p.where) == 0 && p.Since == math.MinInt64 && p.Before == math.MaxInt64
}

// allRows writes slotRows for all stories: each slot is counted as a run of labels, which
// SQLite does twenty times as fast as it sorts rows into slots, but for those near its
// ends. What is hidden, or not seen (lacks), is counted too and taken off again. Times are
// seconds.
func allRows(start, width, slots, spill int64, lacks bool) string {
	const off = ` UNION ALL SELECT (time - %[5]d) / %[6]d, -count(*) FROM story WHERE time >= %[5]d AND time < %[7]d AND `
	less := off + "hidden <> 0 GROUP BY 1"
	if lacks {
		less += off + "hidden = 0 AND n IN " + unseenStories + " GROUP BY 1"
	}
	return fmt.Sprintf(`WITH RECURSIVE k(i, a) AS (SELECT 0, %[1]d WHERE ?1 = ?1 UNION ALL SELECT i + 1, a + %[2]d FROM k WHERE i + 1 < %[3]d)
		SELECT i, (SELECT count(*) FROM place WHERE story BETWEEN a AND a + %[2]d - %[4]d - 1)
			+ (SELECT count(*) FROM story WHERE n BETWEEN a + %[2]d - %[4]d AND a + %[2]d - 1 AND time < (a + %[2]d) * 1000)
			+ (SELECT count(*) FROM story WHERE n BETWEEN a - %[4]d AND a - 1 AND time >= a * 1000) FROM k`+less,
		start, width, slots, spill, start*1000, width*1000, (start+slots*width)*1000)
}

// spill is how many seconds a label may stand before its story's time.
func (s *Store) spill(ctx context.Context) (spill int64) {
	if s.read.QueryRowContext(ctx, `SELECT spill FROM tick`).Scan(&spill) != nil {
		spill = 1 << 31 // the query to come says what is wrong
	}
	return spill
}

// Countries counts the stories that match by the countries that they name.
func (s *Store) Countries(ctx context.Context, user news.User, q news.Query) ([]news.CountryCount, error) {
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, u, q)
	if err != nil {
		return nil, fmt.Errorf("count countries: %w", s.plain(err))
	}
	counts := derived.CountryCounts{}
	rows, err := s.read.QueryContext(ctx, p.countryRows(s.spill(ctx)), p.args...)
	if err == nil {
		err = eachRow(rows, func(r *sql.Rows) error {
			var named sql.RawBytes
			err := r.Scan(&named)
			counts.Add(string(named), 1)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("count countries: %w", s.plain(err))
	}
	return counts.Sorted(), nil
}

// countryRows writes the SELECT of the countries of each story that matches.
func (p *plan) countryRows(spill int64) string {
	lo, hi := p.labels(spill)
	return "SELECT p.countries FROM " + p.rows() + " CROSS JOIN place p ON p.story = s.n WHERE ?1 = ?1 AND p.countries <> '' AND " + p.conditions(lo, hi)
}
