package related

// shortLead is how many words a lead has that is more than a summary of a sentence.
const shortLead = 24

// mayJoin reports whether the story is like enough a member of an event to join it by the chance of
// the event: the sets that gives were fitted on have long leads or none. Two bare headlines of one outlet
// need some evidence, too, since most are of two happenings in one country.
func (x *Index) mayJoin(it *item, c *neighbour) bool {
	old := x.items[c.n-x.first]
	if c.serial || c.fed || c.p == 0 { // what was not compared is like nothing
		return false
	}
	bareOwn := !it.hasLead && !old.hasLead && it.outlet != 0 && it.outlet == old.outlet
	return !bareOwn || across(it, old) || c.sure >= x.at[ownBare]
}

// feedlike reports whether one of two stories has a lead of a sentence, as feeds have them. There
// the chance is sure of much that is only alike, and evidence of the happening is asked instead.
func feedlike(a, b *item) bool {
	bare := !a.hasLead && !b.hasLead
	long := a.hasLead && b.hasLead && min(len(a.lead), len(b.lead)) >= shortLead
	return !across(a, b) && !bare && !long
}

// enough reports whether the evidence of a member may count. An outlet seldom reports a happening twice
// but in nearly the same words; and what the network holds for a sister event, evidence does not join.
func (x *Index) enough(it *item, c *neighbour) bool {
	own := it.outlet != 0 && it.outlet == x.items[c.n-x.first].outlet
	return c.p >= x.at[sisterChance] && (!own || c.sure >= x.at[ownEvidence])
}

// longLeads reports whether both leads are longer than a summary of a sentence.
func longLeads(a, b *item) bool { return min(len(a.lead), len(b.lead)) >= shortLead }

// hoursApart is how far apart two stories came, 0 when the time of one is not known.
func hoursApart(a, b *item) int64 {
	if a.at == 0 || b.at == 0 {
		return 0
	}
	return max(a.at-b.at, b.at-a.at) / 3600
}
