package desk

import (
	"context"
	"sync"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
)

// A command beside a process that stays files its headlines and leaves the engines' work to
// it; where none stays, or it does not answer, the command does it.
func TestWhatACommandFilesIsReadByWhoStays(t *testing.T) {
	for _, c := range []struct {
		name    string
		stays   func(t *testing.T, w *world, s store.Store)
		engines string
		left    bool
	}{
		{"nobody stays", func(*testing.T, *world, store.Store) {}, "test-1", false},
		{"an open screen", func(t *testing.T, w *world, s store.Store) { staying(t, deskOver(w, s)) }, "test-1", true},
		{"a screen of older engines", func(t *testing.T, w *world, s store.Store) { staying(t, deskOver(w, s)) }, "test-2", false},
		{"a screen that was killed", func(t *testing.T, _ *world, s store.Store) {
			if err := s.SetSetting(t.Context(), news.Local, staysKey, "1-KILLED"); err != nil {
				t.Fatal(err)
			}
		}, "test-1", false},
		{"a screen that was closed", func(t *testing.T, w *world, s store.Store) { runAndEnd(t, deskOver(w, s)) }, "test-1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld()
			w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}))
			s := openStore(t, w)
			c.stays(t, w, s)
			subscribe(t, s, "a")
			command := deskOver(w, s)
			command.o.Engines = c.engines
			if c.left { // else waiting is in vain
				command.o.Poll = 5 * time.Second
			}
			report, err := command.RefreshWait(t.Context(), feedAt("a").ID)
			if err != nil || report.New != 1 || report.Left != c.left {
				t.Fatalf("%+v, %v", report, err)
			}
			for { // who stays reads it in its own time
				left, err := s.Untagged(t.Context(), c.engines, 1)
				if err != nil {
					t.Fatal(err)
				}
				if len(left) == 0 {
					break
				}
				if !c.left {
					t.Fatal("a story is left unread")
				}
				time.Sleep(5 * time.Millisecond)
			}
			if there, err := s.Setting(t.Context(), news.Local, staysKey); err != nil || (there != "") != c.left {
				t.Errorf("%q is told to stay, %v", there, err)
			}
		})
	}
}

// What a process took and did not come to is read by the next command.
func TestWhatAKilledProcessTookIsRead(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}))
	w.hosts["b"] = page(rss("b", item{"1", "Rain in Examplia", "It rains."}))
	s := openStore(t, w)
	subscribe(t, s, "a", "b")
	if err := s.SetSetting(t.Context(), news.Local, staysKey, "1-KILLED"); err != nil {
		t.Fatal(err)
	}
	killed := make(chan bool)
	command := deskOver(w, s)
	command.o.Poll = 5 * time.Second
	go func() { // it takes the offer and does nothing more
		defer close(killed)
		for {
			offer, err := s.Setting(t.Context(), news.Local, offerKey)
			if err != nil {
				t.Error(err)
				return
			}
			if offer != "" {
				if err := s.SetSetting(t.Context(), news.Local, offerKey, takenMark+offer); err != nil {
					t.Error(err)
				}
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	report, err := command.RefreshWait(t.Context(), feedAt("a").ID)
	<-killed
	if err != nil || !report.Left {
		t.Fatalf("%+v, %v", report, err)
	}
	if report, err = deskOver(w, s).RefreshWait(t.Context(), feedAt("b").ID); err != nil || report.Left {
		t.Fatalf("%+v, %v", report, err)
	}
	if left, err := s.Untagged(t.Context(), "test-1", 10); err != nil || len(left) > 0 {
		t.Errorf("%d stories are left unread, %v", len(left), err)
	}
}

// staying has a desk do what Run does, but for rounds of its own.
func staying(t *testing.T, d *Desk) {
	t.Helper()
	d.o.Poll = 250 * time.Millisecond // a slow disk may take long for an offer
	tick, err := d.o.Store.Tick(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	for _, part := range []func(context.Context) error{d.stay, d.tags.runOn, func(ctx context.Context) error { return d.follow(ctx, tick) }} {
		group.Go(func() { _ = part(ctx) }) // it ends with the test
	}
	t.Cleanup(func() { stop(); group.Wait() })
	said(t, d)
}

// said waits until a desk has said that it stays.
func said(t *testing.T, d *Desk) {
	t.Helper()
	for {
		there, err := d.o.Store.Setting(t.Context(), news.Local, staysKey)
		if err != nil {
			t.Fatal(err)
		}
		if there == d.holder {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// runAndEnd runs a desk until it has said that it stays.
func runAndEnd(t *testing.T, d *Desk) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	said(t, d)
	stop()
	<-ended
}
