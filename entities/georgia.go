package entities

import (
	"dateline/entities/gazetteer"
	"dateline/news"
)

// Words that only the one of the two Georgias has beside it.
var (
	inCaucasus = wordSet(`Tbilisi Abkhazia Batumi Poti Kutaisi Tskhinvali Sukhumi Gori Ajaria Adjara`)
	inAmerica  = wordSet(`Atlanta Savannah Augusta Macon Columbus Athens Ga. GA Alabama Tennessee Florida Texas Pennsylvania Arizona Michigan Nevada Wisconsin Ohio Iowa Colorado Republicans
		Democrats Trump Biden`)
	ofState = wordSet(`governor secretary senator senators lawmakers voters sheriff state runoff gubernatorial senate house Bulldogs Tech Republican
		Republicans Democrat Democrats district county counties prosecutors judge congressman congresswoman legislature peaches peach salon election legislators residents coast`)
	ofCountry = wordSet(`president parliament prime foreign breakaway interior defense defence ruling capital`)
)

// georgia reports whether the story's Georgia is the American state. It weighs
// every mention and all that the story names, once: a story has one Georgia.
func (r *reading) georgia() bool {
	e := &r.evidence
	state, country, named := e.count["USA"], 2*e.count["RUS"]+e.count["ARM"]+e.count["AZE"]+e.count["TUR"]+e.count["UKR"], false
	for w, n := range e.text {
		switch {
		case inCaucasus[w], w == "South Ossetia", w == "Republic of Georgia":
			country += 3 * n
		case inAmerica[w], w == "North Carolina", w == "South Carolina":
			state += 3 * n
		case w == "Georgians":
			country += n
		}
	}
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.ref == "USA" && f.is(n.to, "state", "states") {
				state += 3
			}
			if n.row >= 0 && r.facts.lex.rows[n.row].name == "Georgia" {
				named = true
				s, c := besideGeorgia(f, n)
				state, country = state+s, country+c
			} else if n.row < 0 && n.kind != news.Person {
				s, c := r.georgian(f, n)
				state, country, named = state+s, country+c, named || s >= 3
			}
		}
	}
	return named && state > country
}

// besideGeorgia weighs the words around one mention.
func besideGeorgia(f *field, n *name) (state, country int) {
	if f.is(n.from-1, ",") && f.capAt(n.from-2) && !f.is(n.to, ",", "and") {
		state += 2 // "Athens, Georgia"
	}
	if ofState[f.word(n.to)] || f.is(n.to, "Senate", "House", "Secretary", "Governor", "Gov.") {
		state += 3
	}
	if f.is(n.from-1, "of") && f.is(n.from-2, "state", "governor", "senator", "university") {
		state += 4
	}
	if f.is(n.from-1, "Gov.", "Sen.", "Rep.", "U.S.", "north", "south", "southern", "northern", "rural", "coastal", "former") && n.from > 0 {
		state += 2
	}
	if f.is(n.to, "'s", "’s") && ofCountry[f.word(n.to+1)] {
		country += 4
	}
	if f.is(n.to, "'s", "’s") && ofState[f.word(n.to+1)] {
		state += 3
	}
	return state, country
}

// georgian weighs a name that only the model saw: a town of the state or of the
// country, or a body that is called by the state.
func (r *reading) georgian(f *field, n *name) (state, country int) {
	if n.kind == news.Place {
		r.found = gazetteer.Find(r.found[:0], gazetteer.KeyOf(f.between(n.from, n.to)))
		for _, p := range r.found {
			if p.Part == "GA" && p.People > 5e4 {
				state += 2
			}
			if p.Country == "GEO" && p.People > 2e4 {
				country += 2
			}
		}
		return state, country
	}
	if f.is(n.from, "Georgia") && n.to-n.from > 1 {
		for k := n.from + 1; k < n.to; k++ {
			if f.is(k, "Department", "Ports", "Bureau", "Tech", "Southern", "Power", "Board", "Legislature", "Senate", "House", "Lottery", "Secretary", "Emergency", "Public", "Bulldogs") {
				return 3, 0
			}
		}
	}
	return 0, 0
}
