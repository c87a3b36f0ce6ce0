package sqlite

import (
	"database/sql"
	"slices"

	"dateline/news"
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

// twin is what two stories share that are one under two names.
type twin struct{ hash, time int64 }

// again reports whether a story of a new ID is one that the feed's last deliveries
// brought under another ID and this one does not: some servers make a new guid for
// every answer. Title, text, link and markers must be the same letter for letter,
// and the time, if it has one: a column that returns under the same headline is a
// new story.
func (f *filing) again(st *news.Story, hash int64) (bool, error) {
	if st.URL == "" || st.Title == "" {
		return false, nil
	}
	if f.twins == nil {
		if err := f.recent(); err != nil {
			return false, err
		}
	}
	t := twin{hash: hash}
	if !st.Published.IsZero() {
		t.time = millis(st.Published)
	}
	again := f.twins[t]
	delete(f.twins, t) // a second one like it is another story
	return again, nil
}

// recent reads the feed's newest stories, about as many as two deliveries bring,
// leaving out those that are in this one under their own names.
func (f *filing) recent() error {
	f.twins = map[twin]bool{}
	here := make(map[news.StoryID]bool, len(f.delivered))
	for i := range f.delivered {
		here[f.delivered[i].ID] = true
	}
	return f.each(`SELECT id, hash, time FROM story WHERE feed = ? AND filed < ? ORDER BY n DESC LIMIT ?`, []any{f.feed, f.tick, 2*len(f.delivered) + 20}, func(r *sql.Rows) error {
		var id news.StoryID
		var t twin
		if err := r.Scan(&id, &t.hash, &t.time); err != nil {
			return err
		}
		if !here[id] {
			f.twins[t] = true
			f.twins[twin{hash: t.hash}] = true
		}
		return nil
	})
}
