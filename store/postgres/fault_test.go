//go:build unix

package postgres_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/news"
	"dateline/store"
	"dateline/store/postgres"
	"dateline/store/postgres/pgtest"
	"dateline/store/storetest"
)

var kills = flag.Int("kills", 5, "how many processes TestKilledNodes kills")

// story makes one of a feed.
func story(f news.FeedID, key string) news.Story {
	at := storetest.Clock()
	return news.Story{ID: news.NewStoryID(f, key), Feed: f, GUID: key, URL: "https://a.example/" + key, Title: "Headline " + key, Text: "Text of " + key + ".", Published: at, Seen: at, Version: 1}
}

var alpha = news.Feed{ID: news.NewFeedID("https://a.example/feed"), URL: "https://a.example/feed", Title: "Alpha"}

// fill subscribes to a feed and files stories of it.
func fill(t *testing.T, s store.Store, n int) []news.Story {
	t.Helper()
	if err := s.PutFeed(t.Context(), alpha); err != nil {
		t.Fatal(err)
	}
	d := news.Delivery{Feed: alpha.ID}
	for i := range n {
		d.Stories = append(d.Stories, story(alpha.ID, fmt.Sprint("story-", i)))
	}
	if _, err := s.File(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	return d.Stories
}

func read(s store.Store, st news.Story) error {
	_, err := s.Mark(context.Background(), news.Local, news.Change{Kind: news.MarkRead, On: true, At: storetest.Clock(), Stories: []news.StoryID{st.ID}})
	return err
}

// eventually tries until it works, for at most half a minute.
func eventually(t *testing.T, what string, try func() error) {
	t.Helper()
	var err error
	for began := time.Now(); time.Since(began) < 30*time.Second; time.Sleep(100 * time.Millisecond) {
		if err = try(); err == nil {
			return
		}
	}
	t.Fatalf("%s: %v", what, err)
}

// proxy is a wire between a store and its server that can be cut.
type proxy struct {
	net.Listener
	to  string
	mu  sync.Mutex
	cut bool
}

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{Listener: l, to: to}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", p.to)
			if err != nil {
				_ = c.Close()
				continue
			}
			go p.carry(server, c)
			go p.carry(c, server)
		}
	}()
	return p
}

// carry copies while the wire is whole; what is sent while it is cut is lost without a word.
func (p *proxy) carry(to, from net.Conn) {
	defer func() { _, _ = to.Close(), from.Close() }()
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		if err != nil {
			return
		}
		if p.isCut() {
			continue
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

func (p *proxy) isCut() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cut
}

func (p *proxy) set(cut bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut = cut
}

// TestNetworkCut cuts the wire to the database under a store: changes are refused as on a
// full disk, within the time that a call may take; when it is whole again they are
// taken, and nothing is doubled.
func TestNetworkCut(t *testing.T) {
	url := database(t)
	host := fmt.Sprintf("127.0.0.1:%d", server.Port)
	wire := newProxy(t, host)
	s, err := postgres.Open(t.Context(), strings.Replace(url, host, wire.Addr().String(), 1), postgres.Options{Now: storetest.Clock, Wait: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stories := fill(t, s, 10)
	if err := read(s, stories[0]); err != nil {
		t.Fatal(err)
	}
	wire.set(true)
	for _, st := range stories[1:4] {
		if err := read(s, st); !errors.Is(err, news.ErrReadOnly) {
			t.Fatalf("a mark while the wire is cut: %v", err)
		}
	}
	if _, err := s.Headlines(t.Context(), news.ListQuery{User: news.Local, View: news.Wire, Limit: 10}); !errors.Is(err, news.ErrReadOnly) {
		t.Fatalf("a list while the wire is cut: %v", err)
	}
	wire.set(false)
	for _, st := range stories[1:4] {
		eventually(t, "a mark when the wire is whole", func() error { return read(s, st) })
	}
	c, err := s.Counts(t.Context(), news.Local, news.Query{})
	if err != nil || c.Stories != 10 || c.Unread != 6 {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestFailover reads from a replica that lags, then kills the primary while marks are made, and promotes the replica: the store
// finds it, and has every mark that was acknowledged.
func TestFailover(t *testing.T) {
	primary := pgtest.Running(t)
	standby, err := primary.Standby()
	if err != nil {
		t.Fatal(err)
	}
	defer standby.Stop()
	// What is acknowledged is on both.
	for _, q := range []string{"ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"} {
		if err := primary.Exec("postgres", q); err != nil {
			t.Fatal(err)
		}
	}
	lagging(t, primary, standby)
	// The replica is named first: what takes changes and who announces them is looked for.
	url := strings.Replace(primary.URL("postgres"), "127.0.0.1", fmt.Sprintf("127.0.0.1:%d,127.0.0.1", standby.Port), 1)
	s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock, Wait: 2 * time.Second, ReadURL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	stories := fill(t, s, 200)
	announced(t, s, "of the first stories")
	acknowledged := 0
	for i, st := range stories[:100] {
		if i == 50 {
			go primary.Kill()
		}
		if read(s, st) == nil {
			acknowledged++
		}
	}
	if acknowledged < 50 || acknowledged == 100 {
		t.Fatalf("%d of 100 marks were acknowledged", acknowledged)
	}
	aside(t, s, stories[199])
	if err := standby.Promote(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a mark after the failover", func() error { return read(s, stories[150]) })
	var c news.Counts
	eventually(t, "counts after the failover", func() (err error) {
		c, err = s.Counts(t.Context(), news.Local, news.Query{})
		return err
	})
	if marked := c.Stories - c.Unread; c.Stories != 200 || marked < acknowledged+1 || marked > 101 {
		t.Errorf("%d stories, %d marked; %d marks were acknowledged before", c.Stories, marked, acknowledged)
	}
	eventually(t, "a filing after the failover", func() error {
		_, err := s.File(t.Context(), news.Delivery{Feed: alpha.ID, Stories: []news.Story{story(alpha.ID, "later")}})
		return err
	})
	announced(t, s, "of a filing after the failover")
}

// TestMain's processes that are to be killed run node instead of tests. One without a name
// opens the store and ends.
const nodeURL, nodeName = "DATELINE_TEST_NODE", "DATELINE_TEST_NAME"

// node leases feeds, files a story of each and marks it, for as long as it lives, and tells
// what was acknowledged.
func node(url, name string) error {
	ctx := context.Background()
	s, err := postgres.Open(ctx, url, postgres.Options{Now: storetest.Clock})
	if err != nil {
		return err
	}
	if name == "" {
		return s.Close()
	}
	for i := 0; ; i++ {
		now := storetest.Clock().Add(time.Duration(i) * time.Millisecond)
		due, err := s.Due(ctx, store.Lease{Holder: name, Now: now, Until: now.Add(time.Minute), Limit: 2})
		if err != nil {
			return err
		}
		for _, f := range due {
			fmt.Println("leased", f.ID)
			st := story(f.ID, fmt.Sprint(name, "-", i))
			if _, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: []news.Story{st}, State: news.FetchState{Next: now}}); err != nil {
				return err
			}
			fmt.Println("filed", st.ID)
			if err := read(s, st); err != nil {
				return err
			}
			fmt.Println("marked", st.ID)
		}
	}
}

// TestKilledNodes runs two nodes on one database and kills one after the other in the
// midst of it: what they acknowledged is there, once.
func TestKilledNodes(t *testing.T) {
	url := database(t)
	s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for i := range 20 {
		f := alpha
		f.URL += fmt.Sprint(i)
		f.ID = news.NewFeedID(f.URL)
		if err := s.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	filed, marked := acknowledged(t, killNodes(t, url))
	for id := range filed {
		a, err := s.Article(t.Context(), news.Local, id)
		if err != nil || marked[id] && !a.Read {
			t.Errorf("story %s: %v, read %t", id, err, a.Read)
		}
	}
	c, err := s.Counts(t.Context(), news.Local, news.Query{})
	if err != nil || c.Stories < len(filed) || c.Stories > len(filed)+2**kills {
		t.Errorf("%+v, %v; %d were acknowledged", c, err, len(filed))
	}
	// The leases of the dead pass on.
	later := storetest.Clock().Add(2 * time.Minute)
	due, err := s.Due(t.Context(), store.Lease{Holder: "after", Now: later, Until: later.Add(time.Minute), Limit: 100})
	if err != nil || len(due) != 20 {
		t.Errorf("%d feeds are leased anew, %v", len(due), err)
	}
}

// killNodes runs nodes in pairs, kills each, and returns the lines they told.
func killNodes(t *testing.T, url string) []string {
	var told [2][]string
	for round := range max(*kills/2, 1) {
		var wg sync.WaitGroup
		for i := range told {
			wg.Go(func() {
				told[i] = append(told[i], runNode(t, url, fmt.Sprintf("node%d-%d", i, round), time.Duration(700+300*i)*time.Millisecond)...)
			})
		}
		wg.Wait()
	}
	return append(told[0], told[1]...)
}

// acknowledged are the stories that nodes told to be filed, each once, and marked.
func acknowledged(t *testing.T, told []string) (filed, marked map[news.StoryID]bool) {
	filed, marked = map[news.StoryID]bool{}, map[news.StoryID]bool{}
	for _, line := range told {
		what, name, _ := strings.Cut(line, " ")
		id := news.StoryID(name)
		switch what {
		case "filed":
			if filed[id] {
				t.Errorf("story %s was filed twice", id)
			}
			filed[id] = true
		case "marked":
			marked[id] = true
		}
	}
	if len(marked) == 0 {
		t.Fatal("no node marked anything")
	}
	return filed, marked
}

// runNode runs a node until it is killed and returns the whole lines it told.
func runNode(t *testing.T, url, name string, life time.Duration) (lines []string) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), nodeURL+"="+url, nodeName+"="+name)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Error(err)
		return nil
	}
	r := bufio.NewReader(out)
	var killer *time.Timer
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			if err != io.EOF {
				t.Error(err)
			}
			_ = cmd.Wait()
			return lines
		}
		if killer == nil { // it is at work
			killer = time.AfterFunc(life, func() { _ = cmd.Process.Kill() })
		}
		lines = append(lines, strings.TrimSpace(line))
	}
}

// TestPanicInAChange: a fault of the program within a change takes the change back and holds
// no lock.
func TestPanicInAChange(t *testing.T) {
	s, err := postgres.Open(t.Context(), database(t), postgres.Options{Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.SetSetting(t.Context(), news.Local, "panes", "40 60"); err != nil {
		t.Fatal(err)
	}
	if told := s.Panic(t.Context()); told != "a map is nil" {
		t.Errorf("who calls is told %v", told)
	}
	fill(t, s, 1)
	if v, err := s.Setting(t.Context(), news.Local, "panes"); err != nil || v != "40 60" {
		t.Errorf("the setting is %q, %v", v, err)
	}
}
