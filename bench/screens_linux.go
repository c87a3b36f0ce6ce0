package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dateline/bench/press"
)

// screens are the readers with a screen, each with a home that holds the large store.
func (r *race) screens(ctx context.Context, do func(of *reader, home string) error) error {
	var errs []error
	for i := range r.readers {
		of := &r.readers[i]
		if of.screen == nil {
			continue
		}
		home, err := r.filled(of)
		if i == 0 {
			home, err = r.largeHome(ctx)
		}
		if err == nil {
			err = do(of, home)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", of.name, err))
		}
	}
	return errors.Join(errs...)
}

// open starts a reader's screen, with no network for dateline.
func (r *race) open(of *reader, home string, args []string) (*terminal, error) {
	args = slices.Clone(args)
	if i := slices.Index(args, "config.toml"); i >= 0 {
		args[i] = "offline.toml"
	}
	return startTerminal(of.command(home, r.proxy, args...))
}

// start is from exec to the first headline, or, of readers that begin with it, the list
// of feeds.
func (r *race) start(ctx context.Context) (cells []cell, err error) {
	err = r.screens(ctx, func(of *reader, home string) error {
		var wall, cpu []time.Duration
		var mib []float64
		for range 7 {
			t, err := r.open(of, home, of.screen)
			if err != nil {
				return err
			}
			shown, err := t.await(0, of.first)
			wall, cpu = append(wall, shown.Sub(t.began)), append(cpu, cpuOf(t.cmd.Process.Pid))
			mib = append(mib, memoryOf(t.cmd.Process.Pid))
			t.close()
			if err != nil {
				return err
			}
		}
		cells = append(cells, cell{of.name, "exec to the first row", ms(median(wall)), "ms"}, cell{of.name, "the best of 7", ms(slices.Min(wall)), "ms"},
			cell{of.name, "CPU", ms(median(cpu)), "ms"}, cell{of.name, "memory of its own", median(mib), "MiB"})
		return nil
	})
	return cells, err
}

// rest is what a reader holds and has used once it is at rest, and a second one beside it.
func (r *race) rest(ctx context.Context) (cells []cell, err error) {
	err = r.screens(ctx, func(of *reader, home string) error {
		for _, which := range []string{"", "second process: "} {
			t, err := r.open(of, home, of.screen)
			if err != nil {
				return err
			}
			defer t.close()
			if _, err := t.await(0, of.first); err != nil {
				if which != "" {
					return nil // it does not run twice
				}
				return err
			}
			pid := t.cmd.Process.Pid
			used := cpuOf(pid)
			for still, began := 0, time.Now(); still < 6 && time.Since(began) < time.Minute; time.Sleep(500 * time.Millisecond) {
				now := cpuOf(pid)
				if still++; now-used > 15*time.Millisecond { // what looks after other processes costs a little
					still = 0
				}
				used = now
			}
			cells = append(cells, cell{of.name, which + "memory of its own", memoryOf(pid), "MiB"}, cell{of.name, which + "CPU until at rest", used.Seconds(), "s"})
		}
		return nil
	})
	return cells, err
}

// among opens a reader's list of headlines.
func (r *race) among(of *reader, home string) (*terminal, error) {
	t, err := r.open(of, home, of.screen)
	if err != nil {
		return nil, err
	}
	_, err = t.await(0, of.first)
	if err == nil && of.open != "" {
		if err = t.send(of.open); err == nil {
			_, err = t.await(0, press.Headline)
		}
	}
	if err != nil {
		t.close()
		return nil, err
	}
	t.settle(time.Second)
	return t, nil
}

// key presses j once and again, each when the screen is still.
func (r *race) key(ctx context.Context) (cells []cell, err error) {
	err = r.screens(ctx, func(of *reader, home string) error {
		t, err := r.among(of, home)
		if err != nil {
			return err
		}
		defer t.close()
		var first []time.Duration
		var bytes []int
		const keys = 40
		before := cpuOf(t.cmd.Process.Pid)
		for range keys {
			from, _ := t.written()
			pressed := time.Now()
			if err := t.send("j"); err != nil {
				return err
			}
			if _, err := t.await(from, regexp.MustCompile(`(?s).`)); err != nil {
				return err
			}
			first = append(first, time.Since(pressed))
			t.settle(250 * time.Millisecond)
			to, _ := t.written()
			bytes = append(bytes, to-from)
		}
		cpu := (cpuOf(t.cmd.Process.Pid) - before) / keys
		cells = append(cells, cell{of.name, "CPU", ms(cpu), "ms"}, cell{of.name, "bytes", float64(median(bytes)), ""}, cell{of.name, "first byte", ms(median(first)), "ms"})
		return nil
	})
	return cells, err
}

// keys presses j 200 times in one write.
func (r *race) keys(ctx context.Context) (cells []cell, err error) {
	err = r.screens(ctx, func(of *reader, home string) error {
		var still []time.Duration
		var bytes []int
		var cpu []time.Duration
		for range 3 {
			t, err := r.among(of, home)
			if err != nil {
				return err
			}
			from, _ := t.written()
			before := cpuOf(t.cmd.Process.Pid)
			pressed := time.Now()
			if err = t.send(strings.Repeat("j", 200)); err == nil {
				_, err = t.await(from, regexp.MustCompile(`(?s).`))
			}
			t.settle(time.Second)
			to, last := t.written()
			still, bytes, cpu = append(still, last.Sub(pressed)), append(bytes, to-from), append(cpu, cpuOf(t.cmd.Process.Pid)-before)
			t.close()
			if err != nil {
				return err
			}
		}
		cells = append(cells, cell{of.name, "until still", ms(median(still)), "ms"}, cell{of.name, "bytes", float64(median(bytes)), ""}, cell{of.name, "CPU", ms(median(cpu)), "ms"})
		return nil
	})
	return cells, err
}

// keysWhile types while 400 feeds of 20 stories each come in.
func (r *race) keysWhile(ctx context.Context) ([]cell, error) {
	home, err := r.largeHome(ctx)
	if err != nil {
		return nil, err
	}
	of := r.mine()
	server := r.serve(press.Load{Feeds: 400, Items: 20, Words: 150, Span: time.Hour, Fresh: true})
	t, err := startTerminal(of.command(home, r.proxy, of.screen...))
	if err != nil {
		return nil, err
	}
	defer t.close()
	if _, err := t.await(0, of.first); err != nil {
		return nil, err
	}
	if err := t.send("R"); err != nil {
		return nil, err
	}
	for began := time.Now(); server.Answers.Load() < 20 && time.Since(began) < time.Minute; {
		time.Sleep(10 * time.Millisecond)
	}
	const echo = "§" // stands in no story
	err = t.send("/")
	var waits []time.Duration
	for range 110 { // as many as the line has room for
		from, _ := t.written()
		pressed := time.Now()
		if err := t.send(echo); err != nil {
			return nil, err
		}
		if _, err := t.await(from, regexp.MustCompile(echo)); err != nil {
			return nil, err
		}
		waits = append(waits, time.Since(pressed))
		time.Sleep(50 * time.Millisecond)
	}
	slices.Sort(waits)
	return []cell{{of.name, "median", ms(waits[len(waits)/2]), "ms"}, {of.name, "p99", ms(waits[len(waits)*99/100]), "ms"},
		{of.name, "feeds that came in meanwhile", float64(server.Answers.Load()), ""}}, err
}
