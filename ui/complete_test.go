package ui

import (
	"strings"
	"testing"

	"dateline/news"
)

// Tab knows the reader's outlets, with the quotes that a name of several words needs, and
// the countries by code and name.
func TestTabCompletesNames(t *testing.T) {
	for _, c := range []struct{ name, typed, want, offers string }{
		{"a field", "dam coun", "dam country:", ""},
		{"an outlet of two words", "source:andes", `source:"Andes Diario"`, ""},
		{"its quote typed", `source:"kan`, `source:"Kanto Press"`, ""},
		{"a space within the quotes", `-source:"Kanto P`, `-source:"Kanto Press"`, ""},
		{"several outlets", "source:", "source:", `source:Northwire`},
		{"a code", "country:PR", "country:PR", "country:PRK"},
		{"a country's name", "country:kyrg", "country:Kyrgyzstan", ""},
		{"after a parenthesis", "(is:unr", "(is:unread", ""},
		{"a count, as readers call it", "figure:dea", "figure:deaths", ""},
		{"what is counted, of two words", "figure:peo", `figure:"people killed"`, ""},
		{"nothing fits", "source:zebra", "source:zebra", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScreen(t, 100, 30, Options{Values: fakeValues{}}, nil).keys("/").typed(c.typed).keys("tab")
			if got := s.m.prompt.Value(); got != c.want || !strings.Contains(s.m.prompt.Offer, c.offers) {
				t.Errorf("%q completes to %q, offers %q", c.typed, got, s.m.prompt.Offer)
			}
			if _, err := news.ParseQuery(s.m.prompt.Value()); err != nil && c.offers == "" && c.name != "a field" && !strings.HasPrefix(c.typed, "(") {
				t.Errorf("completed to a mistake: %v", err)
			}
		})
	}
}

func TestTabCompletes(t *testing.T) {
	s := newScreen(t, 80, 24, Options{}, nil)
	s.keys("/").typed("dam coun").keys("tab")
	if got := s.m.prompt.Value(); got != "dam country:" {
		t.Errorf("completed to %q", got)
	}
	s.keys("ctrl+u").typed("is:u").keys("tab")
	if got := s.m.prompt.Value(); !strings.HasPrefix(got, "is:u") || got == "is:u" && !strings.Contains(s.text(), "is:unread") {
		t.Errorf("completed to %q", got)
	}
	s.keys("ctrl+u", "tab")
	if !strings.Contains(s.text(), "country:  agency:") {
		t.Errorf("nothing typed, nothing offered:\n%s", s.text())
	}
	s.keys("esc", ":").typed("ref").keys("tab")
	if got := s.m.prompt.Value(); got != "refresh" {
		t.Errorf("completed to %q", got)
	}
}
