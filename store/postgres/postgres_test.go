//go:build unix

package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/postgres/pgtest"
	"dateline/store/storetest"
)

// server is the cluster of all tests of this package, started by the first that needs it.
var server struct {
	sync.Once
	*pgtest.Server
	err error
}

func TestMain(m *testing.M) {
	if url := os.Getenv(nodeURL); url != "" {
		if err := node(url, os.Getenv(nodeName)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	if server.Server != nil {
		server.Stop()
	}
	os.Exit(code)
}

// running returns the cluster, which short tests do without, with an empty store in database empty.
func running(t testing.TB) *pgtest.Server {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts a server")
	}
	server.Do(func() {
		if server.Server, server.err = pgtest.Start(); server.err != nil {
			return
		}
		if server.err = server.Exec("postgres", "CREATE DATABASE empty"); server.err != nil {
			return
		}
		var s *postgres.Store
		if s, server.err = postgres.Open(context.Background(), server.URL("empty"), postgres.Options{Now: storetest.Clock}); server.err == nil {
			server.err = s.Close()
		}
	})
	if errors.Is(server.err, pgtest.ErrNone) {
		t.Skip(server.err)
	}
	if server.err != nil {
		t.Fatal(server.err)
	}
	return server.Server
}

var databases atomic.Int64

// database makes a database with an empty store and returns its URL. It goes with the
// cluster: dropping it would take longer than making it.
func database(t testing.TB) string {
	t.Helper()
	s := running(t)
	name := fmt.Sprintf("d%d", databases.Add(1))
	if err := s.Exec("postgres", "CREATE DATABASE "+name+" TEMPLATE empty"); err != nil {
		t.Fatal(err)
	}
	return s.URL(name)
}

// TestStore has one database for all promises, emptied before each: making one for each
// takes longer than the promise.
func TestStore(t *testing.T) {
	url := database(t)
	emptied := ""
	storetest.Run(t, func(t *testing.T) store.Store {
		if emptied != t.Name() {
			emptied = t.Name()
			empty(t, url)
		}
		s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

// empty takes everything out of a store.
func empty(t testing.TB, url string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	_, err = conn.Exec(t.Context(), `DO $$ DECLARE r record; BEGIN
		FOR r IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT IN ('schema', 'tick') LOOP
			EXECUTE format('DELETE FROM %I', r.relname);
		END LOOP;
		FOR r IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' LOOP
			EXECUTE format('ALTER SEQUENCE %I RESTART', r.relname);
		END LOOP;
		UPDATE tick SET stories = 0, marks = 0, feeds = 0;
		INSERT INTO usr (n, name) VALUES (1, 'local');
	END $$`)
	if err != nil {
		t.Fatal(err)
	}
}

// An address that cannot be read or reached is told without its password.
func TestAddressIsNotTold(t *testing.T) {
	for name, url := range map[string]string{
		"unreadable":   "postgres://me:sesame@[::1/x",
		"no such port": "postgres://me:sesame@127.0.0.1:1/x",
		"no such host": "postgres://me:sesame@nowhere.invalid/x",
	} {
		_, err := postgres.Open(context.Background(), url, postgres.Options{})
		if err == nil || strings.Contains(err.Error(), "sesame") || strings.Contains(err.Error(), "me@") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
