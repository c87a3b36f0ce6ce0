package sqlite

import (
	"database/sql"
	"maps"
	"slices"

	"dateline/news"
	"dateline/store/derived"
)

// copied is a story among those of its event, with the id of the one it copies.
type copied struct {
	n          int64
	id, origin news.StoryID
}

// readCopies marks the copies of stories that a user read and returns those that were
// not: the words are the same.
func (t *tx) readCopies(u int64, read []int64, c news.Change) ([]news.StoryID, error) {
	if c.Kind != news.MarkRead || !c.On {
		return nil, nil
	}
	events := map[int64]map[int64]bool{} // the stories read, by event
	for _, n := range read {
		var event int64
		found, err := t.get(`SELECT v.n FROM place p CROSS JOIN event v ON v.n = p.event WHERE p.story = ? AND v.stories > 1`, []any{n}, &event)
		if err != nil {
			return nil, err
		}
		if found && events[event] == nil {
			events[event] = map[int64]bool{}
		}
		if found {
			events[event][n] = true
		}
	}
	var all []news.StoryID
	for _, event := range slices.Sorted(maps.Keys(events)) {
		copies, err := t.copiesOf(event, events[event])
		if err != nil {
			return nil, err
		}
		for _, o := range copies {
			changed, err := t.mark(u, o.n, c)
			if err != nil {
				return nil, err
			}
			if changed {
				all = append(all, o.id)
			}
		}
	}
	return all, nil
}

// copiesOf returns the other stories of an event that go back to the same words as
// those that were read.
func (t *tx) copiesOf(event int64, read map[int64]bool) ([]copied, error) {
	var members []copied
	origin := map[news.StoryID]news.StoryID{}
	err := t.each(`SELECT s.n, s.id, p.origin FROM place p CROSS JOIN story s ON s.n = p.story WHERE p.event = ?`, []any{event}, func(r *sql.Rows) error {
		var o copied
		err := r.Scan(&o.n, &o.id, &o.origin)
		members = append(members, o)
		if o.origin != "" {
			origin[o.id] = o.origin
		}
		return err
	})
	if err != nil || len(origin) == 0 {
		return nil, err
	}
	roots := map[news.StoryID]bool{}
	for _, o := range members {
		if read[o.n] {
			roots[derived.RootOf(o.id, origin)] = true
		}
	}
	return slices.DeleteFunc(members, func(o copied) bool { return read[o.n] || !roots[derived.RootOf(o.id, origin)] }), nil
}

// readWithOrigin marks a story that is read by the engines for the first time as read
// for those who have read the words it copies.
func (t *tx) readWithOrigin(p *placed) error {
	if p.seq != 0 || p.Place.Origin == "" {
		return nil
	}
	var marks []struct{ user, at int64 }
	err := t.each(`SELECT m.user, m.read FROM user u CROSS JOIN story o ON o.id = ? CROSS JOIN mark m ON m.user = u.n AND m.story = o.n
		WHERE m.read <> 0`, []any{string(p.Place.Origin)}, func(r *sql.Rows) error {
		var m struct{ user, at int64 }
		err := r.Scan(&m.user, &m.at)
		marks = append(marks, m)
		return err
	})
	changed := false
	for _, m := range marks {
		if err != nil {
			break
		}
		var now bool
		now, err = t.markRead(m.user, p.n, m.at)
		changed = changed || now
	}
	if err == nil && changed {
		err = t.tick("marks")
	}
	return err
}
