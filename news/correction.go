package news

// Correction is what the reader says about stories and an event: that they are of it
// (Same), or that they are not and belong together elsewhere. The first story leads.
type Correction struct {
	Stories []StoryID
	Event   EventID
	Same    bool
	// Before makes it the correction that undoes another one: the stories are of Event
	// as they were, and these verdicts hold again. Same is not looked at then.
	Before []Verdict
}

// Ruling is what a reader said about whether a story is of an event.
type Ruling string

// The rulings. A verdict that was taken back leaves the question open.
const (
	RuledSame  Ruling = "same"
	RuledApart Ruling = "apart"
	RuledOpen  Ruling = ""
)

// Verdict is the last that was said about one story and one event, for everybody or by
// a reader for himself.
type Verdict struct {
	Seq    int64 // order in which they were said, unique in the store; given by it
	User   User  // whose own it is; "" for everybody's
	Story  StoryID
	Event  EventID
	Ruling Ruling
}
