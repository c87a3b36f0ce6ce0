package entities

import (
	"strings"
	"unicode/utf8"

	"dateline/learn"
)

// fits reports whether a listed name may be what stands at tokens [from, to): the
// letters' case must be right, and rows that ask for "the" or for an attribution
// must have it.
func fits(f *field, r *row, from, to int) bool {
	if !caseFits(f, r, from, to) {
		return false
	}
	if r.article && !f.is(from-1, "the") {
		return false
	}
	if r.behind && !(f.is(from-1, ",") && f.capAt(from-2)) {
		return false
	}
	if r.credit && !credited(f, from, to) {
		return false
	}
	return true
}

// caseFits compares the text with the listed spelling. In a line of capitals any
// name may be shouted, but a name of two or three letters that is a word when
// small ("US", "WHO", "AU") must look like itself by its neighbours.
func caseFits(f *field, r *row, from, to int) bool {
	text := f.between(from, to)
	if text == r.text {
		return !(f.look[from].has(loud) && to == from+1 && !loudWord(f, from))
	}
	if f.look[from].has(loud) || f.look[from].has(shouted) && r.sort <= land && opensDateline(f, from, to) {
		return len(text) > 3 && strings.EqualFold(text, r.text) && !commonWord(r.text)
	}
	if len(text) != len(r.text) || from+1 == to && len(text) < 5 {
		return false
	}
	return titleCase(f, r, from, to)
}

// opensDateline reports whether capitals at tokens [from, to) may be the place of a
// dateline: they begin their line ("VIENNA -"), or follow the hour ("5.00 PM VIENNA -").
func opensDateline(f *field, from, to int) bool {
	return f.toks[from].Line || f.is(from-1, "AM", "PM", "GMT") && f.is(to, "-", "–", "—", "(")
}

// loudWord reports whether a short name in a line of capitals is the name and
// not the word: "US" after "LET" is a pronoun.
func loudWord(f *field, i int) bool {
	switch f.word(i) {
	case "US":
		if f.is(i-1, "let", "lets", "join", "tell", "tells", "give", "gives", "show", "shows", "help", "helps", "of", "for", "with", "about",
			"teach", "teaches", "make", "makes", "all", "both", "among", "amongst", "between", "trust", "leave", "leaves", "save", "saves",
			"contact", "follow", "ask", "email", "send", "before", "after", "behind", "around", "near", "most", "some", "none",
			"one", "many", "any", "remind", "reminds", "bring", "brings", "keep", "keeps", "keeping", "took", "take", "takes", "love", "loves", "hurt", "upon") {
			return f.is(i+1, "president", "troops", "military", "forces", "army", "navy", "senate", "congress", "house", "state", "dollar",
				"dollars", "economy", "election", "sanctions", "aid", "officials", "citizens", "embassy", "strikes", "strike", "tariffs", "treasury")
		}
		return true
	case "WHO", "IT", "SHAPE", "AID", "CARE", "MAP", "TAP", "ATA", "RAND", "TREND", "BETA", "PETRA", "PAP", "IP", "AMI", "UNI", "APP", "RAW", "QUAD", "SITA", "MIA", "MINA", "ALBA":
		return f.is(i-1, "the") || f.is(i+1, "says", "chief", "head", "warns", "declares")
	}
	return true
}

// titleCase accepts a listed name whose small words were capitalised, or the
// other way about ("Bank Of England", "the Ivory coast" is refused).
func titleCase(f *field, r *row, from, to int) bool {
	at := 0
	for i := from; i < to; i++ {
		w := f.word(i)
		if at+len(w) > len(r.text) {
			return false
		}
		listed := r.text[at : at+len(w)]
		if w != listed {
			small := listed[0] >= 'a' && listed[0] <= 'z'
			if !small || !f.look[i].has(capital1) || f.look[i].has(shouted) || i == from || !strings.EqualFold(w, listed) {
				return false
			}
		}
		at += len(w)
		if i+1 < to && f.toks[i+1].Space {
			at++
		}
	}
	return true
}

// commonWord lists names that are words when small, which a line of capitals
// cannot tell apart.
func commonWord(s string) bool {
	switch s {
	case "Polish", "Reunion", "Total", "Shell", "Trend", "Pole", "Poles", "Jersey", "Vale", "Vox", "Focus", "Solidarity", "Orange":
		return true
	}
	return false
}

// credited reports whether tokens [from, to) stand where an outlet names its
// source: in the brackets of a dateline, after "told" or "according to", before
// "reported" or "said", or at the very end as a credit line.
func credited(f *field, from, to int) bool {
	if f.is(from-1, "(") && f.is(to, ")", "/", "-") || f.is(from-1, "/") && f.is(to, ")") {
		return true
	}
	if f.is(to, "reported", "reports", "reporting", "said", "says", "quoted", "cited", "learned", "news", "television", "TV", "radio",
		"journalist", "reporter", "correspondent", "photographer", "newspaper", "interview", "added", "citing", "quoting", "broadcast", "published", "poll") {
		return true
	}
	if f.is(to, "'s", "’s", "has") && f.is(to+1, "report", "correspondent", "reporter", "reporters", "reported", "learned") {
		return true
	}
	i := from - 1
	for f.is(i, "the", "agency", "news", "state", "broadcaster", "newspaper", "media", "television", "channel", "official", "public", "network", "TV", "site") {
		i--
	}
	if i < from-1 && (i < from-2 || !f.is(from-1, "the")) {
		return true
	}
	if f.is(i, "told", "by", "with", "quoting", "citing", "via", "cited", "quoted", "from", "source") {
		return true
	}
	if f.is(i, "to") && f.is(i-1, "according", "statement", "speaking", "spoke", "interview") {
		return true
	}
	return (to == len(f.toks) || f.toks[to].Line) && (from == 0 || f.toks[from].Line || f.is(from-1, "-", "--", "—", "–", "|"))
}

// inHyphens calls found for each part of a hyphenated word that is a country's
// name, adjective or capital by itself ("U.S.-led", "Moscow-Beijing").
func (x *lexicon) inHyphens(word string, found func(start, end int, row int32)) {
	for start := 0; start < len(word); {
		end := strings.IndexByte(word[start:], '-')
		if end < 0 {
			end = len(word)
		} else {
			end += start
		}
		part := word[start:end]
		if n := utf8.RuneCountInString(part); n >= 2 {
			for r := x.single(learn.HashLower(part)); r >= 0; r = x.next[r] {
				row := &x.rows[r]
				if row.text == part && row.sort <= land && !row.article {
					found(start, end, r)
					break
				}
			}
		}
		start = end + 1
	}
}
