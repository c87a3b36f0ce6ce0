package entities

import (
	"strings"

	"dateline/learn"
)

// label reports whether the number is part of a name: a capitalised word, or a
// word such as "article", stands before it.
func (g *grammar) label(f *field, x *figure) bool {
	b := x.from - 1
	if f.is(b, "-") && b > 0 && !f.toks[b].Space && f.look[b-1].has(wordly) {
		return true // "Covid - 19"
	}
	if f.is(b, ".") && f.is(b-1, "no", "nos", "art", "sec", "pp", "vol", "ch") {
		return true
	}
	switch strings.ToLower(f.word(b)) {
	case "no", "no.", "nos.", "number", "article", "section", "chapter", "page", "pages", "phase", "level", "tier", "category", "type", "grade", "stage", "part", "resolution",
		"flight", "route", "highway", "room", "channel", "unit", "zone", "version", "game", "week", "line", "gate", "runway", "district", "ward", "act", "title",
		"item", "rule", "form", "figure", "episode", "season", "book", "volume", "clause", "protocol", "sector", "covid", "covid-", "formula", "platform", "track", "pier", "lot", "#", "hole", "paragraph":
		return true
	case "group", "day", "round", "step", "year":
		return f.capAt(b)
	}
	if f.is(b, "of") && f.is(b-1, "Group") {
		return true
	}
	if x.word || !f.capAt(b) || f.look[b].has(loud) || f.look[b].has(titled) || f.toks[x.from].Line {
		return false
	}
	if f.look[b].has(opening) && !f.look[b].has(shouted) {
		return false
	}
	return (!pluralNoun(f, x.to) || oneDoes(f.word(x.to))) && x.value < 10000 && !f.is(x.to, "people", "percent")
}

// scoreAround reports whether the number is half of a score ("2-1", "won 6-4").
func scoreAround(f *field, x *figure) bool {
	if f.is(x.to, "-", "–") && x.to+1 < len(f.toks) && !f.toks[x.to].Space && f.toks[x.to+1].Class == learn.Number && !f.toks[x.to+1].Space {
		return true
	}
	b := x.from - 1
	return f.is(b, "-", "–") && b > 0 && f.toks[b-1].Class == learn.Number && !f.toks[x.from].Space && !f.toks[b].Space
}
