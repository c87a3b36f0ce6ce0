package desk

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/claims"
	"dateline/entities"
	"dateline/feed"
	"dateline/news"
	"dateline/related"
	"dateline/store"
	"dateline/store/sqlite"
)

// endpoint is an entry of tools/hostile: an address and what a good reader does.
type endpoint struct {
	URL, Path, Group, What string
	Outcome, Error         string
	Fetches                int
	Items                  *int
	ItemsMin               int `json:"items_min"`
	Unread                 *int
	Titles, Has, Lacks     []string
	Links                  []string
	OpenNever              bool `json:"open_never"`
	Dates                  []string
	WithinMS               int `json:"within_ms"`
	WaitS                  int `json:"wait_s"`
	MaxWaitS               int `json:"max_wait_s"`
	Requests               int
	MovedTo                string `json:"moved_to"`
	Discover               string
	Sends                  string
	SendsNot               string `json:"sends_not"`
}

// hostileServer builds and runs tools/hostile and returns its address.
func hostileServer(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DATELINE_SHARED")
	if dir == "" {
		dir = "../../shared"
	}
	dir, _ = filepath.Abs(filepath.Join(dir, "tools", "hostile"))
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no hostile server here")
	}
	bin := filepath.Join(t.TempDir(), "hostile")
	build := exec.Command("go", "build", "-o", bin, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("the hostile server does not build: %v\n%s", err, out)
	}
	cmd := exec.Command(bin, "-addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	var at struct{ HTTP string }
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &at)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at.HTTP
}

func ask(t *testing.T, address string, into any) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// TestHostile subscribes to every endpoint of the shared hostile server, refreshes as
// often as its entry says, and holds what the store has then to the entry.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	server := hostileServer(t)
	var all []endpoint
	ask(t, server+"/_list", &all)
	tagger, err := entities.New()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := claims.New()
	if err != nil {
		t.Fatal(err)
	}
	tls := all[slices.IndexFunc(all, func(e endpoint) bool { return strings.HasPrefix(e.URL, "https:") })].URL
	h := hostile{server: server, tls: tls, tagger: tagger, finder: finder, passed: map[string]int{}, total: map[string]int{}}
	t.Run("endpoints", func(t *testing.T) {
		places := make(chan struct{}, 8)
		var alone sync.RWMutex
		for _, e := range all {
			t.Run(e.Path, func(t *testing.T) {
				t.Parallel()
				places <- struct{}{}
				defer func() { <-places }()
				if e.Group == "size" { // held to a time, which eight at once would share
					alone.Lock()
					defer alone.Unlock()
				} else {
					alone.RLock()
					defer alone.RUnlock()
				}
				h.try(t, e)
			})
		}
	})
	var hits struct {
		Canary []string
	}
	ask(t, server+"/_hits", &hits)
	if len(hits.Canary) > 0 {
		t.Errorf("the canary was reached: %q", hits.Canary)
	}
	groups, passed := []string{}, 0
	for g, n := range h.total {
		groups = append(groups, fmt.Sprintf("%s %d/%d", g, h.passed[g], n))
		passed += h.passed[g]
	}
	slices.Sort(groups)
	t.Logf("%d of %d endpoints: %s", passed, len(all), strings.Join(groups, ", "))
}

type hostile struct {
	server string
	tls    string // the address of the listener nobody trusts
	tagger *entities.Tagger
	finder *claims.Finder

	mu            sync.Mutex
	passed, total map[string]int
}

func (h *hostile) try(t *testing.T, e endpoint) {
	defer func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.total[e.Group]++
		if !t.Failed() && !t.Skipped() {
			h.passed[e.Group]++
		}
	}()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	log := &strings.Builder{}
	c := feed.NewClient(feed.Options{AllowHosts: hostsOf(h.server, e.URL, h.tls), Header: 3 * time.Second, Total: 6 * time.Second})
	defer c.Close()
	v := visit{T: t, e: e, s: s, log: log}
	v.d = New(Options{Store: s, Client: c, Tagger: h.tagger, Claims: h.finder,
		Index: func() Index { return related.New(related.Options{}) }, Engines: "hostile", Log: textLog(log)})
	if e.Outcome == "discover" {
		v.discover()
		return
	}
	v.refreshAll(h.server)
	v.check()
	v.checkRequests(h.server)
}

// hostsOf lists the hosts with ports of addresses, each of them allowed.
func hostsOf(addresses ...string) []string {
	var hosts []string
	for _, a := range addresses {
		if u, err := url.Parse(a); err == nil {
			hosts = append(hosts, u.Host)
		}
	}
	return hosts
}

// visit is what one endpoint left behind.
type visit struct {
	*testing.T
	e     endpoint
	d     *Desk
	s     store.Store
	log   *strings.Builder
	feed  news.FeedStatus
	good  news.FeedStatus
	err   *feed.Error
	took  time.Duration
	began time.Time
	arts  []news.Article
}

func (v *visit) discover() {
	f, err := v.d.Subscribe(v.Context(), v.e.URL)
	if err != nil || f.URL != v.e.Discover {
		v.Errorf("found %q, %v; want %s", f.URL, err, v.e.Discover)
	}
}

func (v *visit) refreshAll(server string) {
	address := v.e.URL
	if v.e.Fetches > 1 {
		address += "?run=desk"
	}
	f := news.Feed{ID: news.NewFeedID(address), URL: address, Outlet: "Hostile", Added: noon}
	healthy := news.Feed{ID: news.NewFeedID(server + "/_good"), URL: server + "/_good?" + v.e.Path, Outlet: "Good", Added: noon}
	for _, f := range []news.Feed{f, healthy} {
		if err := v.s.PutFeed(v.Context(), f); err != nil {
			v.Fatal(err)
		}
	}
	fetches := max(1, v.e.Fetches)
	for n := range fetches {
		if n == fetches-1 && v.e.Unread != nil {
			if _, err := v.d.MarkAll(v.Context(), news.Query{}, news.Change{Kind: news.MarkRead, On: true}); err != nil {
				v.Fatal(err)
			}
		}
		v.err, v.began = nil, time.Now()
		r, err := v.d.RefreshWait(v.Context(), f.ID)
		if err != nil {
			v.Fatal(err)
		}
		v.took = max(v.took, time.Since(v.began))
		for _, failed := range r.Failed {
			v.err = failed.Err
		}
	}
	if !strings.HasPrefix(v.e.Path, "/status/429") && !strings.HasPrefix(v.e.Path, "/status/503") { // there the host is left alone
		if _, err := v.d.RefreshWait(v.Context(), healthy.ID); err != nil {
			v.Fatal(err)
		}
	}
	v.load(f.ID, healthy.ID)
}

func (v *visit) load(id, healthy news.FeedID) {
	var err error
	if v.feed, err = v.s.Feed(v.Context(), news.Local, id); err != nil {
		v.Fatal(err)
	}
	if v.good, err = v.s.Feed(v.Context(), news.Local, healthy); err != nil {
		v.Fatal(err)
	}
	page, err := v.d.Headlines(v.Context(), news.ListQuery{View: news.Wire, Limit: 2000,
		Query: news.Query{Expr: &news.Term{Field: news.FieldFeed, Value: string(id)}}})
	if err != nil {
		v.Fatal(err)
	}
	for _, row := range page.Rows {
		a, err := v.d.Article(v.Context(), row.Story)
		if err != nil {
			v.Fatal(err)
		}
		v.arts = append(v.arts, a)
	}
}

func (v *visit) check() {
	v.checkOutcome()
	v.checkText()
	v.checkStories()
	if v.e.WithinMS > 0 && v.took > time.Duration(v.e.WithinMS)*time.Millisecond+3*time.Second {
		v.Errorf("took %v", v.took)
	}
	wait := v.feed.State.Next.Sub(v.began)
	if v.e.WaitS > 0 && wait < time.Duration(v.e.WaitS)*time.Second || v.e.MaxWaitS > 0 && wait > time.Duration(v.e.MaxWaitS)*time.Second+time.Minute {
		v.Errorf("comes again after %v", wait)
	}
	if v.e.MovedTo != "" && v.feed.URL != v.e.MovedTo {
		v.Errorf("the subscription is at %s", v.feed.URL)
	}
}

func (v *visit) checkOutcome() {
	switch {
	case v.e.Outcome == "items" && v.err != nil:
		v.Errorf("error %s: %v", v.err.Kind, v.err)
	case v.e.Outcome == "error" && v.err == nil:
		v.Errorf("no error; %d stories", len(v.arts))
	case v.e.Error != "" && v.err != nil && string(v.err.Kind) != v.e.Error:
		v.Errorf("error of kind %s: %v", v.err.Kind, v.err)
	}
	if v.err != nil && (v.feed.State.Err == "" || v.feed.State.Err != news.CleanLine(v.feed.State.Err)) {
		v.Errorf("the state says %q", v.feed.State.Err)
	}
	if n := v.e.Items; n != nil && v.feed.Items != *n && v.e.Outcome == "items" {
		v.Errorf("%d items, want %d", v.feed.Items, *n)
	}
	if v.feed.Items < v.e.ItemsMin {
		v.Errorf("%d items, want at least %d", v.feed.Items, v.e.ItemsMin)
	}
	if n := v.e.Unread; n != nil && v.feed.Unread != *n {
		v.Errorf("%d unread, want %d", v.feed.Unread, *n)
	}
}

// checkText looks at everything that may reach a screen, an export or a log.
func (v *visit) checkText() {
	texts := []string{v.feed.Title, v.feed.Home, v.feed.State.Err, v.feed.State.Repaired, v.feed.State.ETag, v.feed.URL, v.log.String()}
	if v.err != nil {
		texts = append(texts, v.err.Error())
	}
	for _, a := range v.arts {
		texts = append(texts, a.Title, a.Text, a.URL, a.GUID, a.Lang, a.Credit, a.Dateline.City, a.Dateline.Where, a.Dateline.Agency)
		texts = append(append(texts, a.Authors...), a.Tags...)
		for _, l := range a.Links {
			texts = append(texts, l.URL)
		}
		for _, i := range a.Images {
			texts = append(texts, i.URL, i.Alt)
		}
	}
	for _, s := range texts {
		if clean := news.CleanText(s); clean != strings.TrimSpace(s) {
			v.Errorf("unclean: %q", s[:min(len(s), 200)])
		}
	}
	all := strings.Join(texts, "\n")
	for _, s := range v.e.Lacks {
		if strings.Contains(all, s) && s != "\n" {
			v.Errorf("has %q", s)
		}
	}
	for _, s := range v.e.Has {
		if len(v.arts) > 0 && !strings.Contains(all, s) {
			v.Errorf("lacks %q", s)
		}
	}
}

func (v *visit) checkStories() {
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	var titles, links, dates []string
	for _, a := range v.arts {
		titles, links = append(titles, fold(a.Title)), append(links, a.URL)
		date := a.Time().Format(time.RFC3339)
		if a.Time().Equal(a.Seen) {
			date = "fetched"
		}
		dates = append(dates, date)
		if u, err := url.Parse(a.URL); err != nil || (a.URL != "" && u.Scheme != "http" && u.Scheme != "https") {
			v.Errorf("link %q", a.URL)
		} else if v.e.OpenNever && a.URL != "" {
			v.Errorf("link %q can be opened", a.URL)
		}
	}
	same := func(what string, got, want []string) {
		got, want = slices.Clone(got), slices.Clone(want)
		slices.Sort(got)
		slices.Sort(want)
		if len(want) > 0 && v.e.Outcome == "items" && !slices.Equal(got, want) {
			v.Errorf("%s %q, want %q", what, got, want)
		}
	}
	same("titles", titles, v.e.Titles)
	same("links", links, v.e.Links)
	same("dates", dates, v.e.Dates)
}

func (v *visit) checkRequests(server string) {
	var hits struct {
		Paths map[string]struct {
			Count  int
			Header http.Header `json:"last_header"`
		}
	}
	ask(v.T, server+"/_hits", &hits)
	hit := hits.Paths[v.e.Path]
	if v.e.Requests > 0 && hit.Count > v.e.Requests {
		v.Errorf("%d requests, want %d at most", hit.Count, v.e.Requests)
	}
	if v.e.Sends != "" && hit.Header.Get(v.e.Sends) == "" {
		v.Errorf("the last request had no %s", v.e.Sends)
	}
	if v.e.SendsNot != "" && hit.Header.Get(v.e.SendsNot) != "" {
		v.Errorf("the last request had %s", v.e.SendsNot)
	}
	if held := strings.HasPrefix(v.e.Path, "/status/429") || strings.HasPrefix(v.e.Path, "/status/503"); !held && v.good.Items != 1 {
		v.Errorf("the healthy feed beside it has %d items: %s", v.good.Items, v.good.State.Err)
	}
}
