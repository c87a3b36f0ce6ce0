package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"dateline/news"
)

// Marks that the store refuses because it cannot be written (a full disk, a read-only
// file system) are held in memory: lists and stories show them, and they are written
// when they can be. What is held are differences from what the store says, so that
// undoing a mark leaves nothing. Queries are answered by the store and do not see them.

const (
	// maxHeld bounds the marks held for a reader, mostHeld those for all; with more, a
	// change is refused.
	maxHeld, mostHeld = 5000, 100_000
	// heldRetry is how often held marks are tried again.
	heldRetry = 2 * time.Second
)

// held is what could not be written, for all readers of the newsroom.
type held struct {
	mu    sync.Mutex
	marks map[heldKey]heldMark
	why   error
	tried time.Time
}

type heldKey struct {
	user  news.User
	kind  news.MarkKind
	story news.StoryID
}

type heldMark struct {
	on    bool
	at    time.Time
	event news.EventID
}

// standing is a story as the store has it.
type standing struct {
	story         news.StoryID
	event         news.EventID
	read, starred bool
}

func (s standing) is(kind news.MarkKind) bool {
	return kind == news.MarkRead && s.read || kind == news.MarkStarred && s.starred
}

// mark holds a change and returns the one that undoes it.
func (h *held) mark(user news.User, c news.Change, stories []standing, why error) (news.Change, error) {
	undo := news.Change{Kind: c.Kind, On: !c.On, At: c.At}
	h.mu.Lock()
	defer h.mu.Unlock()
	if n := h.countOf(user); n+len(stories) > maxHeld || len(h.marks)+len(stories) > mostHeld {
		return undo, fmt.Errorf("%d marks wait to be written already: %w", n, why)
	}
	if h.marks == nil {
		h.marks = map[heldKey]heldMark{}
	}
	h.why = why
	for _, s := range stories {
		key := heldKey{user, c.Kind, s.story}
		now := s.is(c.Kind)
		if m, ok := h.marks[key]; ok {
			now = m.on
		}
		if now == c.On {
			continue
		}
		undo.Stories = append(undo.Stories, s.story)
		if s.is(c.Kind) == c.On {
			delete(h.marks, key)
		} else {
			h.marks[key] = heldMark{c.On, c.At, s.event}
		}
	}
	return undo, nil
}

// of returns a reader's held marks by story, of one kind.
func (h *held) of(user news.User, kind news.MarkKind) map[news.StoryID]heldMark {
	h.mu.Lock()
	defer h.mu.Unlock()
	var of map[news.StoryID]heldMark
	for k, m := range h.marks {
		if k.user == user && k.kind == kind {
			if of == nil {
				of = map[news.StoryID]heldMark{}
			}
			of[k.story] = m
		}
	}
	return of
}

// countOf is how many marks of a reader are held. The lock is held too.
func (h *held) countOf(user news.User) (n int) {
	for k := range h.marks {
		if k.user == user {
			n++
		}
	}
	return n
}

func (h *held) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.marks)
}

// Unwritten returns how many marks could not be written so far, and why.
func (d *Desk) Unwritten() (int, error) {
	d.held.mu.Lock()
	defer d.held.mu.Unlock()
	return len(d.held.marks), d.held.why
}

// writeHeld writes held marks as far as the store lets it. Unless now is set it does
// so at most every heldRetry.
func (d *Desk) writeHeld(ctx context.Context, now bool) {
	d.held.mu.Lock()
	if len(d.held.marks) == 0 || !now && time.Since(d.held.tried) < heldRetry {
		d.held.mu.Unlock()
		return
	}
	d.held.tried = time.Now()
	marks := maps.Clone(d.held.marks)
	d.held.mu.Unlock()
	written := 0
	for k, m := range marks {
		_, err := d.o.Store.Mark(ctx, k.user, news.Change{Kind: k.kind, On: m.on, At: m.at, Stories: []news.StoryID{k.story}})
		if err != nil && !errors.Is(err, news.ErrNotFound) {
			break
		}
		d.held.mu.Lock()
		if d.held.marks[k] == m {
			delete(d.held.marks, k)
		}
		d.held.mu.Unlock()
		written++
	}
	if written > 0 {
		b := news.Bulletin{Marked: written}
		if d.held.count() == 0 {
			b.Notice = "the store can be written again: the marks kept in memory are in it"
		}
		d.board.add(b)
	}
}

// hold keeps a change that the store refused with why, if it may be written later.
func (d *Desk) hold(ctx context.Context, c news.Change, why error, stories func() ([]standing, error)) (news.Change, error) {
	if !errors.Is(why, news.ErrReadOnly) {
		return news.Change{}, why
	}
	known, err := stories()
	if errors.Is(err, news.ErrReadOnly) && len(c.Stories) > 0 {
		known, err = unknown(c), nil // nor can it be read: what is set twice is set once
	}
	if err != nil {
		return news.Change{}, errors.Join(why, err)
	}
	if len(known) == 0 {
		return news.Change{}, news.ErrNotFound
	}
	first := d.held.count() == 0
	undo, err := d.held.mark(d.user, c, known, why)
	if err != nil {
		return undo, err
	}
	b := news.Bulletin{Marked: len(undo.Stories)}
	if first {
		d.o.Log.Warn("marks kept in memory", "why", why)
		b.Notice = refusal(why) + ": marks are kept in memory and written when they can be"
	}
	d.board.addFor(d.user, b)
	return undo, nil
}

// unknown are the stories of a change as if it changed each: what the store says of them is
// not to be had.
func unknown(c news.Change) []standing {
	all := make([]standing, len(c.Stories))
	for i, id := range c.Stories {
		all[i] = standing{story: id, read: !c.On, starred: !c.On}
	}
	return all
}

// refusal says in a few words why nothing can be written.
func refusal(why error) string {
	if errors.Is(why, news.ErrDiskFull) {
		return "the disk is full"
	}
	return "the store cannot be written"
}

// standings returns stories as the store has them; those that are gone are left out.
func (d *Desk) standings(ctx context.Context, ids []news.StoryID) ([]standing, error) {
	var all []standing
	for _, id := range ids {
		a, err := d.o.Store.Article(ctx, d.user, id)
		if errors.Is(err, news.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, standing{id, a.Event.ID, a.Read, a.Starred})
	}
	return all, nil
}

// matchingStandings returns the stories that match, up to maxHeld.
func (d *Desk) matchingStandings(ctx context.Context, q news.Query) ([]standing, error) {
	var all []standing
	list := news.ListQuery{User: d.user, View: news.Wire, Query: q, Limit: 500}
	for len(all) < maxHeld {
		page, err := d.o.Store.Headlines(ctx, list)
		if err != nil {
			return nil, err
		}
		for _, r := range page.Rows {
			all = append(all, standing{r.Story, r.Event, r.Unread == 0, r.Starred})
			list.After = r.Cursor
		}
		if len(page.Rows) < list.Limit {
			break
		}
	}
	return all, nil
}

// showHeld puts held marks on the rows of a list.
func (d *Desk) showHeld(view news.View, rows []news.Headline) {
	read, starred := d.held.of(d.user, news.MarkRead), d.held.of(d.user, news.MarkStarred)
	if len(read)+len(starred) == 0 {
		return
	}
	fewer := map[news.EventID]int{}
	for _, m := range read {
		fewer[m.event] += change(m)
	}
	for i := range rows {
		r := &rows[i]
		if m, ok := read[r.Story]; ok && view == news.Wire {
			r.Unread -= change(m)
		}
		if view == news.Top {
			r.Unread = max(r.Unread-fewer[r.Event], 0)
		}
		if m, ok := starred[r.Story]; ok {
			r.Starred = m.on
		}
	}
}

// change is by how much a held mark of reading lowers what is unread.
func change(m heldMark) int {
	if m.on {
		return 1
	}
	return -1
}
