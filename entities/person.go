package entities

import (
	"strings"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
)

// title reports whether a word stands before people's names and is not part of
// them.
func title(w string) bool {
	switch w {
	case "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Mr", "Mrs", "Ms", "Dr", "Miss", "Sir", "Dame", "Lord", "Lady", "Madame", "Rev.",
		"President", "Vice-President", "Premier", "Chancellor", "Senator", "Sen.", "Representative", "Rep.", "Congressman", "Congresswoman",
		"Governor", "Gov.", "Mayor", "Minister", "Secretary", "Ambassador", "Envoy", "General", "Gen.", "Colonel", "Col.", "Major", "Maj.",
		"Captain", "Capt.", "Lieutenant", "Lt.", "Sergeant", "Sgt.", "Admiral", "Adm.", "Brigadier", "Brig.", "Commander", "Cmdr.", "Judge", "Justice",
		"Prince", "Princess", "King", "Queen", "Pope", "Cardinal", "Archbishop", "Bishop", "Father", "Sheikh", "Sheik", "Ayatollah", "Imam",
		"Professor", "Chairman", "Chairwoman", "Director", "Speaker", "Spokesman", "Spokeswoman", "Spokesperson", "Leader", "Chief", "Emperor",
		"Attorney-General", "Prosecutor", "Inspector", "Detective", "Officer", "Coach", "Lawmaker", "Deputy", "Taoiseach", "Field-Marshal", "Marshal",
		"spokesman", "spokeswoman", "spokesperson", "president", "minister", "premier", "chancellor", "secretary", "ambassador", "envoy",
		"leader", "chief", "director", "chairman", "chairwoman", "lawyer", "lawmaker", "senator", "mayor", "governor", "analyst", "professor",
		"actor", "actress", "singer", "author", "journalist", "coach", "commander", "general", "judge", "prosecutor", "candidate", "activist",
		"economist", "historian", "resident", "founder", "billionaire", "executive", "CEO", "striker", "goalkeeper", "midfielder":
		return true
	}
	return false
}

// settlePeople makes a shorter form of a name the person whose full name the story
// gives ("Halloran", "Zein El Dine", "Cruz y Ortega"), and finds surnames that the
// layers before left out.
func (r *reading) settlePeople() {
	full := r.fullNames()
	if len(full) == 0 {
		return
	}
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.row >= 0 || n.kind != news.Person && n.kind != news.Organisation || n.to-n.from > longestName {
				continue
			}
			p, ok := full[f.lexHash(n.from, lastOfName(f, n))]
			if !ok || p.name == n.name {
				continue
			}
			n.kind, n.ref, n.name, n.why.Detail = news.Person, p.ref, p.name, "surname of "+p.name
		}
		r.addSurnames(i, full)
	}
}

// longestName is how many tokens of a name are looked at.
const longestName = 8

// fullNames returns the people of the story by the ends of their names, the first
// of each.
func (r *reading) fullNames() map[learn.Hash]name {
	full := map[learn.Hash]name{}
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			to := lastOfName(f, n)
			if n.kind != news.Person || to-n.from < 2 || to-n.from > longestName || utf8.RuneCountInString(f.word(to-1)) < 2 {
				continue
			}
			for from := n.from + 1; from < to; from++ {
				if h := f.lexHash(from, to); f.capAt(from) {
					if _, seen := full[h]; !seen {
						full[h] = *n
					}
				}
			}
		}
	}
	return full
}

// lastOfName returns the token behind the last of a person's name, without "Jr." and
// what else stands behind names.
func lastOfName(f *field, n *name) int {
	to := n.to
	for to > n.from+1 && (junior(f.word(to-1)) || postNominals[f.word(to-1)] || f.is(to-1, ".")) {
		to--
	}
	return to
}

// junior reports whether w tells a person from one of the same name before.
func junior(w string) bool {
	switch w {
	case "Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV":
		return true
	}
	return false
}

// addSurnames marks single capitalised words that are the surname of somebody
// named in full, where nothing else claims them.
func (r *reading) addSurnames(i int, full map[learn.Hash]name) {
	if len(full) == 0 {
		return
	}
	f, old, next, taken := &r.fields[i], r.names[i], 0, 0
	var added []name
	for at := range f.toks {
		for next < len(old) && old[next].to <= at {
			next++
		}
		if next < len(old) && old[next].from <= at || !f.capAt(at) {
			continue
		}
		end := len(f.toks)
		if next < len(old) {
			end = old[next].from
		}
		p, to := f.shortForm(full, at, end)
		if to == 0 || to == at+1 && neighbour(f, at) || at < taken {
			continue
		}
		taken = to
		added = append(added, name{from: at, to: to, span: f.spanOf(at, to), kind: news.Person, ref: p.ref, name: p.name, row: -1,
			why: news.Why{Rule: "surname", Detail: "surname of " + p.name}})
	}
	r.names[i] = inOrder(old, added)
}

// shortForm returns the person whose name ends in the longest stretch of tokens from
// at on, and the token behind it; 0 for nobody.
func (f *field) shortForm(full map[learn.Hash]name, at, end int) (p name, to int) {
	h := learn.Hash(0)
	for k := at; k < min(end, at+longestName) && (k == at || f.joined(k)); k++ {
		h = learn.Mix(h, f.lower[k])
		if who, ok := full[h]; ok {
			p, to = who, k+1
		}
	}
	return p, to
}

// neighbour reports whether another capitalised word stands right beside token
// at, so that it may be part of a name nobody knows.
func neighbour(f *field, at int) bool {
	before := f.joined(at) && f.capAt(at-1) && !f.look[at-1].has(opening) && !title(f.word(at-1))
	after := at+1 < len(f.toks) && f.joined(at+1) && f.capAt(at+1)
	return before || after
}

func letterOrDigit(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= utf8.RuneSelf && r != utf8.RuneError && !strings.ContainsRune("’‘“”«»–—…", r)
}

// surname reports whether w can follow a given name: capitalised and no word
// that often follows a country.
func surname(w string) bool {
	switch w {
	case "Prime", "President", "Foreign", "Defense", "Defence", "Interior", "Finance", "Minister", "Ministry", "Parliament", "Army", "Police",
		"Government", "And", "In", "On", "Says", "Said", "To", "Is", "Has", "Will", "Ambassador", "King", "Queen", "Crown", "Supreme", "National", "Central",
		"Open", "Cup", "Olympics", "Games", "Airlines", "Airways", "Times", "Agreement", "Accord", "Summit", "Conference", "Peace", "Attacks":
		return false
	}
	return len(w) > 1
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
