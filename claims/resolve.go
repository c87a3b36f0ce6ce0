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
	words     string    // of the source, lower case
	line      int
	anonymous bool
}

// mentionIndex gives the mentions that lie in a span.
type mentionIndex struct {
	all   []news.Mention
	order []int // of all, by field and start
}

func newMentionIndex(ms []news.Mention) mentionIndex {
	x := mentionIndex{all: ms, order: make([]int, len(ms))}
	for i := range x.order {
		x.order[i] = i
	}
	slices.SortStableFunc(x.order, func(a, b int) int { return compareAt(&ms[a], ms[b].Field, ms[b].Start) })
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
// from who spoke before.
func (g *gatherer) resolve(p *para, c *news.Claim) {
	c.ViaRef = g.viaRef(c)
	if len(c.Source) == 0 {
		return
	}
	text := g.story.Field(c.Field)
	s := c.Source[0]
	who := speaker{words: strings.ToLower(text[s.Start:s.End]), line: g.line, anonymous: c.Anonymous}
	if m := g.head(c.Field, s); m != nil {
		who.ref, who.name, who.kind = m.Ref, m.Name, m.Kind
		if who.name == "" {
			who.name = text[m.Start:m.End]
		}
	} else if before := g.earlier(who.words); before != nil {
		who.ref, who.name, who.kind = before.ref, before.name, before.kind
		if before.anonymous {
			c.Anonymous, who.anonymous = true, true
		}
	} else if !pronouns[who.words] {
		who.name = ""
	}
	c.Speaker, c.SpeakerName = who.ref, who.name
	if !pronouns[who.words] || who.ref != "" {
		g.spoken = append(g.spoken, who)
	}
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
			if person == nil && !ofAnother(before) {
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

// farthest is how many paragraphs back a pronoun or a short form may reach.
const farthest = 3

// earlier returns who spoke before and is now called by a pronoun or a short form
// ("the ministry"), nil when that is not clear.
func (g *gatherer) earlier(words string) *speaker {
	switch words {
	case "he", "she":
		return g.last(1, func(s *speaker) bool { return s.kind == news.Person || s.kind == "" && s.anonymous })
	case "it":
		return g.last(1, func(s *speaker) bool { return s.kind != "" && s.kind != news.Person })
	}
	short, ok := strings.CutPrefix(words, "the ")
	if !ok || strings.Count(short, " ") > 1 {
		return nil
	}
	return g.last(farthest*4, func(s *speaker) bool {
		if s.words == words {
			return s.name != ""
		}
		return hasWord(s.words, short) || strings.HasSuffix(strings.ToLower(s.name), " "+short)
	})
}

// last returns the latest speaker within reach paragraphs if it fits.
func (g *gatherer) last(reach int, fits func(*speaker) bool) *speaker {
	for i := len(g.spoken) - 1; i >= 0; i-- {
		s := &g.spoken[i]
		if g.line-s.line > reach {
			return nil
		}
		if fits(s) {
			if s.name == "" {
				s.name = strings.TrimPrefix(strings.TrimPrefix(s.words, "a "), "an ")
			}
			return s
		}
		if reach == 1 {
			return nil
		}
	}
	return nil
}

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
