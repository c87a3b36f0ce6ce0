package sqlite

import (
	"database/sql"
	"slices"

	"dateline/news"
	"dateline/store/derived"
)

// Stories that are on file under another name.

// known returns the stories of a delivery under the IDs that they have here: one whose
// address changed from http to https, or back, keeps its own.
func (f *filing) known(d news.Delivery) ([]news.Story, error) {
	if len(d.Was) == 0 {
		return d.Stories, nil
	}
	all := slices.Clone(d.Stories)
	for i := range all {
		was := d.Was[all[i].ID]
		if was == "" {
			continue
		}
		here, err := f.get(`SELECT 1 FROM story WHERE id = ?`, []any{string(all[i].ID)}, new(int64))
		if err != nil {
			return nil, err
		}
		if here {
			continue
		}
		if here, err = f.get(`SELECT 1 FROM story WHERE id = ?`, []any{string(was)}, new(int64)); err != nil {
			return nil, err
		}
		if here {
			all[i].ID = was
		}
	}
	return all, nil
}

// again reports whether a story of a new ID is one that the feed's last deliveries brought
// under another ID.
func (f *filing) again(st *news.Story, hash int64) (bool, error) {
	if !derived.MayBeTwin(st) {
		return false, nil
	}
	if f.twins == nil {
		f.twins = derived.NewTwins(f.delivered)
		if err := f.each(`SELECT id, hash, time FROM story WHERE feed = ? AND filed < ? ORDER BY n DESC LIMIT ?`, []any{f.feed, f.tick, f.twins.Limit()},
			func(r *sql.Rows) error { return f.twins.Scan(r) }); err != nil {
			return false, err
		}
	}
	return f.twins.Take(st, hash), nil
}
