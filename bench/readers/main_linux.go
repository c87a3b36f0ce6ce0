// Command readers measures a served newsroom: it starts "dateline serve" on a store of its
// own, lets so many readers log in over SSH, each with a key of their own, and presses a
// key a second in each session.
//
//	go build -o /tmp/dateline . && go run ./bench/readers -binary /tmp/dateline
//
// It prints a table: memory a session beyond what the first one costs, the time from a
// key to the first byte of its frame, what the server takes of a core, and the bytes that
// sessions are sent in which nothing is pressed.
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
	flag.Parse()
	dir, err := os.MkdirTemp("", "dateline-readers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := fill(ctx, filepath.Join(dir, "stories.db"), *stories); err != nil {
		return fmt.Errorf("fill the store: %w", err)
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
	h, err := open(ctx, *binary, dir, most)
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.warm(ctx); err != nil {
		return err
	}
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("120x40, %d stories, a key a second in each session; load before: %.14s\n\n", *stories, load)
	fmt.Println("| sessions | MiB a session | key to frame p50 | p99 | of a core, pressing | of a core, at rest | bytes a session at rest |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, n := range all {
		r, err := h.measure(ctx, n, *pressed, *rest)
		if err != nil {
			return err
		}
		fmt.Printf("| %d | %.2f | %.1f ms | %.1f ms | %.0f %% | %.0f %% | %.1f |\n", n, r.memory, r.p50, r.p99, r.pressing, r.resting, r.bytes)
	}
	return nil
}

// result is a row of the table.
type result struct{ memory, p50, p99, pressing, resting, bytes float64 }

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
	began, cpu := time.Now(), h.cpu()
	var took []time.Duration
	var errs []error
	got := make(chan []time.Duration)
	for i, one := range readers {
		go func() {
			t, err := one.press(ctx, time.Duration(i)*time.Second/time.Duration(n), press)
			if err != nil {
				err = fmt.Errorf("reader %d: %w", i, err)
			}
			one.err = err
			got <- t
		}()
	}
	for range readers {
		took = append(took, <-got...)
	}
	for _, one := range readers {
		errs = append(errs, one.err)
	}
	if err := errors.Join(errs...); err != nil {
		return r, err
	}
	r.pressing = 100 * (h.cpu() - cpu).Seconds() / time.Since(began).Seconds()
	slices.Sort(took)
	at := func(p float64) float64 { return took[min(int(p*float64(len(took))), len(took)-1)].Seconds() * 1000 }
	r.p50, r.p99 = at(.5), at(.99)
	time.Sleep(2 * time.Second)
	r.memory = (h.memory() - base) / float64(n)
	before := int64(0)
	for _, one := range readers {
		before += one.bytes.Load()
	}
	began, cpu = time.Now(), h.cpu()
	time.Sleep(rest)
	r.resting = 100 * (h.cpu() - cpu).Seconds() / time.Since(began).Seconds()
	for _, one := range readers {
		r.bytes += float64(one.bytes.Load())
	}
	r.bytes = (r.bytes - float64(before)) / float64(n)
	return r, nil
}

// words are what the stories are made of.
const words = "minister said the harbour flood council of talks grain police army north river storm election court bank rose " +
	"fell killed wounded report agency officials Tuesday region border dam quake strike union market prices oil troops aid camp"

// fill makes a store with stories of one feed, a minute apart.
func fill(ctx context.Context, path string, n int) error {
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
	_, err = s.File(ctx, news.Delivery{Feed: feed.ID, State: news.FetchState{LastTry: now, LastGood: now, Next: now.Add(time.Hour)}, Stories: stories})
	return err
}
