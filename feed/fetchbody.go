package feed

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// smallBody is the size in bytes up to which bodies are read freely; beyond it a
// fetch takes as many bytes more for each part it reads, so that a round's memory is
// bounded whatever the servers send.
const smallBody = 1 << 20

// paceTime is how long a large body may take for the next smallBody bytes: who holds
// memory that others may wait for must be at it.
const paceTime = 12 * time.Second

// maxUnpacked is how often one body is unpacked: some are compressed twice.
const maxUnpacked = 3

var (
	// errTooLarge says that a body went past the limit.
	errTooLarge = errors.New("too large")
	// errTooSlow says that a large body came in too slowly.
	errTooSlow = errors.New("the server sends too slowly")
)

// bodies reads and recycles response bodies.
type bodies struct {
	limit   int64         // bytes after decompression
	pace    time.Duration // for the next smallBody bytes of a large body
	buffers sync.Pool     // of *bytes.Buffer

	mu    sync.Mutex
	room  int64         // bytes that large bodies may take together
	first *body         // may go to its limit all the same, or two half read would wait for ever
	freed chan struct{} // closed when bytes are given back
}

// newBodies keeps as many bytes as two bodies at their limit take: the room and the first.
func newBodies(limit int64) *bodies {
	return &bodies{limit: limit, pace: paceTime, room: limit, freed: make(chan struct{})}
}

// body is a response body in memory until released.
type body struct {
	*bytes.Buffer
	from  *bodies
	taken int64 // of the room
}

// release gives the memory back; the bytes must not be used afterwards.
func (b *body) release() {
	if b == nil || b.Buffer == nil {
		return
	}
	if b.taken > 0 {
		b.from.giveBack(b)
	} else if b.Cap() <= 2*smallBody {
		b.Reset()
		b.from.buffers.Put(b.Buffer)
	}
	b.Buffer = nil
}

func (s *bodies) giveBack(b *body) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.room += b.taken
	b.taken = 0
	if s.first == b {
		s.first = nil
	}
	close(s.freed)
	s.freed = make(chan struct{})
}

// take takes n bytes for a body if they are there; else it returns what to wait for.
func (s *bodies) take(b *body, n int64) (wait chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.room >= n || s.first == b:
	case s.first == nil:
		s.first = b
	default:
		return s.freed
	}
	s.room -= n
	b.taken += n
	return nil
}

// watch ends a fetch that takes too long. Waiting for memory is not the server's fault
// and does not count.
type watch struct {
	stop   context.CancelCauseFunc
	total  *time.Timer
	end    time.Time
	waited time.Duration
}

func newWatch(stop context.CancelCauseFunc, total time.Duration) *watch {
	return &watch{stop: stop, end: time.Now().Add(total), total: time.AfterFunc(total, func() { stop(context.DeadlineExceeded) })}
}

// pause waits until bytes are freed, with the clock standing.
func (w *watch) pause(ctx context.Context, freed chan struct{}) error {
	began := time.Now()
	w.total.Stop()
	defer func() {
		d := time.Since(began)
		w.waited += d
		w.end = w.end.Add(d)
		w.total.Reset(time.Until(w.end))
	}()
	select {
	case <-freed:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (s *bodies) buffer() *bytes.Buffer {
	if b, ok := s.buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return new(bytes.Buffer)
}

// read reads a whole response body, decompressed. One that is larger than the
// limit fails: half a feed is not a feed.
func (s *bodies) read(ctx context.Context, res *http.Response, w *watch) (*body, error) {
	if res.ContentLength > s.limit {
		return nil, fmt.Errorf("%w: %d MiB announced", errTooLarge, res.ContentLength>>20)
	}
	r, err := s.unpack(res)
	if err != nil {
		return nil, err
	}
	b := &body{Buffer: s.buffer(), from: s}
	if n := res.ContentLength; n > 0 && n <= smallBody {
		b.Grow(int(n) + bytes.MinRead)
	}
	if err := s.fill(ctx, b, r, w); err != nil {
		b.release()
		return nil, err
	}
	return b, nil
}

func (s *bodies) fill(ctx context.Context, b *body, r io.Reader, w *watch) error {
	n, err := b.ReadFrom(io.LimitReader(r, min(smallBody, s.limit+1)))
	if err != nil || n < smallBody {
		return s.within(b, err)
	}
	pace := time.AfterFunc(s.pace, func() { w.stop(errTooSlow) })
	defer pace.Stop()
	for int64(b.Len()) <= s.limit {
		for freed := s.take(b, smallBody); freed != nil; freed = s.take(b, smallBody) {
			pace.Stop()
			if err := w.pause(ctx, freed); err != nil {
				return err
			}
		}
		pace.Reset(s.pace)
		n, err := b.ReadFrom(io.LimitReader(r, min(smallBody, s.limit+1-int64(b.Len()))))
		if err != nil || n < smallBody {
			return s.within(b, err)
		}
	}
	return s.within(b, nil)
}

func (s *bodies) within(b *body, err error) error {
	if int64(b.Len()) > s.limit {
		return fmt.Errorf("%w: more than %d MiB", errTooLarge, s.limit>>20)
	}
	return err
}

// unpack undoes what a body was compressed with. Its first bytes say whether it was: some
// servers say so of plain text, some say nothing of what is gzip, or have it twice. The
// header is believed where the bytes cannot tell.
func (s *bodies) unpack(res *http.Response) (io.Reader, error) {
	r := bufio.NewReader(res.Body)
	packed := false
	for range maxUnpacked {
		head, _ := r.Peek(2)
		if !bytes.Equal(head, []byte{0x1f, 0x8b}) {
			break
		}
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		// Of what is unpacked again no more is looked at than of a body: much of nothing
		// can be packed in little.
		packed, r = true, bufio.NewReader(io.LimitReader(z, s.limit+1))
	}
	enc := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding")))
	if packed || plainStart(r) {
		return r, nil
	}
	switch enc {
	case "deflate":
		if head, _ := r.Peek(2); len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(r)
		}
		return flate.NewReader(r), nil
	case "br", "zstd", "compress", "x-compress":
		return nil, fmt.Errorf("the server sent an encoding that was not asked for: %s", enc)
	}
	return r, nil // a label that is no encoding
}

// plainStart reports whether a body begins as a document of text does.
func plainStart(r *bufio.Reader) bool {
	head, _ := r.Peek(3)
	return len(head) > 0 && (strings.IndexByte("<{[ \t\r\n", head[0]) >= 0 || bytes.HasPrefix(head, []byte("\xef\xbb\xbf")))
}
