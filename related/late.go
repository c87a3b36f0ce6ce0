package related

import (
	"slices"

	"dateline/news"
)

// Late evidence: one happening told in quite different words begins as two events, and a later story that
// is like both shows that they are one. A false merge invents corroboration, so three pieces of evidence
// must agree: the story's for a member of each event, and that of two members for each other. What a
// reader said of either event stands.

// mostCrossed is how many of the newest stories of an event are compared with another event's.
const mostCrossed = 8

// link is an earlier story with the evidence that the new one is of its event.
type link struct {
	n    uint32 // its number
	sure float64
}

// bridge is what shows that two events are one.
type bridge struct{ mine, other link }

// late finds an event that the story shows to be the same as ev, which it is of: the one with the most
// evidence. ok is false when there is none.
func (x *Index) late(ev *event, near []neighbour) (b bridge, ok bool) {
	if b.mine = x.strongest(ev, near); ev.joinsNone || b.mine.sure < x.at[lateEvidence] {
		return b, false
	}
	for _, c := range near {
		other := x.items[c.n-x.first].event
		if other == ev || c.sure <= b.other.sure || !x.tells(&c) || other.joinsNone {
			continue
		}
		if x.rules.speak(ev.id) || x.rules.speak(other.id) || !x.meet(ev, other) {
			continue
		}
		b.other = link{c.n, c.sure}
	}
	return b, b.other.sure > 0
}

// tells reports whether what a neighbour shares with the story is evidence enough.
func (x *Index) tells(c *neighbour) bool {
	return c.fed && !c.serial && c.sure >= x.at[lateEvidence]
}

// strongest is the member of an event with the most evidence.
func (x *Index) strongest(ev *event, near []neighbour) (l link) {
	for _, c := range near {
		if x.items[c.n-x.first].event == ev && x.tells(&c) && c.sure > l.sure {
			l = link{c.n, c.sure}
		}
	}
	return l
}

// meet reports whether a member of one event gives evidence by itself of being of the other.
func (x *Index) meet(a, b *event) bool {
	for _, n := range a.members[max(0, len(a.members)-mostCrossed):] {
		for _, m := range b.members[max(0, len(b.members)-mostCrossed):] {
			c := x.weigh(x.items[max(n, m)-x.first], min(n, m))
			if c.fed && !c.serial && c.sure >= x.at[lateMeeting] {
				return true
			}
		}
	}
	return false
}

// unite makes the events of two stories one, the older, and returns it and the one that is gone.
func (x *Index) unite(a, b uint32) (into, gone *event) {
	into, gone = x.items[a-x.first].event, x.items[b-x.first].event
	if gone.members[0] < into.members[0] {
		into, gone = gone, into
	}
	for _, n := range slices.Clone(gone.members) {
		x.move(n, into)
	}
	return into, gone
}

// tell marks the relation that says with which story's event the new one's became one.
func (x *Index) tell(rs []news.Relation, b bridge) {
	for i := range rs {
		if x.number[rs[i].To] == b.other.n {
			rs[i].Why.Rule = news.LateRule
			rs[i].Why.Detail = "like stories of two events, which it shows to be one; " + rs[i].Why.Detail
		}
	}
}
