package postgres

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store"
)

// indexPart is how many bytes of the packed index of related stories a row has.
const indexPart = 1 << 20

// indexWait is how many times longer than other calls one may take that carries the index.
const indexWait = 12

// PutIndex keeps an index of related stories, unless a later one is there.
func (s *Store) PutIndex(ctx context.Context, head store.IndexHead, body []byte) error {
	err := s.changeWithin(ctx, indexWait*s.wait, func(t *tx) error {
		if _, err := t.exec(`SELECT pg_advisory_xact_lock($1)`, int64(lockIndex)); err != nil {
			return err
		}
		was, err := indexHead(t.ctx, t)
		if err != nil || !head.Follows(was.IndexHead) {
			return err
		}
		var b pgx.Batch
		b.Queue(`TRUNCATE related_part`) // who reads them holds the lock
		b.Queue(`INSERT INTO related_index (engines, seq, story, size, sum) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (one) DO UPDATE SET engines = excluded.engines, seq = excluded.seq, story = excluded.story, size = excluded.size, sum = excluded.sum`,
			head.Engines, head.Seq, string(head.Story), len(body), int64(crc32.Checksum(body, castagnoli())))
		for part := 0; len(body) > 0; part++ {
			n := min(indexPart, len(body))
			b.Queue(`INSERT INTO related_part (part, doc) VALUES ($1, $2)`, part, body[:n])
			body = body[n:]
		}
		return t.SendBatch(t.ctx, &b).Close()
	})
	if err != nil {
		return fmt.Errorf("keep the index of related stories: %w", err)
	}
	return nil
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// indexRow is what is kept of an index beside its parts.
type indexRow struct {
	store.IndexHead
	size, sum int64
}

// asker is a pool or a transaction.
type asker interface {
	QueryRow(ctx context.Context, query string, args ...any) pgx.Row
}

func indexHead(ctx context.Context, a asker) (r indexRow, err error) {
	_, err = foundRow(a.QueryRow(ctx, `SELECT engines, seq, story, size, sum FROM related_index`).Scan(&r.Engines, &r.Seq, &r.Story, &r.size, &r.sum))
	return r, err
}

// IndexHead tells which index of related stories is kept.
func (s *Store) IndexHead(ctx context.Context) (head store.IndexHead, err error) {
	err = s.reading(ctx, "index of related stories", func(ctx context.Context) error {
		r, err := indexHead(ctx, s.write)
		head = r.IndexHead
		return err
	})
	return head, err
}

// Index has load read the index of related stories. It is not read from a replica, which
// may have an older one.
func (s *Store) Index(ctx context.Context, engines string, load func(store.IndexHead, io.Reader) error) error {
	_, cancel, err := s.soon(ctx)
	if err != nil {
		return fmt.Errorf("index of related stories: %w", err)
	}
	cancel()
	within, cancel := context.WithTimeout(ctx, indexWait*s.wait)
	defer cancel()
	err = pgx.BeginFunc(within, s.write, func(t pgx.Tx) error { return readIndex(&tx{Tx: t, ctx: within}, engines, load) })
	if err = s.note(ctx, err); err != nil {
		return fmt.Errorf("index of related stories: %w", err)
	}
	return nil
}

func readIndex(t *tx, engines string, load func(store.IndexHead, io.Reader) error) error {
	if _, err := t.exec(`SELECT pg_advisory_xact_lock_shared($1)`, int64(lockIndex)); err != nil {
		return err
	}
	r, err := indexHead(t.ctx, t)
	switch {
	case err != nil:
		return err
	case r.Story == "" || r.Engines != engines:
		return fmt.Errorf("there is none of these engines: %w", news.ErrNotFound)
	case r.size > store.MaxIndex:
		return fmt.Errorf("it has %d bytes", r.size)
	}
	sum := crc32.New(castagnoli())
	body := io.TeeReader(io.LimitReader(&indexReader{t: t}, r.size), sum)
	if err := load(r.IndexHead, body); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return err
	}
	if int64(sum.Sum32()) != r.sum {
		return errors.New("it is damaged")
	}
	return nil
}

// indexReader reads one part after the other.
type indexReader struct {
	t    *tx
	next int
	part []byte
}

func (r *indexReader) Read(p []byte) (int, error) {
	if len(r.part) == 0 {
		found, err := r.t.get(`SELECT doc FROM related_part WHERE part = $1`, []any{r.next}, &r.part)
		if err != nil {
			return 0, err
		}
		if !found || len(r.part) == 0 {
			return 0, io.EOF
		}
		r.next++
	}
	n := copy(p, r.part)
	r.part = r.part[n:]
	return n, nil
}
