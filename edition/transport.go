package edition

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Transport returns a round tripper that serves the edition as it stands at now.
// It touches no network: a request for an address the edition does not have fails
// like one for a host that does not exist (unknown host) or answers 404 (unknown
// page of a known host). The pages of the outlet that publishes headlines only are
// there, for the reader who asks for the full text.
//
// Each feed keeps count of its own fetches: the first GET answers state 0, the
// second state 1, all later ones the last state. Answers carry an ETag made from
// the body, so a conditional GET gets 304 where a state brings a feed nothing.
// The same now gives the same bytes. It is safe for concurrent use.
func Transport(now time.Time) http.RoundTripper {
	t := &transport{now: now, feeds: make(map[string]Feed), hosts: make(map[string]bool), fetched: make(map[string]int)}
	for _, f := range parsedFeeds() {
		t.feeds[f.URL] = f
		t.hosts[hostOf(f.URL)] = true
	}
	return t
}

type transport struct {
	now   time.Time
	feeds map[string]Feed // by address
	hosts map[string]bool

	mu      sync.Mutex
	fetched map[string]int // GETs so far, by address
}

// RoundTrip answers from the edition. It keeps http.RoundTripper's promises: the
// request is not changed and its body is closed.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		req.Body.Close()
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	if !t.hosts[req.URL.Hostname()] {
		return nil, fmt.Errorf("look up %s: no such host in the demo edition", req.URL.Hostname())
	}
	if req.Method != http.MethodGet && req.Method != http.MethodHead {
		return answer(req, http.StatusMethodNotAllowed, nil, nil), nil
	}
	address := *req.URL
	address.Fragment = ""
	if feed, ok := t.feeds[address.String()]; ok {
		return t.serve(req, feed.document, feed.media, t.state(req))
	}
	if photo := picture(address.String()); photo != nil {
		return answer(req, http.StatusOK, http.Header{"Content-Type": {"image/png"}}, photo), nil
	}
	resp, err := t.serve(req, "pages/"+address.Host+address.Path+".html", "text/html; charset=utf-8", 0)
	if errors.Is(err, fs.ErrNotExist) {
		return answer(req, http.StatusNotFound, nil, nil), nil
	}
	return resp, err
}

// serve answers a request with a document in one state.
func (t *transport) serve(req *http.Request, document, media string, state int) (*http.Response, error) {
	body, err := expand(document, t.now, state)
	if err != nil {
		return nil, err
	}
	head := http.Header{
		"Content-Type":  {media},
		"Etag":          {fmt.Sprintf(`"%x"`, sha256.Sum256(body))[:20] + `"`},
		"Cache-Control": {"no-cache"},
	}
	if req.Header.Get("If-None-Match") == head.Get("Etag") {
		head.Del("Content-Type")
		return answer(req, http.StatusNotModified, head, nil), nil
	}
	return answer(req, http.StatusOK, head, body), nil
}

// state returns the state this request sees, and counts it when it is a GET.
func (t *transport) state(req *http.Request) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := req.URL.String()
	n := t.fetched[key]
	if req.Method == http.MethodGet {
		t.fetched[key]++
	}
	return min(n, States-1)
}

// answer makes a response; the body of an answer to HEAD is left away.
func answer(req *http.Request, status int, head http.Header, body []byte) *http.Response {
	if head == nil {
		head = make(http.Header)
	}
	if status == http.StatusOK {
		head.Set("Content-Length", strconv.Itoa(len(body)))
	}
	resp := &http.Response{
		Status:     fmt.Sprintf("%d %s", status, http.StatusText(status)),
		StatusCode: status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        head,
		ContentLength: int64(len(body)),
		Body:          http.NoBody,
		Request:       req,
	}
	if req.Method == http.MethodGet && len(body) > 0 {
		resp.Body = io.NopCloser(bytes.NewReader(body))
	}
	return resp
}
