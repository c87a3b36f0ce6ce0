package claims

import (
	"slices"
	"strings"

	"dateline/news"
)

// answer is what a query says about one claim. Most terms are about stories and say
// nothing.
type answer uint8

const (
	silent answer = iota
	fits
	fails
)

// matches tells whether the by: and claim: terms of a query fit a claim.
func matches(e news.Expr, f *news.Filing, c *news.Claim) answer {
	switch e := e.(type) {
	case *news.And:
		return all(e.Parts, f, c)
	case *news.Or:
		return some(e.Parts, f, c)
	case *news.Not:
		switch matches(e.Part, f, c) {
		case fits:
			return fails
		case fails:
			return fits
		}
	case *news.Term:
		return term(e, f, c)
	}
	return silent
}

func all(parts []news.Expr, f *news.Filing, c *news.Claim) answer {
	out := silent
	for _, p := range parts {
		switch matches(p, f, c) {
		case fails:
			return fails
		case fits:
			out = fits
		}
	}
	return out
}

func some(parts []news.Expr, f *news.Filing, c *news.Claim) answer {
	out := fails
	for _, p := range parts {
		switch matches(p, f, c) {
		case fits:
			return fits
		case silent:
			out = silent
		}
	}
	return out
}

func term(t *news.Term, f *news.Filing, c *news.Claim) answer {
	switch t.Field {
	case news.FieldBy:
		return when(spokenBy(t.Value, f, c))
	case news.FieldClaim:
		return when(claimIs(t.Value, c))
	}
	return silent
}

func when(b bool) answer {
	if b {
		return fits
	}
	return fails
}

// spokenBy reports whether a name is the speaker's reference, or all of its words are
// in the speaker's name or in the words of the source.
func spokenBy(name string, f *news.Filing, c *news.Claim) bool {
	if strings.EqualFold(name, c.Speaker) {
		return true
	}
	have := gistWords(c.SpeakerName + " " + strings.ReplaceAll(c.Speaker, "-", " ") + " " + joined(&f.Story, c.Field, c.Source))
	for _, w := range gistWords(name) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

// claimIs knows the words of claim: in a query.
func claimIs(word string, c *news.Claim) bool {
	switch word {
	case "denied":
		return c.Stance == news.Denies
	case "confirmed":
		return c.Stance == news.Confirms
	case "declined":
		return c.Stance == news.Declines
	case "questioned":
		return c.Stance == news.Questions
	case "hedged":
		return c.Hedged
	case "unnamed":
		return c.Anonymous
	case "quoted":
		return c.Quoted
	case "secondhand":
		return len(c.Via) > 0
	}
	return true
}
