package feed

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
)

// smallBody is the size in bytes up to which bodies are read freely; beyond it a
// fetch needs one of the few places for large ones, so that a round's memory is
// bounded whatever the servers send.
const smallBody = 1 << 20

// errTooLarge says that a body went past the limit.
var errTooLarge = errors.New("too large")

// bodies reads and recycles response bodies.
type bodies struct {
	limit   int64         // bytes after decompression
	large   chan struct{} // places for bodies over smallBody
	buffers sync.Pool     // of *bytes.Buffer
	gzips   sync.Pool     // of *gzip.Reader
}

func newBodies(limit int64, large int) *bodies {
	return &bodies{limit: limit, large: make(chan struct{}, large)}
}

// body is a response body in memory until released.
type body struct {
	*bytes.Buffer
	from  *bodies
	large bool
}

// release gives the memory back; the bytes must not be used afterwards.
func (b *body) release() {
	if b == nil || b.Buffer == nil {
		return
	}
	if b.large {
		<-b.from.large
	} else if b.Cap() <= 2*smallBody {
		b.Reset()
		b.from.buffers.Put(b.Buffer)
	}
	b.Buffer = nil
}

func (s *bodies) buffer() *bytes.Buffer {
	if b, ok := s.buffers.Get().(*bytes.Buffer); ok {
		return b
	}
	return new(bytes.Buffer)
}

// read reads a whole response body, decompressed. One that is larger than the
// limit fails: half a feed is not a feed.
func (s *bodies) read(ctx context.Context, res *http.Response) (*body, error) {
	if res.ContentLength > s.limit {
		return nil, fmt.Errorf("%w: %d MiB announced", errTooLarge, res.ContentLength>>20)
	}
	r, done, err := s.decoder(res)
	if err != nil {
		return nil, err
	}
	defer done()
	b := &body{Buffer: s.buffer(), from: s}
	if n := res.ContentLength; n > 0 && n <= smallBody {
		b.Grow(int(n) + bytes.MinRead)
	}
	if err := s.fill(ctx, b, r); err != nil {
		b.release()
		return nil, err
	}
	return b, nil
}

func (s *bodies) fill(ctx context.Context, b *body, r io.Reader) error {
	n, err := b.ReadFrom(io.LimitReader(r, min(smallBody, s.limit+1)))
	if err != nil || n < smallBody {
		return s.within(b, err)
	}
	select {
	case s.large <- struct{}{}:
		b.large = true
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err = b.ReadFrom(io.LimitReader(r, s.limit+1-n))
	return s.within(b, err)
}

func (s *bodies) within(b *body, err error) error {
	if int64(b.Len()) > s.limit {
		return fmt.Errorf("%w: more than %d MiB", errTooLarge, s.limit>>20)
	}
	return err
}

// decoder undoes the Content-Encoding. done is called after reading.
func (s *bodies) decoder(res *http.Response) (r io.Reader, done func(), err error) {
	nothing := func() {}
	switch enc := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding"))); enc {
	case "", "identity":
		return res.Body, nothing, nil
	case "gzip", "x-gzip":
		return s.gunzip(res.Body)
	case "deflate":
		z, err := zlib.NewReader(res.Body)
		return z, nothing, err
	default:
		return nil, nil, fmt.Errorf("the server sent an encoding that was not asked for: %s", enc)
	}
}

// gunzip reads what is said to be gzip; some servers say so of plain text.
func (s *bodies) gunzip(r io.Reader) (io.Reader, func(), error) {
	var magic [2]byte
	n, err := io.ReadFull(r, magic[:])
	r = io.MultiReader(bytes.NewReader(magic[:n]), r)
	if err != nil || magic != [2]byte{0x1f, 0x8b} {
		return r, func() {}, nil
	}
	z, ok := s.gzips.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	if err := z.Reset(r); err != nil {
		return nil, nil, err
	}
	return z, func() { s.gzips.Put(z) }, nil
}
