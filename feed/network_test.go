package feed

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dateline/news"
)

// Whatever goes wrong, the line about it holds neither user name nor password.
func TestErrorsHideCredentials(t *testing.T) {
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refused := "http://" + nobody.Addr().String()
	nobody.Close()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/loop":
			http.Redirect(w, r, "/loop", 302)
		case "/file":
			w.Header().Set("Location", "file://jo:hush@h.example/etc/passwd")
			w.WriteHeader(302)
		case "/bad":
			w.Header().Set("Location", "http://jo:hush@[bad")
			w.WriteHeader(302)
		case "/to":
			http.Redirect(w, r, strings.Replace(refused, "//", "//jo:hush@", 1), 302)
		case "/large":
			io.WriteString(w, strings.Repeat("x", 2<<20))
		case "/encoding":
			w.Header().Set("Content-Encoding", "zstd")
			io.WriteString(w, "x")
		case "/short":
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "x")
		case "/slow":
			<-r.Context().Done()
		default:
			w.WriteHeader(500)
		}
	})
	proxy, _ := url.Parse(strings.Replace(refused, "//", "//jo:hush@", 1))
	c := testClient(t, s, secure)
	proxied := NewClient(Options{Proxy: http.ProxyURL(proxy)})
	defer proxied.Close()
	unparsed := NewClient(Options{Proxy: func(*http.Request) (*url.URL, error) {
		return nil, fmt.Errorf("invalid proxy address %q", "http://jo:hush@%zz/")
	}})
	defer unparsed.Close()
	for _, test := range []struct {
		name, address string
		client        *Client
	}{
		{"refused", refused, NewClient(Options{AllowPrivate: true})},
		{"private", "http://10.0.0.1/", c},
		{"not of the web", "ftp://h.example/", c},
		{"no address", "http://h.example:port/", c},
		{"no such host", "http://no.invalid/", NewClient(Options{Connect: time.Second, Resolver: &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
			return nil, errors.New("no name server")
		}}})},
		{"TLS", secure.URL, c},
		{"no TLS", strings.Replace(s.URL, "http:", "https:", 1), c},
		{"loop", s.URL + "/loop", c},
		{"redirect to a file", s.URL + "/file", c},
		{"redirect to nonsense", s.URL + "/bad", c},
		{"redirect to another", s.URL + "/to", c},
		{"too large", s.URL + "/large", c},
		{"encoding", s.URL + "/encoding", c},
		{"short", s.URL + "/short", c},
		{"slow", s.URL + "/slow", c},
		{"status", s.URL + "/", c},
		{"proxy that is not there", "http://h.example/", proxied},
		{"proxy of no address", "http://h.example/", unparsed},
	} {
		address := strings.Replace(test.address, "//", "//jo:hush@", 1) + "?access_token=77secret"
		_, err := fetchURL(test.client, address)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: error %v", test.name, err)
			continue
		}
		for _, line := range []string{e.Error(), e.Plain(), e.URL, fmt.Sprint(err)} {
			if strings.Contains(line, "hush") || strings.Contains(line, "jo:") || strings.Contains(line, "77secret") || line != news.CleanLine(line) {
				t.Errorf("%s: %q", test.name, line)
			}
		}
		if e.Text == "" {
			t.Errorf("%s: nothing is said", test.name)
		}
	}
}

// TestProxyEnvironment fetches in a process of its own, since the environment is
// read once: through HTTP_PROXY, but for the hosts of NO_PROXY, whose addresses
// are checked.
func TestProxyEnvironment(t *testing.T) {
	if os.Getenv("DATELINE_TEST_PROXY") != "" {
		c := NewClient(Options{Resolver: loopbackResolver(t), Connect: time.Second})
		for _, host := range []string{"harbour.example", "mine.example"} {
			r, err := fetchURL(c, "http://"+host+"/feed")
			fmt.Printf("%s: %d bytes, %v\n", host, len(r.Document.Body), err)
		}
		return
	}
	var asked atomic.Int32
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if user, pass, ok := proxyAuth(r); !ok || user != "jo" || pass != "hush" {
			t.Errorf("the proxy was given %q, %q", user, pass)
		}
		io.WriteString(w, sampleRSS)
	})
	cmd := exec.Command(os.Args[0], "-test.run=^TestProxyEnvironment$")
	cmd.Env = append(os.Environ(), "DATELINE_TEST_PROXY=1", "HTTP_PROXY="+strings.Replace(proxy.URL, "//", "//jo:hush@", 1), "http_proxy=", "NO_PROXY=mine.example", "no_proxy=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{
		fmt.Sprintf("harbour.example: %d bytes, <nil>\n", len(sampleRSS)),
		"mine.example: 0 bytes, fetch http://mine.example/feed: 127.0.0.1 is not an address of the public internet",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("got %q, want %q in it", out, want)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("the proxy was asked %d times", asked.Load())
	}
}

func proxyAuth(r *http.Request) (user, pass string, ok bool) {
	as := &http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}
	return as.BasicAuth()
}

// However many hosts are asked, no more requests than allowed are under way.
func TestFetchBoundsConnections(t *testing.T) {
	var now, most atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		time.Sleep(3 * time.Millisecond)
		io.WriteString(w, sampleRSS)
	})
	c := NewClient(Options{InFlight: 4, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
	}})
	defer c.Close()
	done := make(chan error)
	for i := range 60 {
		go func() {
			r, err := fetchURL(c, fmt.Sprintf("http://h%d.example/", i))
			r.Release()
			done <- err
		}()
	}
	for range 60 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := most.Load(); n > 4 || n < 2 {
		t.Errorf("%d requests at once, want 4 at most", n)
	}
}

// Large documents wait for one another: as much as two take is in memory at a time.
func TestFetchBoundsMemory(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat("x", 3<<20))
	})
	c := NewClient(Options{MaxBody: 4 << 20, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
	}})
	defer c.Close()
	var held []Response
	for i := range 2 {
		r, err := fetchURL(c, fmt.Sprintf("http://h%d.example/", i))
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, r)
	}
	third := make(chan error)
	go func() {
		r, err := fetchURL(c, "http://h3.example/")
		r.Release()
		third <- err
	}()
	select {
	case err := <-third:
		t.Fatalf("a third large document was read at once: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	held[0].Release()
	held[1].Release()
	if err := <-third; err != nil {
		t.Error(err)
	}
}

// Every failure of the network is told in plain words, without Go's own.
func TestExplain(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	in := func(err error) error {
		return &url.Error{Op: "Get", URL: "https://jo:hush@h.example/", Err: err}
	}
	u, _ := url.Parse("https://jo:hush@h.example/feed")
	for _, test := range []struct {
		name string
		err  error
		kind ErrKind
		want string
	}{
		{"unknown authority", in(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), KindTLS, "signed by nobody this machine trusts"},
		{"another host", in(x509.HostnameError{Certificate: &x509.Certificate{}, Host: "h.example"}), KindTLS, "for another host than h.example"},
		{"expired", in(x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}), KindTLS, "expired or is not valid yet"},
		{"not for servers", in(x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.IncompatibleUsage}), KindTLS, "not valid"},
		{"no TLS there", in(tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}), KindTLS, "does not speak TLS"},
		{"alert", in(tls.AlertError(40)), KindTLS, "broke off the TLS handshake"},
		{"old version", in(errors.New("remote error: tls: protocol version not supported")), KindTLS, "no secure connection"},
		{"no such host", in(dial(&net.DNSError{Name: "h.example", IsNotFound: true})), KindNetwork, "no such host: h.example"},
		{"slow name server", in(dial(&net.DNSError{Name: "h.example", IsTimeout: true})), KindTimeout, "the name server did not answer"},
		{"refused", in(dial(syscall.ECONNREFUSED)), KindNetwork, "refuses connections"},
		{"reset", in(syscall.ECONNRESET), KindNetwork, "broke the connection off"},
		{"unreachable", in(dial(syscall.EHOSTUNREACH)), KindNetwork, "unreachable"},
		{"cut short", in(io.ErrUnexpectedEOF), KindNetwork, "ended too soon"},
		{"late", in(context.DeadlineExceeded), KindTimeout, "did not answer in time"},
		{"private", in(dial(&blockedError{"10.0.0.1"})), KindBlocked, "not an address of the public internet"},
		{"other", in(errors.New("net/http: HTTP/1.x transport connection broken: malformed HTTP response \"\\x1b[2J\"")), KindNetwork, "something other than HTTP"},
	} {
		e := explain(u, test.err)
		line := e.Error()
		if e.Kind != test.kind || !strings.Contains(line, test.want) || strings.Contains(line, "hush") || line != news.CleanLine(line) {
			t.Errorf("%s: %s, %q", test.name, e.Kind, line)
		}
	}
}
