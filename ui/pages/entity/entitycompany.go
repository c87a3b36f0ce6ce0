package entity

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// companyRows lists who is named in the same stories, kind by kind.
func (v *entityView) companyRows(side bool) []page.Entry {
	if len(v.p.Company) == 0 {
		return nil
	}
	read := draw.Plural(v.p.Read.Stories, "story", "stories")
	if v.p.Read.Cut {
		read = "the newest " + draw.Thousands(v.p.Read.Stories)
	}
	most := slices.MaxFunc(v.p.Company, func(a, b news.Companion) int { return cmp.Compare(a.Stories, b.Stories) }).Stories
	rows := []page.Entry{v.part("The company it keeps", "of "+read, side)}
	kind := news.Kind("")
	for i := range v.p.Company {
		c := &v.p.Company[i]
		if c.Kind != kind {
			kind = c.Kind
			rows = append(rows, v.kindHead(kind))
		}
		rows = append(rows, page.Entry{Words: v.Join(draw.KindWords[c.Kind], draw.Plural(c.Stories, "story", "stories")), Act: func() page.Intent {
			return page.Show{Page: page.Entity, Of: page.Subject{Entity: c.Entity}}
		}, Draw: func(w int, chosen bool) []string {
			return []string{v.companion(c, most, w, v.mine(side, chosen))}
		}})
	}
	return rows
}

func (v *entityView) kindHead(k news.Kind) page.Entry {
	return page.Entry{Head: true, Draw: func(w int, _ bool) []string {
		var b strings.Builder
		draw.Pad(&b, 2)
		v.Theme.Dim.Write(&b, draw.KindHeads[k])
		draw.Pad(&b, w-2-len(draw.KindHeads[k]))
		return []string{b.String()}
	}}
}

// companion is one of the company: its name, how many stories name both, as a bar too.
func (v *entityView) companion(c *news.Companion, most, w int, chosen bool) string {
	bar := draw.Clamp(w/5, 4, 24)
	name := c.Name
	if c.Kind == news.Country && c.Ref != "" {
		name = c.Ref + " " + name
	}
	n := draw.Thousands(c.Stories)
	text := draw.Clip(v.ASCIICells(name), max(w-bar-10, 8), v.Glyphs.Ellipsis)
	cells := max(c.Stories*bar/max(most, 1), 1)
	style := v.Theme.Entity(c.Kind, false)
	pieces := []piece{{"  ", theme.Style{}}, {text, style}, {strings.Repeat(" ", max(w-bar-9-draw.Width(text), 1)), theme.Style{}},
		{strings.Repeat(v.Glyphs.Bright, cells), v.Theme.Says}}
	if chosen {
		pieces[1].style = v.Theme.Selected
	}
	return v.ruled(w, chosen, pieces, piece{n, v.Theme.Dim})
}
