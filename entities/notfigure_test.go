package entities

import (
	"slices"
	"testing"

	"dateline/news"
	"dateline/words"
)

func tongues(t *testing.T) *words.Languages {
	t.Helper()
	ls, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	return ls
}

func englishFigures(t *testing.T, rules []notFigureRule, text string) []news.Mention {
	g := newGrammar(tongues(t).ByCode("en"))
	g.not = rules
	var f field
	f.read(news.InText, text, nil)
	return g.appendFigures(nil, &f)
}

func TestNotFigureRules(t *testing.T) {
	for i, r := range notFigureRules() {
		t.Run(r.name, func(t *testing.T) {
			if ms := englishFigures(t, notFigureRules(), r.example); len(ms) != 0 {
				t.Errorf("%q: a figure, %v", r.example, ms[0].Figure)
			}
			if ms := englishFigures(t, notFigureRules(), r.counter); len(ms) == 0 {
				t.Errorf("%q: no figure", r.counter)
			}
			if ms := englishFigures(t, slices.Delete(notFigureRules(), i, i+1), r.example); len(ms) == 0 {
				t.Errorf("%q needs no such rule", r.example)
			}
		})
	}
}

func TestNotCountedRules(t *testing.T) {
	ls := tongues(t)
	figures := func(rules []notCounted, language, text string) []news.Mention {
		a := otherLang{rules: rules}
		a.reset(ls.ByCode(language), news.InText, text)
		return a.appendFigures(nil, nil)
	}
	for i, r := range notCountedRules() {
		t.Run(r.name, func(t *testing.T) {
			if ms := figures(notCountedRules(), r.language, r.example); len(ms) != 0 {
				t.Errorf("%q: a figure, %v", r.example, ms[0].Figure)
			}
			if ms := figures(notCountedRules(), r.language, r.counter); len(ms) == 0 {
				t.Errorf("%q: no figure", r.counter)
			}
			if ms := figures(slices.Delete(notCountedRules(), i, i+1), r.language, r.example); len(ms) == 0 {
				t.Errorf("%q needs no such rule", r.example)
			}
		})
	}
}
