package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"dateline/feed"
	"dateline/news"
)

// Photographer fetches pictures; *feed.Client is one.
type Photographer interface {
	Photo(ctx context.Context, from, address string, now time.Time) ([]byte, error)
}

// photoTime is how long a picture may take, its turn included.
const photoTime = 20 * time.Second

// Photo returns the picture at an address, which stands in a story, as a JPEG or PNG file
// of at most 4 MiB, one at a time. It may come from where the story's feed may. Nothing is kept. The error says in a plain line why there is none.
func (d *Desk) Photo(ctx context.Context, id news.StoryID, address string) ([]byte, error) {
	if d.o.Photos == nil {
		return nil, errors.New("pictures are not fetched here")
	}
	if err := d.may(actFetch); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, photoTime, errors.New("it took too long"))
	defer cancel()
	select {
	case d.photo <- struct{}{}:
		defer func() { <-d.photo }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	from := "" // of a story that is gone
	if a, err := d.o.Store.Article(ctx, d.user, id); err == nil && slices.ContainsFunc(a.Images, func(i news.Image) bool { return i.URL == address }) {
		from = asking(&a.Source)
	}
	data, err := d.o.Photos.Photo(ctx, from, address, d.now())
	var known *feed.Error
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.As(err, &known):
		return nil, errors.New(known.Text)
	}
	return data, err
}

// asking is the feed for whose sake something else is fetched: what it may ask for, that may
// be asked for. A personal feed may ask nothing of private addresses.
func asking(f *news.Feed) string {
	if f.Personal {
		return ""
	}
	return f.URL
}
