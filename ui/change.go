package ui

import (
	"context"
	"dateline/news"

	tea "charm.land/bubbletea/v2"
)

// putFeed changes a subscription.
func putFeed(d Subscriptions, f news.Feed, label string) ask {
	return func(ctx context.Context) tea.Msg {
		before, err := d.PutFeed(ctx, f)
		return feedChanged(d, label, before, err)
	}
}

// mute turns a feed's voice off or on.
func mute(d Subscriptions, k *look, f news.Feed) ask {
	f.Muted = !f.Muted
	return putFeed(d, f, map[bool]string{true: "muted ", false: "no longer muted: "}[f.Muted]+feedName(k, &f))
}

// removeFeed ends a subscription.
func removeFeed(d Subscriptions, k *look, f news.Feed) ask {
	label := "removed " + feedName(k, &f)
	return func(ctx context.Context) tea.Msg {
		before, err := d.RemoveFeed(ctx, f.ID)
		return feedChanged(d, label, before, err)
	}
}

// feedChanged tells what was changed and how to bring it back as it was.
func feedChanged(d Subscriptions, label string, before news.Feed, err error) changedMsg {
	return changedMsg{of: ofFeeds, label: label, err: err, feed: before.ID, undo: func(ctx context.Context) tea.Msg {
		_, err := d.PutFeed(ctx, before)
		return changedMsg{of: ofFeeds, label: label, err: err, feed: before.ID, undid: true}
	}}
}
