package draw

import (
	"strings"

	"dateline/news"
)

// GutterCells is the width of the claim gutter with the space after it.
const GutterCells = 3

// Second is the glyph of the gutter's second column: what most weakens the claim.
func (k *Look) Second(c *news.Claim) string {
	switch {
	case c.Unsure:
		return k.Glyphs.Unsure
	case c.Anonymous:
		return k.Glyphs.Unnamed
	case len(c.Via) > 0:
		return k.Glyphs.Second
	case c.Hedged:
		return k.Glyphs.Hedged
	case c.Quoted:
		return k.Glyphs.Quoted
	}
	return " "
}

// Gutter writes the two columns that the story's gutter shows for the claim.
func (k *Look) Gutter(b *strings.Builder, r *news.ClaimRow) {
	glyph, style := k.Theme.Stance(&k.Glyphs, r.Stance)
	if r.Kind == news.Attitude {
		style = k.Theme.Dim
	}
	style.Write(b, glyph)
	k.Theme.Second.Write(b, k.Second(rowClaim(r)))
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
