package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// What pages ask of the desk together, and the answers that more than one takes. An answer
// carries its question; one whose question is no longer the page's is dropped.
type (
	// articleMsg answers askArticle.
	articleMsg struct {
		id  news.StoryID
		art news.Article
		err error
	}
	// feedsMsg answers askFeeds.
	feedsMsg struct {
		feeds []news.FeedStatus
		err   error
	}
	// offersMsg tells what feeds there are behind an address.
	offersMsg struct {
		address string
		found   []news.Offer
		err     error
	}
	// subscribedMsg says what came of adding a feed.
	subscribedMsg struct {
		url  string
		feed news.FeedStatus
		err  error
	}
	// searchesMsg brings the saved searches.
	searchesMsg struct {
		searches []news.SavedSearch
		err      error
	}
	// unseenMsg tells how many alerts wait.
	unseenMsg struct{ n int }
	// lateMsg says that an answer takes so long that the screen should say so.
	lateMsg struct {
		view news.View // of the list that waits, or "claims" or "figures"; "" for the story
		gen  int
		id   news.StoryID
	}
)

// askArticle asks for a story with its marks.
func askArticle(d Desk, id news.StoryID) ask {
	return func(ctx context.Context) tea.Msg {
		a, err := d.Article(ctx, id)
		return articleMsg{id, a, err}
	}
}

// askFeeds asks for the subscriptions.
func askFeeds(d Subscriptions) ask {
	return func(ctx context.Context) tea.Msg {
		f, err := d.Feeds(ctx)
		return feedsMsg{f, err}
	}
}

// wheelLines is how far one notch of the wheel scrolls.
const wheelLines = 3

// wholeList is further than any list or text is long.
const wholeList = 1 << 20
