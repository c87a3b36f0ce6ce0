package cli

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

// BenchmarkKeysWhileRefreshing measures how long a key takes to show on the real
// binary's terminal while 400 feeds of 20 stories each come in, are tagged and filed:
//
//	go test -run '^$' -bench KeysWhile -benchtime 1x ./cli
//
// ms/median and ms/p99 are from writing a key to the terminal to its echo; stories/s is
// what came in meanwhile, which shows that the round was under way.
func BenchmarkKeysWhileRefreshing(b *testing.B) {
	home := b.TempDir()
	binary := buildBinary(b, home)
	fillStore(b, filepath.Join(home, "stories.db"), 20_000)
	const feeds = 400
	served := serveWires(b, home, feeds)
	var waits []time.Duration
	began := time.Now()
	for b.Loop() {
		t := startTerminal(b, 120, 40, reader(home, binary))
		t.waitFor(b, 0, "zq0x")
		t.settle(200 * time.Millisecond)
		t.send(b, "R")
		for served.Load() < 20 {
			time.Sleep(10 * time.Millisecond)
		}
		t.send(b, "/")
		const echo = "§" // stands in no story
		for range 110 {  // as many as the line has room for: each takes a new cell
			from, _ := t.written()
			pressed := time.Now()
			t.send(b, echo)
			waits = append(waits, t.waitClosely(b, from, echo).Sub(pressed))
			time.Sleep(50 * time.Millisecond)
		}
		t.close()
	}
	slices.Sort(waits)
	at := func(q float64) float64 { return waits[int(q*float64(len(waits)-1))].Seconds() * 1000 }
	b.ReportMetric(at(0.5), "ms/median")
	b.ReportMetric(at(0.99), "ms/p99")
	b.ReportMetric(float64(served.Load()*20)/time.Since(began).Seconds(), "stories/s")
	b.ReportMetric(0, "ns/op")
}

// waitClosely is waitFor with a grain of a tenth of a millisecond.
func (t *terminal) waitClosely(tb testing.TB, from int, want string) time.Time {
	tb.Helper()
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Microsecond) {
		if strings.Contains(t.output(from), want) {
			return time.Now()
		}
	}
	got := t.output(from)
	tb.Fatalf("%q was never written; the screen got:\n%q", want, got[max(0, len(got)-2000):])
	return time.Time{}
}

// serveWires subscribes the store to n feeds, each at a host of its own, that bring
// other stories whenever they are asked. It counts the answers.
func serveWires(tb testing.TB, home string, n int) *atomic.Int64 {
	tb.Helper()
	listener, err := net.Listen("tcp", "0.0.0.0:0") // 127.x.y.z are all this machine
	if err != nil {
		tb.Fatal(err)
	}
	var served atomic.Int64
	server := &http.Server{ReadHeaderTimeout: 5 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		turn := served.Add(1)
		random := rand.New(rand.NewPCG(uint64(turn), 7))
		fmt.Fprint(w, `<rss version="2.0"><channel><title>wire</title>`)
		for i := range 20 {
			fmt.Fprintf(w, "<item><guid>%d-%d</guid><title>%s</title><description>Officials in Seoul said %s</description></item>",
				turn, i, prose(random, 9), prose(random, 120))
		}
		fmt.Fprint(w, "</channel></rss>")
	})}
	go func() { _ = server.Serve(listener) }()
	tb.Cleanup(func() { _ = server.Close() })
	s, err := sqlite.Open(tb.Context(), filepath.Join(home, "stories.db"), sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var hosts []string
	for i := range n {
		host := fmt.Sprintf("127.1.%d.%d:%d", i/200, i%200+1, listener.Addr().(*net.TCPAddr).Port)
		hosts = append(hosts, fmt.Sprintf("%q", host))
		url := "http://" + host + "/feed"
		if err := s.PutFeed(tb.Context(), news.Feed{ID: news.NewFeedID(url), URL: url, Title: host, Outlet: host}); err != nil {
			tb.Fatal(err)
		}
	}
	settings := "[store]\ndays = 0\n[fetch]\nallow_hosts = [" + strings.Join(hosts, ", ") + "]\n[screen]\nview = \"wire\"\n"
	if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(settings), 0o600); err != nil {
		tb.Fatal(err)
	}
	return &served
}
