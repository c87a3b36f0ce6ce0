//go:build unix

package postgres_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/storetest"
)

// An index of which a part is gone or changed is not taken, and another one is kept in its
// place.
func TestSpoiltIndex(t *testing.T) {
	url := database(t)
	s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i, c := range []struct {
		name, spoil string
		kept        bool
	}{
		{"untouched", `SELECT 1`, true},
		{"a part is gone", `DELETE FROM related_part WHERE part = 1`, false},
		{"a part changed", `UPDATE related_part SET doc = substr(doc, 2) || 'x' WHERE part = 0`, false},
		{"its row is gone", `DELETE FROM related_index`, false},
	} {
		if err := s.PutIndex(t.Context(), store.IndexHead{Engines: "1", Seq: int64(i + 1), Story: "s"}, bytes.Repeat([]byte("bridge"), 1<<19)); err != nil {
			t.Fatal(err)
		}
		run(t, url, c.spoil)
		err := s.Index(t.Context(), "1", func(_ store.IndexHead, r io.Reader) error {
			_, err := io.ReadAll(r)
			return err
		})
		if (err == nil) != c.kept || errors.Is(err, news.ErrReadOnly) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// run runs one statement in the database of a url.
func run(t testing.TB, url, query string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err == nil {
		_, err = conn.Exec(t.Context(), query)
		err = errors.Join(err, conn.Close(t.Context()))
	}
	if err != nil {
		t.Fatal(err)
	}
}
