package sqlite

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"sync"

	"dateline/news"
)

// finding is what the engines found in a story.
type finding struct {
	Mentions  []news.Mention
	Claims    []news.Claim
	Relations []news.Relation
}

var writers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(io.Discard, 4)
	return w
}}

func pack(plain []byte) ([]byte, error) {
	var b bytes.Buffer
	w := writers.Get().(*flate.Writer)
	defer writers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

func unpack(packed []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
}

func packJSON(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return pack(plain)
}

func unpackJSON(packed []byte, into any) error {
	plain, err := unpack(packed)
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	return json.Unmarshal(plain, into)
}

// contentHash is over what makes a new version when it changes.
func contentHash(s *news.Story) int64 {
	h := fnv.New64a()
	for _, part := range []string{s.Title, s.Text, s.URL} {
		_, _ = h.Write([]byte(part)) // never fails
		_, _ = h.Write([]byte{0})
	}
	for _, m := range s.Markers {
		_, _ = fmt.Fprintf(h, "%s %s %s %s\x00", m.Class, m.Rank, m.Text, m.Note)
	}
	return int64(h.Sum64())
}

func packStory(st *news.Story) ([]byte, error) {
	kept := *st
	kept.ID, kept.Feed, kept.Outlet, kept.URL, kept.Title, kept.Version = "", "", "", "", "", 0
	return packJSON(kept)
}

func unpackStory(packed []byte) (st news.Story, err error) {
	err = unpackJSON(packed, &st)
	return st, err
}

func packFinding(f *finding) ([]byte, error) { return packJSON(f) }

func unpackFinding(packed []byte) (f finding, err error) {
	err = unpackJSON(packed, &f)
	return f, err
}
