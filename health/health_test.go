package health

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

var started = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

// sample is a state with a number of its own everywhere.
func sample() State {
	return State{Version: "1.2", Started: started, Now: started.Add(time.Hour), Sessions: Sessions{3, 2, 1}, Feeds: Feeds{70, 4, 5, 6},
		Engines: Engines{7, 8, 1.5}, Held: 9, Totals: Totals{10, 11, 12, 13, 14, 15}, Warnings: 16, Errors: 17, Last: "it broke"}
}

// serve starts a server on a socket, and on a free loopback port.
func serve(t *testing.T, source Source) (s *Server, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "run", "serve.sock")
	s, err := Listen(path, "127.0.0.1:0", source)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("served: %v", err)
		}
		if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the socket is left: %v", err)
		}
	})
	return s, path
}

// get asks the loopback address, by a name.
func get(t *testing.T, s *Server, page, host string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.Addr().String()+page, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

func TestStatusOverTheSocket(t *testing.T) {
	_, path := serve(t, func(context.Context) (State, error) { return sample(), nil })
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v", name, info.Mode(), err)
		}
	}
	got, err := Ask(t.Context(), path)
	if err != nil || got != sample() {
		t.Fatalf("got %+v, %v", got, err)
	}
	for _, want := range []string{"server    dateline 1.2, for 1h0m0s\n", "sessions  2 of 1 readers, 3 connections\n", "feeds     70, 4 failing, 5 overdue\n",
		"lag       fetching 6s, tagging 8s (7 stories), placing 2s\n", "held      9 marks", "log       17 errors, 16 warnings\n", "last      it broke\n"} {
		if !strings.Contains(got.Text(), want) {
			t.Errorf("%q is not in\n%s", want, got.Text())
		}
	}
	if _, err := Ask(t.Context(), path+"x"); err == nil || !strings.Contains(err.Error(), "no server answers on") {
		t.Errorf("asking nobody: %v", err)
	}
}

func TestSocketIsNotTakenFromAnother(t *testing.T) {
	_, path := serve(t, func(context.Context) (State, error) { return sample(), nil })
	if _, err := Listen(path, "", nil); err == nil || !strings.Contains(err.Error(), "another server") {
		t.Errorf("a second server: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(file, "", nil); err == nil || !strings.Contains(err.Error(), "is no socket") {
		t.Errorf("in the place of a file: %v", err)
	}
	stale := filepath.Join(t.TempDir(), "s")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: stale, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	l.Close() // as a kill leaves it
	s, err := Listen(stale, "", nil)
	if err != nil {
		t.Fatalf("after a kill: %v", err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}

// Prometheus's own parser reads what is written, with the meaning of each metric.
func TestMetrics(t *testing.T) {
	s, _ := serve(t, func(context.Context) (State, error) { return sample(), nil })
	code, text := get(t, s, "/metrics", "")
	if code != http.StatusOK {
		t.Fatal(code, text)
	}
	parser := expfmt.NewTextParser(model.LegacyValidation)
	read, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, m := range metrics() {
		st := sample()
		family := read[m.name]
		if family == nil || len(family.Metric) != 1 || family.GetHelp() != m.help {
			t.Errorf("%s is %v", m.name, family)
			continue
		}
		got[m.name] = valueOf(family)
		if got[m.name] != m.value(&st) || !strings.HasPrefix(m.name, "dateline_") || m.value(&st) == 0 { // 0 is not in the sample
			t.Errorf("%s is %v", m.name, family)
		}
	}
	for name, want := range map[string]float64{"dateline_place_lag_seconds": 1.5, "dateline_store_up": 1, "dateline_fetches_total": 10, "dateline_marks_total": 15} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if len(read) != len(metrics()) {
		t.Errorf("%d metrics, want %d", len(read), len(metrics()))
	}
}

// valueOf is the value of a metric whose name says whether it counts, and does.
func valueOf(f *dto.MetricFamily) float64 {
	switch counts := strings.HasSuffix(f.GetName(), "_total"); {
	case counts && f.GetType() == dto.MetricType_COUNTER:
		return f.Metric[0].GetCounter().GetValue()
	case !counts && f.GetType() == dto.MetricType_GAUGE:
		return f.Metric[0].GetGauge().GetValue()
	}
	return -1
}

func TestPagesOfMonitors(t *testing.T) {
	var broken atomic.Bool
	source := func(context.Context) (State, error) {
		if broken.Load() {
			return State{}, errors.New("dial postgres://alice:hunter2@db/news: refused")
		}
		return sample(), nil
	}
	s, path := serve(t, source)
	for _, row := range []struct {
		name, page, host string
		code             int
	}{
		{"healthy", "/healthz", "", 200}, {"by name", "/healthz", "localhost:9464", 200}, {"IPv6", "/healthz", "[::1]:1", 200},
		{"another name", "/metrics", "evil.example", 421}, {"an address of another", "/metrics", "10.0.0.1", 421},
		{"no status", "/status", "", 404}, {"nothing else", "/debug/pprof/", "", 404},
	} {
		if code, body := get(t, s, row.page, row.host); code != row.code {
			t.Errorf("%s: %d %s", row.name, code, body)
		}
	}
	broken.Store(true)
	s.mu.Lock()
	s.at = time.Time{}
	s.mu.Unlock()
	if code, body := get(t, s, "/healthz", ""); code != http.StatusServiceUnavailable || strings.Contains(body, "hunter2") {
		t.Errorf("a store that is gone: %d %s", code, body)
	}
	if st, err := Ask(t.Context(), path); err != nil || st.Problem != "dial postgres://db/news: refused" {
		t.Errorf("status %+v, %v", st, err)
	}
}

// However many ask, the source is asked once, and one that hangs holds one goroutine.
func TestSourceIsAskedOnce(t *testing.T) {
	var asked atomic.Int32
	answered := make(chan struct{})
	s := &Server{source: func(context.Context) (State, error) {
		asked.Add(1)
		<-answered
		return sample(), nil
	}}
	answers := make(chan State)
	for range 20 {
		go func() { answers <- s.state(t.Context()) }()
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if st := s.state(ctx); st.Problem == "" {
		t.Error("a source that hangs is no problem")
	}
	close(answered)
	for range 20 {
		if st := <-answers; st != sample() {
			t.Errorf("answer %+v", st)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestOnlyLoopback(t *testing.T) {
	for _, row := range []struct {
		address string
		ok      bool
	}{
		{"127.0.0.1:9464", true}, {"127.9.9.9:1", true}, {"[::1]:9464", true}, {"localhost:9464", true}, {":9464", false}, {"0.0.0.0:9464", false},
		{"[::]:9464", false}, {"10.0.0.1:9464", false}, {"news.example:9464", false}, {"127.0.0.1", false}, {"[::ffff:127.0.0.1]:1", true}, {"", false},
	} {
		if err := loopback(row.address); (err == nil) != row.ok {
			t.Errorf("%q: %v", row.address, err)
		}
	}
}

func TestLog(t *testing.T) {
	var out bytes.Buffer
	var l Log
	log := slog.New(l.Handler(slog.NewJSONHandler(&out, nil))).With("page", "https://a:hunter2@x.example/")
	log.Debug("not told")
	log.Info("fine", "feed", "https://alice:hunter2@x.example/feed?token=hunter2&id=3")
	log.Warn("slow", "why", errors.New(`get "https://x.example/?key=hunter2": timeout`))
	log.WithGroup("g").Error("broke at https://u:hunter2@y.example/%zz?a=hunter2", slog.Group("of", "url", "http://hunter2@z.example"), "n", 3, "stack", "long")
	if strings.Contains(out.String(), "hunter2") {
		t.Errorf("a secret is in\n%s", out.String())
	}
	for _, want := range []string{`"feed":"https://x.example/feed?…"`, `"why":"get \"https://x.example/?…\": timeout"`, `"msg":"broke at https://y.example/`, `"url":"http://z.example"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in\n%s", want, out.String())
		}
	}
	warnings, failures, last := l.Counts()
	if warnings != 1 || failures != 1 || !strings.Contains(last, "broke at https://y.example/") || !strings.Contains(last, " n=3") || strings.Contains(last, "stack") {
		t.Errorf("%d warnings, %d errors, last %q", warnings, failures, last)
	}
	quiet := slog.New(l.Handler(slog.DiscardHandler))
	quiet.Error("counted all the same")
	if _, failures, _ = l.Counts(); failures != 2 {
		t.Errorf("%d errors", failures)
	}
}
