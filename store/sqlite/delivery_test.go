package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"dateline/news"
)

// Deliveries that wait for the writer are filed together; one that cannot be filed fails alone.
func TestDeliveriesAreFiledTogether(t *testing.T) {
	ctx := context.Background()
	day := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name    string
		feeds   int  // deliveries
		missing bool // and one of a feed that is not there
		leaves  bool // and one whose caller went away
		stories int  // of each delivery
		want    int  // deliveries in the first transaction
	}{
		{name: "one", feeds: 1, stories: 1, want: 1},
		{name: "several", feeds: 5, stories: 1, want: 5},
		{name: "one of a feed that is not there", feeds: 3, missing: true, stories: 1, want: 4},
		{name: "one whose caller went away", feeds: 3, leaves: true, stories: 1, want: 3},
		{name: "more stories than a mark may wait for", feeds: 5, stories: 150, want: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Open(ctx, filepath.Join(t.TempDir(), "news.db"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			var all []news.Delivery
			for i := range c.feeds {
				f := news.Feed{ID: news.FeedID(fmt.Sprintf("f%d", i)), URL: fmt.Sprintf("https://f%d.example/", i)}
				if err := s.PutFeed(ctx, f); err != nil {
					t.Fatal(err)
				}
				all = append(all, deliveryOf(f.ID, c.stories, day))
			}
			if c.missing {
				all = append(all, deliveryOf("none", c.stories, day))
			}
			got := make([]error, len(all))
			s.writing.Lock()
			ended := make(chan int)
			for i, d := range all {
				go func() {
					_, got[i] = s.File(ctx, d)
					ended <- i
				}()
				waitFor(s, i+1)
			}
			if c.leaves {
				gone, stop := context.WithCancel(ctx)
				go func() {
					_, err := s.File(gone, deliveryOf("f0", 1, day))
					if err == nil {
						t.Error("a delivery whose caller went away is filed")
					}
					ended <- -1
				}()
				waitFor(s, len(all)+1)
				stop()
			}
			if n := len(s.together(s.waiting[0])); n != c.want {
				t.Errorf("%d deliveries in the first transaction, want %d", n, c.want)
			}
			s.writing.Unlock()
			for range all {
				<-ended
			}
			if c.leaves {
				<-ended
			}
			for i, err := range got {
				missing := all[i].Feed == "none"
				if missing != errors.Is(err, news.ErrNotFound) || !missing && err != nil {
					t.Errorf("delivery %d: %v", i, err)
				}
			}
			n, err := s.Counts(ctx, news.Local, news.Query{})
			if err != nil || n.Stories != c.feeds*c.stories || s.countWaiting() != 0 {
				t.Errorf("%d stories, %d left waiting, %v", n.Stories, s.countWaiting(), err)
			}
		})
	}
}

func deliveryOf(f news.FeedID, stories int, at time.Time) news.Delivery {
	d := news.Delivery{Feed: f}
	for i := range stories {
		id := fmt.Sprintf("%s-%d", f, i)
		d.Stories = append(d.Stories, news.Story{ID: news.StoryID(id), Feed: f, Title: "Story " + id, Seen: at, Published: at})
	}
	return d
}

func (s *Store) countWaiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting)
}

// waitFor waits until so many deliveries wait.
func waitFor(s *Store, n int) {
	for s.countWaiting() < n {
		time.Sleep(time.Millisecond)
	}
}

// A label is the first free second back from the story's own, and where all of half a
// minute are taken one further back.
func TestLabels(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "news.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.PutFeed(ctx, news.Feed{ID: "f", URL: "https://f.example/"}); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	if _, err := s.File(ctx, deliveryOf("f", stepsBack+3, day)); err != nil {
		t.Fatal(err)
	}
	labels, err := column[int64](ctx, s.read, `SELECT n FROM story ORDER BY CAST(substr(id, 3) AS INTEGER)`)
	if err != nil || len(labels) != stepsBack+3 {
		t.Fatal(labels, err)
	}
	for i, n := range labels {
		back := day.Unix() - n
		if i <= stepsBack && back != int64(i) || i > stepsBack && back <= stepsBack {
			t.Errorf("story %d stands %d s back", i, back)
		}
	}
}
