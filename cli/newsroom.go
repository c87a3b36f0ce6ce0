package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"dateline/config"
	"dateline/desk"
	"dateline/feed"
	"dateline/health"
	"dateline/news"
	"dateline/related"
	"dateline/store"
)

// newsroom is a store with a desk at work on it.
type newsroom struct {
	cfg    config.Config
	store  store.Store
	desk   *desk.Desk
	client *feed.Client
	clock  func() time.Time
	logTo  io.Closer
	log    *slog.Logger
	logged *health.Log // what the log of a server counts
	notice string      // what to say first on the screens
	lent   bool        // to a command that runs in it; another closes it
}

// openDesk opens the store that the settings name and a desk on it.
func (a *app) openDesk(ctx context.Context) (*newsroom, error) {
	if a.inside != nil {
		lent := *a.inside
		lent.desk, lent.lent = lent.desk.Session(a.user, a.role), true
		return &lent, nil
	}
	s, cfg, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	log, logTo, err := openLog(cfg.Log)
	var place *fs.PathError
	if errors.As(err, &place) { // a full or read-only disk: reading goes on without a log
		a.warn("no log is kept: %v", err)
		log, err = slog.New(slog.DiscardHandler), nil
	}
	if err != nil {
		a.close(s)
		return nil, err
	}
	room := newNewsroom(cfg, s, world{clock: a.now}, notifier(cfg, a.screened), log, logTo)
	room.notice = a.notice
	return room, nil
}

// openService opens the store and a desk for many readers, which logs to the standard
// error output and tells alerts to those who read.
func (a *app) openService(ctx context.Context) (*newsroom, error) {
	s, cfg, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	level := slog.LevelInfo
	if err := level.UnmarshalText([]byte(cfg.Log.Level)); err != nil && cfg.Log.Level != "off" {
		a.close(s)
		return nil, fmt.Errorf("log.level: %w", err)
	}
	var lines slog.Handler = slog.NewTextHandler(a.terminal.Err, &slog.HandlerOptions{Level: level})
	if cfg.Log.Level == "off" {
		lines = slog.DiscardHandler
	}
	var logged health.Log
	room := newNewsroom(cfg, s, world{clock: a.now, poll: servedPoll}, readersNotifier(cfg), slog.New(logged.Handler(lines)), nil)
	room.logged = &logged
	return room, nil
}

// servedPoll is how often a newsroom of many readers looks for what other nodes changed:
// what one of them fetches is on the screens of the others within a second.
const servedPoll = 400 * time.Millisecond

// world is what a newsroom has around it: another network, another clock and other
// engines, where they are not nil.
type world struct {
	network http.RoundTripper
	clock   func() time.Time
	engines *engines
	poll    time.Duration // how often it looks for what others changed, 0 for the usual
}

// newNewsroom wires a desk to its engines; notify may be nil.
func newNewsroom(cfg config.Config, s store.Store, around world, notify *desk.Notify, log *slog.Logger, logTo io.Closer) *newsroom {
	if cfg.Fetch.Offline && around.network == nil {
		around.network = offline{}
	}
	client := feed.NewClient(feed.Options{
		UserAgent:  "dateline/" + Version() + " (terminal newsreader; polite: conditional requests, one connection a host)",
		AllowHosts: cfg.Fetch.AllowHosts,
		InFlight:   cfg.Fetch.Concurrency,
		Total:      cfg.Fetch.Timeout.Duration,
		Transport:  around.network,
	})
	if around.clock == nil {
		around.clock = time.Now
	}
	e := around.engines
	if e == nil {
		e = newEngines(log)
	}
	d := desk.New(desk.Options{
		Store: s, Client: client, Pages: client, Photos: client,
		Tagger: lazyTagger{e}, Claims: lazyFinder{e},
		Index:     func() desk.Index { return related.New(related.Options{}) },
		IndexFile: indexFile(around),
		Engines:   engineVersion(),
		Clock:     around.clock,
		Log:       log,
		Notify:    notify,
		Poll:      around.poll,
		Shortest:  cfg.Fetch.Shortest.Duration, Longest: cfg.Fetch.Longest.Duration,
		Days: cfg.Store.Days, PerFeed: cfg.Store.PerFeed,
	})
	return &newsroom{cfg: cfg, store: s, desk: d, client: client, clock: around.clock, log: log, logTo: logTo}
}

// indexFile says how the index of related stories is kept. The demo keeps nothing.
func indexFile(around world) desk.IndexFile {
	if around.network != nil {
		return desk.IndexFile{}
	}
	return desk.IndexFile{Load: func(r io.Reader) (desk.SavedIndex, error) { return related.Load(r, related.Options{}) }}
}

// close ends use of the newsroom. The store waits for what is under way.
func (r *newsroom) close() {
	if r.lent {
		return
	}
	r.client.Close()
	if err := r.store.Close(); err != nil {
		r.log.Error("close the store", "err", err)
	}
	if r.logTo != nil {
		_ = r.logTo.Close()
	}
}

// offline is a network that is not asked.
type offline struct{}

func (offline) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("the settings say fetch.offline")
}

// maxLog is how large the log may grow, in bytes, before the next start sets it
// aside as ".old".
const maxLog = 8 << 20

// openLog opens the log file the settings name, readable by its owner only: it
// tells which feeds are read.
func openLog(c config.Log) (*slog.Logger, io.Closer, error) {
	var level slog.Level
	if c.Level == "off" {
		return slog.New(slog.DiscardHandler), nil, nil
	}
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		return nil, nil, fmt.Errorf("log.level: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(c.Path), 0o700); err != nil {
		return nil, nil, fmt.Errorf("make the log's folder: %w", err)
	}
	if info, err := os.Stat(c.Path); err == nil && info.Size() > maxLog {
		if err := os.Rename(c.Path, c.Path+".old"); err != nil {
			return nil, nil, fmt.Errorf("set the full log aside: %w", err)
		}
	}
	f, err := os.OpenFile(c.Path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open the log: %w", err)
	}
	return slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: level})), f, nil
}

// firstRun subscribes to the default wires when the store has no feed and never
// had one: a reader who removed them all is not given them again. It reports whether
// dateline runs for the first time.
func (r *newsroom) firstRun(ctx context.Context) (bool, error) {
	const key = "starter"
	done, err := r.store.Setting(ctx, news.Local, key)
	if err != nil || done != "" {
		return false, err
	}
	status, err := r.store.Feeds(ctx, news.Local)
	if err != nil {
		return false, err
	}
	if len(status) == 0 {
		if _, err := r.desk.Starter(ctx); err != nil {
			return false, fmt.Errorf("subscribe to the default wires: %w", err)
		}
	}
	err = r.store.SetSetting(ctx, news.Local, key, "done")
	if errors.Is(err, news.ErrReadOnly) && len(status) > 0 {
		return false, nil // there is something to read, and the next start asks again
	}
	return len(status) == 0, err
}
