package sqlite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/news"
	"dateline/store/sqlite"
)

// TestBackupInterrupted ends a backup while its file grows: nothing of it is left.
func TestBackupInterrupted(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "stories.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.SetSetting(t.Context(), news.Local, "fat", strings.Repeat("fat ", 6<<20)); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		folder := t.TempDir()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Backup(ctx, filepath.Join(folder, "copy.db")) }()
		for len(names(t, folder)) == 0 {
			if len(ended) > 0 {
				break
			}
		}
		stop()
		if err := <-ended; err == nil {
			continue // it was faster
		} else if left := names(t, folder); !errors.Is(err, context.Canceled) || len(left) > 0 {
			t.Fatalf("ended with %v, left %q", err, left)
		}
	}
}

func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
