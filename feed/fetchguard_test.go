package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"dateline/news"
)

func TestFetchTLSExplained(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	c := NewClient(Options{AllowPrivate: true})
	defer c.Close()
	_, err := fetchURL(c, s.URL)
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindTLS || !strings.Contains(e.Text, "nobody this machine trusts") {
		t.Errorf("error = %v", err)
	}
}

// A password in an address is sent to its own host only and is never shown.
func TestFetchCredentials(t *testing.T) {
	var seen []string
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, "other "+r.Header.Get("Authorization"))
		io.WriteString(w, sampleRSS)
	})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ := r.BasicAuth()
		seen = append(seen, user+":"+pass)
		switch r.URL.Path {
		case "/within":
			http.Redirect(w, r, "/fail", 302)
		case "/across":
			http.Redirect(w, r, other.URL, 302)
		default:
			w.WriteHeader(403)
		}
	})
	c := testClient(t, s, other)
	at := strings.Replace(s.URL, "http://", "http://jo:hush@", 1)
	_, err := fetchURL(c, at+"/within?token=topsecret&page=2")
	if err == nil || strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), "jo") || strings.Contains(err.Error(), "topsecret") {
		t.Errorf("error = %v", err)
	}
	r, err := fetchURL(c, at+"/across")
	if err != nil {
		t.Fatal(err)
	}
	r.Release()
	want := "jo:hush jo:hush jo:hush other "
	if got := strings.Join(seen, " "); got != want {
		t.Errorf("servers saw %q, want %q", got, want)
	}
}

// A name that resolves to the reader's own network is refused when connecting,
// whatever it resolved to before.
func TestFetchRebinding(t *testing.T) {
	canary := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Errorf("the canary was asked for %s", r.URL) })
	_, port, _ := net.SplitHostPort(canary.Listener.Addr().String())
	resolver := loopbackResolver(t)
	c := NewClient(Options{Resolver: resolver, Header: time.Second, Total: 2 * time.Second})
	defer c.Close()
	for _, host := range []string{"rebind.example", "localhost.example"} {
		_, err := fetchURL(c, "http://"+net.JoinHostPort(host, port)+"/")
		var e *Error
		if !errors.As(err, &e) || e.Kind != KindBlocked {
			t.Errorf("%s: error = %v, want blocked", host, err)
		}
	}
	allowed := NewClient(Options{Resolver: resolver, AllowHosts: []string{"mine.example"}, Header: time.Second})
	defer allowed.Close()
	mine := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, sampleRSS) })
	_, port, _ = net.SplitHostPort(mine.Listener.Addr().String())
	r, err := fetchURL(allowed, "http://mine.example:"+port)
	if err != nil {
		t.Errorf("an allowed host: %v", err)
	}
	r.Release()
	personal := news.Feed{ID: "p", URL: "http://mine.example:" + port, Personal: true}
	var e *Error
	if _, err := allowed.Fetch(t.Context(), personal, news.FetchState{}, time.Time{}); !errors.As(err, &e) || e.Kind != KindBlocked {
		t.Errorf("a reader's own feed on an allowed host: %v, want blocked", err)
	}
	if _, err := allowed.DiscoverOutside(t.Context(), personal.URL, time.Time{}); !errors.As(err, &e) || e.Kind != KindBlocked {
		t.Errorf("a reader who looks on an allowed host: %v, want blocked", err)
	}
}

// loopbackResolver answers 127.0.0.1 to every name.
func loopbackResolver(t *testing.T) *net.Resolver {
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
			m.Response, m.RCode, m.Additionals = true, dnsmessage.RCodeSuccess, nil
			if q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0},
					Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
				}}
			}
			if out, err := m.Pack(); err == nil {
				pc.WriteTo(out, from)
			}
		}
	}()
	r := politeResolver(func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", pc.LocalAddr().String())
	})
	r.PreferGo = true
	return r
}

// More names than places are resolved, and each place is given back.
func TestPoliteResolver(t *testing.T) {
	r := loopbackResolver(t)
	done := make(chan error)
	for i := range 200 {
		go func() {
			_, err := r.LookupNetIP(t.Context(), "ip4", fmt.Sprintf("h%d.example", i))
			done <- err
		}()
	}
	for range 200 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// A proxy may be anywhere; what it is asked for is still checked where it can be.
func TestFetchThroughProxy(t *testing.T) {
	var asked []string
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		io.WriteString(w, sampleRSS)
	})
	at, _ := url.Parse(proxy.URL)
	c := NewClient(Options{Proxy: http.ProxyURL(at)})
	defer c.Close()
	r, err := fetchURL(c, "http://harbour.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	r.Release()
	for _, private := range []string{"http://10.0.0.1/", "http://localhost/", "http://127.1/", "http://[::1]/", proxy.URL} {
		var e *Error
		if _, err := fetchURL(c, private); !errors.As(err, &e) || e.Kind != KindBlocked {
			t.Errorf("%s: error = %v, want blocked", private, err)
		}
	}
	if len(asked) != 1 || asked[0] != "http://harbour.example/feed" {
		t.Errorf("the proxy was asked for %q", asked)
	}
}

func TestPublicAddresses(t *testing.T) {
	tests := map[string]bool{
		"8.8.8.8:80": true, "93.184.216.34:443": true, "[2606:4700::1111]:443": true, "[64:ff9b::808:808]:80": true, "[2002:808:808::1]:80": true,
		"127.0.0.1:80": false, "127.9.9.9:80": false, "10.1.2.3:80": false, "172.16.0.1:80": false, "172.32.0.1:80": true, "192.168.1.1:80": false,
		"100.64.0.1:80": false, "100.128.0.1:80": true, "169.254.169.254:80": false, "0.0.0.0:80": false, "0.1.2.3:80": false, "224.0.0.1:80": false,
		"239.255.255.250:80": false, "255.255.255.255:80": false, "240.0.0.1:80": false, "198.18.0.1:80": false, "192.0.2.1:80": false,
		"[::1]:80": false, "[::]:80": false, "[::ffff:127.0.0.1]:80": false, "[::ffff:8.8.8.8]:80": true, "[::127.0.0.1]:80": false,
		"[fe80::1]:80": false, "[fe80::1%eth0]:80": false, "[fd00:ec2::254]:80": false, "[fc00::1]:80": false, "[ff02::1]:80": false, "[64:ff9b::7f00:1]:80": false,
		"[64:ff9b:1::a00:1]:80": false, "[2002:7f00:1::1]:80": false, "[2001::1]:80": false, "[2001:db8::1]:80": false, "[fec0::1]:80": false,
	}
	for address, want := range tests {
		if got := checkAddress("tcp", address) == nil; got != want {
			t.Errorf("%s: public = %v, want %v", address, got, want)
		}
	}
	if checkAddress("udp", "8.8.8.8:80") == nil {
		t.Error("udp is let through")
	}
}

func TestParseURL(t *testing.T) {
	tests := []struct{ in, want string }{
		{" https://a.example/f ", "https://a.example/f"},
		{"a.example/feed", "https://a.example/feed"},
		{"a.example:8080/feed", "https://a.example:8080/feed"},
		{"feed://a.example/f", "http-or-https"},
		{"feed:https://a.example/f", "https://a.example/f"},
		{"HTTP://A.example", "http://A.example"},
		{"a.example/?q= #", "https://a.example/?q="},
		{"javascript:alert(1)", ""},
		{"data:text/xml,x", ""},
		{"file:///etc/passwd", ""},
		{"/etc/passwd", ""},
		{"ftp://a.example/", ""},
		{"http:///nohost", ""},
		{"http://a b/", ""},
		{"", ""},
		{"--option", ""},
	}
	for _, test := range tests {
		u, err := ParseURL(test.in)
		switch {
		case test.want == "http-or-https":
			if err != nil || u.Host != "a.example" {
				t.Errorf("%q: %v, %v", test.in, u, err)
			}
		case test.want == "" && err == nil:
			t.Errorf("%q: %v, want an error", test.in, u)
		case test.want != "" && (err != nil || u.String() != test.want):
			t.Errorf("%q: %v, %v, want %s", test.in, u, err, test.want)
		}
	}
}
