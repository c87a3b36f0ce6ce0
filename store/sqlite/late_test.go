package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"dateline/news"
)

// A store that is only read opens no connection that writes; the first change does, and
// whoever asks whether it can be written.
func TestWriterIsOpenedWithTheFirstChange(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	s := mustOpen(t, path)
	someState(t, s)
	s.Close()
	for _, row := range []struct {
		name string
		do   func(*Store) error
		want int
	}{
		{"headlines", func(s *Store) error {
			_, err := s.Headlines(ctx, news.ListQuery{View: news.Top, User: news.Local})
			return err
		}, 0},
		{"counts", func(s *Store) error { _, err := s.Counts(ctx, news.Local, news.Query{}); return err }, 0},
		{"a setting that is asked for", func(s *Store) error { _, err := s.Setting(ctx, news.Local, "view"); return err }, 0},
		{"a setting that is kept", func(s *Store) error { return s.SetSetting(ctx, news.Local, "view", "wire") }, 1},
		{"whether it can be written", func(s *Store) error {
			if s.Frozen() {
				t.Error("it is frozen")
			}
			return nil
		}, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := mustOpen(t, path)
			if err := row.do(s); err != nil {
				t.Fatal(err)
			}
			if n := s.write.Stats().OpenConnections; n != row.want {
				t.Errorf("%d connections write, want %d", n, row.want)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
