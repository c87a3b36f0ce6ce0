package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

	"dateline/store"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, opener())
}

// opener opens one file for each test, again and again.
func opener() storetest.Opener {
	paths := map[*testing.T]string{}
	return func(t *testing.T) store.Store {
		if paths[t] == "" {
			paths[t] = filepath.Join(t.TempDir(), "news.db")
		}
		s, err := sqlite.Open(context.Background(), paths[t], sqlite.Options{Now: storetest.Clock})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}
