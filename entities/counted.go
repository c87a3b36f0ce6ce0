package entities

import (
	"math"
	"slices"
	"strings"
)

// complete finds what qualifies a figure and what it counts.
func (g *grammar) complete(f *field, x, last *figure) {
	g.qualify(f, x)
	if x.approx == "over" && timeName(x.unit) && !f.is(x.from-2, "for", "lasted", "spent", "just", "well", "waited", "takes", "took") {
		x.approx = "" // "over five years" says how long
	}
	if x.unit != "" {
		return
	}
	i := x.unitTo
	if i < x.to {
		i = x.to
	}
	if f.is(i, "quake", "earthquake", "temblor", "tremor", "aftershock") && x.value < 10 && !x.word && !x.ranged && x.value != math.Trunc(x.value) {
		x.unit, x.counted, x.unitTo = "magnitude", f.spanOf(i, i+1), i+1
		return
	}
	if j, ok := g.ofNumber(f, i); ok && x.value >= 1 {
		i = j
	}
	if from, to, ok := g.countedNoun(f, i, x.value == 1 && !x.ranged); ok {
		x.unit = strings.ToLower(f.word(to - 1))
		if to-1 > from && f.is(to-2, "police", "crew", "staff", "family", "cabinet", "board") {
			x.unit = strings.ToLower(f.word(to-2)) + " " + x.unit
		}
		x.counted = f.spanOf(from, to)
		x.unitTo = to
		g.fate(f, x)
		return
	}
	if g.fateBehind(f, x) {
		return
	}
	if word := countedBefore(f, x); word != "" {
		x.unit = word
		return
	}
	if last.unitTo >= 0 && last.unit != "" && last.unit != "magnitude" && x.value != 0 && last.rule != "money" && sameSentence(f, last.to, x.from) && elided(f, i) {
		x.unit, x.counted = last.unit, last.counted
		if strings.HasPrefix(x.unit, "people ") {
			// The people go on, what befell the others does not: "injuring 27 people
			// and driving more than 1,000 from their homes".
			x.unit = "people"
		}
	}
}

func timeName(u string) bool {
	switch u {
	case "seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades":
		return true
	}
	return false
}

// elided reports whether nothing that could be counted follows.
func elided(f *field, i int) bool {
	return i >= len(f.toks) || f.toks[i].Line || f.is(i, ".", ",", ";", "!", "?", ")", "more", "were", "in", "on", "last", "a", "from", "by", "before", "earlier", "previously")
}

func sameSentence(f *field, a, b int) bool {
	at, _ := slices.BinarySearchFunc(f.sents, a+1, func(s [2]int, a int) int { return s[1] - a })
	return at < len(f.sents) && b < f.sents[at][1]
}

// countedNoun returns the words [from, to) behind token i that say what is
// counted; the last one is the noun. It passes "of", articles and adjectives.
func (g *grammar) countedNoun(f *field, i int, one bool) (from, to int, ok bool) {
	at := i
	if f.is(at, "-", "‑") && f.joinedNext(at) && !f.toks[at].Space && !f.toks[at+1].Space && f.look[at+1].has(wordly) {
		return at + 1, at + 2, true // "90-seat"
	}
	if f.is(at, "(") {
		return 0, 0, false
	}
	for f.is(at, "of", "the", "these", "those", "its", "their", "his", "her", "our", "all", "'s", "more", "other", "such", "out") && f.follows(at) && at < i+5 {
		at++
	}
	from = at
	last, steps := -1, 0
	for ; at < len(f.toks) && (at == from && at == i || !f.toks[at].Line) && steps < 7; at++ {
		w := f.word(at)
		if f.is(at, "and", "or", ",") && at > from && adjective(f.word(at-1)) && f.follows(at+1) && adjective(f.word(at+1)) {
			steps++
			continue
		}
		if f.is(at, "'s", "’s") {
			last = -1
			continue
		}
		if !f.look[at].has(wordly) || stopWord(w) || g.words[f.lower[at]].part != notNumber && !f.is(at, "seconds", "quarters", "single") {
			break
		}
		steps++
		if f.capAt(at) && !f.look[at].has(loud) && !f.look[at].has(titled) && last >= 0 && !f.look[at-1].has(capital1) && !pluralNear(f, at) {
			break
		}
		if plural(w) && !modifierPlural(w) {
			if last = at; !compoundHead(f, at) {
				break
			}
			continue
		}
		if verbish(w) && last >= 0 {
			break
		}
		last = at
	}
	if last < 0 {
		return 0, 0, false
	}
	if !one && !plural(f.word(last)) && !massNoun(f.word(last)) {
		return 0, 0, false
	}
	return from, last + 1, true
}

// ofNumber returns the token behind the number of "of the prison's 1,055 inmates",
// "of 10 employees".
func (g *grammar) ofNumber(f *field, i int) (int, bool) {
	if f.is(i, "out") {
		i++
	}
	if !f.is(i, "of") {
		return i, false
	}
	for k := i + 1; k < i+6 && f.joined(k); k++ {
		if f.is(k, ",", ".", "and", "in") || stopWord(f.word(k)) && !f.is(k, "the", "its", "their", "a", "more", "than") {
			return i, false
		}
		if numeric(f, k) || g.part(f, k) >= digitWord && g.part(f, k) <= scaleWord {
			if n, ok := g.numberAt(f, k); ok {
				return n.to, true
			}
			return i, false
		}
	}
	return i, false
}

// pluralNear reports whether a plural in small letters ends the run of capitals at
// token i ("five previous Security Council resolutions").
func pluralNear(f *field, i int) bool {
	for i < len(f.toks) && !f.toks[i].Line && f.capAt(i) {
		i++
	}
	for range 2 { // "top Palestinian militant leaders"
		if f.joined(i) && f.look[i].has(wordly) && !plural(f.word(i)) && !stopWord(f.word(i)) && !verbish(f.word(i)) {
			i++
		}
	}
	return i < len(f.toks) && !f.toks[i].Line && f.look[i].has(wordly) && plural(f.word(i)) && !stopWord(f.word(i))
}

// compoundHead reports whether the plural at token i only modifies a plural that
// follows: "women soldiers", "media influencers". A verb with such an ending would
// not agree with it.
func compoundHead(f *field, i int) bool {
	if i+1 >= len(f.toks) || f.toks[i+1].Line || !f.look[i+1].has(wordly) {
		return false
	}
	w := f.word(i + 1)
	if f.is(i, "crew", "police", "staff", "media", "data") && f.is(i+1, "member", "officer", "official", "outlet", "centre", "center") {
		return true
	}
	return plural(w) && !f.is(i+1, "means", "plans", "works", "needs", "looks") && !stopWord(w) && !verbish(w) && (!f.capAt(i+1) || f.capAt(i))
}

// pluralNoun reports whether a noun phrase that can be counted begins at token i.
func pluralNoun(f *field, i int) bool {
	for k := i; k < len(f.toks) && k < i+4 && !f.toks[k].Line; k++ {
		w := f.word(k)
		if !f.look[k].has(wordly) || stopWord(w) {
			return false
		}
		if plural(w) && !f.capAt(k) || massNoun(w) {
			return true
		}
		if k > i+1 && f.capAt(k) && f.capAt(k-1) && !f.capAt(i) {
			return false // "veteran Nico Hulkenberg believes"
		}
	}
	return false
}

// plural reports whether a word looks like a plural noun.
func plural(w string) bool {
	demonym := w != "" && w[0] >= 'A' && w[0] <= 'Z' // "Iraqis"
	w = strings.ToLower(w)
	switch w {
	case "people", "men", "women", "children", "police", "troops", "personnel", "staff", "cattle", "sheep", "fish", "deer", "aircraft", "crew", "dead", "wounded",
		"injured", "missing", "media", "data", "policemen", "fishermen", "servicemen", "gunmen", "lawmen", "firemen", "businessmen", "congressmen",
		"infantry", "cavalry", "feet", "teeth", "mice", "geese", "criteria", "spacecraft", "hovercraft", "others", "folk", "youth", "offspring", "series", "species", "homeless", "poor", "elderly", "unemployed", "jobless", "refugees":
		return true
	case "this", "was", "has", "his", "is", "its", "us", "as", "yes", "plus", "thus", "less", "across", "various", "previous", "serious", "religious", "famous", "dangerous",
		"gas", "bus", "virus", "status", "focus", "campus", "census", "consensus", "crisis", "basis", "analysis", "business", "press", "process", "access", "success",
		"congress", "class", "loss", "mass", "boss", "always", "perhaps", "besides", "afterwards", "towards", "sometimes", "overseas", "christmas", "paris", "texas", "news", "politics",
		"mathematics", "physics", "economics", "express", "wireless", "endless", "numerous", "enormous", "hours-long", "indigenous", "ambitious", "suspicious", "religious-", "says", "does", "goes":
		return false
	}
	if len(w) > 4 && (strings.HasSuffix(w, "men") && w != "specimen" && w != "omen" && w != "abdomen" || strings.HasSuffix(w, "mice")) {
		return true
	}
	if strings.HasSuffix(w, "us") || strings.HasSuffix(w, "is") && !demonym && w != "taxis" && w != "skis" && w != "kiwis" && w != "alibis" {
		return false // "virus", "crisis"
	}
	return len(w) > 3 && w[len(w)-1] == 's' && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "ous") && !strings.HasSuffix(w, "'s")
}

// massNoun lists singulars that numbers count all the same.
func massNoun(w string) bool {
	switch strings.ToLower(w) {
	case "population", "percent", "magnitude", "gdp", "head", "strong", "horsepower", "seat", "member", "mile", "man", "strength", "barrel":
		return w != "GDP" && w != "strength" && w != "population"
	}
	return false
}

func modifierPlural(w string) bool {
	switch strings.ToLower(w) {
	case "arms", "sports", "sales", "savings", "goods", "systems", "news", "united", "states", "human-rights", "airways", "operations", "communications", "customs", "services":
		return w != "systems" && w != "goods" && w != "sales" && w != "savings" && w != "states" && w != "operations" && w != "services"
	}
	return false
}

func adjective(w string) bool {
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "al") || strings.HasSuffix(w, "ive") || strings.HasSuffix(w, "ous") || strings.HasSuffix(w, "ian") || strings.HasSuffix(w, "ese") ||
		strings.HasSuffix(w, "ary") || strings.HasSuffix(w, "ic") || w == "young" || w == "old" || w == "new" || w == "large" || w == "small" || w == "big"
}

// verbish reports whether a word behind a possible noun is its verb.
func verbish(w string) bool {
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") && len(w) > 4 && w != "thing" && w != "being"
}

// stopWord ends a noun phrase.
func stopWord(w string) bool {
	switch strings.ToLower(w) {
	case "in", "on", "at", "by", "for", "from", "with", "to", "of", "and", "or", "but", "as", "than", "that", "which", "who", "whose", "where", "when", "while", "after", "before",
		"since", "until", "during", "against", "between", "among", "into", "onto", "over", "under", "through", "about", "around", "near", "per", "the", "a", "an", "this", "these",
		"those", "his", "her", "its", "their", "our", "my", "your", "he", "she", "it", "they", "we", "i", "you", "is", "are", "was", "were", "be", "been", "being", "has", "have",
		"had", "do", "does", "did", "will", "would", "could", "should", "may", "might", "must", "can", "not", "if", "because", "so", "then", "there", "here", "also", "said",
		"says", "told", "according", "up", "down", "out", "off", "across", "along", "within", "without", "outside", "inside", "behind", "amongst", "toward", "towards", "upon", "via", "amid", "despite",
		"yet", "just", "only", "even", "still", "already", "ago", "each", "every", "both", "either", "neither", "nor", "some", "any", "no", "all", "last", "next", "earlier", "later",
		"died", "came", "went", "took", "made", "got", "won", "lost", "left", "fled", "rose", "fell", "apiece", "overnight", "today", "yesterday", "tomorrow", "now", "who's", "them",
		"him", "us", "me", "together", "compared", "including", "following", "based", "killed", "wounded", "injured", "hurt", "arrested", "detained", "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday", "worth", "away", "above", "below", "plus", "vs", "vs.", "versus", "aboard", "abroad", "nationwide", "worldwide", "alone", "each-":
		return true
	}
	return false
}

// fate names what befell people that are counted: killed, wounded, missing.
func (g *grammar) fate(f *field, x *figure) {
	switch x.unit {
	case "dead", "death", "deaths", "fatality", "fatalities":
		x.unit = "people killed"
		return
	case "wounded", "injured", "injuries":
		x.unit = "people wounded"
		return
	case "missing":
		x.unit = "people missing"
		return
	case "people", "persons", "others", "person":
	default:
		g.fateOfSome(f, x)
		return
	}
	if w := fateWord(f.word(x.unitTo - 2)); w != "" && x.unitTo-2 >= x.to { // "displaced people"
		x.unit = w
		return
	}
	if x.unit != "others" {
		x.unit = "people"
	}
	if w := fateAfter(f, x.unitTo); w != "" {
		x.unit = w
	} else if w := fateBefore(f, x.from); w != "" {
		x.unit = w
	}
}

// fateOfSome adds what befell soldiers, inmates or whoever is counted: "inmates killed".
func (g *grammar) fateOfSome(f *field, x *figure) {
	w := fateAfter(f, x.unitTo)
	if w == "" {
		w = fateBefore(f, x.from)
	}
	if w != "" && !timeName(x.unit) {
		x.unit += strings.TrimPrefix(w, "people")
	}
}

// fateAfter reads "were killed", "dead", "have been wounded" at token i.
func fateAfter(f *field, i int) string {
	for k := i; k < len(f.toks) && k < i+5 && !f.toks[k].Line; k++ {
		if w := fateWord(f.word(k)); w != "" {
			return w
		}
		if !f.is(k, "were", "was", "have", "has", "had", "been", "are", "is", "being", "also", "reportedly", "confirmed", "and", "others", "feared", "have", "left", "believed", "to") || f.is(k, "and") {
			return ""
		}
	}
	return ""
}

// fateBefore reads "killed", "killing at least", "injuring some" before token i.
func fateBefore(f *field, i int) string {
	for k := i - 1; k >= 0 && k > i-6 && !f.toks[k+1].Line; k-- {
		switch strings.ToLower(f.word(k)) {
		case "killed", "killing", "kill", "kills":
			return "people killed"
		case "wounded", "wounding", "injured", "injuring", "wound", "injure", "injures", "wounds", "hurting", "hurt", "hurts":
			return "people wounded"
		case "displaced", "displacing", "displaces":
			return "people displaced"
		case "least", "at", "about", "some", "around", "nearly", "more", "than", "up", "to", "as", "many", "almost", "over", "another", "an", "estimated", "the", "approximately", "fewer", "no", "roughly", "of":
		default:
			return ""
		}
	}
	return ""
}

func fateWord(w string) string {
	switch strings.ToLower(w) {
	case "killed", "dead", "died", "dying", "perished", "slain":
		return "people killed"
	case "wounded", "injured", "hurt", "wounding":
		return "people wounded"
	case "missing":
		return "people missing"
	case "displaced":
		return "people displaced"
	}
	return ""
}

// fateBehind gives a number without a noun what befell the uncounted: "killed
// 12", "12 were injured", "12 killed".
func (g *grammar) fateBehind(f *field, x *figure) bool {
	w := fateAfter(f, max(x.to, x.unitTo))
	if w == "" {
		w = fateBefore(f, x.from)
	}
	if w == "" {
		k := x.from - 1
		for f.is(k, "to", "at", "of", "least", "than", "more", "about", "nearly", "reached", "rose", "stood", "rises", "climbs", "hits", "passes", "tops", "stands", "climbed", "risen", "now", "has", "had", "is", "was", "over", "passed", "topped", "by") {
			k--
		}
		if f.is(k, "toll") && f.is(k-1, "death") || tollBefore(f, x) {
			w = "people killed"
		}
	}
	if w == "" {
		return false
	}
	x.unit = w
	return true
}

// tollBefore reports whether "death toll" stands before the number in its clause: "the
// death toll from the disease to 96", "death toll in Novia rises to 23".
func tollBefore(f *field, x *figure) bool {
	if !f.is(x.from-1, "to", "at", "of", "past", "above", "hits", "hit", "reaches", "reached", "tops", "least", "than", "nearly", "over", "about", "is", "was", "passes", "stands") {
		return false
	}
	for k := x.from - 1; k > 0 && k > x.from-14 && !f.toks[k].Line; k-- {
		if f.is(k, ".", ",", ";", ":") {
			return false
		}
		if f.is(k, "toll", "tolls") {
			return f.is(k-1, "death", "fatality") || f.is(k, "toll") && f.is(k-1, "the", "its", "overall", "national")
		}
	}
	return false
}

// countedBefore reads the noun of "the number of cases rose to 1,200", of
// "infections have topped 2.4 million" and of "a magnitude 5.2 earthquake".
func countedBefore(f *field, x *figure) string {
	b := x.from - 1
	if f.is(b, "of") {
		b--
	}
	if f.is(b, "-") {
		b--
	}
	if f.is(b, "magnitude") {
		return "magnitude"
	}
	for k := x.from - 1; k >= 0 && k > x.from-9 && !f.toks[k+1].Line; k-- {
		if f.is(k, "number") && f.is(k+1, "of") {
			for j := k + 2; j < x.from; j++ {
				if plural(f.word(j)) && !stopWord(f.word(j)) {
					return strings.ToLower(f.word(j))
				}
			}
			return ""
		}
		if f.is(k, ".", ";", ",") {
			break
		}
	}
	return toppedNoun(f, x)
}

// toppedNoun reads the plural that a verb of counts makes equal to the number:
// "deaths rose to", "cases globally have surpassed", "populations over".
func toppedNoun(f *field, x *figure) string {
	k, verb := x.from-1, false
	for ; k >= 0 && k > x.from-10 && !f.toks[k+1].Line; k-- {
		switch w := strings.ToLower(f.word(k)); w {
		case "topped", "surpassed", "reached", "exceeded", "hit", "passed", "rose", "climbed", "jumped", "fell", "dropped", "grew", "totalled", "totaled", "numbered", "stood", "stand", "top",
			"surpass", "reach", "exceed", "hits", "tops", "surge", "surged", "soared", "swelled", "increased", "doubled", "over", "of", "near", "neared":
			verb = true
		case "were", "are", "was", "is":
			verb = verb || f.is(k+1, "up", "down", "at", "now")
		case "to", "at", "by", "than", "more", "less", "fewer", "least", "about", "around", "nearly", "almost", "some", "just", "have", "has", "had", "now", "already", "globally",
			"worldwide", "nationwide", "above", "past", "up", "down", "still", "also":
		default:
			if verb && plural(w) && !stopWord(w) && !timeName(w) && f.look[k].has(wordly) && !f.is(k+1, "of") {
				return w
			}
			return ""
		}
	}
	return ""
}
