package theme

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
)

func TestPalettesCanBeRead(t *testing.T) {
	for _, p := range Palettes() {
		th, err := New(p)
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if named, ok := Named(p.Name); !ok || named.Name != p.Name {
			t.Errorf("%s is not found by its name", p.Name)
		}
		for _, k := range news.Kinds() {
			if th.Entity(k, false).On == "" {
				t.Errorf("%s: %s looks like the text around it", p.Name, k)
			}
		}
	}
}

func TestMonoHasNoColour(t *testing.T) {
	p := Mono()
	th := Must(p)
	for _, f := range p.fields(th) {
		for _, word := range strings.Fields(*f.spec) {
			if _, err := colour(word); err == nil {
				t.Errorf("%s is coloured: %q", f.name, *f.spec)
			}
		}
	}
}

// Without colour kinds of names differ by their attributes, in every theme somehow.
func TestKindsDiffer(t *testing.T) {
	for _, p := range Palettes() {
		th := Must(p)
		seen := map[string]news.Kind{}
		for _, k := range news.Kinds() {
			on := th.Entity(k, false).On
			if other, ok := seen[on]; ok {
				t.Errorf("%s: %s looks like %s", p.Name, k, other)
			}
			seen[on] = k
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ spec, on string }{
		{"", ""},
		{"default", ""},
		{"bold", "\x1b[1m"},
		{"red", "\x1b[31m"},
		{"bold brightcyan", "\x1b[1;96m"},
		{"black on yellow", "\x1b[30;43m"},
		{"208", "\x1b[38;5;208m"},
		{"#ffd75f", "\x1b[38;2;255;215;95m"},
	} {
		s, err := parse(c.spec)
		if err != nil || s.On != c.on {
			t.Errorf("%q: %q, %v; want %q", c.spec, s.On, err, c.on)
		}
	}
	for _, bad := range []string{"blood", "#12345", "#gggggg", "999", "on", "bold,red"} {
		if s, err := parse(bad); err == nil && s.On != "" {
			t.Errorf("%q was read as %q", bad, s.On)
		}
	}
	if _, err := New(Palette{Urgent: "blood"}); err == nil || !strings.Contains(err.Error(), "urgent") {
		t.Errorf("the error does not name the role: %v", err)
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	for name, g := range map[string]Glyphs{"unicode": Unicode(), "ascii": ASCII(), "console": Console()} {
		for _, s := range []string{g.Says, g.Denies, g.Confirms, g.Declines, g.Asks, g.Unnamed, g.Hedged, g.Quoted, g.Second,
			g.Urgent, g.Changed, g.Corrected, g.Withdrawn, g.Differ, g.Denied, g.Starred, g.Unread,
			g.Bar, g.Dot, g.Minus, g.Arrow, g.Refresh, g.Ellipsis, g.Open, g.Fold,
			g.Horizontal, g.Vertical, g.RuleDown, g.RuleRight, g.FocusH} {
			if ansi.StringWidth(s) != 1 || utf8.RuneCountInString(s) != 1 {
				t.Errorf("%s: %q is not one cell", name, s)
			}
			if g.ASCII && s[0] >= utf8.RuneSelf {
				t.Errorf("%s: %q is not ASCII", name, s)
			}
		}
	}
}

func TestWithOtherLooks(t *testing.T) {
	p, err := Dark().With(map[string]string{"says": "bold #ffd75f", "country": "underline 33", "figure": "reverse"})
	if err != nil || p.Says != "bold #ffd75f" || p.Entities[news.Country] != "underline 33" || p.Figure != "reverse" {
		t.Errorf("%+v, %v", p, err)
	}
	if Dark().Entities[news.Country] == "underline 33" {
		t.Error("the built-in palette changed")
	}
	for name, looks := range map[string]map[string]string{
		"unknown role":   {"sayz": "bold"},
		"unknown colour": {"says": "blod"},
		"no such kind":   {"planet": "bold"},
	} {
		var wrong *RoleError
		if _, err := Dark().With(looks); !errors.As(err, &wrong) || wrong.Reason == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What Write lists can be read back, for every palette, and leaves no role without words.
func TestWrittenPaletteReadsBack(t *testing.T) {
	for _, p := range Palettes() {
		looks := map[string]string{}
		for _, r := range p.Roles() {
			looks[r.Name] = r.Spec
			if r.Help == "" {
				t.Errorf("role %s has no help", r.Name)
			}
		}
		same, err := p.With(looks)
		if err != nil || same.Write() != p.Write() {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
}

// Red is for what is denied or withdrawn, and for what went wrong: nothing else may look
// like it.
func TestRedIsForDenialAndWithdrawal(t *testing.T) {
	red := map[string]bool{"withdrawn": true, "denied": true, "denial": true, "denies": true, "removed": true, "error": true}
	for _, p := range Palettes() {
		for _, r := range p.Roles() {
			if strings.Contains(r.Spec, "red") && !red[r.Name] {
				t.Errorf("%s: %s is %q", p.Name, r.Name, r.Spec)
			}
		}
	}
}
