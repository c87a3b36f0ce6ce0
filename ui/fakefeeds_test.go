package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/news"
)

func (d *fakeDesk) Offers(_ context.Context, url string) ([]news.Offer, error) {
	if strings.Contains(url, "nothing") {
		return nil, fmt.Errorf("%s: no feed is named on that page", url)
	}
	offer := func(path, title string, items int, heads ...string) news.Offer {
		return news.Offer{Feed: news.Feed{ID: news.NewFeedID(url + path), URL: url + path, Title: title, Lang: "en"},
			Items: items, PerDay: float64(items) / 2, Newest: fakeNow.Add(-time.Hour), Headlines: heads}
	}
	return []news.Offer{
		offer("/feed", "Example Wire", 12, "Harbour reopens after the storm", "Talks on the river treaty resume", "Ferry service is extended"),
		offer("/sport", "Example Wire: Sport", 40, "Rowers win the coast cup"),
	}, nil
}

func (d *fakeDesk) PutFeed(_ context.Context, f news.Feed) (news.Feed, error) {
	d.note("put %s folder=%q tags=%q interval=%v muted=%t url=%s title=%q", f.ID, f.Folder, f.Tags, f.Interval, f.Muted, f.URL, f.Title)
	if d.fail != nil {
		return news.Feed{}, d.fail
	}
	for i := range d.feeds {
		if d.feeds[i].ID == f.ID {
			was := d.feeds[i].Feed
			d.feeds = slices.Clone(d.feeds)
			d.feeds[i].Feed = f
			return was, nil
		}
	}
	d.feeds = append(d.feeds, news.FeedStatus{Feed: f})
	return news.Feed{}, nil
}

func (d *fakeDesk) RemoveFeed(_ context.Context, id news.FeedID) (news.Feed, error) {
	i := slices.IndexFunc(d.feeds, func(f news.FeedStatus) bool { return f.ID == id })
	if i < 0 {
		return news.Feed{}, news.ErrNotFound
	}
	was := d.feeds[i].Feed
	d.feeds = slices.Delete(slices.Clone(d.feeds), i, i+1)
	return was, nil
}

func (d *fakeDesk) Import(_ context.Context, path string) (news.Imported, error) {
	if path == "missing" {
		return news.Imported{}, fmt.Errorf("open missing: no such file or directory")
	}
	return news.Imported{Added: 3, Known: 2, Left: []string{"exec:ls"}}, nil
}

func (d *fakeDesk) Export(context.Context, string) (int, error) { return len(d.feeds), d.fail }

func (d *fakeDesk) ExportFeeds(context.Context, bool) ([]byte, error) {
	return []byte("<opml/>"), d.fail
}
