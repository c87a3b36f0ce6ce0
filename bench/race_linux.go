package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"dateline/bench/press"
)

// race is one run of the command.
type race struct {
	out     io.Writer
	dir     string // homes that are kept between runs
	temp    string // homes of this run
	stories int    // of the large store
	readers []reader
	server  atomic.Pointer[press.Server]
	proxy   string        // the server's address
	limit   time.Duration // of a first fetch, 0 for none
	large   string        // dateline's home with the large store, a copy
}

// cell is what one reader needed for one piece of work.
type cell struct {
	reader string
	what   string
	amount float64 // in unit
	unit   string
}

// serve has the local server serve a load.
func (r *race) serve(l press.Load) *press.Server {
	l.Now = time.Now().UTC()
	s := press.NewServer(l)
	r.server.Store(s)
	return s
}

// listen starts the server, which all readers take for their proxy: so every feed has
// a host of its own.
func (r *race) listen() (stop func() error, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r.proxy = "http://" + l.Addr().String()
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.server.Load().ServeHTTP(w, q)
	})}
	go func() { _ = server.Serve(l) }()
	return server.Close, nil
}

// mine is dateline, which takes part in every piece of work.
func (r *race) mine() *reader { return &r.readers[0] }

// work is one piece of work, a row of the report.
type work struct {
	name string
	do   func(r *race, ctx context.Context) ([]cell, error)
}

// works are all pieces of work, in the order in which they are done.
var works = []work{
	{"100 feeds x 50, first fetch", func(r *race, ctx context.Context) ([]cell, error) {
		return r.cold(ctx, press.Load{Feeds: 100, Items: 50, Words: 300, Span: 36 * time.Hour}, false)
	}},
	{"1,000 feeds x 20 at 100 ms, first fetch; then unchanged", func(r *race, ctx context.Context) ([]cell, error) {
		return r.cold(ctx, press.Load{Feeds: 1000, Items: 20, Words: 300, Span: 36 * time.Hour, Latency: 100 * time.Millisecond}, true)
	}},
	{"tag", (*race).tag},
	{"disk", (*race).disk},
	{"start", (*race).start},
	{"rest", (*race).rest},
	{"refresh of one feed, 2 new", (*race).cron},
	{"one j", (*race).key},
	{"200 j", (*race).keys},
	{"search", (*race).search},
	{"a key while 400 feeds come in", (*race).keysWhile},
}

// run does the works chosen and prints a table of each as it is done.
func (r *race) run(ctx context.Context, chosen func(name string) bool) error {
	for _, w := range works {
		if !chosen(w.name) || ctx.Err() != nil {
			continue
		}
		before := load()
		cells, err := w.do(r, ctx)
		if err != nil {
			fmt.Fprintf(r.out, "\n%s: %v\n", w.name, err)
		}
		r.print(w.name, before, cells)
	}
	return ctx.Err()
}

// print writes the cells as a table: a line for each kind of cost, a column a reader.
func (r *race) print(name, before string, cells []cell) {
	if len(cells) == 0 {
		return
	}
	fmt.Fprintf(r.out, "\n%s (load %s before, %s after)\n\n|  |", name, before, load())
	for _, reader := range r.readers {
		fmt.Fprintf(r.out, " %s |", reader.name)
	}
	fmt.Fprintf(r.out, " dateline's share of the best other |\n|---|%s---|\n", strings.Repeat("---|", len(r.readers)))
	var whats []string
	for _, c := range cells {
		if !slices.Contains(whats, c.what) {
			whats = append(whats, c.what)
		}
	}
	for _, what := range whats {
		fmt.Fprintf(r.out, "| %s |%s\n", what, r.line(what, cells))
	}
}

func (r *race) line(what string, cells []cell) string {
	var b strings.Builder
	var own, best float64
	for i, reader := range r.readers {
		n := slices.IndexFunc(cells, func(c cell) bool { return c.what == what && c.reader == reader.name })
		switch {
		case n < 0:
			b.WriteString(" – |")
			continue
		case i == 0:
			own = cells[n].amount
		case best == 0 || cells[n].amount < best:
			best = cells[n].amount
		}
		fmt.Fprintf(&b, " %s %s |", figure(cells[n].amount), cells[n].unit)
	}
	if own > 0 && best > 0 {
		return b.String() + fmt.Sprintf(" %.2f |", own/best)
	}
	return b.String() + " |"
}

// figure is a number with three digits that mean something.
func figure(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median[T cmp.Ordered](all []T) (m T) {
	if len(all) == 0 {
		return m
	}
	s := slices.Sorted(slices.Values(all))
	return s[len(s)/2]
}

// home makes an empty home in the folder, subscribed to so many feeds.
func (r *race) home(of *reader, dir string, feeds int) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return dir, of.settings(dir, r.proxy, feeds)
}

// size is how much room the files and folders of a home take, in MiB.
func size(home string, names []string) float64 {
	var sum int64
	for _, name := range names {
		_ = filepath.Walk(filepath.Join(home, name), func(_ string, i os.FileInfo, err error) error {
			if err == nil && !i.IsDir() {
				sum += i.Size()
			}
			return nil // what is not there takes no room
		})
	}
	return float64(sum) / (1 << 20)
}

// copyHome copies the files of a home, which has no folders of its own.
func copyHome(from, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	files, err := os.ReadDir(from)
	for _, f := range files {
		if !f.Type().IsRegular() {
			continue
		}
		err = errors.Join(err, copyFile(filepath.Join(from, f.Name()), filepath.Join(to, f.Name())))
	}
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
