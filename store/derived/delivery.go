package derived

import (
	"cmp"

	"dateline/news"
	"dateline/store/packed"
)

// Heard returns a feed with what its document says of itself, and reports whether that changed
// it. moved says that the feed is at the delivery's new address from now on.
func Heard(feed news.Feed, d *news.Delivery, moved bool) (heard news.Feed, changed bool) {
	was := feed
	if moved {
		feed.URL = d.MovedTo
	}
	feed.Title = cmp.Or(feed.Title, d.Title)
	feed.Home = cmp.Or(feed.Home, d.Home)
	feed.Lang = cmp.Or(feed.Lang, d.Lang)
	if feed.Outlet == "" || feed.Outlet == d.Title {
		feed.Outlet = cmp.Or(d.Outlet, feed.Title)
	}
	same := feed.URL == was.URL && feed.Title == was.Title && feed.Home == was.Home && feed.Lang == was.Lang && feed.Outlet == was.Outlet
	return feed, !same
}

// Twins are stories that a feed's last deliveries brought under other IDs than this one does:
// some servers make a new guid for every answer. They are told by what two stories share that
// are one under two names: title, text, link and markers, letter for letter, and the time, if
// they have one. A column that returns under the same headline is a new story.
type Twins struct {
	delivered int
	here      map[news.StoryID]bool
	all       map[twin]bool
}

type twin struct{ hash, time int64 }

// NewTwins are none yet, for a delivery of these stories.
func NewTwins(delivered []news.Story) *Twins {
	t := &Twins{delivered: len(delivered), here: make(map[news.StoryID]bool, len(delivered)), all: map[twin]bool{}}
	for i := range delivered {
		t.here[delivered[i].ID] = true
	}
	return t
}

// Limit is how many of the feed's newest stories are to be scanned: about as many as two
// deliveries bring.
func (t *Twins) Limit() int { return 2*t.delivered + 20 }

// Scan adds a story of the feed: its id, hash and time. One that is in the delivery under its
// own name is left out.
func (t *Twins) Scan(r packed.Row) error {
	var id news.StoryID
	var one twin
	if err := r.Scan(&id, &one.hash, &one.time); err != nil {
		return err
	}
	if !t.here[id] {
		t.all[one] = true
		t.all[twin{hash: one.hash}] = true
	}
	return nil
}

// MayBeTwin reports whether a story says enough to be told from another.
func MayBeTwin(st *news.Story) bool { return st.URL != "" && st.Title != "" }

// Take reports whether a story with this hash is there under another name. It is taken out: a
// second one like it is another story.
func (t *Twins) Take(st *news.Story, hash int64) bool {
	one := twin{hash: hash, time: packed.Millis(st.Published)}
	again := t.all[one]
	delete(t.all, one)
	return again
}
