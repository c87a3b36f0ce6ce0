package entities

import (
	"dateline/entities/gazetteer"
	"dateline/learn"
	"dateline/news"
	"dateline/words"
)

// reading is one story on the desk: its two fields and the names found so far.
type reading struct {
	facts    *facts
	model    *learn.Chain
	story    *news.Story
	fields   [2]field
	hits     [2][]hit
	guesses  [2][]guess
	names    [2][]name
	senses   []sense
	evidence evidence
	grammar  grammar
	tongues  *words.Languages
	lang     *words.Language // the story's
	other    otherLang

	// for the model
	hints  []hints
	kin    []uint8
	class  []uint16
	runs   []capRun
	votes  map[learn.Hash]votes
	small  map[learn.Hash]bool
	moved  map[string]string // towns by spelling -> the country the story puts them in
	towns  []town
	townAt map[gazetteer.Key]int // their numbers
	found  []gazetteer.Place
	topics map[learn.Hash]uint8
	seq    learn.Sequence
	path   learn.Path
}

// guess is a name that the model, or a rule where it has none, sees in tokens
// [from, to).
type guess struct {
	from, to int
	class    class
	why      news.Why
}

// class is what a guess takes a name for.
type class uint8

const (
	person class = iota
	place
	organisation
	other
)

// name is a mention before it is written out.
type name struct {
	from, to int // tokens
	span     news.Span
	kind     news.Kind
	ref      string
	name     string
	country  string
	why      news.Why
	open     bool // a listed name whose meaning the story must settle
	row      int32
	said     string // the country that stands behind a town
}

func (r *reading) reset(f *facts, s *news.Story) {
	r.facts, r.story = f, s
	r.lang = r.tongues.Detect(s.Lang, s.Title, s.Text)
	r.fields[0].read(news.InTitle, s.Title, r.clitic)
	r.fields[1].read(news.InText, s.Text, r.clitic)
	for i := range r.names {
		r.hits[i], r.guesses[i], r.names[i] = r.hits[i][:0], r.guesses[i][:0], r.names[i][:0]
	}
	r.evidence.reset()
}

// findNames runs the layers of names one after the other.
func (r *reading) findNames() {
	for i := range r.fields {
		r.look(i)
		r.guess(i)
		r.trusted(i)
	}
	r.agree()
	for i := range r.fields {
		r.merge(i)
	}
	r.settleCountries()
	r.locate()
	r.settlePeople()
	r.settleAgencies()
}

// look finds the listed names of a field, the longest at each place, left to
// right without overlap.
func (r *reading) look(i int) {
	f, x := &r.fields[i], r.facts.lex
	for at := 0; at < len(f.toks); {
		h := x.longest(f, at, func(row *row, from, to int) bool {
			return fits(f, row, from, to) && (!row.notEnglish || r.lang.Code != "en")
		})
		if h.row < 0 {
			at++
			continue
		}
		r.hits[i] = append(r.hits[i], h)
		at = h.to
	}
}

// appendNames writes out the names of a field.
func (r *reading) appendNames(out []news.Mention, i int) []news.Mention {
	f, end := &r.fields[i], 0
	for _, n := range r.names[i] {
		if n.kind == "" || n.span.Start < end {
			continue
		}
		end = n.span.End
		out = append(out, news.Mention{
			Field: f.which, Span: n.span, Kind: n.kind, Ref: n.ref, Name: n.name, Country: n.country, Why: n.why,
		})
	}
	return out
}

// spanOf returns the bytes of tokens [from, to).
func (f *field) spanOf(from, to int) news.Span {
	return news.Span{Start: f.toks[from].Start, End: f.toks[to-1].End}
}
