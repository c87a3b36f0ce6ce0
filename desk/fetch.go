package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"dateline/feed"
	"dateline/news"
)

// fetchOne fetches, parses and files a feed. The *feed.Error is why the feed could
// not be read (filed as its state); the error is the store's or ctx's.
func (d *Desk) fetchOne(ctx context.Context, f news.FeedStatus) (filed news.Filed, e *feed.Error, err error) {
	now := d.now()
	defer func() {
		if p := recover(); p != nil { // one document must not take the reader down with it
			d.o.Log.Error("a document was too much", "feed", news.Redact(f.URL), "why", p, "stack", stack())
			filed, e, err = d.fileFailure(ctx, f, errors.New("dateline stumbled over this document; its log says where"), now)
		}
	}()
	res, err := d.o.Client.Fetch(ctx, f.Feed, f.State, now)
	if err != nil {
		return d.fileFailure(ctx, f, err, now)
	}
	defer res.Release()
	d.clocks.note(hostOf(f.URL), res.Date, d.now())
	if res.Unchanged {
		s := d.bounds.succeeded(f.Feed, received(f.State, res), outcome{fresh: max(res.MaxAge, f.State.TTL)}, now)
		moved := takenOver(&s, f.URL, res.MovedTo, now)
		filed, err := d.file(ctx, news.Delivery{Feed: f.ID, State: s, MovedTo: moved, NotParsed: true})
		return filed, nil, err
	}
	return d.parseAndFile(ctx, f, res, now)
}

// parseAndFile takes in a document in its turn.
func (d *Desk) parseAndFile(ctx context.Context, f news.FeedStatus, res feed.Response, now time.Time) (news.Filed, *feed.Error, error) {
	d.queued.Add(1)
	defer d.queued.Add(-1)
	filed, err := takePlace(ctx, d.intake)
	if err != nil {
		return news.Filed{}, nil, err
	}
	defer filed()
	parsed, err := takePlace(ctx, d.parsing)
	if err != nil {
		return news.Filed{}, nil, err
	}
	defer parsed()
	size := len(res.Document.Body)
	p, err := feed.Parse(f.Feed, res.Document, d.clocks.seen(f.State, res.Date, now), news.NewBudget(ctx, feed.Steps(size)))
	res.Release()
	if err != nil {
		return d.fileFailure(ctx, f, err, now)
	}
	if size <= smallDocument {
		parsed()
	}
	got, err := d.file(ctx, d.bounds.delivery(f, res, p, now))
	return got, nil, err
}

const (
	// filingPlaces is how many documents are parsed and filed side by side. Those that are
	// parsed wait for the store, which files what waits together.
	filingPlaces = 16
	// smallDocument is how large a document may be, in bytes, to be filed while others are
	// parsed. The stories of a larger one are not left waiting in memory.
	smallDocument = 256 << 10
)

// fileFailure files what went wrong as the feed's state.
func (d *Desk) fileFailure(ctx context.Context, f news.FeedStatus, err error, now time.Time) (news.Filed, *feed.Error, error) {
	if ctx.Err() != nil {
		return news.Filed{}, nil, ctx.Err()
	}
	e := asError(err)
	d.o.Log.Info("feed not read", "feed", news.Redact(f.URL), "kind", string(e.Kind), "why", e.Plain())
	filed, err := d.file(ctx, news.Delivery{Feed: f.ID, State: d.bounds.failed(f.Feed, f.State, err, now), NotParsed: true})
	return filed, e, err
}

// takePlace waits for one of the places of c and returns how to give it back.
func takePlace(ctx context.Context, c chan struct{}) (free func(), err error) {
	select {
	case c <- struct{}{}:
		return sync.OnceFunc(func() { <-c }), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// received notes in the state what the answer said.
func received(s news.FetchState, res feed.Response) news.FetchState {
	s.Status, s.ETag, s.LastModified, s.BodyHash = res.Status, res.ETag, res.LastModified, res.BodyHash
	return s
}

// delivery makes what is filed of a document that was read. One whose stories are
// those of the last time is not filed again.
func (b bounds) delivery(f news.FeedStatus, res feed.Response, p feed.Parsed, now time.Time) news.Delivery {
	hash := hashItems(p.Items)
	changed := hash != f.State.ItemsHash
	s := received(f.State, res)
	s.Items = len(p.Items)
	s.ItemsHash, s.Repaired, s.TTL = hash, p.Repaired, min(max(p.TTL, 0), aDay)
	s = b.succeeded(f.Feed, s, outcome{changed: changed, fresh: max(res.MaxAge, s.TTL), recent: recent(p.Items, now)}, now)
	moved := takenOver(&s, f.URL, res.MovedTo, now)
	del := news.Delivery{Feed: f.ID, State: s, MovedTo: moved, Was: p.Was, Title: p.Title, Outlet: p.Outlet, Home: p.Home, Lang: p.Lang, NotParsed: !changed}
	if changed {
		del.Stories = p.Items
	}
	return del
}

// hashItems is a digest of what makes new stories and new versions.
func hashItems(items []news.Story) string {
	h := sha256.New()
	for i := range items {
		s := &items[i]
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%v\x01", s.ID, s.Title, s.URL, s.Text, s.Markers)
	}
	return base64.RawStdEncoding.EncodeToString(h.Sum(nil)[:16])
}

// recent counts the stories of the last day.
func recent(items []news.Story, now time.Time) int {
	n := 0
	for i := range items {
		if now.Sub(items[i].Time()) < aDay {
			n++
		}
	}
	return n
}

// file stores a delivery, hands its stories to the engines and tells watchers.
func (d *Desk) file(ctx context.Context, del news.Delivery) (news.Filed, error) {
	filed, err := d.o.Store.File(ctx, del)
	if err != nil {
		return filed, err
	}
	if len(filed.New)+len(filed.Updated) > 0 {
		d.ownTicks.Add(1)
		d.tags.add(del.Stories, filed)
		d.board.add(news.Bulletin{New: len(filed.New), Updated: len(filed.Updated)})
	}
	if del.MovedTo != "" || del.Title != "" {
		d.outlets.forget()
	}
	return filed, nil
}

// counters are read by other goroutines than those that move them.
type counters struct {
	queued   atomic.Int32 // documents that wait to be parsed and filed, or are being
	ownTicks atomic.Int64 // transactions of this process that brought or annotated stories
	ownMarks atomic.Int64 // those that changed a reader's marks, who was told
}
