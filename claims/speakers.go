package claims

import (
	"strings"

	"dateline/news"
)

// Who is meant by a source that names nobody: a pronoun, a short form ("the company"),
// a role that one person in the story has ("Kenya's president").

// How many paragraphs back a pronoun and a short form may reach.
const (
	nearest  = 1
	farthest = 3
)

// meaning is one way to tell who is meant. All are rows of one table, tried in order.
type meaning struct {
	name string
	who  func(g *gatherer, at source) *speaker
	// A story with its people in [brackets] and its bodies in {braces}, and who is meant
	// by the last source; in the counterexample nobody is.
	example, want string
	counter       string
}

// source is one that names nobody.
type source struct {
	field news.Field
	news.Span
	words string // in lower case
}

func meanings() []meaning {
	return []meaning{
		{name: "he, she", who: (*gatherer).oneBefore,
			example: "[Ola Brandt] visited the dam.\nHe said it would hold.", want: "Ola Brandt",
			counter: "The trees were wet.\nHe said it would hold."},
		{name: "it", who: (*gatherer).bodyBefore,
			example: "{Tarsa Water} said the dam would hold.\nIt said repairs had begun.", want: "Tarsa Water",
			counter: "[Ola Brandt] said the dam would hold.\nIt said repairs had begun."},
		{name: "they", who: (*gatherer).severalBefore,
			example: "Military officials said the dam would hold.\nThey said repairs had begun.", want: "Military officials",
			counter: "[Ola Brandt] said the dam would hold.\nThey said repairs had begun."},
		{name: "a word of who spoke", who: (*gatherer).shortForm,
			example: "A water company official said the dam would hold.\nThe official said repairs had begun.", want: "water company official",
			counter: "A water company official said the dam would hold.\nThe baker said repairs had begun."},
		{name: "a kind of body", who: (*gatherer).kindOfBody,
			example: "{Tarsa Water} said the dam would hold.\nThe company said repairs had begun.", want: "Tarsa Water",
			counter: "[Ola Brandt] said the dam would hold.\nThe company said repairs had begun."},
		{name: "a role that one has", who: (*gatherer).roleOf,
			example: "Ruritania's prime minister said the dam would hold.\nThe visit of Prime Minister [Ola Brandt] ended on Monday.", want: "Ola Brandt",
			counter: "Ruritania's prime minister said the dam would hold.\nThe visit of Mayor [Ola Brandt] ended on Monday."},
	}
}

// meant returns who is meant by a source that names nobody, nil where that is not clear.
func (g *gatherer) meant(field news.Field, s news.Span, words string) *speaker {
	at := source{field, s, words}
	for i := range g.meanings {
		if who := g.meanings[i].who(g, at); who != nil {
			return who
		}
	}
	return nil
}

// last returns who spoke or acted last, where that is at most reach paragraphs ago.
func (g *gatherer) last(reach int) *speaker {
	if n := len(g.spoken); n > 0 && g.line-g.spoken[n-1].line <= reach {
		return g.spoken[n-1].called()
	}
	return nil
}

// called gives a speaker that no mention stands for the name that its words make.
func (s *speaker) called() *speaker {
	if s.name == "" {
		s.name = s.text
		if article, rest, ok := strings.Cut(s.text, " "); ok && articles[strings.ToLower(article)] {
			s.name = rest
		}
	}
	return s
}

var articles = wordSet("a an the")

func (g *gatherer) oneBefore(at source) *speaker {
	if at.words != "he" && at.words != "she" {
		return nil
	}
	if s := g.last(nearest); s != nil && (s.kind == news.Person || s.kind == "" && (s.anonymous || person(s.words))) {
		return s
	}
	return nil
}

func (g *gatherer) bodyBefore(at source) *speaker {
	if at.words != "it" {
		return nil
	}
	if s := g.last(nearest); s != nil && (s.kind != "" && s.kind != news.Person || s.kind == "" && bodies[coreOf(s.words)]) {
		return s
	}
	return nil
}

func (g *gatherer) severalBefore(at source) *speaker {
	if at.words != "they" {
		return nil
	}
	if s := g.last(nearest); s != nil && (s.kind == "" && several(s.words) || s.kind == news.Organisation) {
		return s
	}
	return nil
}

// shortForm: "the ministry" after "the defence ministry".
func (g *gatherer) shortForm(at source) *speaker {
	short, ok := strings.CutPrefix(at.words, "the ")
	if !ok || strings.Count(short, " ") > 1 {
		return nil
	}
	for i := len(g.spoken) - 1; i >= 0; i-- {
		s := &g.spoken[i]
		if g.line-s.line > farthest*4 {
			return nil
		}
		if s.words == at.words && s.name != "" || s.words != at.words && hasWord(nounOf(s.words), short) || strings.HasSuffix(strings.ToLower(s.name), " "+short) {
			return s.called()
		}
	}
	return nil
}

// kindOfBody: "the company" after a company's name.
func (g *gatherer) kindOfBody(at source) *speaker {
	kind, ok := strings.CutPrefix(at.words, "the ")
	if !ok || !kinds[kind] {
		return nil
	}
	for i := len(g.spoken) - 1; i >= 0; i-- {
		s := &g.spoken[i]
		if g.line-s.line > farthest {
			return nil
		}
		if s.kind == news.Organisation || s.kind == news.Agency {
			if own := kindIn(s.name, s.words); own != "" && own != kind && !vague[kind] {
				return nil // a union is no company
			}
			return s
		}
	}
	return nil
}

// vague are the kinds that a body of any other kind may be called by.
var vague = wordSet("group organization organisation")

// kindIn is the kind that a body's name or the words for it end with, "" for none.
func kindIn(name, words string) string {
	for _, w := range [...]string{strings.ToLower(name), words} {
		if core := coreOf(w); kinds[core] || bodies[core] {
			return core
		}
	}
	return ""
}

// roleOf: "Kenya's president" where the story has one President, of Kenya or of no
// country that it tells.
func (g *gatherer) roleOf(at source) *speaker {
	role := coreOf(at.words)
	if !offices[role] || strings.HasPrefix(at.words, "a ") || strings.HasPrefix(at.words, "an ") {
		return nil
	}
	if i := strings.LastIndex(at.words, role); i > 0 {
		for _, w := range [...]string{"prime ", "foreign ", "defense ", "defence ", "interior ", "finance ", "vice ", "justice ", "health "} {
			if strings.HasSuffix(at.words[:i], w) {
				role = w + role
			}
		}
	}
	owner := capitalised(g.story.Field(at.field)[at.Start:at.End], role)
	var who *news.Mention
	for _, i := range g.mentions.order {
		m := &g.mentions.all[i]
		if m.Kind != news.Person || m.Ref == "" {
			continue
		}
		own, ok := g.hasRole(m, role)
		if !ok || !sameCountry(owner, own) {
			continue
		}
		if who != nil && who.Ref != m.Ref {
			return nil
		}
		who = m
	}
	if who == nil {
		return nil
	}
	return &speaker{ref: who.Ref, name: who.Name, kind: who.Kind, words: at.words, line: g.line}
}

// hasRole says whether a role stands right before a name, and whose it is.
func (g *gatherer) hasRole(m *news.Mention, role string) (own []string, ok bool) {
	text := g.story.Field(m.Field)
	if m.Start < 0 || m.End > len(text) {
		return nil, false
	}
	before := text[max(0, m.Start-60):m.Start]
	if i := strings.LastIndexAny(before, ",.;:\n\"“"); i >= 0 {
		before = before[i+1:]
	}
	if first, _, _ := strings.Cut(text[m.Start:m.End], " "); strings.EqualFold(first, role) {
		return nil, true
	}
	lower := strings.ToLower(before)
	rest, ok := strings.CutSuffix(strings.TrimSuffix(lower, " "), role)
	if !ok || len(rest) != len(strings.TrimSuffix(before, " "))-len(role) || rest != "" && rest[len(rest)-1] != ' ' {
		return nil, false
	}
	for _, w := range [...]string{"prime ", "vice ", "deputy ", "former ", "ex-", "foreign ", "defense ", "interior ", "finance "} {
		if strings.HasSuffix(rest, w) {
			return nil, false // another's role
		}
	}
	words := strings.Fields(before[:len(rest)])
	for i := len(words) - 1; i >= 0 && words[i][0] < 'a'; i-- {
		own = append(own, strings.ToLower(words[i]))
	}
	return own, true
}

// capitalised lists the words with a capital before a role, in lower case.
func capitalised(source, role string) (out []string) {
	if i := strings.Index(strings.ToLower(source), role); i >= 0 && i < len(source) {
		source = source[:i]
	}
	for _, w := range strings.Fields(source) {
		if l := strings.ToLower(w); w[0] >= 'A' && w[0] <= 'Z' && l != "the" {
			out = append(out, l)
		}
	}
	return out
}

// sameCountry says whether two lists of words do not name different owners: "Kenya's",
// "Kenyan".
func sameCountry(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			n := min(len(x), len(y), 4)
			if x[:n] == y[:n] {
				return true
			}
		}
	}
	return false
}

// coreOf is the noun that a source is: "spokesman" of "a spokesman for the army".
func coreOf(words string) string {
	words = nounOf(words)
	return words[strings.LastIndexByte(words, ' ')+1:]
}

// nounOf is a source without what follows its noun.
func nounOf(words string) string {
	for _, end := range [...]string{",", " of ", " for ", " in ", " at ", " from ", " with ", " who ", " which ", " that ", " on ", " to ", " by ", " close "} {
		if i := strings.Index(words, end); i > 0 {
			words = words[:i]
		}
	}
	return words
}

// person says whether the words of a source are one human being.
func person(words string) bool {
	core := coreOf(words)
	return offices[core] || humans[core]
}

// several says whether they are more than one.
func several(words string) bool {
	core := coreOf(words)
	return plurals[core] || strings.Contains(words, " and ") || strings.HasSuffix(core, "s") && !strings.HasSuffix(core, "ss") && !bodies[core]
}

var (
	offices = wordSet("president minister chancellor king queen pope prince princess governor mayor premier ambassador envoy chairman chairwoman secretary chief commissioner general colonel admiral senator")
	humans  = wordSet("spokesman spokeswoman spokesperson official officer diplomat leader head director commander soldier witness resident analyst economist adviser advisor aide executive lawyer attorney " +
		"prosecutor judge doctor scientist researcher professor expert lawmaker legislator member activist cleric bishop priest man woman mother father son daughter brother sister wife husband widow boy girl " +
		"actor actress singer player coach driver star author writer founder owner boss manager negotiator investigator inspector sergeant captain major lieutenant coordinator representative candidate suspect victim survivor passenger")
	bodies = wordSet("study report survey poll statement government ministry agency company firm bank group organization organisation newspaper magazine network station party union council committee commission court " +
		"office department institute university military army navy airline charity paper website")
	kinds   = wordSet("company firm group agency organization organisation airline charity newspaper paper network bank carrier manufacturer retailer broadcaster automaker carmaker watchdog regulator union party institute association foundation")
	plurals = wordSet("police people authorities rebels")
)

// actors notes the people who are the subjects of the paragraph's sentences before a
// place: "Mr. Berg visited the dam. He said ...".
func (g *gatherer) actors(p *para, until int) {
	for ; g.acted < len(p.sents); g.acted++ {
		s := span{p.sents[g.acted][0], p.sents[g.acted][1]}
		if s.empty() || p.toks[s.lo].start >= until {
			return
		}
		if m := g.subject(p, s); m != nil {
			g.spoken = append(g.spoken, speaker{ref: m.Ref, name: m.Name, kind: m.Kind, text: p.text[m.Start:m.End], words: strings.ToLower(p.text[m.Start:m.End]), line: g.line})
		}
	}
}

// subject returns the person whose name a sentence begins with, titles aside, or its
// part behind the first comma: "In May, President Berg visited ...".
func (g *gatherer) subject(p *para, s span) (who *news.Mention) {
	b := p.bytes(s)
	comma := s.lo
	for comma < min(s.hi, s.lo+12) && !p.comma(comma) {
		comma++
	}
	g.mentions.each(p.field, b, func(_ int, m *news.Mention) {
		if who == nil && m.Kind == news.Person && m.Name != "" && (p.opensWith(s.lo, m) || comma < s.hi && p.comma(comma) && p.opensWith(comma+1, m)) {
			who = m
		}
	})
	return who
}

// opensWith says whether only titles stand between a token and a name that is a subject.
func (p *para) opensWith(lo int, m *news.Mention) bool {
	i := lo
	for ; i < len(p.toks) && p.toks[i].start < m.Start; i++ {
		if i > lo+longestTitle || !p.inTitle(i) {
			return false
		}
	}
	for i < len(p.toks) && p.toks[i].start < m.End {
		i++
	}
	if i == lo || i >= len(p.toks) {
		return false
	}
	w := p.word(i)
	return !strings.HasPrefix(w, "'") && !strings.HasPrefix(w, "’") && !p.is(i, clsRole) && !p.noun(i) && !attributed[w]
}

// inTitle says whether token i may be of the title before a name.
func (p *para) inTitle(i int) bool {
	t := &p.toks[i]
	if t.class&clsPrep != 0 {
		return false
	}
	return t.shape >= shapeTitle && t.shape <= shapeMixed || t.class&(clsRole|clsDet|clsPossessive) != 0 || p.mark(i) == '.' || p.mark(i) == '-'
}

// longestTitle is how many words may stand before a name.
const longestTitle = 6

var attributed = wordSet("administration government family team office campaign spokesman aide supporters lawyers allies")

// named gives claims whose speaker was described in the paragraph before his name, where
// this one begins with one that stands there first: "The head of the mission said ...",
// "Walid Rahim spoke ...".
func (g *gatherer) named(p *para) {
	if p.field != news.InText || len(p.sents) == 0 {
		return
	}
	g.identified(p)
	if len(g.described) == 0 {
		return
	}
	s := span{p.sents[0][0], p.sents[0][1]}
	m := g.subject(p, s)
	if m != nil && m.Start == p.toks[s.lo].start && strings.Contains(p.text[m.Start:m.End], " ") && g.firstOf(m) {
		for _, i := range g.described {
			g.claims[i].Speaker, g.claims[i].SpeakerName = m.Ref, m.Name
		}
		for i := range g.spoken {
			if w := &g.spoken[i]; w.line == g.line-1 && w.kind == "" && w.ref == "" && person(w.words) {
				w.ref, w.name, w.kind = m.Ref, m.Name, m.Kind
			}
		}
	}
	g.described = g.described[:0]
}

// identified takes "unnamed" off those who were only told of, not hidden, up to two
// paragraphs before one begins a sentence who is named there first: "An official said ...",
// "Spokesman Ola Brandt said ...".
func (g *gatherer) identified(p *para) {
	named := false
	for _, b := range p.sents {
		if m := g.subject(p, span{b[0], b[1]}); m != nil && g.firstOf(m) {
			named = true
		}
	}
	kept := g.unnamed[:0]
	for _, u := range g.unnamed {
		switch {
		case g.line-u.line > 2:
		case named:
			g.claims[u.claim].Anonymous = false
		default:
			kept = append(kept, u)
		}
	}
	g.unnamed = kept
	for i := len(g.spoken) - 1; named && i >= 0 && g.line-g.spoken[i].line <= 2; i-- {
		if s := &g.spoken[i]; s.told {
			s.anonymous = false
		}
	}
}

// firstOf says whether a mention is the first of its entity in the text.
func (g *gatherer) firstOf(m *news.Mention) bool {
	start, known := g.mentions.first[entityIn{m.Field, m.Ref, m.Kind}]
	return !known || start == m.Start
}

// headline gives the claims of a headline whose speaker has no name there the one person
// who speaks in the lead of the same: "Airbus boss warns ...".
func (g *gatherer) headline() {
	lead := g.onlySpeaker()
	if lead == nil {
		return
	}
	long := newGist(joined(g.story, lead.Field, lead.Content))
	for i := range g.claims {
		c := &g.claims[i]
		if c.Field != news.InTitle || c.Speaker != "" || len(c.Source) != 1 || !person(strings.ToLower(g.words(c.Field, c.Source))) {
			continue
		}
		if short := newGist(joined(g.story, c.Field, c.Content)); inBoth(short.stems, long.stems) > 0 {
			c.Speaker, c.SpeakerName = lead.Speaker, lead.SpeakerName
		}
	}
}

// onlySpeaker returns the last claim of the one person who speaks in the text, nil where
// others do or nobody does.
func (g *gatherer) onlySpeaker() (last *news.Claim) {
	for i := range g.claims {
		c := &g.claims[i]
		if c.Field != news.InText || c.Outer >= 0 || c.Why.Margin < 0 || c.Kind != news.Speech {
			continue
		}
		if c.Speaker == "" || !g.isPerson(c.Speaker) || last != nil && c.Speaker != last.Speaker {
			return nil
		}
		last = c
	}
	return last
}

func (g *gatherer) isPerson(ref string) bool {
	kind, known := g.mentions.kind[ref]
	return known && kind == news.Person
}
