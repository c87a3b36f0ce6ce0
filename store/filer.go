package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"dateline/news"
)

// Filer is the part of a Store that takes in news: deliveries, what the engines found in
// them, and what a reader said of events.
type Filer interface {
	// File stores a delivery in one transaction and ends its feed's lease: the
	// new state, new stories, and new versions of known ones whose title, text,
	// URL or markers changed. A story named twice in one delivery is stored once
	// (first wins); one that a delivery before brought under another ID, the same in
	// title, text, URL, markers and time, and that this one does not name so, is not
	// stored again. New stories are unread for every user who sees the feed unless it is muted,
	// are their own event, and are Untagged. Published and Seen of a known story stay.
	File(ctx context.Context, d news.Delivery) (news.Filed, error)
	// Untagged returns up to limit stories whose newest version the engines of this
	// version have not read, newest first.
	Untagged(ctx context.Context, tagger string, limit int) ([]news.Story, error)
	// Annotate replaces what is known about the stories in one transaction, indexes
	// them for search, moves them to their events and keeps the events' rows right.
	// Annotations of a version that is no longer the newest are dropped. An event
	// keeps its ID for as long as it has a story. A story that is annotated for the
	// first time is read for every user who has read its Place.Origin.
	Annotate(ctx context.Context, as []news.Annotation) error
	// Filings calls yield for each story annotated after the given sequence
	// number, in that order, until yield returns false: how related rebuilds
	// its window (with since) and learns what other processes placed. Of a story that
	// known says is known in this event only Seq, Event and the story's ID are told,
	// which costs next to nothing; nil knows none. Stories of personal feeds are left out.
	Filings(ctx context.Context, after int64, since time.Time, known func(news.StoryID, news.EventID) bool, yield func(news.Filing) bool) error
	// Turn gives a process the turn to place stories, so that all of them are placed by
	// what all processes know, and reports whether it has it. Nobody else has it before
	// it ends or is given up: taken until a time that is over. A turn that ends later
	// than any can, by a clock that was wrong, is none.
	Turn(ctx context.Context, t Turn) (bool, error)
	// Correct remembers what a reader said about stories and events and applies the
	// annotations that file the stories so, as Annotate does, in one transaction. A
	// verdict takes the place of the last one on the same story and event by the same
	// User: events are everybody's, and so are verdicts of no User. Tick.Stories grows by
	// one, for verdicts of a user Tick.Marks.
	Correct(ctx context.Context, vs []news.Verdict, as []news.Annotation) error
	// Verdicts returns everybody's verdicts said after the given sequence number, in that
	// order: of each story and event the last one, those taken back too. At least the
	// newest 10,000 are kept, whether or not their stories are here.
	Verdicts(ctx context.Context, after int64) ([]news.Verdict, error)
	// OwnVerdicts returns those of a user, at least the newest 1,000, likewise.
	OwnVerdicts(ctx context.Context, user news.User) ([]news.Verdict, error)
}

// Turn asks for the turn to place stories. A store keeps it as its String.
type Turn struct {
	Holder string // who asks: unique to the process
	Now    time.Time
	Until  time.Time
}

// String is the turn as it is kept.
func (t Turn) String() string { return t.Holder + " " + strconv.FormatInt(t.Until.UnixMilli(), 10) }

// MayTake reports whether the turn that is kept is the asker's or nobody's.
func (t Turn) MayTake(kept string) bool {
	holder, end, _ := strings.Cut(kept, " ")
	until, err := strconv.ParseInt(end, 10, 64)
	free := err != nil || until <= t.Now.UnixMilli() || until > t.Until.Add(t.Until.Sub(t.Now)).UnixMilli()
	return holder == t.Holder || free && t.Until.After(t.Now)
}
