package entities

import (
	"strings"

	"dateline/news"
)

// Record is one mention in the form of the command contract of "tag --jsonl".
type Record struct {
	Field  string    `json:"field"`
	Start  int       `json:"start"`
	End    int       `json:"end"`
	Text   string    `json:"text"`
	Kind   news.Kind `json:"kind"`
	Ref    string    `json:"ref,omitempty"`
	Name   string    `json:"name,omitempty"`
	Value  *float64  `json:"value,omitempty"`
	Max    *float64  `json:"max,omitempty"`
	Unit   string    `json:"unit,omitempty"`
	Approx string    `json:"approx,omitempty"`
	Aspect string    `json:"aspect,omitempty"`
}

// Records returns the mentions of a story in the contract's form. An agency or
// organisation whose name says its country ("U.S. Army") is followed by that country, inside it, and one
// that stands for its country ("Bundestag") by that country in the same place.
func (t *Tagger) Records(s *news.Story, mentions []news.Mention) []Record {
	out := make([]Record, 0, len(mentions))
	for i := range mentions {
		m := &mentions[i]
		text := s.Field(m.Field)[m.Start:m.End]
		r := Record{Field: m.Field.String(), Start: m.Start, End: m.End, Text: text, Kind: m.Kind, Ref: m.Ref, Name: m.Name}
		if f := m.Figure; f != nil {
			r.Value, r.Max, r.Unit, r.Approx, r.Aspect = &f.Value, f.Max, f.Unit, f.Approx, string(f.Aspect)
			if m.Why.Rule == vagueRule { // no range: its word qualifies it
				r.Max = nil
				if r.Approx == "" {
					r.Approx = strings.ToLower(text)
				}
			}
		}
		out = append(out, r)
		if m.Kind == news.Organisation && m.Country != "" && !brand(text) {
			out = t.appendInner(out, m, text)
		}
		if m.Kind == news.Agency && m.Country != "" {
			if parliament(text) || text == "Duma" {
				out = append(out, Record{Field: r.Field, Start: m.Start, End: m.End, Text: text, Kind: news.Country, Ref: m.Country, Name: t.facts.countries[m.Country].name})
			} else {
				out = t.appendInner(out, m, text)
			}
		}
	}
	return out
}

// appendInner appends the country named inside an agency's name.
func (t *Tagger) appendInner(out []Record, m *news.Mention, text string) []Record {
	c := t.facts.countries[m.Country]
	if c == nil {
		return out
	}
	for _, w := range append([]string{c.name, "U.S.", "US", "UK", "U.K."}, c.adj...) {
		at := strings.Index(text, w)
		if at < 0 || len(w) == len(text) || at+len(w) < len(text) && letter(text[at+len(w)]) || (w == "U.S." || w == "US") && m.Country != "USA" || (w == "UK" || w == "U.K.") && m.Country != "GBR" {
			continue
		}
		return append(out, Record{Field: m.Field.String(), Start: m.Start + at, End: m.Start + at + len(w), Text: w, Kind: news.Country, Ref: m.Country, Name: c.name})
	}
	return out
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }
