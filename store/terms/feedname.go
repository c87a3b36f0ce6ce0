package terms

import (
	"slices"
	"strings"

	"dateline/news"
)

// FeedName is what source: and tag: compare with.
type FeedName struct {
	N     int64 // the feed's number
	ID    news.FeedID
	names []string // " yonhap news agency "
	tags  []string
}

// FeedNames are those of the feeds as one reader has them.
type FeedNames []FeedName

// NameFeed returns what a feed is called.
func NameFeed(n int64, f *news.Feed) FeedName {
	name := FeedName{N: n, ID: f.ID}
	for _, s := range append([]string{f.Outlet, f.Title}, f.Aliases...) {
		name.names = append(name.names, spaced(s))
	}
	for _, s := range append(strings.Split(f.Folder, "/"), f.Tags...) {
		name.tags = append(name.tags, spaced(s))
	}
	return name
}

// Called returns the numbers of the feeds with a name that holds these words.
func (fs FeedNames) Called(name string) (feeds []int64) {
	for i := range fs {
		if slices.ContainsFunc(fs[i].names, func(n string) bool { return strings.Contains(n, spaced(name)) }) {
			feeds = append(feeds, fs[i].N)
		}
	}
	return feeds
}

// Tagged returns the numbers of the feeds that are tagged or filed so.
func (fs FeedNames) Tagged(tag string) (feeds []int64) {
	for i := range fs {
		if slices.Contains(fs[i].tags, spaced(tag)) {
			feeds = append(feeds, fs[i].N)
		}
	}
	return feeds
}

// Number returns the number of a feed, 0 when there is none of that ID.
func (fs FeedNames) Number(id news.FeedID) int64 {
	for i := range fs {
		if fs[i].ID == id {
			return fs[i].N
		}
	}
	return 0
}

func spaced(s string) string { return " " + strings.Join(Words(s), " ") + " " }
