package claims

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
)

// speaker is one who spoke before: an entity, or only the words of a source.
type speaker struct {
	ref, name string
	kind      news.Kind // "" when no mention stands for it
	text      string    // of the source
	words     string    // the same in lower case
	line      int
	claim     int  // its index
	told      bool // one of many, not hidden
	anonymous bool
}

// mentionIndex gives the mentions that lie in a span.
type mentionIndex struct {
	all   []news.Mention
	order []int                // of all, by field and start
	first map[entityIn]int     // where each entity is first named in a field
	kind  map[string]news.Kind // of each ref, as its first mention has it
}

// entityIn is an entity in one field of a story.
type entityIn struct {
	field news.Field
	ref   string
	kind  news.Kind
}

func newMentionIndex(ms []news.Mention) mentionIndex {
	x := mentionIndex{all: ms, order: make([]int, len(ms)), first: map[entityIn]int{}, kind: map[string]news.Kind{}}
	for i := range x.order {
		x.order[i] = i
		if _, known := x.kind[ms[i].Ref]; !known {
			x.kind[ms[i].Ref] = ms[i].Kind
		}
	}
	slices.SortStableFunc(x.order, func(a, b int) int { return compareAt(&ms[a], ms[b].Field, ms[b].Start) })
	for _, i := range x.order {
		at := entityIn{ms[i].Field, ms[i].Ref, ms[i].Kind}
		if _, known := x.first[at]; !known {
			x.first[at] = ms[i].Start
		}
	}
	return x
}

// each calls f with the index of every mention of the field inside s.
func (x mentionIndex) each(field news.Field, s news.Span, f func(i int, m *news.Mention)) {
	first, _ := slices.BinarySearchFunc(x.order, s.Start, func(i, start int) int { return compareAt(&x.all[i], field, start) })
	for _, i := range x.order[first:] {
		m := &x.all[i]
		if m.Field != field || m.Start >= s.End {
			return
		}
		if m.Start < m.End && m.End <= s.End {
			f(i, m)
		}
	}
}

// compareAt orders a mention against a place in a field.
func compareAt(m *news.Mention, field news.Field, start int) int {
	return cmp.Or(cmp.Compare(m.Field, field), cmp.Compare(m.Start, start))
}

// figures lists the figures inside the claim's content.
func (x mentionIndex) figures(c *news.Claim) []int {
	var out []int
	for _, s := range c.Content {
		x.each(c.Field, s, func(i int, m *news.Mention) {
			if m.Kind == news.FigureKind {
				out = append(out, i)
			}
		})
	}
	return out
}

// isOutlet says whether the source is an outlet: an agency's or paper's name, or
// "state television".
func (p *para) isOutlet(source []span) bool {
	for _, s := range source {
		for i := s.lo; i < s.hi; i++ {
			switch {
			case p.is(i, clsRole|clsAnon):
				return false
			case p.is(i, clsOutletNoun), p.is(i, clsOutlet) && p.toks[i].shape != shapeLower:
				return true
			}
		}
	}
	return false
}

// resolve fills Speaker and SpeakerName from the mention that the source is, or
// from who is meant by its words, and returns who speaks.
func (g *gatherer) resolve(p *para, c *news.Claim, told bool) (who speaker) {
	c.ViaRef = g.viaRef(c)
	if len(c.Source) == 0 {
		return who
	}
	text := g.story.Field(c.Field)
	s := c.Source[0]
	g.actors(p, s.Start)
	who = speaker{text: text[s.Start:s.End], words: strings.ToLower(text[s.Start:s.End]), line: g.line, anonymous: c.Anonymous, told: told}
	if m := g.head(c.Field, s); m != nil {
		who.ref, who.name, who.kind = m.Ref, g.nameOf(m, s), m.Kind
	} else if before := g.meant(c.Field, s, who.words); before != nil {
		who.ref, who.name, who.kind = before.ref, before.name, before.kind
		if before.anonymous {
			c.Anonymous, who.anonymous, who.told = true, true, before.told
		} else if c.Anonymous && !who.told && before.kind == "" && before.text != "" {
			g.claims[before.claim].Anonymous, before.anonymous = true, true
		}
		if pronouns[who.words] {
			who.text, who.words = before.text, before.words
		}
	}
	c.Speaker, c.SpeakerName = who.ref, who.name
	return who
}

func (g *gatherer) viaRef(c *news.Claim) (ref string) {
	for _, s := range c.Via {
		g.mentions.each(c.Field, s, func(_ int, m *news.Mention) {
			if m.Kind == news.Agency || ref == "" && m.Kind != news.FigureKind {
				ref = m.Ref
			}
		})
	}
	return ref
}

// head returns the mention that the source is: a person in it first, else an
// agency or organisation, else a country when nothing but it is there.
func (g *gatherer) head(field news.Field, s news.Span) *news.Mention {
	text := g.story.Field(field)
	var person, agency, country *news.Mention
	g.mentions.each(field, s, func(_ int, m *news.Mention) {
		before := strings.ToLower(text[s.Start:m.Start])
		switch m.Kind {
		case news.Person:
			if person == nil && !ofAnother(before) && !owner(text[m.End:s.End]) {
				person = m
			}
		case news.Agency, news.Organisation:
			spokes := strings.Contains(strings.ToLower(text[s.Start:s.End]), "spokes")
			if agency == nil && (spokes || !ofAnother(before) && s.End-m.End < 3) {
				agency = m
			}
		case news.Country, news.Place:
			if strings.Trim(before, " ") == "" || before == "the " {
				if s.End == m.End {
					country = m
				}
			}
		}
	})
	switch {
	case person != nil:
		return person
	case agency != nil:
		return agency
	}
	return country
}

// owner says whether the words after a name make it another's attribute: "Berg's
// office", "the Berg administration", "Berg aide Ola Mark".
func owner(after string) bool {
	if strings.HasPrefix(after, "'") || strings.HasPrefix(after, "’") {
		return true
	}
	w, ok := strings.CutPrefix(after, " ")
	if !ok || w == "" || w[0] < 'a' || w[0] > 'z' {
		return false
	}
	if i := strings.IndexAny(w, " ,'’"); i >= 0 {
		w = w[:i]
	}
	return !joining[w]
}

var joining = wordSet("and or who whom whose which that of at in from on for with to as by also himself herself then now later earlier told says said when while after before is was are were has had writing speaking")

// nameOf is how to call the mention that a source is: a country as the story does,
// since who speaks is more than a country ("the White House"), two people as both.
func (g *gatherer) nameOf(m *news.Mention, s news.Span) string {
	text := g.story.Field(m.Field)
	words := text[m.Start:m.End]
	switch {
	case m.Kind == news.Country || m.Kind == news.Place || m.Name == "":
		return words
	case strings.HasPrefix(text[m.End:s.End], " and ") && g.nameAt(m.Field, m.End+len(" and "), s.End):
		return sourceName(text[s.Start:s.End])
	}
	return m.Name
}

// nameAt says whether a person's name ends where s ends and begins behind start.
func (g *gatherer) nameAt(field news.Field, start, end int) bool {
	found := false
	g.mentions.each(field, news.Span{Start: start, End: end}, func(_ int, m *news.Mention) {
		found = found || m.Kind == news.Person && m.End == end
	})
	return found
}

// ofAnother says whether the words before a name make it somebody's else: "a
// lawyer for", "the head of".
func ofAnother(before string) bool {
	if i := strings.LastIndexByte(before, ','); i >= 0 {
		before = before[i+1:]
	}
	for _, w := range strings.Fields(before) {
		switch w {
		case "of", "for", "to", "at", "in", "from", "with", "by", "near", "on":
			return true
		}
	}
	return false
}

var pronouns = map[string]bool{"he": true, "she": true, "they": true, "it": true, "who": true, "i": true, "we": true, "you": true, "his": true, "her": true, "their": true, "its": true}

func hasWord(text, w string) bool {
	for {
		i := strings.Index(text, w)
		if i < 0 {
			return false
		}
		end := i + len(w)
		if (i == 0 || text[i-1] == ' ') && (end == len(text) || text[end] == ' ' || text[end] == ',') {
			return true
		}
		text = text[end:]
	}
}
