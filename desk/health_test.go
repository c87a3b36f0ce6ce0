package desk

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

func TestHealth(t *testing.T) {
	w := newWorld()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "A port opens", "It is open."}, item{"2", "A bridge opens", "It is open too."}))
	w.hosts["upland"] = status(500)
	s := openStore(t, w)
	subscribe(t, s, "harbour", "upland")
	d := deskFor(t, w, s)
	h, err := d.Health(t.Context())
	if err != nil || h.Feeds != 2 || h.Overdue != 2 || h.Fetching != 0 || h.Failing != 0 {
		t.Fatalf("before any fetch %+v, %v", h, err)
	}
	refresh(t, d)
	h, err = d.Health(t.Context())
	if err != nil || h.Failing != 1 || h.Overdue != 0 || h.Waiting != 0 || h.Placing != 0 || h.Totals.Fetches != 2 || h.Totals.Failures != 1 || h.Totals.Tagged != 2 {
		t.Fatalf("after a round %+v, %v", h, err)
	}
	rows := wire(t, d)
	if _, err := d.Mark(t.Context(), news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{rows[0].Story}}); err != nil {
		t.Fatal(err)
	}
	if h, err = d.Health(t.Context()); err != nil || h.Totals.Marks != 1 {
		t.Fatalf("after a mark %+v, %v", h.Totals, err)
	}
	w.pass(30 * time.Hour)
	h, err = d.Health(t.Context())
	if err != nil || h.Overdue != 2 || h.Fetching < 23*time.Hour {
		t.Fatalf("a day later %+v, %v", h, err)
	}
	d.tags.mu.Lock()
	d.tags.queue = []news.Story{{Seen: w.clock().Add(-time.Minute)}, {Seen: w.clock().Add(-time.Hour)}}
	d.tags.mu.Unlock()
	d.tags.placingSince.Store(w.clock().Add(-time.Second).UnixMilli())
	if h, err = d.Health(t.Context()); err != nil || h.Waiting != 2 || h.Tagging != time.Hour || h.Placing != time.Second {
		t.Fatalf("behind %+v, %v", h, err)
	}
}

// What a feed's address holds of user names, passwords and keys is in no line of the log,
// whatever goes wrong with it.
func TestLogHasNoSecrets(t *testing.T) {
	secrets := []string{"hunter2", "s3cr3t", "alice"}
	address := func(host string) string { return "https://alice:hunter2@" + host + ".example/feed?token=s3cr3t" }
	w := newWorld()
	hosts := map[string]http.HandlerFunc{
		"gone.example": status(410), "broken.example": status(500), "busy.example": status(429, "Retry-After", "60"),
		"page.example": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html><body>no feed</body></html>") },
		"turned.example": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, address("nowhere"), http.StatusFound)
		},
		"loop.example": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address("loop"), http.StatusFound) },
	}
	var log bytes.Buffer
	for host, handler := range hosts {
		w.hosts[host] = handler
	}
	s := openStore(t, w)
	for _, host := range []string{"gone", "broken", "busy", "page", "turned", "loop", "nowhere"} {
		f := news.Feed{ID: news.FeedID(host), URL: address(host), Title: host, Outlet: host}
		if err := s.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	d := deskFor(t, w, s)
	d.o.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	r := refresh(t, d)
	if len(r.Failed) != 7 || strings.Count(log.String(), "\n") < 7 {
		t.Fatalf("%d failed: %s", len(r.Failed), log.String())
	}
	for line := range strings.Lines(log.String()) {
		for _, secret := range secrets {
			if strings.Contains(line, secret) {
				t.Errorf("%q is in %s", secret, line)
			}
		}
	}
}
