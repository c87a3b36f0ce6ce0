package story

import (
	"cmp"
	"slices"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// ClaimsLook is how the claims of a story show. It is kept.
type ClaimsLook string

// The looks, in the order in which the key goes through them.
const (
	InGutter ClaimsLook = "gutter" // in the gutter alone
	WithCue  ClaimsLook = "cue"    // and speaker and cue in the text
	AsWhole  ClaimsLook = "whole"  // and what is said
	Hidden   ClaimsLook = "hidden" // not at all
)

// lookRow is a look with what is said when it is chosen.
type lookRow struct {
	look ClaimsLook
	said string
}

func looks() []lookRow {
	return []lookRow{
		{InGutter, "claims in the gutter"}, {WithCue, "claims with speaker and cue in the text"},
		{AsWhole, "claims with speaker, cue and what is said"}, {Hidden, "claims hidden"},
	}
}

// claimsLook reads a look as it is kept or set; the usual one for what is none.
func claimsLook(s string) ClaimsLook {
	for _, l := range looks() {
		if string(l.look) == s {
			return l.look
		}
	}
	return WithCue
}

// ShowClaims gives the claims a look by its name, the usual one for no look.
func (s *Pane) ShowClaims(name string) { s.claims = claimsLook(name) }

// showClaims ends the hiding of claims.
func (s *Pane) showClaims() {
	if s.claims == Hidden {
		s.claims = WithCue
	}
}

// nextLook goes to the next look of the claims and keeps it.
func (s *Pane) nextLook() page.Intent {
	all := looks()
	i := slices.IndexFunc(all, func(l lookRow) bool { return l.look == s.claims })
	next := all[(i+1)%len(all)]
	s.claims = next.look
	return page.Several{page.Say(next.said), page.Keep{Key: "claims", Value: string(next.look)}}
}

// claimPatches are the looks of the claims of a field: speaker and cue, and what is said
// where that is asked for. A speaker shows above what is said, a cue above both.
func (b *body) claimPatches(f news.Field) []draw.Patch {
	if b.claims != WithCue && b.claims != AsWhole {
		return nil
	}
	var said, speakers, cues []draw.Patch
	for i := range b.art.Claims {
		c := &b.art.Claims[i]
		if c.Field != f || c.Unsure {
			continue
		}
		if b.claims == AsWhole {
			said = styled(said, c.Content, b.Theme.Content)
		}
		speakers = styled(speakers, c.Source, b.Theme.Speaker)
		cues = styled(cues, c.Cue, cueStyle(b.Theme, c))
	}
	return over(over(said, speakers), cues)
}

// cueStyle is the look of a claim's cue: a denial and a hedge have their own, which can be
// told without colour.
func cueStyle(t *theme.Theme, c *news.Claim) theme.Style {
	switch {
	case c.Stance == news.Denies:
		return t.Denial
	case c.Hedged:
		return t.Hedge
	}
	return t.Cue
}

// styled adds spans in a style.
func styled(all []draw.Patch, spans []news.Span, s theme.Style) []draw.Patch {
	for _, at := range spans {
		if at.Len() > 0 {
			all = append(all, draw.Patch{Span: at, Style: s})
		}
	}
	return all
}

// over lays patches over others, which give way to them. What it returns is sorted.
func over(under, above []draw.Patch) []draw.Patch {
	byStart := func(a, b draw.Patch) int { return cmp.Compare(a.Start, b.Start) }
	slices.SortFunc(under, byStart)
	slices.SortFunc(above, byStart)
	var out []draw.Patch
	first := 0
	for _, p := range under {
		for first < len(above) && above[first].End <= p.Start {
			first++
		}
		for i := first; i < len(above) && above[i].Start < p.End; i++ {
			if above[i].Start > p.Start {
				out = append(out, draw.Patch{Span: news.Span{Start: p.Start, End: above[i].Start}, Style: p.Style})
			}
			p.Start = max(p.Start, min(above[i].End, p.End))
		}
		if p.Len() > 0 {
			out = append(out, p)
		}
	}
	out = append(out, above...)
	slices.SortStableFunc(out, byStart)
	return out
}

// litClaim is a claim under the cursor: speaker, cue and what is said, each with its look.
func (s *Pane) litClaim(c *news.Claim) []draw.Patch {
	said, by := styled(nil, c.Content, s.Theme.CursorContent), styled(nil, c.Source, s.Theme.CursorSource)
	return over(over(said, by), styled(nil, c.Cue, s.Theme.Cursor))
}
