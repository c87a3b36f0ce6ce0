package news

import "time"

// EventID names an event: the stories about one happening. A new story's event is
// its own until it joins another one; the event keeps its founder's id.
type EventID string

// RelationKind says how another story stands to the open one.
type RelationKind string

// The kinds of relation.
const (
	SameEvent  RelationKind = "same"
	Earlier    RelationKind = "earlier"    // an earlier event of the same thread
	Later      RelationKind = "later"      // a later one
	Background RelationKind = "background" // shares the constellation of names
)

// DifferenceKind says in what another story differs from the open one.
type DifferenceKind string

// What can differ. One difference a story is shown.
const (
	OtherFigure      DifferenceKind = "figure" // another figure for the same thing
	OtherDenies      DifferenceKind = "denial"
	OtherAdds        DifferenceKind = "new"   // a name or number that the open story lacks
	OtherFirst       DifferenceKind = "first" // it was first
	OtherAddsNothing DifferenceKind = "nothing"
)

// Difference is what one related story has that the open one has not.
type Difference struct {
	Kind DifferenceKind `json:"kind"`
	Text string         `json:"text"` // "1,500 ≠ over 1,000"; for new: up to three names or figures
}

// VersionRule is the rule (Why.Rule) of the relation to its origin of a story that is a
// new version of it, by the same outlet under another id.
const VersionRule = "version"

// LateRule is the rule (Why.Rule) of a story's relation to one of another event, which it showed to be the
// same as its own.
const LateRule = "late evidence"

// Relation links a story to an older one, or an event to an older event.
type Relation struct {
	From  StoryID      `json:"from"`
	To    StoryID      `json:"to"`
	Kind  RelationKind `json:"kind"`
	Score float64      `json:"score"` // 0..1
	Why   Why          `json:"why"`   // shared names, rare words, figures, hours apart
}

// Placement is where a story went on arrival: its event, whose words it copies,
// and what it is linked to.
type Placement struct {
	Story     StoryID
	Event     EventID
	Origin    StoryID    // the earlier story this one reprints, "" for own words
	Source    string     // whose words they are: the credited agency, else the outlet
	Relations []Relation // best first
	Genre     Genre      // what sort of writing it is, "" for a report
	// Absorbs is an event that this story shows to be the same as Event, "" for none: its
	// stories are of Event from now on.
	Absorbs EventID
}

// Annotation is everything the engines found in one version of one story.
type Annotation struct {
	Story    StoryID
	Version  int    // of the story that was read
	Tagger   string // version of the engines; older ones are done again
	Mentions []Mention
	Claims   []Claim
	Unsure   []Claim // kept for who asks for them
	Place    Placement
	// Read is the story as the engines read it, so that a store need not load it
	// again to index it; nil when it is not at hand.
	Read *Story
	// Flags are marks that only a look at other stories can give (FiguresDiffer).
	// The store adds those that follow from markers, versions and claims.
	Flags Flag
}

// Event is one happening as the list shows it.
type Event struct {
	ID      EventID   `json:"id"`
	Lead    StoryID   `json:"lead"` // the story whose headline stands for it
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`
	Stories int       `json:"stories"`
	Outlets int       `json:"outlets"`
	Origins int       `json:"origins"` // independent ones; reprints counted once
}
