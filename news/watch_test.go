package news

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestParseTriggers(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Trigger
		wrong      bool
	}{
		{name: "none", text: ""},
		{name: "one", text: "event", want: []Trigger{OnEvent}},
		{name: "several, in their order, each once", text: "Figure, event,figure", want: []Trigger{OnEvent, OnFigure}},
		{name: "blanks", text: "origin  stance", want: []Trigger{OnOrigin, OnStance}},
		{name: "all", text: "all", want: Triggers()},
		{name: "one that there is not", text: "event, rain", wrong: true},
		{name: "a control character", text: "\x1b[31m", wrong: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseTriggers(c.text)
			if !slices.Equal(got, c.want) || (err != nil) != c.wrong {
				t.Errorf("%v, %v; want %v", got, err, c.want)
			}
			if err != nil && strings.ContainsRune(err.Error(), '\x1b') {
				t.Errorf("unclean error %q", err)
			}
			if back, err := ParseTriggers(TriggerNames(got)); err != nil || !slices.Equal(back, got) {
				t.Errorf("read back: %v, %v", back, err)
			}
		})
	}
}

func TestSavedSearchCheck(t *testing.T) {
	var wrong *QueryError
	if err := (&SavedSearch{Name: "dam", Query: "country:"}).Check(); !errors.As(err, &wrong) {
		t.Errorf("the error %v does not say where", err)
	}
	for _, c := range []struct {
		name string
		s    SavedSearch
		ok   bool
	}{
		{"plain", SavedSearch{Name: "Tarsa dam", Query: "tarsa dam"}, true},
		{"a watch", SavedSearch{Name: "北朝鮮", Query: "country:PRK", Fires: Triggers()}, true},
		{"no name", SavedSearch{Query: "dam"}, false},
		{"blank at the end", SavedSearch{Name: "dam ", Query: "dam"}, false},
		{"escape", SavedSearch{Name: "dam\x1b", Query: "dam"}, false},
		{"bidi", SavedSearch{Name: "\u202edam", Query: "dam"}, false},
		{"too long", SavedSearch{Name: strings.Repeat("é", MaxSearchName+1), Query: "dam"}, false},
		{"as long as may be", SavedSearch{Name: strings.Repeat("é", MaxSearchName), Query: "dam"}, true},
		{"nothing looked for", SavedSearch{Name: "dam", Query: " "}, false},
	} {
		if err := c.s.Check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
