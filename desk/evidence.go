package desk

import (
	"slices"
	"strings"

	"dateline/claims"
	"dateline/news"
	"dateline/words"
)

// evidence is the sentence of a story that answers a query: the one in the text where
// most of its terms are met, the first among equals; else the headline, when that meets
// one; else how the story opens.
func evidence(q news.Query, f *news.Filing) (news.Field, news.Span) {
	var met []meeting
	for i, t := range positive(q.Expr, nil) {
		for _, p := range meets(t, q, f) {
			met = append(met, meeting{i, p})
		}
	}
	var best news.Span
	most := 0
	for _, m := range met {
		if m.Field != news.InText {
			continue
		}
		s := sentence(&f.Story, m.place)
		terms := map[int]bool{}
		for _, o := range met {
			if o.Field == news.InText && s.Overlaps(o.Span) {
				terms[o.term] = true
			}
		}
		if len(terms) > most || len(terms) == most && s.Start < best.Start {
			best, most = s, len(terms)
		}
	}
	switch {
	case most > 0:
		return news.InText, best
	case len(met) > 0 || f.Story.Text == "":
		return news.InTitle, news.Span{End: len(f.Story.Title)}
	}
	return news.InText, sentence(&f.Story, place{news.InText, news.Span{Start: f.Story.Dateline.End, End: f.Story.Dateline.End + 1}})
}

// place is some words of a story.
type place struct {
	news.Field
	news.Span
}

// meeting is a place where a term of a query is met.
type meeting struct {
	term int
	place
}

// sentence is the sentence that holds a place, the dateline aside; the whole headline
// there.
func sentence(s *news.Story, p place) news.Span {
	if p.Field == news.InTitle {
		return news.Span{End: len(s.Title)}
	}
	at := news.SentenceAt(s.Text, p.Span)
	if d := s.Dateline.End; at.Start < d && d < at.End {
		at.Start = at.End - len(strings.TrimLeft(s.Text[d:at.End], " -–—:"))
	}
	return at
}

// positive lists the terms of an expression that are not excluded.
func positive(e news.Expr, all []*news.Term) []*news.Term {
	switch e := e.(type) {
	case *news.And:
		for _, p := range e.Parts {
			all = positive(p, all)
		}
	case *news.Or:
		for _, p := range e.Parts {
			all = positive(p, all)
		}
	case *news.Term:
		all = append(all, e)
	}
	return all
}

// meets lists where a term is met in a story. Terms about the story as a whole (its
// source, its state) are met nowhere.
func meets(t *news.Term, q news.Query, f *news.Filing) (all []place) {
	switch t.Field {
	case news.FieldText:
		return wordsAt(t.Value, &f.Story)
	case news.FieldCountry, news.FieldAgency, news.FieldPerson, news.FieldAbout:
		for i := range f.Mentions {
			if m := &f.Mentions[i]; m.Kind != news.FigureKind && called(t.Value, m) {
				all = append(all, place{m.Field, m.Span})
			}
		}
	case news.FieldFigure:
		for i := range f.Mentions {
			if m := &f.Mentions[i]; m.Figure != nil && counts(t, m.Figure) {
				all = append(all, place{m.Field, m.Span})
			}
		}
	case news.FieldBy, news.FieldClaim:
		for _, s := range claims.Ledger([]news.Filing{*f}, news.Query{Expr: t}) {
			for _, r := range s.Rows {
				all = append(all, place{r.Carried[0].Field, r.Carried[0].Span})
			}
		}
	}
	return all
}

// wordsAt finds a word or phrase where a word begins; if it is nowhere, what it begins
// with, as the index finds other endings of it.
func wordsAt(words string, s *news.Story) (all []place) {
	words = strings.ToLower(strings.TrimSuffix(words, "*"))
	for cut := range 4 {
		if cut > 0 && len(words)-cut < 4 {
			break
		}
		for _, f := range [...]news.Field{news.InTitle, news.InText} {
			text := strings.ToLower(s.Field(f))
			if len(text) != len(s.Field(f)) {
				continue // places in it could not be told
			}
			for at := 0; len(all) < 50; {
				i := strings.Index(text[at:], words[:len(words)-cut])
				if i < 0 {
					break
				}
				if i += at; i == 0 || !inWord(text[i-1]) {
					all = append(all, place{f, news.Span{Start: i, End: i + len(words) - cut}})
				}
				at = i + len(words) - cut
			}
		}
		if len(all) > 0 {
			break
		}
	}
	return all
}

func inWord(b byte) bool { return b >= 0x80 || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// called reports whether a name in a query may mean a mention.
func called(name string, m *news.Mention) bool {
	return strings.EqualFold(name, m.Ref) || m.Name != "" && strings.Contains(strings.ToLower(m.Name), strings.ToLower(name))
}

// counts reports whether a figure is what a term asks for.
func counts(t *news.Term, f *news.Figure) bool {
	if t.Value != "" && !strings.Contains(strings.ToLower(f.Unit), strings.ToLower(words.Counted(t.Value))) {
		return false
	}
	values := []float64{f.Value}
	if f.Max != nil {
		values = append(values, *f.Max)
	}
	return slices.ContainsFunc(values, func(v float64) bool {
		switch t.Op {
		case ">":
			return v > t.Num
		case ">=":
			return v >= t.Num
		case "<":
			return v < t.Num
		case "<=":
			return v <= t.Num
		case "=":
			return v == t.Num
		}
		return true
	})
}
