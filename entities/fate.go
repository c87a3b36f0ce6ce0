package entities

import "strings"

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
	case "lives":
		if livesLost(f, x) {
			x.unit = "people killed"
		}
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

// livesLost holds for "has claimed 400 lives", "over 400 lives were lost".
func livesLost(f *field, x *figure) bool {
	for k := x.from - 1; k >= 0 && k > x.from-6 && !f.toks[k+1].Line; k-- {
		if f.is(k, "claimed", "claims", "claiming", "claim", "cost", "costing", "costs") {
			return true
		}
	}
	return f.is(x.unitTo, "lost") || f.is(x.unitTo+1, "lost") || f.is(x.unitTo+2, "lost")
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
		if !f.is(k, "more", "were", "was", "have", "has", "had", "been", "are", "is", "being", "also", "reportedly", "confirmed", "and", "others",
			"feared", "have", "left", "believed", "to") || f.is(k, "and") {
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
		case "least", "at", "about", "some", "around", "nearly", "more", "than", "up", "to", "as", "many", "almost", "over", "another", "an",
			"estimated", "the", "approximately", "fewer", "no", "roughly", "of":
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
		for f.is(k, "to", "at", "of", "least", "than", "more", "about", "nearly", "reached", "rose", "stood", "rises", "climbs", "hits",
			"passes", "tops", "stands", "climbed", "risen", "now", "has", "had", "is", "was", "over", "passed", "topped", "by") {
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
	if !f.is(x.from-1, "to", "at", "of", "past", "above", "hits", "hit", "reaches", "reached", "tops", "least", "than", "nearly", "over",
		"about", "is", "was", "passes", "stands") {
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
