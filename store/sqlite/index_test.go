package sqlite_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"dateline/store"
	"dateline/store/sqlite"
)

// An index whose file was spoilt is not taken, and another one is kept in its place.
func TestSpoiltIndex(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, path string, was []byte) []byte
		kept  bool
	}{
		{"untouched", func(_ *testing.T, _ string, was []byte) []byte { return was }, true},
		{"a byte changed", func(_ *testing.T, _ string, was []byte) []byte {
			return bytes.Replace(was, []byte("bridge"), []byte("ridges"), 1)
		}, false},
		{"cut", func(_ *testing.T, _ string, was []byte) []byte { return was[:len(was)-3] }, false},
		{"empty", func(*testing.T, string, []byte) []byte { return nil }, false},
		{"another format", func(_ *testing.T, _ string, was []byte) []byte {
			return bytes.Replace(was, []byte("index 1"), []byte("index 0"), 1)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "news.db")
			s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			head := store.IndexHead{Engines: "1", Seq: 7, Story: "s"}
			put := func() {
				t.Helper()
				if err := s.PutIndex(t.Context(), head, []byte("a bridge opens")); err != nil {
					t.Fatal(err)
				}
			}
			put()
			file := path + ".related"
			was, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(file, c.spoil(t, file, was), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			read := func() error {
				return s.Index(t.Context(), "1", func(_ store.IndexHead, r io.Reader) error {
					_, err := io.ReadAll(r)
					return err
				})
			}
			if err := read(); (err == nil) != c.kept {
				t.Errorf("it is read: %v", err)
			}
			head.Seq++
			put()
			if err := read(); err != nil {
				t.Errorf("it is not mended: %v", err)
			}
			if left, _ := filepath.Glob(file + ".*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
