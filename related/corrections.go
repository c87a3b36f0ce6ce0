package related

import (
	"slices"

	"dateline/news"
)

// Move says that a story is of another event from now on.
type Move struct {
	Story news.StoryID
	Event news.EventID
}

// rules are the verdicts that hold, by story, in the order they were said.
type rules map[news.StoryID][]news.Verdict

func newRules(vs []news.Verdict) rules {
	r := rules{}
	for _, v := range vs {
		r.learn(v)
	}
	return r
}

// learn takes one verdict in; it takes the place of the last one on the same story and
// event.
func (r rules) learn(v news.Verdict) {
	held := slices.DeleteFunc(r[v.Story], func(o news.Verdict) bool { return o.Event == v.Event })
	if v.Ruling != news.RuledOpen {
		held = append(held, v)
	}
	if r[v.Story] = held; len(held) == 0 {
		delete(r, v.Story)
	}
}

// apart reports whether the reader said that the story is not of the event.
func (r rules) apart(s news.StoryID, e news.EventID) bool {
	return slices.ContainsFunc(r[s], func(v news.Verdict) bool { return v.Event == e && v.Ruling == news.RuledApart })
}

// home is the event that the reader last said the story is of, "" when of none.
func (r rules) home(s news.StoryID) news.EventID {
	for _, v := range slices.Backward(r[s]) {
		if v.Ruling == news.RuledSame {
			return v.Event
		}
	}
	return ""
}

// speak reports whether the reader said anything of the event.
func (r rules) speak(e news.EventID) bool {
	for _, vs := range r {
		if slices.ContainsFunc(vs, func(v news.Verdict) bool { return v.Event == e }) {
			return true
		}
	}
	return false
}

// founded is the id of the event that s founds: its own, but where the reader took
// s out of the event that bears its name.
func (r rules) founded(s news.StoryID) news.EventID {
	id := news.EventID(s)
	if r.apart(s, id) {
		id += ".1"
	}
	return id
}

// current is the event of a story on file as being of e.
func (r rules) current(s news.StoryID, e news.EventID) news.EventID {
	if id := r.home(s); id != "" {
		return id
	}
	if r.apart(s, e) {
		return r.founded(s)
	}
	return e
}

// Split takes a story out of its event, for good: "not the same event". It returns
// what to remember and what changed; nothing when the story is not in the window or alone.
func (x *Index) Split(s news.StoryID) ([]news.Verdict, []Move) {
	n, ok := x.number[s]
	if !ok || len(x.items[n-x.first].event.members) < 2 {
		return nil, nil
	}
	v := news.Verdict{Story: s, Event: x.items[n-x.first].event.id, Ruling: news.RuledApart}
	x.rules.learn(v)
	id := x.rules.founded(s)
	x.move(n, x.event(id))
	return []news.Verdict{v}, []Move{{s, id}}
}

// Join makes the events of two stories one, for good: "the same event". The older
// event takes the stories of the younger one. It returns what to remember and what
// changed; nothing when one of the stories is not in the window.
func (x *Index) Join(a, b news.StoryID) ([]news.Verdict, []Move) {
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
	var vs []news.Verdict
	var ms []Move
	for _, n := range slices.Clone(from.members) {
		s := x.items[n-x.first].id
		v := news.Verdict{Story: s, Event: into.id, Ruling: news.RuledSame}
		x.rules.learn(v)
		vs, ms = append(vs, v), append(ms, Move{s, into.id})
		x.move(n, into)
	}
	return vs, ms
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

// Heed takes up what the reader said or took back, in the order it was said. Stories
// of the window stay where they are; Put moves them.
func (x *Index) Heed(vs []news.Verdict) {
	for _, v := range vs {
		x.rules.learn(v)
	}
}

// Put makes a story of the window one of event e and reports whether it was not.
// Nothing is remembered of it: that is what Split, Join and Heed are for.
func (x *Index) Put(s news.StoryID, e news.EventID) bool {
	n, ok := x.number[s]
	if !ok || x.items[n-x.first].event.id == e {
		return false
	}
	x.move(n, x.event(e))
	return true
}
