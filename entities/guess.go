package entities

import (
	"dateline/news"
)

// guess fills the field's guesses by rules: people behind a title, bodies by
// their last word.
func (r *reading) guess(i int) {
	f := &r.fields[i]
	for at := 0; at < len(f.toks); at++ {
		if f.look[at].has(loud) || !f.capAt(at) {
			continue
		}
		if at > 0 && f.joined(at) && title(f.word(at-1)) && !title(f.word(at)) {
			if to := run(f, at); to > at && r.free(i, at, to) {
				r.guesses[i] = append(r.guesses[i], guess{at, to, person, news.Why{Rule: "title", Detail: "after " + f.word(at-1)}})
				at = to - 1
				continue
			}
		}
		to := run(f, at)
		if to-at >= 2 && bodyWord(f.word(to-1)) {
			r.guesses[i] = append(r.guesses[i], guess{at, to, organisation, news.Why{Rule: "pattern", Detail: "... " + f.word(to-1)}})
			at = to - 1
		}
	}
}

// run returns the end of the run of capitalised words from at on, particles
// inside it allowed.
func run(f *field, at int) int {
	to := at + 1
	for to < len(f.toks) && f.joined(to) {
		if f.capAt(to) {
			to++
			continue
		}
		if particle(f.word(to)) && f.joined(to+1) && f.capAt(to+1) {
			to += 2
			continue
		}
		break
	}
	return to
}

// free reports whether no listed name begins in tokens [from, to).
func (r *reading) free(i, from, to int) bool {
	for _, h := range r.hits[i] {
		if h.from < to && h.to > from && r.facts.lex.rows[h.row].sort != term {
			return h.to-h.from < to-from
		}
	}
	return true
}

// bodyWord reports whether a capitalised word ends the names of organisations.
func bodyWord(w string) bool {
	switch w {
	case "Ministry", "Party", "University", "Corp.", "Corp", "Inc.", "Inc", "Ltd.", "Ltd", "Bank", "Group", "Committee", "Council", "Commission",
		"Agency", "Association", "Federation", "Union", "Institute", "Organization", "Organisation", "Court", "Department", "Authority", "Front",
		"Movement", "Army", "Force", "Forces", "Airlines", "Airways", "Foundation", "Congress", "Parliament", "Senate", "Assembly", "College",
		"Church", "League", "Society", "Bureau", "Office", "Police", "Co.", "Holdings", "Brigade", "Brigades", "Alliance", "Coalition", "Club", "FC",
		"Hospital", "Museum", "Times", "Post", "Journal", "News", "Exchange", "Fund", "Centre", "Center", "Guard", "Guards", "Command":
		return true
	}
	return false
}

// givenName reports whether w is a common given name in wire copy.
func givenName(w string) bool {
	switch w {
	case "Michael", "Jim", "John", "George", "David", "James", "Robert", "Denzel", "Kerry", "Irving", "Jack", "Tom", "Paris", "Jeremy", "Julie",
		"Vernon", "Hamilton", "Barbara", "DeAndre", "Isaiah", "Kathleen", "Dawn", "William", "Mary", "Bill", "Peter", "Paul", "Mark", "Daniel":
		return true
	}
	return false
}
