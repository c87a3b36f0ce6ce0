package news

// Correction is what the reader says about stories and an event: that they are of it
// (Same), or that they are not and belong together elsewhere. The first story leads.
type Correction struct {
	Stories []StoryID
	Event   EventID
	Same    bool
}
