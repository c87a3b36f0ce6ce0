// Command bench races dateline against the plain feed readers found on PATH (newsboat,
// newsraft, sfeed), all over the same local server, and prints tables:
//
//	go run ./bench                     # everything; the first time it fills stores of 50,000 stories
//	go run ./bench -run 'start|rest'   # some rows
//
// Read ratios and CPU, not seconds: no figure is the same from day to day. Stores are
// kept in -dir for later runs, and are made anew when that is removed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := mainErr(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func mainErr(ctx context.Context) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	r := &race{out: os.Stdout}
	flag.StringVar(&r.dir, "dir", filepath.Join(cache, "dateline-bench"), "folder in which large stores are kept")
	flag.IntVar(&r.stories, "stories", 50_000, "stories of the large store")
	only := flag.String("run", ".", "regular expression: rows to do")
	alone := flag.Bool("alone", false, "without the other readers")
	flag.DurationVar(&r.limit, "limit", 10*time.Minute, "how long a reader may take to fetch everything for the first time")
	binary := flag.String("binary", "", "the dateline to race; it is built when empty")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	if r.temp, err = os.MkdirTemp("", "dateline-bench"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(r.temp) }() // a leftover in the temporary folder is no failure
	if *binary == "" {
		*binary = filepath.Join(r.temp, "dateline")
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", *binary, "dateline")
		build.Env = append(os.Environ(), "CGO_ENABLED=0") // as README says to
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build dateline: %w: %s", err, out)
		}
	}
	path, err := filepath.Abs(*binary)
	if err != nil {
		return err
	}
	r.readers = []reader{dateline(path)}
	if !*alone {
		r.readers = append(r.readers, found()...)
	}
	stopServer, err := r.listen()
	if err != nil {
		return err
	}
	fmt.Printf("%s, %d cores, load %s, %s\n", time.Now().UTC().Format("2006-01-02 15:04 MST"), runtime.NumCPU(), load(), runtime.Version())
	for _, of := range r.readers {
		fmt.Printf("%s %s (%s)\n", of.name, of.version, of.binary)
	}
	return errors.Join(r.run(ctx, chosen.MatchString), stopServer())
}
