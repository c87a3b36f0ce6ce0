package entities

import (
	"math"

	"dateline/entities/gazetteer"
	"dateline/news"
)

// town is a place that the model saw and no list settles, with all countries that
// have one of its name.
type town struct {
	at   [][2]int // where it is named: field, number of the name
	bets []bet
}

// bet is one country that the town may lie in.
type bet struct {
	country string
	prior   float64 // how well known it is, in nats
	story   float64 // what the story adds
}

// What speaks for a country, in nats. unknown is how well known a place must be to
// be believed at all, ahead how far it must be
// ahead of its namesake abroad.
const (
	namedBonus = 2.0 // the story names the country
	shareBonus = 3.0 // times its share of all countries that the story names
	townBonus  = 1.6 // for each other town that may lie there, at most two
	unknown    = 10.2
	strange    = 0.8 // more than unknown, where the story names countries and not this one
	ahead      = 1.4
	common     = 2.5 // less, for a name that is a word of English
	guessed    = 1.5 // less, for the town in "Dunedin Hospital"
)

// locateTowns gives the towns that only the model saw their country: by what else
// the story names, and by how many people live there. It leaves open what stays
// open.
func (r *reading) locateTowns() {
	r.gatherTowns()
	if len(r.towns) == 0 {
		return
	}
	r.betOnNamed()
	r.betOnNeighbours()
	for i := range r.towns {
		t := &r.towns[i]
		ref, why := t.best(len(r.evidence.named) > 0)
		if ref == "" {
			continue
		}
		for _, at := range t.at {
			n := &r.names[at[0]][at[1]]
			n.ref = ref
			n.why.Detail += why
		}
	}
}

// gatherTowns lists the towns with no country yet, each once.
func (r *reading) gatherTowns() {
	r.towns = r.towns[:0]
	clear(r.townAt)
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.kind != news.Place || n.row >= 0 || n.ref != "" {
				continue
			}
			if r.stateCode(f.between(n.from, n.to)) {
				n.ref = "USA"
				continue
			}
			r.addTown(f, i, j)
		}
	}
}

// stateCode reports whether a place is the postal code of an American state, in a
// story that speaks of America ("GA salon owners").
func (r *reading) stateCode(place string) bool {
	return len(place) == 2 && r.facts.postal[place] && (r.evidence.state || r.evidence.named["USA"] > 0)
}

func (r *reading) addTown(f *field, i, j int) {
	n := &r.names[i][j]
	key := gazetteer.KeyOf(f.between(n.from, n.to))
	if k, ok := r.townAt[key]; ok {
		r.towns[k].at = append(r.towns[k].at, [2]int{i, j})
		return
	}
	if bets := r.bets(f, n); len(bets) > 0 {
		r.townAt[key] = len(r.towns)
		r.towns = append(r.towns, town{at: [][2]int{{i, j}}, bets: bets})
	}
}

// bets returns the countries that may be meant by a name, with what is known of
// them before the story is read.
func (r *reading) bets(f *field, n *name) []bet {
	var out []bet
	less := 0.0
	if n.to-n.from == 1 && r.hintOf(f, n.from)&commonHint != 0 {
		less = common // "Orange", "Delta"
	}
	out = r.betOn(out, f, n.from, n.to, less)
	if n.to-n.from < 2 || f.is(n.from, "st", "st.", "saint") {
		return out
	}
	if f.is(n.from, "east", "west", "north", "south", "central", "greater", "downtown", "upper", "lower", "northern", "southern", "eastern", "western") {
		out = r.betOn(out, f, n.from+1, n.to, 0)
	}
	if kind := f.lower[n.to-1]; r.facts.sites[kind] {
		to := n.to - 1
		if to-n.from > 1 && f.is(to-1, "international", "general", "central", "state", "city") {
			to--
		}
		out = r.betOn(out, f, n.from, to, guessed)
	}
	return out
}

// betOn adds the countries that have a place called by tokens [from, to).
func (r *reading) betOn(out []bet, f *field, from, to int, less float64) []bet {
	name := f.between(from, to)
	if len(name) < 3 || len(name) == 3 && f.look[from].has(shouted) {
		return out // "WA", "CCP"
	}
	r.found = gazetteer.Find(r.found[:0], gazetteer.KeyOf(name))
	if less > 0 || to-from == 1 {
		r.found = r.listed(r.found, f, from, to)
	}
	for _, p := range r.found {
		out = addBet(out, bet{country: p.Country, prior: math.Log(p.People*pressWeight(p.Country)) - less})
	}
	return out
}

// listed adds the capital or region that is listed under the words.
func (r *reading) listed(dst []gazetteer.Place, f *field, from, to int) []gazetteer.Place {
	h := f.lexHash(from, to)
	if n := r.facts.lex.find(h); n != nil {
		for row := n.row; row >= 0; row = r.facts.lex.next[row] {
			if x := &r.facts.lex.rows[row]; x.sort == capital || x.sort == land {
				dst = append(dst, gazetteer.Place{Country: x.ref, People: 3e6})
			}
		}
	}
	return dst
}

// addBet keeps the best bet of each country.
func addBet(bets []bet, b bet) []bet {
	for i := range bets {
		if bets[i].country == b.country {
			if b.prior > bets[i].prior {
				bets[i] = b
			}
			return bets
		}
	}
	return append(bets, b)
}

// betOnNamed raises the countries that the story names.
func (r *reading) betOnNamed() {
	all := 0
	for _, n := range r.evidence.named {
		all += n
	}
	if all == 0 {
		return
	}
	for i := range r.towns {
		for k := range r.towns[i].bets {
			b := &r.towns[i].bets[k]
			if n := r.evidence.named[b.country]; n > 0 {
				b.story += namedBonus + shareBonus*float64(n)/float64(all)
			}
		}
	}
}

// betOnNeighbours raises the countries that other towns of the story may lie in,
// by how likely that is.
func (r *reading) betOnNeighbours() {
	if len(r.towns) < 2 {
		return
	}
	votes := map[string]float64{}
	share := make([]map[string]float64, len(r.towns))
	for i := range r.towns {
		share[i] = r.towns[i].shares()
		for c, p := range share[i] {
			votes[c] += p
		}
	}
	for i := range r.towns {
		for k := range r.towns[i].bets {
			b := &r.towns[i].bets[k]
			b.story += townBonus * min(2, votes[b.country]-share[i][b.country])
		}
	}
}

// shares returns how likely each country is, so far.
func (t *town) shares() map[string]float64 {
	out := map[string]float64{}
	sum := math.Exp(unknown)
	for _, b := range t.bets {
		sum += math.Exp(b.prior + b.story)
	}
	for _, b := range t.bets {
		out[b.country] = math.Exp(b.prior+b.story) / sum
	}
	return out
}

// best returns the country that is clearly ahead, and why; "" for none.
func (t *town) best(named bool) (ref, why string) {
	var top, second bet
	for _, b := range t.bets {
		if sum := b.prior + b.story; sum > top.prior+top.story {
			top, second = b, top
		} else if sum > second.prior+second.story {
			second = b
		}
	}
	lead := top.prior + top.story
	if lead < unknown || named && top.story == 0 && lead < unknown+strange || lead-second.prior-second.story < ahead {
		return "", ""
	}
	if top.story > 0 {
		return top.country, ", by what else the story names"
	}
	return top.country, ", the best known of its name"
}

// pressWeight is how much news in English writes of a country's small places beside
// those of the world.
func pressWeight(country string) float64 {
	switch country {
	case "GBR", "NZL", "AFG", "IRQ", "SYR", "ISR", "PSE", "UKR":
		return 3
	case "AUS", "CAN", "IRL", "LBN", "LBY", "YEM", "SOM", "SDN":
		return 2
	case "USA": // has a namesake of nearly every place
		return 1.5
	case "PHL", "MEX", "ITA", "FRA", "ESP", "ROU", "BRA", "COL", "DEU", "ARG", "AUT", "CHE", "POL":
		return 0.6
	}
	return 1
}
