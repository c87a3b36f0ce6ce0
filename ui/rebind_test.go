package ui

import (
	"errors"
	"strings"
	"testing"

	"dateline/ui/keys"
	"dateline/ui/story"
)

func TestCheckKeys(t *testing.T) {
	for _, c := range []struct {
		name string
		bind map[string][]string
		want string // part of the reason, "" when it is right
	}{
		{"none", nil, ""},
		{"another key", map[string][]string{"star": {"t"}}, ""},
		{"as the help writes them", map[string][]string{"half_down": {"^d", "alt+d"}, "next_claim": {"]c", "} c"}, "redraw": {"f5"}}, ""},
		{"two change places", map[string][]string{"star": {"m"}, "read": {"*"}}, ""},
		{"an action without a key", map[string][]string{"mouse": {}}, ""},
		{"letters of a script", map[string][]string{"star": {"ж"}}, ""},
		{"shared with a default", map[string][]string{"star": {"m"}}, "m is a key of read already"},
		{"shared with another", map[string][]string{"star": {"t"}, "browser": {"t"}}, "is a key of"},
		{"begins a sequence", map[string][]string{"star": {"]"}}, "]c begins with ], which is a key of star"},
		{"a sequence begins with a key", map[string][]string{"star": {"j s"}}, "js begins with j, which is a key of down"},
		{"unknown action", map[string][]string{"strar": {"t"}}, "did you mean star?"},
		{"nothing like it", map[string][]string{"teleport": {"t"}}, "dateline config keys"},
		{"no key", map[string][]string{"star": {"hyper+s"}}, "is no key"},
		{"empty", map[string][]string{"star": {""}}, "is no key"},
		{"three keys", map[string][]string{"star": {"a b c"}}, "is no key"},
		{"a digit", map[string][]string{"star": {"4"}}, "digits are counts"},
		{"a control byte", map[string][]string{"star": {"\x1b"}}, "written out"},
		{"a key of a page that another page has", map[string][]string{"mute_feed": {"w"}}, ""},
		{"a key of a page that turns to a view elsewhere", map[string][]string{"mute_feed": {"T"}}, "T is a key of top_view already"},
		{"a key of a page that moves", map[string][]string{"mute_feed": {"j"}}, "j is a key of down already"},
		{"two keys of one page", map[string][]string{"mute_feed": {"x"}}, "x is a key of remove_feed already"},
		{"no way out", map[string][]string{"quit": {}}, "no way out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := keys.Check(c.bind)
			var key *keys.Error
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (!errors.As(err, &key) || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// What the settings change shows everywhere: the key works, the old one does not, and
// hints, help and advice name the new one.
func TestReboundKeysWorkAndAreNamed(t *testing.T) {
	s := newScreen(t, 120, 40, Options{Keys: map[string][]string{"star": {"t"}, "next_claim": {"}c"}, "search": {"f3"}, "mouse": {}}}, nil)
	s.keys("t")
	if !s.m.list().Selected().Starred {
		t.Error("t does not star")
	}
	s.keys("*")
	if !s.m.list().Selected().Starred {
		t.Error("* still stars")
	}
	if got := s.text(); !strings.Contains(got, "t star") || !strings.Contains(got, "f3 search") {
		t.Errorf("hints:\n%s", got)
	}
	s.keys("enter", "}", "c")
	if s.m.story.At != story.OnClaim {
		t.Error("}c does not go to a claim")
	}
	s.keys("?")
	if got := s.text(); !strings.Contains(got, "}c") || strings.Contains(got, "]c") {
		t.Errorf("help:\n%s", got)
	}
}

// The actions that settings can name are all there, each with the keys of the help.
func TestActionsAreNamed(t *testing.T) {
	seen := map[string]bool{}
	bind := map[string][]string{}
	for _, a := range keys.Actions() {
		if seen[a.Name] || a.Help == "" || strings.ToLower(a.Name) != a.Name {
			t.Errorf("%+v", a)
		}
		seen[a.Name] = true
		bind[a.Name] = a.Keys
	}
	for _, name := range []string{"pane1", "pane2", "pane3"} {
		delete(bind, name) // digits are theirs already
	}
	if err := keys.Check(bind); err != nil {
		t.Errorf("the keys as the help writes them: %v", err)
	}
}

// A page's own keys come first on the page and mean nothing of it elsewhere.
func TestKeysOfPages(t *testing.T) {
	s := newScreen(t, 100, 30, Options{Keys: map[string][]string{"mute_feed": {"w"}}}, nil).keys("S", "m")
	if s.told() != "" {
		t.Errorf("m still mutes: %q", s.told())
	}
	if s.keys("w"); !strings.Contains(s.told(), "muted") {
		t.Errorf("w does not mute: %q", s.told())
	}
	if s.keys("esc", "w"); strings.Contains(s.told(), "muted") {
		t.Errorf("w mutes in the list: %q", s.told())
	}
}
