package cli

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/config"
	"dateline/news"
	"dateline/store/sqlite"
)

// sharedData is a folder of the development data beside the project. Tests that need
// it are skipped where it is not.
func sharedData(t *testing.T, folder string) string {
	t.Helper()
	root := os.Getenv("DATELINE_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	dir := filepath.Join(root, "data", folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the development data is not here")
	}
	return dir
}

// files is a network that serves the files of a folder by the last part of the
// address; alias maps a name to the file that stands for it now.
type files struct {
	dir   string
	alias map[string]string
}

func (f files) RoundTrip(req *http.Request) (*http.Response, error) {
	name := filepath.Base(req.URL.Path)
	if other := f.alias[name]; other != "" {
		name = other
	}
	file, err := os.Open(filepath.Join(f.dir, name))
	if err != nil {
		return &http.Response{StatusCode: http.StatusNotFound, Body: io.NopCloser(strings.NewReader("")), Request: req}, nil
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: file, Request: req, ProtoMajor: 1, ProtoMinor: 1}, nil
}

func openFiles(t *testing.T, network files) *newsroom {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	room := newNewsroom(config.Default(), s, world{network: network}, nil, slog.New(slog.DiscardHandler), nil)
	t.Cleanup(room.close)
	return room
}

// Of the real papers and documents short tests read one paper, and one document of so many.
const (
	shortPaper = "rnz"
	shortStep  = 16
)

// Real papers, 16 successive states each: after every refresh the store holds what
// expected.json says. Nothing is lost when an item leaves the window, nothing is
// doubled, a changed title is a new version.
func TestSnapshotsFillTheStoreAsExpected(t *testing.T) {
	dir := sharedData(t, "refresh")
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var papers map[string][]struct {
		File         string
		Distinct     int
		New          int
		TitleChanged int `json:"title_changed"`
		Total        int
	}
	if err := json.Unmarshal(raw, &papers); err != nil {
		t.Fatal(err)
	}
	for paper, states := range papers {
		t.Run(paper, func(t *testing.T) {
			if testing.Short() && paper != shortPaper {
				t.Skip("one paper is enough for the race detector")
			}
			alias := map[string]string{}
			room := openFiles(t, files{dir, alias})
			f := news.Feed{ID: "paper", URL: "https://paper.example/feed.xml", Title: paper}
			if err := room.store.PutFeed(t.Context(), f); err != nil {
				t.Fatal(err)
			}
			titles := map[news.StoryID]string{}
			for _, state := range states {
				alias["feed.xml"] = state.File
				r, err := room.desk.RefreshWait(t.Context(), f.ID)
				if err != nil {
					t.Fatal(err)
				}
				changed, total := titlesAfter(t, room, titles)
				if r.New != state.New || total != state.Total || changed != state.TitleChanged {
					t.Errorf("%s: %d new, %d with another title, %d in all; want %d, %d, %d",
						state.File, r.New, changed, total, state.New, state.TitleChanged, state.Total)
				}
			}
		})
	}
}

// titlesAfter counts stories, and those whose title is not the one in titles; it
// brings titles up to date.
func titlesAfter(t *testing.T, room *newsroom, titles map[news.StoryID]string) (changed, total int) {
	t.Helper()
	ask := news.ListQuery{User: news.Local, View: news.Wire, Limit: pageSize}
	for {
		page, err := room.store.Headlines(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Rows {
			if was, ok := titles[h.Story]; ok && was != h.Title {
				changed++
			}
			titles[h.Story] = h.Title
			total++
			ask.After = h.Cursor
		}
		if !page.More {
			return changed, total
		}
	}
}

// Every real document is read and filed; nothing unclean is stored.
func TestRealFeedsAreFiled(t *testing.T) {
	dir := sharedData(t, "feeds")
	room := openFiles(t, files{dir: dir})
	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	feeds := 0
	for i, n := range names {
		if n.Name() == "MANIFEST.tsv" || n.Name() == "README.md" || testing.Short() && i%shortStep != 0 {
			continue
		}
		url := "https://" + strings.ToLower(strings.ReplaceAll(n.Name(), "_", "-")) + ".example/" + n.Name()
		f := news.Feed{ID: news.NewFeedID(url), URL: url, Title: n.Name()}
		if err := room.store.PutFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		feeds++
	}
	r, err := room.desk.RefreshWait(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Failed {
		t.Errorf("%s was refused: %v", f.Feed.Title, f.Err)
	}
	claims, mentions := 0, 0
	for _, a := range filed(t, room) {
		claims, mentions = claims+len(a.Claims), mentions+len(a.Mentions)
		if a.Title != news.CleanLine(a.Title) || a.Text != news.CleanText(a.Text) {
			t.Errorf("%s holds unclean text", a.Source.Title)
		}
	}
	t.Logf("%d feeds, %d stories, %d mentions, %d claims", feeds, r.New, mentions, claims)
}
