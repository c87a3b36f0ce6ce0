package related

// What the model was fitted on has long leads and hardly two stories of one outlet, and
// feeds have leads of a sentence or two, and papers that come back to a subject all day.
// There the model is sure of much that is only alike: the same person in another event, one
// shared phrase. So beside the chance one plain measure is asked of a member of the event,
// how alike the two stories are: the cosine of the headlines, the mean share of each headline
// that the other story has, and the cosine of headline and lead, added up (0 to 3). The
// bounds were chosen on half of fifty events of real papers read by eye, see train/README.md.
const (
	ownAlike     = 1.05 // two stories of one outlet within a day
	ownNextDay   = 1.3  // within two days
	ownLater     = 1.6  // after that, of two outlets too
	ownLong      = 0.7  // both with long leads, whenever
	ownUpdate    = 0.6  // a marker says that the later one is a version
	ownColumn    = 0.3  // more than these where half a day later the same words stand before the colon
	ownTold      = 5    // least idf of the second rarest word shared
	ownNames     = 7    // two shared names as rare as this and a third of the words shared do, too,
	ownWhole     = 0.33 // within a day
	otherNamed   = 0.65 // two outlets, two rare names shared, or one story without a lead
	otherAlike   = 0.9  // fewer
	otherLater   = 1.3  // two rare names, more than two days apart
	plainNames   = 5    // idf of two names shared by two outlets
	plainAlike   = 1.2  // that need not be likely of one event then
	rareNamed    = 6    // idf of a rare name
	twinHeadline = 0.4  // cosine of headlines of two outlets that need no rare word beside
)

// bears reports whether the story is like enough a member of an event to join it.
func (x *Index) bears(it *item, c *neighbour) bool {
	old := x.items[c.n-x.first]
	switch {
	case across(it, old):
		return true
	case it.outlet != 0 && it.outlet == old.outlet:
		return !serial(it, old, c.copy) && ownBears(it, old, c)
	case !it.hasLead && !old.hasLead, it.hasLead && old.hasLead && longLeads(it, old):
		return true
	case hoursApart(it, old) > 48:
		return c.alike >= otherLater && c.name2 >= rareNamed || c.alike >= ownLater
	case c.name2 >= rareNamed, it.hasLead != old.hasLead:
		return c.alike >= otherNamed
	}
	return c.alike >= otherAlike
}

// ownBears is bears for two stories of one outlet, which seldom reports a happening twice
// but to bring its report up to date.
func ownBears(it, old *item, c *neighbour) bool {
	if c.rare2 < ownTold {
		return false
	}
	hours, need := hoursApart(it, old), float32(ownAlike)
	switch {
	case longLeads(it, old):
		return c.alike >= ownLong
	case it.marked:
		need = ownUpdate
	case hours > 48:
		need = ownLater
	case hours > 24:
		need = ownNextDay
	case c.name2 >= ownNames && c.whole >= ownWhole:
		return true
	}
	if it.opening != 0 && it.opening == old.opening && hours >= 12 {
		need += ownColumn
	}
	return c.alike >= need
}

// plainly reports whether a story with a short lead is so much like another outlet's of the
// same days, two rare names and all, that the model need not be sure, too.
func (x *Index) plainly(it *item, c *neighbour) bool {
	old := x.items[c.n-x.first]
	return it.hasLead && old.hasLead && !longLeads(it, old) && !across(it, old) && it.outlet != old.outlet &&
		c.name2 >= plainNames && c.alike >= plainAlike && hoursApart(it, old) <= 48
}

// twins reports whether two outlets have nearly the same headline over a story without a
// lead: that it shares no rare word is no matter then.
func (x *Index) twins(it *item, c *neighbour) bool {
	return !it.hasLead && c.title >= twinHeadline && x.items[c.n-x.first].outlet != it.outlet
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
