package sqlite

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dateline/news"
)

// noted is a store with a note on an old story, at a path.
func noted(t *testing.T, path string) *Store {
	t.Helper()
	ctx := context.Background()
	s := mustOpen(t, path)
	f := news.Feed{ID: "f", URL: "https://f.example/feed", Title: "F", Outlet: "F"}
	if err := s.PutFeed(ctx, f); err != nil {
		t.Fatal(err)
	}
	st := news.Story{ID: "old", Feed: f.ID, Title: "A headline", Text: "Text.", Published: faultTime, Seen: faultTime}
	if _, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: []news.Story{st}}); err != nil {
		t.Fatal(err)
	}
	for _, n := range []news.Note{
		{Story: "old", User: "ana", Text: "ours", Shared: true, Made: faultTime},
		{Story: "old", User: news.Local, Text: "mine", Event: true, Made: faultTime},
	} {
		if _, err := s.PutNote(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func checkNotes(t *testing.T, s *Store) {
	t.Helper()
	got, err := s.Notes(context.Background(), news.Local, []news.StoryID{"old"}, 10)
	if err != nil || len(got) != 2 || got[0].Text != "ours" || !got[0].Shared || got[0].User != "ana" || got[1].Text != "mine" || !got[1].Event {
		t.Errorf("notes are %+v, %v", got, err)
	}
	q, err := news.ParseQuery("note:mine")
	if err != nil {
		t.Fatal(err)
	}
	if c, err := s.Counts(context.Background(), news.Local, q); err != nil || c.Stories != 1 {
		t.Errorf("found %d stories, %v", c.Stories, err)
	}
}

func TestBackupHasNotes(t *testing.T) {
	s := noted(t, filepath.Join(t.TempDir(), "news.db"))
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(context.Background(), path); err != nil {
		t.Fatal(err)
	}
	checkNotes(t, mustOpen(t, path))
}

// Notes of a file set aside are carried over, with their stories.
func TestSalvageHasNotes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	noted(t, path).Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n := slices.Index(ownersOfPages(t, b), "tagger") // no page of the reader's
	copy(b[n*8192:], bytes.Repeat([]byte{0x55}, 8192))
	for name, content := range map[string][]byte{path: b, path + noteSuffix: nil} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := mustOpen(t, path)
	if s.SetAside() == "" {
		t.Fatal("the spoilt file was taken for a sound one")
	}
	checkNotes(t, s)
}
