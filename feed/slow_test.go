package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Hosts that send a large body and then a byte now and then take no memory that others
// wait for, and are given up on when somebody does.
func TestFetchDrippingHosts(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Host, "slow") {
			io.WriteString(w, strings.Repeat("x", 1200<<10))
			for r.Context().Err() == nil {
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
			return
		}
		io.WriteString(w, sampleRSS+strings.Repeat(" ", 3<<20))
	})
	for _, row := range []struct {
		name  string
		slow  int
		limit int64
		pace  time.Duration
	}{
		{"two", 2, 16 << 20, time.Hour},
		{"more than there is room for", 6, 4 << 20, time.Second},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := NewClient(Options{MaxBody: row.limit, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
			}})
			defer c.Close()
			c.bodies.pace = row.pace
			ctx, stop := context.WithCancel(context.Background())
			ended := make(chan error, row.slow)
			for i := range row.slow {
				go func() {
					_, err := c.Page(ctx, "", fmt.Sprintf("http://slow%d.example/", i), "", "", testNow)
					ended <- err
				}()
			}
			for c.bodies.large() < min(row.slow, 4) && len(ended) == 0 {
				time.Sleep(time.Millisecond)
			}
			r, err := fetchURL(c, "http://quick.example/")
			if err != nil || len(r.Document.Body) < 3<<20 {
				t.Errorf("the healthy host: %v", err)
			}
			r.Release()
			stop()
			for range row.slow {
				var e *Error
				if err := <-ended; !errors.Is(err, context.Canceled) && !(errors.As(err, &e) && e.Kind == KindTimeout && strings.Contains(e.Text, "too slowly")) {
					t.Errorf("a slow host: %v", err)
				}
			}
		})
	}
}

// large is how many MiB large bodies have taken.
func (s *bodies) large() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return int((s.limit - s.room) / smallBody)
}

// What the owner allows to be private is for feeds there: no stranger leads to it.
func TestAllowedHostsAreForTheirFeeds(t *testing.T) {
	mine := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case "/p.png":
			io.WriteString(w, "\x89PNG\r\n\x1a\n")
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, harbour("<p>"+strings.Repeat("The harbour was shut after the storm, the mayor said on Monday. ", 20)+"</p>"))
		default:
			io.WriteString(w, sampleRSS)
		}
	})
	host := mine.Listener.Addr().String()
	stranger := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+host+r.URL.Path, http.StatusFound)
	})
	_, port, _ := net.SplitHostPort(stranger.Listener.Addr().String())
	open := NewClient(Options{AllowHosts: []string{host}})
	defer open.Close()
	// The stranger is reached as if it were public.
	open.direct = toStranger{port, open.direct}
	page := func(from, address string) error {
		_, err := open.Page(context.Background(), from, address, "", "", testNow)
		return err
	}
	photo := func(from, address string) error {
		_, err := open.Photo(context.Background(), from, address, testNow)
		return err
	}
	at := "http://" + host
	for _, row := range []struct {
		name    string
		do      func() error
		refused bool
	}{
		{"a feed there", func() error { _, err := fetchURL(open, at+"/feed"); return err }, false},
		{"a feed there that moved", func() error { _, err := fetchURL(open, at+"/moved"); return err }, false},
		{"a page of a feed there", func() error { return page(at+"/feed", at+"/page") }, false},
		{"a page of a stranger's feed", func() error { return page("http://stranger.example/feed", at+"/page") }, true},
		{"a stranger's redirect", func() error { _, err := fetchURL(open, "http://stranger.example/feed"); return err }, true},
		{"a photo of a feed there", func() error { return photo(at+"/feed", at+"/p.png") }, false},
		{"a photo of a stranger's feed", func() error { return photo("http://stranger.example/feed", at+"/p.png") }, true},
		{"a photo of a feed there that a stranger leads back to", func() error { return photo(at+"/feed", "http://stranger.example/p.png") }, true},
		{"a photo of no known feed", func() error { return photo("", at+"/p.png") }, true},
		{"an address seen in a feed after one there was reached", func() error { return page("", at+"/page") }, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			err := row.do()
			var e *Error
			if blocked := errors.As(err, &e) && e.Kind == KindBlocked; blocked != row.refused || !row.refused && err != nil {
				t.Errorf("refused %v, want %v: %v", blocked, row.refused, err)
			}
		})
	}
}

// toStranger answers for stranger.example on a port of this machine.
type toStranger struct {
	port string
	next http.RoundTripper
}

func (s toStranger) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Hostname() == "stranger.example" {
		r.URL.Host = "127.0.0.1:" + s.port
		return http.DefaultTransport.RoundTrip(r)
	}
	return s.next.RoundTrip(r)
}

// What the first bytes of a body say goes before what its header says.
func TestFetchUnpacks(t *testing.T) {
	doc := sampleRSS
	for _, row := range []struct{ name, label, body, want string }{
		{"a label that is no encoding", "aws-chunked", doc, ""},
		{"a character set for an encoding", "UTF-8", doc, ""},
		{"gzip without a label", "", zip(doc), ""},
		{"gzip of gzip", "gzip", zip(zip(doc)), ""},
		{"a label on plain text", "gzip", doc, ""},
		{"another label on plain text", "br", doc, ""},
		{"gzip under another label", "deflate", zip(doc), ""},
		{"a real encoding that was not asked for", "br", "\x0b\x02\x80", "not asked for: br"},
		{"packed too often", "gzip", zip(zip(zip(zip(doc)))), "a file of another kind"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if row.label != "" {
					w.Header().Set("Content-Encoding", row.label)
				}
				w.Header().Set("Content-Type", "application/rss+xml")
				io.WriteString(w, row.body)
			})
			r, err := fetchURL(testClient(t, s), s.URL)
			if err != nil && row.want != "" {
				if !strings.Contains(err.Error(), row.want) {
					t.Errorf("%v", err)
				}
				return
			}
			if got := string(r.Document.Body) == doc; got != (row.want == "") || err != nil {
				t.Errorf("%.40q, %v", r.Document.Body, err)
			}
		})
	}
}

func zip(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.String()
}

// A cookie is brought back to the host that gave it, within the one fetch.
func TestFetchCookies(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if len(r.Cookies()) > 0 {
			w.WriteHeader(http.StatusTeapot)
		}
		io.WriteString(w, sampleRSS)
	})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		k, err := r.Cookie("seen")
		switch {
		case err != nil:
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		case r.URL.Path == "/elsewhere":
			http.Redirect(w, r, other.URL, http.StatusFound)
		case k.Value == "1":
			io.WriteString(w, sampleRSS)
		}
	})
	c := testClient(t, s, other)
	for _, path := range []string{"/", "/elsewhere", "/"} {
		if _, err := fetchURL(c, s.URL+path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}
