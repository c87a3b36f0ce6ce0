package sqlite

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dateline/news"
	"dateline/store"
)

// The packed index of related stories is a file beside the store: a line of JSON
// (indexLine) and what was put. It is written whole beside its place and renamed, so that a
// reader has the old one or the new one.

// indexSuffix is added to the path of the store.
const indexSuffix = ".related"

const indexFormat = "dateline index 1"

// indexLine is the first line of the file.
type indexLine struct {
	Format  string       `json:"format"`
	Version string       `json:"version"` // of the engines
	Seq     int64        `json:"seq"`
	Story   news.StoryID `json:"story"`
	Size    int64        `json:"size"` // bytes that follow
	Sum     uint32       `json:"sum"`  // CRC-32 (Castagnoli) of them
}

func (l *indexLine) head() store.IndexHead {
	return store.IndexHead{Engines: l.Version, Seq: l.Seq, Story: l.Story}
}

func (s *Store) indexPath() string { return s.path + indexSuffix }

// PutIndex keeps an index of related stories, unless a later one is there.
func (s *Store) PutIndex(ctx context.Context, head store.IndexHead, body []byte) error {
	if err := s.putIndex(ctx, head, body); err != nil {
		return fmt.Errorf("keep the index of related stories: %w", s.plain(err))
	}
	return nil
}

func (s *Store) putIndex(ctx context.Context, head store.IndexHead, body []byte) error {
	if was, err := s.IndexHead(ctx); err == nil && !head.Follows(was) {
		return nil
	}
	line, err := json.Marshal(indexLine{Format: indexFormat, Version: head.Engines, Seq: head.Seq, Story: head.Story,
		Size: int64(len(body)), Sum: crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli))})
	if err != nil {
		return err
	}
	path := s.indexPath()
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	if err == nil {
		_, err = f.Write(body)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it may not be there
	}
	return err
}

// IndexHead tells which index of related stories is kept.
func (s *Store) IndexHead(context.Context) (store.IndexHead, error) {
	f, err := os.Open(s.indexPath())
	if errors.Is(err, fs.ErrNotExist) {
		return store.IndexHead{}, nil
	}
	if err != nil {
		return store.IndexHead{}, fmt.Errorf("index of related stories: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	line, err := readIndexLine(bufio.NewReader(f))
	if err != nil {
		return store.IndexHead{}, fmt.Errorf("index of related stories: %w", err)
	}
	return line.head(), nil
}

// Index has load read the index of related stories.
func (s *Store) Index(_ context.Context, engines string, load func(store.IndexHead, io.Reader) error) error {
	f, err := os.Open(s.indexPath())
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("index of related stories: %w", news.ErrNotFound)
	}
	if err == nil {
		err = readIndex(f, engines, load)
		_ = f.Close() // only read
	}
	if err != nil {
		return fmt.Errorf("index of related stories: %w", err)
	}
	return nil
}

func readIndex(f io.Reader, engines string, load func(store.IndexHead, io.Reader) error) error {
	r := bufio.NewReaderSize(f, 1<<16)
	line, err := readIndexLine(r)
	switch {
	case err != nil:
		return err
	case line.Format != indexFormat || line.Version != engines:
		return fmt.Errorf("it is of other engines: %w", news.ErrNotFound)
	case line.Size < 0 || line.Size > store.MaxIndex:
		return fmt.Errorf("it has %d bytes", line.Size)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	body := io.TeeReader(io.LimitReader(r, line.Size), sum)
	if err := load(line.head(), body); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return err
	}
	if sum.Sum32() != line.Sum {
		return errors.New("it is damaged")
	}
	return nil
}

func readIndexLine(r *bufio.Reader) (line indexLine, err error) {
	b, err := r.ReadSlice('\n')
	if err != nil {
		return line, err
	}
	return line, json.Unmarshal(b, &line)
}
