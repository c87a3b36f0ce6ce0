package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

// BenchmarkStart measures the start and keys, on the
// real binary in a terminal that answers no query, with 50,000 stories stored:
//
//	go test -run '^$' -bench Start -benchtime 5x ./cli
//
// With DATELINE_BENCH_STORE it is that store that is opened, one made by the benchmarks
// of store/sqlite, and one story of now is added to it.
//
// ms/start is from exec to the first headline on the screen; MiB/start is the
// process's peak memory by then; ms/200j and B/200j are what 200 "j" in one write
// take until the last byte is
// written (the screens' own tests hold that none is lost), and B/rest what two quiet seconds write.
func BenchmarkStart(b *testing.B) {
	home := b.TempDir()
	binary := buildBinary(b, home)
	stories := 50_000
	if path := os.Getenv("DATELINE_BENCH_STORE"); path != "" {
		if err := os.Symlink(path, filepath.Join(home, "stories.db")); err != nil {
			b.Fatal(err)
		}
		stories = 1
	}
	began := time.Now() // what starts is the program as it is shipped, whose clock is the machine's
	fillStoreAt(b, filepath.Join(home, "stories.db"), stories, began.UTC().Truncate(time.Minute))
	var start, best, keys time.Duration
	var memory, keyBytes, rest float64
	for b.Loop() {
		t := startTerminal(b, 120, 40, reader(home, binary))
		took := t.waitFor(b, 0, "zq0x").Sub(t.began)
		start += took
		if best == 0 || took < best {
			best = took
		}
		memory += peakMemory(b, t.cmd.Process.Pid)
		t.settle(300 * time.Millisecond)
		before, _ := t.written()
		pressed := time.Now()
		t.send(b, strings.Repeat("j", 200))
		t.waitFor(b, before, "\x1b")
		t.settle(300 * time.Millisecond)
		after, last := t.written()
		keys += last.Sub(pressed)
		keyBytes += float64(after - before)
		time.Sleep(2 * time.Second)
		quiet, _ := t.written()
		rest += float64(quiet - after)
		t.close()
	}
	n := float64(b.N)
	b.ReportMetric(float64(start.Milliseconds())/n, "ms/start")
	b.ReportMetric(float64(best.Milliseconds()), "ms/start-best")
	b.ReportMetric(memory/n, "MiB/start")
	b.ReportMetric(float64(keys.Milliseconds())/n, "ms/200j")
	b.ReportMetric(keyBytes/n, "B/200j")
	b.ReportMetric(rest/n, "B/rest")
	b.ReportMetric(0, "ns/op") // the sum of all this says nothing
}

func buildBinary(tb testing.TB, dir string) string {
	tb.Helper()
	binary := filepath.Join(dir, "dateline")
	build := exec.Command("go", "build", "-o", binary, "dateline")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		tb.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// reader is the command that opens the reader on the stories of fillStore, with no
// network and a home of its own.
func reader(home, binary string) *exec.Cmd {
	cmd := exec.Command(binary, "--store", filepath.Join(home, "stories.db"), "--config", filepath.Join(home, "config.toml"))
	cmd.Env = []string{"HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	cmd.Dir = home
	return cmd
}

// fillStore files n stories of 400 words, one a minute; the i-th newest is headed
// by a word of its own, "zq<i>x".
func fillStore(tb testing.TB, path string, n int) {
	tb.Helper()
	fillStoreAt(tb, path, n, editionDay)
}

// fillStoreAt is fillStore with the time of the newest story.
func fillStoreAt(tb testing.TB, path string, n int, now time.Time) {
	tb.Helper()
	ctx := context.Background()
	settings := "[fetch]\noffline = true\n[store]\ndays = 0\n[screen]\nview = \"wire\"\n"
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "config.toml"), []byte(settings), 0o600); err != nil {
		tb.Fatal(err)
	}
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	feed := news.Feed{ID: "bench", URL: "https://bench.example/", Title: "Bench Wire", Outlet: "Bench Wire"}
	if err := s.PutFeed(ctx, feed); err != nil {
		tb.Fatal(err)
	}
	if err := s.SetSetting(ctx, news.Local, "starter", "done"); err != nil {
		tb.Fatal(err)
	}
	const batch = 1000
	random := rand.New(rand.NewPCG(1, 2))
	for first := n - 1; first >= 0; first -= batch {
		var stories []news.Story
		for i := first; i > first-batch && i >= 0; i-- {
			at := now.Add(-time.Duration(i) * time.Minute)
			stories = append(stories, news.Story{
				ID: news.NewStoryID(feed.ID, strconv.Itoa(i)), Feed: feed.ID, Outlet: feed.Outlet,
				URL:   fmt.Sprintf("https://bench.example/%d", i),
				Title: fmt.Sprintf("zq%dx %s", i, prose(random, 8)), Text: prose(random, 400),
				Published: at, Seen: at, Version: 1,
			})
		}
		state := news.FetchState{LastTry: now, LastGood: now, Next: now.Add(time.Hour)}
		if _, err := s.File(ctx, news.Delivery{Feed: feed.ID, State: state, Stories: stories}); err != nil {
			tb.Fatal(err)
		}
		if err := annotate(ctx, s, stories); err != nil {
			tb.Fatal(err)
		}
	}
}

func annotate(ctx context.Context, s *sqlite.Store, stories []news.Story) error {
	var as []news.Annotation
	for _, st := range stories {
		as = append(as, news.Annotation{
			Story: st.ID, Version: 1, Tagger: engineVersion(),
			Mentions: []news.Mention{{Field: news.InTitle, Span: news.Span{End: 3}, Kind: news.Country, Ref: "KOR", Name: "South Korea"}},
			Place:    news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: st.Outlet},
		})
	}
	return s.Annotate(ctx, as)
}

// prose makes n words in sentences, from syllables, with the common ones common.
func prose(r *rand.Rand, n int) string {
	syllables := strings.Fields("ka ri to ne mo sa lu vi den port mar tin gol fer ban sel or tag wen hul")
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		word := int(r.ExpFloat64() * 300)
		for range 2 + word%2 {
			b.WriteString(syllables[word%len(syllables)])
			word = word/3 + 7
		}
		if i%20 == 19 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// peakMemory is the most memory the process held so far, in MiB (VmHWM).
func peakMemory(tb testing.TB, pid int) float64 {
	tb.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		tb.Fatal(err)
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				tb.Fatal(err)
			}
			return float64(kb) / 1024
		}
	}
	tb.Fatal("no VmHWM")
	return 0
}
