package feed

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"dateline/news"
)

// rawServer answers every request with bytes as they are, on one connection after
// the other, and counts connections.
func rawServer(t *testing.T, answers ...string) (address string, connections *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	connections = new(atomic.Int32)
	go func() {
		n := 0
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			for r := bufio.NewReader(conn); ; n++ {
				if _, err := http.ReadRequest(r); err != nil {
					break
				}
				io.WriteString(conn, answers[min(n, len(answers)-1)])
			}
			conn.Close()
		}
	}()
	return "http://" + l.Addr().String() + "/", connections
}

func TestFetchToleratesBytesInHeads(t *testing.T) {
	body := "<rss><channel><item><title>a\x7fb</title></item></channel></rss>"
	good := fmt.Sprintf("HTTP/1.1 200 O\x01K\r\nETag: \"a\x7f\"\r\nX-Odd: \x1b[2J\x00\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	address, connections := rawServer(t, good, good, "HTTP/1.1 429 Wait\r\nRetry-After: soon\x7f\r\nContent-Length: 0\r\n\r\n")
	c := NewClient(Options{AllowPrivate: true})
	defer c.Close()
	for range 2 {
		r, err := fetchURL(c, address)
		if err != nil || string(r.Document.Body) != body || r.ETag != `"a "` {
			t.Fatalf("got %q, %q, %v", r.Document.Body, r.ETag, err)
		}
		r.Release()
	}
	_, err := fetchURL(c, address)
	e, ok := err.(*Error)
	if !ok || e.Status != 429 || e.RetryAfter != bare429 {
		t.Errorf("got %v, want a 429 that waits %v", err, bare429)
	}
	if n := connections.Load(); n != 1 {
		t.Errorf("%d connections, want one kept", n)
	}
	if _, err := c.Fetch(t.Context(), news.Feed{ID: "f", URL: address}, news.FetchState{}, testNow.Add(time.Minute)); err == nil {
		t.Error("the host was asked again too soon")
	}
}
