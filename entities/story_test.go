package entities

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"dateline/news"
)

// labelled is a line of testdata/stories.jsonl, in the scorer's form.
type labelled struct {
	ID, Title, Text string
	Countries       *[]string
	Figures         []struct {
		Text, Unit, Approx string
		Value              float64
		Max                *float64
	}
}

func readStories(t testing.TB) []labelled {
	t.Helper()
	f, err := os.Open("testdata/stories.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var s labelled
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// TestCountriesOfStories measures metonyms and look-alikes on own stories; nine
// stories of ten must have exactly their countries.
func TestCountriesOfStories(t *testing.T) {
	tag := tagger(t)
	right, all := 0, 0
	for _, s := range readStories(t) {
		if s.Countries == nil {
			continue
		}
		all++
		story := &news.Story{Title: s.Title, Text: s.Text}
		var got []string
		for _, m := range tag.Find(story, nil) {
			if (m.Kind == news.Country || m.Kind == news.Place) && m.Ref != "" && !slices.Contains(got, m.Ref) {
				got = append(got, m.Ref)
			}
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(*s.Countries))
		if slices.Equal(got, want) {
			right++
		} else {
			t.Logf("%s %q: got %v, want %v", s.ID, s.Title, got, want)
		}
	}
	if right*10 < all*9 {
		t.Errorf("%d of %d stories have their countries", right, all)
	}
}

// TestFiguresOfStories asserts value, range, unit and qualifier on own sentences.
func TestFiguresOfStories(t *testing.T) {
	tag := tagger(t)
	for _, s := range readStories(t) {
		story := &news.Story{Text: s.Text}
		var got []news.Mention
		for _, m := range tag.Find(story, nil) {
			if m.Kind == news.FigureKind {
				got = append(got, m)
			}
		}
		if s.Countries == nil && len(got) != len(s.Figures) {
			t.Errorf("%s: %d figures, want %d in %q", s.ID, len(got), len(s.Figures), s.Text)
			continue
		}
		for i, want := range s.Figures {
			f := got[i].Figure
			if !near(f.Value, want.Value) || f.Unit != want.Unit || f.Approx != want.Approx || want.Max != nil && (f.Max == nil || !near(*f.Max, *want.Max)) {
				t.Errorf("%s %q: got %+v, want %+v", s.ID, want.Text, *f, want)
			}
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-4*max(1, math.Abs(a), math.Abs(b)) }

func TestFigures(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct {
		name, text string
		want       []float64
	}{
		{"no dates", "On 10 April 2026 and on May 3, 2025, at 14:07 and 3 p.m. they met.", nil},
		{"no ages", "Ana Lima, 45, has a 20-year-old son and a girl aged 7.", nil},
		{"no ordinals", "The first of the 20th century, the 3rd and the twenty-fifth.", nil},
		{"no scores", "They won 3-1 and lost 2-4 on penalties.", nil},
		{"no labels", "The pilot of Flight 370 read out Resolution 2231 and parts of Article 5 in a Boeing 737.", nil},
		{"no ratios", "One in five agreed.", nil},
		{"words", "They sold two hundred and five cows and twenty-one thousand hens.", []float64{205, 21000}},
		{"colloquial", "It cost fifteen hundred dollars.", []float64{1500}},
		{"fractions", "Two-thirds of voters and three quarters of a million others.", []float64{2. / 3, 750000}},
		{"mixed", "It took 2½ hours and 3 1/4 miles.", []float64{2.5, 3.25}},
		{"negative", "It was -5 degrees, minus 7.5 percent.", []float64{-5, -7.5}},
		{"glued scales", "A $9m house, 20k votes, 3bn euros, 5.1tn yen.", []float64{9e6, 2e4, 3e9, 5.1e12}},
		{"vague", "Hundreds of thousands of people and a few dozen cars.", []float64{2e5, 36}},
		{"changes are no ranges", "It rose from 3 percent to 5 percent.", []float64{3, 5}},
		{"han", "受灾人数达40万人", []float64{400000}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []float64
			for _, m := range tag.Find(&news.Story{Text: c.text}, nil) {
				if m.Figure != nil {
					got = append(got, m.Figure.Value)
				}
			}
			if !slices.EqualFunc(got, c.want, near) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestOneStoryOneReading(t *testing.T) {
	tag := tagger(t)
	s := &news.Story{Text: "The International River Authority (IRA) hired Ivo Petrov. Petrov said the IRA would meet in Ghana."}
	refs := map[string]string{}
	for _, m := range tag.Find(s, nil) {
		refs[s.Text[m.Start:m.End]] = m.Ref
	}
	if refs["Petrov"] != "ivo-petrov" || refs["Ivo Petrov"] != "ivo-petrov" {
		t.Errorf("the surname is not the person: %v", refs)
	}
	if refs["IRA"] != "international-river-authority" {
		t.Errorf("the acronym is not the authority: %v", refs)
	}
}

func TestRecordsNameTheCountryInsideAnAgency(t *testing.T) {
	tag := tagger(t)
	s := &news.Story{Text: "The U.S. State Department and NATO declined to comment."}
	var inner []string
	for _, r := range tag.Records(s, tag.Find(s, nil)) {
		if r.Text != s.Text[r.Start:r.End] {
			t.Errorf("record %+v does not give its text", r)
		}
		if r.Kind == news.Country {
			inner = append(inner, r.Text+" "+r.Ref)
		}
	}
	if len(inner) != 1 || inner[0] != "U.S. USA" {
		t.Errorf("got %v", inner)
	}
}

func TestEveryInputHasAnAnswer(t *testing.T) {
	tag := tagger(t)
	for name, text := range map[string]string{
		"empty": "", "spaces": " \n\t ", "no letters": "—…!?,.;:()[]{}", "bad bytes": "\xff\xfeParis\xc3\x28", "one word": strings.Repeat("Aa", 1<<19),
		"digits": strings.Repeat("9", 1<<19), "shouting": strings.Repeat("PARIS AND LONDON AND U.S. ", 1<<12), "no spaces": strings.Repeat("中国", 1<<16),
		"one line": strings.Repeat("Paris, Texas, Chad Smith 5 Jordan 7-9 ", 1<<12), "lines": strings.Repeat("Seoul\n", 1<<14),
	} {
		t.Run(name, func(t *testing.T) {
			s := &news.Story{Title: text, Text: text}
			checkLaws(t, s, tag.Find(s, nil))
		})
	}
}

func TestFindIsDeterministicAndConcurrent(t *testing.T) {
	tag := tagger(t)
	stories := readStories(t)
	want := make([]string, len(stories))
	for i, s := range stories {
		story := &news.Story{Title: s.Title, Text: s.Text}
		want[i] = said(story, tag.Find(story, nil))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, s := range stories {
				story := &news.Story{Title: s.Title, Text: s.Text}
				if got := said(story, tag.Find(story, nil)); got != want[i] {
					t.Errorf("%s: got %s, want %s", s.ID, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}
