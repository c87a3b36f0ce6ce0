package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"dateline/bench/press"
	"dateline/news"
	"dateline/store/sqlite"
)

// reader is a program that takes part in the race.
type reader struct {
	name    string
	binary  string // where it was found
	version string

	// settings makes a home for it, subscribed to so many feeds that come through proxy.
	settings func(home, proxy string, feeds int) error
	// fetch is the arguments of a run that fetches all feeds, without a screen.
	fetch []string
	// screen is the arguments of its screen, none where it has none; open the keys that
	// lead from it to the headlines of all feeds.
	screen []string
	open   string
	first  *regexp.Regexp // what it shows first
	// stored is the files and folders below its home that hold the stories.
	stored []string
}

// rivals are the readers that are raced where they are on PATH.
var rivals = []reader{
	{
		name: "newsboat", settings: newsboatSettings,
		fetch:  []string{"-C", "config", "-u", "urls", "-c", "cache.db", "-x", "reload"},
		screen: []string{"-C", "config", "-u", "urls", "-c", "cache.db"}, open: "\r",
		first: regexp.MustCompile(`Wire [0-9]`), stored: []string{"cache.db"},
	},
	{
		name: "newsraft", settings: newsraftSettings,
		fetch:  []string{"-f", "feeds", "-d", "news.db", "-c", "config", "-e", "reload-all"},
		screen: []string{"-f", "feeds", "-d", "news.db", "-c", "config"}, open: "\t",
		first: press.Headline, stored: []string{"news.db"},
	},
	{
		name: "sfeed_update", settings: sfeedSettings, fetch: []string{"sfeedrc"}, stored: []string{".sfeed/feeds"},
	},
}

// found returns the rivals on PATH.
func found() (all []reader) {
	for _, r := range rivals {
		path, err := exec.LookPath(r.name)
		if err != nil {
			continue
		}
		r.binary, r.version = path, versionOf(path)
		all = append(all, r)
	}
	return all
}

var number = regexp.MustCompile(`[0-9]+\.[0-9.]+`)

// versionOf is the version a reader tells, or nothing.
func versionOf(path string) string {
	out, _ := exec.Command(path, "-v").CombinedOutput() // some end with an error and the version
	return string(number.Find(out))
}

// command runs the reader in its home.
func (r *reader) command(home, proxy string, args ...string) *exec.Cmd {
	cmd := exec.Command(r.binary, args...)
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"),
		"http_proxy=" + proxy, "HTTP_PROXY=" + proxy, "NO_PROXY="}
	return cmd
}

func write(home string, files map[string]string) error {
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func lines(n int, line func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i) + "\n")
	}
	return b.String()
}

func newsboatSettings(home, proxy string, feeds int) error {
	return write(home, map[string]string{
		"config": "reload-threads 64\nmax-items 0\nauto-reload no\nrefresh-on-startup no\nuse-proxy yes\nproxy \"" + strings.TrimPrefix(proxy, "http://") + "\"\nproxy-type http\n",
		"urls":   "\"query:Wire 000 all:unread = \\\"yes\\\"\"\n" + lines(feeds, press.URL),
	})
}

func newsraftSettings(home, proxy string, feeds int) error {
	return write(home, map[string]string{"config": "set proxy " + proxy + "\nset download-max-connections 100\n", "feeds": lines(feeds, press.URL)})
}

func sfeedSettings(home, _ string, feeds int) error {
	if err := os.MkdirAll(filepath.Join(home, ".sfeed", "feeds"), 0o700); err != nil {
		return err
	}
	return write(home, map[string]string{"sfeedrc": "sfeedpath=\"" + home + "/.sfeed/feeds\"\nmaxjobs=64\nfeeds() {\n" +
		lines(feeds, func(i int) string { return fmt.Sprintf("feed \"w%d\" %q", i, press.URL(i)) }) + "}\n"})
}

// dateline is the reader of this project.
func dateline(binary string) reader {
	flags := []string{"--store", "stories.db", "--config", "config.toml"}
	return reader{
		name: "dateline", binary: binary, settings: datelineSettings,
		fetch: append(flags, "refresh"), screen: flags, first: press.Headline,
		stored: []string{"stories.db", "stories.db.related"},
	}
}

func datelineSettings(home, _ string, feeds int) error {
	common := "[store]\ndays = 0\nper_feed = 0\n[log]\nlevel = \"off\"\n[screen]\ntheme = \"dark\"\n"
	if err := write(home, map[string]string{"config.toml": common, "offline.toml": common + "[fetch]\noffline = true\n"}); err != nil {
		return err
	}
	ctx := context.Background()
	s, err := sqlite.Open(ctx, filepath.Join(home, "stories.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	for i := range feeds {
		name := fmt.Sprintf("Wire %d", i)
		f := news.Feed{ID: news.NewFeedID(press.URL(i)), URL: press.URL(i), Title: name, Outlet: name, Lang: "en"}
		if err := s.PutFeed(ctx, f); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	return errors.Join(s.SetSetting(ctx, news.Local, "starter", "done"), s.Close())
}
