package press

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Load is a set of feeds, each at a host of its own: http://w0.example/feed and on.
type Load struct {
	Feeds, Items, Words int
	Latency             time.Duration // before each answer
	Span                time.Duration // how far back the stories go
	Now                 time.Time     // of the server's clock and of the newest stories, UTC
	Fresh               bool          // every answer brings other stories
}

// Server serves the feeds of a load, also as an HTTP proxy does: by the host that is
// asked for. It counts its answers.
type Server struct {
	Load
	Answers atomic.Int64
	bodies  [][]byte
	turn    atomic.Int64
}

// NewServer writes the load's documents. One that is fresh writes them when asked.
func NewServer(l Load) *Server {
	s := &Server{Load: l}
	if !l.Fresh {
		for i := range l.Feeds {
			s.bodies = append(s.bodies, l.Document(i, i))
		}
	}
	return s
}

// URL is the address of feed n.
func URL(n int) string { return fmt.Sprintf("http://w%d.example/feed", n) }

var host = regexp.MustCompile(`^w([0-9]+)\.example$`)

// ServeHTTP answers for one feed, with an ETag.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m := host.FindStringSubmatch(r.Host)
	if m == nil {
		http.NotFound(w, r)
		return
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n >= s.Feeds {
		http.NotFound(w, r)
		return
	}
	time.Sleep(s.Latency)
	defer s.Answers.Add(1)
	w.Header().Set("Content-Type", "application/rss+xml")
	w.Header().Set("Date", s.Now.Format(http.TimeFormat)) // readers compare clocks
	if s.Fresh {
		_, _ = w.Write(s.Document(n, int(s.Now.UnixMilli()&0xffffffffff)+int(s.turn.Add(1))))
		return
	}
	w.Header().Set("ETag", `"v1"`)
	if r.Header.Get("If-None-Match") == `"v1"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(s.bodies[n])))
	_, _ = w.Write(s.bodies[n])
}

// Document is an RSS document of feed n; documents of one seed are alike.
func (l Load) Document(n, seed int) []byte {
	w := NewWriter(uint64(seed))
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire %d</title><link>http://w%[1]d.example/</link>`, n)
	for i := range l.Items {
		e := l.event(w)
		at := l.Now.Add(-time.Duration(w.Int64N(int64(l.Span/time.Second)+1)) * time.Second)
		text := "<p>" + strings.ReplaceAll(e.text(w, l.Words), "\n", "</p><p>") + "</p>"
		fmt.Fprintf(&b, "<item><title>%s</title><guid isPermaLink=\"false\">%d-%d</guid><link>http://w%d.example/%d/%d</link><pubDate>%s</pubDate><description>%s</description></item>\n",
			html.EscapeString(e.title(w)), seed, i, n, seed, i, at.Format(time.RFC1123Z), html.EscapeString(text))
	}
	return []byte(b.String() + "</channel></rss>")
}

// event is one that three stories of the load tell, on the average.
func (l Load) event(w *Writer) event {
	return NewWriter(1<<40 + uint64(w.IntN(max(1, l.Feeds*l.Items/3)))).event()
}
