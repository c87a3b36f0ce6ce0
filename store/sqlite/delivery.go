package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"dateline/news"
	"dateline/store/packed"
)

// A transaction writes whole pages, and the stories of a delivery lie on many of them. So
// deliveries that come while the one writer is at work wait together, and the first to
// have the writer files all of them in one transaction: in a round of a thousand feeds
// that takes half the work.

// maxTogether is how many new stories are filed together at most: a reader's mark waits
// so long.
const maxTogether = 400

// delivered is a delivery that waits to be filed.
type delivered struct {
	ctx   context.Context
	d     news.Delivery
	ready map[news.StoryID][]byte // packed new stories
	done  bool                    // guarded by Store.writing, like what follows
	filed news.Filed
	err   error
}

// File stores a delivery in one transaction, with others that wait, and ends its feed's
// lease.
func (s *Store) File(ctx context.Context, d news.Delivery) (news.Filed, error) {
	ready, err := s.packNew(ctx, d.Stories)
	if err != nil {
		return news.Filed{}, fmt.Errorf("%s: %w", filingOf(d), s.plain(err))
	}
	w := &delivered{ctx: ctx, d: d, ready: ready}
	s.mu.Lock()
	s.waiting = append(s.waiting, w)
	s.mu.Unlock()
	s.writing.Lock()
	defer s.writing.Unlock()
	defer s.leave(w)
	if !w.done {
		s.fileTogether(s.together(w))
	}
	return w.filed, w.err
}

func filingOf(d news.Delivery) string { return fmt.Sprintf("file delivery of feed %s", d.Feed) }

// leave takes a delivery off those that wait, however filing it ended.
func (s *Store) leave(w *delivered) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = slices.DeleteFunc(s.waiting, func(o *delivered) bool { return o == w })
}

// together returns a delivery and those that wait with it. Store.writing is held.
func (s *Store) together(w *delivered) []*delivered {
	s.mu.Lock()
	defer s.mu.Unlock()
	group, stories := []*delivered{w}, len(w.ready)
	for _, o := range s.waiting {
		if o != w && !o.done && o.ctx.Err() == nil && stories+len(o.ready) <= maxTogether {
			group, stories = append(group, o), stories+len(o.ready)
		}
	}
	return group
}

// fileTogether files deliveries in one transaction, or where that fails each in its own,
// so that the fault is its own. Store.writing is held.
func (s *Store) fileTogether(group []*delivered) {
	first := group[0]
	err := s.updateNow(first.ctx, filingOf(first.d), untilKill, func(t *tx) error {
		for _, w := range group {
			if err := w.file(t); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && len(group) > 1 {
		for _, w := range group {
			s.fileTogether([]*delivered{w})
		}
		return
	}
	for _, w := range group {
		w.done, w.err = true, err
		if err != nil {
			w.filed = news.Filed{}
		}
	}
}

// file files one delivery within a transaction.
func (w *delivered) file(t *tx) error {
	f, err := startFiling(t, w.d)
	if err == nil {
		f.ready = w.ready
		err = f.all(w.d)
		w.filed = f.filed
	}
	return err
}

// namesOf is the names of stories as a list in JSON.
func namesOf(stories []news.Story) (string, error) {
	ids := make([]news.StoryID, len(stories))
	for i := range stories {
		ids[i] = stories[i].ID
	}
	names, err := json.Marshal(ids)
	return string(names), err
}

// packNew packs the stories that are not stored yet, before the one writer is held.
// What is known is not packed: most of a document is.
func (s *Store) packNew(ctx context.Context, stories []news.Story) (map[news.StoryID][]byte, error) {
	names, err := namesOf(stories)
	if err != nil || len(stories) == 0 {
		return nil, err
	}
	fresh, err := column[int](ctx, s.read, `SELECT j.key FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.id = j.value)`, names)
	if err != nil {
		return nil, err
	}
	ready := make(map[news.StoryID][]byte, len(fresh))
	for _, i := range fresh {
		st := &stories[i]
		if _, twice := ready[st.ID]; twice {
			continue // the first of a name is filed
		}
		if ready[st.ID], err = packed.PackStory(st); err != nil {
			return nil, fmt.Errorf("story %s: %w", st.ID, err)
		}
	}
	return ready, nil
}
