//go:build unix

package postgres_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/postgres"
	"dateline/store/storetest"
)

// announced waits for a hint, for less than the time after which a listener hints anyway.
func announced(t *testing.T, s *postgres.Store, what string) {
	t.Helper()
	select {
	case <-s.Woken():
	case <-time.After(20 * time.Second):
		t.Fatalf("no hint %s", what)
	}
}

// What one node files is announced to the other one, also after its listening connection
// was lost; the bound is below the time after which a listener hints anyway.
func TestAnnounced(t *testing.T) {
	url := database(t)
	var nodes [2]*postgres.Store
	for i := range nodes {
		s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		nodes[i] = s
	}
	hint := func(when string) { t.Helper(); announced(t, nodes[1], when) }
	hint("when listening begins")
	fill(t, nodes[0], 1)
	began := time.Now()
	hint("of a filing")
	t.Logf("a filing was announced %s after it was done", time.Since(began))
	name := url[strings.LastIndex(url, "/")+1 : strings.Index(url, "?")]
	cut := fmt.Sprintf("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s' AND query LIKE 'LISTEN%%'", name)
	for range 2 { // filing may have been announced twice
		select {
		case <-nodes[1].Woken():
		case <-time.After(100 * time.Millisecond):
		}
	}
	if err := server.Exec("postgres", cut); err != nil {
		t.Fatal(err)
	}
	hint("after the connection was lost")
	if _, err := nodes[0].File(t.Context(), news.Delivery{Feed: alpha.ID, Stories: []news.Story{story(alpha.ID, "later")}}); err != nil {
		t.Fatal(err)
	}
	hint("of a filing after that")
}
