package entities

import (
	"slices"
	"testing"

	"dateline/news"
)

// firstAspect is the aspect of the first figure of a text.
func firstAspect(t *testing.T, rules []aspectRule, text string) news.Aspect {
	t.Helper()
	g := newGrammar(tongues(t).ByCode("en"))
	g.aspects = rules
	var f field
	f.read(news.InText, text, nil)
	ms := g.appendFigures(nil, &f)
	if len(ms) == 0 {
		t.Fatalf("no figure in %q", text)
	}
	return ms[0].Figure.Aspect
}

func TestAspectRules(t *testing.T) {
	for i, r := range aspectRules() {
		t.Run(r.name, func(t *testing.T) {
			if got := firstAspect(t, aspectRules(), r.example); got != r.aspect {
				t.Errorf("%q: got %q, want %q", r.example, got, r.aspect)
			}
			if got := firstAspect(t, aspectRules(), r.counter); got == r.aspect {
				t.Errorf("%q: got %q", r.counter, got)
			}
			if got := firstAspect(t, slices.Delete(aspectRules(), i, i+1), r.example); got == r.aspect {
				t.Errorf("%q needs no such rule", r.example)
			}
		})
	}
}
