package postgres

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// labelBits is how many bits of a label tell apart the stories of one millisecond.
const labelBits = 16

// A label can tell times from the year 4000 BC to 4000 AD: others count as its ends.
const maxLabelled = math.MaxInt64 >> labelBits

// firstLabel and lastLabel are the least and the greatest label of a time (ms).
func firstLabel(ms int64) int64 { return min(max(ms, -maxLabelled), maxLabelled) << labelBits }
func lastLabel(ms int64) int64  { return firstLabel(ms) | (1<<labelBits - 1) }

// parted are the tables that are parted by month, with the column that holds the label.
var parted = []struct{ table, label string }{{"story", "n"}, {"body", "n"}, {"finding", "n"}, {"mark", "story"}}

// month is the first label of the month that a time is in.
func month(t time.Time) int64 {
	t = t.UTC()
	return firstLabel(time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).UnixMilli())
}

// monthOf is the first label of the month of a label.
func monthOf(n int64) int64 { return month(time.UnixMilli(n >> labelBits)) }

// nextMonth is the first label of the month after.
func nextMonth(first int64) int64 {
	return month(time.UnixMilli(first>>labelBits).UTC().AddDate(0, 1, 0))
}

// partName names the part of a table; the oldest has no month.
func partName(table string, first int64) string {
	if first == math.MinInt64 {
		return table + "_old"
	}
	return table + time.UnixMilli(first>>labelBits).UTC().Format("_200601")
}

// addOldest makes the parts of all that is older than a month.
func (t *tx) addOldest(before int64) error {
	for _, p := range parted {
		query := fmt.Sprintf(`CREATE TABLE %s PARTITION OF %s FOR VALUES FROM (MINVALUE) TO (%d)`, partName(p.table, math.MinInt64), p.table, before)
		if _, err := t.exec(query); err != nil {
			return err
		}
	}
	return nil
}

// addMonth makes the parts of a month, as tables that are attached when they are ready:
// who reads does not wait.
func (t *tx) addMonth(first int64) error {
	for _, p := range parted {
		name := partName(p.table, first)
		for _, query := range []string{
			fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %s (LIKE %s INCLUDING DEFAULTS INCLUDING INDEXES INCLUDING STORAGE)`, name, p.table),
			fmt.Sprintf(`ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)`, p.table, name, first, nextMonth(first)),
		} {
			if _, err := t.exec(query); err != nil {
				return err
			}
		}
	}
	return nil
}

// ensureMonth makes the parts of a label's month, unless they are there. The caller holds
// the lock of the news.
func (s *Store) ensureMonth(t *tx, n int64) error {
	first := monthOf(n)
	s.mu.Lock()
	known := n < s.oldest || s.months[first]
	s.mu.Unlock()
	if known {
		return nil
	}
	var there bool
	if _, err := t.get(`SELECT to_regclass('public.' || $1) IS NOT NULL`, []any{partName("story", first)}, &there); err != nil || there {
		return err // another process made them; this one looks again after its transaction
	}
	return t.addMonth(first)
}

// loadMonths reads which parts there are.
func (s *Store) loadMonths(ctx context.Context) error {
	months, oldest := map[int64]bool{}, int64(0)
	rows, err := s.write.Query(ctx, `SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
		WHERE i.inhparent = 'public.story'::regclass`)
	err = eachRow(rows, err, func(r pgx.Rows) error {
		var name, bound string
		if err := r.Scan(&name, &bound); err != nil {
			return err
		}
		if name == partName("story", math.MinInt64) {
			_, err := fmt.Sscanf(bound, "FOR VALUES FROM (MINVALUE) TO ('%d')", &oldest)
			return err
		}
		var first int64
		_, err := fmt.Sscanf(bound, "FOR VALUES FROM ('%d')", &first)
		months[first] = true
		return err
	})
	if err != nil {
		return fmt.Errorf("read the months: %w", err)
	}
	s.mu.Lock()
	s.months, s.oldest = months, oldest
	s.mu.Unlock()
	return nil
}

// bounds are the labels of a part: from the first, before the end.
type bounds struct{ first, end int64 }

// parts returns the parts of the table of stories, newest first.
func (s *Store) parts() []bounds {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []bounds{{math.MinInt64, s.oldest}}
	for first := range s.months {
		all = append(all, bounds{first, nextMonth(first)})
	}
	slices.SortFunc(all, func(a, b bounds) int {
		if a.first > b.first {
			return -1
		}
		return 1
	})
	return all
}
