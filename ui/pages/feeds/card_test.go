package feeds

import (
	"context"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// kept remembers the feed it was given.
type kept struct {
	page.NoFeeds
	feed news.Feed
}

func (k *kept) PutFeed(_ context.Context, f news.Feed) (news.Feed, error) {
	k.feed = f
	return f, nil
}

// A reader's own feed can be shared from its card; that of a shared one says nothing of it.
func TestCardShares(t *testing.T) {
	for _, personal := range []bool{true, false} {
		to := &kept{}
		look := draw.New(keys.Default(), time.UTC, time.Time{}, false)
		look.Dress(theme.Must(theme.Mono()), theme.Unicode())
		c := &card{Look: look, subs: to}
		c.feed.Feed = news.Feed{ID: "f", Title: "Harbour", Personal: personal}
		c.list()
		if shown := strings.Contains(c.View(80, 20), "Shared"); shown != personal {
			t.Errorf("personal %v: the card says Shared: %v", personal, shown)
		}
		if !personal {
			continue
		}
		c.Step(int(fieldShared))
		ask, ok := c.change().(page.Ask)
		if !ok {
			t.Fatal("nothing is asked")
		}
		if ask(t.Context()); to.feed.ID != "f" || to.feed.Personal {
			t.Errorf("it is put as %+v", to.feed)
		}
	}
}
