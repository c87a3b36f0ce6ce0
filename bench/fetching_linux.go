package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"dateline/bench/press"
)

// cold has every reader fetch a load into an empty home; again says that they fetch it
// once more when nothing has changed. What one reader needed is told as it ends: others may
// take long. One that fails or takes longer than the limit has no figures.
func (r *race) cold(ctx context.Context, l press.Load, again bool) (cells []cell, err error) {
	r.serve(l)
	for i := range r.readers {
		of := &r.readers[i]
		own, err := r.coldOne(ctx, of, l, again)
		for _, c := range own {
			fmt.Fprintf(r.out, "%s, %s: %.3g %s\n", c.reader, c.what, c.amount, c.unit)
		}
		cells = append(cells, own...)
		if err != nil {
			fmt.Fprintf(r.out, "%s: %v\n", of.name, err)
		}
	}
	return cells, nil
}

func (r *race) coldOne(ctx context.Context, of *reader, l press.Load, again bool) ([]cell, error) {
	home, err := r.home(of, filepath.Join(r.temp, of.name+"-"+strconv.Itoa(l.Feeds)), l.Feeds)
	if err != nil {
		return nil, err
	}
	cells, err := r.fetch(ctx, of, home, l.Feeds*l.Items)
	if err != nil || !again {
		return cells, err
	}
	args := of.fetch
	if of == r.mine() {
		args = append(args, "--all") // nothing is due yet
	}
	used, err := within(of.command(home, r.proxy, args...), r.limit)
	if err != nil {
		return cells, err
	}
	return append(cells, cell{of.name, "unchanged: seconds", used.wall.Seconds(), "s"}, cell{of.name, "unchanged: CPU", used.cpu.Seconds(), "s"}), nil
}

// fetch has a reader fetch all feeds. For readers that do nothing but file, headlines
// and everything are one.
func (r *race) fetch(ctx context.Context, of *reader, home string, stories int) ([]cell, error) {
	filed := make(chan time.Duration, 1)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if of == r.mine() {
		go func() { filed <- whenFiled(ctx, filepath.Join(home, "stories.db"), stories) }()
	}
	used, err := within(of.command(home, r.proxy, of.fetch...), r.limit)
	if err != nil {
		return nil, err
	}
	headlines := used.wall
	if of == r.mine() {
		stop()
		headlines = <-filed
	}
	return []cell{
		{of.name, "headlines", headlines.Seconds(), "s"}, {of.name, "everything", used.wall.Seconds(), "s"},
		{of.name, "CPU", used.cpu.Seconds(), "s"}, {of.name, "memory at most", used.mib, "MiB"},
	}, nil
}

// whenFiled is after how long the store has so many stories.
func whenFiled(ctx context.Context, path string, stories int) time.Duration {
	began := time.Now()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return 0
	}
	defer func() { _ = db.Close() }() // only read
	for ctx.Err() == nil {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM story").Scan(&n); err == nil && n >= stories {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return time.Since(began)
}

// tag measures the engines alone, on stories of about 1.8 kB.
func (r *race) tag(context.Context) ([]cell, error) {
	const stories = 4000
	var in bytes.Buffer
	w := press.NewWriter(1)
	enc := json.NewEncoder(&in)
	for i := range stories {
		s := struct {
			ID    string `json:"id"`
			Title string `json:"title"`
			Text  string `json:"text"`
			Lang  string `json:"lang"`
		}{strconv.Itoa(i), w.Title(), w.Text(270), "en"}
		if err := enc.Encode(s); err != nil {
			return nil, err
		}
	}
	size := in.Len()
	of := r.mine()
	cmd := of.command(r.temp, r.proxy, "tag", "--jsonl")
	cmd.Stdin = &in
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	defer func() { _ = null.Close() }()
	cmd.Stdout = null
	used, err := run(cmd)
	if err != nil {
		return nil, err
	}
	return []cell{{of.name, fmt.Sprintf("stories of %.1f kB a CPU second", float64(size)/stories/1000), stories / used.cpu.Seconds(), ""}, {of.name, "memory at most", used.mib, "MiB"}}, nil
}

// cron is `dateline refresh URL` that brings two stories beside the large store.
func (r *race) cron(ctx context.Context) ([]cell, error) {
	home, err := r.largeHome(ctx)
	if err != nil {
		return nil, err
	}
	of := r.mine()
	r.serve(press.Load{Feeds: 1, Items: 2, Words: 300, Span: time.Minute, Fresh: true})
	var cpu []time.Duration
	var mib float64
	for range 3 {
		used, err := run(of.command(home, r.proxy, append(of.fetch, press.URL(0))...))
		if err != nil {
			return nil, err
		}
		cpu, mib = append(cpu, used.cpu), max(mib, used.mib)
	}
	return []cell{{of.name, "CPU", median(cpu).Seconds(), "s"}, {of.name, "memory at most", mib, "MiB"}}, nil
}

// largeLoad is the feeds of the large store.
func (r *race) largeLoad() press.Load {
	return press.Load{Feeds: r.stories / 100, Items: 100, Words: 300, Span: 30 * 24 * time.Hour}
}

// filled is a reader's home with the large store, made once and kept.
func (r *race) filled(of *reader) (string, error) {
	home := filepath.Join(r.dir, fmt.Sprintf("%s-%d", of.name, r.stories))
	if _, err := os.Stat(filepath.Join(home, "made")); err == nil {
		return home, nil
	}
	if err := os.RemoveAll(home); err != nil {
		return "", err
	}
	l := r.largeLoad()
	if _, err := r.home(of, home, l.Feeds); err != nil {
		return "", err
	}
	r.serve(l)
	if _, err := run(of.command(home, r.proxy, of.fetch...)); err != nil {
		return "", err
	}
	return home, write(home, map[string]string{"made": time.Now().UTC().Format(time.RFC3339) + " load " + load() + "\n"})
}

// largeHome is a copy of dateline's home with the large store, all of it read by this
// dateline's engines, for this run to change.
func (r *race) largeHome(context.Context) (string, error) {
	if r.large != "" {
		return r.large, nil
	}
	of := r.mine()
	kept, err := r.filled(of)
	if err != nil {
		return "", err
	}
	// What another dateline left to be read or indexed is done before the copy is made.
	r.serve(press.Load{Feeds: 1, Items: 2, Words: 300, Span: time.Minute, Fresh: true})
	if _, err := run(of.command(kept, r.proxy, append(of.fetch, press.URL(0))...)); err != nil {
		return "", err
	}
	home := filepath.Join(r.temp, "large")
	if err := copyHome(kept, home); err != nil {
		return "", err
	}
	r.large = home
	return home, nil
}

// disk is how much room the large store takes.
func (r *race) disk(context.Context) (cells []cell, err error) {
	for i := range r.readers {
		home, err := r.filled(&r.readers[i])
		if err != nil {
			return cells, err
		}
		cells = append(cells, cell{r.readers[i].name, fmt.Sprintf("%d stories", r.stories), size(home, r.readers[i].stored), "MiB"})
	}
	return cells, nil
}

// searches are the questions of the search row.
var searches = []struct{ name, query string }{
	{"a common word", "government"},
	{"-is:unread", "-is:unread"},
	{"is:unread OR a word", "is:unread OR treaty"},
}

// search runs `dateline search`, the whole process.
func (r *race) search(ctx context.Context) (cells []cell, err error) {
	home, err := r.largeHome(ctx)
	if err != nil {
		return nil, err
	}
	of := r.mine()
	ask := func(name string, args ...string) error {
		var wall, cpu []time.Duration
		for range 5 {
			used, err := run(of.command(home, r.proxy, append([]string{"--store", "stories.db", "--config", "offline.toml", "search", "-n", "20"}, args...)...))
			if err != nil {
				return err
			}
			wall, cpu = append(wall, used.wall), append(cpu, used.cpu)
		}
		cells = append(cells, cell{of.name, name, ms(median(wall)), "ms"}, cell{of.name, name + ": CPU", ms(median(cpu)), "ms"})
		return nil
	}
	for _, s := range searches {
		if err := ask(s.name, "--", s.query); err != nil {
			return cells, err
		}
	}
	if err := ask("--relevance", "--relevance", "government"); err != nil {
		return cells, err
	}
	like, err := r.like(ctx)
	return append(cells, like...), err
}

// like searches newsboat's store for the common word the way newsboat does, with sqlite3:
// from a shell newsboat itself cannot be asked. There is no such cell where one of the two
// is not on PATH.
func (r *race) like(ctx context.Context) ([]cell, error) {
	shell, err := exec.LookPath("sqlite3")
	i := slices.IndexFunc(r.readers, func(of reader) bool { return of.name == "newsboat" })
	if err != nil || i < 0 {
		return nil, nil
	}
	of := &r.readers[i]
	home, err := r.filled(of)
	if err != nil {
		return nil, err
	}
	word := "'%" + searches[0].query + "%'"
	query := "SELECT guid, title, pubDate, unread, feedurl FROM rss_item WHERE (title LIKE " + word + " OR content LIKE " + word +
		") AND deleted = 0 ORDER BY pubDate DESC LIMIT 20"
	var wall, cpu []time.Duration
	for range 5 {
		used, err := run(exec.CommandContext(ctx, shell, "-readonly", filepath.Join(home, "cache.db"), query))
		if err != nil {
			return nil, err
		}
		wall, cpu = append(wall, used.wall), append(cpu, used.cpu)
	}
	return []cell{{of.name, searches[0].name, ms(median(wall)), "ms"}, {of.name, searches[0].name + ": CPU", ms(median(cpu)), "ms"}}, nil
}
