package feed

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// sharedData returns the folder of the development data, or skips the test.
func sharedData(t testing.TB) string {
	dir := os.Getenv("DATELINE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	dir = filepath.Join(dir, "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no shared data here")
	}
	return dir
}

func sharedDocument(t testing.TB, file string) Document {
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return Document{URL: "http://feeds.example/" + filepath.Base(file), Body: body}
}

// TestSharedFeeds reads every real feed and holds what comes out to the promise
// that nothing unclean leaves the package.
func TestSharedFeeds(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(sharedData(t), "feeds", "*.*"))
	seen := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	n, items, dated, texts := 0, 0, 0, 0
	for _, file := range files {
		switch filepath.Base(file) {
		case "README.md", "MANIFEST.tsv":
			continue
		}
		n++
		p, err := Parse(news.Feed{ID: "f", Title: "Test"}, sharedDocument(t, file), seen, nil)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		if len(p.Items) == 0 {
			t.Logf("%s: no items", filepath.Base(file))
		}
		for i := range p.Items {
			s := &p.Items[i]
			items++
			if !s.Published.IsZero() {
				dated++
			}
			if s.Text != "" {
				texts++
			}
			checkStory(t, filepath.Base(file), s)
		}
		if p.Repaired != "" {
			t.Logf("%s: mended: %s", filepath.Base(file), p.Repaired)
		}
	}
	t.Logf("%d documents, %d items, %d dated, %d with text", n, items, dated, texts)
	if n != 120 {
		t.Errorf("%d documents, want 120", n)
	}
}

// checkStory holds a story to what the package promises.
func checkStory(t testing.TB, where string, s *news.Story) {
	t.Helper()
	for _, line := range append(append([]string{s.Title, s.GUID, s.Outlet, s.URL, s.Lang, s.Credit}, s.Authors...), s.Tags...) {
		if news.CleanLine(line) != line {
			t.Errorf("%s: unclean line %+q", where, line)
		}
	}
	if news.CleanText(s.Text) != s.Text {
		t.Errorf("%s: unclean text %+q", where, s.Text)
	}
	if s.ID == "" || s.Title == "" && (s.Text != "" || s.URL != "") {
		t.Errorf("%s: no id or title: %+v", where, s)
	}
	if s.URL != "" && !strings.HasPrefix(strings.ToLower(s.URL), "http") {
		t.Errorf("%s: link %q", where, s.URL)
	}
	at := 0
	for _, l := range s.Links {
		if l.Start < at || l.End <= l.Start || l.End > len(s.Text) || !isWeb(l.URL) {
			t.Errorf("%s: link %+v out of place in %d bytes", where, l, len(s.Text))
		}
		at = l.End
	}
	if s.Dateline.End > len(s.Text) {
		t.Errorf("%s: dateline %+v", where, s.Dateline)
	}
}

// TestSharedRefresh reads the snapshots of each paper in turn and counts as a
// store would: what is new, what has another title, how many there are.
func TestSharedRefresh(t *testing.T) {
	dir := filepath.Join(sharedData(t), "refresh")
	b, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	type state struct {
		File                           string
		Elements, Distinct, New, Total int
		TitleChanged                   int `json:"title_changed"`
	}
	var want map[string][]state
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	for paper, states := range want {
		store := map[news.StoryID]string{}
		for _, w := range states {
			p, _ := Parse(news.Feed{ID: news.FeedID(paper)}, sharedDocument(t, filepath.Join(dir, w.File)), time.Unix(1587429781, 0), nil)
			got := state{File: w.File, Elements: p.Elements}
			here := map[news.StoryID]bool{}
			for _, s := range p.Items {
				if here[s.ID] {
					continue
				}
				here[s.ID] = true
				if old, known := store[s.ID]; !known {
					got.New++
				} else if old != s.Title {
					got.TitleChanged++
				}
				store[s.ID] = s.Title
			}
			got.Distinct, got.Total = len(here), len(store)
			if got != w {
				t.Errorf("got  %+v\nwant %+v", got, w)
			}
		}
	}
}
