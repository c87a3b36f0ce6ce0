package entities

import "strings"

// plural reports whether a word looks like a plural noun.
func plural(w string) bool {
	demonym := w != "" && w[0] >= 'A' && w[0] <= 'Z' // "Iraqis"
	w = strings.ToLower(w)
	switch w {
	case "people", "men", "women", "children", "police", "troops", "personnel", "staff", "cattle", "sheep", "fish", "deer", "aircraft",
		"crew", "dead", "wounded",
		"injured", "missing", "media", "data", "policemen", "fishermen", "servicemen", "gunmen", "lawmen", "firemen", "businessmen", "congressmen",
		"infantry", "cavalry", "feet", "teeth", "mice", "geese", "criteria", "spacecraft", "hovercraft",
		"others", "folk", "youth", "offspring", "series", "species", "homeless", "poor", "elderly", "unemployed", "jobless", "refugees":
		return true
	case "this", "was", "has", "his", "is", "its", "us", "as", "yes", "plus", "thus", "less", "across", "various", "previous", "serious",
		"religious", "famous", "dangerous",
		"gas", "bus", "virus", "status", "focus", "campus", "census", "consensus", "crisis", "basis", "analysis", "business", "press",
		"process", "access", "success",
		"congress", "class", "loss", "mass", "boss", "always", "perhaps", "besides", "afterwards", "towards", "sometimes", "overseas",
		"christmas", "paris", "texas", "news", "politics",
		"mathematics", "physics", "economics", "express", "wireless", "endless", "numerous", "enormous", "hours-long", "indigenous",
		"ambitious", "suspicious", "religious-", "says", "does", "goes":
		return false
	}
	return pluralEnding(w, demonym)
}

// pluralEnding reports whether a word in small letters ends as plurals do.
func pluralEnding(w string, demonym bool) bool {
	switch {
	case len(w) < 4:
		return false
	case len(w) > 4 && (strings.HasSuffix(w, "men") && w != "specimen" && w != "abdomen" || strings.HasSuffix(w, "mice")):
		return true
	case strings.HasSuffix(w, "us"), strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "'s"):
		return false // "virus", "famous", "boss"
	case strings.HasSuffix(w, "is"):
		return demonym || w == "taxis" || w == "skis" || w == "kiwis" || w == "alibis" // not "crisis"
	}
	return w[len(w)-1] == 's'
}

// massNoun lists singulars that numbers count all the same.
func massNoun(w string) bool {
	switch strings.ToLower(w) {
	case "population", "percent", "magnitude", "gdp", "head", "strong", "horsepower", "seat", "member", "mile", "man", "strength", "barrel", "poultry", "livestock", "faithful":
		return w != "GDP" && w != "strength" && w != "population"
	}
	return false
}

func modifierPlural(w string) bool {
	switch strings.ToLower(w) {
	case "arms", "sports", "sales", "savings", "goods", "systems", "news", "united", "states", "human-rights", "airways", "operations",
		"communications", "customs", "services":
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
	if strings.Contains(w, "-") {
		return false // "violence-related"
	}
	return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") && len(w) > 4 && w != "thing" && w != "being"
}

// adverb reports whether a word qualifies what follows it: "newly".
func adverb(w string) bool {
	switch w {
	case "family", "supply", "assembly", "ally", "rally", "reply", "fly", "butterfly", "monopoly", "anomaly", "bully", "elderly":
		return false
	}
	return len(w) > 3 && strings.HasSuffix(w, "ly") && w[0] >= 'a'
}

// oneDoes reports whether a word with a plural's ending is what one of them does, and so
// no head behind a plural: "a survey of 1,300 people indicates".
func oneDoes(w string) bool {
	switch strings.ToLower(w) {
	case "celebrates", "thanks", "means", "plans", "works", "needs", "looks", "dies", "becomes", "depends", "equals", "indicates", "shows", "suggests", "finds",
		"makes", "marks", "looms", "takes", "gives", "gets", "goes",
		"comes", "remains", "begins", "starts", "ends", "opens", "rejects", "receives", "quotes", "tells", "warns", "hits", "kills", "injures",
		"wounds", "leaves", "faces", "joins", "wins", "loses", "calls",
		"sees", "brings", "puts", "meets", "returns", "dates", "ranks", "amounts", "represents", "includes", "reports", "claims", "causes",
		"forces", "prompts", "sparks", "seeks", "wants":
		return true
	}
	return false
}

// stopWord ends a noun phrase.
func stopWord(w string) bool {
	switch strings.ToLower(w) {
	case "in", "on", "at", "by", "for", "from", "with", "to", "of", "and", "or", "but", "as", "than", "that", "which", "who", "whose",
		"where", "when", "while", "after", "before",
		"since", "until", "during", "against", "between", "among", "into", "onto", "over", "under", "through", "about", "around", "near", "per",
		"the", "a", "an", "this", "these",
		"those", "his", "her", "its", "their", "our", "my", "your", "he", "she", "it", "they", "we", "i", "you", "is", "are", "was", "were",
		"be", "been", "being", "has", "have",
		"had", "do", "does", "did", "will", "would", "could", "should", "may", "might", "must", "can", "not", "if", "because", "so", "then",
		"there", "here", "also", "said",
		"says", "told", "according", "up", "down", "out", "off", "across", "along", "within", "without", "outside", "inside", "behind",
		"amongst", "toward", "towards", "upon", "via", "amid", "despite",
		"yet", "just", "only", "even", "still", "already", "ago", "each", "every", "both", "either", "neither", "nor", "some", "any", "no",
		"all", "last", "next", "earlier", "later",
		"died", "came", "went", "took", "made", "got", "won", "lost", "left", "fled", "rose", "fell", "apiece", "overnight", "today",
		"yesterday", "tomorrow", "now", "who's", "them",
		"him", "us", "me", "together", "compared", "including", "following", "based", "killed", "wounded", "injured", "hurt", "arrested",
		"detained", "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday", "worth", "away", "above", "below", "plus", "vs", "vs.", "versus", "aboard", "abroad",
		"nationwide", "worldwide", "alone", "each-":
		return true
	}
	return false
}
