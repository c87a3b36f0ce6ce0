package desk

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/dns/dnsmessage"

	"dateline/feed"
	"dateline/news"
	"dateline/store/sqlite"
)

// worst is a server that means harm or is broken, and how dateline takes it.
type worst struct {
	name    string // of the host: NAME.example
	handler http.HandlerFunc
	kind    feed.ErrKind // of the failure, "" when the feed is read
	titles  []string     // what the store has then, newest feeds' order does not matter
}

// Signs that must not come through: ESC, CSI in eight bits, OSC 52, a bidi override, a tag
// character, a zero-width space.
const signs = "\x1b[2J\u009b31m\u009d52;c;aGk=\u0007\u202e\U000e0041\u200b"

func body(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, s) }
}

func sent(header, value, s string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(header, value)
		_, _ = io.WriteString(w, s)
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(302)
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, strings.Repeat("<item><title>more</title></item>", 1000)); err != nil {
			return
		}
	}
}

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = io.WriteString(w, " ")
		_ = http.NewResponseController(w).Flush()
		time.Sleep(20 * time.Millisecond)
	}
}

// raw answers with bytes as they are and hangs up, or waits for the other side to.
func raw(answer string, wait bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, answer)
		if wait {
			_, _ = io.Copy(io.Discard, conn)
		}
	}
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.String()
}

func wideText(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func channel(items string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire ` + "\u009b" + `</title><link>http://news.example/</link>` + items + `</channel></rss>`
}

func entry(inner string) string { return "<item>" + inner + "</item>" }

// theWorst lists the servers; canary is an address nobody may reach, tls one that
// speaks TLS under a certificate of its own making.
func theWorst(canary, tls string) []worst {
	_, port, _ := strings.Cut(strings.TrimPrefix(canary, "http://"), ":")
	one := channel(entry("<title>One</title><guid>1</guid>"))
	bomb := `<!DOCTYPE rss [<!ENTITY a "ha">`
	for c := 'b'; c < 'z'; c++ {
		bomb += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	serial := 0
	return []worst{
		{"escapes", body(channel(entry("<title>A" + signs + "B</title><author>C" + signs + "</author><category>D" + signs + "</category><guid>E" + signs + "</guid><description>F" + signs + "</description><link>http://news.example/" + signs + "</link>"))), "", []string{"A[2J31m52;c;aGk=B"}},
		{"references", body(channel(entry("<title>A&#27;[2J&#x9b;&#157;&#8238;&#917569;B</title>"))), "", nil},
		{"twice-escaped", body(channel(entry("<title>A&amp;#27;[2JB</title><description>&amp;lt;b&amp;gt;&amp;amp;#27;[2J</description>"))), "", []string{"A[2JB"}},
		{"json", body(`{"version":"https://jsonfeed.org/version/1.1","title":"x\u001b]0;y\u0007","items":[{"id":"1\u001b","title":"A\u001b[2J\u202eB","url":"http://news.example/\u001b","tags":["\u009b"],"content_html":"<p>\u001b[2J&#27;</p>"}]}`), "", []string{"A[2JB"}},
		{"sitemap", body("<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>http://news.example/1" + "\x1b" + "</loc><news:news><news:title>A\x1b[2JB</news:title></news:news></url></urlset>"), "", []string{"A[2JB"}},
		{"xhtml", body(`<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A<script>alert(1)</script>` + signs + `B</div></title><content type="html">&lt;style&gt;x&lt;/style&gt;&lt;img src="javascript:x" onerror="y()"&gt;C</content></entry></feed>`), "", []string{"A[2J31m52;c;aGk=B"}},
		{"mojibake", body(channel(entry("<title>Youâ\u0080\u0099re</title>"))), "", []string{"You’re"}},
		{"head", raw("HTTP/1.1 200 O\x1b[2JK\r\nETag: \"\x1b]0;x\x07\"\r\nX: \x9b\r\nConnection: close\r\n\r\n"+one, false), "", []string{"One"}},
		{"reason", raw("HTTP/1.1 500 Bad\x1b[2J\u009b\r\nConnection: close\r\n\r\n\x1b[2J", false), feed.KindStatus, nil},
		{"not-http", raw("\x1b[2J\u009b31m hello\r\n\r\n", false), feed.KindNetwork, nil},
		{"links", body(channel(entry("<title>One</title><link>javascript:alert(1)</link>") + entry("<title>Two</title><link>file:///etc/passwd</link>") + entry("<title>Three</title><link>http://jo:hush@news.example/a</link>") + entry("<title>Four</title><link>--help</link>") + entry("<title>Five</title><guid>data:text/html,x</guid>"))), "", []string{"One", "Two", "Three", "Four", "Five"}},

		{"entities", body(bomb + `]>` + channel(entry("<title>One &y; end</title>"))), "", nil},
		{"external", body(`<!DOCTYPE rss [<!ENTITY x SYSTEM "` + canary + `/x"><!ENTITY y SYSTEM "file:///etc/hostname">]>` + channel(entry("<title>One &x;&y;</title>"))), "", []string{"One &x;&y;"}},
		{"deep", body(channel(entry("<title>One</title>" + strings.Repeat("<b>", 20000)))), "", []string{"One"}},
		{"cut", body(strings.Split(channel(entry("<title>One</title>")+entry("<title>Two</title>")), "<title>Two")[0]), "", []string{"One"}},
		{"nul", body(strings.ReplaceAll(one, "O", "\x00O\x00")), "", []string{"One"}},
		{"wide", body(wideText(one)), "", []string{"One"}},
		{"junk", body("Warning: mysql\x1b[2J<br>" + one), "", []string{"One"}},
		{"bytes", body(strings.Replace(one, "One", "On\xe9\x9b", 1)), "", nil},

		{"bomb", sent("Content-Encoding", "gzip", zipped(strings.Repeat("A", 8<<20))), feed.KindSize, nil},
		{"endless", endless, feed.KindSize, nil},
		{"short", sent("Content-Length", "100000", one), feed.KindNetwork, nil},
		{"announced", raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", false), feed.KindSize, nil},
		{"headers", raw("HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 1<<20)+"\r\n\r\n"+one, false), feed.KindSize, nil},
		{"items", body(channel(strings.Repeat("<item/>", 100_000))), "", nil},

		{"silence", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, feed.KindTimeout, nil},
		{"loris", raw("HTTP/1.1 200 OK\r\nX: ", true), feed.KindTimeout, nil},
		{"drip", drip, feed.KindTimeout, nil},

		{"to-loopback", redirect(canary), feed.KindBlocked, nil},
		{"to-mapped", redirect("http://[::ffff:127.0.0.1]:" + port), feed.KindBlocked, nil},
		{"to-metadata", redirect("http://169.254.169.254/latest/meta-data/"), feed.KindBlocked, nil},
		{"to-rebound", redirect("http://rebound.example:" + port), feed.KindBlocked, nil},
		{"to-file", redirect("file:///etc/passwd"), feed.KindBlocked, nil},
		{"to-nonsense", redirect("http://jo:hush@[\x1b"), feed.KindRedirect, nil},
		{"to-itself", redirect("/again"), feed.KindRedirect, nil},

		{"page", body("<!doctype html><html><body>\x1b[2JHello</body></html>"), feed.KindNotFeed, nil},
		{"portal", body(`<html><body><form>Welcome to the train! <input type="password"></form></body></html>`), feed.KindNotFeed, nil},
		{"empty", body(""), feed.KindNotFeed, nil},
		{"picture", body("\x89PNG\r\n\x1a\n\x00\x00"), feed.KindNotFeed, nil},
		{"error", body(`{"error":"rate\u001b limited"}`), feed.KindNotFeed, nil},

		{"wait", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(429)
		}, feed.KindStatus, nil},
		{"later", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", noon.Add(2*time.Hour).Format(http.TimeFormat))
			w.WriteHeader(503)
		}, feed.KindStatus, nil},
		{"gone", status(410), feed.KindGone, nil},
		{"locked", status(401, "WWW-Authenticate", "Basic realm=\"\u009b\""), feed.KindStatus, nil},
		{"not-asked", status(304), feed.KindStatus, nil},
		{"to-tls", redirect(tls), feed.KindTLS, nil},
		{"cookies", func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b", Path: "/"})
			// Brought back within the one fetch and forgotten with it.
			if (len(r.Cookies()) > 0) != (r.URL.Path == "/next") || r.Header.Get("Referer") != "" {
				w.WriteHeader(500)
				return
			}
			if r.URL.Path != "/next" {
				w.Header().Set("Location", "/next")
				w.WriteHeader(302)
			}
			_, _ = io.WriteString(w, one)
		}, "", []string{"One"}},
		{"new-names", func(w http.ResponseWriter, r *http.Request) {
			serial++ // one connection a host at a time
			_, _ = io.WriteString(w, channel(entry(fmt.Sprintf("<title>One</title><guid>%d</guid><link>http://news.example/1</link>", serial))))
		}, "", []string{"One"}},
	}
}

// TestWorst keeps the worst of what servers do in the project itself: each is read,
// or is one clear line in Sources; nothing of it that a terminal obeys is kept or
// told; nobody reaches an address that is not public; and the feeds beside them are
// read.
func TestWorst(t *testing.T) {
	canary := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Errorf("the canary was asked for %s", r.URL) }))
	defer canary.Close()
	sealed := httptest.NewUnstartedServer(http.NotFoundHandler())
	sealed.Config.ErrorLog = log.New(io.Discard, "", 0)
	sealed.StartTLS()
	defer sealed.Close()
	all := theWorst(canary.URL, sealed.URL)
	for n := range 5 {
		all = append(all, worst{fmt.Sprintf("good%d", n), page(rss(fmt.Sprintf("good%d", n), item{"1", "Ferry sails", "It sails."}, item{"2", "Bridge opens", "It is open."})), "", []string{"Ferry sails", "Bridge opens"}})
	}
	handlers := map[string]http.HandlerFunc{}
	for _, w := range all {
		handlers[w.name+".example"] = w.handler
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.Host)
		w.Header().Set("Date", noon.Format(http.TimeFormat))
		handlers[host](w, r)
	}))
	defer server.CloseClientConnections()
	at, _ := url.Parse(server.URL)
	clock := ticking(noon)
	patience := 3 * time.Second // with those that stall
	if testing.Short() {
		patience = 10 * time.Second // as with the race detector
	}
	hosts := []string{sealed.Listener.Addr().String()}
	for name := range handlers {
		hosts = append(hosts, name+":"+at.Port())
	}
	client := feed.NewClient(feed.Options{AllowHosts: hosts, Resolver: allAtHome(t), MaxBody: 2 << 20, Header: patience, Total: patience})
	defer client.Close()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), sqlite.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	said := &strings.Builder{}
	d := New(Options{Store: s, Client: client, Clock: clock, Engines: "test-1", Tagger: tagger{}, Claims: finder{}, Log: textLog(said),
		Index: func() Index { return &index{at: map[string]news.Filing{}} }})
	ids := make([]news.FeedID, len(all))
	for i, w := range all {
		u := fmt.Sprintf("http://jo:hush@%s.example:%s/feed", w.name, at.Port())
		ids[i] = news.NewFeedID(u)
		if err := s.PutFeed(t.Context(), news.Feed{ID: ids[i], URL: u, Outlet: w.name, Added: noon}); err != nil {
			t.Fatal(err)
		}
	}
	refresh(t, d, ids...)
	again := slices.Clone(ids)
	for i, w := range all {
		if w.kind == feed.KindTimeout { // to have to wait once is enough
			again = slices.DeleteFunc(again, func(id news.FeedID) bool { return id == ids[i] })
		}
	}
	refresh(t, d, again...)
	for i, w := range all {
		t.Run(w.name, func(t *testing.T) { w.check(t, d, ids[i]) })
	}
	lawfulText(t, "log", said.String())
	var list bytes.Buffer
	if err := feed.WriteOPML(&list, "all", feedsOf(t, d)); err != nil {
		t.Error(err)
	}
	lawfulText(t, "export", list.String())
	if strings.Contains(said.String(), "hush") {
		t.Error("a password is in the log")
	}
}

func feedsOf(t *testing.T, d *Desk) (feeds []news.Feed) {
	all, err := d.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		feeds = append(feeds, f.Feed)
	}
	return feeds
}

// check holds what the store has of a feed to what was expected.
func (w worst) check(t *testing.T, d *Desk, id news.FeedID) {
	f, err := d.o.Store.Feed(t.Context(), news.Local, id)
	if err != nil {
		t.Fatal(err)
	}
	lawful(t, w.name, f)
	if state := f.State; feed.ErrKind(state.ErrKind) != w.kind || (state.Err == "") != (w.kind == "") || len(state.Err) > 400 || strings.ContainsAny(state.Err, "\n\t") {
		t.Errorf("the state is %q: %q, want %q", state.ErrKind, state.Err, w.kind)
	}
	if strings.Contains(f.State.Err, "hush") {
		t.Errorf("a password is in %q", f.State.Err)
	}
	if (w.name == "wait" || w.name == "later") && (f.State.Hold.Before(noon.Add(time.Hour)) || f.State.Next.Before(f.State.Hold)) {
		t.Errorf("held until %v, next %v", f.State.Hold, f.State.Next)
	}
	p, err := d.Headlines(t.Context(), news.ListQuery{View: news.Wire, Limit: 2000, Query: news.Query{Expr: &news.Term{Field: news.FieldFeed, Value: string(id)}}})
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, row := range p.Rows {
		lawful(t, w.name, row)
		a, err := d.Article(t.Context(), row.Story)
		if err != nil {
			t.Fatal(err)
		}
		lawful(t, w.name, a)
		titles = append(titles, a.Title)
		if u := a.URL; u != "" && !strings.HasPrefix(u, "http://news.example/") && !strings.HasPrefix(u, "http://good") {
			t.Errorf("link %q", u)
		}
	}
	slices.Sort(titles)
	if want := slices.Sorted(slices.Values(w.titles)); w.titles != nil && !slices.Equal(titles, want) {
		t.Errorf("titles %+q, want %+q", titles, want)
	}
}

// lawful checks every text in v, however deep.
func lawful(t *testing.T, where string, v any) {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(b, &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch x := v.(type) {
		case string:
			lawfulText(t, where, x)
		case []any:
			for _, e := range x {
				walk(e)
			}
		case map[string]any:
			for _, e := range x {
				walk(e)
			}
		}
	}
	walk(tree)
}

// lawfulText checks that a text has nothing that a terminal obeys and nothing that
// turns the order of words round.
func lawfulText(t *testing.T, where, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%s: not UTF-8: %+q", where, s)
	}
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
		case r < 0x20, r >= 0x7f && r < 0xa0, // C0, DEL, C1
			r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, // bidi
			r >= 0xe0000 && r < 0xe1000: // tags
			t.Errorf("%s: %U in %+q", where, r, s[:min(len(s), 300)])
			return
		}
	}
}

// allAtHome resolves every name to 127.0.0.1.
func allAtHome(t *testing.T) *net.Resolver {
	t.Helper()
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) == 0 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.Additionals = true, nil
			if q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = pc.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}
