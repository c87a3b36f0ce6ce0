package desk

import (
	"context"
	"testing"
	"time"

	"dateline/news"
)

// photographer notes for which feed a picture was asked.
type photographer struct{ from []string }

func (p *photographer) Photo(_ context.Context, from, _ string, _ time.Time) ([]byte, error) {
	p.from = append(p.from, from)
	return nil, nil
}

// A picture is fetched for the feed whose story it stands in, and for no feed when it
// stands in no such story.
func TestPhotoIsForItsFeed(t *testing.T) {
	w, taken := newWorld(), &photographer{}
	s := openStore(t, w)
	d := deskFor(t, w, s)
	d.o.Photos = taken
	const dam, other = "https://alpha.example/dam.jpg", "https://alpha.example/other.jpg"
	f := news.Feed{ID: "alpha", URL: "https://alpha.example/feed", Title: "alpha"}
	if _, err := s.AddFeeds(t.Context(), []news.Feed{f}); err != nil {
		t.Fatal(err)
	}
	st := news.Story{ID: "one", Feed: "alpha", Title: "The dam is shut", Published: w.now, Seen: w.now, Images: []news.Image{{URL: dam}}}
	if _, err := s.File(t.Context(), news.Delivery{Feed: f.ID, Stories: []news.Story{st}}); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name    string
		of      news.StoryID
		address string
		want    string
	}{
		{"of the story", "one", dam, f.URL},
		{"of no picture of the story", "one", other, ""},
		{"of a story that is gone", "two", dam, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			if _, err := d.Photo(t.Context(), row.of, row.address); err != nil {
				t.Fatal(err)
			}
			if got := taken.from[len(taken.from)-1]; got != row.want {
				t.Errorf("for the feed %q, want %q", got, row.want)
			}
		})
	}
}
