package related

import (
	"slices"

	"dateline/news"
)

// Correction is what the reader said about one story and one event: that it is of
// it (Same), or that it is not. It is kept by the caller and given to New.
type Correction struct {
	Story news.StoryID
	Event news.EventID
	Same  bool
}

// Move says that a story is of another event from now on.
type Move struct {
	Story news.StoryID
	Event news.EventID
}

// rules are the corrections, looked up by story.
type rules struct {
	same  map[news.StoryID]news.EventID
	other map[news.StoryID][]news.EventID
}

func newRules(cs []Correction) rules {
	r := rules{same: map[news.StoryID]news.EventID{}, other: map[news.StoryID][]news.EventID{}}
	for _, c := range cs {
		r.learn(c)
	}
	return r
}

// learn takes one correction in; a later one overrules an earlier one.
func (r *rules) learn(c Correction) {
	if c.Same {
		r.same[c.Story] = c.Event
		r.other[c.Story] = slices.DeleteFunc(r.other[c.Story], func(e news.EventID) bool { return e == c.Event })
		return
	}
	if r.same[c.Story] == c.Event {
		delete(r.same, c.Story)
	}
	if !r.apart(c.Story, c.Event) {
		r.other[c.Story] = append(r.other[c.Story], c.Event)
	}
}

// apart reports whether the reader said that the story is not of the event.
func (r *rules) apart(s news.StoryID, e news.EventID) bool { return slices.Contains(r.other[s], e) }

// free reports whether the reader said nothing of where the story belongs.
func (r *rules) free(s news.StoryID) bool { return r.same[s] == "" }

// founded is the id of the event that s founds: its own, but where the reader took
// s out of the event that bears its name.
func (r *rules) founded(s news.StoryID) news.EventID {
	id := news.EventID(s)
	if r.apart(s, id) {
		id += ".1"
	}
	return id
}

// current is the event of a story on file as being of e.
func (r *rules) current(s news.StoryID, e news.EventID) news.EventID {
	if id, ok := r.same[s]; ok {
		return id
	}
	if r.apart(s, e) {
		return r.founded(s)
	}
	return e
}

// Split takes a story out of its event, for good: "not the same event". It returns
// what to remember and what changed; nothing when the story is not in the window or alone.
func (x *Index) Split(s news.StoryID) ([]Correction, []Move) {
	n, ok := x.number[s]
	if !ok || len(x.items[n-x.first].event.members) < 2 {
		return nil, nil
	}
	c := Correction{Story: s, Event: x.items[n-x.first].event.id}
	x.rules.learn(c)
	id := x.rules.founded(s)
	x.move(n, x.event(id))
	return []Correction{c}, []Move{{s, id}}
}

// Join makes the events of two stories one, for good: "the same event". The older
// event takes the stories of the younger one. It returns what to remember and what
// changed; nothing when one of the stories is not in the window.
func (x *Index) Join(a, b news.StoryID) ([]Correction, []Move) {
	na, ok := x.number[a]
	nb, ok2 := x.number[b]
	if !ok || !ok2 {
		return nil, nil
	}
	into, from := x.items[na-x.first].event, x.items[nb-x.first].event
	if into == from {
		return nil, nil
	}
	if from.members[0] < into.members[0] {
		into, from = from, into
	}
	var cs []Correction
	var ms []Move
	for _, n := range slices.Clone(from.members) {
		s := x.items[n-x.first].id
		c := Correction{Story: s, Event: into.id, Same: true}
		x.rules.learn(c)
		cs, ms = append(cs, c), append(ms, Move{s, into.id})
		x.move(n, into)
	}
	return cs, ms
}

// move puts story n into another event.
func (x *Index) move(n uint32, to *event) {
	it := x.items[n-x.first]
	from := it.event
	if i, ok := slices.BinarySearch(from.members, n); ok {
		from.members = slices.Delete(from.members, i, i+1)
	}
	if len(from.members) == 0 {
		delete(x.events, from.id)
	}
	i, _ := slices.BinarySearch(to.members, n)
	to.members = slices.Insert(to.members, i, n)
	to.last = max(to.last, it.at)
	it.event = to
}

// Learn takes up what the reader said before, oldest first: for an index that was made
// without it. Stories already placed stay where they are.
func (x *Index) Learn(cs []Correction) {
	for _, c := range cs {
		x.rules.learn(c)
	}
}

// Return undoes what Split and a Join after it did to stories: each is of the event of
// its correction again, and what the reader had said is forgotten. It returns what
// changed; stories that are not in the window are forgotten all the same.
func (x *Index) Return(cs []Correction) []Move {
	var ms []Move
	for _, c := range cs {
		x.rules.forget(c)
		if n, ok := x.number[c.Story]; ok && x.items[n-x.first].event.id != c.Event {
			x.move(n, x.event(c.Event))
			ms = append(ms, Move{c.Story, c.Event})
		}
	}
	return ms
}

// forget drops what was said about a story and an event, and where it was put instead.
func (r *rules) forget(c Correction) {
	delete(r.same, c.Story)
	r.other[c.Story] = slices.DeleteFunc(r.other[c.Story], func(e news.EventID) bool { return e == c.Event })
}
