package desk

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dateline/bench/press"
	"dateline/claims"
	"dateline/entities"
	"dateline/feed"
	"dateline/news"
	"dateline/related"
	"dateline/store"
	"dateline/store/sqlite"
)

// The load benchmarks fetch from a server in a process of its own (this test
// binary, started again), so that what is measured is dateline alone. Each feed has
// a host name of its own; a test dialer leads them all to the server.
//
//	go test -bench Refresh -benchtime 1x ./desk

// loadServer is the variable that turns this binary into the server.
const loadServer = "DATELINE_LOAD_SERVER"

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(loadServer) != "":
		serveLoad(os.Getenv(loadServer))
	case os.Getenv(soakServer) != "":
		serveSoak()
	case os.Getenv(soakMarker) != "":
		markUntilEnd(os.Getenv(soakMarker))
	case os.Getenv(killedRun) != "":
		refreshUntilKilled(os.Getenv(killedRun))
	default:
		os.Exit(m.Run())
	}
}

// load is what the server serves.
type load struct {
	feeds, items, words int
	latency             time.Duration
}

func (l load) String() string {
	return fmt.Sprintf("%d %d %d %d", l.feeds, l.items, l.words, l.latency.Milliseconds())
}

func serveLoad(spec string) {
	var l load
	var ms int
	fmt.Sscan(spec, &l.feeds, &l.items, &l.words, &ms)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	server := press.NewServer(press.Load{Feeds: l.feeds, Items: l.items, Words: l.words,
		Latency: time.Duration(ms) * time.Millisecond, Span: 36 * time.Hour, Now: noon})
	fmt.Println(ln.Addr())
	go func() { // ends with the one who started it
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	_ = http.Serve(ln, server)
}

// again starts this test binary once more, in the part that the environment variable
// gives it, and returns the ends of its streams.
func again(tb testing.TB, env string) (*exec.Cmd, io.WriteCloser, io.Reader) {
	tb.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), env)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	return cmd, stdin, out
}

// start runs the server and returns its address.
func (l load) start(b testing.TB) string {
	b.Helper()
	cmd, stdin, out := again(b, loadServer+"="+l.String())
	b.Cleanup(func() { stdin.Close(); _ = cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// timed notes when the last delivery was filed.
type timed struct {
	store.Store
	began time.Time
	last  atomic.Int64 // nanoseconds after began
}

func (s *timed) File(ctx context.Context, d news.Delivery) (news.Filed, error) {
	f, err := s.Store.File(ctx, d)
	s.last.Store(int64(time.Since(s.began)))
	return f, err
}

// usage is what this process has used so far.
type usage struct {
	began time.Time
	cpu   time.Duration
}

func used() usage {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return usage{began: time.Now(), cpu: time.Duration(u.Utime.Nano() + u.Stime.Nano())}
}

// peakMB is the largest resident set since the last reset, in MiB; 0 where the
// system does not tell.
func peakMB() float64 {
	b, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	kb, _ := strconv.ParseFloat(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]), 64)
	return kb / 1024
}

func resetPeak() {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600)
}

// busyNewsroom is a desk over a fresh file, subscribed to the load, with the real engines
// or none.
func busyNewsroom(b *testing.B, l load, address string, engines bool) (*Desk, *timed) {
	b.Helper()
	clock := ticking(noon)
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "news.db"), sqlite.Options{Now: clock})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	for i := range l.feeds {
		u := press.URL(i)
		f := news.Feed{ID: news.NewFeedID(u), URL: u, Title: fmt.Sprintf("Wire %d", i), Outlet: fmt.Sprintf("Wire %d", i), Lang: "en"}
		if err := s.PutFeed(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
	c := feed.NewClient(feed.Options{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}})
	b.Cleanup(c.Close)
	t := &timed{Store: s, began: time.Now()}
	o := Options{Store: t, Client: c, Clock: clock, Engines: "bench"}
	if !engines {
		return New(o), t
	}
	if o.Tagger, err = entities.New(); err != nil {
		b.Fatal(err)
	}
	if o.Claims, err = claims.New(); err != nil {
		b.Fatal(err)
	}
	o.Index = func() Index { return related.New(related.Options{}) }
	return New(o), t
}

func BenchmarkRefresh(b *testing.B) {
	loads := []struct {
		name    string
		engines bool
		load
	}{
		{"cold/1000x20", true, load{1000, 20, 400, 100 * time.Millisecond}},
		{"untagged/1000x20", false, load{1000, 20, 400, 100 * time.Millisecond}}, // what readers that do not tag do
		{"cold/100x50", true, load{100, 50, 400, 0}},
		{"untagged/100x50", false, load{100, 50, 400, 0}},
	}
	for _, test := range loads {
		b.Run(test.name, func(b *testing.B) { benchCold(b, test.load, test.engines) })
	}
	b.Run("unchanged/1000", func(b *testing.B) {
		l := load{1000, 20, 40, 100 * time.Millisecond}
		d, _ := busyNewsroom(b, l, l.start(b), false)
		if _, err := d.RefreshWait(b.Context()); err != nil {
			b.Fatal(err)
		}
		feeds, err := d.Feeds(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		var ids []news.FeedID
		for _, f := range feeds {
			ids = append(ids, f.ID)
		}
		for b.Loop() {
			before := used()
			r, err := d.RefreshWait(b.Context(), ids...)
			if err != nil || r.Unchanged != l.feeds {
				b.Fatalf("%+v, %v", r, err)
			}
			report(b, before)
		}
	})
}

// benchCold measures first refreshes, each into a fresh store.
func benchCold(b *testing.B, l load, engines bool) {
	address := l.start(b)
	for b.Loop() {
		b.StopTimer()
		d, s := busyNewsroom(b, l, address, engines)
		resetPeak()
		before := used()
		b.StartTimer()
		r, err := d.RefreshWait(b.Context())
		b.StopTimer()
		if err != nil || r.New != l.feeds*l.items {
			b.Fatalf("%d new, %d failed, %v", r.New, len(r.Failed), err)
		}
		report(b, before)
		b.ReportMetric(float64(s.began.Add(time.Duration(s.last.Load())).Sub(before.began).Milliseconds()), "ms-headlines")
		b.ReportMetric(peakMB(), "MiB-peak")
		b.StartTimer()
	}
}

// report tells what one round took; of several rounds, the last.
func report(b *testing.B, before usage) {
	after := used()
	b.ReportMetric(float64(after.began.Sub(before.began).Milliseconds()), "ms-all")
	b.ReportMetric((after.cpu - before.cpu).Seconds(), "cpu-s")
	b.ReportMetric(0, "ns/op")
}
