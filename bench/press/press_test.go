package press

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestServer(t *testing.T) {
	load := Load{Feeds: 3, Items: 4, Words: 60, Span: time.Hour, Now: time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)}
	fresh := load
	fresh.Fresh = true
	ask := func(s *Server, url, etag string) (int, string) {
		r := httptest.NewRequest("GET", url, nil)
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	s := NewServer(load)
	_, first := ask(s, URL(1), "")
	for _, test := range []struct {
		name   string
		server *Server
		url    string
		etag   string
		code   int
		same   bool // as the first answer
	}{
		{"the same again", s, URL(1), "", http.StatusOK, true},
		{"another server of that load", NewServer(load), URL(1), "", http.StatusOK, true},
		{"another feed", s, URL(2), "", http.StatusOK, false},
		{"unchanged", s, URL(1), `"v1"`, http.StatusNotModified, false},
		{"a feed that is not there", s, URL(3), "", http.StatusNotFound, false},
		{"another host", s, "http://elsewhere.example/feed", "", http.StatusNotFound, false},
		{"fresh stories", NewServer(fresh), URL(1), `"v1"`, http.StatusOK, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, body := ask(test.server, test.url, test.etag)
			if code != test.code || (body == first) != test.same {
				t.Errorf("%d, the same %v", code, body == first)
			}
		})
	}
}

func TestHeadline(t *testing.T) {
	w := NewWriter(1)
	for range 100 {
		if title := w.Title(); !Headline.MatchString(title) {
			t.Errorf("%q does not begin as headlines do", title)
		}
	}
}
