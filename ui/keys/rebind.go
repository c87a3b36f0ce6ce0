package keys

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error says what is wrong with the keys given to one action.
type Error struct {
	Action string // as written in the settings
	Reason string // one line
}

func (e *Error) Error() string { return "keys." + e.Action + ": " + e.Reason }

// Check says whether keys can be given to actions in this way: actions by the names
// that Actions lists, keys as the help writes them ("^d", "]c", "space") or as Bubble
// Tea does ("ctrl+d", "] c"). The error is a *Error.
func Check(bind map[string][]string) error {
	_, err := Rebound(bind)
	return err
}

// Action is something that keys do.
type Action struct {
	Name string // as the settings call it: "next_unread"
	Help string
	Keys []string // the default ones, as the help writes them
}

// Actions lists what keys can be bound to, in the order of the help.
func Actions() []Action {
	var out []Action
	for _, a := range Default().All() {
		out = append(out, Action{a.setting(), a.Help, strings.Fields(a.Label())})
	}
	return out
}

// Rebound returns the default keys with those of bind in place of an action's own. A key
// that two actions want, or that begins another's sequence, is an error: one of the two
// would never be reached.
func Rebound(bind map[string][]string) (*Map, error) {
	k := Default()
	byName := map[string]action{}
	for _, a := range k.All() {
		byName[a.setting()] = a
	}
	for _, name := range slices.Sorted(maps.Keys(bind)) {
		a, ok := byName[name]
		if !ok {
			return nil, &Error{name, unknownAction(name, byName)}
		}
		var keys []string
		for _, written := range bind[name] {
			key, err := readKey(written)
			if err != "" {
				return nil, &Error{name, err}
			}
			keys = append(keys, key)
		}
		if len(keys) == 0 && (name == "quit" || name == "back") {
			return nil, &Error{name, "needs a key, or there is no way out"}
		}
		a.Keys = keys
	}
	return k.Learn(), k.conflict(bind)
}

// conflict finds a key that means two things. The action that the settings name is the
// one to blame.
func (k *Map) conflict(bind map[string][]string) error {
	owners := map[string][]action{}
	all := k.All()
	slices.SortStableFunc(all, func(a, b action) int { // defaults first
		_, x := bind[a.setting()]
		_, y := bind[b.setting()]
		return map[bool]int{true: 1}[x] - map[bool]int{true: 1}[y]
	})
	for _, a := range all {
		for _, key := range a.Keys {
			if i := slices.IndexFunc(owners[key], a.meets); i >= 0 {
				by := owners[key][i].setting()
				return &Error{a.setting(), fmt.Sprintf("%s is a key of %s already; give %s another one", keyName(key), by, by)}
			}
			owners[key] = append(owners[key], a)
		}
	}
	for _, a := range all {
		for _, key := range a.Keys {
			first, _, sequence := strings.Cut(key, " ")
			if by := owners[first]; sequence && len(by) > 0 {
				return &Error{a.setting(), fmt.Sprintf("%s begins with %s, which is a key of %s", keyName(key), keyName(first), by[0].setting())}
			}
		}
	}
	return nil
}

// meets reports whether two actions may be wanted in one place. On a page of keys of its own
// these come first; but its rows move, it is left and other views are turned to as elsewhere.
func (a action) meets(b action) bool {
	if ofPage(b.Group) {
		a, b = b, a
	}
	return a.Group == b.Group || !ofPage(a.Group) || b.Group == "Move" || b.Group == "Panes" || b.Group == "Views"
}

// unknownAction suggests the action that was meant.
func unknownAction(name string, known map[string]action) string {
	alike := func(k string) int { // letters that both begin with, and end with
		head, tail := 0, 0
		for head < min(len(k), len(name)) && k[head] == name[head] {
			head++
		}
		for tail < min(len(k), len(name))-head && k[len(k)-1-tail] == name[len(name)-1-tail] {
			tail++
		}
		return head + tail - max(len(k), len(name))
	}
	near := slices.SortedFunc(maps.Keys(known), func(a, b string) int { return cmp.Or(alike(b)-alike(a), strings.Compare(a, b)) })
	if alike(near[0]) >= -2 {
		return "there is no such action; did you mean " + near[0] + "?"
	}
	return "there is no such action; \"dateline config keys\" lists them"
}

// setting is the action's name in the settings: NextUnread is next_unread.
func (a action) setting() string {
	var b strings.Builder
	for i, r := range a.Name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// named keys, as Bubble Tea calls them.
func namedKeys() []string {
	names := []string{"enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown"}
	for i := range 20 {
		names = append(names, fmt.Sprintf("f%d", i+1))
	}
	return names
}

// readKey turns a written key into Bubble Tea's name, or says what is wrong with it.
func readKey(written string) (key, wrong string) {
	if strings.ContainsFunc(written, unicode.IsControl) {
		return "", "a key is written out: \"^d\", \"space\", \"]c\""
	}
	parts := strings.Fields(written)
	if len(parts) == 1 && utf8.RuneCountInString(parts[0]) == 2 && parts[0][0] != '^' && !slices.Contains(namedKeys(), parts[0]) {
		_, n := utf8.DecodeRuneInString(parts[0]) // "]c", as the help writes a sequence
		parts = []string{parts[0][:n], parts[0][n:]}
	}
	if len(parts) == 0 || len(parts) > 2 {
		return "", fmt.Sprintf("%q is no key; write one like \"s\", \"^d\", \"space\" or \"]c\"", written)
	}
	for i, p := range parts {
		if c, ok := strings.CutPrefix(p, "^"); ok && c != "" {
			p = "ctrl+" + strings.ToLower(c)
		}
		if !writable(p) {
			return "", fmt.Sprintf("%q is no key; write one like \"s\", \"^d\", \"space\" or \"]c\"", written)
		}
		parts[i] = p
	}
	if d := parts[0]; len(d) == 1 && d >= "0" && d <= "9" {
		return "", "digits are counts (3j moves three) and turn to the panes"
	}
	return strings.Join(parts, " "), ""
}

// writable reports whether a part of a key has a name that can be pressed.
func writable(p string) bool {
	for _, mod := range []string{"ctrl+", "alt+", "shift+"} {
		p = strings.TrimPrefix(p, mod)
	}
	return slices.Contains(namedKeys(), p) || utf8.RuneCountInString(p) == 1 && unicode.IsPrint([]rune(p)[0])
}
