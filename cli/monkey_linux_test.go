package cli

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"dateline/news"
	"dateline/news/newstest"
	"dateline/store/sqlite"
)

const (
	// monkeyFeeds is how many feeds come in meanwhile; every second one is hostile.
	monkeyFeeds = 12
	// monkeyBound is how long the monkey waits for a repaint: generous, since machines
	// that run tests are slow.
	monkeyBound = 20 * time.Second
	// monkeyMiB is what the process may take at most.
	monkeyMiB = 600
)

// monkeyKeys are what a reader may press. What leaves the program is not among them.
var monkeyKeys = strings.Split("j j j k J K h l g G n N p u U v w x X y e i c C F S T W M R r m * s d f t a o z \r \t \x1b \x1b \x1b [ ] { } ( ) < > + - = . , ; ? / : 0 1 2 3 4 5 6 7 8 9 "+
	"\x1b[A \x1b[B \x1b[C \x1b[D \x1b[5~ \x1b[6~ \x1b[H \x1b[F \x1b[Z \x7f \x04 \x15 \x1b_ \x1b[I \x1b[O \x1b[<0;9;9M \x1b[<0;9;9m \x1b[<64;9;9M ]c ]e", " ")

// TestMonkey has somebody at the keys of the real program who knows nothing, while
// healthy and hostile feeds come in: keys, resizes, pastes and searches at random for
// some seconds, or for as long as DATELINE_MONKEY says ("10m"). DATELINE_MONKEY_SEED
// repeats a run.
func TestMonkey(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	long, seed := 4*time.Second, rand.Uint64()
	if v := os.Getenv("DATELINE_MONKEY"); v != "" {
		var err error
		if long, err = time.ParseDuration(v); err != nil {
			t.Fatal(err)
		}
	}
	if v := os.Getenv("DATELINE_MONKEY_SEED"); v != "" {
		if _, err := fmt.Sscan(v, &seed); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("DATELINE_MONKEY_SEED=%d", seed)
	home := t.TempDir()
	binary := buildBinary(t, home)
	fillStore(t, filepath.Join(home, "stories.db"), 200)
	served := monkeyWires(t, home)
	stars := starSome(t, home)
	term := startTerminal(t, 100, 30, reader(home, binary))
	term.waitFor(t, 0, "\x1b[?1049h")
	m := &monkey{t: t, term: term, r: rand.New(rand.NewPCG(seed, 1))}
	for deadline := time.Now().Add(long); time.Now().Before(deadline) && !t.Failed(); {
		m.play(1 + m.r.IntN(12))
		m.answers()
	}
	if peak := peakMemory(t, term.cmd.Process.Pid); peak > monkeyMiB {
		t.Errorf("the process took %.0f MiB", peak)
	} else {
		t.Logf("%d strokes, %d documents served, slowest answer %v, %.0f MiB at most", m.strokes, served.Load(), m.slowest, peak)
	}
	m.leave()
	if state := term.cmd.ProcessState; state.ExitCode() != 0 {
		t.Errorf("exit %v", state)
	}
	time.Sleep(50 * time.Millisecond)
	sent := term.output(0)
	if what := foreign(ownLink.ReplaceAllString(sent, "")); what != "" {
		t.Errorf("the terminal got %s", what)
	}
	restored(t, sent, term.master)
	wholeStore(t, home)
	keptStars(t, home, stars)
}

// ownLink is what opens or closes a link to a clean web address, as the open story has
// one.
var ownLink = regexp.MustCompile(`\x1b\]8;;(?:https?://[^\x00-\x20\x7f]+)?\x07`)

// monkey plays with a terminal.
type monkey struct {
	t       *testing.T
	term    *terminal
	r       *rand.Rand
	strokes int
	asked   int
	slowest time.Duration
}

// play does n things at random.
func (m *monkey) play(n int) {
	for range n {
		m.strokes++
		switch k := m.r.IntN(40); {
		case k < 2:
			resize(m.t, m.term, uint16(1+m.r.IntN(220)), uint16(1+m.r.IntN(70)))
		case k == 2:
			m.term.send(m.t, "\x1b[200~"+m.hostile(20+m.r.IntN(3000))+"\x1b[201~")
		case k == 3:
			m.term.send(m.t, "\x1b")
			time.Sleep(150 * time.Millisecond) // else it is Alt-/
			m.term.send(m.t, "/"+pick(m.r, monkeySearches)+"\r")
		default:
			m.term.send(m.t, pick(m.r, monkeyKeys))
		}
		time.Sleep(time.Duration(m.r.IntN(30)) * time.Millisecond)
	}
}

// monkeySearches have no q: where "/" opens no search it would quit.
var monkeySearches = []string{"kari", "seoul", `"said`, "by:minister", "is:starred", "is:costly", "since:2d", "-kari (", "kari OR vi", "country:KOR", "figure:>3", "\u202e\u4e2d"}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// hostile is a text of n bytes as strangers make them, without what ends a paste.
func (m *monkey) hostile(n int) string {
	all := newstest.Hostile()
	return strings.ReplaceAll(all[m.r.IntN(len(all))].Text(n), "\x1b", "")
}

// answers has the screen made a size that it did not have lately, since a size that is
// taken back at once is none, and waits for it to be painted.
func (m *monkey) answers() {
	m.t.Helper()
	from, _ := m.term.written()
	began := time.Now()
	m.asked++
	resize(m.t, m.term, uint16(60+m.asked%50), 71+uint16(m.asked%2)) // play makes none so high
	for n, _ := m.term.written(); n == from; n, _ = m.term.written() {
		if time.Since(began) > monkeyBound {
			_ = m.term.cmd.Process.Signal(syscall.SIGQUIT) // it tells what it is at
			time.Sleep(time.Second)
			m.t.Fatalf("no answer in %v after %d strokes; the last of the screen:\n%q", monkeyBound, m.strokes, m.term.output(max(0, from-1500)))
		}
		time.Sleep(time.Millisecond)
	}
	m.slowest = max(m.slowest, time.Since(began))
}

// leave closes what is open and quits, as often as there are pages over one another.
func (m *monkey) leave() {
	m.t.Helper()
	time.Sleep(1200 * time.Millisecond) // a sequence or paste that was cut is lost by then
	ended := make(chan error, 1)
	go func() { ended <- m.term.cmd.Wait() }()
	from, _ := m.term.written()
	for n := range 40 {
		for _, key := range []string{"\x1b", "q"} {
			pressed := time.Now()
			_, _ = m.term.master.WriteString(key)
			select {
			case <-ended:
				m.t.Logf("ended %v after q number %d", time.Since(pressed), n+1)
				return
			case <-time.After(400 * time.Millisecond):
			}
		}
	}
	m.t.Fatalf("the program does not end; since the first q the screen got:\n%q", m.term.output(from))
}

// monkeyWires serves feeds at this machine and subscribes a home to them. A document
// has other stories each time, and every second feed a hostile one.
func monkeyWires(t *testing.T, home string) *atomic.Int64 {
	t.Helper()
	var served atomic.Int64
	all := newstest.Hostile()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(served.Add(1))
		p := all[n%len(all)]
		if strings.HasPrefix(r.URL.Path, "/raw") { // hostile as a document
			fmt.Fprint(w, `<rss version="2.0"><channel><title>raw</title><item><title>raw `, n, `</title></item>`, p.Text(64<<10))
			return
		}
		random := rand.New(rand.NewPCG(uint64(n), 7))
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>wire %s</title>`, r.URL.Path)
		for i := range 10 {
			text := "Officials in Seoul said " + prose(random, 120)
			if strings.HasPrefix(r.URL.Path, "/bad") && i == 0 {
				text = p.Text(64 << 10)
			}
			fmt.Fprintf(w, "<item><guid>%d-%d</guid><title>%s</title><description>", n, i, prose(random, 9))
			_ = xml.EscapeText(w, []byte(text))
			fmt.Fprint(w, "</description></item>")
		}
		fmt.Fprint(w, "</channel></rss>")
	}))
	t.Cleanup(server.Close)
	s, err := sqlite.Open(t.Context(), filepath.Join(home, "stories.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for i := range monkeyFeeds {
		url := fmt.Sprintf("%s/%s%d", server.URL, []string{"good", "bad", "good", "raw"}[i%4], i)
		if err := s.PutFeed(t.Context(), news.Feed{ID: news.NewFeedID(url), URL: url, Title: url, Outlet: url}); err != nil {
			t.Fatal(err)
		}
	}
	settings := fmt.Sprintf("[store]\ndays = 0\n[fetch]\nallow_hosts = [%q]\n[screen]\nview = \"wire\"\nbrowser = \"true\"\n", strings.TrimPrefix(server.URL, "http://"))
	if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	return &served
}

// starSome stars stories by another user's hand than the monkey's, who may take away
// what is its own.
func starSome(t *testing.T, home string) []news.StoryID {
	t.Helper()
	return markStars(t, home, func(s *sqlite.Store) ([]news.StoryID, error) {
		var ids []news.StoryID
		for i := range 20 {
			ids = append(ids, news.NewStoryID("bench", fmt.Sprint(i*10)))
		}
		_, err := s.Mark(t.Context(), monkeyUser, news.Change{Stories: ids, Kind: news.MarkStarred, On: true, At: editionDay})
		return ids, err
	})
}

const monkeyUser news.User = "another"

func keptStars(t *testing.T, home string, want []news.StoryID) {
	t.Helper()
	got := markStars(t, home, func(s *sqlite.Store) ([]news.StoryID, error) {
		var ids []news.StoryID
		for _, id := range want {
			a, err := s.Article(t.Context(), monkeyUser, id)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", id, err)
			}
			if a.Starred {
				ids = append(ids, id)
			}
		}
		return ids, nil
	})
	if !slices.Equal(got, want) {
		t.Errorf("of %d stars %d are left", len(want), len(got))
	}
}

func markStars(t *testing.T, home string, do func(*sqlite.Store) ([]news.StoryID, error)) []news.StoryID {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(home, "stories.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	ids, err := do(s)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
