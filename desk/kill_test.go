package desk

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/sqlite"
)

// killedRun is the variable that turns this binary into one that refreshes a store
// until it is killed: "FILE STEP"; with STEP -1 it fetches once what is due.
const killedRun = "DATELINE_KILLED_RUN"

const killFeeds, killItems = 24, 12

// killWorld has feeds whose window moves on by two items at each step.
func killWorld(step int) *world {
	w := newWorld()
	w.pass(time.Duration(step) * 10 * time.Minute) // leases of those killed are over, feeds are due
	for i := range killFeeds {
		h := fmt.Sprintf("k%02d", i)
		var items []item
		for n := range killItems {
			items = append(items, item{fmt.Sprint(2*step + n), fmt.Sprintf("Examplia story %d of %s", 2*step+n, h), strings.Repeat("Words of the story. ", 40)})
		}
		w.hosts[h] = page(rss(h, items...))
	}
	return w
}

func killIDs() []news.FeedID {
	var ids []news.FeedID
	for i := range killFeeds {
		ids = append(ids, feedAt(fmt.Sprintf("k%02d", i)).ID)
	}
	return ids
}

// telling prints what the store has acknowledged.
type telling struct{ store.Store }

func (s telling) File(ctx context.Context, d news.Delivery) (news.Filed, error) {
	f, err := s.Store.File(ctx, d)
	if err == nil {
		for _, id := range f.New {
			fmt.Println("filed", id)
		}
	}
	return f, err
}

func (s telling) Annotate(ctx context.Context, as []news.Annotation) error {
	err := s.Store.Annotate(ctx, as)
	if err == nil && len(as) > 0 {
		id := as[0].Story
		if _, err := s.Store.Mark(ctx, news.Local, news.Change{Kind: news.MarkStarred, On: true, Stories: []news.StoryID{id}, At: noon}); err == nil {
			fmt.Println("starred", id)
		}
	}
	return err
}

func refreshUntilKilled(spec string) {
	var file string
	var step int
	if _, err := fmt.Sscan(spec, &file, &step); err != nil {
		panic(err)
	}
	w := killWorld(max(step, 0))
	s, err := sqlite.Open(context.Background(), file, sqlite.Options{Now: w.clock})
	if err != nil {
		panic(err)
	}
	d := deskOver(w, telling{s})
	fmt.Println("started")
	for step < 0 {
		if _, err := d.RefreshWait(context.Background()); err != nil {
			panic(err)
		}
		time.Sleep(time.Hour)
	}
	for {
		if _, err := d.RefreshWait(context.Background(), killIDs()...); err != nil {
			panic(err)
		}
	}
}

// A refresh that is killed at any moment loses nothing that was acknowledged,
// doubles nothing, and is caught up with by the next one.
func TestKilledInTheMiddle(t *testing.T) {
	kills := 12
	if testing.Short() {
		kills = 3
	}
	file := filepath.Join(t.TempDir(), "news.db")
	first := killWorld(0)
	s, err := sqlite.Open(t.Context(), file, sqlite.Options{Now: first.clock})
	if err != nil {
		t.Fatal(err)
	}
	for i := range killFeeds {
		subscribe(t, s, fmt.Sprintf("k%02d", i))
	}
	s.Close()

	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	moments := rand.New(rand.NewPCG(seed, 1))
	filed, starred := map[news.StoryID]bool{}, map[news.StoryID]bool{}
	for step := range kills {
		for _, line := range runAndKill(t, fmt.Sprintf("%s %d", file, step), time.Duration(moments.IntN(250))*time.Millisecond) {
			what, id, _ := strings.Cut(line, " ")
			switch what {
			case "filed":
				if filed[news.StoryID(id)] {
					t.Errorf("%s was filed as new twice", id)
				}
				filed[news.StoryID(id)] = true
			case "starred":
				starred[news.StoryID(id)] = true
			}
		}
	}
	t.Logf("%d kills, %d stories and %d stars acknowledged", kills, len(filed), len(starred))

	w := killWorld(kills)
	s, err = sqlite.Open(t.Context(), file, sqlite.Options{Now: w.clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.SetAside() != "" {
		t.Fatal("the file was taken for broken")
	}
	d := deskOver(w, s)
	refresh(t, d, killIDs()...)
	checkNothingLost(t, d, filed, starred, 2*kills)
	if left, err := s.Untagged(t.Context(), "test-1", 10); len(left) != 0 || err != nil {
		t.Errorf("%d stories untagged, %v", len(left), err)
	}
}

func checkNothingLost(t *testing.T, d *Desk, filed, starred map[news.StoryID]bool, from int) {
	t.Helper()
	page, err := d.Headlines(t.Context(), news.ListQuery{View: news.Wire, Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	titles, ids := map[string]bool{}, map[news.StoryID]bool{}
	for _, h := range page.Rows {
		if titles[h.Title] || ids[h.Story] {
			t.Errorf("%q is there twice", h.Title)
		}
		titles[h.Title], ids[h.Story] = true, true
		if starred[h.Story] && !h.Starred {
			t.Errorf("%q has lost its star", h.Title)
		}
	}
	for id := range filed {
		if !ids[id] {
			t.Errorf("story %s was acknowledged and is lost", id)
		}
	}
	for i := range killFeeds {
		for n := range killItems {
			if title := fmt.Sprintf("Examplia story %d of k%02d", from+n, i); !titles[title] {
				t.Fatalf("%q is missing after the last refresh", title)
			}
		}
	}
}

// runAndKill starts the run, kills it some time after it began, and returns the
// whole lines it printed.
func runAndKill(t *testing.T, spec string, after time.Duration) []string {
	t.Helper()
	return runUntil(t, spec, func(lines int, kill func()) {
		if lines == 1 { // "started"
			time.AfterFunc(after, kill)
		}
	})
}

// runUntil starts the run and tells line after line how many it printed, with what kills it.
func runUntil(t *testing.T, spec string, told func(lines int, kill func())) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killedRun+"="+spec)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(out)
	var lines []string
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF || err != nil {
			break // what was cut in the middle of a line was not told
		}
		lines = append(lines, strings.TrimSpace(line))
		told(len(lines), func() { _ = cmd.Process.Kill() })
	}
	_ = cmd.Wait()
	return lines
}
