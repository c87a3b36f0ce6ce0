package related

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// mostNew is how many names or numbers a note lists.
const mostNew = 3

// Notes says for each of the others in what it differs from the open story, the most
// telling only: another figure for the same thing, a denial of what the open story says,
// up to three names it lacks, that the other had it first, or that it adds nothing. Figures,
// denials and who was first are told of stories of one event only.
func Notes(open news.Filing, others []news.Filing) []news.Difference {
	mine := readings(&open)
	first := earliest(&open, others)
	said := sync.OnceValue(func() map[string]bool { return contentWords(open.Story.Title + "\n" + open.Story.Text) }) // few stories deny anything
	notes := make([]news.Difference, len(others))
	at := boundValues()
	for i := range others {
		notes[i] = at.note(&open, mine, &others[i], said, i == first)
	}
	return notes
}

// earliest is the index of the other that was published before all and before the
// open story, -1 for none.
func earliest(open *news.Filing, others []news.Filing) int {
	best, at := -1, open.Story.Time()
	for i := range others {
		if t := others[i].Story.Time(); !t.IsZero() && t.Before(at) {
			best, at = i, t
		}
	}
	return best
}

func (l *limits) note(open *news.Filing, mine []reading, other *news.Filing, said func() map[string]bool, first bool) news.Difference {
	theirs := readings(other)
	same := open.Event == other.Event
	if m, t, ok := differing(mine, theirs); ok && same && l.oneSpan(open, other) {
		return news.Difference{Kind: news.OtherFigure, Text: ofWhat(t, m) + t.text + " ≠ " + m.text}
	}
	if d := l.denial(open, other, said); d != "" && same {
		return news.Difference{Kind: news.OtherDenies, Text: d}
	}
	if n := added(open, mine, other, theirs); len(n) > 0 {
		return news.Difference{Kind: news.OtherAdds, Text: strings.Join(n, ", ")}
	}
	if first && same {
		return news.Difference{Kind: news.OtherFirst, Text: "had it first, " + ahead(open.Story.Time().Sub(other.Story.Time()))}
	}
	return news.Difference{Kind: news.OtherAddsNothing, Text: "adds nothing"}
}

// ofWhat says what two readings that differ count, "" where one of them says it itself.
func ofWhat(a, b reading) string {
	what := strings.TrimPrefix(a.what, "people ")
	said := func(r reading) bool { return strings.Contains(" "+foldWords(r.text)+" ", " "+foldWords(what)+" ") }
	if what == "" || said(a) || said(b) {
		return ""
	}
	return what + a.aspect() + ": "
}

// oneSpan reports whether two stories count within one span of time: a day later a toll has grown.
func (l *limits) oneSpan(a, b *news.Filing) bool {
	d := a.Story.Time().Sub(b.Story.Time()).Abs()
	return a.Story.Time().IsZero() || b.Story.Time().IsZero() || d.Hours() <= l[figureSpan]
}

// ahead is how long before another story one was there, in words.
func ahead(d time.Duration) string {
	switch m := int(d.Minutes()); {
	case m < 90:
		return fmt.Sprintf("%d min before", m)
	case m < 48*60:
		return fmt.Sprintf("%d h before", m/60)
	default:
		return fmt.Sprintf("%d days before", m/(24*60))
	}
}

// contentWords are the words of a text that mean something by themselves, as terms.
func contentWords(s string) map[string]bool {
	out := map[string]bool{}
	words(s, func(t token) {
		if !t.stop && t.end-t.start > 2 {
			out[string(stem([]byte(foldWords(s[t.start:t.end]))))] = true
		}
	})
	return out
}

// denies reports whether the words of a denial deny what the open story says.
func (l *limits) denies(content string, said map[string]bool) bool {
	n := 0
	for w := range contentWords(content) {
		if said[w] {
			n++
		}
	}
	return float64(n) >= l[leastDenied]
}

// denial is the source, cue and content of a denial of what the open story says by somebody
// who does not deny in it, "" when there is none.
func (l *limits) denial(open, other *news.Filing, said func() map[string]bool) string {
	for i := range other.Claims {
		c := &other.Claims[i]
		if c.Stance != news.Denies || slices.ContainsFunc(open.Claims, func(o news.Claim) bool { return o.Stance == news.Denies && sameSpeaker(open, &o, other, c) }) {
			continue
		}
		if !l.denies(role(other, c, c.Content), said()) {
			continue
		}
		text := strings.Join([]string{role(other, c, c.Source), role(other, c, c.Cue), role(other, c, c.Content)}, " ")
		return clip(strings.TrimSpace(text), 120)
	}
	return ""
}

// sameSpeaker reports whether two claims have one source: the same entity, or the same words, or a
// name and its last part.
func sameSpeaker(fa *news.Filing, a *news.Claim, fb *news.Filing, b *news.Claim) bool {
	if a.Speaker != "" && a.Speaker == b.Speaker {
		return true
	}
	wa, wb := foldWords(role(fa, a, a.Source)), foldWords(role(fb, b, b.Source))
	return wa == wb || wa != "" && wb != "" && lastOf(wa) == lastOf(wb) && (strings.HasSuffix(wa, wb) || strings.HasSuffix(wb, wa))
}

// lastOf is the last of words with one space between.
func lastOf(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// role is the words of one role of a claim.
func role(f *news.Filing, c *news.Claim, spans []news.Span) string {
	var parts []string
	for _, s := range spans {
		if t := cutSpan(f.Story.Field(c.Field), s); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// passes reports whether the words for a mention pass as a name. Where every word of a headline has a
// capital, or at its start, a capital tells nothing: a person or body must stand in the text, too.
func passes(f *news.Filing, m *news.Mention, text string) bool {
	if agency(text) != "" || strings.EqualFold(text, f.Story.Outlet) || strings.TrimRight(lastOf(text), "s") == "MP" {
		return false // whose words the story has is told elsewhere; a member of a parliament is nobody's name
	}
	if m.Kind != news.Person && m.Kind != news.Organisation {
		return true
	}
	if cutShort(f, m, text) {
		return false
	}
	if untitled(foldWords(text)) == "" {
		return false // "the Duke" is whoever was named before
	}
	n := 0
	for _, w := range strings.Fields(text) {
		r, _ := utf8.DecodeRuneInString(w)
		if n++; unicode.IsDigit(r) || unicode.IsLower(r) && !particle(w) {
			return false
		}
	}
	if n > 5 || strings.Contains(f.Story.Text, text) {
		return n <= 5
	}
	return m.Field == news.InTitle && m.Span.Start > 0 && !titleCase(f.Story.Title)
}

// cutShort reports whether the words for a person or body are no name by where they stand: the first word
// of a text has a capital, whatever it is, "of Cambridge" is the end of a title, "National Development"
// the beginning of a minister's, and initials in brackets stand for what is before them.
func cutShort(f *news.Filing, m *news.Mention, text string) bool {
	before, after := around(f.Story.Field(m.Field), m.Span)
	if strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") && !strings.Contains(text, " ") {
		return true
	}
	if office(after) && m.Kind != news.Person {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(text); unicode.IsLower(r) && !strings.Contains(text, "-") {
		return true
	}
	return m.Span.Start == 0 && !strings.Contains(text, " ") && !within(f.Story.Title, text) && !within(f.Story.Text, text)
}

// within reports whether a word stands in a text elsewhere than at its beginning.
func within(text, word string) bool {
	return text != "" && strings.Contains(text[1:], word)
}

// around is what stands before and after a span of a text, "" where it does not lie in it.
func around(text string, s news.Span) (before, after string) {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return "", ""
	}
	return text[:s.Start], text[s.End:]
}

// office reports whether words go on with the office of somebody: what is before them names what for.
func office(after string) bool {
	return strings.HasPrefix(after, " Minister") || strings.HasPrefix(after, " Secretary")
}

// particle reports whether a word in small letters may stand in a name.
func particle(w string) bool {
	switch w {
	case "of", "the", "and", "for", "de", "del", "della", "di", "da", "dos", "du", "des", "la", "le", "van", "von", "der", "den", "ten", "ter", "bin", "ibn", "al", "el", "y", "e", "on", "in":
		return true
	}
	return strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’") || strings.HasPrefix(w, "el-")
}

// addition is a name or number the open story lacks.
type addition struct {
	text   string
	folded string // its words, as known keeps them
	rank   int    // lower comes first
	at     int    // order of mention
}

// added lists up to three names or numbers that the other story has and the open one
// lacks: people first, then figures, bodies, places and countries; in order of mention.
// Of several names for one thing the longest stands for all.
func added(open *news.Filing, mine []reading, other *news.Filing, theirs []reading) []string {
	have := known(open)
	var found []addition
	add := func(text string, rank, at int) {
		found = append(found, addition{text, " " + foldWords(text) + " ", rank, at})
	}
	for i := range other.Mentions {
		m := &other.Mentions[i]
		far := m.Kind == news.Country && other.Event != open.Event // in the background some country is always another
		if text := written(other, m); m.Kind != news.FigureKind && text != "" && !far && passes(other, m, text) && !have.name(m, text) {
			add(text, rank(m.Kind), i)
		}
	}
	for i, r := range theirs {
		if strings.HasPrefix(r.key, "people ") && !have.number(mine, r) && !slices.ContainsFunc(found, func(a addition) bool { return strings.HasPrefix(a.text, r.text+" ") }) {
			add(r.text+" "+r.what+r.aspect(), 1, i)
		}
	}
	found = longest(found)
	slices.SortStableFunc(found, func(a, b addition) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.at, b.at)) })
	var out []string
	for _, a := range found[:min(mostNew, len(found))] {
		out = append(out, clip(a.text, 60))
	}
	return out
}

// longest leaves out what stands inside another addition: a shorter name of the same body, or
// the country in its name.
func longest(found []addition) (out []addition) {
	for i, a := range found {
		core := " " + untitled(homeless(strings.TrimSpace(a.folded))) + " "
		inside := func(b addition) bool { return len(b.folded) > len(a.folded) && strings.Contains(b.folded, core) }
		again := func(b addition) bool { return a.folded == b.folded }
		if !slices.ContainsFunc(found, inside) && !slices.ContainsFunc(found[:i], again) {
			out = append(out, a)
		}
	}
	return out
}

// written is what a note calls an entity: a person or body in the longest words that the story
// itself has for it, a country or place by its name, since the story may have no more
// than the adjective.
func written(f *news.Filing, m *news.Mention) string {
	if m.Kind == news.Country || m.Kind == news.Place {
		return cmp.Or(m.Name, cutSpan(f.Story.Field(m.Field), m.Span))
	}
	best := ""
	for i := range f.Mentions {
		o := &f.Mentions[i]
		same := o == m || o.Kind == m.Kind && o.Ref == m.Ref && m.Ref != ""
		if t := cutSpan(f.Story.Field(o.Field), o.Span); same && len(t) > len(best) {
			best = t
		}
	}
	return strings.TrimSuffix(strings.TrimSuffix(strings.Join(strings.Fields(best), " "), "'s"), "’s")
}

func rank(k news.Kind) int {
	switch k {
	case news.Person:
		return 0
	case news.Agency, news.Organisation:
		return 2
	case news.Place:
		return 3
	default:
		return 4
	}
}

// knowledge is what the open story names, for looking up.
type knowledge struct {
	refs map[string]bool
	text string // folded words of headline and text, one space between
}

func known(f *news.Filing) knowledge {
	k := knowledge{map[string]bool{}, " " + foldWords(f.Story.Title) + " " + foldWords(f.Story.Text) + " "}
	for i := range f.Mentions {
		m := &f.Mentions[i]
		switch {
		case m.Kind == news.Place: // who names a place of a country tells of the country
			k.refs[string(news.Country)+m.Ref] = true
		case m.Ref != "":
			k.refs[string(m.Kind)+m.Ref] = true
		}
	}
	return k
}

// name reports whether the open story names m: the same entity, or its last word.
func (k knowledge) name(m *news.Mention, text string) bool {
	if m.Kind != news.Place && m.Ref != "" && k.refs[string(m.Kind)+m.Ref] {
		return true
	}
	w := foldWords(text)
	if m.Kind == news.Person {
		w = lastOf(w)
	} else if k.otherwise(w) {
		return true
	}
	return strings.Contains(k.text, " "+w+" ") || m.Kind != news.Person && strings.Contains(k.text, " "+homeless(w)+" ")
}

// otherwise reports whether the open story has a body or place by its initials or by the same words in
// another order: "PSG", "Ministry of Health".
func (k knowledge) otherwise(w string) bool {
	initials, all, n := "", true, 0
	for _, part := range strings.Fields(w) {
		if particle(part) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(part)
		initials += string(r)
		all = all && strings.Contains(k.text, " "+part+" ")
		n++
	}
	return n >= 2 && (all || n >= 3 && strings.Contains(k.text, " "+initials+" "))
}

// homeless is the folded name of a body without the country it opens with: who writes
// "the Coast Guard" of one country has its "US Coast Guard" already.
func homeless(w string) string {
	for _, home := range [...]string{"united states ", "u s ", "us ", "united kingdom ", "u k ", "uk ", "british ", "american "} {
		if rest, ok := strings.CutPrefix(w, home); ok && strings.Contains(rest, " ") {
			return rest
		}
	}
	return w
}

// untitled is a folded name without the titles before it: "PM Lee" is Lee Hsien Loong.
func untitled(w string) string {
	for w != "" {
		first, rest, _ := strings.Cut(w, " ")
		switch first {
		case "duke", "duchess", "prince", "princess", "king", "queen", "lord", "lady", "sir", "dame", "pope", "earl", "count", "countess",
			"mr", "mrs", "ms", "dr", "pm", "president", "minister", "senator", "governor", "mayor", "mountie", "mounties":
			w = rest
		default:
			return w
		}
	}
	return ""
}

func (k knowledge) number(mine []reading, r reading) bool {
	return slices.ContainsFunc(mine, func(m reading) bool { return m.key == r.key }) ||
		strings.Contains(k.text, " "+foldWords(r.text)+" ")
}

// foldWords is s in folded letters with one space between words.
func foldWords(s string) string {
	var b strings.Builder
	words(s, func(t token) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, r := range s[t.start:t.end] {
			b.WriteRune(fold(r))
		}
	})
	return b.String()
}
