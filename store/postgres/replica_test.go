//go:build unix

package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/postgres"
	"dateline/store/postgres/pgtest"
	"dateline/store/storetest"
)

// lagging has a store read from a replica that stands still, goes on and cannot be reached.
func lagging(t *testing.T, primary, standby *pgtest.Server) {
	t.Helper()
	on(t, primary, "CREATE DATABASE lagging")
	host := fmt.Sprintf("127.0.0.1:%d", standby.Port)
	wire := newProxy(t, host)
	eventually(t, "the database on the replica", func() error { return standby.Exec("lagging", "SELECT 1") })
	s, err := postgres.Open(t.Context(), primary.URL("lagging"), postgres.Options{Now: storetest.Clock, Wait: 2 * time.Second,
		ReadURL: strings.Replace(standby.URL("lagging"), host, wire.Addr().String(), 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stories := fill(t, s, 10)
	counted := func(u news.User, total, unread int) error {
		c, err := s.Counts(t.Context(), u, news.Query{})
		if err == nil && (c.Stories != total || c.Unread != unread) {
			err = fmt.Errorf("%s has %d stories, %d unread; want %d, %d", u, c.Stories, c.Unread, total, unread)
		}
		return err
	}
	for _, u := range []news.User{news.Local, "ana", "bob"} {
		eventually(t, "what was filed", func() error { return counted(u, 10, 10) })
	}
	on(t, standby, "SELECT pg_wal_replay_pause()")
	if _, err := s.File(t.Context(), news.Delivery{Feed: alpha.ID, Stories: []news.Story{story(alpha.ID, "later")}}); err != nil {
		t.Fatal(err)
	}
	for _, st := range stories[:3] {
		if err := read(s, st); err != nil {
			t.Fatal(err)
		}
	}
	must := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	must("who marked sees it at once", counted(news.Local, 11, 8))
	must("who did not reads what the replica has", counted("ana", 10, 10))
	_, err = s.Article(t.Context(), "ana", news.NewStoryID(alpha.ID, "later"))
	must("a story that the replica does not have", err)
	must("a setting", s.SetSetting(t.Context(), "bob", "panes", "40"))
	value, err := s.Setting(t.Context(), "bob", "panes")
	if err != nil || value != "40" {
		t.Errorf("the setting is %q, %v", value, err)
	}
	on(t, standby, "SELECT pg_wal_replay_resume()")
	eventually(t, "what the replica took in", func() error { return counted("ana", 11, 11) })
	must("the marks, from wherever", counted(news.Local, 11, 8))
	wire.set(true)
	must("what is read when the replica is cut off", counted("ana", 11, 11))
	must("what the next one reads", counted("bob", 11, 11))
	wire.set(false)
}

// on runs one statement on a server.
func on(t *testing.T, s *pgtest.Server, query string) {
	t.Helper()
	if err := s.Exec("postgres", query); err != nil {
		t.Fatal(err)
	}
}

// aside reads from the replica, named alone, while no server takes changes.
func aside(t *testing.T, s *postgres.Store, story news.Story) {
	t.Helper()
	eventually(t, "what is read without a primary", func() error {
		_, err := s.Article(t.Context(), news.Local, story.ID)
		return err
	})
	if err := read(s, story); !errors.Is(err, news.ErrReadOnly) {
		t.Errorf("a mark without a primary: %v", err)
	}
}
