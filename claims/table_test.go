package claims

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/news"
)

// tellAll tells claims as "source | cue | content", one after the other.
func tellAll(s *news.Story, cs []news.Claim) string {
	var out []string
	for i := range cs {
		c := &cs[i]
		part := func(ss []news.Span) string { return strings.ReplaceAll(words(s, c.Field, ss), " | ", " … ") }
		line := fmt.Sprintf("%s | %s | %s", part(c.Source), part(c.Cue), part(c.Content))
		if len(c.Via) > 0 {
			line += " via " + part(c.Via)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// patternWants are the claims that the examples of the patterns have: a row that is
// removed from the table leaves its want unmet.
var patternWants = []struct{ name, want string }{
	{"quoted as saying", "a diplomat | saying | that the envoy had left via Coast Press"},
	{"neither confirm nor deny", "The navy | would neither confirm nor deny | the presence of a submarine"},
	{"no answer", "the defence ministry | There was no immediate | comment"},
	{"headline dash", "coast guard officials | — | Ferry lost two crew members off Lusk"},
	{"headline tail", "Officials | Say | Airport Assailant May Have Heard Voices Urging Violence"},
	{"speaker label", "ODUYA | : | Thank you. We will look at it next week and come back to you"},
	{"signature", "Commissioner Tomas Reyl | ― | “The board is glad to have her and her thirty years of work.”"},
}

func TestPatterns(t *testing.T) {
	rows := patterns()
	for _, w := range patternWants {
		t.Run(w.name, func(t *testing.T) {
			k := slices.IndexFunc(rows, func(r pattern) bool { return r.name == w.name })
			if k < 0 {
				t.Fatal("the table has no such row")
			}
			r := rows[k]
			find := func(f *Finder, text string) (string, bool) {
				s := &news.Story{Text: text, Lang: "en"}
				if r.headline {
					s.Title, s.Text = text, ""
				}
				cs := f.FindAll(s, nil, nil, nil)
				return tellAll(s, cs), slices.ContainsFunc(cs, func(c news.Claim) bool { return c.Why.Rule == r.name })
			}
			f := finder(t)
			if got, mine := find(f, r.example); !mine || !slices.Contains(strings.Split(got, "\n"), w.want) {
				t.Errorf("with it: %q has\n%s\nwant %s", r.example, got, w.want)
			}
			if got, mine := find(f, r.counter); mine {
				t.Errorf("it finds in %q\n%s", r.counter, got)
			}
			f.patterns = newPatternSet(slices.Delete(patterns(), k, k+1))
			with, _ := find(finder(t), r.example)
			if got, _ := find(f, r.example); got == with {
				t.Errorf("it is needless for %q:\n%s", r.example, got)
			}
		})
	}
	if len(rows) != len(patternWants) {
		t.Errorf("%d rows, %d wants", len(rows), len(patternWants))
	}
}

// repairNames are the rows that must stand in the table, in order.
var repairNames = []string{"asks not to be named", "speaker behind the verb", "subject of a passive", "denying in passing", "carried by an outlet",
	"outlet citing somebody", "days in a source", "hearer behind the verb", "instruction to the reader", "part of another claim", "quotation has one owner"}

func TestRepairs(t *testing.T) {
	rows := repairs()
	for _, name := range repairNames {
		t.Run(name, func(t *testing.T) {
			k := slices.IndexFunc(rows, func(r repair) bool { return r.name == name })
			if k < 0 {
				t.Fatal("the table has no such row")
			}
			f, bare, r := finder(t), finder(t), rows[k]
			bare.repairs = slices.Delete(repairs(), k, k+1)
			find := func(f *Finder, text string) []string {
				s := &news.Story{Text: text, Lang: "en"}
				return strings.Split(tellAll(s, f.FindAll(s, nil, nil, nil)), "\n")
			}
			with, without := find(f, r.example), find(bare, r.example)
			if !slices.Contains(with, r.want) {
				t.Errorf("with it: %q has\n%s\nwant %s", r.example, strings.Join(with, "\n"), r.want)
			}
			if slices.Equal(with, without) {
				t.Errorf("it is needless for %q:\n%s", r.example, strings.Join(with, "\n"))
			}
			if a, b := find(f, r.counter), find(bare, r.counter); !slices.Equal(a, b) {
				t.Errorf("it changes %q:\n%s\n->\n%s", r.counter, strings.Join(b, "\n"), strings.Join(a, "\n"))
			}
		})
	}
	if len(rows) != len(repairNames) {
		t.Errorf("%d rows, %d names", len(rows), len(repairNames))
	}
}

func finder(t testing.TB) *Finder {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A claim whose content or cue an earlier repair took away is left as it is.
func TestRepairsOfEmptyClaims(t *testing.T) {
	f := finder(t)
	p := newReader(t, f, "An aide who asked not to be named said the treaty would be signed.")
	for name, c := range map[string]found{
		"no content": {source: []span{{0, 2}}, cue: []span{{8, 9}}},
		"no cue":     {source: []span{{0, 2}}, content: []span{{9, 14}}},
	} {
		if !p.dropWish(&c) {
			t.Errorf("%s: dropped", name)
		}
	}
}
