package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
)

// fullDisk is a store of which nothing can be written while full is set.
type fullDisk struct {
	store.Store
	full atomic.Bool
}

var errFull = fmt.Errorf("mark: %w", news.ErrDiskFull)

func (s *fullDisk) Mark(ctx context.Context, u news.User, c news.Change) (news.Change, error) {
	if s.full.Load() {
		return news.Change{}, errFull
	}
	return s.Store.Mark(ctx, u, c)
}

func (s *fullDisk) MarkAll(ctx context.Context, u news.User, q news.Query, upto int64, c news.Change) (news.Change, error) {
	if s.full.Load() {
		return news.Change{}, errFull
	}
	return s.Store.MarkAll(ctx, u, q, upto, c)
}

// Marks made while nothing can be written are shown, can be undone, and are written
// once it can be, without a further key.
func TestMarksAreHeld(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "One", "x"}, item{"2", "Two", "y"}, item{"3", "Three", "z"}, item{"4", "Four", "w"}))
	s := &fullDisk{Store: openStore(t, w)}
	subscribe(t, s, "a")
	d := deskOver(w, s)
	refresh(t, d)
	ctx, stop := context.WithCancel(t.Context())
	ids := map[string]news.StoryID{}
	rows := func(v news.View) map[string]news.Headline {
		p, err := d.Headlines(ctx, news.ListQuery{View: v, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		m := map[string]news.Headline{}
		for _, r := range p.Rows {
			m[r.Title], ids[r.Title] = r, r.Story
		}
		return m
	}
	rows(news.Wire)
	bulletins := d.Watch(ctx)
	s.full.Store(true)
	mark := func(kind news.MarkKind, on bool, titles ...string) news.Change {
		t.Helper()
		c := news.Change{Kind: kind, On: on}
		for _, title := range titles {
			c.Stories = append(c.Stories, ids[title])
		}
		undo, err := d.Mark(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		return undo
	}
	undo := mark(news.MarkRead, true, "One", "Two")
	if len(undo.Stories) != 2 || undo.On {
		t.Errorf("undo is %+v", undo)
	}
	if again := mark(news.MarkRead, true, "One"); len(again.Stories) != 0 {
		t.Errorf("reading what is read changes %+v", again)
	}
	mark(news.MarkStarred, true, "Three")
	mark(news.MarkRead, false, "Two")
	for _, v := range []news.View{news.Wire, news.Top} {
		if r := rows(v); r["One"].Unread != 0 || r["Two"].Unread != 1 || !r["Three"].Starred || r["Four"].Starred {
			t.Errorf("%s shows %+v", v, r)
		}
	}
	if a, err := d.Article(ctx, ids["One"]); err != nil || !a.Read {
		t.Errorf("the story is read %v, %v", a.Read, err)
	}
	if undo, err := d.MarkAll(ctx, news.Query{}, news.Change{Kind: news.MarkRead, On: true}); err != nil || len(undo.Stories) != 3 {
		t.Errorf("marking all changes %d, %v", len(undo.Stories), err)
	}
	if n, why := d.Unwritten(); n != 5 || !errors.Is(why, news.ErrReadOnly) {
		t.Errorf("%d marks unwritten, %v", n, why)
	}
	if _, err := d.Mark(ctx, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{"gone"}}); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("marking what is gone is %v", err)
	}
	notice(t, bulletins, "disk is full")
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	s.full.Store(false)
	notice(t, bulletins, "written again")
	for title, want := range map[string]struct{ read, starred bool }{"One": {true, false}, "Two": {true, false}, "Three": {true, true}, "Four": {true, false}} {
		a, err := s.Article(ctx, news.Local, ids[title])
		if err != nil || a.Read != want.read || a.Starred != want.starred {
			t.Errorf("%s is stored as read %v, starred %v (%v), want %+v", title, a.Read, a.Starred, err, want)
		}
	}
	if n, _ := d.Unwritten(); n != 0 {
		t.Errorf("%d marks are still held", n)
	}
	stop()
	<-ended
}

// notice waits for a bulletin that says part.
func notice(t *testing.T, bulletins <-chan news.Bulletin, part string) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case b := <-bulletins:
			if strings.Contains(b.Notice, part) {
				return
			}
		case <-late:
			t.Fatalf("nothing said %q", part)
		}
	}
}
