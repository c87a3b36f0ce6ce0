// Package entities finds who, where and what is named in a story: countries,
// places, agencies, organisations, people, and figures with what they count.
//
// Three engines work on one reading of the story. Tables (facts) know what can be
// listed: countries with their adjectives, capitals and by-names, agencies, large
// organisations. A trained tagger (model) knows what cannot: people, places and
// bodies nobody listed; it also settles what a listed word means where it stands.
// A grammar (figures) reads numbers. Then the story is read as one: the same name
// is the same entity throughout.
//
// Refs are stable across stories. A country's is its ISO 3166-1 alpha-3 code
// (UNK for Kosovo), a place's the code of the country it lies in, where known;
// an agency's, an organisation's and a person's is the normalised name in small
// letters with hyphens ("international-atomic-energy-agency", "rafael-grossi").
//
// Everything here is a function of its arguments: no clock, disk or network.
package entities

import (
	"slices"
	"sync"

	"dateline/entities/gazetteer"
	"dateline/learn"
	"dateline/news"
	"dateline/words"
)

// Version names the engine and its model. It changes whenever the same story may
// be answered otherwise, so that stories tagged by older versions can be found.
const Version = "entities-17"

// Tagger finds mentions. It is safe for concurrent use.
type Tagger struct {
	facts *facts
	model *learn.Chain
	pool  sync.Pool // of *reading
}

// New loads the embedded tables and the model.
func New() (*Tagger, error) {
	m, err := loadModel()
	if err != nil {
		return nil, err
	}
	return newTagger(m)
}

// newTagger loads the tables. Without a model it can read, as training does, and
// not find.
func newTagger(m *learn.Chain) (*Tagger, error) {
	f, err := loadFacts()
	if err != nil {
		return nil, err
	}
	t := &Tagger{facts: f, model: m}
	tongues, err := words.Load()
	if err != nil {
		return nil, err
	}
	topics, g, rules := newTopics(), newGrammar(tongues.ByCode("en")), notCountedRules()
	t.pool.New = func() any {
		return &reading{facts: f, model: m, topics: topics, votes: map[learn.Hash]votes{}, small: map[learn.Hash]bool{}, moved: map[string]string{}, townAt: map[gazetteer.Key]int{}, grammar: g,
			tongues: tongues, senses: senses, other: otherLang{rules: rules}}
	}
	return t, nil
}

// Find returns the mentions of the story's title and text: names and figures,
// sorted by field and start. Names do not overlap names, figures do not overlap
// figures. Spans are bytes on rune boundaries of exactly s.Title and s.Text. Any
// input gives an answer; the same input always the same one. When b is over what is
// found so far is returned: see b.Err.
func (t *Tagger) Find(s *news.Story, b *news.Budget) []news.Mention {
	if !b.Spend(len(s.Title) + len(s.Text)) {
		return nil
	}
	r := t.pool.Get().(*reading)
	r.grammar.budget = b
	defer func() {
		r.grammar.budget = nil
		r.reset(t.facts, &news.Story{}) // keep no story's text alive
		t.pool.Put(r)
	}()
	r.reset(t.facts, s)
	r.findNames()
	var out []news.Mention
	for i := range r.fields {
		out = r.appendNames(out, i)
		out = r.appendFigures(out, i)
	}
	r.settleDollars(out)
	slices.SortStableFunc(out, func(a, b news.Mention) int {
		if a.Field != b.Field {
			return int(a.Field) - int(b.Field)
		}
		return a.Start - b.Start
	})
	return out
}

// appendFigures appends the figures of a field: English has a grammar of its own, the
// other languages are read by their tables.
func (r *reading) appendFigures(out []news.Mention, i int) []news.Mention {
	f := &r.fields[i]
	if r.lang.Code == "en" {
		return r.grammar.appendFigures(out, f)
	}
	r.other.reset(r.lang, f.which, f.text)
	return r.other.appendFigures(out, r.grammar.budget)
}
