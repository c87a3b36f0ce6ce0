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

// settlePeople makes a surname the person whose full name the story gives, and
// finds surnames that the layers before left out.
func (r *reading) settlePeople() {
	full := map[learn.Hash]*name{}
	last := func(f *field, n *name) learn.Hash { return f.lower[n.to-1] }
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.kind != news.Person || n.to-n.from < 2 || utf8.RuneCountInString(f.word(n.to-1)) < 2 {
				continue
			}
			if _, seen := full[last(f, n)]; !seen {
				full[last(f, n)] = n
			}
		}
	}
	for i := range r.names {
		f := &r.fields[i]
		for j := range r.names[i] {
			n := &r.names[i][j]
			if n.kind != news.Person || n.to-n.from != 1 {
				continue
			}
			if p := full[last(f, n)]; p != nil {
				n.ref, n.name, n.why.Detail = p.ref, p.name, "surname of "+p.name
			}
		}
		r.addSurnames(i, full)
	}
}

// addSurnames marks single capitalised words that are the surname of somebody
// named in full, where nothing else claims them.
func (r *reading) addSurnames(i int, full map[learn.Hash]*name) {
	if len(full) == 0 {
		return
	}
	f, old, next := &r.fields[i], r.names[i], 0
	var added []name
	for at := range f.toks {
		for next < len(old) && old[next].to <= at {
			next++
		}
		if next < len(old) && old[next].from <= at || !f.capAt(at) {
			continue
		}
		p := full[f.lower[at]]
		if p == nil || neighbour(f, at) {
			continue
		}
		added = append(added, name{from: at, to: at + 1, span: f.spanOf(at, at+1), kind: news.Person, ref: p.ref, name: p.name, row: -1,
			why: news.Why{Rule: "surname", Detail: "surname of " + p.name}})
	}
	r.names[i] = inOrder(old, added)
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
