package sqlite_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"dateline/news"
	"dateline/store/sqlite"
)

var everyFault = flag.Bool("faults", false, "TestFailingWrites fails every call instead of a sample")

// faults are the ways in which a writing call fails.
var faults = []struct {
	name string
	fault
}{
	{"no space, once", fault{errno: syscall.ENOSPC}},
	{"no space, until there is room", fault{errno: syscall.ENOSPC, stays: true}},
	{"half a write, then no space", fault{errno: syscall.ENOSPC, short: true, stays: true}},
	{"input/output error, once", fault{errno: syscall.EIO}},
	{"input/output error, until mended", fault{errno: syscall.EIO, stays: true}},
	{"over the quota", fault{errno: syscall.EDQUOT, stays: true}},
}

// work is a reader's day in short: each step changes the store and says by which
// story one can tell that it did.
type step struct {
	name string
	do   func(s *sqlite.Store) error
	done func(a *news.Article) bool
}

func work(c *corpus, dir string) (steps []step, ids []news.StoryID) {
	ctx := context.Background()
	f := c.feeds[0]
	var sts []news.Story
	var as []news.Annotation
	for range 3 {
		st := c.story(0)
		sts, ids = append(sts, st), append(ids, st.ID)
		as = append(as, c.annotation(&st))
	}
	mark := func(kind news.MarkKind) func(*sqlite.Store) error {
		return func(s *sqlite.Store) error {
			_, err := s.Mark(ctx, news.Local, news.Change{Kind: kind, On: true, Stories: ids[:1], At: corpusTime})
			return err
		}
	}
	return []step{
		{"file", func(s *sqlite.Store) error {
			_, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: sts})
			return err
		},
			func(a *news.Article) bool { return true }},
		{"read", mark(news.MarkRead), func(a *news.Article) bool { return a.Read }},
		{"tag", func(s *sqlite.Store) error { return s.Annotate(ctx, as) }, func(a *news.Article) bool { return a.Tagged }},
		{"star", mark(news.MarkStarred), func(a *news.Article) bool { return a.Starred }},
		{"setting", func(s *sqlite.Store) error { return s.SetSetting(ctx, news.Local, "panes", "40 60") }, nil},
		{"sweep", func(s *sqlite.Store) error { _, err := s.Sweep(ctx, corpusTime.AddDate(-1, 0, 0), 0); return err }, nil},
		{"back up", func(s *sqlite.Store) error { return s.Backup(ctx, filepath.Join(dir, "copy.db")) }, nil},
	}, ids
}

// TestFailingWrites fails the n-th call with which SQLite writes, syncs, truncates or
// opens, for each n of a reader's day. Whatever fails says so; what did not fail is
// there after the next start, whole and once; reading goes on; and the same store
// works again as soon as the disk does.
//
//	go test ./store/sqlite -run FailingWrites -faults -v
func TestFailingWrites(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and run without -short too")
	}
	disk := newFaultyDisk(t)
	base := filepath.Join(t.TempDir(), "base.db")
	s := openFor(t, base)
	c := newCorpus(1)
	if err := s.PutFeed(t.Context(), c.feeds[0]); err != nil {
		t.Fatal(err)
	}
	disk.arm(0, fault{})
	d := dayOn(t, disk, s, 0, fault{})
	total := d.calls
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("a day makes %d calls", total)
	if total < 30 {
		t.Fatalf("only %d calls were seen: the faults are not in SQLite's way", total)
	}
	by := max(total/4, 1)
	if *everyFault {
		by = 1
	}
	for i, row := range faults {
		t.Run(row.name, func(t *testing.T) {
			points, told := 0, 0
			for n := 1 + int64(i)%by; n <= total; n += by {
				told += failAt(t, disk, n, row.fault)
				points++
			}
			t.Logf("%d points, %d changes refused in words, none lost or doubled", points, told)
			if told == 0 {
				t.Error("no change was ever refused: the faults were not met")
			}
		})
	}
}

func openFor(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// day is what came of a day on a disk that fails.
type day struct {
	calls int64
	done  map[string]bool
	errs  map[string]error
	ids   []news.StoryID
	steps []step
}

func dayOn(t *testing.T, disk *faultyDisk, s *sqlite.Store, n int64, how fault) day {
	t.Helper()
	c := newCorpus(1)
	d := day{done: map[string]bool{}, errs: map[string]error{}}
	d.steps, d.ids = work(c, t.TempDir())
	disk.arm(n, how)
	for _, st := range d.steps {
		err := st.do(s)
		d.done[st.name], d.errs[st.name] = err == nil, err
	}
	d.calls = disk.calls.Load()
	return d
}

// failAt has the n-th call of a day fail and checks every promise. It returns how
// many changes were refused.
func failAt(t *testing.T, disk *faultyDisk, n int64, how fault) (refused int) {
	t.Helper()
	ctx := t.Context()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "news.db")
	disk.arm(0, fault{})
	s := openFor(t, path)
	if err := s.PutFeed(ctx, newCorpus(1).feeds[0]); err != nil {
		t.Fatal(err)
	}
	d := dayOn(t, disk, s, n, how)
	for name, err := range d.errs {
		if err == nil || errors.Is(err, news.ErrNotFound) {
			continue
		}
		refused++
		if !errors.Is(err, news.ErrReadOnly) {
			t.Fatalf("call %d fails and %s is %v, want it to say that nothing can be written", n, name, err)
		}
	}
	// What was acknowledged is there, though the disk still fails.
	acknowledged(t, s, d, n)
	disk.arm(0, fault{})
	// The disk is whole again: the same store goes on, and what was refused can be done.
	for _, st := range d.steps {
		if d.done["back up"] && st.name == "back up" {
			continue
		}
		if err := st.do(s); err != nil {
			t.Fatalf("call %d failed, the disk is mended, and %s is still %v", n, st.name, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatalf("close after call %d failed: %v", n, err)
	}
	s = openFor(t, path)
	defer s.Close()
	if s.SetAside() != "" {
		t.Fatalf("call %d failed and the file is broken", n)
	}
	for name := range d.done {
		d.done[name] = true
	}
	acknowledged(t, s, d, n)
	if err := checkedSound(path); err != nil {
		t.Fatalf("call %d failed: %v", n, err)
	}
	return refused
}

// acknowledged checks that what was done without an error can be read.
func acknowledged(t *testing.T, s *sqlite.Store, d day, n int64) {
	t.Helper()
	p, err := s.Headlines(t.Context(), news.ListQuery{User: news.Local, View: news.Top, Limit: 10})
	if err != nil || d.done["file"] != (len(p.Rows) == len(d.ids)) {
		t.Fatalf("call %d fails and %d rows are read, %v", n, len(p.Rows), err)
	}
	if !d.done["file"] {
		return
	}
	a, err := s.Article(t.Context(), news.Local, d.ids[0])
	for _, st := range d.steps {
		if st.done != nil && d.done[st.name] && (err != nil || !st.done(&a)) {
			t.Fatalf("call %d fails and %s is lost (%v)", n, st.name, err)
		}
	}
}

// TestFailingOpen fails the n-th call while a store is opened. One that is there is
// read all the same, its changes are refused in words until the disk is mended, and
// then made without a new start. What cannot be begun says why in one line.
func TestFailingOpen(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and run without -short too")
	}
	disk := newFaultyDisk(t)
	for _, row := range []struct {
		name  string
		there bool
	}{{"a new file", false}, {"a file that is there", true}} {
		t.Run(row.name, func(t *testing.T) {
			points, told := 0, 0
			for n, met := int64(1), true; met; n++ {
				if n%7 != 1 && !row.there && !*everyFault {
					continue
				}
				var refused bool
				met, refused = failOpenAt(t, disk, n, row.there)
				points++
				if refused {
					told++
				}
			}
			t.Logf("%d points, %d refused in words", points, told)
			if told == 0 {
				t.Error("nothing was ever refused")
			}
		})
	}
}

func failOpenAt(t *testing.T, disk *faultyDisk, n int64, there bool) (met, refused bool) {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "news.db")
	disk.arm(0, fault{})
	var id news.StoryID
	if there {
		id = storeWithStory(t, path)
	}
	disk.arm(n, fault{errno: syscall.ENOSPC, stays: true})
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	met = disk.failed.Load() > 0
	read := news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{id}, At: corpusTime}
	if there {
		if err != nil {
			t.Fatalf("call %d fails and what is there cannot be read: %v", n, err)
		}
		if _, err := s.Article(t.Context(), news.Local, id); err != nil {
			t.Fatalf("call %d fails and the story cannot be read: %v", n, err)
		}
		if _, err = s.Mark(t.Context(), news.Local, read); met && err == nil {
			t.Fatalf("call %d fails and a mark is said to be made", n)
		}
	}
	if refused = err != nil; refused && (!errors.Is(err, news.ErrReadOnly) || strings.Contains(err.Error(), "\n")) {
		t.Fatalf("call %d fails and the error is %v", n, err)
	}
	disk.arm(0, fault{})
	if s == nil {
		s = openFor(t, path)
	}
	if there {
		if _, err := s.Mark(t.Context(), news.Local, read); err != nil {
			t.Fatalf("call %d failed, the disk is mended, and a mark is %v", n, err)
		}
		if a, err := s.Article(t.Context(), news.Local, id); err != nil || !a.Read {
			t.Fatalf("call %d failed and the mark is not read: %v, %v", n, a.Read, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openFor(t, path)
	if s.SetAside() != "" {
		t.Fatalf("call %d failed and the file is broken", n)
	}
	s.Close()
	if err := checkedSound(path); err != nil {
		t.Fatalf("call %d failed: %v", n, err)
	}
	return met, refused
}

// storeWithStory makes a store with one story.
func storeWithStory(t *testing.T, path string) news.StoryID {
	t.Helper()
	s := openFor(t, path)
	defer s.Close()
	c := newCorpus(1)
	if err := s.PutFeed(t.Context(), c.feeds[0]); err != nil {
		t.Fatal(err)
	}
	st := c.story(0)
	if _, err := s.File(t.Context(), news.Delivery{Feed: c.feeds[0].ID, Stories: []news.Story{st}}); err != nil {
		t.Fatal(err)
	}
	return st.ID
}

// TestReadOnly opens a store as somebody who may read it and no more, on a file, in a
// folder, with a log left by a killed process, and thaws once it may be written.
func TestReadOnly(t *testing.T) {
	if dir := os.Getenv("DATELINE_READ_ONLY"); dir != "" {
		readOnlyReader(t, dir)
		return
	}
	for _, row := range []struct {
		name         string
		folder, file os.FileMode
		log          bool
	}{
		{"read-only file", 0o755, 0o444, false},
		{"read-only folder", 0o555, 0o644, false},
		{"both", 0o555, 0o444, false},
		{"both, with a log", 0o555, 0o444, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "dateline-read-only-") // where another user may look
			if err != nil {
				t.Fatal(err)
			}
			defer os.RemoveAll(dir)
			path := filepath.Join(dir, "news.db")
			storeWithStory(t, path)
			if row.log {
				s := openFor(t, path)
				defer s.Close()
				if err := s.SetSetting(t.Context(), news.Local, "panes", "40 60"); err != nil {
					t.Fatal(err)
				}
			}
			files, _ := filepath.Glob(path + "*")
			for _, f := range files {
				if err := os.Chmod(f, row.file); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Chmod(dir, row.folder); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0], "-test.run=^TestReadOnly$", "-test.v")
			cmd.Dir = "/"
			cmd.Env = append(os.Environ(), "DATELINE_READ_ONLY="+dir, fmt.Sprintf("DATELINE_READ_ONLY_LOG=%v", row.log))
			if os.Getuid() == 0 { // whom no mode stops
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
				bin, err := os.Open(os.Args[0])
				if err != nil {
					t.Fatal(err)
				}
				defer bin.Close()
				cmd.Path, cmd.ExtraFiles = "/proc/self/fd/3", []*os.File{bin}
			}
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), "PASS: TestReadOnly") {
				t.Fatalf("%v\n%s", err, out)
			}
		})
	}
}

// readOnlyReader is the other user's process.
func readOnlyReader(t *testing.T, dir string) {
	ctx := t.Context()
	s, err := sqlite.Open(ctx, filepath.Join(dir, "news.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, err := s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Top, Limit: 10})
	if err != nil || len(p.Rows) != 1 {
		t.Fatalf("%d rows, %v", len(p.Rows), err)
	}
	v, err := s.Setting(ctx, news.Local, "panes")
	if want := os.Getenv("DATELINE_READ_ONLY_LOG") == "true"; err != nil || want != (v != "") {
		t.Errorf("the setting in the log is %q, %v", v, err)
	}
	for range 2 {
		if _, err := s.Mark(ctx, news.Local, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{p.Rows[0].Story}}); !errors.Is(err, news.ErrReadOnly) {
			t.Errorf("marking is %v, want ErrReadOnly", err)
		}
	}
	if _, err := s.Article(ctx, news.Local, p.Rows[0].Story); err != nil {
		t.Errorf("reading after a mark was refused: %v", err)
	}
}
