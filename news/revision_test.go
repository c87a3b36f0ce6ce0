package news_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/news"
	"dateline/wires"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"none", "", nil},
		{"one", "The dam holds.", []string{"The dam holds."}},
		{"without a stop", "The dam holds", []string{"The dam holds"}},
		{"two", "The dam holds. Nobody is hurt.", []string{"The dam holds.", "Nobody is hurt."}},
		{"paragraphs", "One\nTwo.\n\nThree.", []string{"One", "Two.", "Three."}},
		{"quoted", `"It holds." He left.`, []string{`"It holds."`, "He left."}},
		{"a quotation that goes on", `"It holds!" she said. He left.`, []string{`"It holds!" she said.`, "He left."}},
		{"figures", "It rose 3.5 per cent. It fell.", []string{"It rose 3.5 per cent.", "It fell."}},
		{"initials and short forms", "Gen. J. K. Tamm met Mr. Saar of the U.N. mission. He left.", []string{"Gen. J. K. Tamm met Mr. Saar of the U.N. mission.", "He left."}},
		{"no spaces", "調査船を派遣した。結果は来月。", []string{"調査船を派遣した。", "結果は来月。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range news.Sentences(c.text) {
				got = append(got, c.text[s.Start:s.End])
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestNewSince(t *testing.T) {
	for _, c := range []struct {
		name, was, now string
		want           []string
	}{
		{"nothing new", "It holds. He left.", "It holds. He left.", nil},
		{"a sentence more", "It holds.", "It holds. He left.", []string{"He left."}},
		{"another figure", "Some 900 left. It holds.", "Some 1,800 left. It holds.", []string{"Some 1,800 left."}},
		{"words taken out", "Some 900 people left. It holds.", "Some 900 left. It holds.", nil},
		{"another sign", "It holds. He left.", "It holds! He left.", nil},
		{"a paragraph before", "It holds.", "He left.\nIt holds.", []string{"He left."}},
		{"all", "x y z", "It holds. He left.", []string{"It holds.", "He left."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range news.NewSince(c.was, c.now) {
				got = append(got, c.now[s.Start:s.End])
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// Sentences lie in the text, in order, on rune bounds, and hold all but white space.
func FuzzSentences(f *testing.F) {
	f.Add("", `"It holds." He left. U.N. staff`)
	f.Add("a. b", "調査船。「はい！」\n x.")
	f.Fuzz(func(t *testing.T, was, now string) {
		check := func(spans []news.Span, whole bool) {
			at, rest := 0, ""
			for _, s := range spans {
				if s.Start < at || s.End <= s.Start || s.End > len(now) || utf8.ValidString(now) && !utf8.ValidString(now[s.Start:s.End]) {
					t.Fatalf("span %v of %q after byte %d", s, now, at)
				}
				rest += now[at:s.Start]
				at = s.End
			}
			if rest += now[at:]; whole && strings.TrimSpace(rest) != "" {
				t.Fatalf("%q is in no sentence of %q", rest, now)
			}
		}
		check(news.Sentences(now), true)
		check(news.NewSince(was, now), false)
		r := news.Revision{Was: news.Version{N: 1, Text: was}, Now: news.Version{N: 2, Text: now}}
		r.Compare(wires.Proper)
		for _, run := range r.Words {
			if strings.Contains(run.Text, "\n") {
				t.Fatalf("the telling line has a line break: %q", r.Words)
			}
		}
	})
}

func TestRevision(t *testing.T) {
	for _, c := range []struct {
		name        string
		r           news.Revision
		kind        news.RevisionKind
		telling     bool
		figures     string
		words       string
		added, gone int
	}{
		{
			name: "a figure", r: revised("Dam", "Some 900 households left. The old wall held.", "Dam", "Some 1,800 households left. The wall held."),
			kind: news.UpdatedStory, telling: true, figures: "[{900 1,800 households}]",
			words: "Some [-900 -]{+1,800 +}households left. The ", added: 1, gone: 2,
		},
		{name: "nothing", r: revised("Dam", "Held.", "Dam", "Held."), kind: news.UpdatedStory},
		{name: "a headline", r: revised("Dam holds", "Held.", "Dam gives way", "Held."), kind: news.UpdatedStory, telling: true, words: "Dam [-holds-]{+gives way+}", added: 2, gone: 1},
		{name: "the line begins with a word", r: revised("A", "The wall fell. It held for 74 days, they said.", "A", "The wall fell. It held for 76 days, they said."),
			kind: news.UpdatedStory, telling: true, figures: "[{74 76 days}]", words: "wall fell. It held for [-74 -]{+76 +}days, they said.", added: 1, gone: 1},
		{name: "not with a sign", r: revised("A", "It said one, that the toll stands at 74 now.", "A", "It said one, that the toll stands at 76 now."),
			kind: news.UpdatedStory, telling: true, figures: "[{74 76 }]", words: "that the toll stands at [-74 -]{+76 +}now.", added: 1, gone: 1},
		{name: "withdrawn as it came", r: news.Revision{Flags: news.Withdrawn, Now: news.Version{N: 1, Title: "KILL"}}, kind: news.WithdrawnStory, telling: true},
		{name: "corrected by its note", r: news.Revision{Note: "Corrects spelling of name", Was: news.Version{N: 1, Text: "Tam."}, Now: news.Version{N: 2, Text: "Tamm."}}, kind: news.CorrectedStory, telling: true, words: "[-Tam-]{+Tamm+}.", added: 1, gone: 1},
		{
			name: "a per cent", r: revised("Rate", "It rose 5% in May.", "Rate", "It rose 7% in May."), kind: news.UpdatedStory, telling: true,
			figures: "[{5 7 %}]", words: "It rose [-5-]{+7+}% in May.", added: 1, gone: 1,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.r.Compare(wires.Proper); got != c.telling || c.r.Kind != c.kind {
				t.Errorf("telling %v, kind %s", got, c.r.Kind)
			}
			if got := fmt.Sprint(c.r.Figures); got != c.figures && (c.figures != "" || len(c.r.Figures) > 0) {
				t.Errorf("figures %s, want %s", got, c.figures)
			}
			if got := spell(c.r.Words); got != c.words {
				t.Errorf("words %q, want %q", got, c.words)
			}
			if c.r.Added != c.added || c.r.Removed != c.gone {
				t.Errorf("%d words added, %d removed", c.r.Added, c.r.Removed)
			}
		})
	}
}

func revised(title, text, title2, text2 string) news.Revision {
	return news.Revision{Was: news.Version{N: 1, Title: title, Text: text}, Now: news.Version{N: 2, Title: title2, Text: text2}}
}

// Corrected figures are those of the news, each once: numbers of the agency's markers and
// notes are none of them.
func TestCorrectedFigures(t *testing.T) {
	version := func(n int, title, text string) news.Version { return news.Version{N: n, Title: title, Text: text} }
	for _, c := range []struct {
		name     string
		was, now news.Version
		want     []string
	}{
		{"headline and lead", version(1, "Storm grounds 240 flights", "The storm grounded 240 flights."),
			version(2, "Storm grounds 140 flights", "The storm grounded 140 flights."), []string{"140 flights, was 240"}},
		{"a marker's number", version(1, "UPDATE 1-Quake hurts 27", "It hurt 27 people."),
			version(2, "UPDATE 3-Quake hurts 40", "It hurt 40 people."), []string{"40 people, was 27"}},
		{"a note's number", version(1, "Talks resume", "(Adds quote in paragraph 3)\nTalks resume."),
			version(2, "Talks resume", "(Adds details in paragraphs 5-6)\nTalks resume."), nil},
		{"a name with a number", version(1, "A", "It tells of Covid-19 in schools."), version(2, "A", "It tells of three in schools."), nil},
		{"a number that counts nothing", version(1, "Flash Update No. 1", "A."), version(2, "Flash Update No. 2", "A."), nil},
		{"a script without blanks, in headline and lead", version(1, "比南部で地震、27人けが", "27人が負傷した。"),
			version(2, "比南部で地震、34人けが", "34人が負傷した。"), []string{"34人, was 27人"}},
		{"more words in the lead", version(1, "27 people hurt", "Some 27 people needed help."),
			version(2, "34 people hurt", "Some 34 people needed help."), []string{"34 people hurt, was 27", "34 people needed, was 27"}},
		{"the same number of other things", version(1, "A", "It moved 5 ships and 5 trains."),
			version(2, "A", "It moved 7 ships and 7 trains."), []string{"7 ships, was 5", "7 trains, was 5"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := news.Revision{Was: c.was, Now: c.now}
			r.Compare(wires.Proper)
			var got []string
			for _, f := range r.Figures {
				got = append(got, f.Words())
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A headline of which most stayed is told with what changed, another one by what it was.
func TestRevisedHeadline(t *testing.T) {
	for _, c := range []struct {
		name, was, now string
		kind           news.RevisionKind
		runs, before   string
	}{
		{"the same", "Dam holds", "Dam holds", news.UpdatedStory, "", ""},
		{"blanks", "Dam  holds", "Dam holds", news.UpdatedStory, "", ""},
		{"a word", "Storm grounds 240 flights", "Storm grounds 140 flights", news.CorrectedStory, "Storm grounds [-240 -]{+140 +}flights", ""},
		{"another headline", "White House weighs shake-up", "Trump blames press for furor", news.UpdatedStory, "", "White House weighs shake-up"},
		{"withdrawn", "Larkspur Marine is sold", "WITHDRAWN: Larkspur Marine is sold", news.WithdrawnStory, "", "Larkspur Marine is sold"},
	} {
		r := news.Revision{Title: c.now, Kind: c.kind, Was: news.Version{N: 1, Title: c.was}, Now: news.Version{N: 2, Title: c.now}}
		runs, was := r.Headline()
		if spell(runs) != c.runs || was != c.before {
			t.Errorf("%s: %q, was %q", c.name, spell(runs), was)
		}
	}
	r := news.Revision{Title: "Dam holds", Now: news.Version{Title: "Dam holds"}}
	if runs, was := r.Headline(); runs != nil || was != "" {
		t.Error("a headline without an older one was another")
	}
}

func TestChangeInHeadline(t *testing.T) {
	for text, want := range map[string]bool{"Storm grounds 140 flights": true, "It was 140 of 300": false} {
		r := revised("Storm grounds 240 flights", "The storm.", "Storm grounds 140 flights", "The storm.")
		if !want {
			r = revised("Storm grounds flights", "It was 240 of 200", "Storm grounds flights", text)
		}
		r.Title = r.Now.Title
		if r.Compare(wires.Proper); r.InHeadline() != want {
			t.Errorf("%q: %v, of %q", text, !want, spell(r.Words))
		}
	}
}
