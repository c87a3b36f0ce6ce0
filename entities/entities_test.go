package entities

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/news"
)

func tagger(tb testing.TB) *Tagger {
	tb.Helper()
	t, err := New()
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// said writes the names found as "words=kind:ref" in order.
func said(s *news.Story, ms []news.Mention) string {
	var out []string
	for _, m := range ms {
		if m.Kind != news.FigureKind {
			out = append(out, fmt.Sprintf("%s=%s:%s", s.Field(m.Field)[m.Start:m.End], m.Kind, m.Ref))
		}
	}
	return strings.Join(out, " | ")
}

func TestNames(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, title, text, want string }{
		{"country and demonym", "", "Kenya and Ugandan officials met.", "Kenya=country:KEN | Ugandan=country:UGA"},
		{"abbreviations", "N.Korea, U.S. and UAE agree", "", "N.Korea=country:PRK | U.S.=country:USA | UAE=country:ARE"},
		{"longest name wins", "", "Officials from Papua New Guinea and Guinea-Bissau met in Conakry, Guinea.",
			"Papua New Guinea=country:PNG | Guinea-Bissau=country:GNB | Conakry=place:GIN | Guinea=country:GIN"},
		{"parts of words", "", "The U.S.-led force left.", "U.S.=country:USA"},
		{"small letters", "", "He ate turkey and put polish on the china.", ""},
		{"pronoun in a headline", "LET US ALL REMEMBER THE CHAMPIONS", "", ""},
		{"seas are no country's", "", "Ships crossed the Gulf of Mexico and the South China Sea.",
			"Gulf of Mexico=place: | South China Sea=place:"},
		{"no place at all", "", "Latin American leaders praised the Geneva Conventions.", ""},
		{"agency in a credit only", "", "The AP district office opened.", "AP=organization:ap"},
		{"agency as a source", "", "The road was closed, AP reported.", "AP=agency:associated-press"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &news.Story{Title: c.title, Text: c.text}
			if got := said(s, tag.Find(s, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	tag := tagger(f)
	f.Add("Seoul says North has sent 1,000+ troops", "SEOUL (Yonhap) -- Between 40 and 50 trucks, or $3.2bn, said Mr. O'Low-Sen of the IAEA.")
	f.Add("LET US ALL GO", "북한 \xff 1,0,0 -- ½ 1/0 9/11 \n twenty-one and a half million dozen")
	f.Add("", "minus point minus a third of a million-dollar $ US$ -5- 1e309 "+strings.Repeat("9", 400))
	f.Fuzz(func(t *testing.T, title, text string) {
		s := &news.Story{Title: title, Text: text}
		checkLaws(t, s, tag.Find(s, nil))
	})
}

// checkLaws asserts what holds for any input: spans lie in the text, in order, on
// rune boundaries, without overlap in their layer.
func checkLaws(t *testing.T, s *news.Story, ms []news.Mention) {
	t.Helper()
	end := map[[2]bool]int{}
	last := -1
	for _, m := range ms {
		text := s.Field(m.Field)
		figure := m.Kind == news.FigureKind
		layer := [2]bool{m.Field == news.InTitle, figure}
		if m.Start < 0 || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("span %v outside %d bytes", m.Span, len(text))
		}
		if m.Start < end[layer] {
			t.Fatalf("%q overlaps the one before", text[m.Start:m.End])
		}
		end[layer] = m.End
		if pos := int(m.Field)<<40 + m.Start; pos < last {
			t.Fatalf("%q out of order", text[m.Start:m.End])
		} else {
			last = pos
		}
		if !boundary(text, m.Start) || !boundary(text, m.End) {
			t.Fatalf("%q cuts a rune", text[m.Start:m.End])
		}
		if m.Why.Rule == "" {
			t.Fatalf("%q does not say why", text[m.Start:m.End])
		}
		if figure != (m.Figure != nil) {
			t.Fatalf("%q: kind %s, figure %v", text[m.Start:m.End], m.Kind, m.Figure)
		}
		if figure && (m.Figure.Value != m.Figure.Value || m.Figure.Counted.End > len(text)) {
			t.Fatalf("%q: value %v, counted %v", text[m.Start:m.End], m.Figure.Value, m.Figure.Counted)
		}
	}
}

func boundary(s string, i int) bool {
	return i == len(s) || utf8.RuneStart(s[i]) || !utf8.ValidString(s)
}
