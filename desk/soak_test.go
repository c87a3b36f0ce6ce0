package desk

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/bench/press"
	"dateline/claims"
	"dateline/entities"
	"dateline/feed"
	"dateline/news"
	"dateline/related"
	"dateline/store/sqlite"
)

// The soak: a desk with the real engines runs 1,000 feeds that come due every few
// seconds, a reader in the same process looks at lists and stories as the screens
// do, and two more processes mark stories in the same file.
//
//	DATELINE_SOAK=10m go test -run Soak -timeout 30m -v ./desk
//
// It tells goroutines, open files and memory after the first minute and at the end,
// and fails when one of them grows without cause, when anybody stands still, or
// when a mark that was acknowledged is lost.

// The variables that turn this binary into the soak's server and markers.
const (
	soakServer = "DATELINE_SOAK_SERVER"
	soakMarker = "DATELINE_SOAK_MARKER" // the store's file, and who marks: 1 or 2
)

const (
	soakFeeds  = 1000
	soakWindow = 10              // items of a document
	soakStep   = 3 * time.Minute // a feed's next story
)

// serveSoak serves feeds that change: each has another story every soakStep, at a
// time of its own.
func serveSoak() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(ln.Addr())
	clock := ticking(noon)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	_ = http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r.Host, "f"), ".example"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Date", clock().Format(http.TimeFormat))
		step := (clock().UnixMilli() + int64(n)*soakStep.Milliseconds()/soakFeeds) / soakStep.Milliseconds()
		tag := fmt.Sprintf(`"%d"`, step)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, soakBody(n, step))
	}))
}

func soakBody(feed int, step int64) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire %d</title><link>http://f%[1]d.example/</link>`, feed)
	for k := step; k > step-soakWindow; k-- {
		w := press.NewWriter(uint64(feed)<<32 | uint64(uint32(k)))
		fmt.Fprintf(&b, "<item><title>%s</title><guid isPermaLink=\"false\">%d-%d</guid><link>http://f%d.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>\n",
			w.Title(), feed, k, feed, k, time.UnixMilli(k*soakStep.Milliseconds()).UTC().Format(time.RFC1123Z), w.Text(120))
	}
	return b.String() + "</channel></rss>"
}

// markUntilEnd stars and reads stories of a store until its input ends, then checks
// that every star is as it was acknowledged last.
func markUntilEnd(spec string) {
	path, who, _ := strings.Cut(spec, " ")
	mine := who == "1"
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		panic(err)
	}
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(ended)
	}()
	starred := map[news.StoryID]bool{}
	for marks := 0; ; {
		page, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Limit: 100})
		if err != nil {
			panic(err)
		}
		for _, row := range page.Rows {
			if id := row.Story; (id[0]%2 == 0) == mine && rand.IntN(10) == 0 {
				on := !starred[id]
				for _, c := range []news.Change{{Kind: news.MarkStarred, On: on, Stories: []news.StoryID{id}}, {Kind: news.MarkRead, On: on, Stories: []news.StoryID{id}}} {
					if _, err := s.Mark(ctx, news.Local, c); err != nil {
						panic(err)
					}
					marks++
				}
				starred[id] = on
			}
		}
		fmt.Println(marks)
		select {
		case <-ended:
			for id, on := range starred {
				if a, err := s.Article(ctx, news.Local, id); err != nil || a.Starred != on {
					panic(fmt.Sprintf("story %s: starred %v, acknowledged %v, %v", id, a.Starred, on, err))
				}
			}
			fmt.Println("all", len(starred), "kept")
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// child is this binary at work in a process of its own; it ends with its input.
type child struct {
	cmd   *exec.Cmd
	stdin io.Closer
	out   *bufio.Scanner
	count atomic.Int64 // the number it printed last
	last  string
	done  chan struct{}
}

func startChild(t *testing.T, env string) *child {
	t.Helper()
	cmd, stdin, out := again(t, env)
	return &child{cmd: cmd, stdin: stdin, out: bufio.NewScanner(out), done: make(chan struct{})}
}

func (c *child) follow() {
	for c.out.Scan() {
		c.last = c.out.Text()
		if n, err := strconv.ParseInt(c.last, 10, 64); err == nil {
			c.count.Store(n)
		}
	}
	close(c.done)
}

func (c *child) end() error {
	c.stdin.Close()
	<-c.done
	return c.cmd.Wait()
}

// reads looks at the news as the screens do: lists, counts, an article, its related
// panel, one bulletin after the other.
func reads(ctx context.Context, d *Desk, looked *atomic.Int64) {
	bulletins := d.Watch(ctx)
	for ctx.Err() == nil {
		view := []news.View{news.Top, news.Wire}[rand.IntN(2)]
		page, err := d.Headlines(ctx, news.ListQuery{View: view, Limit: 60})
		if err == nil && len(page.Rows) > 0 {
			id := page.Rows[rand.IntN(len(page.Rows))].Story
			_, _ = d.Article(ctx, id)
			_, _ = d.Related(ctx, id)
			_, _ = d.Counts(ctx, news.Query{})
			_, _ = d.Feeds(ctx)
			looked.Add(1)
		}
		select {
		case <-bulletins:
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// vitals are what a leak would make grow.
type vitals struct {
	goroutines, files int
	rss, heap         float64 // MiB
	stories           int
}

func (v vitals) String() string {
	return fmt.Sprintf("%d goroutines, %d files, RSS %.0f MiB, live heap %.0f MiB, %d stories", v.goroutines, v.files, v.rss, v.heap, v.stories)
}

func takeVitals(t *testing.T, d *Desk) vitals {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd")
	v := vitals{goroutines: runtime.NumGoroutine(), files: len(open), heap: float64(m.HeapAlloc) / (1 << 20)}
	b, _ := os.ReadFile("/proc/self/status")
	if _, rest, ok := strings.Cut(string(b), "VmRSS:"); ok {
		kb, _ := strconv.ParseFloat(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]), 64)
		v.rss = kb / 1024
	}
	c, err := d.Counts(context.Background(), news.Query{})
	if err != nil {
		t.Error(err)
	}
	v.stories = c.Stories
	return v
}

func TestSoak(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("DATELINE_SOAK"))
	if err != nil {
		t.Skip("set DATELINE_SOAK to how long, as 10m")
	}
	server := startChild(t, soakServer+"=1")
	server.out.Scan()
	address := server.out.Text()
	go server.follow()
	clock := ticking(noon)
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	for i := range soakFeeds {
		if err := s.PutFeed(t.Context(), feedAt(fmt.Sprintf("f%d.example", i))); err != nil {
			t.Fatal(err)
		}
	}
	var asked atomic.Int64
	client := feed.NewClient(feed.Options{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		asked.Add(1)
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}})
	o := Options{Store: s, Client: client, Clock: clock, Engines: "soak", Shortest: 5 * time.Second, Longest: 5 * time.Second, Look: time.Second,
		Index: func() Index { return related.New(related.Options{}) }}
	if o.Tagger, err = entities.New(); err != nil {
		t.Fatal(err)
	}
	if o.Claims, err = claims.New(); err != nil {
		t.Fatal(err)
	}
	d := New(o)
	before := takeVitals(t, d)
	t.Logf("before: %v", before)

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var looked atomic.Int64
	ended := make(chan error, 2)
	go func() { ended <- d.Run(ctx) }()
	go func() { reads(ctx, d, &looked); ended <- nil }()
	markers := []*child{startChild(t, soakMarker+"="+path+" 1"), startChild(t, soakMarker+"="+path+" 2")}
	for _, m := range markers {
		go m.follow()
	}
	counts := func() []int64 {
		return []int64{asked.Load(), looked.Load(), markers[0].count.Load(), markers[1].count.Load()}
	}
	var warm vitals
	began := time.Now()
	was := counts()
	for n := 1; time.Since(began) < long; n++ {
		time.Sleep(min(30*time.Second, max(0, long-time.Since(began))))
		now := counts()
		for i, name := range []string{"connections", "looks", "marks of the first", "marks of the second"} {
			if now[i] == was[i] {
				t.Errorf("after %v: %s stand still at %d", time.Since(began).Round(time.Second), name, now[i])
			}
		}
		was = now
		v := takeVitals(t, d)
		t.Logf("%v: %v; %d connections, %d looks, %d and %d marks", time.Since(began).Round(time.Second), v, now[0], now[1], now[2], now[3])
		if n == 2 {
			warm = v
		}
	}
	last := takeVitals(t, d)
	stop()
	<-ended
	<-ended
	client.Close()
	for _, m := range markers {
		if err := m.end(); err != nil || !strings.HasSuffix(m.last, "kept") {
			t.Errorf("a marker ended with %v, %q", err, m.last)
		}
		t.Log("a marker's stars: ", m.last)
	}
	if warm.goroutines > 0 && (last.goroutines > 2*warm.goroutines+200 || last.files > 2*warm.files+200) {
		t.Errorf("from %v to %v", warm, last)
	}
	for range 100 { // connections go away in their own time
		if runtime.NumGoroutine() <= before.goroutines+2 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	after := takeVitals(t, d)
	t.Logf("after:  %v", after)
	if after.goroutines > before.goroutines+2 || after.files > before.files+8 {
		t.Errorf("left behind: before %v, after %v", before, after)
	}
	if err := server.end(); err != nil {
		t.Log(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	checkFile(t, path)
}

// checkFile asks SQLite whether the file is whole.
func checkFile(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var said string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Errorf("integrity_check: %q, %v", said, err)
	}
}
