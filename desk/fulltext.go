package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/feed"
	"dateline/news"
	"dateline/wires"
)

// Pager fetches the pages behind stories; *feed.Client is one.
type Pager interface {
	Page(ctx context.Context, from, address, etag, modified string, now time.Time) (feed.Page, error)
}

// FullText returns what the page behind a story says, with its own marks: as it was kept
// when the story has not changed since, else fetched now. It never touches the story, its
// event or the index of either. Where the page cannot be fetched anew an older text
// stands; without one the error says in a plain line why.
func (d *Desk) FullText(ctx context.Context, id news.StoryID) (news.FullText, error) {
	a, err := d.o.Store.Article(ctx, d.user, id)
	if err != nil {
		return news.FullText{}, err
	}
	kept, err := d.o.Store.FullText(ctx, d.user, id)
	have := err == nil
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		return news.FullText{}, err
	}
	if have && kept.Version == a.Version {
		return d.read(ctx, kept, &a.Story, false), nil
	}
	if err := d.may(actFetch); err != nil {
		if have {
			return d.read(ctx, kept, &a.Story, false), nil
		}
		return news.FullText{}, err
	}
	got, err := d.fetchPage(ctx, &a, kept)
	switch {
	case err == nil:
		return d.read(ctx, got, &a.Story, true), nil
	case have && ctx.Err() == nil:
		return d.read(ctx, kept, &a.Story, false), nil
	}
	return news.FullText{}, err
}

// fetchPage asks for the page of a story, conditionally when it was kept before.
func (d *Desk) fetchPage(ctx context.Context, s *news.Article, kept news.FullText) (news.FullText, error) {
	if d.o.Pages == nil {
		return kept, errors.New("pages are not fetched here")
	}
	if s.URL == "" {
		return kept, errors.New("this story has no address")
	}
	now := d.now()
	p, err := d.o.Pages.Page(ctx, asking(&s.Source), s.URL, kept.ETag, kept.LastModified, now)
	if ctx.Err() != nil {
		return kept, ctx.Err()
	}
	var known *feed.Error
	if errors.As(err, &known) {
		d.o.Log.Info("page not read", "page", news.Redact(s.URL), "why", known.Plain())
		return kept, errors.New(known.Plain())
	}
	if err != nil {
		return kept, err
	}
	if p.Unchanged {
		kept.Version, kept.Fetched = s.Version, now
		return kept, nil
	}
	if len(p.Text)*10 < len(s.Text)*9 {
		return kept, fmt.Errorf("the page gives less than the feed: %d words of %d", len(strings.Fields(p.Text)), len(strings.Fields(s.Text)))
	}
	return news.FullText{Story: s.ID, Version: s.Version, URL: p.URL, Text: p.Text, Links: p.Links, Images: p.Images,
		Dateline: wires.ParseDateline(p.Text), Fetched: now, ETag: p.ETag, LastModified: p.LastModified}, nil
}

// read has the engines read a page that they have not, and keeps it. One that cannot be
// kept is shown all the same, and fetched again the next time.
func (d *Desk) read(ctx context.Context, f news.FullText, s *news.Story, fresh bool) news.FullText {
	if f.Tagger != d.o.Engines || f.Title != s.Title || fresh && len(f.Mentions) == 0 {
		found, _ := d.tags.findWithin(ctx, f.Of(*s)) // as far as it can be read
		if ctx.Err() != nil {
			return f
		}
		f.Title, f.Tagger, f.Mentions, f.Claims, f.Unsure = s.Title, d.o.Engines, found.Mentions, found.Claims, found.Unsure
		fresh = true
	}
	if fresh {
		if err := d.o.Store.PutFullText(ctx, f); err != nil {
			d.o.Log.Warn("page not kept", "why", err)
		}
	}
	return f
}
