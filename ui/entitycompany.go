package ui

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/theme"
)

// companyRows lists who is named in the same stories, kind by kind.
func (v *entityView) companyRows(side bool) []entry {
	if len(v.p.Company) == 0 {
		return nil
	}
	read := plural(v.p.Read.Stories, "story", "stories")
	if v.p.Read.Cut {
		read = "the newest " + thousands(v.p.Read.Stories)
	}
	most := slices.MaxFunc(v.p.Company, func(a, b news.Companion) int { return cmp.Compare(a.Stories, b.Stories) }).Stories
	rows := []entry{v.part("The company it keeps", "of "+read, side)}
	kind := news.Kind("")
	for i := range v.p.Company {
		c := &v.p.Company[i]
		if c.Kind != kind {
			kind = c.Kind
			rows = append(rows, v.kindHead(kind))
		}
		rows = append(rows, entry{words: v.join(kindWords[c.Kind], plural(c.Stories, "story", "stories")), act: func() intent {
			return show{page: entityPage, of: subject{entity: c.Entity}}
		}, draw: func(w int, chosen bool) []string {
			return []string{v.companion(c, most, w, v.mine(side, chosen))}
		}})
	}
	return rows
}

func (v *entityView) kindHead(k news.Kind) entry {
	return entry{head: true, draw: func(w int, _ bool) []string {
		var b strings.Builder
		pad(&b, 2)
		v.th.Dim.Write(&b, kindHeads[k])
		pad(&b, w-2-len(kindHeads[k]))
		return []string{b.String()}
	}}
}

// companion is one of the company: its name, how many stories name both, as a bar too.
func (v *entityView) companion(c *news.Companion, most, w int, chosen bool) string {
	bar := clamp(w/5, 4, 24)
	name := c.Name
	if c.Kind == news.Country && c.Ref != "" {
		name = c.Ref + " " + name
	}
	n := thousands(c.Stories)
	text := clip(v.asciiCells(name), max(w-bar-10, 8), v.g.Ellipsis)
	cells := max(c.Stories*bar/max(most, 1), 1)
	style := v.th.Entity(c.Kind, false)
	pieces := []piece{{"  ", theme.Style{}}, {text, style}, {strings.Repeat(" ", max(w-bar-9-width(text), 1)), theme.Style{}},
		{strings.Repeat(v.g.Bright, cells), v.th.Says}}
	if chosen {
		pieces[1].style = v.th.Selected
	}
	return v.ruled(w, chosen, pieces, piece{n, v.th.Dim})
}
