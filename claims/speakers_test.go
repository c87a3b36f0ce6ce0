package claims

import (
	"slices"
	"strings"
	"testing"

	"dateline/news"
)

// bracketed reads a text with its people in [brackets] and its bodies in {braces}.
func bracketed(marked string, field news.Field) (string, []news.Mention) {
	var text strings.Builder
	var ms []news.Mention
	for i := 0; i < len(marked); i++ {
		kind := news.Person
		switch marked[i] {
		case '{':
			kind = news.Organisation
			fallthrough
		case '[':
			n := strings.IndexAny(marked[i:], "]}")
			name := marked[i+1 : i+n]
			ms = append(ms, news.Mention{Field: field, Span: news.Span{Start: text.Len(), End: text.Len() + len(name)}, Kind: kind, Name: name, Ref: strings.ToLower(name)})
			text.WriteString(name)
			i += n
		default:
			text.WriteByte(marked[i])
		}
	}
	return text.String(), ms
}

// speakers lists who says what in a story, claim by claim.
func speakers(f *Finder, title, text string) []string {
	title, ms := bracketed(title, news.InTitle)
	text, more := bracketed(text, news.InText)
	var out []string
	for _, c := range f.FindAll(&news.Story{Title: title, Text: text, Lang: "en"}, append(ms, more...), nil, nil) {
		out = append(out, c.SpeakerName)
	}
	return out
}

func lastOf(names []string) string {
	if len(names) == 0 {
		return "no claim"
	}
	return names[len(names)-1]
}

var meaningNames = []string{"he, she", "it", "they", "a word of who spoke", "a kind of body", "a role that one has"}

func TestMeanings(t *testing.T) {
	rows := meanings()
	for _, name := range meaningNames {
		t.Run(name, func(t *testing.T) {
			k := slices.IndexFunc(rows, func(r meaning) bool { return r.name == name })
			if k < 0 {
				t.Fatal("the table has no such row")
			}
			r, f := rows[k], finder(t)
			if got := speakers(f, "", r.example); !slices.Contains(got, r.want) {
				t.Errorf("%q: %q, want %q", r.example, got, r.want)
			}
			if got := lastOf(speakers(f, "", r.counter)); got != "" {
				t.Errorf("%q: %q", r.counter, got)
			}
			f.meanings = slices.Delete(meanings(), k, k+1)
			if got := speakers(f, "", r.example); slices.Equal(got, speakers(finder(t), "", r.example)) {
				t.Errorf("it is needless for %q: %q", r.example, got)
			}
		})
	}
	if len(rows) != len(meaningNames) {
		t.Errorf("%d rows, %d names", len(rows), len(meaningNames))
	}
}

func TestSpeakers(t *testing.T) {
	f := finder(t)
	for _, tt := range []struct{ name, title, text, want string }{
		{"described, then named", "", "The head of the Tarsa mission said the dam would hold.\n[Walid Brandt] spoke to protesters on Friday.", "Walid Brandt"},
		{"described, then another with a title", "", "The head of the Tarsa mission said the dam would hold.\nMayor [Walid Brandt] spoke to protesters on Friday.", ""},
		{"a headline's speaker", "Airbus boss warns the company is bleeding cash", "[Ola Brandt] said the company was bleeding cash at a speed that may hurt it.", "Ola Brandt"},
		{"behind a comma", "", "In May, President [Ola Brandt] gave the group a month to leave.\nHe said the dam would hold.", "Ola Brandt"},
		{"somebody's office", "", "[Ola Brandt]'s office said the dam would hold.", ""},
		{"somebody's aide", "", "[Ola Brandt] aide [Lena Marsh] said the dam would hold.", "Lena Marsh"},
		{"two", "", "[Ola Brandt] and [Lena Marsh] said the dam would hold.", "Ola Brandt and Lena Marsh"},
		{"another country's", "", "Kenya's president said the dam would hold.\nThe visit of Ruritanian President [Ola Brandt] ended on Monday.", ""},
		{"two with one role", "", "The president said the dam would hold.\nPresident [Ola Brandt] met President [Lena Marsh].", ""},
		{"too far", "", "[Ola Brandt] visited the dam.\nThe trees were wet.\nThe road was long.\nHe said it would hold.", ""},
	} {
		got := speakers(f, tt.title, tt.text)
		if len(got) == 0 || got[0] != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A short form is not of another kind than who it is taken for.
func TestShortForms(t *testing.T) {
	f := finder(t)
	for text, want := range map[string]string{
		"{Tarsa Workers' Union} said the dam would hold.\nThe company denied the report.":          "",
		"{Tarsa Workers' Union} said the dam would hold.\nThe organization denied the report.":     "Tarsa Workers' Union",
		"A spokesman for the harbour trust said the dam would hold.\nThe trust denied the report.": "",
		"The harbour trust said the dam would hold.\nThe trust denied the report.":                 "harbour trust",
	} {
		if got := lastOf(speakers(f, "", text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// One of many is unnamed unless he is named soon after.
func TestUnnamed(t *testing.T) {
	f := finder(t)
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"an official", "A senior health official said the dam would hold.\nThe trees were wet.", true},
		{"named in the next paragraph", "A senior health official said the dam would hold.\nSpokesman [Ola Brandt] told reporters repairs had begun.", false},
		{"hidden, though another is named", "A senior health official who asked not to be named said the dam would hold.\nSpokesman [Ola Brandt] told reporters repairs had begun.", true},
		{"named far below", "A senior health official said the dam would hold.\nThe trees were wet.\nThe road was long.\n[Ola Brandt] told reporters repairs had begun.", true},
		{"one of many", "One rebel fighter told reporters the dam would hold.", true},
		{"of rank", "A top epidemiologist said the dam would hold.", true},
		{"of no rank", "A woman said the dam would hold.", false},
		{"many", "Officials said the dam would hold.", false},
		{"known to be hidden later", "Officials in Tarsa said the dam would hold.\nThe officials, who asked not to be named, said repairs had begun.", true},
		{"with a name", "An official, [Ola Brandt], said the dam would hold.", false},
	} {
		text, ms := bracketed(tt.text, news.InText)
		cs := f.FindAll(&news.Story{Text: text, Lang: "en"}, ms, nil, nil)
		if len(cs) == 0 || cs[0].Anonymous != tt.want {
			t.Errorf("%s: %d claims, unnamed %t", tt.name, len(cs), !tt.want)
		}
	}
}

// What is no part of who speaks is cut off a source.
func TestSourceEnds(t *testing.T) {
	f := finder(t)
	for _, tt := range []struct{ name, source, want string }{
		{"nothing", "The trade ministry", "The trade ministry"},
		{"a day", "The trade ministry Monday", "The trade ministry"},
		{"a week", "The trade ministry last week", "The trade ministry"},
		{"a month of its own", "The trade ministry on 3 May", "The trade ministry"},
		{"a week that is spoken of", "The council of the week", "The council of the week"},
		{"a link", "Meanwhile trade ministry officials", "trade ministry officials"},
		{"a photo's words", "Lena Marsh (pictured)", "Lena Marsh"},
		{"a short name", "The trade ministry (TM)", "The trade ministry (TM)"},
		{"where it was said", "Lena Marsh in a statement", "Lena Marsh"},
		{"a statement that speaks", "A trade ministry statement", "A trade ministry statement"},
		{"when it came", "A trade ministry statement released Monday", "A trade ministry statement"},
	} {
		p := newReader(t, f, tt.source+" said the dam would hold.")
		end := len(p.toks) - 6
		got := p.trimSource(span{0, end})
		if b := p.bytes(got); p.text[b.Start:b.End] != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, p.text[b.Start:b.End], tt.want)
		}
	}
}

// newReader reads a text of one paragraph as far as the parts of speech.
func newReader(t *testing.T, f *Finder, text string) *reader {
	t.Helper()
	r := f.pool.Get().(*reader)
	r.read(f.words, news.InText, text, 0, len(text))
	if !f.worthReading(&r.para) {
		t.Fatalf("nothing in %q", text)
	}
	f.model.tag(r)
	return r
}

// A headline's topic before a colon is nobody, whatever the model says of it.
func TestTopics(t *testing.T) {
	f := finder(t)
	for _, tt := range []struct {
		title string
		want  bool
	}{
		{"Mightier Than the Sword: How Politics Is Tearing Apart the Writers", false},
		{"HENRY DODDS: Jonsen is still adjusting", true},
	} {
		title, ms := bracketed(tt.title, news.InTitle)
		sure, _ := f.Find(&news.Story{Title: title, Text: "[Ola Brandt] said the strategy works.", Lang: "en"}, ms, nil)
		sure = slices.DeleteFunc(sure, func(c news.Claim) bool { return c.Field != news.InTitle })
		if (len(sure) > 0) != tt.want {
			t.Errorf("%q: %d claims", title, len(sure))
		}
	}
}
