package claims

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/news"
)

func find(t testing.TB, title, text string) []news.Claim {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	cs, _ := f.Find(&news.Story{Title: title, Text: text}, nil, nil)
	return cs
}

// words returns the text of the spans, with " | " between.
func words(s *news.Story, f news.Field, ss []news.Span) string {
	var out []string
	for _, x := range ss {
		out = append(out, s.Field(f)[x.Start:x.End])
	}
	return strings.Join(out, " | ")
}

func TestFindTitle(t *testing.T) {
	for _, c := range []struct{ name, title, source, cue, content string }{
		{"a country before a colon is what it is about", "Seoul: North sent more troops to the border", "", "", ""},
		{"dash", "North sent more troops to the border - ministry", "ministry", "-", "North sent more troops to the border"},
		{"long dash", "Ferry sinks off Lusk — coast guard officials", "coast guard officials", "—", "Ferry sinks off Lusk"},
		{"present", "Seoul says North has sent more troops", "Seoul", "says", "North has sent more troops"},
		{"label", "Explainer: why the bridge fell", "", "", ""},
		{"outlet at the end", "Bridge falls in Ost - BBC News", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &news.Story{Title: c.title}
			cs := find(t, c.title, "")
			if c.cue == "" {
				if len(cs) > 0 {
					t.Fatalf("found %+v", cs)
				}
				return
			}
			if len(cs) != 1 {
				t.Fatalf("found %d claims", len(cs))
			}
			if src, cue, con := words(s, 0, cs[0].Source), words(s, 0, cs[0].Cue), words(s, 0, cs[0].Content); src != c.source || cue != c.cue || con != c.content {
				t.Errorf("got %q %q %q", src, cue, con)
			}
		})
	}
}

func TestOtherLanguages(t *testing.T) {
	for name, s := range map[string]news.Story{
		"declared": {Lang: "de", Text: "The ministry said the bridge was closed."},
		"german":   {Text: "Das Ministerium sagte am Montag, die Brücke sei gesperrt und werde erst im Herbst wieder für den Verkehr geöffnet."},
		"korean":   {Title: "군 \"북한 추가 파병\"", Text: "합동참모본부는 북한이 추가로 병력을 보냈다고 밝혔다."},
		"french":   {Title: "Le ministère confirme", Text: "Le ministère a confirmé lundi que le pont était fermé, a dit un porte-parole. On a dit que six personnes ont été blessées dans le nord."},
	} {
		f, _ := New()
		if cs, _ := f.Find(&s, nil, nil); len(cs) > 0 {
			t.Errorf("%s: found %d claims", name, len(cs))
		}
	}
}

// laws checks what holds of every answer.
func laws(t *testing.T, s *news.Story, ms []news.Mention, cs []news.Claim) {
	t.Helper()
	for i, c := range cs {
		text := s.Field(c.Field)
		if len(c.Cue) == 0 || len(c.Content) == 0 {
			t.Fatalf("claim %d has no cue or no content", i)
		}
		b := c.Bounds()
		if c.Field == news.InText && strings.ContainsAny(text[b.Start:b.End], "\n") {
			t.Fatalf("claim %d leaves its paragraph", i)
		}
		for _, role := range [][]news.Span{c.Source, c.Cue, c.Content, c.Via} {
			for k, x := range role {
				if x.Start < 0 || x.Start >= x.End || x.End > len(text) || k > 0 && role[k-1].End > x.Start {
					t.Fatalf("claim %d: bad spans %v in %d bytes", i, role, len(text))
				}
				if utf8.ValidString(text) && (!utf8.RuneStart(text[x.Start]) || x.End < len(text) && !utf8.RuneStart(text[x.End])) {
					t.Fatalf("claim %d: %v splits a rune", i, x)
				}
			}
		}
		seen := map[int]bool{i: true}
		for o := c.Outer; o >= 0; o = cs[o].Outer {
			if o >= len(cs) || seen[o] {
				t.Fatalf("claim %d: outer %d is out of range or its own", i, o)
			}
			seen[o] = true
		}
		for _, k := range c.Figures {
			if k < 0 || k >= len(ms) || ms[k].Kind != news.FigureKind {
				t.Fatalf("claim %d: figure %d is none", i, k)
			}
		}
		if !slices.Contains([]news.Stance{news.Asserts, news.Denies, news.Confirms, news.Declines, news.Questions}, c.Stance) || c.Kind == "" || c.Why.Rule == "" {
			t.Fatalf("claim %d: %+v", i, c)
		}
	}
}

// TestHostile reads long input of the worst kinds; it only has to come back, and
// to keep the laws.
func TestHostile(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, unit := range map[string]string{
		"cues": "said ", "commas": "he said, ", "quotes": "\"said\" ", "nested": "he said that ", "according": "according to the, ", "lines": "he said x\n", "semicolons": "he said x; ", "marks": "“", "capitals": "SAID ",
	} {
		s := &news.Story{Lang: "en", Text: strings.Repeat(unit, 8000/len(unit))}
		bothLaws(t, f, s, nil)
		t.Log(name)
	}
}

func bothLaws(t *testing.T, f *Finder, s *news.Story, ms []news.Mention) {
	t.Helper()
	sure, unsure := f.Find(s, ms, nil)
	laws(t, s, ms, sure)
	laws(t, s, ms, unsure)
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"The ministry said on Monday that 1,000 troops had left.", "“It was loud,” said Ivo Petrov, a baker. “Very.”",
		"Yonhap quoted an unnamed official as saying the visit was off.", "He is believed to have left.\nThat could not be independently verified.",
		"\"\"\"said said, said", "According to", ", per the, per", "“a\n”b said", "it’s n't 's said", "\xff said \xfe", "―he", "A: b c d e",
	} {
		f.Add("Seoul: "+s, s)
	}
	finder, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		s := &news.Story{Title: title, Text: text, Lang: "en"}
		ms := []news.Mention{{Field: news.InText, Span: news.Span{Start: 0, End: min(3, len(text))}, Kind: news.FigureKind},
			{Field: news.InText, Span: news.Span{Start: 4, End: 9}, Kind: news.Person, Name: "Ola"}}
		bothLaws(t, finder, s, ms)
	})
}
