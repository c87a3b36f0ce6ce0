package cli

import (
	"strings"
	"testing"

	"dateline/news"
)

// The list of subscriptions goes into scripts and logs: it shows no password of an address.
func TestFeedLineHasNoPassword(t *testing.T) {
	for _, title := range []string{"A feed", ""} {
		f := news.FeedStatus{Feed: news.Feed{ID: "x", URL: "https://ana:geheim@private.example/feed", Title: title}}
		if line := feedLine(f); strings.Contains(line, "geheim") || !strings.Contains(line, "private.example/feed") {
			t.Errorf("title %q: %s", title, line)
		}
	}
}
