// Command readers measures a served newsroom: it starts "dateline serve" on a store of its
// own, lets so many readers log in over SSH, each with a key of their own, and presses a
// key a second in each session.
//
//	go build -o /tmp/dateline . && go run ./bench/readers -binary /tmp/dateline
//
// It prints a table: memory a session beyond what the first one costs, the time from a
// key to the first byte of its frame, what the server takes of a core (and this command,
// which shares the machine with it), and the bytes that sessions are sent in which nothing
// is pressed. With -round 1000 a reader has a thousand feeds fetched when the pressing begins,
// each with -new stories that were not there before; with -strangers 10000 so many
// connections a minute come to no login; with -kills 200 nothing is measured, but the server
// killed and started again, and the stars looked for that it had told of: with
// -postgres URL, an empty database, at a second server that uses it too.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"dateline/bench/press"
	"dateline/news"
	"dateline/store/sqlite"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := mainErr(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "readers:", err)
		os.Exit(1)
	}
}

func mainErr(ctx context.Context) error {
	binary := flag.String("binary", "dateline", "the `program` to measure")
	sizes := flag.String("sizes", "100,300,500", "how many sessions, one table row each")
	stories := flag.Int("stories", 2000, "how many stories the store has")
	pressed := flag.Duration("press", 20*time.Second, "how long keys are pressed")
	rest := flag.Duration("rest", 10*time.Second, "how long nothing is pressed")
	feeds := flag.Int("round", 0, "how many feeds are fetched while keys are pressed")
	fresh := flag.Int("new", 3, "how many new stories each of them has")
	strangers := flag.Int("strangers", 0, "how many bad handshakes a minute there are")
	kills := flag.Int("kills", 0, "how often the server is killed while a reader marks, instead of all else")
	database := flag.String("postgres", "", "the `URL` of an empty database to keep the archive in while servers are killed")
	flag.Parse()
	dir, err := os.MkdirTemp("", "dateline-readers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := fill(ctx, filepath.Join(dir, "stories.db"), *stories, *feeds); err != nil {
		return fmt.Errorf("fill the store: %w", err)
	}
	wires, err := publish(*feeds, *fresh)
	if err != nil {
		return err
	}
	defer wires.close()
	if *kills > 0 {
		told, lost, err := (&killing{*binary, dir, *database, *kills}).run(ctx)
		fmt.Printf("%d kills: %d stars were told of, %d of them lost\n", *kills, told, lost)
		return err
	}
	var most int
	var all []int
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return fmt.Errorf("-sizes: %q is no number of sessions", s)
		}
		all, most = append(all, n), max(most, n)
	}
	h, err := open(ctx, *binary, dir, most, wires, "")
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.warm(ctx); err != nil {
		return err
	}
	knocked := knock(ctx, h.addr, *strangers)
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("120x40, %d stories, a key a second in each session; load before: %.14s\n\n", *stories, load)
	fmt.Println("| sessions | MiB a session | key to frame p50 | p99 | feeds fetched | of a core, pressing | this command | of a core, at rest | bytes a session at rest |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	for _, n := range all {
		r, err := h.measure(ctx, n, *pressed, *rest)
		if err != nil {
			return err
		}
		fmt.Printf("| %d | %.2f | %.1f ms | %.1f ms | %d | %.0f %% | %.0f %% | %.0f %% | %.1f |\n",
			n, r.memory, r.p50, r.p99, r.fetched, r.pressing, r.driving, r.resting, r.bytes)
	}
	if *strangers > 0 {
		fmt.Printf("\n%d strangers knocked\n", knocked.Load())
	}
	return nil
}

// result is a row of the table.
type result struct {
	memory, p50, p99, pressing, driving, resting, bytes float64
	fetched                                             int64
}

// measure lets n readers in, presses, rests, and lets them go.
func (h *house) measure(ctx context.Context, n int, press, rest time.Duration) (result, error) {
	base := h.memory()
	readers, err := h.enter(ctx, n)
	defer func() {
		for _, r := range readers {
			r.close()
		}
	}()
	if err != nil {
		return result{}, err
	}
	var r result
	began, cpu, own := time.Now(), h.cpu(), ownTime()
	answers := h.wires.answers()
	if h.wires != nil {
		if _, err := readers[0].in.Write([]byte("R")); err != nil {
			return r, err
		}
	}
	took, err := pressAll(ctx, readers, press)
	if err != nil {
		return r, err
	}
	r.fetched = h.wires.answers() - answers
	share := func(d time.Duration) float64 { return 100 * d.Seconds() / time.Since(began).Seconds() }
	r.pressing, r.driving = share(h.cpu()-cpu), share(ownTime()-own)
	slices.Sort(took)
	at := func(p float64) float64 { return took[min(int(p*float64(len(took))), len(took)-1)].Seconds() * 1000 }
	r.p50, r.p99 = at(.5), at(.99)
	time.Sleep(2 * time.Second)
	r.memory = (h.memory() - base) / float64(n)
	before := sent(readers)
	began, cpu = time.Now(), h.cpu()
	time.Sleep(rest)
	r.resting = share(h.cpu() - cpu)
	r.bytes = float64(sent(readers)-before) / float64(n)
	return r, nil
}

// pressAll has each reader press a key a second, and returns how long each key took.
func pressAll(ctx context.Context, readers []*reader, long time.Duration) (took []time.Duration, err error) {
	got := make(chan []time.Duration)
	for i, one := range readers {
		go func() {
			t, err := one.press(ctx, time.Duration(i)*time.Second/time.Duration(len(readers)), long)
			if err != nil {
				one.err = fmt.Errorf("reader %d: %w", i, err)
			}
			got <- t
		}()
	}
	for range readers {
		took = append(took, <-got...)
	}
	var errs []error
	for _, one := range readers {
		errs = append(errs, one.err)
	}
	return took, errors.Join(errs...)
}

// sent is how many bytes readers were sent.
func sent(readers []*reader) (n int64) {
	for _, one := range readers {
		n += one.bytes.Load()
	}
	return n
}

// ownTime is the time that this command has worked.
func ownTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// words are what the stories are made of.
const words = "minister said the harbour flood council of talks grain police army north river storm election court bank rose " +
	"fell killed wounded report agency officials Tuesday region border dam quake strike union market prices oil troops aid camp"

// fill makes a store with stories of one feed, a minute apart, and feeds that are not due.
func fill(ctx context.Context, path string, n, feeds int) error {
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	feed := news.Feed{ID: "bench", URL: "https://bench.example/", Title: "Bench Wire", Outlet: "Bench Wire"}
	if err := errors.Join(s.PutFeed(ctx, feed), s.SetSetting(ctx, news.Local, "starter", "done")); err != nil {
		return err
	}
	random, all := rand.New(rand.NewPCG(1, 2)), strings.Fields(words)
	prose := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = all[random.IntN(len(all))]
		}
		return strings.Join(out, " ")
	}
	now := time.Now().UTC().Truncate(time.Minute)
	var stories []news.Story
	for i := n - 1; i >= 0; i-- {
		at := now.Add(-time.Duration(i) * time.Minute)
		stories = append(stories, news.Story{ID: news.NewStoryID(feed.ID, strconv.Itoa(i)), Feed: feed.ID, Outlet: feed.Outlet,
			URL: fmt.Sprintf("https://bench.example/%d", i), Title: prose(9) + " " + strconv.Itoa(i), Text: prose(60) + ".\n" + prose(60) + ".",
			Published: at, Seen: at, Version: 1})
	}
	state := news.FetchState{LastTry: now, LastGood: now, Next: now.Add(time.Hour)}
	if _, err = s.File(ctx, news.Delivery{Feed: feed.ID, State: state, Stories: stories}); err != nil {
		return err
	}
	for i := range feeds {
		f := news.Feed{ID: news.NewFeedID(press.URL(i)), URL: press.URL(i), Title: fmt.Sprintf("Wire %d", i), Outlet: fmt.Sprintf("Wire %d", i)}
		if err := s.PutFeed(ctx, f); err != nil {
			return err
		}
		if _, err := s.File(ctx, news.Delivery{Feed: f.ID, State: state}); err != nil {
			return err
		}
	}
	return nil
}
