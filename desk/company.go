package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dateline/news"
)

// How much of the company an entity keeps is told, of each kind, and how many ways to
// write its name.
const (
	mostCompany = 12
	mostNames   = 8
)

// company counts, story by story, how an entity is written and who is named beside it.
// What nobody but one story names is left out where there is enough else. An entity
// that came without a reference or a name of its own takes that of its mentions.
func company(fs []news.Filing, e *news.Entity) ([]news.Called, []news.Companion) {
	names, others := map[string]int{}, map[string]*news.Companion{}
	for i := range fs {
		f := &fs[i]
		seen := map[string]bool{}
		for j := range f.Mentions {
			m := &f.Mentions[j]
			written := cut(f.Story.Field(m.Field), m.Span)
			o, ok := m.Entity(written)
			if !ok {
				continue
			}
			if e.Is(o) {
				adopt(e, o)
				if !seen["as "+written] && written != "" {
					seen["as "+written] = true
					names[written]++
				}
				continue
			}
			if key := o.Key(); !seen[key] {
				seen[key] = true
				if others[key] == nil {
					others[key] = &news.Companion{Entity: o}
				}
				others[key].Stories++
			}
		}
	}
	return commonest(names), nearest(others)
}

// adopt fills in what is not known of an entity.
func adopt(e *news.Entity, o news.Entity) {
	e.Ref = cmp.Or(e.Ref, o.Ref)
	if e.Kind == news.Country && (e.Name == "" || e.Name == e.Ref) {
		e.Name = o.Name
	}
}

func cut(text string, s news.Span) string {
	if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
		return ""
	}
	return strings.Join(strings.Fields(text[s.Start:s.End]), " ")
}

func commonest(names map[string]int) []news.Called {
	out := make([]news.Called, 0, len(names))
	for name, n := range names {
		out = append(out, news.Called{Name: name, Stories: n})
	}
	slices.SortFunc(out, func(a, b news.Called) int {
		return cmp.Or(cmp.Compare(b.Stories, a.Stories), cmp.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), mostNames)]
}

// nearest lists the companions kind by kind, those of most stories first.
func nearest(others map[string]*news.Companion) []news.Companion {
	byKind := map[news.Kind][]news.Companion{}
	for _, o := range others {
		byKind[o.Kind] = append(byKind[o.Kind], *o)
	}
	var out []news.Companion
	for _, k := range news.Kinds() {
		of := byKind[k]
		slices.SortFunc(of, func(a, b news.Companion) int {
			return cmp.Or(cmp.Compare(b.Stories, a.Stories), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Ref, b.Ref))
		})
		for i := range of[:min(len(of), mostCompany)] {
			if i < 3 || of[i].Stories > 1 {
				out = append(out, of[i])
			}
		}
	}
	return out
}

// maxLookedAt is how many stories of each search are read to tell what a name names.
const maxLookedAt = 40

// entity finds out whom a name names: what most of the newest stories mean by it, an
// exact name before a part of one. A name that is none in any story but stands in some
// is looked at as words.
func (d *Desk) entity(ctx context.Context, e news.Entity) (news.Entity, error) {
	name := strings.Join(strings.Fields(strings.ReplaceAll(e.Name, `"`, " ")), " ")
	if name == "" {
		name = e.Ref
	}
	if name == "" {
		return e, news.ErrNotFound
	}
	best, most := news.Entity{}, 0
	for _, field := range []news.TermField{news.FieldCountry, news.FieldAgency, news.FieldPerson, news.FieldText} {
		page, err := d.Headlines(ctx, news.ListQuery{View: news.Wire, Query: news.Query{Expr: &news.Term{Field: field, Value: name}}, Limit: maxLookedAt})
		if err != nil {
			return e, err
		}
		fs, err := d.stories(ctx, page)
		if err != nil {
			return e, err
		}
		if found, n := meant(fs, e.Ref, name); n > most {
			best, most = found, n
		}
		if field == news.FieldText && most == 0 && len(fs) > 0 {
			return news.Entity{Name: name}, nil
		}
	}
	if most == 0 {
		return e, news.ErrNotFound
	}
	return best, nil
}

// meant returns the entity that most mentions mean by a name, and how surely.
func meant(fs []news.Filing, ref, name string) (news.Entity, int) {
	counts, found := map[string]int{}, map[string]news.Entity{}
	for i := range fs {
		f := &fs[i]
		for j := range f.Mentions {
			m := &f.Mentions[j]
			written := cut(f.Story.Field(m.Field), m.Span)
			o, ok := m.Entity(written)
			if !ok {
				continue
			}
			if sure := likeness(o, written, ref, name); sure > 0 {
				counts[o.Key()] += sure
				if _, known := found[o.Key()]; !known {
					found[o.Key()] = o
				}
			}
		}
	}
	best := ""
	for key, n := range counts {
		if n > counts[best] || n == counts[best] && key < best {
			best = key
		}
	}
	return found[best], counts[best]
}

// likeness is how surely a mention is meant by a name: by its reference, its own name,
// as it is written, by whole words of its name.
func likeness(o news.Entity, written, ref, name string) int {
	code := o.Kind != news.Place // a place's is the country's
	switch {
	case ref != "" && code && strings.EqualFold(o.Ref, ref), code && o.Ref != "" && strings.EqualFold(o.Ref, name):
		return 1000
	case strings.EqualFold(o.Name, name):
		return 100
	case strings.EqualFold(written, name):
		return 10
	case strings.Contains(" "+strings.ToLower(o.Name)+" ", " "+strings.ToLower(name)+" "):
		return 1
	}
	return 0
}
