package page

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// What pages ask of the desk together, and the answers that more than one takes. An answer
// carries its question; one whose question is no longer the page's is dropped.
type (
	// ArticleMsg answers askArticle.
	ArticleMsg struct {
		ID  news.StoryID
		Art news.Article
		Err error
	}
	// FeedsMsg answers askFeeds.
	FeedsMsg struct {
		Feeds []news.FeedStatus
		Err   error
	}
	// OffersMsg tells what feeds there are behind an address.
	OffersMsg struct {
		Address string
		Found   []news.Offer
		Err     error
	}
	// SubscribedMsg says what came of adding a feed.
	SubscribedMsg struct {
		URL  string
		Feed news.FeedStatus
		Err  error
	}
	// SearchesMsg brings the saved searches.
	SearchesMsg struct {
		Searches []news.SavedSearch
		Err      error
	}
	// AlertsMsg brings alerts, in answer to the gen-th question.
	AlertsMsg struct {
		Gen  int
		Page news.AlertPage
		Err  error
	}
	// UnseenMsg tells how many alerts wait.
	UnseenMsg struct{ N int }
	// LateMsg says that an answer takes so long that the screen should say so.
	LateMsg struct {
		View news.View // of the list that waits, or "claims" or "figures"; "" for the story
		Gen  int
		ID   news.StoryID
	}
)

// AskArticle asks for a story with its marks.
func AskArticle(d Desk, id news.StoryID) Ask {
	return func(ctx context.Context) tea.Msg {
		a, err := d.Article(ctx, id)
		return ArticleMsg{id, a, err}
	}
}

// AskFeeds asks for the subscriptions.
func AskFeeds(d Subscriptions) Ask {
	return func(ctx context.Context) tea.Msg {
		f, err := d.Feeds(ctx)
		return FeedsMsg{f, err}
	}
}

// WheelLines is how far one notch of the wheel scrolls.
const WheelLines = 3

// WholeList is further than any list or text is long.
const WholeList = 1 << 20
