package edition

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// get fetches an address and returns the answer with its body read.
func get(t *testing.T, rt http.RoundTripper, method, address, etag string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

const meridian = "https://feeds.meridian.example/world.rss"

func TestTransportAdvances(t *testing.T) {
	rt := Transport(noon)
	etag, bodies := "", make([]string, 0, States)
	for n := range States {
		resp, body := get(t, rt, http.MethodGet, meridian, etag)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("Content-Type") != "application/rss+xml" {
			t.Fatalf("fetch %d: %s, %q", n, resp.Status, resp.Header.Get("Content-Type"))
		}
		etag, bodies = resp.Header.Get("ETag"), append(bodies, body)
	}
	if bodies[0] == bodies[1] || bodies[1] == bodies[2] {
		t.Error("a later fetch brought nothing new")
	}
	for range 2 {
		resp, body := get(t, rt, http.MethodGet, meridian, etag)
		if resp.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("conditional fetch of the last state: %s with %d bytes, want 304 and none", resp.Status, len(body))
		}
	}
	if _, body := get(t, rt, http.MethodGet, meridian, `"other"`); body != bodies[2] {
		t.Error("a stale validator did not get the last state")
	}
}

func TestTransportIsDeterministic(t *testing.T) {
	a, b := Transport(noon), Transport(noon)
	for _, f := range Feeds() {
		for range States {
			ra, ba := get(t, a, http.MethodGet, f.URL, "")
			rb, bb := get(t, b, http.MethodGet, f.URL, "")
			if ba != bb || ra.Header.Get("ETag") != rb.Header.Get("ETag") {
				t.Errorf("%s: two editions of the same moment differ", f.URL)
			}
		}
	}
}

func TestTransportRefuses(t *testing.T) {
	tests := []struct {
		name, method, address string
		status                int // 0 for an error
	}{
		{"unknown host", http.MethodGet, "https://unknown.example/feed", 0},
		{"a real host", http.MethodGet, "https://www.iana.org/", 0},
		{"unknown page", http.MethodGet, "https://feeds.meridian.example/no-such-page", http.StatusNotFound},
		{"path out of the pages", http.MethodGet, "https://www.sterlingdaily.example/../../feeds", http.StatusNotFound},
		{"other method", http.MethodPost, meridian, http.StatusMethodNotAllowed},
		{"head", http.MethodHead, meridian, http.StatusOK},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), tt.method, tt.address, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := Transport(noon).RoundTrip(req)
			if tt.status == 0 {
				if err == nil {
					t.Fatalf("got %s, want an error", resp.Status)
				}
				return
			}
			if err != nil || resp.StatusCode != tt.status {
				t.Fatalf("got %v, %v; want status %d", resp, err, tt.status)
			}
		})
	}
}

// TestHeadlineOnlyStoriesHavePages: what a sitemap names can be read in full.
func TestHeadlineOnlyStoriesHavePages(t *testing.T) {
	rt := Transport(noon)
	for _, f := range Feeds() {
		if !f.Sitemap {
			continue
		}
		for n := range States {
			for _, it := range state(t, n)[f.URL] {
				resp, body := get(t, rt, http.MethodGet, it.link, "")
				if resp.StatusCode != http.StatusOK || !strings.Contains(body, "<article>") || strings.Contains(body, "{{") {
					t.Errorf("%s: %s with %d bytes, want an article", it.link, resp.Status, len(body))
				}
			}
		}
	}
}

func TestTransportServesManyAtOnce(t *testing.T) {
	client := &http.Client{Transport: Transport(noon)}
	var wg sync.WaitGroup
	for _, f := range Feeds() {
		for range 4 {
			wg.Go(func() {
				resp, err := client.Get(f.URL)
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
					t.Errorf("%s: %s, %v", f.URL, resp.Status, err)
				}
			})
		}
	}
	wg.Wait()
}

func BenchmarkRound(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		rt := Transport(noon)
		for _, f := range parsedFeeds() {
			req, _ := http.NewRequest(http.MethodGet, f.URL, nil)
			if _, err := rt.RoundTrip(req); err != nil {
				b.Fatal(err)
			}
		}
	}
}
