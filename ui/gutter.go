package ui

import (
	"strings"

	"dateline/news"
)

// gutterCells is the width of the claim gutter with the space after it.
const gutterCells = 3

// second is the glyph of the gutter's second column: what most weakens the claim.
func (k *look) second(c *news.Claim) string {
	switch {
	case c.Anonymous:
		return k.g.Unnamed
	case len(c.Via) > 0:
		return k.g.Second
	case c.Hedged:
		return k.g.Hedged
	case c.Quoted:
		return k.g.Quoted
	}
	return " "
}

// gutter writes the two columns that the story's gutter shows for the claim.
func (k *look) gutter(b *strings.Builder, r *news.ClaimRow) {
	glyph, style := k.th.Stance(&k.g, r.Stance)
	if r.Kind == news.Attitude {
		style = k.th.Dim
	}
	style.Write(b, glyph)
	k.th.Second.Write(b, k.second(rowClaim(r)))
	b.WriteByte(' ')
}

// rowClaim is the claim whose glyphs a row shows.
func rowClaim(r *news.ClaimRow) *news.Claim {
	x := &news.Claim{Stance: r.Stance, Kind: r.Kind, Quoted: r.Quoted, Hedged: r.Hedged, Anonymous: r.Anonymous}
	if r.Via != "" {
		x.Via = []news.Span{{}}
	}
	return x
}
