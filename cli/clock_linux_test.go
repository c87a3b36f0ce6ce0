package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/sqlite"
)

// clockedHome names, in the environment of a child, the home whose reader it is to be.
const clockedHome = "DATELINE_CLOCKED_HOME"

// clockFile is the file of such a home that says by how much its clock is wrong.
const clockFile = "clock"

// TestClockedReader is the child of the tests below: the reader, as main runs it, by a
// clock that starts on the edition's day and is wrong by what clockFile says.
func TestClockedReader(t *testing.T) {
	home := os.Getenv(clockedHome)
	if home == "" {
		t.Skip("run by TestClockIsSet")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	a := newApp(Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	began := time.Now()
	a.now = func() time.Time {
		said, _ := os.ReadFile(filepath.Join(home, clockFile))
		wrong, _ := time.ParseDuration(string(said))
		return editionDay.Add(time.Since(began) + wrong)
	}
	root := a.command()
	root.SetArgs([]string{"--store", filepath.Join(home, "stories.db"), "--config", filepath.Join(home, "config.toml")})
	os.Exit(a.report(root.ExecuteContext(ctx)))
}

// serveNumbered serves a feed at this machine, with one story more at each fetch, by a
// clock that is always right, and subscribes a home to it.
func serveNumbered(t *testing.T, home string) (served *atomic.Int64, feed news.FeedID) {
	t.Helper()
	served = &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", editionDay.Format(http.TimeFormat))
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Numbered</title>`)
		for n := served.Add(1); n > 0; n-- {
			at := editionDay.Add(time.Duration(n) * time.Second).Format(time.RFC1123Z)
			fmt.Fprintf(w, "<item><guid>%d</guid><title>vk%dx comes in</title><pubDate>%s</pubDate></item>", n, n, at)
		}
		fmt.Fprint(w, "</channel></rss>")
	}))
	t.Cleanup(server.Close)
	feed = news.NewFeedID(server.URL)
	inStore(t, home, func(s *sqlite.Store) error {
		return s.PutFeed(t.Context(), news.Feed{ID: feed, URL: server.URL, Title: "Numbered", Outlet: "Numbered", Added: editionDay})
	})
	settings := fmt.Sprintf("[fetch]\nallow_hosts = [%q]\n[screen]\nview = \"wire\"\n", strings.TrimPrefix(server.URL, "http://"))
	if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	return served, feed
}

// inStore does something in the store of a home, as another process.
func inStore(t *testing.T, home string, do func(*sqlite.Store) error) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(home, "stories.db"), sqlite.Options{Now: func() time.Time { return editionDay }})
	if err == nil {
		err = do(s)
		_ = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestClockIsSet sets the clock of a reader at work back by a day, ahead by a month and
// right again. Whatever it says, marks are kept, feeds come in, and no age is nonsense.
func TestClockIsSet(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	home := t.TempDir()
	fillStore(t, filepath.Join(home, "stories.db"), 20)
	served, feed := serveNumbered(t, home)
	cmd := exec.Command(os.Args[0], "-test.run=^TestClockedReader$")
	cmd.Env = []string{clockedHome + "=" + home, "HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	cmd.Dir = home
	term := startTerminal(t, 120, 40, cmd)
	term.waitFor(t, 0, "vk1x")
	for i, step := range []struct{ name, wrong string }{
		{"right", "0s"}, {"a day back", "-24h"}, {"a month ahead", "720h"}, {"right again", "0s"}, {"an hour back", "-1h"},
	} {
		if err := os.WriteFile(filepath.Join(home, clockFile), []byte(step.wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		if step.name == "right again" { // and whoever leased the feed meanwhile is gone
			wrong := editionDay.Add(720 * time.Hour)
			inStore(t, home, func(s *sqlite.Store) error {
				_, err := s.Due(t.Context(), store.Lease{Holder: "gone", Now: wrong, Until: wrong.Add(time.Minute), Limit: 1, Only: []news.FeedID{feed}})
				return err
			})
		}
		term.settle(300 * time.Millisecond)
		from, _ := term.written()
		term.send(t, "*jmR")
		waitListed(t, home, fmt.Sprintf("vk%dx", i+2))
		resize(t, term, uint16(119+i%2), 40)
		term.settle(300 * time.Millisecond)
		if odd := oddAge.FindString(term.output(from)); odd != "" {
			t.Errorf("%s: the screen says %q", step.name, odd)
		}
	}
	term.send(t, "q")
	if state := waitExit(t, term); state.ExitCode() != 0 {
		t.Errorf("exit %v; the screen got %q", state, last(term.output(0), 2000))
	}
	wholeStore(t, home)
	all := listed(t, home, "is:read OR is:unread")
	for n := range served.Load() {
		if got := strings.Count(all, fmt.Sprintf("vk%dx ", n+1)); got != 1 {
			t.Errorf("story %d is there %d times", n+1, got)
		}
	}
	if got := strings.Count(all, "zq"); got != 20 {
		t.Errorf("%d of the 20 stories that were there are there", got)
	}
	if starred, read := lines(listed(t, home, "is:starred")), lines(listed(t, home, "is:read")); starred != 5 || read < 5 {
		t.Errorf("%d stories are starred and %d read, of 5 that were", starred, read)
	}
}

// oddAge is an age before nothing or of years.
var oddAge = regexp.MustCompile(`\((?:-|−)\d+[mhd]\)|\(\d{4,}[mhd]\)`)

// lines counts the lines of a list.
func lines(s string) int { return strings.Count(s, "\n") }

func last(s string, n int) string { return s[max(0, len(s)-n):] }

// waitListed waits until a story with the word in its headline is stored.
func waitListed(t *testing.T, home, word string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if strings.Contains(listed(t, home, word), word) {
			return
		}
	}
	t.Fatalf("%s never came", word)
}
