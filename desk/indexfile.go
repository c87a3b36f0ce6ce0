package desk

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"dateline/news"
)

// The index of related stories is kept in a file between runs, shared by all
// processes on one store, since making it from the store costs half a millisecond a
// story. It is derived: a file that is missing, damaged, of another engine or of
// another store is made anew. The file is a line of JSON (indexHead) and what the index
// wrote. It is written whole beside its place and renamed, so that a reader has the old
// one or the new one. What came since it was written is read from the store.

// SavedIndex is an Index that can be kept in a file.
type SavedIndex interface {
	Index
	// Save writes all that a later Load needs.
	Save(w io.Writer) error
}

// IndexFile says where and how an index is kept between runs.
type IndexFile struct {
	Path    string // "" keeps none
	Version string // of the engine: a file of another one is not read
	// Load reads what Save wrote; it fails on anything else.
	Load func(r io.Reader) (SavedIndex, error)
	// After is how many stories the index may be ahead of its file: placing them again
	// at the next start costs less than writing the file at the end of every run; 500
	// when 0.
	After int
}

const (
	indexFormat = "dateline index 1"
	// saveEvery is how often a process that stays looks whether to write the file.
	saveEvery = time.Minute
	// maxIndexFile bounds what is read of a file; more is not an index of ours.
	maxIndexFile = 1 << 30
)

// indexHead is the first line of the file.
type indexHead struct {
	Format  string       `json:"format"`
	Version string       `json:"version"`
	Seq     int64        `json:"seq"`   // of the last filing it holds
	Story   news.StoryID `json:"story"` // of that filing: another store has another one
	Size    int64        `json:"size"`  // bytes that follow
	Sum     uint32       `json:"sum"`   // CRC-32 (Castagnoli) of them
}

var errOldIndex = errors.New("another engine's or another store's")

// readIndexFile returns the index of the file and what it holds.
func (o *IndexFile) read() (SavedIndex, indexHead, error) {
	f, err := os.Open(o.Path)
	if err != nil {
		return nil, indexHead{}, err
	}
	defer func() { _ = f.Close() }() // only read
	r := bufio.NewReaderSize(f, 1<<16)
	head, err := readIndexHead(r)
	switch {
	case err != nil:
		return nil, head, err
	case head.Format != indexFormat || head.Version != o.Version:
		return nil, head, errOldIndex
	case head.Size < 0 || head.Size > maxIndexFile:
		return nil, head, fmt.Errorf("index of %d bytes", head.Size)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	body := io.TeeReader(io.LimitReader(r, head.Size), sum)
	index, err := o.Load(body)
	if err != nil {
		return nil, head, err
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return nil, head, err
	}
	if sum.Sum32() != head.Sum {
		return nil, head, errors.New("the index file is damaged")
	}
	return index, head, nil
}

func readIndexHead(r *bufio.Reader) (head indexHead, err error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return head, err
	}
	return head, json.Unmarshal(line, &head)
}

// write puts the packed index in the file's place, unless a later one is there.
func (o *IndexFile) write(head indexHead, body []byte) error {
	if there, err := o.head(); err == nil && there.Version == o.Version && there.Story != "" && there.Seq >= head.Seq {
		return nil
	}
	head.Format, head.Version = indexFormat, o.Version
	head.Size, head.Sum = int64(len(body)), crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli))
	line, err := json.Marshal(head)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(o.Path), filepath.Base(o.Path)+".*.part") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	if err == nil {
		_, err = f.Write(body)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), o.Path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it may not be there
	}
	return err
}

// head returns the first line of the file that is there.
func (o *IndexFile) head() (indexHead, error) {
	f, err := os.Open(o.Path)
	if err != nil {
		return indexHead{}, err
	}
	defer func() { _ = f.Close() }() // only read
	return readIndexHead(bufio.NewReader(f))
}

// load returns the index of the file, when it is one of this store; nil otherwise. The
// lock is held.
func (x *indexed) load(ctx context.Context) Index {
	o := &x.d.o.IndexFile
	if o.Path == "" {
		return nil
	}
	index, head, err := o.read()
	if err == nil && !x.stored(ctx, head) {
		err = errOldIndex
	}
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			x.d.o.Log.Info("index made anew", "why", err)
		}
		return nil
	}
	x.seq, x.last, x.said, x.unsaved = head.Seq, head.Story, 0, 0
	return index
}

// stored reports whether the store has the filing that the file ends with.
func (x *indexed) stored(ctx context.Context, head indexHead) (ok bool) {
	fs, err := x.d.o.Store.Stories(ctx, news.AnyUser, []news.StoryID{head.Story})
	return err == nil && len(fs) == 1 && fs[0].Seq >= head.Seq
}

// save writes the index to its file when it is far enough ahead of it. It fails
// quietly: the next run makes the index from the store.
func (x *indexed) save(ctx context.Context) {
	if x.d.o.IndexFile.Path == "" {
		return
	}
	if err := x.follow(ctx); err != nil { // what was placed here has its number only now
		x.d.o.Log.Warn("index not kept for the next run", "why", err)
		return
	}
	x.mu.Lock()
	index, ok := x.index.(SavedIndex)
	if !ok || x.unsaved < cmp.Or(x.d.o.IndexFile.After, 500) || x.last == "" || len(x.own) > 0 {
		x.mu.Unlock()
		return
	}
	var body bytes.Buffer
	err := index.Save(&body)
	head := indexHead{Seq: x.seq, Story: x.last}
	x.unsaved = 0
	x.mu.Unlock()
	if err == nil {
		err = x.d.o.IndexFile.write(head, body.Bytes())
	}
	if err != nil {
		x.d.o.Log.Warn("index not kept for the next run", "why", err)
	}
}
