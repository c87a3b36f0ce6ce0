package feeds

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// putFeed changes a subscription.
func putFeed(d page.Subscriptions, f news.Feed, label string) page.Ask {
	return func(ctx context.Context) tea.Msg {
		before, err := d.PutFeed(ctx, f)
		return feedChanged(d, label, before, err)
	}
}

// mute turns a feed's voice off or on.
func mute(d page.Subscriptions, k *draw.Look, f news.Feed) page.Ask {
	f.Muted = !f.Muted
	return putFeed(d, f, map[bool]string{true: "muted ", false: "no longer muted: "}[f.Muted]+feedName(k, &f))
}

// RemoveFeed ends a subscription.
func RemoveFeed(d page.Subscriptions, k *draw.Look, f news.Feed) page.Ask {
	label := "removed " + feedName(k, &f)
	return func(ctx context.Context) tea.Msg {
		before, err := d.RemoveFeed(ctx, f.ID)
		return feedChanged(d, label, before, err)
	}
}

// feedChanged tells what was changed and how to bring it back as it was.
func feedChanged(d page.Subscriptions, label string, before news.Feed, err error) page.ChangedMsg {
	return page.ChangedMsg{Of: page.OfFeeds, Label: label, Err: err, Feed: before.ID, Undo: func(ctx context.Context) tea.Msg {
		_, err := d.PutFeed(ctx, before)
		return page.ChangedMsg{Of: page.OfFeeds, Label: label, Err: err, Feed: before.ID, Undid: true}
	}}
}
