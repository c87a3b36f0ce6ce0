package health

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Server answers on a socket of its owner, and where asked for on a loopback address.
type Server struct {
	source    Source
	listeners []net.Listener
	servers   []*http.Server

	mu      sync.Mutex
	last    State // as the source told it
	at      time.Time
	pending chan struct{} // closed when the source answers, nil when it is not being asked
}

// Listen opens the socket at path (0600; a stale one is replaced, one in use is an error)
// and, when address is not "", a TCP listener there, which must be on a loopback address.
// On the socket there is /status as well.
func Listen(path, address string, source Source) (*Server, error) {
	s := &Server{source: source}
	l, err := listenSocket(path)
	if err != nil {
		return nil, err
	}
	s.add(l, s.pages(true))
	if address == "" {
		return s, nil
	}
	if err := loopback(address); err != nil {
		return nil, errors.Join(err, s.close())
	}
	tcp, err := net.Listen("tcp", address)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listen for monitors: %w", err), s.close())
	}
	s.add(tcp, local(s.pages(false)))
	return s, nil
}

func (s *Server) add(l net.Listener, h http.Handler) {
	s.listeners = append(s.listeners, l)
	s.servers = append(s.servers, &http.Server{Handler: h, ReadHeaderTimeout: within, ReadTimeout: within, WriteTimeout: 2 * within,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10})
}

// Serve answers until ctx ends.
func (s *Server) Serve(ctx context.Context) error {
	ended := make(chan error, len(s.servers))
	for i := range s.servers {
		go func() { ended <- s.servers[i].Serve(s.listeners[i]) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
	}
	err = errors.Join(err, s.close())
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

func (s *Server) close() error {
	var err error
	for i := range s.servers {
		err = errors.Join(err, s.servers[i].Close())
		if e := s.listeners[i].Close(); !errors.Is(e, net.ErrClosed) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// Addr is the loopback address that is listened on, nil when there is none.
func (s *Server) Addr() net.Addr {
	if len(s.listeners) < 2 {
		return nil
	}
	return s.listeners[1].Addr()
}

// listenSocket makes a socket that only its owner may use. Its folder is made likewise
// when it is not there.
func listenSocket(path string) (net.Listener, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the socket's folder: %w", err)
	}
	c, err := net.DialTimeout("unix", path, time.Second)
	if err == nil {
		_ = c.Close()
		return nil, fmt.Errorf("another server answers on %s", path)
	}
	info, err := os.Lstat(path)
	switch {
	case err == nil && info.Mode()&fs.ModeSocket == 0:
		return nil, fmt.Errorf("%s is there and is no socket", path)
	case err == nil: // of a server that was killed
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("remove the old socket: %w", err)
		}
	}
	l, err := bind(path)
	if err != nil {
		return nil, fmt.Errorf("listen for the operator: %w", err)
	}
	return l, nil
}

// bind makes the socket in a folder that nobody else can enter and moves it to its place
// once it has its mode: there is no moment when others could use it.
func bind(path string) (net.Listener, error) {
	folder, err := os.MkdirTemp(filepath.Dir(path), ".new")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	made := filepath.Join(folder, "s")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: made, Net: "unix"})
	if err != nil {
		return nil, err
	}
	l.SetUnlinkOnClose(false)
	if err = os.Chmod(made, 0o600); err == nil {
		err = os.Rename(made, path)
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return socket{l, path}, nil
}

// socket removes its file when it is closed.
type socket struct {
	*net.UnixListener
	path string
}

func (s socket) Close() error {
	err := s.UnixListener.Close()
	if err == nil {
		err = os.Remove(s.path)
	}
	return err
}

// loopback says what is wrong with an address for monitors: only this machine may ask.
func loopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("address for monitors: %w", err)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return fmt.Errorf("address for monitors: %q is no loopback address such as 127.0.0.1", host)
	}
	return nil
}

// local refuses requests for another host's name: a page in a browser on this machine may
// not read the numbers by a name that leads here.
func local(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if loopback(net.JoinHostPort(host, "0")) != nil {
			http.Error(w, "no such host here", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// pages are what is answered; whole adds the status.
func (s *Server) pages(whole bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", s.serveMetrics)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if st := s.state(r.Context()); st.Problem != "" {
			http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n") // who asked has gone
	})
	if whole {
		mux.HandleFunc("GET /status", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(s.state(r.Context())) // likewise
		})
	}
	return mux
}

// keep is how long a state is good for: whoever asks more often costs nothing.
const keep = time.Second

// state is the source's, with its error as the problem. One that does not answer in time
// is a problem too. The source is asked once at a time, however many wait.
func (s *Server) state(ctx context.Context) State {
	s.mu.Lock()
	if last := s.last; !s.at.IsZero() && time.Since(s.at) < keep {
		s.mu.Unlock()
		return last
	}
	if s.pending == nil {
		s.pending = make(chan struct{})
		go s.ask(s.pending)
	}
	pending := s.pending
	s.mu.Unlock()
	ctx, stop := context.WithTimeout(ctx, within)
	defer stop()
	select {
	case <-pending:
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.last
	case <-ctx.Done():
		return State{Problem: "no answer within " + within.String()}
	}
}

func (s *Server) ask(done chan struct{}) {
	ctx, stop := context.WithTimeout(context.Background(), within)
	defer stop()
	st, err := s.source(ctx)
	if err != nil {
		st.Problem = Hush(err.Error())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last, s.at, s.pending = st, time.Now(), nil
	close(done)
}

// Ask asks the server behind a socket for its state.
func Ask(ctx context.Context, path string) (State, error) {
	var st State
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}
	client := http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}, Timeout: 2 * within}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://server/status", nil)
	if err != nil {
		return st, err
	}
	res, err := client.Do(req)
	if err != nil {
		return st, fmt.Errorf("no server answers on %s: %w", path, errors.Unwrap(err))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return st, fmt.Errorf("the server on %s answers %s", path, res.Status)
	}
	const most = 1 << 20
	if err := json.NewDecoder(io.LimitReader(res.Body, most)).Decode(&st); err != nil {
		return st, fmt.Errorf("read the server's state: %w", err)
	}
	return st, nil
}
