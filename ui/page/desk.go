package page

import (
	"context"
	"errors"
	"strings"
	"time"

	"dateline/news"
)

// Desk is what the screens ask of the rest of dateline. Every method may wait and
// is called from a tea.Cmd, never from Update or View. All text it returns is clean.
type Desk interface {
	// Headlines returns a run of rows. The user of the query is filled in by the desk.
	Headlines(ctx context.Context, q news.ListQuery) (news.Page, error)
	// Counts returns totals of what matches.
	Counts(ctx context.Context, q news.Query) (news.Counts, error)
	// Article returns a story with all its marks; news.ErrNotFound when it is gone.
	Article(ctx context.Context, id news.StoryID) (news.Article, error)
	// Version returns version n of a story with its text; news.ErrNotFound when it was
	// not kept.
	Version(ctx context.Context, id news.StoryID, n int) (news.Version, error)
	// Related returns the panel beside a story, with what each differs in.
	Related(ctx context.Context, id news.StoryID) (news.Panel, error)
	// Looked notes that the reader has seen these events as they are now, so that the
	// growth of their rows counts from here.
	Looked(ctx context.Context, events ...news.EventID) error
	// Correct takes stories out of an event or puts them back, and returns what undoes
	// it. It is remembered.
	Correct(ctx context.Context, c news.Correction) (news.Correction, error)
	// Mark applies a change and returns the one that undoes it.
	Mark(ctx context.Context, c news.Change) (news.Change, error)
	// MarkAll marks all that match and were there when the screen last loaded.
	MarkAll(ctx context.Context, q news.Query, c news.Change) (news.Change, error)
	// Note returns the reader's own note on a story, or with event on its whole event;
	// one without text when there is none.
	Note(ctx context.Context, id news.StoryID, event bool) (news.Note, error)
	// PutNote keeps a note of the reader, without text takes it away, and returns the one
	// that undoes this.
	PutNote(ctx context.Context, n news.Note) (news.Note, error)
	// Watch returns announcements until ctx ends. A slow watcher loses some.
	Watch(ctx context.Context) <-chan news.Bulletin
}

// Subscriptions is what the Sources view and the prompt for a new feed ask. Its
// promises are those of Desk.
type Subscriptions interface {
	// Feeds returns the subscriptions with their health.
	Feeds(ctx context.Context) ([]news.FeedStatus, error)
	// Offers returns the feeds behind an address with what each brings.
	Offers(ctx context.Context, url string) ([]news.Offer, error)
	// Subscribe adds the feed found at a URL (a feed or a page that names one),
	// fetches it once and returns it with what was found.
	Subscribe(ctx context.Context, url string) (news.FeedStatus, error)
	// PutFeed changes a subscription, or brings back one that was removed, and returns
	// what it was before.
	PutFeed(ctx context.Context, f news.Feed) (news.Feed, error)
	// RemoveFeed ends a subscription and returns what it was.
	RemoveFeed(ctx context.Context, id news.FeedID) (news.Feed, error)
	// Import subscribes to the feeds of a file, Export writes them to a new one and
	// returns how many they are.
	Import(ctx context.Context, path string) (news.Imported, error)
	Export(ctx context.Context, path string) (int, error)
	// ExportFeeds returns the subscriptions as OPML, or with urls in newsboat's form.
	ExportFeeds(ctx context.Context, urls bool) ([]byte, error)
	// Refresh starts fetching these feeds, or all that are due when none is named,
	// and returns at once; Watch tells the progress.
	Refresh(ctx context.Context, only ...news.FeedID) error
}

// NoFeeds stands for subscriptions that a screen was not given: what is not answered
// below is never asked, because there is no feed to ask it of.
type NoFeeds struct{ Subscriptions }

var errNoFeeds = errors.New("feeds cannot be changed here")

func (NoFeeds) Feeds(context.Context) ([]news.FeedStatus, error)     { return nil, errNoFeeds }
func (NoFeeds) Refresh(context.Context, ...news.FeedID) error        { return errNoFeeds }
func (NoFeeds) Offers(context.Context, string) ([]news.Offer, error) { return nil, errNoFeeds }
func (NoFeeds) Import(context.Context, string) (news.Imported, error) {
	return news.Imported{}, errNoFeeds
}
func (NoFeeds) Export(context.Context, string) (int, error)       { return 0, errNoFeeds }
func (NoFeeds) ExportFeeds(context.Context, bool) ([]byte, error) { return nil, errNoFeeds }

// Ledger is what the Claims and Figures views ask. Its promises are those of Desk.
type Ledger interface {
	// Claims returns who says what in the stories of a scope.
	Claims(ctx context.Context, s news.Scope) (news.Ledger, error)
	// Figures returns what the stories of a scope count.
	Figures(ctx context.Context, s news.Scope) (news.FigureTable, error)
}

// Profiles is what the Entity page and the map ask. Its promises are those of Desk.
type Profiles interface {
	// Profile returns what the stories on file tell about an entity, in the days and
	// hours of a zone. One without a kind is looked for by its name;
	// news.ErrNotFound when no story names it so.
	Profile(ctx context.Context, e news.Entity, zone *time.Location) (news.Profile, error)
	// World returns the countries of the last 24 hours, of the stories that match.
	World(ctx context.Context, q news.Query, zone *time.Location) (news.World, error)
}

// Archive is what the Changes view asks, and what keeps a reader's place in stories
// and their pages. Its
// promises are those of Desk.
type Archive interface {
	// Changes returns what outlets withdrew, corrected and updated after since, the
	// gravest first.
	Changes(ctx context.Context, since time.Time) (news.Revisions, error)
	// Leave notes how far the reader came in a story; its Article says so from then on.
	Leave(ctx context.Context, m news.Bookmark) error
	// FullText returns what the page behind a story says: as kept, else fetched now,
	// until ctx ends. The error is one plain line.
	FullText(ctx context.Context, id news.StoryID) (news.FullText, error)
}

// Values is what the search prompt asks, to complete what is typed and to tell of what is
// nowhere. Its promises are those of Desk.
type Values interface {
	// Unknown returns the values of a query's fields that are nowhere on file.
	Unknown(ctx context.Context, q news.Query) ([]Missing, error)
	// Counted returns what figures can be asked for by, those that readers ask for first.
	Counted(ctx context.Context) ([]string, error)
}

// Missing is a value of a query that is nowhere on file.
type Missing struct {
	Line string // what is said of it, with the nearest that are there
	Slip bool   // it is likely to be a slip: one is near, or all there can be are known
}

// MissingLines writes what is missing as one line.
func MissingLines(missing []Missing) string {
	var lines []string
	for _, x := range missing {
		lines = append(lines, x.Line)
	}
	return strings.Join(lines, "; ")
}

// Watchlist is what saved searches and the Alerts view ask. Its promises are those of
// Desk.
type Watchlist interface {
	// Searches returns the reader's saved searches by name.
	Searches(ctx context.Context) ([]news.SavedSearch, error)
	// SaveSearch adds a search (ID 0) or changes the one with that ID, also one that was
	// removed. Another one with that name is news.ErrExists.
	SaveSearch(ctx context.Context, s news.SavedSearch) (news.SavedSearch, error)
	// RemoveSearch takes a search and its alerts off the lists; SaveSearch with the same
	// ID brings both back.
	RemoveSearch(ctx context.Context, id news.SearchID) error
	// Alerts returns up to limit alerts, newest first, and how many are unseen.
	Alerts(ctx context.Context, limit int) (news.AlertPage, error)
	// ChangeAlerts applies a change and returns the one that undoes it.
	ChangeAlerts(ctx context.Context, c news.AlertChange) (news.AlertChange, error)
}
