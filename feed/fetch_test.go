package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/news"
)

const sampleRSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title><link>http://harbour.example/</link>
<item><title>Ferry resumes service</title><link>http://harbour.example/1</link><guid>1</guid></item></channel></rss>`

var testNow = time.Date(2026, 4, 10, 14, 0, 0, 0, time.UTC)

// testClient may reach the servers and nothing else, and is impatient.
func testClient(t testing.TB, servers ...*httptest.Server) *Client {
	t.Helper()
	o := Options{Connect: 2 * time.Second, Header: 1200 * time.Millisecond, Total: 1500 * time.Millisecond, MaxBody: 1 << 20}
	if testing.Short() { // as with the race detector
		o.Connect, o.Header, o.Total = 10*time.Second, 5*time.Second, 6*time.Second
	}
	for _, s := range servers {
		o.AllowHosts = append(o.AllowHosts, s.Listener.Addr().String())
	}
	c := NewClient(o)
	t.Cleanup(c.Close)
	return c
}

func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func fetchURL(c *Client, address string) (Response, error) {
	return c.Fetch(context.Background(), news.Feed{ID: "f", URL: address}, news.FetchState{}, testNow)
}

func TestFetchOutcomes(t *testing.T) {
	canary := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Errorf("the canary was asked for %s", r.URL) })
	zipped := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, s)
		z.Close()
		return b.String()
	}
	bomb := zipped(strings.Repeat("A", 8<<20))
	to := func(where string, code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", where)
			w.WriteHeader(code)
		}
	}
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", code) }
	}
	encoded := func(enc, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", enc)
			io.WriteString(w, body)
		}
	}
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}
	tests := []struct {
		name    string
		handler http.HandlerFunc
		want    ErrKind // "" is success
	}{
		{"plain", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, sampleRSS) }, ""},
		{"gzip", encoded("gzip", zipped(sampleRSS)), ""},
		{"said to be gzip and is not", encoded("gzip", sampleRSS), ""},
		{"gzip cut short", encoded("gzip", zipped(sampleRSS)[:60]), KindNetwork},
		{"gzip bomb", encoded("gzip", bomb), KindSize},
		{"encoding not asked for", encoded("br", "\x8b"), KindNetwork},
		{"too large", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, strings.Repeat("x", 2<<20)) }, KindSize},
		{"slow drip", drip, KindTimeout},
		{"no header", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, KindTimeout},
		{"304 to no condition", status(304), KindStatus},
		{"204", status(204), KindNotFeed},
		{"404", status(404), KindStatus},
		{"410", status(410), KindGone},
		{"500", status(500), KindStatus},
		{"loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", 302) }, KindRedirect},
		{"redirect to nowhere", to("", 302), KindRedirect},
		{"redirect to a file", to("file:///etc/passwd", 302), KindBlocked},
		{"redirect to a script", to("javascript:alert(1)", 302), KindBlocked},
		{"redirect to the canary", to(canary.URL+"/", 302), KindBlocked},
		{"redirect to localhost", to("http://localhost:1/", 302), KindBlocked},
		{"redirect to metadata", to("http://169.254.169.254/latest/", 302), KindBlocked},
		{"redirect to short loopback", to("http://127.1:80/", 302), KindBlocked},
		{"redirect to decimal loopback", to("http://2130706433/", 302), KindBlocked},
		{"redirect to hex loopback", to("http://0x7f000001/", 302), KindBlocked},
		{"redirect to mapped loopback", to("http://[::ffff:127.0.0.1]/", 302), KindBlocked},
		{"redirect to NAT64 loopback", to("http://[64:ff9b::7f00:1]/", 302), KindBlocked},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, test.handler)
			r, err := fetchURL(testClient(t, s), s.URL)
			if test.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if string(r.Document.Body) != sampleRSS {
					t.Errorf("body = %q", r.Document.Body)
				}
				r.Release()
				return
			}
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error = %v, want an *Error", err)
			}
			if e.Kind != test.want {
				t.Errorf("kind = %s (%v), want %s", e.Kind, e, test.want)
			}
			if line := e.Error(); line != news.CleanLine(line) || len(line) > maxLine+8 {
				t.Errorf("not one clean line: %q", line)
			}
		})
	}
}

func TestFetchConditional(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `W/"v1"`)
		w.Header().Set("Cache-Control", "public, max-age=600")
		if r.Header.Get("If-None-Match") == `W/"v1"` {
			w.WriteHeader(304)
			return
		}
		io.WriteString(w, sampleRSS)
	})
	c := testClient(t, s)
	f := news.Feed{ID: "f", URL: s.URL}
	r, err := c.Fetch(t.Context(), f, news.FetchState{}, testNow)
	if err != nil || r.Unchanged || r.ETag != `W/"v1"` || r.MaxAge != 10*time.Minute {
		t.Fatalf("first: %+v, %v", r, err)
	}
	r.Release()
	state := news.FetchState{ETag: r.ETag, BodyHash: r.BodyHash, LastTry: testNow, LastNew: testNow}
	again, err := c.Fetch(t.Context(), f, state, testNow.Add(time.Hour))
	if err != nil || !again.Unchanged || again.Status != 304 || again.BodyHash != r.BodyHash {
		t.Fatalf("second: %+v, %v", again, err)
	}
	late, err := c.Fetch(t.Context(), f, state, testNow.Add(8*24*time.Hour))
	if err != nil || late.Status != 200 || !late.Unchanged {
		t.Fatalf("a week later asked without condition, equal body: %+v, %v", late, err)
	}
}

func TestFetchMovedTo(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		next := map[string]struct {
			code int
			to   string
		}{"/a": {301, "/b"}, "/b": {308, "/end"}, "/c": {301, "/d"}, "/d": {302, "/end"}, "/e": {302, "/a"}}[r.URL.Path]
		if next.code != 0 {
			http.Redirect(w, r, next.to, next.code)
			return
		}
		io.WriteString(w, sampleRSS)
	})
	for from, want := range map[string]string{"/a": "/end", "/c": "/d", "/e": "", "/end": ""} {
		r, err := fetchURL(testClient(t, s), s.URL+from)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimPrefix(r.MovedTo, s.URL); got != want {
			t.Errorf("%s moved to %q, want %q", from, got, want)
		}
		r.Release()
	}
}

// A host that asks to be left alone is, whichever of its feeds is asked for.
func TestFetchLeavesHostAlone(t *testing.T) {
	var hits atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(429)
	})
	c := testClient(t, s)
	var e *Error
	if _, err := fetchURL(c, s.URL+"/one"); !errors.As(err, &e) || e.RetryAfter != time.Hour || e.Held {
		t.Fatalf("first: %+v", e)
	}
	_, err := c.Fetch(t.Context(), news.Feed{URL: s.URL + "/two"}, news.FetchState{}, testNow.Add(20*time.Minute))
	if !errors.As(err, &e) || !e.Held || e.RetryAfter != 40*time.Minute || e.Status != 429 {
		t.Fatalf("second: %+v", e)
	}
	c.Fetch(t.Context(), news.Feed{URL: s.URL + "/two"}, news.FetchState{}, testNow.Add(61*time.Minute))
	if hits.Load() != 2 {
		t.Errorf("the host was asked %d times, want 2", hits.Load())
	}
}

func TestRetryAfter(t *testing.T) {
	tests := []struct {
		name, value string
		status      int
		want        time.Duration
	}{
		{"seconds", "120", 503, 2 * time.Minute},
		{"date", testNow.Add(time.Hour).Format(http.TimeFormat), 429, time.Hour},
		{"too short", "1", 503, time.Minute},
		{"thirty years", "999999999", 429, 24 * time.Hour},
		{"beyond all numbers", "99999999999999999999999", 429, bare429},
		{"negative", "-5", 429, bare429},
		{"no word", "", 429, bare429},
		{"no word, 503", "", 503, 0},
		{"garbage", "soon\x7f", 429, bare429},
		{"past date", testNow.Add(-time.Hour).Format(http.TimeFormat), 503, 0},
	}
	for _, test := range tests {
		res := &http.Response{StatusCode: test.status, Header: http.Header{"Retry-After": {test.value}}}
		if got := retryAfter(res, testNow); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestMaxAge(t *testing.T) {
	tests := []struct {
		name string
		h    http.Header
		want time.Duration
	}{
		{"none", http.Header{}, 0},
		{"plain", http.Header{"Cache-Control": {"max-age=3600"}}, time.Hour},
		{"among others", http.Header{"Cache-Control": {"public, s-maxage=5", "Max-Age=\"60\""}}, time.Minute},
		{"less its age", http.Header{"Cache-Control": {"max-age=100"}, "Age": {"40"}}, time.Minute},
		{"no-cache", http.Header{"Cache-Control": {"no-cache, max-age=3600"}}, 0},
		{"a thousand years", http.Header{"Cache-Control": {"max-age=31536000000"}}, 24 * time.Hour},
		{"nonsense", http.Header{"Cache-Control": {"max-age=soon"}}, 0},
	}
	for _, test := range tests {
		if got := maxAge(test.h); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// One connection a host at a time, however many feeds it has.
func TestFetchOneConnectionAHost(t *testing.T) {
	var now, most atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		io.WriteString(w, sampleRSS)
	})
	c := testClient(t, s)
	done := make(chan error)
	for i := range 20 {
		go func() {
			r, err := fetchURL(c, fmt.Sprintf("%s/%d", s.URL, i))
			r.Release()
			done <- err
		}()
	}
	for range 20 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most.Load() != 1 {
		t.Errorf("%d requests at once", most.Load())
	}
}

// Cancelling at any point ends the fetch with the context's error and leaves no
// goroutine behind.
func TestFetchCancelLeaksNothing(t *testing.T) {
	started := make(chan struct{}, 8)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		started <- struct{}{}
		<-r.Context().Done()
	})
	c := testClient(t, s)
	c.opts.Total = time.Minute
	before := runtime.NumGoroutine()
	for range 4 {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		for range 8 { // one in flight, seven waiting for the host
			go func() {
				_, err := c.Fetch(ctx, news.Feed{URL: s.URL}, news.FetchState{}, testNow)
				done <- err
			}()
		}
		<-started
		cancel()
		for range 8 {
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("error = %v", err)
			}
		}
	}
	c.Close()
	s.CloseClientConnections()
	settles(t, before)
	if n := len(c.hosts.slots); n != 0 {
		t.Errorf("%d host slots left", n)
	}
}

// settles waits for the number of goroutines to come back.
func settles(t *testing.T, before int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func BenchmarkFetchUnchanged(b *testing.B) {
	s := serve(b, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(304) })
	c := testClient(b, s)
	state := news.FetchState{ETag: `"1"`, LastNew: testNow, LastTry: testNow}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Fetch(b.Context(), news.Feed{URL: s.URL}, state, testNow); err != nil {
			b.Fatal(err)
		}
	}
}
