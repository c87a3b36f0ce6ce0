package desk

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"time"

	"dateline/news"
	"dateline/store"
)

// The index of related stories is kept in the store between runs, for all processes on it,
// since making it from the stories costs half a millisecond each. It is derived: one that is
// missing, damaged, of other engines or of another store is made anew. What came since it was
// kept is read from the store.

// SavedIndex is an Index that can be kept.
type SavedIndex interface {
	Index
	// Save writes all that a later Load needs.
	Save(w io.Writer) error
}

// IndexFile says how an index is kept between runs.
type IndexFile struct {
	// Load reads what Save wrote; it fails on anything else. nil keeps no index.
	Load func(r io.Reader) (SavedIndex, error)
	// After is how many stories the index may be ahead of what is kept: placing them again
	// at the next start costs less than writing it at the end of every run; 500
	// when 0.
	After int
}

// saveEvery is how often a process that stays looks whether to keep its index.
const saveEvery = time.Minute

var errOldIndex = errors.New("another store's")

// load returns the index that is kept, when it is one of this store; nil otherwise. The
// lock is held.
func (x *indexed) load(ctx context.Context) Index {
	o := &x.d.o
	if o.IndexFile.Load == nil {
		return nil
	}
	var index SavedIndex
	var head store.IndexHead
	err := o.Store.Index(ctx, o.Engines, func(h store.IndexHead, r io.Reader) (err error) {
		head = h
		index, err = o.IndexFile.Load(r)
		return err
	})
	if err == nil && !x.stored(ctx, head) {
		err = errOldIndex
	}
	if err != nil {
		if ctx.Err() == nil && !errors.Is(err, news.ErrNotFound) {
			o.Log.Info("index made anew", "why", err)
		}
		return nil
	}
	x.seq, x.last, x.said, x.unsaved = head.Seq, head.Story, 0, 0
	return index
}

// stored reports whether the store has the filing that the index ends with.
func (x *indexed) stored(ctx context.Context, head store.IndexHead) (ok bool) {
	fs, err := x.d.o.Store.Stories(ctx, news.AnyUser, []news.StoryID{head.Story})
	return err == nil && len(fs) == 1 && fs[0].Seq >= head.Seq
}

// save keeps the index when it is far enough ahead of what is kept, by whichever process.
// It fails quietly: the next run makes the index from the store.
func (x *indexed) save(ctx context.Context) {
	if x.d.o.IndexFile.Load == nil {
		return
	}
	if err := x.trySave(ctx); err != nil {
		x.d.o.Log.Warn("index not kept for the next run", "why", err)
	}
}

func (x *indexed) trySave(ctx context.Context) error {
	if err := x.follow(ctx); err != nil { // what was placed here has its number only now
		return err
	}
	after := cmp.Or(x.d.o.IndexFile.After, 500)
	x.mu.Lock()
	far := x.unsaved >= after
	x.mu.Unlock()
	if !far {
		return nil
	}
	kept, err := x.d.o.Store.IndexHead(ctx)
	if err != nil {
		kept = store.IndexHead{} // what cannot be read is written over
	}
	x.mu.Lock()
	index, ok := x.index.(SavedIndex)
	head := store.IndexHead{Engines: x.d.o.Engines, Seq: x.seq, Story: x.last}
	if !ok || x.last == "" || len(x.own) > 0 || kept.Engines == head.Engines && head.Seq-kept.Seq < int64(after) {
		x.mu.Unlock()
		return nil
	}
	var body bytes.Buffer
	err = index.Save(&body)
	x.unsaved = 0
	x.mu.Unlock()
	if err == nil {
		err = x.d.o.Store.PutIndex(ctx, head, body.Bytes())
	}
	return err
}
