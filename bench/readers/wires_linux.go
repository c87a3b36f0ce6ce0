package main

import (
	"net"
	"net/http"
	"time"

	"dateline/bench/press"
)

// wires are feeds whose every answer has new stories, each at a host of its own behind
// a proxy.
type wires struct {
	server *press.Server
	http   *http.Server
	proxy  string
}

// publish serves so many feeds; none is nil.
func publish(feeds, fresh int) (*wires, error) {
	if feeds == 0 {
		return nil, nil
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &wires{proxy: "http://" + l.Addr().String()}
	w.server = press.NewServer(press.Load{Feeds: feeds, Items: fresh, Words: 150, Span: time.Hour, Fresh: true, Now: time.Now().UTC()})
	w.http = &http.Server{ReadHeaderTimeout: time.Minute, Handler: w.server}
	go func() { _ = w.http.Serve(l) }()
	return w, nil
}

func (w *wires) close() {
	if w != nil {
		_ = w.http.Close()
	}
}

// answers is how often a feed was fetched.
func (w *wires) answers() int64 {
	if w == nil {
		return 0
	}
	return w.server.Answers.Load()
}

// environment is what makes a program fetch from here.
func (w *wires) environment() []string {
	if w == nil {
		return nil
	}
	return []string{"http_proxy=" + w.proxy, "no_proxy="}
}
